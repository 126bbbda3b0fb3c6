"""A headline with what stands around it goes in, a picture of it comes out, for those who show a link to its page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageChops, ImageColor, ImageDraw

from briefs.core.pictures import POSTER, Colours, Poster
from briefs.imaging.fonts import Font, font_for

_EDGE = 84
_SIZES = (84, 76, 68, 60, 52, 44)
_LINES = 5
_ROOM = 330
"""Pixels of the headline's height."""
_FULL = 127
"""How dark an ink is where it covers the paper."""
_RULE = 20


def drawn(poster: Poster) -> bytes:
    """A PNG; empty where this machine has no letters for some word of it."""
    site, kicker = font_for(poster.site, "serif", 36), font_for(poster.kicker, "sans", 28)
    title = _set(poster.title)
    if site is None or kicker is None or title is None:
        return b""
    # A sheet an ink, each of how much of it there is: a tenth of the work that colours would be.
    sheets = Image.new("L", POSTER), Image.new("L", POSTER)
    ink, note = map(ImageDraw.Draw, sheets)
    _write_head(ink, note, _fitted(poster.site, site), site)
    top = 208
    if poster.kicker:
        _write(note, _fitted(poster.kicker, kicker), top, kicker)
        top += 52
    font, lines = title
    for number, line in enumerate(lines):
        _write(ink, line, top + number * _leading(font), font)
    note.rectangle((0, POSTER[1] - 14, POSTER[0], POSTER[1]), fill=_FULL)
    return _printed(*sheets, poster.colours)


def _write_head(ink: ImageDraw.ImageDraw, note: ImageDraw.ImageDraw, line: str, font: Font) -> None:
    """The site's name over a rule, with the dot that stands behind it on every page."""
    _write(ink, line, 76, font)
    if not _from_right(line):
        note.text((_EDGE + font.getlength(line), 76), ".", font=font, fill=_FULL)
    ink.line((_EDGE, 148, POSTER[0] - _EDGE, 148), fill=_RULE, width=2)


def _write(pen: ImageDraw.ImageDraw, line: str, top: int, font: Font) -> None:
    if _from_right(line):
        pen.text((POSTER[0] - _EDGE, top), line, font=font, fill=_FULL, anchor="ra", direction="rtl")
    else:
        pen.text((_EDGE, top), line, font=font, fill=_FULL, anchor="la")


def _printed(ink: Image.Image, note: Image.Image, colours: Colours) -> bytes:
    """Two sheets as one PNG of few colours; where both inks meet the second covers the first."""
    second = note.point([0, *(min(n + _FULL, 255) for n in range(1, 256))])
    image = ImageChops.lighter(ink, second)
    paper, *inks = (ImageColor.getrgb(one)[:3] for one in (colours.paper, colours.ink, colours.note))
    each = ((one, n) for one in inks for n in range(1, _FULL + 1))
    blends = (round(p + (c - p) * n / _FULL) for one, n in each for p, c in zip(paper, one, strict=True))
    image.putpalette([*paper, *blends])
    out = BytesIO()
    image.save(out, "PNG", compress_level=2)  # at 6 a quarter smaller, and twice the time
    return out.getvalue()


def _from_right(line: str) -> bool:
    """By the first letter that has a direction."""
    each = (unicodedata.bidirectional(c) for c in line)
    return next((one for one in each if one in ("L", "R", "AL")), "L") != "L"


def _set(title: str) -> tuple[Font, list[str]] | None:
    """The headline in lines, in the largest letters in which it has room; cut where it is long even in the smallest."""
    for size in _SIZES:
        font = font_for(title, "serif", size)
        lines = list(_lines(title, font)) if font else []
        if font and len(lines) <= _LINES and len(lines) * _leading(font) <= _ROOM:
            return font, lines
    if font is None:
        return None
    shown = _ROOM // _leading(font)
    cut = _fitted(" ".join(lines[shown - 1 :]), font, always=True)
    return font, [*lines[: shown - 1], cut]


def _leading(font: Font) -> int:
    return round(font.size * 1.16)


def _lines(title: str, font: Font) -> Iterator[str]:
    line = ""
    for part in _parts(title):
        if line and _width(font, line + part) > POSTER[0] - 2 * _EDGE:
            yield line.strip()
            line = ""
        line += part
    yield line.strip()


def _parts(title: str) -> Iterator[str]:
    """Words with the space after them; single letters of scripts that have no spaces, and of very long words."""
    for word in title.split():
        wide = len(word) > 24 or any(unicodedata.east_asian_width(c) == "W" for c in word)
        yield from (*word, " ") if wide else (word + " ",)


def _width(font: Font, line: str) -> float:
    return font.getlength(line.strip())


def _fitted(line: str, font: Font, always: bool = False) -> str:
    """The line, cut with an ellipsis where it is too long."""
    room = POSTER[0] - 2 * _EDGE
    if not always and _width(font, line) <= room:
        return line
    while line and _width(font, line + "…") > room:
        line = line[:-1]
    return line.rstrip(" ,;:") + "…"
