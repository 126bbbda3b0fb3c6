"""The names that stand in a text go in, those that may be meant come out, without overlaps; knows no sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from briefs.core.model import Name
from briefs.stages.match.ledger import Ledger
from briefs.stages.match.places import Spans
from briefs.stages.match.records import Chosen, Hit

_CONDITIONAL = ("not", "surname")


def in_reach(hits: Sequence[Hit], given: Iterable[Chosen], book: Ledger | None) -> list[Hit]:
    """The hits in open places, without names inside a ``not`` phrase and surnames that stand for nobody yet.

    ``given`` are the terms that the author named at a place: a link made by hand introduces a person too, as does
    the full name in a heading, where it is not linked.
    """
    rules = {name.rule for hit in hits for name in hit.names}
    conditional = not rules.isdisjoint(_CONDITIONAL)
    barred = _barred(hits) if "not" in rules else {}
    full = _full_names(hits, given) if "surname" in rules else {}
    kept = []
    for hit in hits:
        names = hit.names
        if conditional and (barred or len(names) > 1 or names[0].rule == "surname"):
            names = _meant(hit, barred, full, book)
        if names and hit.closed and book:
            book.skip_hit(hit, hit.closed, names)
        elif names and not hit.closed:
            kept.append(hit if names is hit.names else Hit(hit.start, hit.end, names))
    return kept


def _barred(hits: Sequence[Hit]) -> dict[str, Spans]:
    """By term, the phrases inside which it is not meant."""
    ranges: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for hit in hits:
        for name in hit.names:
            if name.rule == "not":
                ranges[name.term].append((hit.start, hit.end))
    return {term: Spans(found) for term, found in ranges.items()}


def _full_names(hits: Sequence[Hit], given: Iterable[Chosen]) -> dict[str, int]:
    """Where each term is first named by more than a surname."""
    full: dict[str, int] = {}
    for hit in hits:
        for name in hit.names:
            if name.rule not in _CONDITIONAL:
                full.setdefault(name.term, hit.start)  # the hits are in order of place
    for it in given:
        full[it.term] = min(it.start, full.get(it.term, it.start))
    return full


def _meant(hit: Hit, barred: dict[str, Spans], full: dict[str, int], book: Ledger | None) -> tuple[Name, ...]:
    """The names of a hit that may be meant at its place."""
    people = {n.term for n in hit.names if n.rule == "surname" and n.term in full}
    reasons = [_why_not(hit, name, barred, full, people) for name in hit.names]
    for name, reason in zip(hit.names, reasons, strict=True):
        if book and reason:
            book.skip_hit(hit, reason, (name,))
    return tuple(name for name, reason in zip(hit.names, reasons, strict=True) if not reason)


def _why_not(hit: Hit, name: Name, barred: dict[str, Spans], full: dict[str, int], people: set[str]) -> str:
    """Why a name is not meant here, or nothing. A surname must be unique among the article's people."""
    if name.rule == "not" or (name.term in barred and barred[name.term].hold(hit.start, hit.end)):
        return "other phrase"
    if name.rule == "surname":
        if full.get(name.term, hit.start) >= hit.start:
            return "surname before full name"
        if people != {name.term}:
            return "surname of several"
    return ""


def longest(hits: Sequence[Hit], book: Ledger | None = None) -> list[Hit]:
    """Leftmost, then longest, without overlaps."""
    taken: list[Hit] = []
    reached = 0
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.start >= reached:
            taken.append(hit)
            reached = hit.end
        elif book:
            book.skip_hit(hit, "inside longer name")
    return taken


def apart(chosen: Iterable[Chosen]) -> list[Chosen]:
    """In order of place, without those that overlap one before."""
    taken: list[Chosen] = []
    reached = 0
    for it in sorted(chosen, key=attrgetter("start")):
        if it.start >= reached:
            taken.append(it)
            reached = it.end
    return taken
