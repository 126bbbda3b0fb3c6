"""Sources as authored go in, Documents come out; knows nothing of who rests on them."""

from __future__ import annotations

from collections.abc import Iterable

from briefs.core.authored import OriginEntry, SourceEntry, SourceRef
from briefs.core.diagnostics import error
from briefs.core.fields import Date
from briefs.core.model import Document, Origin
from briefs.core.slugs import slug_of
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.rich import inline_text, rich


def document(entry: SourceEntry, desk: Desk) -> str:
    """Enter a source at the desk; its id, which is the title's slug where none is given."""
    title = inline_text(entry.title.value)
    if not title:
        desk.faults.append(error("missing-key", "`title` is empty", entry.title.span, "write the source's title"))
    made = Document(
        id=(desk.slug(entry.id, "source id") if entry.id else "") or slug_of(title),
        title=title,
        publisher=entry.publisher,
        url=desk.url(entry.url),
        date=iso(entry.date),
        kind=entry.kind,
        archived=desk.url(entry.archived),
        checked=iso(entry.checked),
        note=rich(entry.note, desk),
    )
    return desk.document(made, entry.span)


def cited(refs: Iterable[SourceRef], desk: Desk) -> tuple[str, ...]:
    """The ids of the sources named or written out in a list, each once, in its order."""
    ids: dict[str, None] = {}
    for ref in refs:
        if isinstance(ref, SourceEntry):
            name, span = document(ref, desk), ref.span
        else:
            name, span = ref.value.strip(), ref.span
        desk.refer("source", name, span)
        ids[name] = None
    return tuple(ids)


def origin(entry: OriginEntry | None, desk: Desk) -> Origin:
    """Where an article was received from."""
    if entry is None:
        return Origin()
    return Origin(
        name=entry.name,
        url=desk.url(entry.url),
        published=iso(entry.published),
        retrieved=iso(entry.retrieved),
        archived=desk.url(entry.archived),
        licence=entry.licence,
    )


def iso(date: Date | None) -> str:
    """A date's text; empty for none."""
    return date.text if date else ""
