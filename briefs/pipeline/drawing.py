"""Encoded orders for pictures go in, the pictures' bytes come out: what a build draws, in whatever process."""

from __future__ import annotations

from pathlib import Path

from briefs.core.source import digest
from briefs.imaging.poster import drawn
from briefs.imaging.scaling import scaled
from briefs.pipeline.rows import Scaling, encoded, read_drawing
from briefs.stages.load import contents


def draw(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Drawings to tuples of files, encoded."""
    return [encoded(_drawn(item)) for item in items]


def _drawn(item: bytes) -> tuple[bytes, ...]:
    order = read_drawing(item).what
    if not isinstance(order, Scaling):
        return (drawn(order),)
    try:
        data = order.data or contents(Path(order.root), order.path)
    except OSError:
        return ()
    # A file that was replaced since it was measured is drawn by the next build.
    return scaled(data, order.widths, order.size) if digest(data) == order.digest else ()
