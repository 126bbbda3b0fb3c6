"""Whether the margin has room for the notes."""

from __future__ import annotations

from briefs.core.margin import MOST, is_crowded
from briefs.core.model import Block, Body, Brief, Note, Outline, Plain, Rich
from briefs.theme import SHEETS


def brief(paragraph: str, times: int, note: str, notes: int) -> Brief:
    blocks, at = [], 0
    for number in range(times):
        blocks.append(Block(at, at + len(paragraph), "paragraph", number + 1))
        at += len(paragraph) + 2
    plain = Plain("\n\n".join([paragraph] * times), tuple(blocks))
    return Brief(Outline("article", "a"), plain, Body(()), (Note("context", 0, 1, Rich((note,), note)),) * notes)


def test_few_notes_have_room_and_many_have_not() -> None:
    assert not is_crowded(brief("x" * 300, 10, "y" * 100, 5))
    assert is_crowded(brief("x" * 300, 10, "y" * 100, 30))


def test_one_note_on_one_line_of_text_has_room_beside_what_follows() -> None:
    assert not is_crowded(brief("x" * 60, 1, "y" * 200, 1))


def test_a_sign_that_is_as_wide_as_two_letters_counts_twice() -> None:
    assert not is_crowded(brief("x" * 300, 10, "y" * 600, 4))
    assert is_crowded(brief("x" * 300, 10, "語" * 600, 4))


def test_no_page_has_more_notes_beside_its_text_than_its_stylesheet_has_places() -> None:
    assert SHEETS[-1] == MOST
    assert not is_crowded(brief("x" * 3000, 100, "y", MOST))
    assert is_crowded(brief("x" * 3000, 100, "y", MOST + 1))
