"""A text and its notes go in, whether the notes fit beside it comes out; knows no template and no browser.

A note at the line of its quote takes no room in the page: what stands below the text does not wait for it. Sizes are
those of the default theme in pixels, for letters of middle width; rather too large than too small.
"""

from __future__ import annotations

from briefs.core.model import Brief

TEXT_LINE, TEXT_LETTERS, BETWEEN = 32, 68, 23
"""A line of the text, the letters in it, the space after a paragraph."""
NOTE_LINE, NOTE_LETTERS, NOTE_FRAME = 21, 36, 50
"""The same of a note, and its label, its border and the space below it."""
BELOW = 300
"""What an article's page has below the text at least: room that a last note may reach into."""


def crowded(brief: Brief) -> bool:
    """Whether the last note would end far below the text, each pushed down by the one before it."""
    text, blocks = brief.plain.text, [block for block in brief.plain.blocks if block.kind != "cell"]
    bottom = 0
    for note in brief.notes:
        above = sum(block.end <= note.start for block in blocks)
        bottom = max(bottom, _reach(note.start, above)) + NOTE_FRAME + NOTE_LINE * _lines(note.text.plain, note.by)
    return bottom > _reach(len(text), len(blocks)) + BELOW


def _reach(letters: int, paragraphs: int) -> int:
    """How far down a place in the text is; a paragraph's last line is half full."""
    return letters * TEXT_LINE // TEXT_LETTERS + paragraphs * (BETWEEN + TEXT_LINE // 2)


def _lines(text: str, by: str) -> int:
    return len(text) // NOTE_LETTERS + len(by) // NOTE_LETTERS + 1
