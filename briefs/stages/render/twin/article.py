"""An article's page goes in, its brief comes out as Markdown: the words as received, notes as footnotes, the lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefs.core.commonmark.inline import escaped, heading, started
from briefs.core.commonmark.prose import Link, Sign, prose
from briefs.core.model import ArticleView, Brief, Event, Group, Mention, Note, Page, TermCard
from briefs.stages.render.twin.desk import Desk, bullets, footnote, numbered, section, told
from briefs.theme import web


def article(page: Page, view: ArticleView, brief: Brief, mentions: Sequence[Mention], desk: Desk) -> Iterator[str]:
    """The blocks of the page, in its order."""
    outline = brief.outline
    yield heading(1, escaped(outline.title))
    yield f"*{escaped(outline.kicker.strip())}*" if outline.kicker.strip() else ""
    yield desk.value(outline.standfirst)
    yield _facts(brief, desk)
    yield section(desk.say("in-brief"), desk.value(brief.summary), bullets(desk.value(p) for p in brief.key_points))
    yield section(desk.say("text"), words(view, brief, mentions, desk))
    yield section(desk.say("notes"), "\n\n".join(_note(n, note, view, desk) for n, note in enumerate(brief.notes, 1)))
    yield section(desk.say("timeline"), bullets(_event(event, view, desk) for event in outline.events))
    yield section(desk.say("terms"), bullets(_term(card, view, desk) for card in view.cards))
    yield section(desk.say("sources"), numbered(desk.document(document) for document in view.documents))
    yield section(desk.say("related-briefs"), bullets(desk.brief(card) for card in view.related))
    yield section(desk.say("cited-by"), *(group(one, desk) for one in view.backlinks))
    yield section(desk.say("provenance"), bullets(_provenance(page, brief, desk)))


def words(view: ArticleView, brief: Brief, mentions: Sequence[Mention], desk: Desk) -> str:
    """The article's own words; the first of each heading's signs goes to the heading of the section."""
    known = {card.id for card in view.cards}
    links = [
        Link(m.start, m.end, desk.address(f"glossary/{m.term}.html"))
        for m in mentions
        if m.linked and m.rule != "by hand" and m.term in known
    ]
    signs = [Sign(note.end, f"[^n-{number}]") for number, note in enumerate(brief.notes, 1)]
    made = prose(brief.plain.text, brief.body.pieces, links, signs, desk.target, desk.here, below=1)
    return made.removesuffix("\n")


def _facts(brief: Brief, desk: Desk) -> str:
    outline = brief.outline
    said = (
        escaped(outline.byline),
        escaped(brief.dateline),
        desk.say("published", date=desk.day(outline.date)) if outline.date else "",
        desk.say("updated", date=desk.day(outline.updated)) if outline.updated else "",
    )
    return started(" · ".join(filter(None, said)))


def _note(number: int, note: Note, view: ArticleView, desk: Desk) -> str:
    """Its kind, who says the words and how that stands, and what it rests on."""
    label = f"**{desk.label(note.kind)}**"
    by = desk.say("by", name=note.by) if note.by else ""
    status = desk.label(note.status, "status") if note.status else ""
    text = desk.value(note.text) + desk.cited(note.sources, view.documents)
    return footnote(f"n-{number}", told(" · ".join(filter(None, (label, by, status))) or label, text))


def _event(event: Event, view: ArticleView, desk: Desk) -> str:
    date = desk.day(event.date) + (f" – {desk.day(event.end)}" if event.end else "")
    return told(f"**{date}**", desk.value(event.text) + desk.cited(event.sources, view.documents))


def _term(card: TermCard, view: ArticleView, desk: Desk) -> str:
    """A term with what has changed since the article's date."""
    later = bullets(
        f"{desk.say('since-then')}, {desk.day(update.date)}: {desk.value(update.text)}"
        f"{desk.cited(update.sources, view.documents)}"
        for update in card.since
    )
    return desk.entry(card) + (f"\n\n{later}" if later else "")


def group(one: Group, desk: Desk) -> str:
    """The sentences of one article, each a link to its place."""
    date = f" · {desk.day(one.brief.date)}" if one.brief.date else ""
    page = desk.place(one.brief.path)
    lines = []
    for line in one.lines:
        words = f"{escaped(line.before)}**{escaped(line.surface)}**{escaped(line.after)}".strip()
        at = f"¶ {desk.digits(line.paragraph)}" if line.paragraph else desk.label(line.block or "text", "in")
        lines.append(f"- {started(words)} ([{at}]({page}{f'#{line.anchor}' if line.anchor else ''}))")
    return f"{heading(3, desk.link(one.brief.title, one.brief.path) + date)}\n\n" + "\n".join(lines)


def _provenance(page: Page, brief: Brief, desk: Desk) -> Iterator[str]:
    source = brief.source
    if source.name or web(source.url):
        published = f", {desk.day(source.published)}" if source.published else ""
        yield f"{desk.say('source')}: {desk.outside(source.name or source.url, source.url)}{published}"
    if source.retrieved or web(source.archived):
        archived = desk.outside(desk.say("archived"), source.archived) if web(source.archived) else ""
        yield f"{desk.say('received')}: {', '.join(filter(None, (desk.day(source.retrieved), archived)))}"
    if source.licence:
        yield f"{desk.say('licence')}: {escaped(source.licence)}"
    for guess in brief.guesses:
        yield f"{desk.label(guess.role, 'role')}: {escaped(guess.text)}"
    if brief.sha256:
        yield f"{desk.say('text')}: {desk.say('unchanged')}; SHA-256 `{brief.sha256}`"
