"""The linked site goes in, a page for every article and content page comes out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from math import log

from briefs.core.model import ArticleView, BriefCard, Group, Index, Line, Outline, Page, RedirectView
from briefs.core.oneline import flat
from briefs.outputs.cut import brief_card, cited, mentioned, targets, term_card, term_cards

_RELATED = 3
_REASONS = 4
_TELLING = 6
"""The rarest terms of an article, which say most of it."""
_NEAR = 8
"""Articles on either side in time of which a shared term speaks."""
_LIKELY = 8
"""Articles of which all that they share is looked at."""


def pages(index: Index) -> Iterator[Page]:
    """One page each: articles with their neighbours in time, then the other pages, then their old addresses."""
    backlinks = _backlinks(index)
    related = Related(index)
    for at, outline in enumerate(index.articles):
        older, newer = _around(index, at)
        view = _view(index, outline, backlinks.get(outline.origin, ()), related.to(at), older, newer)
        yield Page(outline.path, "article.html", view, outline.title, "briefs", outline.origin)
    for outline in index.pages:
        view = _view(index, outline, backlinks.get(outline.origin, ()), (), None, None)
        yield Page(outline.path, "page.html", view, outline.title, outline.slug, outline.origin)
    for outline in (*index.articles, *index.pages):
        for path in outline.redirect_from:
            yield Page(
                path, "redirect.html", RedirectView(outline.path, outline.title, outline.language), outline.title
            )


def _around(index: Index, at: int) -> tuple[Outline | None, Outline | None]:
    """The articles before and after one in time; of one without a date nobody can say which these are."""
    if not index.articles[at].date:
        return None, None
    older = index.articles[at + 1] if at + 1 < len(index.articles) else None
    newer = index.articles[at - 1] if at else None
    return older if older and older.date else None, newer


def _view(
    index: Index,
    outline: Outline,
    backlinks: tuple[Group, ...],
    related: tuple[BriefCard, ...],
    older: Outline | None,
    newer: Outline | None,
) -> ArticleView:
    terms = mentioned(index, outline)
    cards = tuple([term_card(index, index.terms[t], outline.date) for t in terms])
    numbered = cited(index, outline)
    own = {f"{r.kind}:{r.target}" for r in outline.references}
    holes = {key: index.targets[key] for key in own if key in index.targets}
    holes |= {t.key: t for term in index.term_holes.keys() & terms.keys() for t in index.term_holes[term]}
    holes |= {t.key: t for t in targets(index, *(u.text for c in cards for u in c.since), *(d.note for d in numbered))}
    return ArticleView(
        cards=cards,
        documents=numbered,
        related=related,
        backlinks=backlinks,
        previous=brief_card(index, older) if older else None,
        next=brief_card(index, newer) if newer else None,
        targets=tuple(holes[key] for key in sorted(holes)),
        share=index.shares.get(outline.origin),
    )


def _backlinks(index: Index) -> dict[str, tuple[Group, ...]]:
    """By origin: the articles that link there, newest first, each with the sentences that do."""
    origins = {o.path: o.origin for o in index.origins.values()}
    found: dict[str, list[Group]] = defaultdict(list)
    for outline in (*index.articles, *index.pages):
        lines: dict[str, list[Line]] = defaultdict(list)
        for c in outline.citations:
            target = index.targets.get(c.target)
            origin = origins.get(target.path.partition("#")[0]) if target else None
            if origin and origin != outline.origin:
                line = Line(
                    f"p{c.paragraph}" if c.paragraph else "",
                    c.paragraph,
                    "",
                    flat(c.before),
                    flat(c.words),
                    flat(c.after),
                )
                lines[origin].append(line)
        for origin, sentences in lines.items():
            found[origin].append(Group(brief_card(index, outline), tuple(sentences)))
    return {origin: tuple(groups) for origin, groups in found.items()}


class Related:
    """Finds the articles nearest to one: those the author names, then those that share the rarest terms.

    Of a term that many share only its articles nearest in time are looked at, so that no cost grows with the square of
    the site; among those few, all that two articles share counts.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._articles = index.articles
        self._by_slug = {o.slug: at for at, o in enumerate(index.articles)}
        self._having: dict[str, list[int]] = defaultdict(list)
        mentions = [mentioned(index, o) for o in index.articles]
        for at, terms in enumerate(mentions):
            for term in terms:
                self._having[term].append(at)
        # Whole numbers, so that no sum depends on its order.
        weight = {t: int(1e6 * log(1 + len(index.articles) / len(n))) for t, n in self._having.items()}
        rank = {term: at for at, term in enumerate(sorted(weight, key=lambda t: (-weight[t], t)))}
        self._weight = weight
        self._rarest = [sorted(terms, key=rank.__getitem__) for terms in mentions]
        self._terms = [frozenset(terms) for terms in mentions]
        slugs = {slug: at for at, slug in enumerate(sorted(self._by_slug))}
        self._order = [slugs[o.slug] for o in index.articles]

    def to(self, at: int) -> tuple[BriefCard, ...]:
        """At most three for the article at a place of the index, each with the terms shared, the rarest first."""
        outline = self._articles[at]
        named = [self._by_slug[s] for s in outline.related if s in self._by_slug and s != outline.slug]
        order = dict.fromkeys(named + ([] if len(named) >= _RELATED else self._ranked(at)))
        return tuple(self._card(at, other) for other in list(order)[:_RELATED])

    def _ranked(self, at: int) -> list[int]:
        """The likeliest by what they share near in time, in the order of all that they share."""
        near: dict[int, int] = defaultdict(int)
        for term in self._rarest[at][:_TELLING]:
            having, weight = self._having[term], self._weight[term]
            place = bisect_left(having, at)
            for other in having[max(0, place - _NEAR) : place + _NEAR + 1]:
                near[other] += weight
        near.pop(at, None)
        likely = sorted(near, key=near.__getitem__, reverse=True)[:_LIKELY]
        return [other for *_, other in sorted((-self._shared(at, o), self._order[o], o) for o in likely)]

    def _shared(self, at: int, other: int) -> int:
        return sum(map(self._weight.__getitem__, self._terms[at] & self._terms[other]))

    def _card(self, at: int, other: int) -> BriefCard:
        theirs = self._terms[other]
        rarest = [term for term in self._rarest[at] if term in theirs][:_REASONS]
        return brief_card(self._index, self._articles[other], term_cards(self._index, rarest))
