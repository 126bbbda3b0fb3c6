"""Names in lines, by about how wide they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.core.lettering import breadth, cut, lines_of

_words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", []),
        ("Crimea", ["Crimea"]),
        ("Islamic Revolutionary Guard Corps", ["Islamic", "Revolutionary", "Guard Corps"]),
        ("United Nations Security Council", ["United Nations", "Security Council"]),
        ("Precision-guided munition", ["Precision-guided", "munition"]),
        ("安全理事会第二二三一号决议", ["安全理事会第二二三一", "号决议"]),
    ],
)
def test_a_name_stands_in_lines_about_equally_long(words: str, lines: list[str]) -> None:
    assert lines_of(words, 1_000, 3) == lines


def test_what_has_no_room_is_left_out_with_a_sign() -> None:
    title = "The strikes on the power grid of Ukraine in the autumn of 2022, and what came after them"
    lines = lines_of(title, 1_000, 3)
    assert len(lines) == 3
    assert title.startswith(" ".join(lines).removesuffix("…"))
    assert lines[-1].endswith("…")


@given(_words, st.integers(100, 2_000), st.integers(1, 4))
def test_lines_are_never_too_many_nor_too_wide(words: str, widest: int, most: int) -> None:
    lines = lines_of(words, widest, most)
    assert len(lines) <= most
    assert all(breadth(line) <= widest for line in lines)
    if not any("…" in line for line in lines):
        assert "".join("".join(lines).split()) == "".join(words.split())


@given(_words, st.integers(100, 2_000))
def test_a_cut_is_a_beginning_that_has_room(words: str, widest: int) -> None:
    short = cut(words, widest)
    assert breadth(short) <= widest
    assert short == words or words.startswith(short.removesuffix("…"))


def test_wide_letters_take_more_room_and_marks_above_letters_none() -> None:
    assert breadth("mm") > breadth("nn") > breadth("ii") > 0
    assert breadth("決") > breadth("m")
    assert breadth("e\u0301") == breadth("e")
