"""A note that says something of the world and names no source.

What: a note of a kind that states facts (`context`, `claim`, `correction`, `update`, `dispute`, `source`) without
`sources`. Why: a reader cannot check it, and neither can the next editor. Example: a `correction` that gives another
figure and not where it is from. Instead: name the source's id under `sources:`, or write the source out there.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import Note
from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every such note."""
    factual = {kind.name for kind in evidence.kinds if kind.needs_source}
    for hung in evidence.annotations.values():
        for one in hung:
            note = one.payload
            if isinstance(note, Note) and note.kind in factual and not one.faulty and not note.sources:
                hint = "add `sources:` with the id of a source, or the source itself"
                yield Found(f"this note of kind `{note.kind}` names no source", one.span, hint)


LINT = Lint("note-unsourced", find, build="off")
