"""Nothing goes in, articles with every shape that Markdown and a sidecar can make come out."""

from __future__ import annotations

from gates.hard.texts import paragraph, word, words

_DEEP = "\n".join(f"{'  ' * depth}- {words(7, depth)}" for depth in range(8))
_NUMBERED = "\n".join(f"{number}. {words(5, number)}" for number in (8, 9, 10, 11, 100, 101))
_HEAD = " | ".join(f"{words(2, c)}" for c in range(12))
_ROWS = "\n".join("| " + " | ".join(f"{word(r * c)} {r * c:,}" for c in range(12)) + " |" for r in range(1, 20))
_TABLE = f"| {_HEAD} |\n|{'---|---:|:---:|' * 4}\n{_ROWS}"
_CODE = f"```python\n{words(40).replace(' ', '_')}\nif {word(1)}:\n\treturn '{words(8)}'\n```"
_NESTED = f"***{words(3)}*** **{words(2)} *{words(2)} ~~{words(2)}~~ `{word(4)}`* {words(2)}** ~~**{words(2)}**~~"
_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}"><path d="M1 9V1h7v8"/></svg>
"""

SHAPES = f"""# Every shape

{paragraph(200)}[^1] {_NESTED}

## A heading with [a link](#lists) and `code`

{paragraph(201)}[^long]

## Lists

{_DEEP}

{_NUMBERED}

### A heading of the third level

#### A heading of the fourth level

> {words(20)}
>
> > {words(10)}
> >
> > - {words(5)}

{_TABLE}

{_CODE}

![A very wide picture](../images/wide.svg)

![A very high picture](../images/high.svg)

{word(5).capitalize()}
: {words(20)}

{words(3, 9).capitalize()}
: {words(6)}
: {words(7)}

---

See [[many-terms]], [[about|a page]] and [a file](../files/list.csv). {paragraph(202)}

[^1]: {words(30)}.
[^long]: {words(12)}

    {words(22)}.
"""

SIDECAR = f"""\
date: 2024-06-01T09:47:00
updated: 2024-06-03
byline: The makers
tags: [shapes, notes]
image: {{file: ../images/wide.svg, alt: A very wide picture, credit: The makers}}
source:
  name: The paper of {words(3)}
  url: https://example.org/shapes
  published: 2024-06-01
  retrieved: 2024-06-02
  archived: https://web.archive.org/web/2024/https://example.org/shapes
  licence: CC BY 4.0
summary: |
  {words(20)}.

  - {words(5)}
  - {words(6)}
key_points: [{words(10)}, {words(20)}]
related: [eighty-notes]
notes:
  - quote: {paragraph(200)[:30]}
    kind: dispute
    by: One office
    status: disputed
    text: |
      {words(15)} with a [link](https://example.org/), *stress* and `code`.

      - {words(5)}
      - {words(6)}
    sources: [primary, official, press, analysis]
timeline:
  - {{date: 2023, text: {words(12)}, quote: {paragraph(201)[:25]}, sources: [press]}}
  - {{date: 2023-04, text: '{words(9)}'}}
  - {{date: 2024-02-29, end: 2024-03-01, text: '{words(40)}'}}
sources:
  - {{id: primary, title: The deed of {words(4)}, kind: primary, url: https://example.org/a, date: 2023-01-02}}
  - {{id: official, title: A statement, kind: official, publisher: The office, note: In another language.}}
  - {{id: press, title: A report, archived: https://web.archive.org/web/2024/https://example.org/b, checked: 2024-05}}
  - {{id: analysis, title: {words(30)}, kind: analysis}}
"""


def articles() -> dict[str, str]:
    """One article with all of it, a page, and the files they name."""
    return {
        "content/articles/shapes.md": SHAPES,
        "content/articles/shapes.yaml": SIDECAR,
        "content/images/wide.svg": _PICTURE.format(w=4000, h=40),
        "content/images/high.svg": _PICTURE.format(w=20, h=600),
        "content/files/list.csv": "a,b\n1,2\n",
        "content/pages/about.md": f"# About this site\n\n{paragraph(203)}\n\n{_TABLE}\n\n## More\n\n{_DEEP}\n",
        "content/pages/short.txt": "A short page\n\nIt says little.\n",
    }
