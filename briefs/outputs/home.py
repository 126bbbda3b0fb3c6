"""The linked site goes in, the list of all briefs comes out, with the page that is shown for a wrong address."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import EmptyView, GlossaryRow, HomeView, Index, Page
from briefs.core.paging import nth_page, parted
from briefs.outputs.cut import brief_card, main_terms, targets
from briefs.outputs.glossary import glossary_rows
from briefs.outputs.tags import MOST, by_tag, tag_path

_MOST_USED = 12


def pages(index: Index) -> Iterator[Page]:
    """The list of all briefs, with its further pages where there are many, and ``404.html``."""
    parts = parted(index.articles, MOST)
    tags = tuple((tag, tag_path(tag), len(tagged)) for tag, tagged in by_tag(index).items())
    for number, part in enumerate(parts, 1):
        cards = tuple(brief_card(index, o, main_terms(index, o)) for o in part)
        is_first, holes = number == 1, targets(index, *(c.standfirst for c in cards))
        view = HomeView(
            lead=cards[0] if is_first and cards else None,
            briefs=cards[1:] if is_first else cards,
            path=index.listing,
            terms=_most_used(index) if is_first else (),
            tags=tags if is_first else (),
            page=number,
            pages=len(parts),
            targets=holes,
        )
        yield Page(nth_page(index.listing, number), "home.html", view, "", "briefs")
    yield Page("404.html", "404.html", EmptyView(), "Page not found", "")


def _most_used(index: Index) -> tuple[GlossaryRow, ...]:
    rows = sorted((r for r in glossary_rows(index) if r.briefs), key=lambda r: (-r.briefs, -r.mentions, r.card.id))
    return tuple(rows[:_MOST_USED])
