"""A text and a quote with its surroundings go in; its place and how sure it is come out; knows no sidecar and no lock.

Rules: LINKING "Quotes" (docs, linking.md). All is compared on normalised text; offsets that leave are the source's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter
from unicodedata import category

from msgspec import Struct

from briefs.core import alignment
from briefs.core.alignment import SIDE, Needle, Range
from briefs.core.text import Normalised, normalise
from briefs.core.verdicts import MOVED, TELLING, Place, Verdict, context_length, verdict_on

_MOST_SHOWN = 3
_MOST_READY = 9
"""Places listed for a quote that is not found, and for one that stands at several."""

_FAR = 256
"""Characters of prefix and suffix that are compared. A longer one tells no two places apart that this does not."""

_MANY = 500
"""Places of one quote from which only the characters right beside each are compared with a longer context."""

_LONGEST_EDITED = 10_000
"""Characters of a quote that is looked for through edits: the distance of two such passages costs 3 ms."""

_LONGEST_RATIO = 2
"""A quote longer than this many texts has q <= 0.5 anywhere in it."""

_RIVAL = 0.1
"""Without context a changed quote is taken only where nothing else is within this of its quality."""

_FEW = SIDE // 4
"""Characters of one side from which it counts beside the other."""

_SAME_PLACE = 0.8
"""A mean similarity of prefix and suffix from which they mark a place whatever stands between them."""

_SURE_PLACE = 0.9
"""One from which they mark it against the very words elsewhere, if it is ``_CLEARLY`` above what these have."""

_CLEARLY = 0.05


class Context(Struct, frozen=True):
    """What stood before and after a quote, remembered or written by the author; empty where nothing is known."""

    prefix: str = ""
    suffix: str = ""
    start: int = -1
    """Where the quote stood in the source when this was remembered; -1 in what an author wrote."""


class Candidate(Struct, frozen=True):
    """A place ``source[start:end]`` where a quote may stand. All measures go from 0 to 1."""

    start: int
    end: int
    quality: float
    """1 - edits / length of the quote."""
    context: float
    """Similarity of the better of prefix and suffix; 0 where neither is known."""
    mean: float
    """The mean similarity of those that are known."""
    kept: float
    """Share of the quote's words that stand here in their order, whatever was put in between."""
    likeness: float
    """Similarity of prefix, quote and suffix in one piece, by which candidates rank."""
    words: str


class Located(Struct, frozen=True):
    """The place of a quote, or the places between which its author must choose."""

    verdict: Verdict
    exact: bool = False
    """Whether the quote stands word for word at ``best``, or at ``candidates`` where there is no best."""
    best: Candidate | None = None
    """The place, for the verdicts "anchor" and "review"."""
    candidates: tuple[Candidate, ...] = ()
    """The best first, at most three; in the text's order, at most nine, where ``occurrence`` must choose one."""
    places: int = 0
    """How often the quote stands in the text word for word, as far as its context does not tell these apart."""
    everywhere: int = 0
    """How often it stands there whatever its context says; a place inside a word counts where it might be meant."""
    gap: Range | None = None
    """Unless anchored: what stands between prefix and suffix now, where these are found; empty where it was deleted."""


_ORPHAN: Verdict = "orphan"
_LIKENESS = attrgetter("likeness")
_RANK: dict[Verdict, int] = {"orphan": 0, "ambiguous": 0, "review": 1, "anchor": 2}


def surroundings(text: str, start: int, end: int, size: int = SIDE) -> Context:
    """What is to be remembered of ``text[start:end]``: up to ``size`` characters on each side, in whole clusters."""
    before = _one_spaced(text[max(0, start - 4 * size) : start])[-size:]
    after = _one_spaced(text[end : end + 4 * size])
    cut = size
    while 0 < cut < len(after) and category(after[cut])[0] == "M":
        cut -= 1
    return Context(before.lstrip(_marks(before)), after[:cut], start)


_SPACES = re.compile(r"\s+")


def _one_spaced(text: str) -> str:
    """The text with one space for each run of white space, which in most texts it has: no other space is printable."""
    return text if "  " not in text and text.isprintable() else _SPACES.sub(" ", text)


def _marks(text: str) -> str:
    """The combining marks of a text: those that begin a prefix belong to a letter before it."""
    return "" if text.isascii() else "".join(char for char in text if category(char)[0] == "M")


class Haystack:
    """A text made ready for finding quotes in it."""

    def __init__(self, text: Normalised) -> None:
        self._text = text
        self._flat = text.flat

    def locate(self, exact: str, context: Context | None = None, occurrence: int = 0) -> Located:
        """Where the quote stands. Whatever the selector holds, this ends in a verdict, and soon.

        ``occurrence`` counts from 1, among the places that a written context fits. A remembered context knows the
        place better than a number that was right before the text changed, so the number counts only without one.
        """
        context = context or Context()
        needle = _needle(exact, context)
        if not needle.exact or len(needle.exact) > _LONGEST_RATIO * len(self._flat):
            return Located("orphan")
        places = self._exact_places(needle)
        near = needle if len(places) < _MANY else alignment.nearby(needle)
        every = [self._measured(place, near) for place in places]
        fitting = _fitting(every)
        if every and occurrence and context.start < 0:
            return self._counted(fitting, occurrence, needle, every)
        if len(fitting) > 1 and (context.start < 0 or not context_length(needle)):
            return self._located("ambiguous", True, None, fitting[:_MOST_READY], (len(fitting), len(every)))
        start = self._text.from_source(max(0, context.start))
        best = min(
            fitting, key=lambda place: (not self._is_framed(place, needle), abs(place.at[0] - start)), default=None
        )
        if best is not None and self._judged(best, needle, len(every) == 1) == "anchor":
            return self._located("anchor", True, best, _first(best, every), (len(fitting), len(every)))
        return self._through_edits(needle, every, best)

    def _is_framed(self, place: Place, needle: Needle) -> bool:
        """Whether all that is known stands there: a side too short to vouch for a place decides between equals."""
        start, end = place.at
        return self._flat.endswith(needle.prefix, 0, start) and self._flat.startswith(needle.suffix, end)

    def _exact_places(self, needle: Needle) -> tuple[Range, ...]:
        """Whole words before parts of words; with context enough what the quote was, at each of its edges.

        Else a deleted "is" comes back in "this", where the surroundings of both are alike (5 of the 26 quotes that
        came back wrong when 2,000 passages of 18F's were taken out or replaced).
        """
        if context_length(needle) >= TELLING:
            return alignment.exact_places(self._flat, needle.exact, *alignment.whole_edges(needle))
        whole = alignment.exact_places(self._flat, needle.exact, start=True, end=True)
        return whole or alignment.exact_places(self._flat, needle.exact)

    def _counted(self, fitting: Sequence[Place], occurrence: int, needle: Needle, every: Sequence[Place]) -> Located:
        """The place with this number; an orphan where it is beyond them, or a written context fits none of them."""
        counts = len(fitting), len(every)
        if context_length(needle) and verdict_on(fitting[0], needle, len(every) == 1) != "anchor":
            return self._located("orphan", True, None, every[:_MOST_READY], counts)
        if not 1 <= occurrence <= len(fitting):
            return self._located("orphan", True, None, fitting[:_MOST_READY], counts)
        best = fitting[occurrence - 1]
        return self._located("anchor", True, best, (best,), counts)

    def _through_edits(self, needle: Needle, every: Sequence[Place], best: Place | None) -> Located:
        """The surest of ``best``, the doubtful place of the very words, and of what edits may have made of them."""
        places = alignment.edited_places(self._flat, needle) if len(needle.exact) <= _LONGEST_EDITED else ()
        measured = (self._measured(place, needle) for place in places)
        edited = sorted((c for c in measured if c.quality < 1), key=_LIKENESS, reverse=True)
        verdict, found = self._judged(best, needle, len(every) == 1) if best else _ORPHAN, best
        for candidate in edited:
            other = self._judged(candidate, needle, self._is_alone(candidate, needle))
            if _RANK[other] > _RANK[verdict]:
                verdict, found = other, candidate
        found = found if verdict != _ORPHAN else None
        return self._located(
            verdict,
            found.quality == 1 if found else bool(every),
            found,
            _first(found, sorted((*every, *edited), key=_LIKENESS, reverse=True)),
            (len(_fitting(every)), len(every)),
            self._gap(needle) if verdict != "anchor" else None,
        )

    def _located(
        self,
        verdict: Verdict,
        exact: bool,
        best: Place | None,
        shown: Sequence[Place],
        counts: tuple[int, int],
        gap: Range | None = None,
    ) -> Located:
        """The answer, with its few places as ranges of the source."""
        rows = tuple(map(self._candidate, shown))
        first = rows[0] if best and shown and shown[0] is best else self._candidate(best) if best else None
        return Located(verdict, exact, first, rows, *counts, gap)

    def _candidate(self, place: Place) -> Candidate:
        start, end = self._text.to_source(*place.at)
        measures = place.quality, place.context, place.mean, place.kept, place.likeness
        return Candidate(start, end, *measures, self._text.source[start:end])

    def _judged(self, best: Place, needle: Needle, alone: bool) -> Verdict:
        """The verdict on a place: no "anchor" where the surroundings stand better around something else.

        Then the quote was deleted or edited there, and the words here are its likes: 13 -> 6 of 18F's 42 short quotes
        that were deleted and stand elsewhere came back wrong, and no other quote changed.
        """
        verdict = verdict_on(best, needle, alone)
        if verdict != "anchor" or best.mean > 1 - _CLEARLY or not (needle.prefix and needle.suffix):
            return verdict
        if MOVED.allows(best, alignment.count_words(needle.exact), alone):
            return verdict
        place = alignment.gap(self._flat, needle)
        if place is None or (place[0] <= best.at[1] and best.at[0] <= place[1]):
            return verdict
        rival = _mean(self._sides(place, needle))
        return "review" if rival >= max(_SURE_PLACE, best.mean + _CLEARLY) else verdict

    def _is_alone(self, found: Place, needle: Needle) -> bool:
        """Whether no other passage is about as like the quote; looked up only where no context can tell."""
        if context_length(needle) >= TELLING:
            return True
        before, after = found.at
        rest = (Haystack(Normalised(part, part)) for part in (self._flat[:before], self._flat[after:]))
        return not any(
            hay._measured(place, needle).quality > found.quality - _RIVAL
            for hay in rest
            for place in alignment.edited_places(hay._flat, needle)
        )

    def _gap(self, needle: Needle) -> Range | None:
        place = alignment.gap(self._flat, needle) if needle.prefix and needle.suffix else None
        if place is None or _mean(self._sides(place, needle)) < _SAME_PLACE:
            return None
        return self._text.to_source(*place)

    def _measured(self, place: Range, needle: Needle) -> Place:
        sides = self._sides(place, needle)
        best, mean = max(sides, default=0.0), _mean(sides)
        if self._flat.startswith(needle.exact, place[0]) and place[1] - place[0] == len(needle.exact):
            return Place(place, needle.exact, 1.0, best, mean, 1.0, _mean([1.0, *sides]))
        from rapidfuzz.distance import Levenshtein  # few builds need it

        words = self._flat[place[0] : place[1]]
        quality = max(0.0, 1 - Levenshtein.distance(needle.exact, words) / len(needle.exact))
        kept = alignment.kept_words(needle.exact, words)
        return Place(place, words, quality, best, mean, kept, _mean([quality, *sides]))

    def _sides(self, place: Range, needle: Needle) -> list[float]:
        """How like the prefix and the suffix, as far as they are known, are to what stands around the place."""
        before, after = place
        while before > 0 and self._flat[before - 1] == " ":
            before -= 1
        while after < len(self._flat) and self._flat[after] == " ":
            after += 1
        prefix, suffix = needle.prefix.rstrip(" "), needle.suffix.lstrip(" ")
        pairs = (
            (prefix, self._flat[max(0, before - len(prefix)) : before]),
            (suffix, self._flat[after : after + len(suffix)]),
        )
        # Beside a longer side a few characters, as are remembered at a text's end, vouch for nothing: " now." follows
        # many a quote. A side longer than what is remembered is an author's, and so is the other.
        longest = max(len(prefix), len(suffix))
        least = min(_FEW, longest) if longest <= SIDE else 1
        return [_likeness(known, found) for known, found in pairs if len(known) >= least > 0]


def _likeness(known: str, found: str) -> float:
    """How like two texts are, from 0 to 1."""
    if known == found:
        return 1.0
    from rapidfuzz.distance import Levenshtein  # few builds need it

    return Levenshtein.normalized_similarity(known, found)


def _needle(exact: str, context: Context) -> Needle:
    """The selector in the form of the text; of its context only what may tell places apart."""
    prefix = normalise(context.prefix[-4 * _FAR :]).flat[-_FAR:] if context.prefix else ""
    suffix = normalise(context.suffix[: 4 * _FAR]).flat[:_FAR] if context.suffix else ""
    return Needle(prefix if prefix.strip() else "", normalise(exact).flat.strip(), suffix if suffix.strip() else "")


def _fitting(places: Sequence[Place]) -> tuple[Place, ...]:
    """Those whose surroundings fit best; all of them where nothing is known."""
    closest = max((p.mean for p in places), default=0.0)
    return tuple(p for p in places if p.mean == closest)


def _first(best: Place | None, others: Iterable[Place]) -> tuple[Place, ...]:
    """The best and those after it, each place once, as many as are shown."""
    row = (*((best,) if best else ()), *others)
    return tuple({p.at[0]: p for p in reversed(row)}.values())[::-1][:_MOST_SHOWN]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
