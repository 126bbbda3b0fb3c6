"""The linked site goes in, a page for every term comes out: its meaning, and every sentence that mentions it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast

import msgspec

from briefs.core.model import Group, Index, Line, Outline, Page, Term, TermCard, TermView, Usage
from briefs.core.paging import nth_page
from briefs.outputs.cut import brief_card, documents, targets, term_card, term_cards

MOST = 500
"""Mentions on one page; more go on further pages (FORMAT "Output")."""

_lines = msgspec.msgpack.Decoder(tuple[Line, ...]).decode


Uses = Sequence[tuple[Outline, Usage]]
"""The texts that mention a term, newest first, with its mentions there."""


def pages(index: Index) -> Iterator[Page]:
    """The pages of each term in the order of the A–Z."""
    uses, narrower, senses = by_term(index), _narrower(index), _senses(index)
    terms = list(index.terms.values())
    for at, term in enumerate(terms):
        before = term_card(index, terms[at - 1]) if at else None
        after = term_card(index, terms[at + 1]) if at + 1 < len(terms) else None
        others = [i for i in senses.get(term.sense_of or term.id, ()) if i != term.id]
        yield from _pages(index, term, uses.get(term.id, ()), narrower.get(term.id, ()), others, before, after)


def _pages(
    index: Index,
    term: Term,
    uses: Uses,
    narrower: Sequence[str],
    senses: Sequence[str],
    before: TermCard | None,
    after: TermCard | None,
) -> Iterator[Page]:
    mentions = sum([usage.count for _, usage in uses])
    parts, others = _parts(index, uses, mentions), term_cards(index, senses)
    view = TermView(
        term=term,
        mentions=mentions,
        see_also=term_cards(index, term.see_also),
        broader=term_cards(index, term.broader),
        narrower=term_cards(index, (*term.narrower, *narrower)),
        documents=documents(index, (*term.sources, *(s for u in term.updates for s in u.sources))),
        previous=before,
        next=after,
        letter=index.letters[term.id][0],
        months=_months(uses),
        senses=others,
        pages=len(parts),
        targets=targets(
            index, term.definition, term.body, *(u.text for u in term.updates), *(c.definition for c in others)
        ),
    )
    for number, groups in enumerate(parts, 1):
        one = msgspec.structs.replace(view, groups=groups, page=number)
        yield Page(page_path(term.id, number), "term.html", one, term.term, "glossary")


def page_path(term: str, number: int) -> str:
    """Where a term's n-th page goes."""
    return nth_page(f"glossary/{term}.html", number)


def by_term(index: Index) -> dict[str, list[tuple[Outline, Usage]]]:
    """By id of a term: the texts that mention it, newest first."""
    found: dict[str, list[tuple[Outline, Usage]]] = defaultdict(list)
    for outline in (*index.articles, *index.pages):
        for usage in index.usages.get(outline.origin, ()):
            found[usage.term].append((outline, usage))
    return found


def _parts(index: Index, uses: Uses, mentions: int) -> list[tuple[Group, ...]]:
    """The sentences in pages of at most ``MOST``. A term has seldom more, and then each text's stay as they come."""
    if mentions <= MOST:
        cards = index.brief_cards
        return [tuple([Group(cards[o.origin], _as_they_are(usage)) for o, usage in uses])]
    parts: list[tuple[Group, ...]] = []
    part: list[Group] = []
    room = MOST
    for outline, usage in uses:
        lines, card = _lines(usage.lines), brief_card(index, outline)
        while lines:
            part.append(Group(card, lines[:room]))
            lines, room = lines[room:], room - len(lines[:room])
            if not room:
                parts.append(tuple(part))
                part, room = [], MOST
    return [*parts, tuple(part)] if part else parts


def _as_they_are(usage: Usage) -> tuple[Line, ...]:
    """Encoded they come, and encoded they go into the page: nothing here looks at them."""
    return cast("tuple[Line, ...]", msgspec.Raw(usage.lines))


def _narrower(index: Index) -> Mapping[str, list[str]]:
    """For each term those that call it broader."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in index.terms.values():
        for broader in term.broader:
            found[broader].append(term.id)
    return found


def _senses(index: Index) -> Mapping[str, list[str]]:
    """By the id of an entry with several meanings: the terms that they are, the entry itself if it is one."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in index.terms.values():
        if term.sense_of:
            found[term.sense_of].append(term.id)
    return {entry: [*([entry] if entry in index.terms else []), *ids] for entry, ids in found.items()}


def _months(uses: Uses) -> tuple[tuple[str, int], ...]:
    """Mentions a month by the articles' dates, from the first month to the last."""
    count: dict[str, int] = {}
    for outline, usage in uses:
        month = outline.date[:7]
        count[month] = count.get(month, 0) + usage.count
    dated = [month for month in count if len(month) == 7]
    if not dated:
        return ()
    first, last = _number(min(dated)), _number(max(dated))
    return tuple([(month, count.get(month, 0)) for month in map(_month, range(first, last + 1))])


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


@lru_cache(maxsize=4_096)
def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
