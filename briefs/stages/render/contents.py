"""A Brief goes in, the headings of its text come out, each with its address; knows no page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from briefs.core.model import Brief, Raw, Run

_FEWEST = 2
"""One heading alone is no table of contents."""
_HEADING = re.compile(r'<h2 id="([^"]*)">$')


def contents(brief: Brief) -> tuple[tuple[str, str], ...]:
    """(id, words) of the headings of the second level, in their order."""
    blocks = brief.plain.blocks
    if sum(block.kind == "heading" for block in blocks) < _FEWEST:
        return ()
    ends = {block.start: block.end for block in blocks if block.kind == "heading"}
    found = tuple((name, brief.plain.text[start : ends[start]]) for name, start in _headings(brief) if start in ends)
    return found if len(found) >= _FEWEST else ()


def _headings(brief: Brief) -> Iterator[tuple[str, int]]:
    """The id of each heading, and where its words begin."""
    name = ""
    for piece in brief.body.pieces:
        if isinstance(piece, Raw):
            begins = _HEADING.search(piece.html)
            name = unescape(begins[1]) if begins else ""
        elif isinstance(piece, Run) and name:
            yield name, piece.start
            name = ""
