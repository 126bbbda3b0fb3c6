"""A note that says whose claim the words are, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.diagnostics import Diagnostic, warning
from briefs.core.model import Note
from briefs.core.source import Span
from briefs.kinds.kind import Kind


def check(note: Note, span: Span) -> Iterator[Diagnostic]:
    """A claim without a name is nobody's."""
    if not note.by:
        yield warning("claim-without-by", "this claim does not say whose it is", span, "add `by:` with the name")


KIND = Kind("claim", check=check, needs_text=False)
