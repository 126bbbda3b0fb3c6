"""The strangers of all texts go in, one group for what is one name comes out; knows no term and no ranking."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs

from briefs.core.acronyms import stands_for
from briefs.core.declension import declined, stem_of
from briefs.core.model import Stranger
from briefs.core.names import compare_key, is_acronym
from briefs.core.vocabulary import HEADS, NATION_WORDS
from briefs.suggest.records import Group, Place, commonest, plainly

Groups = dict[str, Group]
"""Groups by key: of an acronym, the acronym without dots; of a name, its compare form."""
_DOTTED_TOO = re.compile("[A-Z]{2,5}")
"""What the lexicon also looks for with dots."""
_INFERRED = 3
"""Letters of an acronym, or places of a name, from which on one is taken for the other without a bracket."""


def grouped(strangers: Mapping[str, Iterable[Stranger]], english: bool) -> tuple[Groups, Groups]:
    """(acronyms, names) of all texts; ``strangers`` are by origin. Their order does not matter."""
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for origin in sorted(strangers):
        for stranger in strangers[origin]:
            places[stranger.kind, key_of(stranger)].append(Place(origin, stranger))
    acronyms = {key: _acronym(key, found) for (kind, key), found in places.items() if kind == "acronym"}
    names = {key: _name(found) for (kind, key), found in places.items() if kind == "name"}
    names = _declined(_singular(names) if english else names)
    _share_capitals(acronyms, names)
    _expand(acronyms, names)
    return acronyms, names


def key_of(stranger: Stranger) -> str:
    """What the forms of one name have in common."""
    name = plainly(stranger.surface)
    return name.replace(".", "") if stranger.kind == "acronym" else compare_key(name)


def _acronym(key: str, places: list[Place]) -> Group:
    forms = {plainly(p.stranger.surface) for p in places}
    full = Counter(plainly(p.stranger.expansion) for p in places if p.stranger.expansion)
    others = () if _DOTTED_TOO.fullmatch(key) else tuple(sorted(forms - {key}))
    return Group(key, "acronym", tuple(places), commonest(full), others)


def _name(places: Iterable[Place]) -> Group:
    """A name with its spellings in other case; one such as YouTube keeps its case, and has them as aliases."""
    places = tuple(places)
    forms = Counter(plainly(p.stranger.surface) for p in places)
    name = commonest(forms)
    return Group(name, "name", places, aliases=tuple(sorted({*forms} - {name})) if is_acronym(name) else ())


def merged(one: Group, *others: Group) -> Group:
    """The first group with the places of all, in order."""
    places = {p for group in (one, *others) for p in group.places}
    return structs.replace(one, places=tuple(sorted(places, key=lambda p: (p.origin, p.stranger.start))))


def _singular(names: Groups) -> Groups:
    """English plurals join their singular: Shaheds, Iranians."""
    kept = dict(names)
    for key in sorted(names):
        one = key[:-1]
        if key.endswith("s") and one in kept and not one.endswith("s") and key in kept:
            kept[one] = merged(kept[one], kept.pop(key))
    return kept


def _declined(names: Groups) -> Groups:
    """The cases of a Cyrillic name join the form that the matcher would know most of them by."""
    alike: dict[tuple[str, int], list[str]] = defaultdict(list)
    for key in sorted(names):
        if stem_of(key):
            alike[key[:3], key.count(" ")].append(key)
    kept = dict(names)
    for keys in alike.values():
        while len(keys) > 1:
            forms = {key: [other for other in keys if declined(key, other, other, 0) == len(other)] for key in keys}
            best = min(keys, key=lambda k: (-sum(len(kept[f].places) for f in {*forms[k], k}), len(k), k))
            others = [kept.pop(form) for form in forms[best] if form != best]
            kept[best] = merged(kept[best], *others)
            keys = [key for key in keys if key != best and key not in forms[best]]
    return kept


def _share_capitals(acronyms: Groups, names: Groups) -> None:
    """Nato joins NATO, with the form as an alias; KYIV joins Kyiv, which finds it by itself."""
    for key in sorted(acronyms):
        name = names.get(compare_key(key))
        if name is None or not key.isalpha() or len(key) < 3:
            continue
        if len(name.places) > len(acronyms[key].places):
            names[compare_key(key)] = merged(name, acronyms.pop(key))
        else:
            both = merged(acronyms[key], names.pop(compare_key(key)))
            acronyms[key] = structs.replace(both, aliases=(*both.aliases, name.name))


def _expand(acronyms: Groups, names: Groups) -> None:
    """Each acronym takes the places of its full name, as given beside it or, by its initials, in the same text."""
    for key in sorted(acronyms):
        group = acronyms[key]
        full = group.expansion or _by_initials(group, names)
        if full:
            same = names.pop(compare_key(full), None)
            acronyms[key] = structs.replace(merged(group, *([same] if same else [])), expansion=full)
            _take_out(full, names)


def _take_out(full: str, names: Groups) -> None:
    """From the names, their places inside a full name that is lower case in part: Operate in Authority to Operate."""
    words = compare_key(full).split(" ")
    inner = {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)}
    for key in sorted(inner & names.keys()):
        kept = tuple(p for p in names[key].places if not _is_inside(p.stranger, full))
        names[key] = structs.replace(names[key], places=kept)


def _is_inside(stranger: Stranger, full: str) -> bool:
    """Whether a name stands inside another that its sentence has at the same place."""
    around = compare_key(stranger.before[-len(full) :] + stranger.surface + stranger.after[: len(full)])
    at, wanted = min(len(stranger.before), len(full)), compare_key(full)
    first = at + len(stranger.surface) - len(wanted)
    return around.find(wanted, max(0, first), at + len(wanted)) >= 0


def _by_initials(acronym: Group, names: Groups) -> str:
    """The one name of the acronym's texts whose initials it is; of two letters, only a body's that recurs: UN, EU."""
    short = len(acronym.name) < _INFERRED
    origins = {p.origin for p in acronym.places}
    found = [
        group.name
        for key, group in names.items()
        if key[0] == acronym.name[0].casefold()
        and " " in key
        and any(p.origin in origins for p in group.places)
        and stands_for(acronym.name, group.name)
        and not (short and (len(group.places) < _INFERRED or group.name.rpartition(" ")[2] not in HEADS))
    ]
    return found[0] if len(found) == 1 else ""


def is_described(group: Group, names: Groups) -> bool:
    """Whether a name is another one behind an adjective of nation: Iranian Shahed."""
    first, _, rest = compare_key(group.name).partition(" ")
    return first in NATION_WORDS and rest in names and len(names[rest].counted) >= len(group.counted)


def with_parts(names: Groups, whole: Mapping[str, Group]) -> Groups:
    """The names, each with its places inside longer names that are none of ``whole``.

    "Russian Black Sea Fleet" is also a place of the Black Sea Fleet, where only that is suggested: the matcher
    would find it there. Of a longer name one word counts only behind an adjective of nation: Iranian Shahed.
    """
    found = dict(names)
    for key in sorted(names):
        if " " in key and key not in whole:
            for place in names[key].places:
                part = next(_parts(place.stranger, names), None)
                if part:
                    inner = key_of(part)
                    found[inner] = merged(found[inner], Group(inner, "name", (Place(place.origin, part),)))
    return found


_WORD = re.compile(r"[^\s\-‐‑–]+")


def _parts(stranger: Stranger, names: Groups) -> Iterator[Stranger]:
    """The shorter names inside a stranger, the longest first."""
    words = list(_WORD.finditer(stranger.surface))
    for length in range(len(words) - 1, 0, -1):
        for at in range(len(words) - length + 1):
            start, end = words[at].start(), words[at + length - 1].end()
            part = _cut(stranger, start, end)
            others = [w.group().casefold() for w in (*words[:at], *words[at + length :])]
            if key_of(part) in names and (length > 1 or NATION_WORDS.issuperset(others)):
                yield part


def _cut(stranger: Stranger, start: int, end: int) -> Stranger:
    """The stranger that is ``surface[start:end]`` of another."""
    return structs.replace(
        stranger,
        surface=stranger.surface[start:end],
        start=stranger.start + start,
        end=stranger.start + end,
        before=stranger.before + stranger.surface[:start],
        after=stranger.surface[end:] + stranger.after,
    )
