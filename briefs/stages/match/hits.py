"""Names and a text go in, the names that stand in it as words come out; knows neither senses nor pins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick_rs

from briefs.core.declension import declined
from briefs.core.model import Name, Plain
from briefs.core.names import bounded, searched
from briefs.core.text import Normalised, normalise
from briefs.stages.match.ledger import Ledger
from briefs.stages.match.places import Places
from briefs.stages.match.records import Hit


class Finder:
    """One automaton over all names."""

    def __init__(self, names: Iterable[Name]) -> None:
        by_key: dict[str, tuple[Name, ...]] = {}
        for name in names:
            key = name.key
            by_key[key] = (*by_key[key], name) if key in by_key else (name,)
        self._names = tuple(by_key.values())
        self._automaton = ahocorasick_rs.AhoCorasick(by_key)

    def hits(self, plain: Plain, places: Places, book: Ledger | None = None) -> list[Hit]:
        """Every name that stands in the text with its boundaries and its case, in order of place."""
        norm = normalise(plain.text)
        found: dict[tuple[int, int], tuple[Name, ...]] = {}
        for start, end, name in self._standing(norm, book):
            place = start, end
            found[place] = (*found[place], name) if place in found else (name,)
        return [_hit(norm, start, end, found[start, end], places) for start, end in sorted(found)]

    def _standing(self, norm: Normalised, book: Ledger | None) -> Iterator[tuple[int, int, Name]]:
        """(start, end, name) in the normalised text."""
        text = norm.text
        spaced, folded = text.replace("-", " "), searched(norm)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for name in self._names[index]:
                last = declined(name.form, folded, spaced, start) if name.form else end
                stop = bounded(text, start, last) if last else 0
                if not stop and book is None:
                    continue
                fits = not name.fixed or (_stands(name.fixed, spaced, start) and not _contracted(name, spaced, stop))
                if stop and fits:
                    yield start, stop, name
                elif book and last and (stop or fits) and name.rule != "not":
                    reason = "case" if stop else "boundary"
                    book.skip(name.term, *norm.to_source(start, stop or last), reason, name.rule)


def _stands(fixed: tuple[tuple[int, str], ...], spaced: str, start: int) -> bool:
    """Whether the letters whose case is fixed stand as written."""
    return all(spaced.startswith(letters, start + at) for at, letters in fixed)


_CONTRACTED = ("'S", "'LL", "'D", "'RE", "'VE")


def _contracted(name: Name, spaced: str, end: int) -> bool:
    """Whether capitals go on behind an acronym's apostrophe: IT'S is a word in capitals, IT's is a possessive."""
    return end > 0 and " " not in name.key and spaced.startswith(_CONTRACTED, end)


def _hit(norm: Normalised, start: int, end: int, names: tuple[Name, ...], places: Places) -> Hit:
    at, to = norm.to_source(start, end)
    closed = places.closed(at, to)
    if not closed:
        name = norm.text[start:end]
        if name.isupper() and " " not in name and "-" not in name and places.shouted(at):
            closed = "line in capitals"
    return Hit(at, to, names, closed)
