"""The linked site goes in, the small records that Views are made of come out; knows no page."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from briefs.core.model import (
    BriefCard,
    Document,
    Hole,
    Index,
    Outline,
    Rich,
    Target,
    Term,
    TermCard,
)


def later(date: str, than: str) -> bool:
    """Whether one ISO date is later than another, as far as both are given."""
    length = min(len(date), len(than))
    return length > 0 and date[:length] > than[:length]


def term_card(index: Index, term: Term, date: str = "") -> TermCard:
    """A preview of a term for a page of this date."""
    return dated(index.term_cards[term.id], term, date)


def dated(card: TermCard, term: Term, date: str) -> TermCard:
    """The preview of a term as a page of a date shows it: "since" are the updates later than it."""
    since = tuple(u for u in term.updates if later(u.date, date)) if date and term.updates else ()
    return structs.replace(card, since=since) if since else card


def term_cards(index: Index, ids: Iterable[str]) -> tuple[TermCard, ...]:
    """Cards of the terms that exist, in the order given, each once."""
    cards = index.term_cards
    return tuple(cards[i] for i in dict.fromkeys(ids) if i in cards)


def brief_card(index: Index, outline: Outline, terms: tuple[TermCard, ...] = ()) -> BriefCard:
    """What a list says of an article or page."""
    card = index.brief_cards[outline.origin]
    return structs.replace(card, terms=terms) if terms else card


def mentioned(index: Index, outline: Outline) -> dict[str, int]:
    """How often each term is mentioned in a text, in order of first mention."""
    return index.mentioned.get(outline.origin, {})


def main_terms(index: Index, outline: Outline) -> tuple[TermCard, ...]:
    """The terms that a text mentions most."""
    return term_cards(index, index.main_terms.get(outline.origin, ()))


def documents(index: Index, ids: Iterable[str]) -> tuple[Document, ...]:
    """Sources that exist, in the order given, each once."""
    return tuple(index.documents[i] for i in dict.fromkeys(ids) if i in index.documents)


def cited(index: Index, outline: Outline) -> tuple[Document, ...]:
    """The sources of a text in the order of their numbers: what it rests on, then others that its author lists."""
    listed = (d.id for d in outline.documents if d.id not in index.entry_sources)
    return documents(index, (*outline.cites, *listed))


def targets(index: Index, *riches: Rich) -> tuple[Target, ...]:
    """What the holes of these texts are filled with."""
    keys = {part.target for rich in riches for part in rich.parts if isinstance(part, Hole)}
    return tuple(index.targets[key] for key in sorted(keys) if key in index.targets)


def card_riches(cards: Iterable[TermCard]) -> list[Rich]:
    """All texts that previews show."""
    return [rich for card in cards for rich in (card.definition, *(u.text for u in card.since))]
