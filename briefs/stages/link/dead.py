"""A reference to nothing goes in, what to tell its author comes out: the nearest name, or why it is not there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from briefs.core.diagnostics import Diagnostic, error, nearest
from briefs.core.model import Index, Outline, Reference
from briefs.core.source import Span

_HOW_TO = {
    "term": "define it under `glossary:` in a sidecar or in content/glossary/, or correct the id",
    "source": "list it under `sources:` of a sidecar, or correct the id",
    "article": "an article's slug is its file's name without the ending",
}


def dead(reference: Reference, span: Span, index: Index, files: frozenset[str]) -> Diagnostic:
    """``unknown-term``, ``unknown-source``, ``unknown-article``, or ``dead-link`` for a file or a place in one."""
    kind, target = reference.kind, reference.target
    name, _, fragment = target.partition("#")
    page = _page(kind, name, index)
    if fragment and page is not None:
        message = f"there is no place `#{fragment}` in {page.origin}"
        return error("dead-link", message, span, nearest(f"#{fragment}", _places(page)) or _headings(page))
    if _is_draft(kind, name, index):
        message = f"`{name}` is a draft, and drafts are not built"
        return error("dead-link" if kind == "file" else "unknown-article", message, span, "`--drafts` builds them")
    if kind in _HOW_TO:
        return error(f"unknown-{kind}", f"there is no {kind} `{name}`", span, _hint(name, _names(kind, index), kind))
    return error(
        "dead-link", f"there is no file `{name}`", span, _file_hint(name, index, files if kind == "asset" else ())
    )


def _page(kind: str, name: str, index: Index) -> Outline | None:
    if kind == "file":
        return index.origins.get(name)
    return next((o for o in index.origins.values() if o.slug == name), None) if kind == "article" else None


def _is_draft(kind: str, name: str, index: Index) -> bool:
    if kind == "article":
        return any(PurePosixPath(origin).stem.lower() == name for origin in index.drafts)
    return kind == "file" and name in index.drafts


def _names(kind: str, index: Index) -> Iterable[str]:
    if kind == "article":
        return [outline.slug for outline in index.origins.values()]
    return index.terms if kind == "term" else index.documents


def _hint(name: str, names: Iterable[str], kind: str) -> str:
    return nearest(name, names) or _HOW_TO[kind]


def _file_hint(name: str, index: Index, files: Iterable[str]) -> str:
    """A link to a page is made to its source; else the file whose name is nearest, whatever its folder."""
    stem = PurePosixPath(name).with_suffix("").as_posix()
    sources = [o for o in index.origins if PurePosixPath(o).with_suffix("").as_posix() == stem]
    if sources and name.endswith((".html", ".htm")):
        return f"link to the source, {PurePosixPath(sources[0]).name}"
    names = {PurePosixPath(path).name: path for path in sorted(files or index.origins)}
    known = nearest(PurePosixPath(name).name, names)
    return known or "the path is read from the folder of the file that names it"


def _places(page: Outline) -> list[str]:
    """What may be written after the file's name."""
    return [f"#{h.removeprefix('s-')}" for h in page.headings]


def _headings(page: Outline) -> str:
    places = ", ".join(f"`{h}`" for h in _places(page)[:6])
    last = f"`#p1` to `#p{page.paragraphs}`" if page.paragraphs else ""
    return "there is " + " and ".join(part for part in (places, last) if part) if places or last else ""
