"""The quick way through a Markdown text, held against the parser's: whatever the text, both give equal records."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.common.utils import MD_TRIM_CHARS

from briefs.core.diagnostics import Checked
from briefs.core.model import Parsed, Unit
from briefs.core.source import Source
from briefs.stages.load import load
from briefs.stages.parse import parse
from briefs.stages.parse.quick import PLAIN, SPACES, quick_tokens
from briefs.stages.parse.syntax import parser
from briefs.stages.parse.tokens import Token

ROOT = Path(__file__).parents[2]
PATH = "content/articles/x.md"


def slowly(unit: Unit) -> Checked[Parsed]:
    """The unit as the parser alone reads it."""
    with (
        patch("briefs.stages.parse.markdown.quick_tokens", lambda text, inline: None),
        patch("briefs.stages.parse.rich.plain_value", lambda text: False),
        patch("briefs.stages.parse.rich.plain_line", lambda text: False),
    ):
        return parse(unit)


def check(text: str, sidecar: str = "") -> None:
    beside = Source("content/articles/x.yaml", sidecar, "s") if sidecar else None
    unit = Unit("article", Source(PATH, text, "d"), beside)
    assert parse(unit) == slowly(unit)


def is_quick(text: str) -> bool:
    return quick_tokens(text, inline) is not None


def inline(words: str) -> Sequence[Token]:
    return parser(True).parseInline(words, {})[0].children or ()


# ── what goes the quick way, and what does not ───────────────────────────────────────────────────────────────────

QUICK = (
    "A paragraph.\n\nAnother, “quoted”, at 5 % of $3.\n",
    "Two lines\nof one paragraph.\n \t\n\nA second one.   \n\n",
    "[Words](b.md) first, then [others](https://example.org/a_b?c=d#e).\n",
    "> A quotation.\n>\n> Its second paragraph,\n> and [a link](x.md).\n\nAfter it.",
    "# Title\n\nText.\n\n## *Part* of it\n\nMore.",
    "R&D at AT&T; *so* it goes, `code` and [[slug|words]] and ![a picture](a.png).\n",
    "2022 was a year.\n\n\n3.5 per cent (or more) — not less!",
    "\n\n  \nAfter blank lines.",
)
SLOW = (
    "- a list\n- of two\n",
    "1. first",
    "A paragraph\n- and a list right after it",
    "A paragraph\n> and a quotation right after it",
    "> a quotation\nthat goes on",
    "> > one inside another",
    ">     code in a quotation",
    "    code",
    "```\ncode\n```",
    "A heading\n=====",
    "# A heading #",
    "a | b\n--|--\n1 | 2",
    "Term\n: what it means",
    "Term\n\n: what it means",
    "See [this].\n\n[this]: b.md",
    "A note.[^1]\n\n[^1]: Its words.",
    "A note.^[Its words.]",
    "***\n\nafter a rule",
    "one\rtwo",
    "one\0two",
)


@pytest.mark.parametrize("text", QUICK)
def test_the_usual_text_goes_the_quick_way_and_is_read_alike(text: str) -> None:
    assert is_quick(text)
    check(text)


@pytest.mark.parametrize("text", SLOW)
def test_a_text_with_any_other_block_goes_to_the_parser_as_a_whole(text: str) -> None:
    assert not is_quick(f"Before it.\n\n{text}\n\nAfter it.")
    check(f"Before it.\n\n{text}\n\nAfter it.")
    check(text)


def test_a_paragraph_of_words_alone_is_one_token() -> None:
    tokens = quick_tokens("Words\nalone.\n\nWith *more*.", inline)
    assert tokens is not None
    assert [token.type for token in tokens] == [PLAIN, "paragraph_open", "inline", "paragraph_close"]


def test_the_ends_of_a_block_are_what_the_parser_takes_off() -> None:
    assert sorted(SPACES) == sorted(MD_TRIM_CHARS)


def test_a_text_that_goes_the_quick_way_has_no_parser_imported() -> None:
    """Importing it takes longer than reading the text; what finds quotes that have changed is not needed either."""
    unit = "Unit('article', Source('content/articles/x.md', 'Words of [a link](https://example.org/a).', 'd'))"
    asked = (
        "import sys\n"
        "from briefs.core.model import Unit\n"
        "from briefs.core.source import Source\n"
        "from briefs.stages.anchor import anchor\n"
        "from briefs.stages.parse import parse\n"
        f"anchor(parse({unit}).value, {{}})\n"
        "print({'markdown_it', 'mdit_py_plugins', 'rapidfuzz'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_paragraph_that_a_sidecar_names_is_found() -> None:
    text = "A picture.\n\nWords of [a link](b.md).\n\nAn advertisement."
    check(text, 'caption: "A picture."\nomit: ["An advertisement.", "None"]\n')


# ── any text ─────────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = (
    *("a", "words of a text", "é", "“so”", "A. B", "5", "12.", "3)", "x.md", "https://e.org/a_b", "term:x", "1"),
    *(" ", "  ", "\t", "\n", "\n", "\n\n", "\n\n", " \n", "\\\n", "\n> ", "\n>", "\n>\n", "\n\n> ", "\u00a0", "\u2028"),
    *("[", "]", "](", "](x.md)", "](#s-a)", ")", "(", "[a](b.md)", "[[", "]]", "![", "^[", "[^", "[^1]", "]:", "|"),
    *("<", ">", "<b>", "<http://a.b>", "&", "&amp;", "&#10;", "&nbsp;", ";", "\\", "`", "``", "~", "~~", "*"),
    *("#", "# ", "## ", " #", "-", "- ", "---", "===", "+ ", ":", ": ", "!", "^", "\0", "\r", "\x0b"),
    *("\x1f", "\u0085", "**", "_"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
"""Any syntax, mostly."""
PLAINER = st.lists(
    st.sampled_from((*PIECES[:27], "[a](b.md)", "[a\nb](b.md)", "[ a ](x)", "&", "*", "# ", "## b\n\n")),
    max_size=30,
).map("".join)
"""Texts that go the quick way more often than not."""


@settings(max_examples=1500, deadline=None)
@given(TEXTS | PLAINER)
@example("![a](b.md)")
@example("a [b](c.md)(d)")
@example(">\n\na")
@example("> a\n>")
@example("[ ](b.md)")
@example("[a](b.md) \nc")
def test_any_text_is_read_as_the_parser_reads_it(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS | PLAINER)
def test_any_text_below_front_matter_and_beside_values_is_read_alike(text: str) -> None:
    check(f"---\ntitle: a\n---\n{text}", "summary: b\n")


@settings(max_examples=600, deadline=None)
@given(TEXTS | PLAINER)
def test_any_value_is_read_as_the_parser_reads_it(value: str) -> None:
    written = "".join(f"\\u{ord(char):04x}" if char < " " or char in '"\\\x85\u2028' else char for char in value)
    check("Text.", f'title: "{written}"\nsummary: "{written}"\nkey_points: ["{written}"]\n')


# ── texts that there are ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", sorted((ROOT / "tests/cases").glob("*.md")), ids=lambda page: page.stem)
def test_every_case_is_read_alike(page: Path) -> None:
    """A case's own file, and each of its parts as if it were an article."""
    text = page.read_text("utf-8")
    for part in (text, *text.split("\n````"), *text.split("\n```"), *text.split("\n\n")):
        check(part.replace("\0", ""))


def test_every_text_of_the_site_is_read_alike() -> None:
    units = load(ROOT, "content").value.units
    assert units
    for unit in units:
        assert parse(unit) == slowly(unit)
