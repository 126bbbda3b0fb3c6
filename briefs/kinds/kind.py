"""What a kind of note is: a name, and what must be true of such a note beyond its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic, error, nearest
from briefs.core.foreign import all_of, attempted
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
    listed: bool = False
    """Whether the rest of the site may know such notes: then they are in ``Outline.listed``, for outputs and lints."""
    plugin: str = ""
    """Name of the plugin that brought it; the toolkit notes it."""


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
            yield from _checked(kind, note, span)


def _checked(kind: Kind, note: Note, span: Span) -> Iterable[Diagnostic]:
    """What a kind finds wrong; a plugin that fails is one more thing that is wrong."""
    doing = f"the check of a note of kind `{kind.name}`"
    found = attempted(kind.plugin, doing, lambda: all_of(kind.check(note, span), Diagnostic), span)
    return found.value or found.diagnostics
