"""What the map shows goes in, a drawing of it in whole units comes out: marks, their names, and the lines between."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt, sqrt

from msgspec import Struct

from briefs.core.layout import Line, laid_out
from briefs.core.lettering import breadth, lines_of
from briefs.core.model import MapNode, MapView

WIDEST = 1160
"""As wide as a page's text and margins together."""


Spot = tuple[int, int, int]
"""The middle of a mark, and half its width."""


class Hand(Struct, frozen=True):
    """How the name beside a mark is written."""

    letter: int
    """Height of its letters."""
    leading: int
    """From line to line."""
    widest: int
    """Hundredths of a letter's height."""
    most: int
    """Lines."""


_BEND = 0.08
_ARTICLE, _TERM = Hand(15, 18, 1_250, 3), Hand(13, 16, 1_000, 3)


class Mark(Struct, frozen=True):
    """An article or term where it is drawn."""

    node: MapNode
    x: int
    y: int
    half: int
    """Half the width of the mark, of which x and y are the middle."""
    name: tuple[tuple[int, str], ...]
    """(y, words) of each line below the mark."""
    rays: str
    """All lines that end here, as a path."""
    joined: tuple[MapNode, ...]
    """An article's terms, or a term's articles."""
    related: tuple[MapNode, ...]
    """The terms that are related to a term."""


class Chart(Struct, frozen=True):
    """The whole drawing."""

    width: int
    height: int
    articles: tuple[Mark, ...]
    terms: tuple[Mark, ...]
    mentions: str
    """The lines from articles to terms, as a path."""
    relations: str
    """Those between terms."""


def chart(view: MapView) -> Chart:
    """The map as it is drawn."""
    first, nodes = len(view.articles), (*view.articles, *view.terms)
    mentions = [(article, first + term) for article, term in view.mentions]
    relations = [(first + a, first + b) for a, b in view.relations]
    lines = (*mentions, *relations)
    hands = [_ARTICLE] * first + [_TERM] * len(view.terms)
    halves = _halves(len(nodes), lines)
    names = [lines_of(node.title, hand.widest, hand.most) for node, hand in zip(nodes, hands, strict=True)]
    boxes = [_box(*each) for each in zip(names, halves, hands, strict=True)]
    frame, places = laid_out(boxes, lines, WIDEST)
    spots = [_spot(*each) for each in zip(places, boxes, halves, strict=True)]
    rays = [_ray(spots[a], spots[b]) for a, b in lines]
    ends, joined, related = _ends(lines, rays, len(nodes)), _beside(mentions, nodes), _beside(relations, nodes)
    marks = tuple(
        Mark(node, x, y, half, _name(names[at], y + half, hands[at]), ends[at], joined[at], related[at])
        for at, (node, (x, y, half)) in enumerate(zip(nodes, spots, strict=True))
    )
    told = len(mentions)
    return Chart(*frame, marks[:first], marks[first:], "".join(rays[:told]), "".join(rays[told:]))


def _ends(lines: Sequence[Line], rays: Sequence[str], count: int) -> list[str]:
    """For each node the lines that end there, as a path."""
    found: list[list[str]] = [[] for _ in range(count)]
    for line, ray in zip(lines, rays, strict=True):
        for end in line:
            found[end].append(ray)
    return ["".join(each) for each in found]


def _beside(lines: Sequence[Line], nodes: Sequence[MapNode]) -> list[tuple[MapNode, ...]]:
    """For each node those at the other ends of its lines."""
    found: list[list[MapNode]] = [[] for _ in nodes]
    for one, other in lines:
        found[one].append(nodes[other])
        found[other].append(nodes[one])
    return [tuple(each) for each in found]


def _halves(count: int, lines: Sequence[Line]) -> list[int]:
    """The more lines, the larger the mark."""
    ends = [0] * count
    for line in lines:
        for end in line:
            ends[end] += 1
    return [min(4 + isqrt(3 * n), 12) for n in ends]


def _box(name: Sequence[str], half: int, hand: Hand) -> tuple[int, int]:
    """Width and height of a mark with its name."""
    wide = max((round(breadth(line) * hand.letter / 100) for line in name), default=0)
    return max(wide, 2 * half, 24), 2 * half + 4 + hand.leading * len(name)


def _spot(place: tuple[int, int], box: tuple[int, int], half: int) -> Spot:
    """The middle of the mark in a box: at its top, with the name below."""
    return place[0], place[1] - box[1] // 2 + half, half


def _name(lines: Sequence[str], top: int, hand: Hand) -> tuple[tuple[int, str], ...]:
    """Where each line of a name stands."""
    return tuple((top + hand.leading * at + 1, line) for at, line in enumerate(lines, 1))


def _ray(one: Spot, other: Spot) -> str:
    """A line from one mark to another, from edge to edge, a little bent."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    long = sqrt(dx * dx + dy * dy) or 1.0
    at, to = (one[2] + 3) / long, (other[2] + 3) / long
    if at + to >= 1:
        return ""
    x, y = one[0] + dx * at, one[1] + dy * at
    u, v = other[0] - dx * to, other[1] - dy * to
    middle = round((x + u) / 2 - dy * _BEND), round((y + v) / 2 + dx * _BEND)
    return f"M{round(x)} {round(y)}Q{middle[0]} {middle[1]} {round(u)} {round(v)}"
