"""Groups of strangers and the ledger go in, what is probably a name of a known term comes out; knows no ranking."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from briefs.core.acronyms import stands_for
from briefs.core.model import Mention, Skip, Term
from briefs.core.names import compare_key, is_acronym
from briefs.core.vocabulary import NATION_WORDS
from briefs.suggest.records import Group, plainly

WORTH_TELLING = frozenset(
    ("case", "surname before full name", "surname of several", "ambiguous", "line in capitals"),
)
"""Reasons of the ledger that an alias, or a pin, would do away with; the others are as the author wants them."""
_LONG_WORD = 6
_INITIALS = 3
_SMALL_WORDS = frozenset("of the for and on in de la des du und der y".split())
_WORD = re.compile(r"[^\W_]+")


class Alias(Struct, frozen=True):
    """A term that a group probably names, and why."""

    term: str
    why: str


class Names:
    """All names of all terms, made ready to be compared with."""

    def __init__(self, terms: Iterable[Term], mentions: Mapping[str, Iterable[Mention]]) -> None:
        self._terms = {term.id: term for term in terms}
        self._origins: dict[str, set[str]] = defaultdict(set)
        for origin, found in mentions.items():
            for mention in found:
                self._origins[mention.term].add(origin)
        self._with_word: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._spelled: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for term in self._terms.values():
            for name in names_of(term):
                self._enter(term, name)

    def _enter(self, term: Term, name: str) -> None:
        for word in _words(name):
            self._with_word[word].add((term.id, name))
        for key in _spellings(name):
            self._spelled[key].add((term.id, name))
        if term.kind == "person" and " " in name:
            for key in _spellings(name.rpartition(" ")[2]):
                self._spelled[key].add((term.id, name.rpartition(" ")[2]))

    def alias(self, group: Group) -> Alias | None:
        """The one term that a group of strangers probably names."""
        ways = (
            ("initials", self._initials(group)),
            ("shorter form", self._longer(group.name) if group.kind == "name" else set()),
            ("spelling", self._alike(group.name) if group.kind == "name" else set()),
        )
        for why, terms in ways:
            # A full name that the glossary has is never a new entry's, were it that of several senses.
            said = why == "initials" and group.expansion
            term = min(terms, default="") if said else self._nearest(terms, group)
            if term:
                return Alias(term, why)
        return None

    def _nearest(self, terms: set[str], group: Group) -> str:
        """Of several terms the one that stands in the same texts; none if that does not tell."""
        origins = {p.origin for p in group.places}
        near = sorted(t for t in terms if origins & self._origins[t]) or sorted(terms)
        return near[0] if len(near) == 1 else ""

    def _initials(self, group: Group) -> set[str]:
        """Terms whose full name an acronym stands for, or is said to."""
        if group.kind != "acronym":
            return set()
        said = compare_key(group.expansion)
        return {
            term.id
            for term in self._terms.values()
            for name in names_of(term)
            if (said and compare_key(plainly(name)) == said)
            or (len(group.name) >= _INITIALS and not said and " " in name and stands_for(group.name, name))
        }

    def _longer(self, name: str) -> set[str]:
        """Terms with a name that has the same words in the same order, and more."""
        words = _words(name)
        if len(words) < 2:
            return set()
        holding = set.intersection(*(self._with_word.get(w, set()) for w in words))
        return {term for term, longer in holding if _is_part(words, _words(longer))}

    def _alike(self, name: str) -> set[str]:
        """Terms with a name of which a letter in a long word differs: Zelensky, Zelenskyy."""
        key = compare_key(name)
        found = {pair for spelling in _spellings(name) for pair in self._spelled.get(spelling, ())}
        return {term for term, other in found if not _is_other_number(key, compare_key(plainly(other)))}


def names_of(term: Term) -> tuple[str, ...]:
    """A term's names as the author wrote them."""
    return tuple(n for n in (term.term, term.abbreviation, *term.aliases) if n)


def _words(name: str) -> list[str]:
    """The words that count, in the singular as English has it: Guards, Guard."""
    words = (w for w in _WORD.findall(compare_key(plainly(name))) if w not in _SMALL_WORDS)
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words]


def _is_part(words: list[str], longer: list[str]) -> bool:
    rest = iter(longer)
    return len(words) < len(longer) and all(word in rest for word in words)


def _spellings(name: str) -> Iterator[str]:
    """The name, and the name less each letter of its long words: names one letter apart share one of these."""
    key = compare_key(plainly(name))
    for word in _WORD.finditer(key):
        if len(word.group()) >= _LONG_WORD and word.group() not in NATION_WORDS:
            yield key
            yield from (key[:at] + key[at + 1 :] for at in range(word.start(), word.end()))


def _is_other_number(one: str, other: str) -> bool:
    return one == other or one + "s" == other or other + "s" == one


def unlinked(
    skipped: Mapping[str, Iterable[Skip]], mentions: Mapping[str, Iterable[Mention]], terms: Iterable[Term]
) -> dict[tuple[str, str, str], list[tuple[str, Skip]]]:
    """(term, key, reason) to the (origin, skip)s of names that stand in a text and are never a mention there.

    A skip for its case counts only of names that are no acronyms: "us" is no US.
    """
    capitals = {(t.id, compare_key(plainly(n))) for t in terms for n in names_of(t) if is_acronym(plainly(n))}
    found: dict[tuple[str, str, str], list[tuple[str, Skip]]] = defaultdict(list)
    for origin in sorted(skipped):
        seen = {(m.term, compare_key(plainly(m.surface))) for m in mentions.get(origin, ())}
        for skip in skipped[origin]:
            key = compare_key(plainly(skip.surface))
            loud = skip.reason == "case" and ((skip.term, key) in capitals or (skip.term, key.rstrip("s")) in capitals)
            if skip.reason in WORTH_TELLING and (skip.term, key) not in seen and not loud:
                found[skip.term, key, skip.reason].append((origin, skip))
    return found
