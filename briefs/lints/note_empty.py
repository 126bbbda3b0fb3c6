"""A note that says nothing.

What: a note of a kind that lives by its text, such as `context` or `correction`, that has no `text`. Why: the reader
sees a mark in the margin and nothing behind it. Example: `- {quote: 400 dockers, kind: context}`. Instead: write the
text, or remove the note.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import Note
from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every note without text whose kind wants one; one that could not be read is told elsewhere."""
    wordy = {kind.name for kind in evidence.kinds if kind.needs_text}
    for hung in evidence.annotations.values():
        for one in hung:
            note = one.payload
            if isinstance(note, Note) and note.kind in wordy and not one.faulty and not note.text.plain.strip():
                yield Found(f"this note of kind `{note.kind}` has no text", one.span, "add `text:`")


LINT = Lint("note-empty", find)
