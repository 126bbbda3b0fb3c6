"""What a kind of note is: a name, and what must be true of such a note beyond its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic, error, nearest
from briefs.core.model import Annotation, Note
from briefs.core.source import Span


def _nothing(note: Note, span: Span) -> Iterator[Diagnostic]:
    yield from ()


class Kind(Struct, frozen=True):
    """One kind of note. A theme may show it by a partial of its own, ``parts/note-NAME.html``."""

    name: str
    check: Callable[[Note, Span], Iterator[Diagnostic]] = _nothing
    needs_text: bool = True
    """False where who says it is enough."""
    needs_source: bool = True
    """False where the note is the editor's own reading of the words."""


def check_notes(annotations: Iterable[Annotation], kinds: Iterable[Kind]) -> Iterator[Diagnostic]:
    """Notes of no known kind, and what their kinds find wrong."""
    known = {kind.name: kind for kind in kinds}
    for annotation in annotations:
        note, span = annotation.payload, annotation.span
        if not isinstance(note, Note):
            continue
        kind = known.get(note.kind)
        if kind is None:
            hint = nearest(note.kind, known) or "the kinds are: " + ", ".join(known)
            place = annotation.kind_span or span
            yield error("unknown-kind", f"there is no kind of note `{note.kind}`", place, hint)
            continue
        if not annotation.faulty:
            yield from kind.check(note, span)
