"""The linked site goes in, the page of the search comes out, and each text in passages for its excerpts."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import Brief, DataView, EmptyView, Face, Index, Mention, Page


def pages(index: Index) -> Iterator[Page]:
    """``search.html``, and for each article and page a script of its passages. The index is the pipeline's to make."""
    from briefs.search.scripts import passages_path  # where pages are cut, and not in a build that finds nothing to do

    yield Page("search.html", "search.html", EmptyView(), "Search", "search")
    for outline in (*index.articles, *index.pages):
        yield Page(passages_path(outline.path), "", DataView(), brief=outline.origin)


def write(page: Page, brief: Brief | None, mentions: tuple[Mention, ...], face: Face) -> bytes:
    """The passages: id, words, id, words."""
    from briefs.search.passages import passages
    from briefs.search.scripts import address, called

    assert brief is not None
    found = [part for passage in passages(brief) for part in passage]
    return called(f"text/{address(brief.outline.path)}", found)
