"""An English name goes in, its plurals and singulars come out; knows no glossary and no other language.

Rules: LINKING "Forms" (docs, linking.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefs.core.names import is_acronym

_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_HEAD = re.compile(r"(?P<head>.*?)(?P<tail> of .+| d'.+|[ -]general|[ -]in[ -](?:chief|law)|-by)", re.IGNORECASE)
"""Whose plural is in the middle: ministers of defence, coups d'état, attorneys general, passers-by."""


def other_numbers(name: str) -> Iterator[str]:
    """The plural and the singular of a name's last word, and of the noun before an "of", by the rules of English."""
    yield from _of_last_word(name)
    headed = _HEAD.fullmatch(name)
    if headed:
        yield from (head + headed["tail"] for head in _of_last_word(headed["head"]))


def _of_last_word(name: str) -> Iterator[str]:
    head, gap, last = name.rpartition(" ")
    front, hyphen, last = last.rpartition("-")
    head += gap + front + hyphen
    if _ACRONYMS.fullmatch(last):
        yield head + last[:-1]
    if is_acronym(last) or not last.isascii() or not last.isalpha():
        return
    for form in (*_plurals(last), *_singulars(last)):
        yield head + form


_IRREGULAR = (
    "child/children person/people foot/feet tooth/teeth goose/geese mouse/mice ox/oxen gas/gases "
    "bias/biases lens/lenses crisis/crises thesis/theses hypothesis/hypotheses synthesis/syntheses diagnosis/diagnoses "
    "emphasis/emphases criterion/criteria phenomenon/phenomena datum/data bacterium/bacteria stratum/strata "
    "addendum/addenda memorandum/memoranda erratum/errata curriculum/curricula spectrum/spectra referendum/referenda "
    "index/indices matrix/matrices vertex/vertices appendix/appendices codex/codices "
    "nucleus/nuclei stimulus/stimuli alumnus/alumni radius/radii fungus/fungi bacillus/bacilli "
    "larva/larvae formula/formulae alga/algae vertebra/vertebrae antenna/antennae axis/axes bureau/bureaux "
    "knife/knives life/lives wife/wives leaf/leaves half/halves shelf/shelves wolf/wolves thief/thieves self/selves "
    "calf/calves loaf/loaves scarf/scarves hoof/hooves wharf/wharves sheaf/sheaves "
    "movie/movies cookie/cookies zombie/zombies calorie/calories prairie/prairies "
    "cache/caches niche/niches headache/headaches avalanche/avalanches quiz/quizzes"
)
"""Plurals that the rules below do not make, or not undo, and that glossaries have."""
_PLURAL = dict(pair.split("/") for pair in _IRREGULAR.split())
_SINGULAR = {many: one for one, many in _PLURAL.items()}
_ALSO_REGULAR = ("um", "ex", "ix", "us", "a", "f", "on", "eau")
"""Irregular words of these endings have the regular plural too: memorandums, indexes, formulas."""
_SAME = frozenset(
    "aircraft spacecraft watercraft hovercraft sheep deer fish salmon series species means news headquarters barracks "
    "crossroads corps offspring arms customs goods works glasses premises police cattle personnel".split()
)
"""One form for both numbers, or another word without its s: ``news`` is no plural of ``new``."""
_NOT_MEN = frozenset("german human roman norman ottoman talisman shaman caiman".split())
_SINGULAR_S = ("ss", "us", "is", "as", "os")
"""Endings in s that a singular may have; any other word in s is a plural."""


def _plurals(word: str) -> Iterator[str]:
    low = word.lower()
    if low in _SAME or low in _SINGULAR or (low.endswith("s") and not low.endswith(_SINGULAR_S) and low != "lens"):
        return
    if low in _PLURAL:
        yield _like(word, _PLURAL[low])
        if not low.endswith(_ALSO_REGULAR):
            return
    yield from _regular_plurals(word, low)


_IES = re.compile(r"(?:[^aeiou]|qu)y$")
_OES = re.compile(r"[^aeiou]o$")


def _regular_plurals(word: str, low: str) -> Iterator[str]:
    if low.endswith("y") and _IES.search(low):
        yield word[:-1] + "ies"
    elif low.endswith("sis"):
        yield word[:-2] + "es"
    elif low.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    elif low.endswith("man") and low not in _NOT_MEN:
        yield word[:-2] + "en"
    else:
        yield word + "s"
        if low.endswith("o") and _OES.search(low):
            yield word + "es"


def _singulars(word: str) -> Iterator[str]:
    low = word.lower()
    if low in _SINGULAR:
        yield _like(word, _SINGULAR[low])
    elif low in _SAME or len(low) < 4:
        return
    elif low.endswith("men"):
        yield word[:-2] + "an"
    elif low.endswith("is") and not low.endswith("sis") and word[0].isupper() and len(word) > 5:
        yield word[:-1]  # Houthis, Iraqis
    elif low.endswith("s") and not low.endswith(("ss", "us", "is", "ics")):
        yield from _without_s(word, low)


def _without_s(word: str, low: str) -> Iterator[str]:
    if low.endswith("ies"):
        yield word[:-3] + "y" if len(low) > 4 else word[:-1]
    elif low.endswith(("sses", "uses", "xes", "zzes", "ches", "shes", "oes")):
        yield word[:-2]
        if low.endswith(("uses", "oes")):
            yield word[:-1]
    elif low.endswith("yses"):
        yield word[:-2] + "is"
    else:
        yield word[:-1]


def _like(word: str, form: str) -> str:
    """The form with the capital of the word."""
    return form.capitalize() if word[0].isupper() else form
