"""The linked site goes in, a page for every term comes out: its meaning, and every sentence that mentions it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import msgspec
from msgspec import Struct

from briefs.core.model import Group, Index, Line, Outline, Page, Term, TermCard, TermView, Usage
from briefs.core.paging import nth_page
from briefs.outputs.cut import brief_card, documents, targets, term_card, term_cards
from briefs.stages.link.alphabet import letter_of

MOST = 500
"""Mentions on one page; more go on further pages (FORMAT "Output")."""

_lines = msgspec.msgpack.Decoder(tuple[Line, ...]).decode


class _Part(Struct, frozen=True):
    """The sentences of one text that stand on one page: ``lines[first:last]`` of its use of the term."""

    outline: Outline
    usage: Usage
    first: int
    last: int


def pages(index: Index) -> Iterator[Page]:
    """The pages of each term in the order of the A–Z."""
    uses, narrower = _by_term(index), _narrower(index)
    terms = list(index.terms.values())
    for at, term in enumerate(terms):
        before = term_card(index, terms[at - 1]) if at else None
        after = term_card(index, terms[at + 1]) if at + 1 < len(terms) else None
        yield from _pages(index, term, uses.get(term.id, ()), narrower.get(term.id, ()), before, after)


def _pages(
    index: Index,
    term: Term,
    uses: Sequence[tuple[Outline, Usage]],
    narrower: Sequence[str],
    before: TermCard | None,
    after: TermCard | None,
) -> Iterator[Page]:
    chunks = list(_chunks(uses)) or [[]]
    view = TermView(
        term=term,
        mentions=sum(usage.count for _, usage in uses),
        see_also=term_cards(index, term.see_also),
        broader=term_cards(index, term.broader),
        narrower=term_cards(index, (*term.narrower, *narrower)),
        documents=documents(index, (*term.sources, *(s for u in term.updates for s in u.sources))),
        previous=before,
        next=after,
        letter=letter_of(term.term),
        months=_months(uses),
        pages=len(chunks),
        targets=targets(index, term.definition, term.body, *(u.text for u in term.updates)),
    )
    for number, parts in enumerate(chunks, 1):
        one = msgspec.structs.replace(view, groups=tuple(_group(index, part) for part in parts), page=number)
        yield Page(page_path(term.id, number), "term.html", one, term.term, "glossary")


def page_path(term: str, number: int) -> str:
    """Where a term's n-th page goes."""
    return nth_page(f"glossary/{term}.html", number)


def _by_term(index: Index) -> dict[str, list[tuple[Outline, Usage]]]:
    """For each term the texts that mention it, newest first."""
    found: dict[str, list[tuple[Outline, Usage]]] = defaultdict(list)
    for outline in (*index.articles, *index.pages):
        for usage in index.usages.get(outline.origin, ()):
            found[usage.term].append((outline, usage))
    return found


def _chunks(uses: Sequence[tuple[Outline, Usage]]) -> Iterator[list[_Part]]:
    """The sentences in pages of at most ``MOST``."""
    chunk: list[_Part] = []
    room = MOST
    for outline, usage in uses:
        first = 0
        while first < usage.count:
            last = min(usage.count, first + room)
            chunk.append(_Part(outline, usage, first, last))
            room -= last - first
            first = last
            if not room:
                yield chunk
                chunk, room = [], MOST
    if chunk:
        yield chunk


def _group(index: Index, part: _Part) -> Group:
    """A text's sentences. Most stand on one page, whole: encoded they come, and encoded they go into the page."""
    if part.first == 0 and part.last == part.usage.count:
        lines = cast("tuple[Line, ...]", msgspec.Raw(part.usage.lines))
    else:
        lines = _lines(part.usage.lines)[part.first : part.last]
    return Group(brief_card(index, part.outline), lines)


def _narrower(index: Index) -> Mapping[str, list[str]]:
    """For each term those that call it broader."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in index.terms.values():
        for broader in term.broader:
            found[broader].append(term.id)
    return found


def _months(uses: Sequence[tuple[Outline, Usage]]) -> tuple[tuple[str, int], ...]:
    """Mentions a month by the articles' dates, from the first month to the last."""
    count: Counter[str] = Counter()
    for outline, usage in uses:
        if len(outline.date) >= 7:
            count[outline.date[:7]] += usage.count
    if not count:
        return ()
    first, last = _number(min(count)), _number(max(count))
    return tuple((_month(n), count[_month(n)]) for n in range(first, last + 1))


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
