"""What is kept of a search index between two builds: records only."""

from __future__ import annotations

from msgspec import Struct

from briefs.core.manifest import Entry


class Words(Struct, frozen=True, array_like=True, gc=False):
    """The words of one text or term, each once."""

    words: tuple[str, ...] = ()
    signs: bytes = b""
    """Of each how often it stands in the text (15 at most), twice, and one more where it stands in the title."""
    size: str = "0"
    """How long the text is, roughly, as one sign."""


class Drawer(Struct, frozen=True, array_like=True):
    """A stretch of the vocabulary, from a word that begins one to the next such word."""

    start: str
    """Its first word; empty for the first drawer."""
    key: str
    """Digest of all that is in it."""
    blocks: tuple[tuple[str, Entry], ...]
    """(first word, what is published) of each file it is cut into."""


class Catalogue(Struct, frozen=True, array_like=True):
    """An index as it was made."""

    texts: tuple[str, ...] = ()
    """Origins of the texts, by number."""
    sizes: str = ""
    terms: int = 0
    drawers: tuple[Drawer, ...] = ()
    lists: tuple[tuple[str, Entry], ...] = ()
    """The tables of what the numbers stand for."""
