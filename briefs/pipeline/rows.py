"""What is kept of each text between two builds, and sent between processes: records only, and how they become bytes."""

from __future__ import annotations

from functools import cached_property
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from briefs.cache import Row
from briefs.core.diagnostics import Diagnostic
from briefs.core.manifest import Entry
from briefs.core.memory import Remembered
from briefs.core.model import (
    Annotation,
    Brief,
    Clash,
    Face,
    Lexicon,
    Line,
    Linking,
    Listed,
    Mention,
    Outline,
    Page,
    Places,
    Seen,
    TermCard,
    TermRule,
    Unit,
    Usage,
)
from briefs.core.pictures import Measure, Poster
from briefs.core.source import Span
from briefs.search.records import Words
from briefs.theme import Theme

T = TypeVar("T")

ROWS = ("facts", "text", "folded", "mentions", "spoken", "words", "poster", "drawn")
"""Kinds of rows that a unit has."""


class Facts(Struct, frozen=True, array_like=True):
    """What a compiled unit tells the rest of the site, and what is wrong with it."""

    outline: Outline
    places: Places
    """Without blocks and text, which only a text's own diagnostics ask for."""
    annotations: tuple[Annotation, ...] = ()
    linking: Linking = Linking()
    faults: tuple[Diagnostic, ...] = ()
    """Of reading it."""
    hung: tuple[Diagnostic, ...] = ()
    """Of its notes and quotes, which do not matter while it is a draft."""
    hidden: bool = False
    """Whether a mistake may have hidden that it is a draft."""
    remembered: tuple[Remembered, ...] = ()


class Text(Struct, frozen=True, array_like=True):
    """What only a text's own page is made from, and its matching."""

    brief: Brief
    blocks: tuple[Span, ...] = ()


class Spoken(Struct, frozen=True, array_like=True):
    """What the rest of the site may know of the terms in a text."""

    usages: tuple[Usage, ...] = ()
    clashes: tuple[Clash, ...] = ()


class Setup(Struct, frozen=True, array_like=True):
    """All that matching a text must know of the site."""

    lexicon: Lexicon
    rules: tuple[TermRule, ...]
    density: str
    quotations: str
    language: str


class Job(Struct, frozen=True, array_like=True):
    """A unit to be compiled: listed, or already read where the worker cannot see the disk."""

    root: str
    listed: Listed
    memory: tuple[Remembered, ...] = ()
    known: str = ""
    """Digest of its files at the last build; if it is the same still, there is nothing to do."""
    unit: Unit | None = None
    faults: tuple[Diagnostic, ...] = ()
    seen: tuple[Seen, ...] = ()


class Match(Struct, frozen=True, array_like=True):
    """How the terms in a text were found."""

    key: str
    """Of its rows."""
    face: str
    """Digest of the terms it mentions and how often, without the sentences."""
    mentions: Row
    """Encoded Mentions, for its own page."""
    spoken: Row
    """Encoded Spoken."""


class New(Struct, frozen=True, array_like=True):
    """A unit compiled anew."""

    face: str
    """Digest of all that others may know of it, but for places in files and on its page."""
    anchors: str
    """Digest of the places on its page to which links may lead."""
    draft: bool
    hidden: bool
    terms: str
    """Digest of the names that the terms it defines go by; empty where it defines none."""
    faults: tuple[Diagnostic, ...]
    hung: tuple[Diagnostic, ...]
    remembered: str
    """What ``briefs.lock`` is to say of its quotes, as one word."""
    facts: Row
    """Encoded Facts."""
    more: tuple[Row, ...]
    """Encoded Text, Folded, and Words where they are wanted."""
    match: Match | None = None


class Done(Struct, frozen=True, array_like=True):
    """A job's answer."""

    key: str
    """Of its rows: the unit's files and what is remembered of its quotes; empty where the text cannot be read."""
    files: str = ""
    """Digest of its files."""
    seen: tuple[Seen, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    """Of its files as such."""
    new: New | None = None
    """None where the unit is as it was, or cannot be read."""


class Folded(Struct, frozen=True, array_like=True):
    """Where names of terms may stand in a text, and the terms that it names."""

    text: str
    terms: tuple[str, ...]


class Texts(Struct, frozen=True, array_like=True):
    """What all texts share."""

    plugins: tuple[str, ...]
    root: str
    """The site's folder, which may have plugins of its own."""
    setup: bytes = b""
    """Encoded Setup; empty while it is not known yet."""
    drafts: bool = False
    searched: bool = False
    """Whether their words are wanted."""


NOWHERE = "-"
"""In the place of a file: the page is to be made, and only its digest to be kept."""


class Look(Struct, frozen=True, array_like=True):
    """What all pages share."""

    theme: Theme
    """Its templates alone."""
    paths: dict[str, str]
    """Of its static files, by name."""
    face: Face
    plugins: tuple[str, ...]


class Leaf(Struct, frozen=True, array_like=True):
    """A page with its previews of terms named by their marks, see deck.py."""

    page: Page
    cards: tuple[str, ...] = ()
    """Of its View."""
    shared: tuple[tuple[str, ...], ...] = ()
    """Of each of its related briefs."""
    loose: tuple[bytes, ...] = ()
    """Encoded previews that are not in the deck."""


class Shared(Struct, frozen=True, array_like=True):
    """What all pages share, encoded."""

    look: bytes
    deck: bytes
    root: str
    """The site's folder, which may have plugins of its own; no page depends on where it is."""


class Order(Struct, frozen=True, array_like=True):
    """A page to be made."""

    output: str
    """Name of the output that it belongs to."""
    leaf: bytes
    """Encoded Leaf; empty where it is that of the order before."""
    place: str = ""
    """The file to write it to; empty to have its bytes in the answer, ``NOWHERE`` to have its digest alone."""
    before: str = ""
    """Digest of the file that it made before: if it is the same, the output has it already."""


class Sheet(Struct, frozen=True, array_like=True):
    """Pages to be made together: those of one text, or one of none."""

    orders: tuple[Order, ...]
    text: bytes = b""
    """Encoded Text that they show; empty for none."""
    mentions: bytes = b""
    """Encoded Mentions of that text."""


class Printed(Struct, frozen=True, array_like=True):
    """A page made; without a digest where it could not be."""

    digest: str = ""
    size: int = 0
    faults: tuple[Diagnostic, ...] = ()
    data: bytes = b""
    """Empty where it was not asked for, or is as it was before."""


class Drawn(Struct, frozen=True, array_like=True):
    """A file that was drawn: where it goes, what it is, and the row "drawn" that holds it."""

    path: str
    width: int
    entry: Entry
    row: str
    """Name of the row."""
    key: str
    at: int = 0
    """Which of the row's files."""
    order: bytes = b""
    """Encoded Drawing, by which it is drawn again where the row is lost."""


class Scaling(Struct, frozen=True, array_like=True, tag="scaling"):
    """A picture to be made in some widths."""

    root: str
    path: str
    digest: str
    widths: tuple[int, ...]
    size: tuple[int, int]
    data: bytes = b""
    """Where the worker cannot see the disk."""


class Drawing(Struct, frozen=True, array_like=True):
    """An order for pictures."""

    what: Scaling | Poster


class Posted(Struct, frozen=True, array_like=True):
    """A page's poster; None where it has words for which there are no letters."""

    made: Drawn | None


class Shown(Struct, frozen=True, array_like=True):
    """A file of the content as it was looked at; without a measure where it is no picture."""

    measure: Measure | None = None
    made: tuple[Drawn, ...] = ()
    active: str = ""
    """Why it would do something where it is published."""


def encoded(record: object) -> bytes:
    """A record as msgpack."""
    return _ENCODER.encode(record)


_ENCODER = msgspec.msgpack.Encoder()


class Reader(Generic[T]):
    """Bytes of msgpack to records of one type. What it knows of the type is worked out when it is first asked."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind

    @cached_property
    def _decoder(self) -> msgspec.msgpack.Decoder[T]:
        return msgspec.msgpack.Decoder(self._kind)

    def __call__(self, data: bytes) -> T:
        """Raises msgspec.DecodeError where the bytes are no such record."""
        return self._decoder.decode(data)


read_drawing = Reader(Drawing)
read_files = Reader(tuple[bytes, ...])
read_shown = Reader(Shown)
read_posted = Reader(Posted)
read_facts = Reader(Facts)
read_text = Reader(Text)
read_spoken = Reader(Spoken)
read_mentions = Reader(tuple[Mention, ...])
read_done = Reader(Done)
read_folded = Reader(Folded)
read_setup = Reader(Setup)
read_match = Reader(Match)
read_words = Reader(Words)
read_lines = Reader(tuple[Line, ...])
read_card = Reader(TermCard)
read_leaf = Reader(Leaf)
read_shared = Reader(Shared)
read_sheet = Reader(Sheet)
read_printed = Reader(tuple[Printed, ...])
