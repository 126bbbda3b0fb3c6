"""The site's Outlines and the tables of places go in, what does not fit together comes out as diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefs.core.diagnostics import Diagnostic, Related, error, warning
from briefs.core.manifest import fold
from briefs.core.model import FRONT, LISTING, Index, Outline, Places
from briefs.core.slugs import slug_of
from briefs.core.source import Span

_OURS = frozenset(
    "index.html 404.html claims.html map.html search.html timeline.html glossary/index.html sources/index.html".split()
)
"""Addresses that are always the tool's own."""
_FURTHER = re.compile(r"\.page-[0-9]+\.html$")
_NO_REDIRECT = "take it out of `redirect_from`"


def check(
    outlines: Sequence[Outline],
    places: Mapping[str, Places],
    index: Index,
    content: str,
) -> Iterator[Diagnostic]:
    """Names and addresses given twice, and files that nothing reads."""
    addresses = (*_pages(outlines, places), *_old_addresses(outlines, places))
    yield from _twice("duplicate-page", "page", addresses)
    yield from _twice("duplicate-term", "term id", _term_ids(outlines, places))
    yield from _sources_twice(outlines, places)
    yield from _unread(index, content)
    yield from _covered(outlines, places, index)
    yield from _tags_alike(outlines, places)


class _Named(NamedTuple):
    """A name that only one may have, where it is given, and what to do where another has it."""

    name: str
    span: Span
    hint: str


def _pages(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[_Named]:
    hint = "rename one of the files, or set `slug:` in a sidecar"
    for outline in outlines:
        if outline.path:
            yield _Named(outline.path, places[outline.origin].unit, hint)
        if outline.path == FRONT:
            yield _Named(LISTING, places[outline.origin].unit, hint)


def _old_addresses(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[_Named]:
    for outline in outlines:
        for path, span in zip(outline.redirect_from, places[outline.origin].redirects, strict=True):
            yield _Named(path, span, _NO_REDIRECT)


def _term_ids(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[_Named]:
    for outline in outlines:
        for term, span in zip(outline.terms, places[outline.origin].terms, strict=True):
            yield _Named(term.id, span, "give one of them another `id`, or merge them")


def _twice(code: str, what: str, named: Iterable[_Named]) -> Iterator[Diagnostic]:
    """An error for each name that stands twice, on a file system without case as well."""
    first: dict[str, _Named] = {}
    for one in named:
        other = first.setdefault(fold(one.name), one)
        if other is not one:
            same = f"the {what} `{one.name}` is taken" + (
                "" if other.name == one.name else f" by `{other.name}`, which differs only in case or accents"
            )
            related = (Related(f"`{other.name}` is here", other.span),)
            yield error(code, f"{same}: {other.span.path} has it too", one.span, one.hint, related)


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
    """Old addresses at which the site has a page of its own: a term's, a tag's, the A–Z, or a further one of these."""
    moved = tuple(_old_addresses(outlines, places))
    if not moved:
        return
    ours = _OURS | {index.listing} | {f"glossary/{i}.html" for i in index.terms}
    ours |= {f"tags/{slug_of(tag)}.html" for outline in index.articles for tag in outline.tags}
    folded = set(map(fold, ours))
    for one in moved:
        if _FURTHER.sub(".html", fold(one.name)) in folded:
            message = f"the old address `{one.name}` is that of a page of the site"
            yield error("duplicate-page", message, one.span, one.hint)


def _tags_alike(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[Diagnostic]:
    """Two tags that would share a page and differ in more than case, such as C++ and C#."""
    first: dict[str, tuple[str, Span]] = {}
    for outline in outlines:
        for tag, span in zip(outline.tags, places[outline.origin].tags, strict=True):
            slug = slug_of(tag)
            other, place = first.setdefault(fold(slug), (tag, span))
            if other.casefold() != tag.casefold() or slug_of(other) != slug:
                message = f"the tags `{other}` and `{tag}` would share the page `tags/{slug}.html`"
                related = (Related(f"`{other}` is a tag here", place),)
                yield error("duplicate-page", message, span, "write one of them out", related)


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
