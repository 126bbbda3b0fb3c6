"""A page goes in, with the Brief it shows, what it says comes out as Markdown; knows no template and no disk."""

from __future__ import annotations

from collections.abc import Sequence

from briefs.core.model import (
    ArticleView,
    Brief,
    ClaimsView,
    GlossaryView,
    HomeView,
    MapView,
    Mention,
    Page,
    SourcesView,
    TagView,
    TermView,
    TimelineView,
)
from briefs.stages.render.twin import article, lists, term
from briefs.stages.render.twin.desk import Desk


def twin(page: Page, brief: Brief | None, mentions: Sequence[Mention], desk: Desk) -> str:
    """The page as CommonMark, with footnotes as GitHub writes them, and links to the twins of other pages."""
    lines = [*_body(page, brief, mentions, desk), desk.foot()]
    return "\n\n".join(line for line in lines if line) + "\n"


def _body(page: Page, brief: Brief | None, mentions: Sequence[Mention], desk: Desk) -> Sequence[str]:
    view = page.view
    if isinstance(view, ArticleView) and brief is not None:
        return [*article.article(page, view, brief, mentions, desk)]
    if isinstance(view, TermView):
        return [*term.term(page, view, desk)]
    if isinstance(view, GlossaryView):
        return [*lists.glossary(view, desk)]
    if isinstance(view, HomeView):
        return [*lists.home(view, desk)]
    if isinstance(view, TagView):
        return [*lists.tag(view, desk)]
    if isinstance(view, ClaimsView):
        return [*lists.claims(view, desk)]
    if isinstance(view, SourcesView):
        return [*lists.sources(view, desk)]
    if isinstance(view, TimelineView):
        return [*lists.timeline(view, desk)]
    assert isinstance(view, MapView), f"{page.path} has no twin"
    return [*lists.network(view, desk)]
