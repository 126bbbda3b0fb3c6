"""Boxes and the lines between them go in, a place for each box comes out, none over another; knows no page and no site.

A library draws the network by its lines alone, as points; here these are made to fill a frame, and the boxes around
them pushed apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

Size = tuple[int, int]
"""Width and height of a box."""
Line = tuple[int, int]
"""Which two boxes it joins."""
Place = tuple[int, int]
"""The middle of a box."""

GAP = 8
"""Between two boxes, and between a box and the frame."""
_ROOM = 2.6
"""How much larger than all boxes together the frame is."""
_PUSHES = 60


def laid_out(boxes: Sequence[Size], lines: Sequence[Line], widest: int) -> tuple[Size, list[Place]]:
    """The size of the frame and the place of every box in it, in whole units.

    ``widest`` is how wide the frame may be where that is enough for the widest box.
    """
    width, height = _frame(boxes, widest)
    xs, ys = _points(len(boxes), lines)
    _turn(xs, ys, width >= height)
    _stretch(xs, [w for w, _ in boxes], width)
    _stretch(ys, [h for _, h in boxes], height)
    _push_apart(xs, ys, boxes, width)
    places = _settled(xs, ys, boxes)
    lowest = max((y + (h + 1) // 2 for (_, y), (_, h) in zip(places, boxes, strict=True)), default=0)
    return (width, lowest + GAP), places


def _frame(boxes: Sequence[Size], widest: int) -> Size:
    """Large enough for all boxes; as wide as it may be before it grows higher than wide."""
    area = _ROOM * sum((w + GAP) * (h + GAP) for w, h in boxes)
    most = max((w for w, _ in boxes), default=0) + 2 * GAP
    width = max(min(widest, round(sqrt(area * 1.6))), most)
    return width, max(round(area / width), max((h for _, h in boxes), default=0) + 2 * GAP)


def _points(count: int, lines: Sequence[Line]) -> tuple[list[float], list[float]]:
    """Where lines pull and points push each other, always beginning with the same throw of the dice."""
    from rustworkx import PyGraph, spring_layout  # only where a map is drawn anew

    graph: PyGraph[None, None] = PyGraph()
    graph.add_nodes_from([None] * count)
    graph.add_edges_from_no_data(list(lines))
    found = spring_layout(graph, repulsive_exponent=1, num_iter=100, seed=1)
    return [found[i][0] for i in range(count)], [found[i][1] for i in range(count)]


def _turn(xs: list[float], ys: list[float], lying: bool) -> None:
    """So that the longer side of the whole lies or stands."""
    count = len(xs)
    mx, my = sum(xs) / max(1, count), sum(ys) / max(1, count)
    xx = sum((x - mx) * (x - mx) for x in xs)
    yy = sum((y - my) * (y - my) for y in ys)
    xy = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    # The direction in which they lie farthest apart: the larger eigenvector of their covariance.
    half = (xx - yy) / 2
    along, across = half + sqrt(half * half + xy * xy), xy
    length = sqrt(along * along + across * across)
    cos, sin = (along / length, across / length) if length else (1.0, 0.0)
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        u, v = (x - mx) * cos + (y - my) * sin, (y - my) * cos - (x - mx) * sin
        xs[i], ys[i] = (u, v) if lying else (v, u)


def _stretch(places: list[float], sizes: Sequence[int], length: int) -> None:
    """So that they reach from one side of the frame to the other; a crowd is given more room than it would take."""
    low, high = min(places, default=0.0), max(places, default=0.0)
    span, count = high - low, len(places)
    rank = {i: at / (count - 1) for at, i in enumerate(sorted(range(count), key=places.__getitem__))} if span else {}
    for i, (place, size) in enumerate(zip(places, sizes, strict=True)):
        part = ((place - low) / span + rank[i]) / 2 if span else 0.5
        places[i] = GAP + size / 2 + (length - 2 * GAP - size) * part


def _push_apart(xs: list[float], ys: list[float], boxes: Sequence[Size], width: int) -> None:
    """Boxes that overlap move apart, the shorter way, and never over the sides of the frame; some may overlap still."""
    tallest = max((h for _, h in boxes), default=0) + GAP
    for _ in range(_PUSHES):
        order, pushed = sorted(range(len(boxes)), key=ys.__getitem__), False
        for at, a in enumerate(order):
            for b in order[at + 1 :]:
                if ys[b] - ys[a] >= tallest:
                    break
                pushed |= _pushed(a, b, xs, ys, boxes)
        for i, (w, _) in enumerate(boxes):
            xs[i] = min(max(xs[i], GAP + w / 2), width - GAP - w / 2)
        if not pushed:
            return


def _pushed(a: int, b: int, xs: list[float], ys: list[float], boxes: Sequence[Size]) -> bool:
    """Whether two boxes overlapped."""
    dx, dy = xs[b] - xs[a], ys[b] - ys[a]
    over_x = (boxes[a][0] + boxes[b][0]) / 2 + GAP - abs(dx)
    over_y = (boxes[a][1] + boxes[b][1]) / 2 + GAP - abs(dy)
    if over_x < 0.01 or over_y < 0.01:
        return False
    if over_y <= over_x:
        push = over_y / 2 if dy >= 0 else -over_y / 2
        ys[a], ys[b] = ys[a] - push, ys[b] + push
    else:
        push = over_x / 2 if dx >= 0 else -over_x / 2
        xs[a], xs[b] = xs[a] - push, xs[b] + push
    return True


def _settled(xs: Sequence[float], ys: Sequence[float], boxes: Sequence[Size]) -> list[Place]:
    """Whole numbers; from the top down each box gives way downwards to those before it, so that none overlap."""
    top = min((y - h / 2 for y, (_, h) in zip(ys, boxes, strict=True)), default=0.0) - GAP
    found: dict[int, Place] = {}
    for i in sorted(range(len(boxes)), key=lambda i: (ys[i], i)):
        x, y = round(xs[i]), round(ys[i] - top)
        while (low := max((_under(i, (x, y), j, place, boxes) for j, place in found.items()), default=y)) > y:
            y = low
        found[i] = x, y
    return [found[i] for i in range(len(boxes))]


def _under(i: int, place: Place, j: int, other: Place, boxes: Sequence[Size]) -> int:
    """How low a box must stand, not to overlap another; as it stands where it does not."""
    (x, y), (left, high) = place, other
    if abs(x - left) * 2 >= boxes[i][0] + boxes[j][0] + 2:
        return y
    apart = (boxes[i][1] + boxes[j][1]) // 2 + 2
    return high + apart if abs(y - high) < apart else y
