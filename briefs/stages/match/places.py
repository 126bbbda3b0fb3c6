"""A text with its blocks and zones goes in, what is true of a place in it comes out; knows no term."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from briefs.core.model import Block, Plain
from briefs.core.sentences import each_sentence
from briefs.stages.match.quotations import quotations

Range = tuple[int, int]
_CLOSED = frozenset({"heading", "code", "link"})
_WORD = re.compile(r"\w+")
_WORDS_OF_A_LINE = 3
_CAPITALS_OF_A_LINE = 12
"""A line in capitals has three words or more than so many capitals: a cell or an item that is one acronym is none."""


class Spans:
    """Stretches of a text, asked for by bisection; they may overlap."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them has a part of ``start:end``, or stands empty inside it."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them has all of ``start:end``."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end


class Places:
    """Where in the document a place in the text is. ``apart``: whether quotations are told from the rest."""

    def __init__(self, plain: Plain, apart: bool = False, language: str = "en") -> None:
        self._text = plain.text
        self._language = language
        self._blocks = plain.blocks
        self._zones = plain.zones
        self._starts = [b.start for b in plain.blocks]
        self._headings = [b.start for b in plain.blocks if b.kind == "heading"]
        self.links = [z for z in plain.zones if z.kind == "link"]
        self._closed = Spans((z.start, z.end) for z in plain.zones if z.kind in _CLOSED)
        self._quoted = Spans(self._quotations() if apart else ())
        self._targets = frozenset(z.target for z in self.links if z.target.startswith("term:"))
        self._sentences: dict[int, tuple[list[Range], Iterator[Range]]] = {}
        self._shouted: dict[int, bool] = {}

    @cached_property
    def _linked(self) -> Spans:
        return Spans((z.start, z.end) for z in self.links)

    @cached_property
    def _by_hand(self) -> frozenset[tuple[str, int]]:
        return frozenset((z.target, self.section(z.start)) for z in self.links)

    def _quotations(self) -> Iterable[Range]:
        yield from ((z.start, z.end) for z in self._zones if z.kind == "quotation")
        yield from quotations(self._text, self._blocks)

    def ordinal(self, at: int) -> int:
        """Which leaf block a place is in, or the last before it."""
        return (bisect_right(self._starts, at) or 1) - 1

    def block(self, at: int) -> Block:
        """The leaf block at a place."""
        return self._blocks[self.ordinal(at)]

    def sentence(self, ordinal: int, at: int) -> Range:
        """The sentence at a place in a block; a block's sentences are found as far as one of them is asked for."""
        block = self._blocks[ordinal]
        start = block.start
        if ordinal not in self._sentences:
            self._sentences[ordinal] = [], each_sentence(self._text[start : block.end], self._language)
        spans, more = self._sentences[ordinal]
        while not spans or start + spans[-1][1] <= at:
            if (span := next(more, None)) is None:
                break
            spans.append(span)
        if not spans:
            return at, at
        first, last = spans[-1]
        if start + first > at and len(spans) > 1:
            first, last = spans[max(0, bisect_right(spans, (at - start, len(self._text))) - 1)]
        return first + start, last + start

    def closed(self, start: int, end: int) -> str:
        """The kind of zone in which terms are not looked for, if a part of the stretch is in one."""
        if not self._closed.touch(start, end):
            return ""
        return next(z.kind for z in self._zones if z.kind in _CLOSED and z.start < end and start < z.end)

    def in_link(self, start: int, end: int) -> bool:
        """Whether a part of the stretch is in a link."""
        return self._linked.touch(start, end)

    def quoted(self, at: int) -> bool:
        """Whether a place is in a quotation, where these are told from the rest."""
        return self._quoted.touch(at, at + 1)

    def section(self, at: int) -> int:
        """How many headings stand before a place."""
        return bisect_right(self._headings, at)

    def linked_by_hand(self, term: str, section: int | None) -> bool:
        """Whether a link to the term made by hand stands in a section, or (None) anywhere."""
        if not self._targets:
            return False
        target = f"term:{term}"
        return target in self._targets if section is None else (target, section) in self._by_hand

    def shouted(self, at: int) -> bool:
        """Whether the line at a place is wholly in capitals: there a single word's case says nothing."""
        block = self.block(at)
        start = max(block.start, self._text.rfind("\n", block.start, at) + 1)
        if start not in self._shouted:
            end = self._text.find("\n", at, block.end)
            self._shouted[start] = _is_shouted(self._text[start : end if end >= 0 else block.end])
        return self._shouted[start]


def _is_shouted(line: str) -> bool:
    if not line.isupper() or not all(c.isupper() for c in line if c.isalpha()):  # Japanese has no capitals
        return False
    return len(_WORD.findall(line)) >= _WORDS_OF_A_LINE or sum(c.isupper() for c in line) > _CAPITALS_OF_A_LINE
