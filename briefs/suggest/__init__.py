"""What stands in a site's texts without an entry goes in, what to define next comes out, ranked; prints nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log2

from briefs.core.model import Mention, Outline, Plain, Skip, Stranger, Term
from briefs.core.names import compare_key
from briefs.core.sentences import sentences
from briefs.core.text import fold_case
from briefs.core.vocabulary import HEADS, KNOWN_STATES, NATION_WORDS, SHOUTED
from briefs.suggest.aliases import Alias, Names, unlinked
from briefs.suggest.groups import Groups, grouped, is_described, with_parts
from briefs.suggest.people import with_people
from briefs.suggest.records import Group, Sentence, Suggestion, Suggestions, commonest, plainly

__all__ = ["Sentence", "Suggestion", "Suggestions", "suggest"]

_WEIGHTS = (1, 4, 20)
"""Of a single word, a name of several words, an acronym: how likely a reader stumbles over it."""
_HEAD = 0.25
"""Of a word such as Council alone: it stands for a longer name."""
_KNOWN = 0.05
"""Of nations, their people and their adjectives: every reader knows them."""
_SENTENCES = 3
_REACH = 1_000


def suggest(
    strangers: Mapping[str, Iterable[Stranger]],
    skipped: Mapping[str, Iterable[Skip]],
    mentions: Mapping[str, Iterable[Mention]],
    outlines: Iterable[Outline],
    plains: Mapping[str, Plain],
    language: str = "en",
    least: int = 2,
) -> tuple[Suggestion, ...]:
    """What to define next, the likeliest to be missed first; the order of what is given does not matter.

    All mappings are by origin. ``outlines`` give the terms there are and the files they are in, ``plains`` the texts,
    ``language`` is the site's. An acronym is suggested from its first place on: a reader cannot guess it. A name
    recurs, so it has ``least`` places or more, in one text or several, and one of them shows that it is a name.
    """
    homes = {term.id: (term, outline.origin) for outline in outlines for term in outline.terms}
    terms = [term for term, _ in homes.values()]
    small = _Small(plains)
    acronyms, names = grouped(strangers, language.split("-")[0].lower() == "en")
    names = with_people(names, small.count)
    names = {key: group for key, group in names.items() if group.places}
    likely = {key: g for key, g in names.items() if _recurs(g, least) and not is_described(g, names)}
    names = with_parts(names, likely)
    known = Names(terms, mentions)
    new = [*_acronyms(acronyms), *(g for g in names.values() if _is_suggested(g, names, least, small.count))]
    found = [_suggestion(group, known.alias(group), homes, small.count) for group in new]
    found += _from_ledger(unlinked(skipped, mentions, terms), homes, plains, least)
    return tuple(sorted(found, key=lambda s: (-s.score, s.name, s.term, s.why)))


class _Small:
    """How often a word stands in small letters on the whole site; counted when first asked."""

    def __init__(self, plains: Mapping[str, Plain]) -> None:
        self._plains = plains
        self._counts: Counter[str] | None = None

    def count(self, word: str) -> int:
        """Of one folded word."""
        if self._counts is None:
            self._counts = Counter(w for p in self._plains.values() for w in _WORD.findall(p.text) if w.islower())
        return self._counts[word]


_WORD = re.compile(r"[^\W\d_]+")


def _acronyms(acronyms: Groups) -> Iterable[Group]:
    return (g for g in acronyms.values() if g.counted and g.name not in SHOUTED)


def _recurs(group: Group, least: int) -> bool:
    return len(group.counted) >= least and any(p.stranger.firm for p in group.counted)


def _is_suggested(group: Group, names: Groups, least: int, small: Callable[[str], int]) -> bool:
    return _recurs(group, least) and _is_name(group, small) and not is_described(group, names)


def _is_name(group: Group, small: Callable[[str], int]) -> bool:
    """Whether a single word is more often a name than a word in small letters."""
    key = compare_key(group.name)
    return " " in key or small(key) < len(group.counted)


def _suggestion(
    group: Group, alias: Alias | None, homes: Mapping[str, tuple[Term, str]], small: Callable[[str], int]
) -> Suggestion:
    places = group.counted
    origins = {p.origin for p in places}
    single = " " not in group.name and "-" not in group.name
    return Suggestion(
        name=group.name,
        kind="alias" if alias else group.kind,
        count=len(places),
        articles=len(origins),
        score=_score(group.name, group.kind, len(places), len(origins)),
        term=alias.term if alias else "",
        home=homes[alias.term][1] if alias else "",
        why=alias.why if alias else "",
        expansion=group.expansion,
        aliases=group.aliases,
        person=group.person,
        exact=group.kind == "name" and single and small(fold_case(group.name)) > 0,
        sentences=_best([(p.stranger.firm, p.stranger.start, _sentence(p.origin, p.stranger)) for p in places]),
    )


def _score(name: str, kind: str, count: int, articles: int) -> float:
    """More for what stands in more texts, less than in proportion for what one text repeats."""
    words = compare_key(name).split()
    weight: float = _WEIGHTS[2 if kind == "acronym" else len(words) > 1]
    if name in KNOWN_STATES or all(word in NATION_WORDS for word in words):
        weight = _KNOWN
    elif name in HEADS:
        weight = _HEAD
    return round(weight * articles * (1 + log2(count)), 6)


def _sentence(origin: str, it: Stranger) -> Sentence:
    return Sentence(origin, it.paragraph, it.before, it.surface, it.after)


def _best(found: Sequence[tuple[bool, int, Sentence]]) -> tuple[Sentence, ...]:
    """At most three sentences of different texts, the firm ones first."""
    by_origin: dict[str, tuple[bool, int, Sentence]] = {}
    for one in sorted(found, key=lambda f: (not f[0], f[1])):
        by_origin.setdefault(one[2].origin, one)
    ordered = sorted(by_origin.values(), key=lambda f: (not f[0], f[2].origin))
    return tuple(sentence for _, _, sentence in ordered[:_SENTENCES])


def _from_ledger(
    found: Mapping[tuple[str, str, str], list[tuple[str, Skip]]],
    homes: Mapping[str, tuple[Term, str]],
    plains: Mapping[str, Plain],
    least: int,
) -> list[Suggestion]:
    """Known names that stand in texts and are never linked there, with the reason of the ledger."""
    made = []
    for (term, _, reason), places in found.items():
        if len(places) < least or term not in homes:
            continue
        origins: dict[str, list[Skip]] = defaultdict(list)
        for origin, skip in places:
            origins[origin].append(skip)
        name = commonest(Counter(plainly(skip.surface) for _, skip in places))
        around = [(True, s.start, _around(o, s, plains[o])) for o, s in places if o in plains]
        score = _score(name, "name", len(places), len(origins))
        made.append(
            Suggestion(
                *(name, "alias", len(places), len(origins), score, term, homes[term][1], reason),
                sentences=_best(around),
            )
        )
    return made


def _around(origin: str, skip: Skip, plain: Plain) -> Sentence:
    """The sentence around a name of the ledger."""
    block = plain.blocks[max(0, bisect_right([b.start for b in plain.blocks], skip.start) - 1)]
    spans = sentences(plain.text[block.start : block.end]) or ((0, block.end - block.start),)
    at = max(0, bisect_right(spans, (skip.start - block.start, len(plain.text))) - 1)
    first, last = block.start + spans[at][0], block.start + spans[at][1]
    before = plain.text[max(min(first, skip.start), skip.start - _REACH) : skip.start]
    after = plain.text[skip.end : max(min(last, skip.end + _REACH), skip.end)]
    return Sentence(origin, block.paragraph, before, skip.surface, after)
