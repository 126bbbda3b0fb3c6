"""The linked site goes in, the pages of every tag come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from briefs.core.model import Index, Outline, Page, TagView
from briefs.core.paging import nth_page, parted
from briefs.core.slugs import slug_of
from briefs.outputs.cut import brief_card, main_terms, targets

MOST = 100
"""Briefs on one page of a list."""


def pages(index: Index) -> Iterator[Page]:
    """The pages of each tag, in the order of their names."""
    for tag, outlines in by_tag(index).items():
        path, parts = tag_path(tag), parted(outlines, MOST)
        for number, part in enumerate(parts, 1):
            cards = tuple(brief_card(index, o, main_terms(index, o)) for o in part)
            holes = targets(index, *(c.standfirst for c in cards))
            view = TagView(tag, path, cards, len(outlines), number, len(parts), holes)
            yield Page(nth_page(path, number), "tag.html", view, tag)


def by_tag(index: Index) -> dict[str, list[Outline]]:
    """The articles of each tag, newest first."""
    found: dict[str, list[Outline]] = defaultdict(list)
    for outline in index.articles:
        for slug in dict.fromkeys(slug_of(tag) for tag in outline.tags):
            found[slug].append(outline)
    names = tag_names(index)
    return {names[slug]: found[slug] for slug in sorted(found)}


def tag_names(index: Index) -> dict[str, str]:
    """By slug: each tag as the newest article has it; those that differ in case alone are one."""
    names: dict[str, str] = {}
    for outline in index.articles:
        for tag in outline.tags:
            names.setdefault(slug_of(tag), tag)
    return names


def tag_path(tag: str) -> str:
    """Where a tag's first page goes."""
    return f"tags/{slug_of(tag)}.html"
