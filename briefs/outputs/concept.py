"""A term of the linked site goes in, what SKOS says of it comes out: its names by language, and other concepts.

Rules: SKOS Reference (W3C, 2009), S13, S14 and S27: one preferred name a language, no name twice, and what is related
stands neither above nor below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from briefs.core.model import Index, Term
from briefs.theme import web


class Concept(Struct, frozen=True):
    """A term as a concept; others are named by their ids."""

    term: Term
    preferred: dict[str, str]
    """By language tag."""
    alternative: dict[str, tuple[str, ...]]
    """By language tag."""
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    related: tuple[str, ...]
    same: tuple[str, ...]
    """Addresses of the same thing elsewhere."""


def concepts(index: Index) -> tuple[Concept, ...]:
    """Every term, in the order of the A–Z."""
    above = _above(index.terms.values())
    return tuple(_concept(term, index, above) for term in index.terms.values())


def _concept(term: Term, index: Index, above: Mapping[str, frozenset[str]]) -> Concept:
    def known(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(i for i in dict.fromkeys(ids) if i in index.terms and i != term.id)

    preferred, others = _names(term, index.language)
    related = (i for i in known(term.see_also) if i not in above[term.id] and term.id not in above[i])
    same = tuple(web(address) for address in dict.fromkeys(term.same_as) if web(address))
    return Concept(term, preferred, others, known(term.broader), known(term.narrower), tuple(related), same)


def _names(term: Term, language: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The preferred name of each language, and the others; a language's tag is the same in capitals."""
    preferred = {language: term.term}
    others: dict[str, list[str]] = {language: [term.abbreviation, *term.aliases]}
    for tag, name in term.native:
        same = next((one for one in preferred if one.lower() == tag.lower()), None)
        if same is None:
            preferred[tag] = name
        else:
            others.setdefault(same, []).append(name)
    found = {tag: tuple(n for n in dict.fromkeys(names) if n and n != preferred[tag]) for tag, names in others.items()}
    return preferred, {tag: names for tag, names in found.items() if names}


def _above(terms: Iterable[Term]) -> Mapping[str, frozenset[str]]:
    """By id: all that stands above a term, however far."""
    parents: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        parents[term.id].update(term.broader)
        for below in term.narrower:
            parents[below].add(term.id)
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for one in list(parents):
        seen: set[str] = set()
        waiting = list(parents[one])
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += parents.get(at, ())
        found[one] = frozenset(seen)
    return found
