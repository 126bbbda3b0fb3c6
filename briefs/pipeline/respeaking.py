"""Sentences that changed go in, the pages of their terms come out with them; every other thing on these is as it was.

A term's page holds for each text its sentences, and they come from that text alone. So where a text mentions the same
terms as often as before, a page is what it was but for these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from briefs.core.model import Group, Line, Page, TermView
from briefs.core.source import digest
from briefs.outputs.term import page_path
from briefs.pipeline.pages import Due, beside, page_key
from briefs.pipeline.rows import Leaf, Spoken, encoded, read_leaf, read_lines
from briefs.pipeline.works import Works


class Change(Struct, frozen=True):
    """The sentences of one term in one text, as they are now."""

    term: str
    path: str
    """Of the text's page."""
    lines: tuple[Line, ...]


def changes_of(path: str, old: Spoken, new: Spoken) -> Iterator[Change]:
    """Both mention the same terms as often; the terms whose sentences are others."""
    for before, now in zip(old.usages, new.usages, strict=True):
        if before.lines != now.lines:
            yield Change(now.term, path, read_lines(now.lines))


def respoken_pages(works: Works, changes: Sequence[Change]) -> list[Due] | None:
    """The pages with the new sentences; None where a View is not at hand."""
    due = []
    for term in sorted({change.term for change in changes}):
        pages = _pages(works, term)
        if pages is None:
            return None
        here = {change.path: change.lines for change in changes if change.term == term}
        for page in _respoken(pages, here):
            data = encoded(Leaf(page))
            for path in (page.path, *beside(page, works)):
                made = structs.replace(works.before.pages[path], page=digest(data))
                due.append(Due(path, data, structs.replace(made, key=page_key(made, None, works.before.look))))
    return due


def _pages(works: Works, term: str) -> list[Page] | None:
    """All pages of a term, in their order; none where there is no such term."""
    found: list[Page] = []
    while (path := page_path(term, len(found) + 1)) in works.before.pages:
        data = works.cache.get("page", path, works.before.pages[path].page)
        if data is None:
            return None
        found.append(read_leaf(data).page)
    return found


def _respoken(pages: Sequence[Page], here: dict[str, tuple[Line, ...]]) -> Iterator[Page]:
    """The pages that change: a text's sentences may go on over a page's end."""
    told = dict.fromkeys(here, 0)
    for page in pages:
        assert isinstance(page.view, TermView)
        groups = []
        for group in page.view.groups:
            first, path = told.get(group.brief.path, 0), group.brief.path
            if path in here:
                told[path] = first + len(group.lines)
                group = Group(group.brief, here[path][first : told[path]])
            groups.append(group)
        if tuple(groups) != page.view.groups:
            yield structs.replace(page, view=structs.replace(page.view, groups=tuple(groups)))
