"""What is known and made of pictures, as records, and in which sizes; reads and draws none."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["png", "jpeg", "gif", "webp", "avif", "svg"]

WIDTHS = (480, 960, 1440)
"""Pixels of the copies of a picture: for a telephone, for a page, and for a page on a fine screen."""
POSTER = (1200, 630)
"""Pixels of a poster, as those ask for who show a link."""
PIXELS = 80_000_000
"""Of the largest picture that is decoded."""
LIMIT = 65_535
"""Pixels of the longest side; no browser shows a larger one."""
FLUID = 1200
"""Width that is given to a drawing without a size of its own: more than any text is wide, so that it fills it."""


class Measure(Struct, frozen=True, array_like=True):
    """What a picture's header says; 0 where the size is not to be known."""

    kind: Kind
    width: int = 0
    height: int = 0


class Colours(Struct, frozen=True, array_like=True):
    """The theme's, as ``#rrggbb``."""

    paper: str = "#fcfbf7"
    ink: str = "#1d1b18"
    note: str = "#8e2415"


class Poster(Struct, frozen=True, array_like=True, tag="poster"):
    """What is drawn of a page for those who show a link to it."""

    site: str
    kicker: str
    title: str
    colours: Colours = Colours()
