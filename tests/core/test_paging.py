"""Long lists over pages of a bounded length: docs, writing.md, "Pages of lists"."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefs.core.oneline import cut, flat
from briefs.core.paging import shared_out

GROUPS = st.lists(st.tuples(st.integers(0, 9), st.lists(st.integers(), max_size=9)), max_size=9)


def test_a_group_that_does_not_fit_goes_on_over_the_next_page() -> None:
    assert shared_out([("a", [1, 2, 3]), ("b", [])], 2) == [[("a", [1, 2])], [("a", [3]), ("b", [])]]


def test_of_nothing_there_is_one_empty_page() -> None:
    assert shared_out([], 3) == [[]]


@given(GROUPS, st.integers(1, 5))
def test_pages_hold_everything_once_in_order_and_never_more_than_they_may(
    groups: list[tuple[int, list[int]]], most: int
) -> None:
    pages = shared_out(groups, most)
    assert [i for page in pages for _, part in page for i in part] == [i for _, items in groups for i in items]
    assert all(sum(max(len(part), 1) for _, part in page) <= most for page in pages)
    assert all(page for page in pages[1:])
    assert {g for page in pages for g, _ in page} == {g for g, _ in groups}


@given(st.text(), st.integers(1, 20))
def test_words_that_are_cut_are_a_beginning_of_what_they_were(words: str, most: int) -> None:
    found = cut(words, most)
    assert found == words or (found.endswith(" …") and words.startswith(found[:-2]) and 0 < len(found) - 2 <= most)


def test_words_that_fit_are_not_cut_and_others_are_cut_after_a_word() -> None:
    assert [cut("one two, three", most) for most in (14, 13, 9, 8, 3, 2)] == (
        ["one two, three", "one two …", "one two …", "one …", "one …", "on …"]
    )


def test_words_on_one_line_keep_one_space_at_each_edge_and_inside() -> None:
    assert [flat(words) for words in ("", " ", "\n ", " a", "a\n", "\n a \n\tb  ", "a b")] == (
        ["", "", "", " a", "a ", " a b ", "a b"]
    )
