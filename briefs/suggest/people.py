"""Groups of names go in, those that are people come out with their surnames' places; knows no term."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from msgspec import structs

from briefs.core.names import compare_key
from briefs.core.vocabulary import ARTICLES, HEADS, NATION_WORDS, TITLES
from briefs.suggest.groups import Groups, merged
from briefs.suggest.records import Group, Place

_LAST_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)?)\.?\s*\Z")
_COMPASS = frozenset("north south east west new old saint san santa great upper lower central".split())
_ARTICLES = frozenset(word.casefold() for word in ARTICLES)
_MOST_WORDS = 5


def with_people(names: Groups, small: Callable[[str], int]) -> Groups:
    """The names, where a full name is a person's, with the places of the surname that the matcher would find.

    A surname stands for a person behind the full name in the same text, if no other person there has it (LINKING,
    "Forms"). Its other places make it an alias, if on the whole site the surname is one person's and no common word:
    ``small`` says how often a word stands in small letters; a name of common words is no person's without a title:
    Cloud Foundry, Public Sans.
    """
    found = dict(names)
    by_surname: dict[str, list[str]] = defaultdict(list)
    for key in sorted(names):
        if " " in names[key].name and _may_be_person(key):
            by_surname[compare_key(names[key].name.rpartition(" ")[2])].append(key)
    for surname, keys in by_surname.items():
        alone = names.get(surname)
        if alone and _has_article(alone):
            continue
        common = alone is None or small(surname) >= len(alone.places)
        shown = [
            *(k for k in keys if _is_titled(names[k])),
            *(k for k in keys if alone and not common and not small(k.split(" ")[0]) and _followed(names[k], alone)),
        ]
        shown = [k for k in keys if k in shown and not _has_article(names[k])]
        for key in shown:
            found[key] = structs.replace(found[key], person=True)
        if alone and shown:
            _give(found, surname, shown, keys, small(surname) == 0)
    return found


def _may_be_person(key: str) -> bool:
    words = key.split(" ")
    last = words[-1]
    heads = any(w.capitalize() in HEADS for w in words)
    return (
        2 <= len(words) <= _MOST_WORDS
        and last.isalpha()
        and len(last) > 1
        and not heads
        and last not in NATION_WORDS
        and words[0] not in _COMPASS
        and "of" not in words
    )


def _followed(full: Group, alone: Group) -> bool:
    """Whether the surname stands alone somewhere behind the full name."""
    first = _first_places(full)
    return any(p.origin in first and first[p.origin] < p.stranger.start for p in alone.places)


def _first_places(group: Group) -> dict[str, int]:
    """Where in each text a name first stands."""
    first: dict[str, int] = {}
    for origin, stranger in group.places:
        first[origin] = min(stranger.start, first.get(origin, stranger.start))
    return first


def _is_titled(group: Group) -> bool:
    return any((w := _word_before(p)) and w.capitalize() in TITLES for p in group.places)


def _has_article(group: Group) -> bool:
    """Whether a name mostly stands behind an article, as people's do not."""
    behind = sum(_word_before(p) in _ARTICLES for p in group.places)
    return 2 * behind >= len(group.places)


def _word_before(place: Place) -> str:
    found = _LAST_WORD.search(place.stranger.before[-40:])
    return found[1].casefold() if found else ""


def _give(found: Groups, surname: str, shown: list[str], all_of_it: list[str], as_alias: bool) -> None:
    """The surname's places to the people whose they are; what stays is an alias, or a name of its own."""
    alone = found.pop(surname)
    first = {key: _first_places(found[key]) for key in all_of_it}
    left = []
    for place in alone.places:
        there = [key for key in all_of_it if place.origin in first[key]]
        behind = len(there) == 1 and there[0] in shown and first[there[0]][place.origin] < place.stranger.start
        if behind:
            found[there[0]] = merged(found[there[0]], structs.replace(alone, places=(place,)))
        else:
            left.append(place)
    rest = structs.replace(alone, places=tuple(left))
    if left and as_alias and len(all_of_it) == 1:
        person = merged(found[shown[0]], rest)
        found[shown[0]] = structs.replace(person, aliases=(*person.aliases, alone.name))
