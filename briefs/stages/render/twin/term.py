"""A term's page goes in, its entry comes out as Markdown, with every sentence that mentions the term."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.commonmark.inline import escaped, heading, started
from briefs.core.model import Page, TermView
from briefs.stages.render.twin.article import group
from briefs.stages.render.twin.desk import Desk, bullets, numbered, section
from briefs.theme import web


def term(page: Page, view: TermView, desk: Desk) -> Iterator[str]:
    """The blocks of the page, in its order; a further page has the sentences that it adds."""
    of, is_first = view.term, view.page == 1
    yield heading(1, escaped(of.term) + (f" ({escaped(of.abbreviation)})" if of.abbreviation else ""))
    names = (*(escaped(name) for _, name in of.native), escaped(of.pronunciation))
    yield started(" · ".join(filter(None, names)))
    yield desk.value(of.definition)
    yield desk.say("as-of", date=desk.day(of.as_of)) if of.as_of else ""
    if is_first:
        yield from _entry(view, desk)
    yield section(f"{desk.say('in-context')} ({_count(view, desk)})", *(group(one, desk) for one in view.groups))
    if is_first:
        yield section(desk.say("see-also"), bullets(_related(view, desk)))
        yield section(desk.say("sources"), numbered(desk.document(document) for document in view.documents))


def _entry(view: TermView, desk: Desk) -> Iterator[str]:
    of = view.term
    yield section(desk.say("also-means"), bullets(desk.entry(card) for card in view.senses))
    yield desk.value(of.body)
    changes = (f"{desk.day(u.date)}: {desk.value(u.text)}{desk.cited(u.sources, view.documents)}" for u in of.updates)
    yield section(desk.say("since-then" if of.as_of else "what-changed"), bullets(changes))
    yield section(desk.say("at-a-glance"), bullets(_glance(view, desk)))


def _glance(view: TermView, desk: Desk) -> Iterator[str]:
    of = view.term
    if of.kind:
        yield f"{desk.say('kind')}: {desk.label(of.kind)}"
    names = [name for name in (of.abbreviation, *of.aliases) if name]
    if names:
        yield f"{desk.say('also-written')}: {', '.join(map(escaped, names))}"
    elsewhere = [desk.outside(address.split("/")[2], address) for address in of.same_as if web(address)]
    if elsewhere:
        yield f"{desk.say('elsewhere')}: {', '.join(elsewhere)}"


def _count(view: TermView, desk: Desk) -> str:
    said = desk.say("n-mentions", n=view.mentions)
    return said + (f", {desk.say('page-of', page=view.page, pages=view.pages)}" if view.pages > 1 else "")


def _related(view: TermView, desk: Desk) -> Iterator[str]:
    for key, cards in (("broader", view.broader), ("narrower", view.narrower), ("related", view.see_also)):
        if cards:
            yield f"{desk.say(key)}: {', '.join(desk.link(card.term, card.path) for card in cards)}"
