"""A Brief goes in, whether the margin beside its text has room for its notes comes out; knows no page.

Measured on pages of the default theme at 1440 px, in rem: a line of the text is 2 high and holds 62 characters, a line
of a note 1.3 and holds 32; a paragraph adds 1.2, a note its label and the space before it.
"""

from __future__ import annotations

import re

from briefs.core.model.unit import Brief

MOST = 256
"""Notes that a stylesheet has places for."""

_BELOW = {"article": 12, "page": 4, "glossary": 0}
"""What stands on each kind of page below the text at the least: an article's provenance, and its end."""
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]")


def is_crowded(brief: Brief) -> bool:
    """Whether the notes would run far below the text, or are too many: then they stand below their paragraphs."""
    if len(brief.notes) > MOST:
        return True
    text, below = brief.plain.text, _BELOW[brief.outline.kind]
    room = sum(_lines(text[block.start : block.end], 62) * 2 + 1.2 for block in brief.plain.blocks) + below
    return sum(_lines(note.text.plain, 32) * 1.3 + 2.8 for note in brief.notes) > room


def _lines(words: str, width: int) -> int:
    """How many lines words fill; a Chinese, Japanese or Korean sign is as wide as two letters."""
    wide = 0 if words.isascii() else len(_WIDE.findall(words))
    return -(-(len(words) + wide) // width)
