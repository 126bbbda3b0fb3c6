"""What a term's page knows of the site goes in, a small drawing of what is nearest to the term comes out."""

from __future__ import annotations

from math import sqrt

from msgspec import Struct

from briefs.core.lettering import cut
from briefs.core.model import TermView

WIDTH = 240
"""What has room in the margin and on the smallest screen."""
MOST = 12
_ROW = 24
"""From name to name: as much as a finger needs."""
_HUB = 10
"""The middle of the term's own mark, from the side."""
_RIM = 7
"""Half the width of that mark."""
_LETTER = 13
_BESIDE = 10
"""From the middle of a mark to its name."""
_TOP = 14
"""Left free above."""


class Spoke(Struct, frozen=True):
    """A term or an article where it is drawn."""

    path: str
    title: str
    name: str
    """As much of the title as has room."""
    x: int
    y: int
    text: int
    """Where the name begins."""
    ray: str
    """The line from the hub, as a path."""
    is_term: bool


class Wheel(Struct, frozen=True):
    """Half a wheel: the term at its hub, the others at the ends of its spokes, terms above articles."""

    width: int
    height: int
    x: int
    y: int
    """The hub."""
    spokes: tuple[Spoke, ...]


def around(view: TermView, to_left: bool) -> Wheel:
    """A term with the terms that it names and the articles that mention it most; to the left where one reads so."""
    near = _near(view)
    high = _ROW * len(near)
    hub, middle = _side(_HUB, to_left), _TOP + high // 2
    reach = min(60, 28 + 4 * len(near))
    spokes = []
    for at, (path, title, is_term) in enumerate(near):
        y = _TOP + _ROW * at + _ROW // 2
        off = (2 * (y - _TOP) - high) / (high + _ROW)
        x = _HUB + round(reach * sqrt(1 - off * off))
        name = cut(title, (WIDTH - x - _BESIDE) * 100 // _LETTER)
        start, end = _start(x, y - middle), f"{_side(x, to_left)} {y}"
        ray = f"M{_side(start[0], to_left)} {middle + start[1]}L{end}"
        spokes.append(Spoke(path, title, name, _side(x, to_left), y, _side(x + _BESIDE, to_left), ray, is_term))
    return Wheel(WIDTH, _TOP + high, hub, middle, tuple(spokes))


def _start(x: int, down: int) -> tuple[int, int]:
    """Where a spoke leaves the hub, of which the end lies so far down from the middle."""
    part = (_RIM + 3) / sqrt((x - _HUB) * (x - _HUB) + down * down)
    return _HUB + round((x - _HUB) * part), round(down * part)


def _near(view: TermView) -> list[tuple[str, str, bool]]:
    """(path, title, whether it is a term) of at most ``MOST``, of each sort half or more where the other has fewer."""
    cards = {card.id: card for card in (*view.broader, *view.narrower, *view.see_also) if card.id != view.term.id}
    terms = [(card.path, card.term, True) for card in cards.values()]
    most = sorted(view.groups, key=lambda group: -len(group.lines))
    articles = [(group.brief.path, group.brief.title, False) for group in most[:MOST]]
    terms = terms[: max(MOST // 2, MOST - len(articles))]
    return terms + articles[: MOST - len(terms)]


def _side(x: int, to_left: bool) -> int:
    return WIDTH - x if to_left else x
