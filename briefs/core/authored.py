"""What an author may write in a sidecar and in the glossary, as types; knows nothing of how YAML is read."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from briefs.core.fields import Date, Table, Text
from briefs.core.source import Span

Density = Literal["first", "section", "every", "none"]
Quotations = Literal["link", "mark", "skip"]
NoteStatus = Literal["reported", "confirmed", "disputed", "false", "unknown"]
SourceKind = Literal["primary", "official", "press", "analysis"]


class SourceEntry(Struct, frozen=True):
    """A document that something rests on; ``id`` is the site's, the other keys say what it is."""

    span: Span
    title: Text
    id: Text | None = None
    publisher: str = ""
    url: Text | None = None
    date: Date | None = None
    kind: SourceKind = "press"
    archived: Text | None = None
    checked: Date | None = None
    note: Text | None = None


SourceRef = Text | SourceEntry
"""A source's id, or the source itself written out in place."""


class UpdateEntry(Struct, frozen=True):
    """What changed about a term's matter, on a date."""

    span: Span
    date: Date
    text: Text
    sources: tuple[SourceRef, ...] = ()


class MatchEntry(Struct, frozen=True):
    """How a term's names are looked for."""

    span: Span
    case: Literal["auto", "exact", "ignore"] = "auto"
    inflect: bool = True
    not_: tuple[str, ...] = field(default=(), name="not")
    link: Density | None = None


class WhenEntry(Struct, frozen=True):
    """Where a sense holds: any of the article's tags, a span of dates, words nearby."""

    span: Span
    tags: tuple[str, ...] = ()
    after: Date | None = None
    before: Date | None = None
    words: tuple[str, ...] = ()


class SenseEntry(Struct, frozen=True):
    """One of several meanings of a name."""

    span: Span
    id: Text
    definition: Text
    body: Text | None = None
    kind: str = ""
    when: WhenEntry | None = None


class TermEntry(Struct, frozen=True):
    """A glossary entry."""

    span: Span
    term: Text
    id: Text | None = None
    abbreviation: Text | None = None
    aliases: tuple[Text, ...] = ()
    native: Table[Text] = ()
    pronunciation: str = ""
    kind: str = ""
    definition: Text | None = None
    body: Text | None = None
    see_also: tuple[Text, ...] = ()
    broader: tuple[Text, ...] = ()
    narrower: tuple[Text, ...] = ()
    same_as: tuple[Text, ...] = ()
    senses: tuple[SenseEntry, ...] = ()
    as_of: Date | None = None
    updates: tuple[UpdateEntry, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    match: MatchEntry | None = None


class PinEntry(Struct, frozen=True):
    """What a phrase stands for in this article; a term of ``null`` means: never link it."""

    span: Span
    quote: Text
    term: Text | None
    prefix: Text | None = None
    suffix: Text | None = None
    occurrence: int | None = None


class NoteEntry(Struct, frozen=True):
    """An editor's note on a quote."""

    span: Span
    quote: Text
    kind: Text | None = None
    text: Text | None = None
    by: str = ""
    status: NoteStatus | None = None
    sources: tuple[SourceRef, ...] = ()
    prefix: Text | None = None
    suffix: Text | None = None
    occurrence: int | None = None


class EventEntry(Struct, frozen=True):
    """A dated entry of an article's timeline."""

    span: Span
    date: Date
    text: Text
    end: Date | None = None
    quote: Text | None = None
    prefix: Text | None = None
    suffix: Text | None = None
    occurrence: int | None = None
    sources: tuple[SourceRef, ...] = ()


class OriginEntry(Struct, frozen=True):
    """Where an article was received from."""

    span: Span
    name: str = ""
    url: Text | None = None
    published: Date | None = None
    retrieved: Date | None = None
    archived: Text | None = None
    licence: str = ""


class ImageEntry(Struct, frozen=True):
    """The article's picture."""

    span: Span
    file: Text
    alt: Text
    credit: str = ""


class Meta(Struct, frozen=True):
    """What front matter may hold: metadata only, every key optional."""

    span: Span
    title: Text | None = None
    kicker: Text | None = None
    standfirst: Text | None = None
    byline: str = ""
    dateline: str = ""
    date: Date | None = None
    updated: Date | None = None
    language: Text | None = None
    slug: Text | None = None
    draft: bool | None = None
    tags: tuple[Text, ...] = ()
    caption: Text | None = None
    image: ImageEntry | None = None
    source: OriginEntry | None = None
    redirect_from: tuple[Text, ...] = ()


class LinkEntry(Struct, frozen=True):
    """How mentions in this article become links, where it differs from the site; terms that are never linked here."""

    span: Span
    density: Density | None = None
    quotations: Quotations | None = None
    except_: tuple[Text, ...] = field(default=(), name="except")


class Sidecar(Meta, frozen=True):
    """What stands beside an article: its metadata and every annotation."""

    omit: tuple[Text, ...] = ()
    summary: Text | None = None
    key_points: tuple[Text, ...] = ()
    glossary: tuple[TermEntry, ...] = ()
    terms: tuple[PinEntry, ...] = ()
    link: LinkEntry | None = None
    notes: tuple[NoteEntry, ...] = ()
    timeline: tuple[EventEntry, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    related: tuple[Text, ...] = ()
