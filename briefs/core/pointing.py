"""A stretch of an article's text and its places go in, where those words stand in the file comes out; reads no file."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from briefs.core.model import Places, Plain
from briefs.core.source import Source, Span


def point(places: Places, plain: Plain, start: int, end: int) -> Span:
    """The span of ``plain.text[start:end]`` in the text's file.

    The words are looked for in the lines of their block, any white space between them, as often as they stand in the
    block before; where the file has them in other letters (entities, markup inside a name), the block's own span.
    """
    if not places.blocks:
        return places.unit
    ordinal = min(max(0, bisect_right(plain.blocks, start, key=lambda b: b.start) - 1), len(places.blocks) - 1)
    block = places.blocks[ordinal]
    words = _pattern(plain.text[start:end])
    if places.text is None or words is None:
        return block
    before = sum(m.start() < start for m in words.finditer(plain.text, plain.blocks[ordinal].start, end))
    first, last = _stretch(places, block, places.text)
    found = next(islice(words.finditer(places.text.text, first, last), before, None), None)
    return places.text.span(*found.span(1)) if found else block


def _pattern(surface: str) -> re.Pattern[str] | None:
    """Finds the words wherever they begin, so that it counts "the the" twice in "the the the"."""
    words = surface.split()
    return re.compile("(?=(" + r"[\s>]+".join(map(re.escape, words)) + "))") if words else None


def _stretch(places: Places, block: Span, source: Source) -> tuple[int, int]:
    """From the block's beginning to the next one's in the file, whatever order the page has them in."""
    following = [other for other in places.blocks if (other.line, other.column) > (block.line, block.column)]
    last = min(following, key=lambda other: (other.line, other.column), default=None)
    begin = source.line_starts[block.line - 1] + block.column - 1
    return begin, source.line_starts[last.line - 1] + last.column - 1 if last else len(source.text)
