"""Units compiled just now go in, the few pages that somebody looks at come out, before the rest of the site is known.

A page is made from the View that it had, with the previews and sources that its text names now. What only the whole
site can tell (related briefs, backlinks, counts) is as it was, and comes with the build that goes on behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from briefs.cache import Row
from briefs.core.model import ArticleView, Hole, Mention, Outline, Page, Rich, Target, Term, TermView
from briefs.core.model.card import card_of
from briefs.outputs.cut import card_riches, dated
from briefs.pipeline.collect import facts_of, matched_again, mentions_of, texts_of
from briefs.pipeline.deck import Deck, Lifter, Shelf, read_deck
from briefs.pipeline.rows import Order, Shared, Sheet, encoded, read_leaf, read_mentions, read_printed, read_text
from briefs.pipeline.state import Kept, Known
from briefs.pipeline.tasks import print_pages
from briefs.pipeline.works import Works

Terms = Mapping[str, Term]


class Glossary:
    """The terms of a site as its files define them; each file is read again when it has changed."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[str, Outline]] = {}

    def defining(self, works: Works, units: Mapping[str, Known]) -> tuple[Outline, ...]:
        """The Outlines that define terms, in the order of their files."""
        wanted = {
            o: known for o, known in sorted(units.items()) if known.terms and not known.is_left_out(works.options)
        }
        for origin, known in wanted.items():
            kept = self._files.get(origin)
            if kept is None or kept[0] != known.key:
                self._files[origin] = known.key, facts_of(works, known, None).outline
        self._files = {origin: self._files[origin] for origin in wanted}
        return tuple(outline for _, outline in self._files.values())

    def terms(self, works: Works, units: Mapping[str, Known]) -> Terms:
        """By id; the first of an id counts."""
        found: dict[str, Term] = {}
        for outline in self.defining(works, units):
            for term in outline.terms:
                found.setdefault(term.id, term)
        return found


def early_pages(
    works: Works, units: Mapping[str, Known], setup: Row, terms: Terms, asked: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of those pages, of the ones asked for, that can be made from what is known."""
    look = works.cache.get("look", "", works.before.look)
    deck = works.cache.get("deck", "", works.before.deck)
    if look is None or deck is None:
        return
    shelf, shared = Shelf(read_deck(deck)), encoded(Shared(look, encoded(Deck()), str(works.site.root)))
    for path in asked:
        made = works.before.pages.get(path)
        leaf = works.cache.get("page", path, made.page) if made and made.page else None
        if made is None or leaf is None or (made.origin and not _is_shown(works, units.get(made.origin))):
            continue
        page = shelf.page(read_leaf(leaf))
        sheet = _sheet(works, units, setup, terms, page, made)
        for printed in read_printed(print_pages(shared, [encoded(sheet)])[0]):
            if printed.digest:
                yield path, printed.data


def _is_shown(works: Works, known: Known | None) -> bool:
    return known is not None and known.key != "" and not known.is_left_out(works.options)


def _sheet(works: Works, units: Mapping[str, Known], setup: Row, terms: Terms, page: Page, made: Kept) -> Sheet:
    view, text, said = page.view, b"", b""
    if made.origin:
        text, said = _text_of(works, units[made.origin], setup)
        outline, mentions = read_text(text).brief.outline, read_mentions(said)
        if isinstance(view, ArticleView):
            page = structs.replace(page, title=outline.title, view=_of_text(view, outline, mentions, terms))
    elif isinstance(view, TermView) and view.term.id in terms:
        page = structs.replace(page, view=_of_term(view, terms[view.term.id], terms))
    leaf = encoded(Lifter(()).leaf(page))
    return Sheet((Order(made.output, leaf),), text, said)


def _text_of(works: Works, known: Known, setup: Row) -> tuple[bytes, bytes]:
    """A text and its mentions, encoded. Where names have changed it is matched here: the others' turn comes later."""
    (text,) = texts_of(works, (known,))
    if not known.said or works.before.setup != setup.key:
        return text, matched_again(works, setup, known).mentions.value
    (said,) = mentions_of(works, setup, (known,))
    return text, said


def _of_text(view: ArticleView, outline: Outline, mentions: Sequence[Mention], terms: Terms) -> ArticleView:
    named = [terms[i] for i in dict.fromkeys(m.term for m in mentions) if i in terms]
    cards = tuple(dated(card_of(term), term, outline.date) for term in named)
    known = {d.id: d for d in (*view.documents, *outline.documents)}
    before = {d.id for d in view.documents}
    cited = dict.fromkeys((*outline.cites, *(d.id for d in outline.documents if d.id in before)))
    targets = _targets(view.targets, card_riches(cards), terms)
    documents = tuple(known[i] for i in cited if i in known)
    return structs.replace(view, cards=cards, documents=documents, targets=targets)


def _of_term(view: TermView, term: Term, terms: Terms) -> TermView:
    riches = (term.definition, term.body, *(u.text for u in term.updates))
    return structs.replace(view, term=term, targets=_targets(view.targets, riches, terms))


def _targets(known: Iterable[Target], riches: Iterable[Rich], terms: Terms) -> tuple[Target, ...]:
    """What the holes of these texts are filled with, beside what was known before."""
    found = {target.key: target for target in known}
    for rich in riches:
        for key in (part.target for part in rich.parts if isinstance(part, Hole)):
            kind, _, name = key.partition(":")
            if kind == "term" and name in terms:
                found[key] = Target(key, f"glossary/{name}.html", terms[name].term)
    return tuple(found[key] for key in sorted(found))
