"""An article read and its quotes go in; a Brief with every quote at its place comes out; knows no other article.

Exact words on normalised text, told apart by prefix, suffix or occurrence. What is not found is an error with the
nearest words, never a guess. Rules: docs/linking.md, "Quotes".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, structs
from rapidfuzz import fuzz

from briefs.core.diagnostics import Checked, Diagnostic, Related, error
from briefs.core.model import Block, Brief, Citation, Event, Note, Parsed, Pin, Plain, Quote, Raw
from briefs.core.sentences import sentences
from briefs.core.source import Span
from briefs.core.text import Normalised, is_word, normalise

_CONTEXT = 32
"""Characters of prefix and suffix that tell a place (W3C Web Annotation clients use 32)."""


_HEADING = re.compile(r'<h[2-6] id="([^"]+)"')


class Found(Struct, frozen=True):
    """The quote's place in the text, or what to tell the author."""

    start: int = -1
    end: int = -1
    problem: Diagnostic | None = None


def anchor(parsed: Parsed) -> Checked[Brief]:
    """Every annotation at its place; one that has none is an error and left out."""
    finder = Finder(parsed.plain)
    notes: list[Note] = []
    pins: list[tuple[Pin, Span]] = []
    events: list[Event] = list(parsed.outline.events)
    problems: list[Diagnostic] = []
    for annotation in parsed.annotations:
        found = finder.find(annotation.quote, annotation.span)
        payload = annotation.payload
        if found.problem is not None:
            problems.append(found.problem)
        if isinstance(payload, Event):
            events.append(_placed_event(payload, found, parsed.plain))
        elif found.problem is None and isinstance(payload, Note):
            notes.append(structs.replace(payload, start=found.start, end=found.end))
        elif found.problem is None and isinstance(payload, Pin):
            pins.append((Pin(found.start, found.end, payload.term), annotation.span))
    problems += _crossing(pins)
    return Checked(_brief(parsed, notes, [pin for pin, _ in pins], events), tuple(problems))


def _brief(parsed: Parsed, notes: list[Note], pins: list[Pin], events: list[Event]) -> Brief:
    outline = structs.replace(
        parsed.outline,
        events=tuple(sorted(events, key=lambda e: (e.date, e.end))),
        citations=tuple(_citations(parsed.plain)),
        notes=len(notes),
        headings=tuple(_HEADING.findall("".join(p.html for p in parsed.body.pieces if isinstance(p, Raw)))),
        paragraphs=max((b.paragraph for b in parsed.plain.blocks), default=0),
    )
    return Brief(
        outline=outline,
        plain=parsed.plain,
        body=parsed.body,
        notes=tuple(sorted(notes, key=lambda n: (n.end, n.start))),
        pins=tuple(sorted(pins, key=lambda p: p.start)),
        summary=parsed.summary,
        key_points=parsed.key_points,
        dateline=parsed.dateline,
        source=parsed.source,
        guesses=parsed.guesses,
        digest=parsed.digest,
        sha256=parsed.sha256,
    )


def _placed_event(event: Event, found: Found, plain: Plain) -> Event:
    if found.problem is not None:
        return event
    return structs.replace(event, paragraph=_block(plain, found.start).paragraph)


def _block(plain: Plain, at: int) -> Block:
    return plain.blocks[max(0, bisect_right(plain.blocks, at, key=lambda b: b.start) - 1)]


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


def _citations(plain: Plain) -> Iterator[Citation]:
    """The links in the text to other articles, each in its sentence."""
    links = [
        z for z in plain.zones if z.kind == "link" and z.target.startswith(("article:", "file:")) and z.start < z.end
    ]
    spans = sentences(plain.text) if links else ()
    for zone in links:
        first, last = spans[max(0, bisect_right(spans, (zone.start, len(plain.text) + 1)) - 1)]
        yield Citation(
            zone.target,
            _block(plain, zone.start).paragraph,
            plain.text[min(first, zone.start) : zone.start],
            plain.text[zone.start : zone.end],
            plain.text[zone.end : max(last, zone.end)],
        )


class Finder:
    """A text made ready for looking up quotes in it."""

    def __init__(self, plain: Plain) -> None:
        self._plain = plain
        self._norm: Normalised = normalise(plain.text)

    def find(self, quote: Quote, span: Span) -> Found:
        """Where the quote stands; the diagnostic, if any, is at ``span``."""
        exact = normalise(quote.exact).flat.strip()
        places = _whole_words(self._norm.flat, list(_occurrences(self._norm.flat, exact)), len(exact))
        if not places:
            return Found(problem=self._nowhere(quote, exact, span))
        fitting = [at for at in places if self._fits(quote, at, at + len(exact))]
        if not fitting:
            return Found(problem=self._context_wrong(quote, places, len(exact), span))
        if quote.occurrence > len(fitting):
            return Found(problem=_occurrence_beyond(quote, len(fitting), span))
        if len(fitting) > 1 and not quote.occurrence:
            return Found(problem=self._ambiguous(quote, fitting, len(exact), span))
        at = fitting[quote.occurrence - 1 if quote.occurrence else 0]
        return Found(*self._norm.to_source(at, at + len(exact)))

    def _fits(self, quote: Quote, start: int, end: int) -> bool:
        flat = self._norm.flat
        prefix, suffix = normalise(quote.prefix).flat.strip(), normalise(quote.suffix).flat.strip()
        return flat[:start].rstrip().endswith(prefix) and flat[end:].lstrip().startswith(suffix)

    def _nowhere(self, quote: Quote, exact: str, span: Span) -> Diagnostic:
        message = f"the quote “{_short(quote.exact)}” does not stand in the text"
        nearest = fuzz.partial_ratio_alignment(exact, self._norm.flat, score_cutoff=60)
        hint = "copy the words from the article; nothing is published until they are found"
        if nearest is not None and self._norm.flat:
            start, end = _snap(self._norm.flat, nearest.dest_start, nearest.dest_end)
            at, to = self._norm.to_source(start, end)
            where = self._where(at)
            hint = f"nearest, {nearest.score:.0f} % alike, {where}: “{_short(self._plain.text[at:to], 160)}”"
        return error("quote-not-found", message, span, hint)

    def _context_wrong(self, quote: Quote, places: Sequence[int], length: int, span: Span) -> Diagnostic:
        message = f"the quote “{_short(quote.exact)}” stands in the text, but not with this prefix and suffix"
        return error("quote-context", message, span, "it stands here:\n" + self._ready(places, length))

    def _ambiguous(self, quote: Quote, places: Sequence[int], length: int, span: Span) -> Diagnostic:
        message = f"the quote “{_short(quote.exact)}” stands {len(places)} times in the text"
        return error(
            "quote-ambiguous", message, span, "say which by adding one of these lines:\n" + self._ready(places, length)
        )

    def _ready(self, places: Iterable[int], length: int) -> str:
        """A line for each place that an author can copy into the sidecar."""
        lines = []
        for number, at in enumerate(list(places)[:9], 1):
            prefix = self._norm.flat[max(0, at - _CONTEXT) : at].strip()
            if at > _CONTEXT and " " in prefix:
                prefix = prefix.split(" ", 1)[1]
            where = self._where(self._norm.to_source(at, at + length)[0])
            choice = f"prefix: {_yaml(prefix)}" if prefix else f"occurrence: {number}"
            lines.append(f"  {choice}   # or occurrence: {number}, {where}" if prefix else f"  {choice}   # {where}")
        return "\n".join(lines)

    def _where(self, at: int) -> str:
        block = _block(self._plain, at)
        return f"paragraph {block.paragraph}" if block.kind in ("paragraph", "item") else f"in a {block.kind}"


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _whole_words(text: str, places: list[int], length: int) -> list[int]:
    """The places that cut no word in two; all of them where every place does."""

    def whole(at: int) -> bool:
        end = at + length
        cut_before = at > 0 and is_word(text[at - 1]) and is_word(text[at])
        return not cut_before and not (end < len(text) and is_word(text[end - 1]) and is_word(text[end]))

    return [at for at in places if whole(at)] or places


def _occurrence_beyond(quote: Quote, count: int, span: Span) -> Diagnostic:
    times = "once" if count == 1 else f"{count} times"
    return error(
        "quote-occurrence",
        f"`occurrence: {quote.occurrence}` is beyond the text: “{_short(quote.exact)}” stands there {times}",
        span,
        "leave `occurrence` out" if count == 1 else f"give a number from 1 to {count}",
    )


def _snap(text: str, start: int, end: int) -> tuple[int, int]:
    """A range widened to whole words."""
    while start > 0 and is_word(text[start - 1]) and start < len(text) and is_word(text[start]):
        start -= 1
    while 0 < end < len(text) and is_word(text[end]) and is_word(text[end - 1]):
        end += 1
    return start, end


def _short(words: str, limit: int = 70) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def _yaml(words: str) -> str:
    """Words as a YAML scalar that reads back as the same words."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
