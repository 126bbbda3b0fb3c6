"""The site's Outlines and the tables of places go in, what does not fit together comes out as diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from briefs.core.diagnostics import Diagnostic, Related, error, warning
from briefs.core.model import FRONT, LISTING, Index, Outline, Places, Reference
from briefs.core.slugs import slug_of
from briefs.core.source import Span

_OURS = frozenset(
    "index.html 404.html claims.html map.html search.html timeline.html glossary/index.html sources/index.html".split()
)
"""Addresses that are always the tool's own."""


def check(
    outlines: Sequence[Outline],
    places: Mapping[str, Places],
    index: Index,
    content: str,
) -> Iterator[Diagnostic]:
    """Names and addresses given twice, and files that nothing reads."""
    yield from _twice(
        "duplicate-page", "page", _pages(outlines, places), "rename one of the files, or set `slug:` in a sidecar"
    )
    yield from _twice(
        "duplicate-term", "term id", _term_ids(outlines, places), "give one of them another `id`, or merge them"
    )
    yield from _sources_twice(outlines, places)
    pages = {path for path, _ in _pages(outlines, places)} | _OURS
    for outline in outlines:
        for reference, span in zip(outline.references, places[outline.origin].references, strict=True):
            target = index.targets.get(f"{reference.kind}:{reference.target}")
            if target and reference.kind in ("asset", "image") and target.path in pages:
                yield _taken(reference, target.path, span)
    yield from _unread(index, content)
    yield from _covered(outlines, places, index)
    yield from _tags_alike(outlines, places)


def _pages(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[tuple[str, Span]]:
    """Every address that a file of the content makes or asks for: pages, old addresses, pictures."""
    for outline in outlines:
        where = places[outline.origin]
        if outline.path:
            yield outline.path, where.unit
            if outline.path == FRONT:
                yield LISTING, where.unit
            yield from ((path, where.unit) for path in outline.redirect_from)


def _term_ids(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[tuple[str, Span]]:
    for outline in outlines:
        yield from zip((t.id for t in outline.terms), places[outline.origin].terms, strict=True)


def _twice(code: str, what: str, named: Iterable[tuple[str, Span]], hint: str) -> Iterator[Diagnostic]:
    """An error for each name that stands twice, on a file system without case as well."""
    first: dict[str, tuple[str, Span]] = {}
    for name, span in named:
        key = normalize("NFC", name).casefold()
        if key in first:
            other, place = first[key]
            same = f"the {what} `{name}` is taken" + (
                "" if other == name else f" by `{other}`, which differs only in case"
            )
            yield error(code, f"{same}: {place.path} has it too", span, hint, (Related(f"`{other}` is here", place),))
        else:
            first[key] = name, span


def _sources_twice(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[Diagnostic]:
    """Two different sources under one id; the same source written twice does no harm."""
    first: dict[str, tuple[object, Span]] = {}
    for outline in outlines:
        for document, span in zip(outline.documents, places[outline.origin].documents, strict=True):
            known, place = first.setdefault(document.id, (document, span))
            if known != document:
                yield error(
                    "duplicate-source",
                    f"the source id `{document.id}` stands for something else in {place.path}",
                    span,
                    "give one of them another `id`, or write both alike",
                    (Related(f"the other `{document.id}` is here", place),),
                )


def _covered(outlines: Iterable[Outline], places: Mapping[str, Places], index: Index) -> Iterator[Diagnostic]:
    """Old addresses at which the site has a page of its own: a term's, a tag's, the A–Z."""
    ours = _OURS | {index.listing} | {f"glossary/{i}.html" for i in index.terms}
    ours |= {f"tags/{slug_of(tag)}.html" for outline in index.articles for tag in outline.tags}
    for outline in outlines:
        for path in sorted(ours.intersection(outline.redirect_from)):
            message = f"the old address `{path}` is that of a page of the site"
            yield error("duplicate-page", message, places[outline.origin].unit, "take it out of `redirect_from`")


def _tags_alike(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[Diagnostic]:
    """Two tags that differ in more than case and would share a page, such as C++ and C#."""
    first: dict[str, tuple[str, Span]] = {}
    for outline in outlines:
        for tag in outline.tags:
            other, place = first.setdefault(slug_of(tag), (tag, places[outline.origin].unit))
            if other.casefold() != tag.casefold():
                message = f"the tags `{other}` and `{tag}` would share the page `tags/{slug_of(tag)}.html`"
                related = (Related(f"`{other}` is a tag of this article", place),)
                yield error("duplicate-page", message, places[outline.origin].unit, "write one of them out", related)


def _taken(reference: Reference, path: str, span: Span) -> Diagnostic:
    message = f"`{reference.target}` would go to `{path}`, where a page of the site stands"
    return error("duplicate-page", message, span, "rename the file, or link to the page's source instead")


def _unread(index: Index, content: str) -> Iterator[Diagnostic]:
    """Texts in folders that nothing is read from, unless a page offers them as files."""
    for path in sorted(index.files):
        inside = path.removeprefix(content + "/")
        known = inside.split("/")[0] in ("articles", "glossary", "pages") and inside.count("/") == 1
        if (
            path.endswith((".txt", ".md", ".yaml"))
            and not known
            and not index.targets.keys() & {f"asset:{path}", f"image:{path}"}
        ):
            hint = f"articles stand in {content}/articles/, pages in {content}/pages/, terms in {content}/glossary/"
            yield warning("file-unread", f"`{path}` is not read", Span(path), hint)
