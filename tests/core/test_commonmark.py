"""Texts as CommonMark: whatever stands in them, a parser reads the same words."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from briefs.core.commonmark.inline import Bit, code_span, escaped, heading, line_of, started
from briefs.core.commonmark.prose import Link, Sign, prose
from briefs.core.commonmark.values import commonmark
from briefs.core.model import Brief, Hole, Rich, Unit
from briefs.core.source import Source
from briefs.stages.anchor import anchor
from briefs.stages.parse import parse

READER = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
SIGNS = "\\`*_{}[]()<>#+-.!|~&:=\"'^$@/ \n"
LINES = st.text(st.sampled_from(SIGNS + "ab1é“”—,\u00a0"), max_size=40)
PARTS = st.sampled_from(
    [
        *"# h;> q;- a;  - b;1. one;7) seven;***;```py\n# c\n```;a[^1] b;[^1]: foot;Term\n: def;*em*;**st**".split(";"),
        *"a*b*c;*a **b** c*;_x_;`c`;[w](http://a.b/c_(d));<b>;&amp;~~s~~;a  \nb;![alt](x.png);!;^".split(";"),
        "| a | b |\n|---|:-:|\n| 1\\| | `x\\|y` |",
    ]
)


def brief_of(text: str, name: str = "a.md") -> Brief:
    source = Source(f"content/articles/{name}", text, "")
    return anchor(parse(Unit("article", source)).value).value.brief


def seen(markdown: str, reader: MarkdownIt = READER) -> str:
    """What a reader sees, but for white space, the numbers of notes and the descriptions of pictures.

    The number of a footnote that names itself, and that nothing else names, is shown as it is written.
    """
    return re.sub(r"\[\^fn-\d+\]", "", folded("".join(_words(reader.parse(markdown)))))


def _words(tokens: list[Token]) -> list[str]:
    found = []
    for token in tokens:
        if token.type == "inline":
            found += _words(token.children or [])
        elif token.type in ("text", "code_inline", "fence", "code_block"):
            found.append(token.content)
    return found


def folded(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=400)
@given(st.lists(st.one_of(LINES, PARTS), max_size=8), st.sampled_from(["\n", "\n\n", "\n  "]))
@example(["1\\. a", "# "], "\n\n")
@example(["[^1]: foot", "a[^1]"], "\n\n")
def test_a_reader_of_commonmark_sees_the_words_of_a_markdown_article(parts: list[str], between: str) -> None:
    brief = brief_of("# T\n\n" + between.join(parts))
    assert seen(prose(brief.plain.text, brief.body.pieces)) == folded(brief.plain.text)


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("3. x\n4. y", "3. x\n4. y"),
        ("* a\n* b", "- a\n- b"),
        ("* a\n\n  more\n* b", "- a\n\n  more\n- b"),
        ("|a|b|c|\n|:-|-:|:-:|\n|1|2|3|", "| a | b | c |\n| :-- | --: | :-: |\n| 1 | 2 | 3 |"),
        ("Over  \ntwo lines\n===", "## Over two lines"),
        ("A note[^1].\n\n[^1]:", "A note[^fn-1].\n\n[^fn-1]: &nbsp;"),
    ],
)
def test_lists_tables_headings_and_notes_are_written_so(written: str, made: str) -> None:
    brief = brief_of(f"# T\n\n{written}\n")
    assert prose(brief.plain.text, brief.body.pieces) == made + "\n"


@settings(max_examples=300)
@given(st.lists(LINES, min_size=1, max_size=6))
@example(["    indented", "\tand this", "--- "])
@example(["- a", "+ b", "3) c", "===", "[a]: b", "<!-- c -->", "&copy; &#35;"])
def test_a_reader_of_commonmark_sees_the_words_of_a_received_text(paragraphs: list[str]) -> None:
    brief = brief_of("A headline\n\n" + "\n\n".join(paragraphs), "a.txt")
    assert seen(prose(brief.plain.text, brief.body.pieces)) == folded(brief.plain.text)


@settings(max_examples=300)
@given(
    st.lists(st.one_of(LINES, PARTS), max_size=5),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 9)), max_size=6),
)
def test_links_and_the_numbers_of_notes_leave_the_words_as_they_are(
    parts: list[str], places: list[tuple[int, int]]
) -> None:
    brief = brief_of("# T\n\n" + "\n\n".join(parts))
    text = brief.plain.text
    inside = sorted({(at, min(at + length, len(text))) for at, length in places if at < len(text)})
    apart = [one for n, one in enumerate(inside) if all(one[0] >= other[1] for other in inside[:n])]
    links = [Link(start, end, "../glossary/x.md") for start, end in apart[::2] if text[start:end].strip()]
    signs = [Sign(end, f"[^n-{n}]") for n, (_, end) in enumerate(apart[1::2], 1)]
    made = prose(text, brief.body.pieces, links, signs)
    notes = "".join(f"\n[^n-{n}]: **Note** of ours\n" for n in range(1, len(signs) + 1))
    assert seen(made + notes).replace("Noteofours", "") == folded(text)
    assert len(re.findall(r"\[\^n-\d+\]", made)) == len(signs)


@given(st.text(st.sampled_from(SIGNS + "ab1é“€"), max_size=30))
def test_a_value_of_words_alone_is_read_as_these_words(text: str) -> None:
    value = Rich((text,), text)
    if "<" not in text:
        assert seen(commonmark(value, str, str)) == folded(text)


def test_a_value_keeps_its_markup_and_has_its_holes_filled() -> None:
    value = Rich(
        (
            'See <em>the</em> <a href="',
            Hole("term:irgc"),
            '">',
            Hole("term:irgc", True),
            "</a> &amp; <code>a`b</code>.",
        ),
        "",
    )
    made = commonmark(value, lambda target: f"../glossary/{target[5:]}.md", lambda target: "the *Corps*")
    assert made == "See *the* [the \\*Corps\\*](../glossary/irgc.md) & ``a`b``."


def test_each_hole_of_a_value_is_filled_with_its_own_target() -> None:
    link = ('<a href="', Hole("one"), '">a</a>, <a href="', Hole("two"), '">b</a>, <img alt="c" ', Hole("image:x"), ">")
    assert commonmark(Rich(link, ""), lambda target: target.removeprefix("image:") + ".png", str) == (
        "[a](one.png), [b](two.png), ![c](x.png)"
    )


@pytest.mark.parametrize(
    ("bits", "line"),
    [
        ("a|<em|b|>em| c", "a<em>b</em> c"),
        ("a |<em|b|>em|, c", "a *b*, c"),
        ("|<strong|b|>strong|", "**b**"),
        ("|<em|“b”|>em|", "*“b”*"),
        ("a|<em|“b”|>em|", "a<em>“b”</em>"),
        ("|<em|a |<strong|b|>strong| c|>em|", "*a <strong>b</strong> c*"),
        ("|<s|b|>s|", "<s>b</s>"),
    ],
)  # fmt: skip
def test_signs_mark_an_emphasis_only_where_every_parser_sees_it(bits: str, line: str) -> None:
    kinds = {"<": "open", ">": "close"}
    made = [Bit(kinds.get(b[0], "words"), b[1:] if b[0] in kinds else b) for b in bits.split("|") if b]  # type: ignore[arg-type]
    assert line_of(made) == line


@pytest.mark.parametrize("words", ["#", "C #", "a\nb", "F# ##", "1. a", "C#"])
def test_a_heading_keeps_its_words(words: str) -> None:
    made = heading(2, escaped(words))
    assert READER.parse(made)[0].tag == "h2"
    assert seen(made) == folded(words)


def test_only_what_would_be_markup_is_escaped() -> None:
    assert escaped("R&D, AT&T, 5 > 4 - 2, a-b") == "R&D, AT&T, 5 > 4 - 2, a-b"
    assert started("-5 degrees") == "-5 degrees"
    assert started("1984. A year") == "1984\\. A year"
    assert started("- a") == "\\- a"
    assert code_span("``") == "``` `` ```"


def test_a_title_or_description_that_says_how_we_mark_our_own_words_takes_nothing_away() -> None:
    brief = brief_of('# T\n\n[here](https://a.b "a data-added b") ![data-added](c.png) and on.\n\nMore.\n')
    written = prose(brief.plain.text, brief.body.pieces)
    assert written.startswith("[here](https://a.b) ![data-added](")
    assert written.endswith(" and on.\n\nMore.\n")
