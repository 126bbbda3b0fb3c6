"""What a terminal shows of a diagnostic: its place, the line, and a caret under the very characters."""

from __future__ import annotations

from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.cli.said import lines
from briefs.core.decode import decode
from briefs.core.diagnostics import Related, error
from briefs.core.source import Source, Span
from briefs.report import as_text, excerpt

PATH = "content/articles/x.yaml"


def shown(text: str, words: str) -> tuple[str, str]:
    """The excerpt's two lines for the place of some words in a text."""
    source = Source(PATH, text, "")
    at = text.index(words)
    above, below = excerpt(source.span(at, at + len(words)), lambda path, number: source.line(number))
    return above, below


def under(text: str, words: str) -> str:
    """What stands above the carets."""
    above, below = shown(text, words)
    return above[below.index("^") : below.rindex("^") + 1]


def test_a_caret_stands_under_every_character_meant() -> None:
    assert shown("a: b\ntitle: One\n", "One") == ("  2 | title: One", "    |        ^^^")


def test_a_tab_is_as_wide_as_the_space_that_is_shown_for_it() -> None:
    assert shown("\tname: x\n", "\t") == ("  1 |  name: x", "    | ^")
    assert under("a\tb\tword\n", "word") == "word"
    assert under("a\tb\tword\n", "b\tword") == "b word"


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    assert shown("戦争 war\n", "war")[1] == "    |      ^^^"
    assert shown("e\N{COMBINING ACUTE ACCENT}t war\n", "war")[1] == "    |    ^^^"


def test_a_character_that_would_break_the_line_is_shown_by_its_name() -> None:
    assert under("One\N{LINE SEPARATOR}Two\n", "\N{LINE SEPARATOR}") == "<U+2028>"
    assert under("One\N{PARAGRAPH SEPARATOR}Two\n", "Two") == "Two"
    assert under("a\x0cb\n", "b") == "b"


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "x" * 300 + " word " + "y" * 300
    above, _ = shown(text, "word")
    assert under(text, "word") == "word"
    assert above.startswith("  1 | …")
    assert above.endswith("…")


def test_a_place_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    assert shown("a: >\n  b\n  c\n", ">\n  b")[1] == "    |    ^"


def test_a_diagnostic_of_a_whole_file_shows_none_of_its_words() -> None:
    found = error("sidecar-alone", "there is no article", Span(PATH), "add one", (Related("here", Span("y.txt")),))
    assert as_text([found], lambda path, number: "some words") == (
        f"{PATH}:1:1: error[sidecar-alone]: there is no article\n  hint: add one\n  note: y.txt:1:1: here\n"
    )


def test_a_mistake_at_the_first_character_shows_it() -> None:
    assert list(excerpt(Span(PATH, 1, 1, 1, 2), lambda path, number: "word")) == ["  1 | word", "    | ^"]


@pytest.mark.parametrize("breaks", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_file_is_cut_into_the_lines_that_places_count(tmp_path: Path, breaks: str) -> None:
    (tmp_path / "x.txt").write_bytes(f"\ufeffone{breaks}still one\r\ntwo\rthree\nfour".encode())
    line = lines(tmp_path)
    assert [line("x.txt", n) for n in range(6)] == ["", f"one{breaks}still one", "two", "three", "four", ""]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\r\n\x85\x0c\u2028"), max_size=40))
def test_the_line_for_an_excerpt_is_the_sources_own(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.mktemp("site")
    (root / "x.txt").write_bytes(text.encode())
    source = decode("x.txt", text.encode()).value
    if source is not None:
        line = lines(root)
        numbers = range(1, len(source.line_starts) + 1)
        assert [line("x.txt", n) for n in numbers] == [source.line(n) for n in numbers]


@given(st.text(max_size=300).filter(lambda text: "\n" not in text), st.data())
def test_an_excerpt_is_two_lines_that_no_terminal_can_misread(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = list(excerpt(Span(PATH, 1, start + 1, 1, end + 1), lambda path, number: text))
    assert len(lines) in (0, 2)
    for line in lines:
        assert not any(category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in line)
