"""The linked site goes in, a page for every tag comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from briefs.core.model import Index, Outline, Page, TagView
from briefs.core.slugs import slug_of
from briefs.outputs.cut import brief_card, main_terms, targets


def pages(index: Index) -> Iterator[Page]:
    """One page for each tag, in the order of their names."""
    for tag, outlines in by_tag(index).items():
        cards = tuple(brief_card(index, o, main_terms(index, o)) for o in outlines)
        yield Page(tag_path(tag), "tag.html", TagView(tag, cards, targets(index, *(c.standfirst for c in cards))), tag)


def by_tag(index: Index) -> dict[str, list[Outline]]:
    """The articles of each tag, newest first; tags that differ in case alone are one, named as the newest has it."""
    names: dict[str, str] = {}
    found: dict[str, list[Outline]] = defaultdict(list)
    for outline in index.articles:
        for slug in dict.fromkeys(slug_of(tag) for tag in outline.tags):
            found[slug].append(outline)
        for tag in outline.tags:
            names.setdefault(slug_of(tag), tag)
    return {names[slug]: found[slug] for slug in sorted(found)}


def tag_path(tag: str) -> str:
    """Where a tag's page goes."""
    return f"tags/{slug_of(tag)}.html"
