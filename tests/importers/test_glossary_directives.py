"""Glossaries as Sphinx and MyST have them."""

from __future__ import annotations

import pytest
from arrivals import FILES, arrive, told, yaml_of
from hypothesis import given
from hypothesis import strategies as st

from briefs.importers import Importer
from briefs.importers.glossaries import MYST, SPHINX

RST = r"""
Words before.

.. glossary::
   :sorted:

   harbour
   port : P
      A place for *ships*, see :term:`ship` or :term:`boats <ship>`, :term:`nowhere`.
      Call :func:`moor`, :class:`~sea.Ship` or ``x * y``; a `page <https://e.org/>`_, :pep:`8`, plural\ s, a_b.

      More on it::

         code *here*
            deeper

      * one
      * two, which
        goes on

      .. index:: single: harbour

      .. note:: Mind the tide.

   .. a comment
      of two lines

   ship
      It floats |now|. :eq:`x`

After it.
"""
RST_YAML = r"""- id: harbour
  term: harbour
  aliases: [port]
  definition: >-
    A place for *ships*, see [[term:ship]] or [[term:ship|boats]], nowhere. Call `moor()`, `Ship` or `x
    * y`; a [page](https://e.org/), PEP 8, plurals, a_b.
  body: |-
    More on it:

    ```
    code *here*
       deeper
    ```

    - one
    - two, which goes on

    Mind the tide.
- id: ship
  term: ship
  definition: It floats now. x
"""


def test_a_glossary_of_sphinx_becomes_terms() -> None:
    made = arrive(SPHINX, RST, "x.rst")
    assert yaml_of(made) == RST_YAML
    assert told(made) == [
        "the sorting key `P` of `port`: here the name's language sorts",
        "the substitution `|now|` has no counterpart here; its words stay",
        "the role `:eq:` has no counterpart here; its words stay",
    ]


MD = """# Words

```{glossary}
:sorted:

Harbour
Port
    A place for *ships*, see {term}`Ship` or {term}`boats <Ship>` and [[wiki]].

    A second part, with `code`.

{term}`Ship`
  It floats {abbr}`MV (motor vessel)`.
```

:::{glossary}
Quay
: Where {doc}`a ship <ships>` moors.
  It goes on.
: {eq}`x`
:::
"""
MD_YAML = r"""- id: harbour
  term: Harbour
  aliases: [Port]
  definition: 'A place for *ships*, see [[term:ship]] or [[term:ship|boats]] and \[[wiki]].'
  body: 'A second part, with `code`.'
- id: ship
  term: Ship
  definition: It floats MV (motor vessel).
- id: quay
  term: Quay
  definition: |-
    Where a ship moors.
    It goes on.
    x
"""


def test_a_glossary_of_myst_becomes_terms() -> None:
    made = arrive(MYST, MD, "x.md")
    assert yaml_of(made) == MD_YAML
    assert told(made) == ["the role `{eq}` has no counterpart here; its words stay"]


@pytest.mark.parametrize(
    ("name", "terms", "links", "remarks"), [("sphinx-glossary.rst", 14, 8, 2), ("jupyter-book-glossary.md", 8, 1, 0)]
)
def test_a_real_glossary_comes_over(name: str, terms: int, links: int, remarks: int) -> None:
    made = arrive(SPHINX if name.endswith("rst") else MYST, (FILES / name).read_bytes(), name)
    text = yaml_of(made)
    assert (text.count("- id: "), text.count("[[term:"), len(told(made))) == (terms, links, remarks)
    assert ":term:" not in text
    assert "{term}" not in text


@pytest.mark.parametrize("importer", [SPHINX, MYST])
def test_sentences_outside_of_the_glossary_are_told(importer: Importer) -> None:
    head, margin = (".. glossary::", "   ") if importer is SPHINX else ("```{glossary}", "")
    tail = "" if importer is SPHINX else "```\n"
    text = f"Glossary\n\nThese are the words of the harbour.\n\n{head}\n\n{margin}quay\n{margin}  A wall.\n{tail}"
    made = arrive(importer, text, "x.rst")
    assert [(one.span and one.span.line, one.message) for one in made.diagnostics] == [
        (3, "what stands outside of the glossary is left out: 1 line")
    ]


@pytest.mark.parametrize("importer", [SPHINX, MYST])
def test_a_file_without_a_glossary_is_an_error(importer: Importer) -> None:
    made = arrive(importer, "Some words.\n", "x.rst")
    assert [one.severity for one in made.diagnostics] == ["error"]


LINES = st.lists(st.text(alphabet="ab :`*_|<>[]{}\\.-\n~(", max_size=30), max_size=12)


@given(LINES)
def test_whatever_stands_in_a_glossary_it_is_read(lines: list[str]) -> None:
    for importer, head, margin in ((SPHINX, ".. glossary::\n\n", "   "), (MYST, "```{glossary}\n", "")):
        text = head + "".join(f"{margin}{line}\n" for part in lines for line in part.split("\n"))
        made = arrive(importer, text, "x.rst")
        assert made.files or any(one.severity == "error" for one in made.diagnostics)


@pytest.mark.parametrize("line", ["* x\n", "x\n", ".. note::\n", "#. x\n"])
def test_a_deep_nesting_is_flattened_and_told(line: str) -> None:
    deep = "".join(f"      {' ' * 3 * level}{line}\n" for level in range(1500))
    made = arrive(SPHINX, f".. glossary::\n\n   a\n{deep}", "x.rst")
    assert "a nesting of more than 12 levels has no counterpart here; its words stay" in told(made)
