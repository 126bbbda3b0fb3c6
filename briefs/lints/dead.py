"""References to nothing go in, what to tell their authors comes out: the nearest name, or why it is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from briefs.core.diagnostics import nearest
from briefs.core.model import Index, Outline, Reference
from briefs.core.slugs import slug_of
from briefs.core.source import Span
from briefs.core.targets import parted
from briefs.lints.lint import Evidence, Found

_HOW_TO = {
    "term": "define it under `glossary:` in a sidecar or in content/glossary/, or correct the id",
    "source": "list it under `sources:` of a sidecar, or correct the id",
    "article": "an article's slug is its file's name without the ending",
}


def dead(evidence: Evidence, wanted: Callable[[Reference], bool]) -> Iterator[tuple[Reference, Span]]:
    """The references of a sort that lead nowhere, each with its place."""
    targets = evidence.index.targets
    for outline in evidence.outlines:
        spans = evidence.places[outline.origin].references
        for reference, span in zip(outline.references, spans, strict=True):
            if f"{reference.kind}:{reference.target}" not in targets and wanted(reference):
                yield reference, span


def unnamed(evidence: Evidence, kind: str) -> Iterator[Found]:
    """References to a term, a source or an article that there is not."""
    index = evidence.index
    for reference, span in dead(evidence, lambda r: r.kind == kind and not (is_place(r) and page(r, index))):
        name = parted(reference.kind, reference.target)[0]
        if is_draft(reference, index):
            yield drafted(name, span)
        else:
            own = _by_name(name, index) if kind == "term" else ""
            hint = own or nearest(name, _names(kind, index)) or _HOW_TO[kind]
            yield Found(f"there is no {kind} `{name}`", span, hint)


def is_place(reference: Reference) -> bool:
    """Whether it names a place on a page, after a ``#``."""
    return bool(parted(reference.kind, reference.target)[1])


def page(reference: Reference, index: Index) -> Outline | None:
    """The page on which the place should be."""
    name = parted(reference.kind, reference.target)[0]
    if reference.kind == "file":
        return index.origins.get(name)
    return next((o for o in index.origins.values() if o.slug == name), None) if reference.kind == "article" else None


def is_draft(reference: Reference, index: Index) -> bool:
    """Whether an article that was left out as a draft is meant."""
    name = parted(reference.kind, reference.target)[0]
    if reference.kind == "article":
        return any(PurePosixPath(origin).stem.lower() == name for origin in index.drafts)
    return reference.kind == "file" and name in index.drafts


def drafted(name: str, span: Span) -> Found:
    """A link to a draft."""
    return Found(f"`{name}` is a draft, and drafts are not built", span, "`--drafts` builds them")


def _by_name(written: str, index: Index) -> str:
    """The term of which a name was written for its id, as a hint; or nothing. The shortest id of several."""
    wanted = slug_of(written)
    having = (t for t in index.terms.values() if wanted in map(slug_of, (t.term, t.abbreviation, *t.aliases)))
    found = min(having, key=lambda t: (len(t.id), t.id), default=None)
    return f"the id of “{found.term}” is `{found.id}`" if found else ""


def _names(kind: str, index: Index) -> Iterable[str]:
    if kind == "article":
        return [outline.slug for outline in index.origins.values()]
    return index.terms if kind == "term" else index.documents
