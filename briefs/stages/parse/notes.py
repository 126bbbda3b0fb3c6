"""What a sidecar hangs on an article's words goes in, Annotations that still seek their place come out."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from briefs.core.authored import EventEntry, NoteEntry, PinEntry, Sidecar
from briefs.core.diagnostics import Diagnostic, error
from briefs.core.fields import Text
from briefs.core.model import Annotation, Event, Note, Pin, Quote
from briefs.core.text import normalise
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.documents import cited, iso
from briefs.stages.parse.rich import rich

LONGEST = 100_000
"""Characters of a quote; a longer one is a whole article pasted by mistake."""


_SHORTER = {
    "quote": "quote the words that the note is about",
    "prefix": "write a few words that stand right before the quote",
    "suffix": "write a few words that stand right after the quote",
}


class Hung(Struct, frozen=True):
    """What hangs on an article."""

    annotations: tuple[Annotation, ...] = ()
    """In the order of the sidecar's keys."""
    events: tuple[Event, ...] = ()
    """Those without a quote."""
    cites: tuple[str, ...] = ()
    """Ids of the sources, in order of first use: the notes' and then the events'."""


def hang(sidecar: Sidecar, desk: Desk) -> Hung:
    """Pins, notes and events, each with its quote as written."""
    pins = [_pin(pin, desk) for pin in sidecar.terms]
    noted = [(note, cited(note.sources, desk)) for note in sidecar.notes]
    notes = [_note(note, sources, desk) for note, sources in noted]
    used = [name for _, sources in noted for name in sources]
    bare, quoted = [], []
    for entry in sidecar.timeline:
        event = Event(entry.date.text, rich(entry.text, desk), iso(entry.end), 0, cited(entry.sources, desk))
        desk.faults += _order(entry)
        used += event.sources
        if entry.quote is None:
            bare.append(event)
        elif quote := _quote(entry, entry.quote, desk.faults):
            quoted.append(Annotation(quote, event, entry.quote.span, faulty=desk.faulty(entry.span)))
    made = (*pins, *notes, *quoted)
    return Hung(tuple(one for one in made if one is not None), tuple(bare), tuple(dict.fromkeys(used)))


class _Selector(Protocol):
    """What tells the quoted words from the same words elsewhere."""

    @property
    def prefix(self) -> Text | None: ...

    @property
    def suffix(self) -> Text | None: ...

    @property
    def occurrence(self) -> int | None: ...


def _order(entry: EventEntry) -> list[Diagnostic]:
    """An end that stands before its beginning, as far as both are precise."""
    if entry.end is None:
        return []
    first, last = entry.date.text, entry.end.text
    # A text of more than 16 characters may name a zone: then only the days are compared.
    length = min(len(first), len(last), 10 if len(first) > 16 or len(last) > 16 else 16)
    if last[:length] >= first[:length]:
        return []
    message = f"this event ends on {last}, before it begins on {first}"
    hint = "correct one of the two, or leave `end:` out"
    return [error("event-order", message, entry.end.span, hint)]


def _pin(entry: PinEntry, desk: Desk) -> Annotation | None:
    name = entry.term.value.strip() if entry.term else ""
    if entry.term and name:
        desk.refer("term", name, entry.term.span)
    quote = _quote(entry, entry.quote, desk.faults)
    return Annotation(quote, Pin(-1, -1, name), entry.quote.span, faulty=desk.faulty(entry.span)) if quote else None


def _note(entry: NoteEntry, sources: tuple[str, ...], desk: Desk) -> Annotation | None:
    kind = entry.kind.value.strip() if entry.kind else ""
    note = Note(kind or "context", -1, -1, rich(entry.text, desk), entry.by, entry.status or "", sources)
    quote = _quote(entry, entry.quote, desk.faults)
    kind_span = entry.kind.span if entry.kind else None
    return Annotation(quote, note, entry.quote.span, kind_span, desk.faulty(entry.span)) if quote else None


def _quote(entry: _Selector, exact: Text, faults: list[Diagnostic]) -> Quote | None:
    """The selector as written; None, and an error, where there is nothing to look for."""
    prefix, suffix = entry.prefix, entry.suffix
    for name, text in (("quote", exact), ("prefix", prefix), ("suffix", suffix)):
        if text is not None and len(text.value) > LONGEST:
            message = f"the {name} has {len(text.value):,} characters; the limit is {LONGEST:,}"
            faults.append(error("quote-too-long", message, text.span, _SHORTER[name]))
            return None
    if not (exact.value.isascii() and exact.value.strip()) and not normalise(exact.value).flat.strip():
        message = "the quote holds no visible character" if exact.value.strip() else "the quote is empty"
        faults.append(error("quote-empty", message, exact.span, "write words copied from the article"))
        return None
    return Quote(exact.value, prefix.value if prefix else "", suffix.value if suffix else "", entry.occurrence or 0)
