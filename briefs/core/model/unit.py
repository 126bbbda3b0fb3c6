"""What is compiled alone: a file as read, as parsed, and as a Brief with its Outline."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from briefs.core.model.body import Body, Plain, Rich
from briefs.core.model.entry import (
    Claim,
    Document,
    Event,
    Guess,
    Image,
    Linking,
    Note,
    NoteCard,
    Origin,
    Pin,
    Quote,
    Resting,
    Term,
)
from briefs.core.source import Source, Span

UnitKind = Literal["article", "page", "glossary"]


class Citation(Struct, frozen=True):
    """A link in an article's body to another brief, in its sentence."""

    target: str
    paragraph: int
    before: str
    words: str
    after: str


class Reference(Struct, frozen=True):
    """Something named here that must stand somewhere on the site."""

    kind: Literal["term", "article", "file", "asset", "image", "source", "fragment"]
    target: str


class Outline(Struct, frozen=True):
    """All that the rest of the site may know of a file: no span, no body."""

    kind: UnitKind
    origin: str
    """Path of the file from the site's root."""
    slug: str = ""
    path: str = ""
    """Path of its page in the output; empty for a glossary file."""
    title: str = ""
    kicker: str = ""
    standfirst: Rich = Rich()
    byline: str = ""
    date: str = ""
    updated: str = ""
    language: str = ""
    draft: bool = False
    tags: tuple[str, ...] = ()
    image: Image | None = None
    related: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    citations: tuple[Citation, ...] = ()
    cites: tuple[str, ...] = ()
    """Ids of the sources that this article's notes and events rest on, in order of first use."""
    references: tuple[Reference, ...] = ()
    resting: tuple[Resting, ...] = ()
    """What rests on each of these, by id."""
    claims: tuple[Claim, ...] = ()
    """In order of place."""
    listed: tuple[NoteCard, ...] = ()
    """The notes of the kinds that are listed, in order of place."""
    notes: int = 0
    headings: tuple[str, ...] = ()
    """The ids of its headings, to which links from elsewhere may lead."""
    paragraphs: int = 0
    words: bool = True
    """Whether there is any text."""


class Disguised(Struct, frozen=True, array_like=True):
    """A word that is another than it seems (``core.lookalikes``)."""

    word: str
    """As it is written; a long one is cut."""
    signs: str
    """What deceives in it."""
    span: Span


class Places(Struct, frozen=True):
    """Where an Outline's entries stand in their file, by ordinal: for diagnostics, never part of a key."""

    unit: Span
    """What gives its page the address: the slug where one is given, else the whole file."""
    terms: tuple[Span, ...] = ()
    definitions: tuple[Span, ...] = ()
    """Of each term: its definition, or the term where it has none."""
    documents: tuple[Span, ...] = ()
    references: tuple[Span, ...] = ()
    disguised: tuple[Disguised, ...] = ()
    """Words that are others than they seem, each where it stands first."""
    tags: tuple[Span, ...] = ()
    redirects: tuple[Span, ...] = ()
    """Of each old address."""
    blocks: tuple[Span, ...] = ()
    """Of a text: where each leaf block begins."""
    text: Source | None = None
    """The text's file, to find words of it in."""


Stamp = tuple[int, ...]
"""Size, times of change in ns and inode of a file, compared for equality alone; empty where it tells nothing."""


class Listed(Struct, frozen=True, array_like=True):
    """A unit as it stands in the content folder, by the paths of its files from the site's root; not read."""

    kind: UnitKind
    origin: str
    sidecar: str = ""
    """Empty where there is none."""


class Seen(Struct, frozen=True, array_like=True):
    """A file of the content as it was when it was read."""

    path: str
    digest: str
    stamp: Stamp
    """Empty where the file had only just been written: then its stamp may stay while its bytes change."""


class Unit(Struct, frozen=True):
    """What is compiled alone: an article or page with its sidecar, or a glossary file."""

    kind: UnitKind
    text: Source
    """The article or page, or the glossary file itself."""
    sidecar: Source | None = None
    sha256: str = ""
    """Of the text's bytes as received, in hexadecimal digits."""

    @property
    def origin(self) -> str:
        """The path that names it, from the site's root."""
        return self.text.path


class Annotation(Struct, frozen=True):
    """A quote as the author wrote it, what hangs on it, and where it is written; not yet found in the text."""

    quote: Quote
    payload: Note | Pin | Event
    """Its ``start``, ``end`` or ``paragraph`` are still to be filled."""
    span: Span
    """Of the quote."""
    kind_span: Span | None = None
    """Of a note's kind, where it is given."""
    faulty: bool = False
    """Whether something in the entry could not be read: then nothing is said to be missing from it."""


class Parsed(Struct, frozen=True):
    """A unit read: its text, its metadata, and annotations that still wait for their places."""

    outline: Outline
    """Complete but for what needs a place in the text: events' paragraphs, citations, claims, what rests on sources."""
    places: Places
    plain: Plain = Plain("", ())
    body: Body = Body(())
    annotations: tuple[Annotation, ...] = ()
    """In the order of the sidecar. An event with a quote is here; one without is in ``outline.events`` already."""
    summary: Rich = Rich()
    key_points: tuple[Rich, ...] = ()
    dateline: str = ""
    source: Origin = Origin()
    guesses: tuple[Guess, ...] = ()
    digest: str = ""
    sha256: str = ""
    linking: Linking = Linking()


class Brief(Struct, frozen=True):
    """An article compiled alone: all that its own page is made from, but for the rest of the site."""

    outline: Outline
    plain: Plain
    body: Body
    notes: tuple[Note, ...] = ()
    """In order of place."""
    pins: tuple[Pin, ...] = ()
    summary: Rich = Rich()
    key_points: tuple[Rich, ...] = ()
    dateline: str = ""
    source: Origin = Origin()
    guesses: tuple[Guess, ...] = ()
    digest: str = ""
    """Digest of the article's file as received."""
    sha256: str = ""
    linking: Linking = Linking()
