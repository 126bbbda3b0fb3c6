"""The linked site goes in, the front page comes out, with the page that is shown for a wrong address."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import EmptyView, HomeView, Index, Page
from briefs.outputs.cut import brief_card, main_terms, targets
from briefs.outputs.glossary import glossary_rows
from briefs.outputs.tags import by_tag, tag_path

_MOST_USED = 12


def pages(index: Index) -> Iterator[Page]:
    """``index.html`` and ``404.html``."""
    cards = tuple(brief_card(index, o, main_terms(index, o)) for o in index.articles)
    used = sorted((r for r in glossary_rows(index) if r.briefs), key=lambda r: (-r.briefs, -r.mentions, r.card.id))
    view = HomeView(
        lead=cards[0] if cards else None,
        briefs=cards[1:],
        terms=tuple(used[:_MOST_USED]),
        tags=tuple((tag, tag_path(tag), len(tagged)) for tag, tagged in by_tag(index).items()),
        targets=targets(index, *(c.standfirst for c in cards)),
    )
    yield Page("index.html", "home.html", view, "", "briefs")
    yield Page("404.html", "404.html", EmptyView(), "Page not found", "")
