"""An article read and its quotes go in; a Brief with every quote at its place comes out; knows no other article.

A quote is found word for word, or through edits as far as its words and surroundings make the place certain. What is
not certain is an error with the likeliest places, never a guess. Rules: docs, linking.md, "Quotes".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from msgspec import Struct, structs

from briefs.core.diagnostics import Checked, Diagnostic, Related, error, warning
from briefs.core.margin import is_crowded
from briefs.core.memory import Remembered
from briefs.core.model import (
    Annotation,
    Block,
    Brief,
    Citation,
    Claim,
    Event,
    Note,
    NoteCard,
    Parsed,
    Pin,
    Plain,
    Quote,
    Raw,
    Resting,
)
from briefs.core.oneline import cut, flat
from briefs.core.quotes import Context, Haystack, Located, surroundings
from briefs.core.sentences import sentences_at
from briefs.core.source import Span
from briefs.core.text import normalise
from briefs.stages.anchor.wording import Scene, changed, not_anchored

_WORDS = 300
"""Characters of a note's words that a list of notes quotes."""
_HEADING = re.compile(r'<h[2-6] id="([^"]+)"')
Memory = Mapping[Quote, Remembered]
"""What is remembered of an article's quotes, by selector as written."""


class Placed(Struct, frozen=True):
    """A quote and where it was found."""

    annotation: Annotation
    found: Located


class Anchored(Struct, frozen=True):
    """A Brief, and what to remember of its quotes."""

    brief: Brief
    remembered: tuple[Remembered, ...] = ()
    placed: tuple[Placed, ...] = ()
    """Every annotation, in the order of the sidecar."""


def anchor(
    parsed: Parsed, memory: Memory = MappingProxyType({}), listed: frozenset[str] = frozenset()
) -> Checked[Anchored]:
    """Every annotation at its place; one that has none is an error and left out.

    ``listed`` are the kinds of notes that the rest of the site may know, beside claims.
    """
    problems: list[Diagnostic] = []
    placed = list(_placed(parsed, memory, problems)) if parsed.annotations else []
    pins = list(_pins(placed, parsed.plain, problems))
    problems += _crossing(pins)
    brief = _brief(parsed, placed, [pin for pin, _ in pins], listed)
    problems += _crowding(brief, placed)
    remembered = tuple(_remembered(parsed, placed, memory))
    return Checked(Anchored(brief, remembered, tuple(placed)), tuple(problems))


def _placed(parsed: Parsed, memory: Memory, problems: list[Diagnostic]) -> Iterator[Placed]:
    norm = normalise(parsed.plain.text)
    hay, scene = Haystack(norm), Scene(parsed, norm)
    for annotation in parsed.annotations:
        found = hay.locate(annotation.quote.exact, _context(annotation.quote, memory), annotation.quote.occurrence)
        if found.verdict != "anchor":
            problems.append(not_anchored(annotation, found, scene))
        elif not found.exact:
            problems.append(changed(annotation, found, scene))
        yield Placed(annotation, found)


def _context(quote: Quote, memory: Memory) -> Context | None:
    """What was remembered of this very selector, else what its author wrote."""
    known = memory.get(quote)
    if known is not None:
        return Context(known.before, known.after, known.start)
    return Context(quote.prefix, quote.suffix) if quote.prefix or quote.suffix else None


def _remembered(parsed: Parsed, placed: Sequence[Placed], memory: Memory) -> Iterator[Remembered]:
    """An entry for each quote found; one found through edits keeps its old entry until the sidecar is mended."""
    for one in placed:
        annotation, found = one.annotation, one.found
        quote, best = annotation.quote, found.best
        if best is None or found.verdict != "anchor":
            continue
        if not found.exact:
            if quote in memory:
                yield memory[quote]
            continue
        yield remember(parsed, quote, best.start, best.end)


def remember(parsed: Parsed, quote: Quote, start: int, end: int) -> Remembered:
    """What ``briefs.lock`` holds of a quote that stands at ``text[start:end]``."""
    around = surroundings(parsed.plain.text, start, end)
    selector = (quote.exact, quote.prefix, quote.suffix, quote.occurrence)
    return Remembered(parsed.outline.origin, *selector, around.prefix, around.suffix, start, parsed.digest)


def _brief(parsed: Parsed, placed: Sequence[Placed], pins: Sequence[Pin], listed: frozenset[str]) -> Brief:
    notes, events = [], list(parsed.outline.events)
    for one in placed:
        annotation, found = one.annotation, one.found
        payload, best = annotation.payload, found.best if found.verdict == "anchor" else None
        if isinstance(payload, Event):
            paragraph = _block(parsed.plain, best.start).paragraph if best else 0
            events.append(structs.replace(payload, paragraph=paragraph))
        elif isinstance(payload, Note) and best:
            notes.append(structs.replace(payload, start=best.start, end=best.end))
    notes.sort(key=lambda n: (n.end, n.start))
    events.sort(key=lambda e: (e.date, e.end))
    outline = structs.replace(
        parsed.outline,
        events=tuple(events),
        resting=tuple(_resting(notes, events)) if parsed.outline.cites else (),
        claims=tuple(_claims(notes, parsed.plain.text)),
        listed=tuple(_listed(notes, parsed.plain.text, listed)) if listed else (),
        citations=tuple(_citations(parsed.plain)),
        notes=len(notes),
        headings=tuple(_HEADING.findall("".join(p.html for p in parsed.body.pieces if isinstance(p, Raw)))),
        paragraphs=max((b.paragraph for b in parsed.plain.blocks), default=0),
        words=bool(parsed.plain.text.strip()),
    )
    return Brief(
        outline=outline,
        plain=parsed.plain,
        body=parsed.body,
        notes=tuple(notes),
        pins=tuple(sorted(pins, key=lambda p: p.start)),
        summary=parsed.summary,
        key_points=parsed.key_points,
        dateline=parsed.dateline,
        source=parsed.source,
        guesses=parsed.guesses,
        linking=parsed.linking,
        digest=parsed.digest,
        sha256=parsed.sha256,
    )


def _claims(notes: Sequence[Note], text: str) -> Iterator[Claim]:
    """What others may know of the claims: their words, not their places."""
    for number, note in enumerate(notes, 1):
        if note.kind == "claim":
            yield Claim(number, note.by, note.status, _words(note, text), note.text)


def _listed(notes: Sequence[Note], text: str, kinds: frozenset[str]) -> Iterator[NoteCard]:
    """What others may know of notes of some kinds."""
    for number, note in enumerate(notes, 1):
        if note.kind in kinds:
            yield NoteCard(note.kind, number, note.by, note.status, _words(note, text), note.text)


def _words(note: Note, text: str) -> str:
    return cut(flat(text[note.start : note.end]).strip(), _WORDS)


def _resting(notes: Sequence[Note | Event], events: Sequence[Note | Event]) -> Iterator[Resting]:
    """For each source the notes and events that rest on it, by id."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for which, many in enumerate((notes, events)):
        for number, one in enumerate(many, 1):
            for source in one.sources:
                found.setdefault(source, ([], []))[which].append(number)
    for source in sorted(found):
        noted, dated = found[source]
        yield Resting(source, tuple(noted), tuple(dated))


def _block(plain: Plain, at: int) -> Block:
    return plain.blocks[max(0, bisect_right(plain.blocks, at, key=lambda b: b.start) - 1)]


def _pins(placed: Sequence[Placed], plain: Plain, problems: list[Diagnostic]) -> Iterator[tuple[Pin, Span]]:
    """The pins at their places; a term never crosses a paragraph."""
    for one in placed:
        annotation, found = one.annotation, one.found
        pin, best = annotation.payload, found.best
        if not isinstance(pin, Pin) or best is None or found.verdict != "anchor":
            continue
        if _block(plain, best.start) != _block(plain, best.end - 1):
            hint = "quote words of one paragraph"
            problems.append(error("pin-paragraph", "a term cannot cross a paragraph's end", annotation.span, hint))
        else:
            yield Pin(best.start, best.end, pin.term), annotation.span


def _crossing(pins: Sequence[tuple[Pin, Span]]) -> Iterator[Diagnostic]:
    """Pins that overlap: a phrase stands for one thing."""
    ordered = sorted(pins, key=lambda p: (p[0].start, p[1]))
    for (first, place), (second, span) in pairwise(ordered):
        if second.start < first.end:
            yield error(
                "pin-overlap",
                "this entry of `terms` speaks of words that another entry already pins",
                max(place, span),
                "quote words that do not overlap, or keep one of the two",
                (Related("the other entry is here", min(place, span)),),
            )


def _crowding(brief: Brief, placed: Sequence[Placed]) -> Iterator[Diagnostic]:
    """Notes that find no room beside the text, said at the first of them."""
    if brief.notes and is_crowded(brief):
        yield warning(
            "notes-crowded",
            "the notes are longer than the text beside them: they stand below their paragraphs instead",
            min(one.annotation.span for one in placed if isinstance(one.annotation.payload, Note)),
            "shorten some, or move what explains a term to its entry in the glossary",
        )


def _citations(plain: Plain) -> Iterator[Citation]:
    """The links in the text to other articles, each in its sentence."""
    worded = [z for z in plain.zones if z.kind == "link" and z.start < z.end]
    links = [z for z in worded if z.target.startswith(("article:", "file:"))]
    spans = sentences_at(plain.text, [zone.start for zone in links])
    for zone, (first, last) in zip(links, spans, strict=True):
        yield Citation(
            zone.target,
            _block(plain, zone.start).paragraph,
            plain.text[min(first, zone.start) : zone.start],
            plain.text[zone.start : zone.end],
            plain.text[zone.end : max(last, zone.end)],
        )
