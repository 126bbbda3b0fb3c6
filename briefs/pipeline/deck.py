"""Pages go in, the same without the previews of terms come out, and back; knows no site and no index.

An article's page shows a preview of each of its terms: nine tenths of what it is made from, and the same on every page.
So these are kept, sent and read once, and pages name them by their digests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, structs

from briefs.core.model import ArticleView, BriefCard, Page, TermCard
from briefs.core.source import digest
from briefs.pipeline.rows import Leaf, Reader, encoded, read_card

Marks = tuple[str, ...]


class Deck(Struct, frozen=True, array_like=True):
    """Encoded previews by their marks: those of every term, as they are on a page without a date."""

    cards: dict[str, bytes] = {}


class Lifter:
    """Takes previews out of pages. ``cards`` are those of the deck; any other stays with its page."""

    def __init__(self, cards: Iterable[TermCard]) -> None:
        self._encoded: dict[str, bytes] = {}
        self._marks: dict[TermCard, str] = {}
        for card in cards:
            self._mark(card)
        self.deck = Deck(dict(self._encoded))

    def leaf(self, page: Page) -> Leaf:
        """The page with marks in the place of its previews."""
        view = page.view
        if not isinstance(view, ArticleView):
            return Leaf(page)
        cards = self._all(view.cards)
        shared = tuple(self._all(near.terms) for near in view.related)
        bare = structs.replace(view, cards=(), related=tuple(map(_bare, view.related)))
        deck = self.deck.cards
        loose = tuple(self._encoded[mark] for marks in (cards, *shared) for mark in marks if mark not in deck)
        return Leaf(structs.replace(page, view=bare), cards, shared, loose)

    def _all(self, cards: Sequence[TermCard]) -> Marks:
        return tuple([self._marks.get(card) or self._mark(card) for card in cards])

    def _mark(self, card: TermCard) -> str:
        data = encoded(card)
        mark = self._marks[card] = mark_of(data)
        self._encoded[mark] = data
        return mark


def mark_of(card: bytes) -> str:
    """What a page calls an encoded preview."""
    return digest(card)[:20]


def _bare(card: BriefCard) -> BriefCard:
    return structs.replace(card, terms=()) if card.terms else card


class Shelf:
    """Previews at hand, each read once: pages of one process share them."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck.cards
        self._cards: dict[str, TermCard] = {}

    def page(self, leaf: Leaf) -> Page:
        """The page as it was before its previews were taken out. Raises KeyError where one is not at hand."""
        view = leaf.page.view
        if not (leaf.cards or leaf.shared) or not isinstance(view, ArticleView):
            return leaf.page
        loose = {mark_of(card): card for card in leaf.loose}
        cards = self._all(leaf.cards, loose)
        related = tuple(
            structs.replace(near, terms=self._all(marks, loose)) if marks else near
            for near, marks in zip(view.related, leaf.shared, strict=True)
        )
        return structs.replace(leaf.page, view=structs.replace(view, cards=cards, related=related))

    def _all(self, marks: Marks, loose: Mapping[str, bytes]) -> tuple[TermCard, ...]:
        cards = self._cards
        return tuple([cards.get(mark) or self._read(mark, loose) for mark in marks])

    def _read(self, mark: str, loose: Mapping[str, bytes]) -> TermCard:
        if mark in loose:
            return read_card(loose[mark])  # Few pages have it, so it is not kept.
        found = self._cards[mark] = read_card(self._deck[mark])
        return found


def with_loose(leaf: Leaf, deck: Deck) -> Leaf:
    """The page with all its previews beside it, for whoever has no deck."""
    marks = dict.fromkeys(mark for each in (leaf.cards, *leaf.shared) for mark in each)
    return structs.replace(leaf, loose=(*leaf.loose, *(deck.cards[mark] for mark in marks if mark in deck.cards)))


read_deck = Reader(Deck)
