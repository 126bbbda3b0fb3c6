"""A plain text and the names to look for go in, the terms' mentions with their sentences come out; knows no site.

All overlapping hits are collected, filtered by boundary, case and place, then taken leftmost-longest: longest before
the filter would lose valid links. Rules: docs, linking.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefs.core.model import Lexicon, Linking, Matched, Mention, Pin, Plain, TermRule
from briefs.stages.match.choice import apart, in_reach, longest
from briefs.stages.match.density import Linker
from briefs.stages.match.hits import Finder
from briefs.stages.match.ledger import Ledger
from briefs.stages.match.places import Places
from briefs.stages.match.records import BY_HAND, NEVER, PIN, Chosen, Context, Hit
from briefs.stages.match.senses import decide, terms_of

__all__ = ["BY_HAND", "NEVER", "Context", "Matcher"]

REACH = 1_000
"""Characters of a sentence kept on each side of a mention: a text without stops would else be copied for each one."""


class Matcher:
    """A lexicon made ready: one automaton over all its names, made once for a site and process.

    ``rules`` are those of every term of the site. ``density`` is ``first``, ``section``, ``every`` or ``none``;
    ``quotations`` is ``link``, ``mark`` (mentions that are not linked) or ``skip`` (no mentions, as in headings).
    """

    def __init__(
        self, lexicon: Lexicon, rules: Iterable[TermRule] = (), density: str = "first", quotations: str = "link"
    ) -> None:
        self._finder = Finder(lexicon.names)
        self._rules = {rule.term: rule for rule in rules}
        self._linking = Linking(density, quotations)

    def match(
        self, plain: Plain, pins: Sequence[Pin] = (), context: Context = Context(), *, ledger: bool = False
    ) -> Matched:
        """The mentions in one text; ``pins`` win over every rule, ``context`` decides between senses.

        With ``ledger`` also every name that stands there and is no link, with the reason.
        """
        linking = self._in(context)
        places = Places(plain, linking.quotations != "link", context.language)
        book = Ledger(plain.text) if ledger else None
        by_hand = [c for c in self._by_hand(places) if c.term in self._rules]
        pinned = [Chosen(p.start, p.end, p.term, PIN) for p in pins if p.term]
        hits = in_reach(self._finder.hits(plain, places, book), (*by_hand, *pinned), book)
        if linking.quotations == "skip":
            hits = _outside_quotations(hits, places, book)
        free = _unpinned(hits, pins, book)
        chosen, clashes = decide(longest(free, book), (*by_hand, *pinned), plain, places, self._rules, context, book)
        taken = apart((*by_hand, *pinned, *chosen, *_barred(hits, pins)))
        mentions = tuple(_mentions(taken, plain, places, Linker(places, self._rules, linking), book))
        return Matched(mentions, tuple(clashes), book.skips(mentions) if book else ())

    def _in(self, context: Context) -> Linking:
        """The site's way of linking, with the article's own in its place."""
        own = context.linking
        return Linking(own.density or self._linking.density, own.quotations or self._linking.quotations, own.never)

    def _by_hand(self, places: Places) -> Iterator[Chosen]:
        """The links that the author set to terms; an empty one (around an image) names nothing."""
        for zone in places.links:
            if zone.start < zone.end and zone.target.startswith("term:"):
                yield Chosen(zone.start, zone.end, zone.target.removeprefix("term:"), BY_HAND)


def _mentions(
    taken: Sequence[Chosen], plain: Plain, places: Places, linker: Linker, book: Ledger | None
) -> Iterator[Mention]:
    """What was taken, numbered, with its sentence; linked where density and opt-outs allow."""
    text, count = plain.text, dict[str, int]()
    for it in taken:
        term, start, end = it.term, it.start, it.end
        count[term] = number = count.get(term, 0) + 1
        ordinal = places.ordinal(start)
        block, (first, last) = plain.blocks[ordinal], places.sentence(ordinal, start)
        unlinked = linker.why_not(it)
        if book and unlinked:
            book.skip(term, start, end, unlinked, it.rule)
        before = text[first if first >= start - REACH else start - REACH : start]
        after = text[end : last if last <= end + REACH else end + REACH]
        yield Mention(  # by position: by name it takes half as long again
            term, start, end, not unlinked, block.paragraph, number, block.kind, before, text[start:end], after, it.rule
        )  # fmt: skip


def _outside_quotations(hits: Sequence[Hit], places: Places, book: Ledger | None) -> list[Hit]:
    """Without the names that stand in quotations."""
    if book:
        for hit in hits:
            if places.quoted(hit.start):
                book.skip_hit(hit, "quotation")
    return [hit for hit in hits if not places.quoted(hit.start)]


def _unpinned(hits: Sequence[Hit], pins: Sequence[Pin], book: Ledger | None) -> list[Hit]:
    """Without the names of whose words a pin speaks."""
    if not pins:
        return list(hits)
    free = []
    for hit in hits:
        over = [p for p in pins if p.start < hit.end and hit.start < p.end]
        if not over:
            free.append(hit)
        elif book and not any(not p.term and p.start <= hit.start and hit.end <= p.end for p in over):
            book.skip_hit(hit, "pinned")
    return free


def _barred(hits: Sequence[Hit], pins: Sequence[Pin]) -> Iterator[Chosen]:
    """Names that a pin to no term keeps from linking: mentions still, if one term alone claims them."""
    never = [p for p in pins if not p.term]
    for hit in longest([h for h in hits if any(p.start <= h.start and h.end <= p.end for p in never)]) if never else ():
        if len(terms_of(hit)) == 1:
            yield Chosen(hit.start, hit.end, hit.names[0].term, NEVER)
