"""The linked site goes in, one page with the network of its articles and terms comes out; draws nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nsmallest

from briefs.core.model import Index, MapNode, MapView, Outline, Page
from briefs.outputs.cut import mentioned

PATH = "map.html"
ARTICLES, TERMS = 36, 84
"""At most so many are on the map: those with the most lines."""
LINES = 240
"""About so many lines from articles to terms: of each article those to the terms that it mentions most."""

Pair = tuple[str, str]


def pages(index: Index) -> Iterator[Page]:
    """The one page of the map; none where nothing is joined to anything."""
    articles = _articles(index)
    mentions = _mentions(index, articles)
    relations = _relations(index)
    terms = _terms(index, mentions, relations)
    view = _view(index, articles, terms, mentions, relations)
    if view.mentions or view.relations:
        yield Page(PATH, "map.html", view, "Map", "glossary")


def _articles(index: Index) -> list[Outline]:
    """Those with the most terms, newest first; between two with as many, the newer."""
    having = [(at, o) for at, o in enumerate(index.articles) if mentioned(index, o)]
    most = nsmallest(ARTICLES, having, key=lambda each: (-len(mentioned(index, each[1])), each[0]))
    return [outline for _, outline in sorted(most, key=lambda each: each[0])]


def _mentions(index: Index, articles: Sequence[Outline]) -> list[Pair]:
    """(origin, term): of each article the terms that it mentions most, and first."""
    most = LINES // max(1, len(articles))
    found = []
    for outline in articles:
        counts = mentioned(index, outline)
        found += [(outline.origin, term) for term in sorted(counts, key=counts.__getitem__, reverse=True)[:most]]
    return found


def _relations(index: Index) -> list[Pair]:
    """Two terms of which one names the other, each pair once, in the order of the A–Z."""
    place = {term: at for at, term in enumerate(index.terms)}
    pairs = {
        (min(place[a], place[b]), max(place[a], place[b]))
        for a, term in index.terms.items()
        for b in (*term.see_also, *term.broader, *term.narrower)
        if b in place and b != a
    }
    names = list(index.terms)
    return [(names[a], names[b]) for a, b in sorted(pairs)]


def _terms(index: Index, mentions: Sequence[Pair], relations: Sequence[Pair]) -> list[str]:
    """Those with the most lines, in the order of the A–Z."""
    said = Counter(term for _, term in mentions)
    related = Counter(term for pair in relations for term in pair)
    place = {term: at for at, term in enumerate(index.terms)}
    joined = said.keys() | related.keys()
    most = nsmallest(TERMS, joined, key=lambda t: (-said[t], -related[t], place[t]))
    return sorted(most, key=place.__getitem__)


def _view(
    index: Index, articles: Sequence[Outline], terms: Sequence[str], mentions: Sequence[Pair], relations: Sequence[Pair]
) -> MapView:
    """What is joined to something, by its numbers."""
    kept = frozenset(terms)
    lines = [pair for pair in mentions if pair[1] in kept]
    among = [pair for pair in relations if kept.issuperset(pair)]
    joined = {end for pair in (*lines, *among) for end in pair}
    shown = [outline for outline in articles if outline.origin in joined]
    named = [term for term in terms if term in joined]
    by_origin = {outline.origin: at for at, outline in enumerate(shown)}
    by_term = {term: at for at, term in enumerate(named)}
    all_lines = sum(len(mentioned(index, outline)) for outline in index.articles)
    return MapView(
        articles=tuple(MapNode(o.path, o.title) for o in shown),
        terms=tuple(MapNode(index.term_cards[t].path, index.terms[t].term) for t in named),
        mentions=tuple(sorted((by_origin[origin], by_term[term]) for origin, term in lines)),
        relations=tuple((by_term[a], by_term[b]) for a, b in among),
        is_whole=len(shown) == len(index.articles) and len(named) == len(index.terms) and len(lines) == all_lines,
    )
