"""A plain text and the names to look for go in, the terms' mentions with their sentences come out; knows no site.

All overlapping hits are collected, filtered by boundary, case and place, then taken leftmost-longest: longest before
the filter would lose valid links. Rules: docs/linking.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import ahocorasick_rs
from msgspec import Struct

from briefs.core.model import Block, Clash, Lexicon, Matched, Mention, Name, Pin, Plain, TermRule, When
from briefs.core.names import bounded, compare_key
from briefs.core.sentences import sentences
from briefs.core.text import normalise

BY_HAND = "by hand"
NEVER = "never here"
_CLOSED = frozenset({"heading", "code", "link"})


class Context(Struct, frozen=True):
    """What of an article decides between the senses of a name."""

    tags: tuple[str, ...] = ()
    date: str = ""


class Matcher:
    """A lexicon made ready: one automaton over all its names, made once for a site and process."""

    def __init__(
        self, lexicon: Lexicon, rules: Iterable[TermRule] = (), density: str = "first", quotations: str = "link"
    ) -> None:
        by_key: dict[str, list[Name]] = defaultdict(list)
        for name in lexicon.names:
            by_key[name.key].append(name)
        self._names = tuple(tuple(names) for names in by_key.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_key))
        self._rules = {rule.term: rule for rule in rules}
        self._density = density
        self._quotations = quotations

    def match(self, plain: Plain, pins: Sequence[Pin] = (), context: Context = Context()) -> Matched:
        """The mentions in one text; ``pins`` win over every rule, ``context`` decides between senses."""
        places = _Places(plain)
        hits = _in_reach(list(self._hits(plain, places)))
        free = [h for h in hits if not any(p.start < h.end and h.start < p.end for p in pins)]
        chosen, clashes = _decide(_longest(free), hits, plain, places, self._rules, context)
        chosen += [_Chosen(p.start, p.end, p.term, "pin") for p in pins if p.term]
        chosen += _barred(hits, pins)
        chosen += [
            _Chosen(z.start, z.end, z.target.removeprefix("term:"), BY_HAND)
            for z in places.links
            if z.start < z.end and z.target.startswith("term:") and z.target.removeprefix("term:") in self._rules
        ]
        chosen.sort(key=lambda c: c.start)
        return Matched(tuple(self._mentions(chosen, plain, places)), tuple(clashes))

    def _hits(self, plain: Plain, places: _Places) -> Iterator[_Hit]:
        """Every name that stands in the text with its boundaries, its case and in an open place."""
        norm = normalise(plain.text)
        text = norm.text
        spaced = text.replace("-", " ")
        for index, start, end in self._automaton.find_matches_as_indexes(compare_key(text), overlapping=True):
            stop = bounded(text, start, end)
            if not stop:
                continue
            names = tuple(n for n in self._names[index] if not n.exact or spaced.startswith(n.exact, start))
            if not names:
                continue
            at, to = norm.to_source(start, stop)
            if not places.closed(at, to) and (" " in text[start:end] or not places.shouted(at)):
                yield _Hit(at, to, names)

    def _mentions(self, chosen: Sequence[_Chosen], plain: Plain, places: _Places) -> Iterator[Mention]:
        """The hits that were taken, numbered, with their sentences; linked where density and opt-outs allow."""
        text, spans = plain.text, sentences(plain.text) if chosen else ()
        starts = [start for start, _ in spans]
        count: Counter[str] = Counter()
        linked: set[tuple[str, int]] = set()
        for hit in chosen:
            count[hit.term] += 1
            block = places.block(hit.start)
            first, last = spans[max(0, bisect_right(starts, hit.start) - 1)]
            yield Mention(
                term=hit.term,
                start=hit.start,
                end=hit.end,
                linked=self._link(hit, places, linked),
                paragraph=block.paragraph,
                ordinal=count[hit.term],
                block=block.kind,
                before=text[min(first, hit.start) : hit.start],
                surface=text[hit.start : hit.end],
                after=text[hit.end : max(last, hit.end)],
                rule=hit.rule,
            )

    def _link(self, hit: _Chosen, places: _Places, linked: set[tuple[str, int]]) -> bool:
        """Whether this mention becomes a link; notes in ``linked`` that it did."""
        rule = self._rules.get(hit.term)
        density = (rule.link if rule else "") or self._density
        if hit.rule == BY_HAND:
            return True
        if density == "none" or hit.rule == NEVER or (self._quotations != "link" and places.quoted(hit.start)):
            return False
        if density == "every":
            return True
        section = (hit.term, places.section(hit.start) if density == "section" else 0)
        if section in linked or places.linked_by_hand(hit.term, section[1] if density == "section" else None):
            return False
        linked.add(section)
        return True


class _Hit(Struct, frozen=True):
    """Names that stand at ``text[start:end]``."""

    start: int
    end: int
    names: tuple[Name, ...]


class _Chosen(Struct, frozen=True):
    """The one term that a stretch stands for, and why."""

    start: int
    end: int
    term: str
    rule: str


class _Places:
    """Where in the document a place in the text is."""

    def __init__(self, plain: Plain) -> None:
        self._text = plain.text
        self._blocks = plain.blocks
        self._starts = [b.start for b in plain.blocks]
        self._headings = [b.start for b in plain.blocks if b.kind == "heading"]
        self._zones = [z for z in plain.zones if z.kind in _CLOSED]
        self._quotations = [z for z in plain.zones if z.kind == "quotation"]
        self._shouted: dict[int, bool] = {}
        self.links = [z for z in plain.zones if z.kind == "link"]

    def ordinal(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def block(self, at: int) -> Block:
        return self._blocks[self.ordinal(at)]

    def words(self, at: int) -> str:
        """The text of the block at a place."""
        block = self.block(at)
        return self._text[block.start : block.end]

    def closed(self, start: int, end: int) -> bool:
        return any(z.start < end and start < z.end for z in self._zones)

    def quoted(self, at: int) -> bool:
        return any(z.start <= at < z.end for z in self._quotations)

    def section(self, at: int) -> int:
        return bisect_right(self._headings, at)

    def linked_by_hand(self, term: str, section: int | None) -> bool:
        """Whether a link to the term made by hand stands in a section, or (None) anywhere."""
        target = f"term:{term}"
        return any(z.target == target and section in (None, self.section(z.start)) for z in self.links)

    def shouted(self, at: int) -> bool:
        """Whether the line at a place is wholly in capitals: there a single word's case says nothing."""
        ordinal = self.ordinal(at)
        if ordinal not in self._shouted:
            words = self.words(at)
            self._shouted[ordinal] = words.isupper() and sum(c.isupper() for c in words) > 12
        return self._shouted[ordinal]


def _in_reach(hits: Sequence[_Hit]) -> list[_Hit]:
    """Without names inside a ``not`` phrase of their term, and surnames whose full name has not stood before."""
    barred = [(h.start, h.end, n.term) for h in hits for n in h.names if n.rule == "not"]
    full: dict[str, int] = {}
    for hit in hits:
        for name in hit.names:
            if name.rule not in ("surname", "not"):
                full[name.term] = min(hit.start, full.get(name.term, hit.start))
    kept = []
    for hit in hits:
        present = {n.term for n in hit.names if n.rule == "surname" and full.get(n.term, hit.start) < hit.start}
        names = tuple(
            n
            for n in hit.names
            if n.rule != "not"
            and (n.rule != "surname" or present == {n.term})
            and not any(t == n.term and s <= hit.start and hit.end <= e for s, e, t in barred)
        )
        if names:
            kept.append(_Hit(hit.start, hit.end, names))
    return kept


def _longest(hits: Sequence[_Hit]) -> list[_Hit]:
    """Leftmost, then longest, without overlaps."""
    taken: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not taken or hit.start >= taken[-1].end:
            taken.append(hit)
    return taken


def _barred(hits: Sequence[_Hit], pins: Sequence[Pin]) -> list[_Chosen]:
    """Names that a pin to no term keeps from linking: mentions still, if one term alone claims them."""
    never = [p for p in pins if not p.term]
    inside = [h for h in hits if any(p.start <= h.start and h.end <= p.end for p in never)]
    return [
        _Chosen(h.start, h.end, h.names[0].term, NEVER) for h in _longest(inside) if len({n.term for n in h.names}) == 1
    ]


def _decide(
    taken: Sequence[_Hit],
    hits: Sequence[_Hit],
    plain: Plain,
    places: _Places,
    rules: Mapping[str, TermRule],
    context: Context,
) -> tuple[list[_Chosen], list[Clash]]:
    """One term for each hit: the only one, the sense that holds, or the only one that stands elsewhere in the text."""
    sure = {h.names[0].term for h in hits if len({n.term for n in h.names}) == 1}
    chosen, clashes = [], []
    for hit in taken:
        terms = tuple(sorted({n.term for n in hit.names}))
        candidates = terms if len(terms) == 1 else _senses(terms, rules, context, places.words(hit.start))
        if len(candidates) > 1:
            candidates = tuple(t for t in candidates if t in sure) or candidates
        if len(candidates) == 1:
            name = next(n for n in hit.names if n.term == candidates[0])
            chosen.append(_Chosen(hit.start, hit.end, name.term, name.rule))
        else:
            clashes.append(Clash(plain.text[hit.start : hit.end], terms, places.ordinal(hit.start)))
    return chosen, clashes


def _senses(terms: tuple[str, ...], rules: Mapping[str, TermRule], context: Context, words: str) -> tuple[str, ...]:
    """The terms whose ``when`` holds; if none does, those that have none; if that leaves none, all."""
    conditions = {t: rules[t].when if t in rules else None for t in terms}
    holding = tuple(t for t, when in conditions.items() if when is not None and _holds(when, context, words))
    return holding or tuple(t for t, when in conditions.items() if when is None) or terms


def _holds(when: When, context: Context, words: str) -> bool:
    """Whether all that a sense asks for is so: a tag, the article's date, a word in the same paragraph."""
    key = compare_key(normalise(words).text)
    return (
        (not when.tags or any(t in context.tags for t in when.tags))
        and (not when.after or (context.date != "" and context.date >= when.after))
        and (not when.before or (context.date != "" and context.date < when.before))
        and (not when.words or any(compare_key(normalise(w).text) in key for w in when.words))
    )
