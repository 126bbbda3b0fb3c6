"""The linked site goes in, a page for every term comes out: its meaning, and every sentence that mentions it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice

from briefs.core.model import Group, Index, Mention, Outline, Page, Term, TermView
from briefs.outputs.cut import documents, group, targets, term_card, term_cards
from briefs.stages.link.alphabet import letter_of

MOST = 500
"""Mentions on one page; more go on further pages (FORMAT "Output")."""


def pages(index: Index) -> Iterator[Page]:
    """The pages of each term in the order of the A–Z."""
    mentions = _by_term(index)
    narrower = _narrower(index)
    ids = list(index.terms)
    for at, term in enumerate(index.terms.values()):
        before = index.terms[ids[at - 1]] if at else None
        after = index.terms[ids[at + 1]] if at + 1 < len(ids) else None
        chunks = _chunks(mentions.get(term.id, []))
        for number, groups in enumerate(chunks, 1):
            view = TermView(
                term=term,
                groups=groups,
                mentions=sum(len(found) for _, found in mentions.get(term.id, [])),
                see_also=term_cards(index, term.see_also),
                broader=term_cards(index, term.broader),
                narrower=term_cards(index, (*term.narrower, *narrower.get(term.id, ()))),
                documents=documents(index, (*term.sources, *(s for u in term.updates for s in u.sources))),
                previous=term_card(before) if before else None,
                next=term_card(after) if after else None,
                letter=letter_of(term.term),
                months=_months(mentions.get(term.id, [])),
                page=number,
                pages=len(chunks),
                targets=targets(index, term.definition, term.body, *(u.text for u in term.updates)),
            )
            yield Page(page_path(term, number), "term.html", view, term.term, "glossary")


def page_path(term: Term, number: int) -> str:
    """Where a term's n-th page goes."""
    return f"glossary/{term.id}.html" if number == 1 else f"glossary/{term.id}.page-{number}.html"


def _by_term(index: Index) -> dict[str, list[tuple[Outline, list[Mention]]]]:
    """For each term the texts that mention it, newest first, with the mentions in order of place."""
    found: dict[str, list[tuple[Outline, list[Mention]]]] = defaultdict(list)
    for outline in (*index.articles, *index.pages):
        here: dict[str, list[Mention]] = defaultdict(list)
        for mention in index.mentions.get(outline.origin, ()):
            here[mention.term].append(mention)
        for term, mentions in here.items():
            found[term].append((outline, mentions))
    return found


def _chunks(mentions: Sequence[tuple[Outline, list[Mention]]]) -> list[tuple[Group, ...]]:
    """The sentences in pages of at most ``MOST``; one empty page where there are none."""
    each = ((outline, mention) for outline, found in mentions for mention in found)
    chunks: list[tuple[Group, ...]] = []
    while part := list(islice(each, MOST)):
        texts = groupby(part, key=lambda pair: pair[0].origin)
        pairs = (list(same) for _, same in texts)
        chunks.append(tuple(group(same[0][0], [mention for _, mention in same]) for same in pairs))
    return chunks or [()]


def _narrower(index: Index) -> Mapping[str, list[str]]:
    """For each term those that call it broader."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in index.terms.values():
        for broader in term.broader:
            found[broader].append(term.id)
    return found


def _months(mentions: Sequence[tuple[Outline, list[Mention]]]) -> tuple[tuple[str, int], ...]:
    """Mentions a month by the articles' dates, from the first month to the last."""
    count: Counter[str] = Counter()
    for outline, found in mentions:
        if len(outline.date) >= 7:
            count[outline.date[:7]] += len(found)
    if not count:
        return ()
    first, last = _number(min(count)), _number(max(count))
    return tuple((_month(n), count[_month(n)]) for n in range(first, last + 1))


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
