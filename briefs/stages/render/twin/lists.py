"""A page that lists what the site has goes in, the list comes out as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.commonmark.inline import escaped, heading, started
from briefs.core.model import (
    ClaimsView,
    DocumentCard,
    GlossaryView,
    HomeView,
    MapView,
    SiteClaim,
    SiteEvent,
    SourcesView,
    TagView,
    TimelineView,
)
from briefs.core.paging import nth_page
from briefs.stages.render.twin.desk import Desk, bullets, section, told


def home(view: HomeView, desk: Desk) -> Iterator[str]:
    """The newest briefs, the most used terms, the tags."""
    face = desk.face
    yield heading(1, escaped(face.title))
    yield started(escaped(face.description)) if view.page == 1 else ""
    briefs = ([view.lead] if view.lead else []) + [*view.briefs]
    yield section(desk.say("briefs"), bullets(desk.brief(card) for card in briefs))
    yield _others("index.html", view.page, view.pages, desk)
    terms = (f"{desk.link(row.card.term, row.card.path)}: {desk.say('n-briefs', n=row.briefs)}" for row in view.terms)
    yield section(desk.say("most-used-terms"), bullets(terms))
    tags = (f"{desk.link(tag, path)}: {desk.say('n-briefs', n=count)}" for tag, path, count in view.tags)
    yield section(desk.say("tags"), bullets(tags))


def tag(view: TagView, desk: Desk) -> Iterator[str]:
    """A tag's briefs."""
    yield heading(1, escaped(view.tag))
    yield desk.say("n-briefs", n=view.total)
    yield bullets(desk.brief(card) for card in view.briefs)
    yield _others(view.path, view.page, view.pages, desk)


def glossary(view: GlossaryView, desk: Desk) -> Iterator[str]:
    """The A–Z with every definition."""
    yield heading(1, desk.say("glossary"))
    yield desk.say("n-terms", n=view.total)
    for script in view.scripts:
        for letter in script.letters:
            yield section(escaped(letter.letter), bullets(desk.entry(row.card) for row in letter.rows))


def claims(view: ClaimsView, desk: Desk) -> Iterator[str]:
    """All claims by who makes them."""
    yield heading(1, desk.say("claims"))
    for who in view.speakers:
        name = desk.link(who.name, f"glossary/{who.term}.html") if who.term else escaped(who.name)
        yield section(name or desk.say("nobody-named"), bullets(_claim(entry, desk) for entry in who.claims))
    yield _others("claims.html", view.page, view.pages, desk)


def _claim(entry: SiteClaim, desk: Desk) -> str:
    claim, brief = entry.claim, entry.brief
    place = desk.link(f"{brief.title}, {claim.number}", f"{brief.path}#n-{claim.number}")
    date = f", {desk.day(brief.date)}" if brief.date else ""
    status = desk.label(claim.status or "unknown", "status")
    return told(f"{status}: “{escaped(claim.words)}” ({place}{date})", desk.value(claim.text))


def sources(view: SourcesView, desk: Desk) -> Iterator[str]:
    """All sources by kind, with what rests on each."""
    yield heading(1, desk.say("sources"))
    for kind, cards in view.kinds:
        yield section(desk.label(kind), bullets(_source(card, desk) for card in cards))
    yield _others("sources/index.html", view.page, view.pages, desk)


def _source(card: DocumentCard, desk: Desk) -> str:
    uses = (
        desk.link(use.title, f"{use.path}#{use.fragment}") + (f", {desk.day(use.date)}" if use.date else "")
        for use in card.uses
    )
    said = f"{desk.say('rests-on-it')}: " + "; ".join(uses) if card.uses else ""
    return desk.document(card.document) + (f"\n\n{said}" if said else "")


def timeline(view: TimelineView, desk: Desk) -> Iterator[str]:
    """All events, oldest first."""
    yield heading(1, desk.say("timeline"))
    for year in view.years:
        yield section(desk.day(year.year), bullets(_event(entry, desk) for entry in year.events))
    yield _others("timeline.html", view.page, view.pages, desk)


def _event(entry: SiteEvent, desk: Desk) -> str:
    event, brief = entry.event, entry.brief
    date = desk.day(event.date) + (f" – {desk.day(event.end)}" if event.end else "")
    fragment = f"p{event.paragraph}" if event.paragraph else f"e-{entry.number}"
    return told(f"**{date}** ({desk.link(brief.title, f'{brief.path}#{fragment}')})", desk.value(event.text))


def network(view: MapView, desk: Desk) -> Iterator[str]:
    """Each article with the terms in it."""
    yield heading(1, desk.say("map"))
    terms: dict[int, list[int]] = {}
    for article, of in view.mentions:
        terms.setdefault(article, []).append(of)
    lines = []
    for number, node in enumerate(view.articles):
        named = [view.terms[at] for at in terms.get(number, ())]
        joined = ", ".join(desk.link(one.title, one.path) for one in named)
        lines.append(told(desk.link(node.title, node.path), joined))
    yield section(desk.say("briefs"), bullets(lines))


def _others(first: str, page: int, pages: int, desk: Desk) -> str:
    """The other pages of a long list."""
    if pages < 2:
        return ""
    numbers = (
        desk.link(desk.digits(n), nth_page(first, n)) if n != page else desk.digits(n) for n in range(1, pages + 1)
    )
    return f"{desk.say('page-of', page=page, pages=pages)}: {' · '.join(numbers)}"
