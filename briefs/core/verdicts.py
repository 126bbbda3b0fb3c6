"""A measured place and what its quote is known by go in; a verdict on it comes out; knows no text and no file.

The thresholds are measured on 18F's quotes; LINKING "Quotes" has the table they began with.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct, structs

from briefs.core import alignment
from briefs.core.alignment import SIDE, Needle, Range

Verdict = Literal["anchor", "review", "orphan", "ambiguous"]
"""How a quote fares: at its place; for its author to look at; nowhere; at several places."""

TELLING = SIDE // 2
"""Characters of context from which it may vouch for a changed quote: a written prefix "the" fits everywhere."""


class Place(Struct, frozen=True):
    """A place of the normalised text, measured as a Candidate is; only one that is shown looks up its source."""

    at: Range
    words: str
    quality: float
    context: float
    mean: float
    kept: float
    likeness: float


class _Rule(Struct, frozen=True):
    """A verdict, and the least that a candidate must have for it."""

    verdict: Verdict
    quality: float = 0
    context: float = 0
    mean: float = 0
    kept: float = 0
    words: int = 0
    alone: bool = False

    def allows(self, found: Place, words: float, alone: bool) -> bool:
        return (
            found.quality >= self.quality
            and found.context >= self.context
            and found.mean >= self.mean
            and found.kept >= self.kept
            and words >= self.words
            and alone >= self.alone
        )


MOVED = _Rule("anchor", quality=1, words=5, alone=True)
"""Words that are many and stand nowhere else: wherever they are, they are those."""

_TOUCHED_UP = _Rule("anchor", context=0.6, quality=0.8, words=3)
"""Not of the very words: with surroundings no better than this they are the likes of a quote that was edited."""

_RULES = (
    # The words stand there, and so does the better side; or they have moved.
    _Rule("anchor", quality=1, context=0.8),
    MOVED,
    # Both sides stand, so the place is certain, and half of the words make it the same passage. Edits per character,
    # as in LINKING's table, make it another when a remark is put in. 77 -> 88 % with that table, 3.4 points with this.
    # Of two words one would be kept: "the illusion" is now "the perception". That is for its author to judge: at two
    # words 8 more are right and 10 more wrong.
    _Rule("anchor", mean=0.8, kept=0.5, words=3),
    # A side was edited too, so two thirds: 1.1 points. At half, deleted passages come back in their summaries.
    _Rule("anchor", mean=0.6, kept=0.67),
    # One word respelled between two sides that stand: 2.3 points.
    _Rule("anchor", mean=0.9, quality=0.6),
    # The table's, 1.3 points.
    _TOUCHED_UP,
    # A long passage that moved and was touched up, so that no context is left. The table's 0.8 finds 0.1 points more.
    _Rule("anchor", quality=0.9, words=8),
    _Rule("review", quality=1, context=0.5),
    _Rule("review", quality=0.9, words=3),
    _Rule("review", mean=0.8, kept=0.25),
    _Rule("review", mean=0.8, quality=0.4),
    _Rule("review", context=0.7, quality=0.5, words=3),
    _Rule("review", quality=0.65, words=8),
)
"""What a place must have, the surest verdict first. Per cent and points are of 18F's edited quotes anchored right."""


def context_length(needle: Needle) -> int:
    """Characters of context that are known."""
    return len(needle.prefix) + len(needle.suffix)


def verdict_on(found: Place, needle: Needle, alone: bool) -> Verdict:
    """The first rule's that allows the place; too little context says nothing of a changed quote.

    Without context nothing shows that the words were ever right, so a changed quote is taken only where it is long,
    like no other passage, and says the same figures; a slip of the pen in a new quote is an error.
    """
    told = context_length(needle) >= (1 if found.quality == 1 else TELLING)
    if not told:
        found = structs.replace(found, context=float(alone and found.quality == 1), mean=0.0)
    words = alignment.count_words(needle.exact)
    rules = _RULES if found.quality < 1 else [rule for rule in _RULES if rule is not _TOUCHED_UP]
    verdict: Verdict = next((rule.verdict for rule in rules if rule.allows(found, words, alone)), "orphan")
    trusted = told or found.quality == 1 or (alone and _FIGURES.findall(found.words) == _FIGURES.findall(needle.exact))
    return "review" if verdict == "anchor" and (not trusted or _is_sprawling(found, needle, words)) else verdict


def _is_sprawling(found: Place, needle: Needle, words: float) -> bool:
    """Whether so much was put into the quote that another passage may stand there: more than a remark in a sentence.

    Else the three words of a deleted sentence take in all that follows where a later sentence opens as its next did.
    Of 18F's anchored quotes three grew beyond the bound, and all of them were wrong.
    """
    if found.quality == 1 or alignment.count_words(found.words) <= _MOST_GROWTH * (words + 1):
        return False
    return len(_ENDS.findall(found.words)) > len(_ENDS.findall(needle.exact))


_MOST_GROWTH = 2
"""An edited passage is taken up to twice the quote's words, and two more."""
_ENDS = re.compile(r"[.!?…。！？؟।](?=\W)")
_FIGURES = re.compile(r"\d+")
