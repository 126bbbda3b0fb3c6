"""Our search for a bracket's end, held against markdown-it's: whatever the words, both give equal tokens."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt, helpers

from briefs.core.model import Unit
from briefs.core.source import Source
from briefs.stages.parse import parse
from briefs.stages.parse.syntax import parser

THEIRS = parser.__wrapped__(True)
THEIRS.helpers = helpers

PIECES = (
    *"[ ] ( ) ! ^ ` `` < > \\ * ** _ ~~ | & \n".split(" "),
    *"[[ ]] ]( ](b) [a](b) ![ ^[ [^a] [^ ][ ][r] [r] [[t]] [[t|w]] <a@b.c> <x:y> <x:[ \\[ \\] &#93; &amp; a".split(),
    ' "t")',
    " ",
    "\n",
)
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=24).map("".join)


def tokens(md: MarkdownIt, text: str) -> list[MutableMapping[str, Any]]:
    return [token.as_dict() for token in md.parse(text, {})]


@given(WORDS, st.booleans())
@example("[a ![b [c](d) e](f) g](h)", False)
@example("[<x:[a>](b) c]", False)
@example("[^a`b] c` [d](e)", False)
@example("[a][b[c][d[e][r]", True)
@example("![\\!][r] !\\[r](b) [!](b)", True)
@example("[a *b](c) d* [e `](f)` g](h)", False)
def test_a_bracket_closes_where_it_does_for_the_parser(words: str, named: bool) -> None:
    text = words + ("\n\n[r]: s\n[a]: s\n" if named else "")
    assert tokens(parser(True), text) == tokens(THEIRS, text)


def said(text: str) -> list[tuple[str, int, int, int]]:
    found = parse(Unit("article", Source("content/articles/x.md", text, ""))).diagnostics
    return [(d.code, d.span.line, d.span.column, d.span.end_column) for d in found if d.span]


@pytest.mark.parametrize(("begin", "end", "most"), [("[ ", "](b.md)", 40), ("![", "](b.png)", 4), ("^[", "]", 4)])
def test_brackets_in_brackets_end_in_an_error_at_the_first(begin: str, end: str, most: int) -> None:
    close = "]" if begin == "[ " else end
    held = f"Some\nwords {begin * most}a{close * (most - 1)}{end}"
    over = f"{begin * (most + 1)}a{close * most}{end}"
    place = ("markdown-nesting", 2, 7, 7 + len(over) - len(end) + 1)
    assert "markdown-nesting" not in [code for code, *_ in said(held)]
    assert [one for one in said(f"Some\nwords {over}, more {over}") if one[0] == "markdown-nesting"] == [place]


def test_what_is_nested_too_deep_keeps_its_words() -> None:
    text = "^[" * 9 + "word" + "]" * 9 + " end"
    plain = parse(Unit("article", Source("content/articles/x.md", text, ""))).value.plain.text
    assert "word" in plain
    assert " end" in plain
