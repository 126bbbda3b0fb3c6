"""What is true of a place in a text, asked for place by place."""

from __future__ import annotations

import pytest

from briefs.core.model import Block, Plain, Zone
from briefs.stages.match.places import Places


def places(text: str) -> Places:
    """Of paragraphs, a blank line between each two."""
    blocks, at = [], 0
    for number, words in enumerate(text.split("\n\n"), 1):
        blocks.append(Block(at, at + len(words), "paragraph", number))
        at += len(words) + 2
    return Places(Plain(text, tuple(blocks), ()))


TEXT = "He left. She came back. It was late."


@pytest.mark.parametrize("asked", [(0, 9, 24), (24, 9, 0), (10, 3), (24, 23, 8), (8, 0)])
def test_a_sentence_and_the_space_after_it_are_found_in_any_order(
    asked: tuple[int, ...],
) -> None:
    where = places(f"Before.\n\n{TEXT}")
    for at in asked:
        first, last = where.sentence(1, 9 + at)
        assert (first, last) == next((9 + s, 9 + e) for s, e in ((0, 8), (9, 23), (24, 36)) if s <= at <= e)


def test_a_sentence_begins_where_the_one_before_it_ends() -> None:
    assert [places("甲来了。乙走了。").sentence(0, at) for at in (0, 3, 4)] == [(0, 4), (0, 4), (4, 8)]
    assert places("Before.\n\n").sentence(1, 9) == (9, 9)


@pytest.mark.parametrize(
    ("text", "shouted"),
    [
        ("a line\nIRAN AND THE WORLD\nanother", "IRAN AND THE WORLD"),
        ("IRAN AND THE WORLD\nanother\nand one", "IRAN AND THE WORLD"),
        ("one\nIRAN AND THE WORLD\n\nIRAN and the world", "IRAN AND THE WORLD\n"),
        ("one\n\nIRAN AND THE WORLD\n\ntwo", "IRAN AND THE WORLD"),
    ],
)
def test_a_line_in_capitals_is_one_from_its_beginning_to_its_end(text: str, shouted: str) -> None:
    where, start = places(text), text.index("IRAN AND")
    length = len(shouted.rstrip("\n"))
    assert [where.shouted(at) for at in range(start, start + length)] == [True] * length
    others = [at for at, char in enumerate(text) if char.isalpha() and not start <= at < start + length]
    assert not any(where.shouted(at) for at in others)


def test_one_word_is_a_line_in_capitals_only_if_it_has_more_than_twelve_of_them() -> None:
    assert [places("A" * length).shouted(0) for length in (12, 13)] == [False, True]


def test_what_a_stretch_stands_in_is_said_of_no_zone_before_or_behind_it() -> None:
    text = "one two six ten"
    zones = (Zone(0, 3, "code"), Zone(7, 11, "heading"), Zone(4, 7, "link"))
    where = Places(Plain(text, (Block(0, len(text), "paragraph", 1),), zones))
    assert [where.closed(start, start + 3) for start in (0, 4, 8, 12)] == ["code", "link", "heading", ""]
