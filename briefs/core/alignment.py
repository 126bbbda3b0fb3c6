"""Two strings go in; where one stands in the other, exactly or through edits, comes out; knows nothing of verdicts.

Every search is bounded: an edge is found by the few characters on its two sides, so no cost grows with the square of
a quote's length (rapidfuzz takes 0.1 ms for 100 characters in 6 KB, 24 ms for 1,000, 2,400 ms for 5,000).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from briefs.core.text import UNSPACED, fold_case, is_word, script_of

Range = tuple[int, int]

SIDE = 32
"""Characters on each side of an edge that find it (W3C Web Annotation clients remember 32)."""

_LONGEST_WHOLE = 320
"""Characters of quote and surroundings that are looked up in one piece: 1 ms; a longer quote by its edges alone."""

_GROWTH = 2.0
"""How much longer an edited passage may be than its quote when its end is looked for."""

MOST_PLACES = 10_000
"""Places of one quote that are looked at: only "a" in a book has more."""

_MOST_SEEN = 100_000
"""Places that are looked through for those that are whole words."""

_MOST_COMPARED = 2_000_000
"""Characters compared for one quote's places: 100,000 times "a" stands 400,000 times in 500,000 times "a"."""

_LONG = 50_000
"""Characters of a text from which a stretch less than half like the words is passed over: up to four times as fast."""


class Needle(Struct, frozen=True):
    """A quote and what stood before and after it, normalised."""

    prefix: str
    exact: str
    suffix: str

    @property
    def whole(self) -> str:
        """All three in a row."""
        return self.prefix + self.exact + self.suffix


def nearby(needle: Needle) -> Needle:
    """The quote with the characters right beside it alone."""
    return Needle(needle.prefix[-SIDE:], needle.exact, needle.suffix[:SIDE])


def exact_places(text: str, words: str, start: bool = False, end: bool = False) -> tuple[Range, ...]:
    """Where the words stand; with ``start`` or ``end`` only where that edge cuts no word in two."""
    seen = islice(_occurrences(text, words), min(_MOST_SEEN, _MOST_COMPARED // max(1, len(words))))
    places = ((at, at + len(words)) for at in seen)
    fitting = (p for p in places if not (start and _cuts(text, p[0])) and not (end and _cuts(text, p[1])))
    return tuple(islice(fitting, MOST_PLACES))


def whole_edges(needle: Needle) -> tuple[bool, bool]:
    """Whether the quote's start and its end are known to have been edges of words."""
    before, after = needle.prefix[-1:], needle.suffix[:1]
    start = bool(before) and not _cuts(before + needle.exact[0], 1)
    return start, bool(after) and not _cuts(needle.exact[-1] + after, 1)


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def edited_places(text: str, needle: Needle) -> tuple[Range, ...]:
    """Where an edited quote may stand, in whole words: as found in one piece, and as found by its two edges."""
    near = nearby(needle)
    found = []
    if len(near.whole) <= _LONGEST_WHOLE:
        found.append(_in_one_piece(text, near))
    found.append(_by_edges(text, near))
    snapped = (snap(text, *place) for place in found if place is not None)
    return tuple(dict.fromkeys(place for place in snapped if place[0] < place[1]))


def gap(text: str, needle: Needle) -> Range | None:
    """What stands between prefix and suffix where these two are found best side by side; often nothing at all."""
    place = _in_one_piece(text, Needle(needle.prefix[-SIDE:], "", needle.suffix[:SIDE]))
    return snap(text, *place) if place is not None else None


def _in_one_piece(text: str, needle: Needle) -> Range | None:
    window = _window(text, needle.whole)
    if window is None:
        return None
    first, last = len(needle.prefix), len(needle.prefix) + len(needle.exact)
    start, end = _project(text, needle.whole, window, first), _project(text, needle.whole, window, last)
    return (start[1], end[0]) if needle.exact else start


def _by_edges(text: str, needle: Needle) -> Range | None:
    """The place found by 32 characters on each side of its edges, however much was put in between."""
    head, tail = needle.prefix + needle.exact[:SIDE], needle.exact[-SIDE:] + needle.suffix
    window = _window(text, head)
    if window is None:
        return None
    start = _project(text, head, window, len(needle.prefix))[1]
    rest = text[start : start + int(len(needle.exact) * _GROWTH) + 4 * SIDE]
    window = _window(rest, tail)
    if window is None:
        return None
    return start, start + _project(rest, tail, window, len(tail) - len(needle.suffix))[0]


def _window(text: str, words: str) -> Range | None:
    """The stretch of the text that is most like the words; all of a shorter text."""
    if not words or not text:
        return None
    if len(words) >= len(text):
        return 0, len(text)
    from rapidfuzz.fuzz import partial_ratio_alignment  # few builds need it

    found = partial_ratio_alignment(words, text, score_cutoff=50 if len(text) > _LONG else 0)
    return (found.dest_start, found.dest_end) if found is not None else None


def _project(text: str, words: str, window: Range, at: int) -> Range:
    """Where the border ``words[at]`` stands in the window: before and after what was put in there."""
    from rapidfuzz.distance import Levenshtein  # few builds need it

    low, high = window
    touching = [op for op in Levenshtein.opcodes(words, text[low:high]) if op.src_start <= at <= op.src_end]
    places = {op.dest_start for op in touching if op.src_start == at}
    places |= {op.dest_end for op in touching if op.src_end == at}
    places |= {min(op.dest_start + at - op.src_start, op.dest_end) for op in touching if op.src_start < at < op.src_end}
    return low + min(places), low + max(places)


def snap(text: str, start: int, end: int) -> Range:
    """The range with each edge at the nearest edge of a word, without white space at its ends."""
    start, end = _nearest(text, start), _nearest(text, end)
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


def _nearest(text: str, at: int) -> int:
    """The nearest edge of a word; the offset itself in a word so long that it is none."""
    for distance in range(SIDE):
        for edge in (at - distance, at + distance):
            if 0 <= edge <= len(text) and not _cuts(text, edge):
                return edge
    return at


def _cuts(text: str, at: int) -> bool:
    """Whether an edge at this offset would cut a word in two."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return is_word(before) and is_word(after) and not {script_of(before), script_of(after)} & UNSPACED


def kept_words(exact: str, found: str) -> float:
    """Share of the first text's words, from 0 to 1, that stand in the second in their order."""
    from rapidfuzz.distance import LCSseq  # few builds need it

    ours = _tokens(exact)
    return LCSseq.similarity(ours, _tokens(found)) / len(ours) if ours else 0.0


def count_words(text: str) -> float:
    """The number of words; two characters count as one where a script has no spaces."""
    return sum(len(word) / 2 if _is_unspaced(word) else 1 for word in text.split())


def _tokens(text: str) -> list[str]:
    """Words without case and the punctuation around them; single characters where a script has no spaces."""
    words = (word.strip(_PUNCTUATION) or word for word in fold_case(text).split())
    return [part for word in words for part in (word if _is_unspaced(word) else (word,))]


def _is_unspaced(word: str) -> bool:
    return not word.isascii() and any(script_of(char) in UNSPACED for char in word)


_PUNCTUATION = "!\"'(),-.:;?[]{}*_"
