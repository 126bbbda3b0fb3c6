"""A text goes in, a font of this machine that has all its letters comes out; draws nothing."""

from __future__ import annotations

import unicodedata
from functools import cache
from os import SEEK_END

from PIL import ImageFont, features

from briefs.core.source import digest

Font = ImageFont.FreeTypeFont

_SERIF = (
    *("CharisSIL-Bold.ttf", "NotoSerif-Bold.ttf", "DejaVuSerif-Bold.ttf", "LiberationSerif-Bold.ttf"),
    *("Georgia Bold.ttf", "georgiab.ttf"),
)
_SANS = ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "Arial Bold.ttf", "arialbd.ttf")
_WORLD = (
    *("NotoSerifCJK-Bold.ttc", "NotoSansCJK-Bold.ttc", "NotoNaskhArabic-Bold.ttf", "NotoSansArabic-Bold.ttf"),
    *("NotoSansHebrew-Bold.ttf", "NotoSansDevanagari-Bold.ttf", "Hiragino Sans GB.ttc", "msyhbd.ttc"),
)
FAMILIES = {"serif": (*_SERIF, *_SANS, *_WORLD), "sans": (*_SANS, *_SERIF, *_WORLD)}
"""Files by what they are wanted for, the best first; an operating system has some of them."""
_HEAD = 65_536
_NO_LETTER = "\U0010ffff"
_JOINING = {"Mn", "Mc"}


def font_for(text: str, family: str, size: int) -> Font | None:
    """The first font of a family in which the text can be written; None where there is none."""
    if needs_shaping(text) and not features.check("raqm"):
        return None
    names = (name for name in FAMILIES[family] if covers(name, text))
    return next((found for name in names if (found := _font(name, size))), None) or _own(text, size)


def needs_shaping(text: str) -> bool:
    """Whether letters change by their neighbours, or run from the right: a row of single letters would be wrong."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") or unicodedata.category(c) in _JOINING for c in text)


def covers(name: str, text: str) -> bool:
    """Whether a font has every letter of a text."""
    return _font(name, 24) is not None and all(_has(name, c) for c in set(text) if not _is_unseen(c))


def _is_unseen(letter: str) -> bool:
    """Spaces, and what only says how letters join or where a word may be parted."""
    return letter.isspace() or unicodedata.category(letter) == "Cf"


@cache
def mark_of(name: str) -> str:
    """What tells a font's file from another, whose first part holds sums of all others; empty where there is none."""
    font = _font(name, 24)
    if font is None:
        return ""
    with open(str(font.path), "rb") as file:
        head = file.read(_HEAD)
        return digest(head + str(file.seek(0, SEEK_END)).encode())


def fonts_here() -> tuple[str, ...]:
    """Marks of all fonts that may be drawn with, and whether letters can be shaped: what a poster depends on."""
    names = dict.fromkeys((*FAMILIES["serif"], *FAMILIES["sans"]))
    shaping = str(features.version("raqm")) if features.check("raqm") else ""
    return (*(mark_of(name) for name in names), str(features.version("freetype2")), shaping)


@cache
def _font(name: str, size: int) -> Font | None:
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


@cache
def _has(name: str, letter: str) -> bool:
    font = _font(name, 24)
    return font is not None and _shape(font, letter) != _shape(font, _NO_LETTER)


def _shape(font: Font, letter: str) -> tuple[bytes, tuple[int, int]]:
    mask = font.getmask(letter)
    return bytes(mask), mask.size


def _own(text: str, size: int) -> Font | None:
    """The font that Pillow brings, for plain letters where a machine has none."""
    font = ImageFont.load_default(size)
    return font if isinstance(font, Font) and all(" " <= c <= "~" for c in text) else None
