"""Where boxes stand that are joined by lines."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from briefs.core.layout import Line, Place, Size, laid_out

WIDEST = 600

_boxes = st.lists(st.tuples(st.integers(1, 200), st.integers(1, 80)), max_size=24)


@st.composite
def _networks(draw: st.DrawFn) -> tuple[list[Size], list[Line]]:
    """Any boxes and any lines between two of them, also twice the same, and of a box to itself."""
    boxes = draw(_boxes)
    ends = st.integers(0, len(boxes) - 1)
    return boxes, draw(st.lists(st.tuples(ends, ends), max_size=40)) if boxes else []


def _overlap(one: Place, box: Size, other: Place, beside: Size) -> bool:
    return all(2 * abs(one[side] - other[side]) < box[side] + beside[side] for side in (0, 1))


@given(_networks())
def test_every_box_stands_in_the_frame_and_on_no_other(network: tuple[list[Size], list[Line]]) -> None:
    boxes, lines = network
    frame, places = laid_out(boxes, lines, WIDEST)
    assert frame[0] <= WIDEST
    assert len(places) == len(boxes)
    assert all(type(place) is int for each in (frame, *places) for place in each)
    for place, box in zip(places, boxes, strict=True):
        for side in (0, 1):
            assert place[side] - box[side] / 2 >= 0
            assert place[side] + box[side] / 2 <= frame[side]
    for (one, box), (other, beside) in combinations(zip(places, boxes, strict=True), 2):
        assert not _overlap(one, box, other, beside)


@given(_networks())
def test_the_same_network_is_laid_out_the_same(network: tuple[list[Size], list[Line]]) -> None:
    assert laid_out(*network, WIDEST) == laid_out(*network, WIDEST)


def test_a_box_that_is_wider_than_the_frame_may_be_widens_it() -> None:
    (width, _), [(x, _)] = laid_out([(900, 20)], [], WIDEST)
    assert width > 900
    assert abs(2 * x - width) <= 1


def test_what_is_joined_stands_nearer_than_what_is_not() -> None:
    ring = [(0, 1), (1, 2), (2, 0)]
    lines = [*ring, *((a + 3, b + 3) for a, b in ring)]
    _, places = laid_out([(40, 20)] * 6, lines, WIDEST)

    def mean(pairs: list[Line]) -> float:
        return sum(abs(complex(*places[a]) - complex(*places[b])) for a, b in pairs) / len(pairs)

    assert mean(lines) < mean([(a, b) for a in range(3) for b in range(3, 6)])


def test_a_frame_is_no_higher_than_wide_while_it_may_be_wider() -> None:
    chain = [(i, i + 1) for i in range(23)]
    for count in (3, 6, 12, 24):
        (width, height), _ = laid_out([(60, 20)] * count, chain[: count - 1], WIDEST)
        assert height < width <= WIDEST
