"""A text with its markup: runs of words, elements, blocks, and values with holes; no record here knows a site."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Hole(Struct, frozen=True):
    """A place in HTML for what only the whole site knows: the address, or the title, of a target."""

    target: str
    """``article:SLUG``, ``term:ID``, ``file:PATH`` (from the site's root), ``asset:PATH`` or ``image:PATH``."""
    title: bool = False
    """True for the target's title, False for its address; of an image all that says which file it is, and its size."""


class Rich(Struct, frozen=True):
    """A text value of the author's as HTML with holes, and as plain text."""

    parts: tuple[str | Hole, ...] = ()
    plain: str = ""


class Run(Struct, frozen=True, tag="t", array_like=True):
    """A run of the article's words: ``text[start:end]``, to be escaped."""

    start: int
    end: int


class Open(Struct, frozen=True, tag="o", array_like=True):
    """An inline element begins; it closes after ``text[:end]``. A target fills its ``href``."""

    html: str
    end: int
    target: str = ""
    link: bool = False


class Close(Struct, frozen=True, tag="c", array_like=True):
    """The innermost open inline element ends."""

    html: str


class Raw(Struct, frozen=True, tag="r", array_like=True):
    """Markup that no mark may span (``block``) or that holds no words (an image, a line break)."""

    html: str
    block: bool = True
    top: bool = False
    """A block of the body's first level ends here: notes may follow."""
    target: str = ""


Piece = Run | Open | Close | Raw


class Block(Struct, frozen=True, array_like=True):
    """A leaf block of the text: ``text[start:end]``."""

    start: int
    end: int
    kind: Literal["paragraph", "item", "heading", "cell", "code", "caption"]
    paragraph: int
    """The number of this paragraph, or of the last numbered one before it; 0 before the first."""


class Zone(Struct, frozen=True, array_like=True):
    """A stretch of the text in which terms are treated apart."""

    start: int
    end: int
    kind: Literal["heading", "code", "link", "quotation"]
    target: str = ""
    """For a link: what it points to, such as ``term:irgc``."""


class Plain(Struct, frozen=True):
    """An article's plain text with its blocks (joined by a blank line) and zones, in order of place."""

    text: str
    blocks: tuple[Block, ...]
    zones: tuple[Zone, ...] = ()


class Body(Struct, frozen=True):
    """An article's markup: pieces whose runs, one after another, are all the words of its plain text."""

    pieces: tuple[Piece, ...]
