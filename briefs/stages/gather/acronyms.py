"""A word goes in, whether it is an acronym comes out, and the full name that a text gives beside it; knows no site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefs.core.acronyms import stands_for
from briefs.stages.gather.tokens import Token

_MOST = 7
"""Capitals of an acronym; a longer word is somebody raising the voice."""
_MOST_DIGITS = 3
"""Digits that may follow capitals without a hyphen: MH17, PS752. UN2231 is a name that lost its space."""
_DESIGNATION = re.compile(r"([^\W\d_]+)([-‐‑–]?)(\d+)([^\W\d_]?)")
"""Letters, digits, at most one more letter: COVID-19, F-16, G7, Su-34M."""
_QUARTER = re.compile(r"[QH][1-4]|[AB][0-6]")
"""Quarters, halves of a year, sizes of paper."""
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_NONE = frozenset(
    "AM PM AD BC BCE CE OK NO A.M P.M A.D B.C B.C.E EE UU "
    "MW GW TW KW MWH GWH TWH KWH MWh GWh TWh MB GB TB KB MHz GHz THz KM KG CM MM KT DB MJ GJ TJ MPa GPa BHP".split()
)
"""Hours, eras and units, and what Spanish doubles for its plural (EE. UU.)."""
_HYPHENS = re.compile("[-‐‑–]")


def acronym_end(word: str) -> int:
    """How many characters of a word are an acronym: less the plural s and what follows an apostrophe; 0 if it is none.

    Two to seven capitals, and more of them than small letters; or capitals with a number.
    """
    if len(word) < 2 or (word.isalpha() and word[1:].islower()):
        return 0
    if _DOTTED.fullmatch(word):
        return len(word) if word.rstrip(".") not in _NONE else 0
    end = len(word) - 1 if word[-1] == "s" and (word[-2].isupper() or word[-2].isdigit()) else len(word)
    return end if _is_acronym(word[:end]) else 0


def _is_acronym(word: str) -> bool:
    numbered = _DESIGNATION.fullmatch(word)
    if numbered:
        letters, hyphen, digits, _ = numbered.groups()
        short = len(digits) <= (_MOST_DIGITS + 1 if hyphen else _MOST_DIGITS)
        return letters.isupper() and len(letters) <= _MOST and short and not _QUARTER.fullmatch(word)
    capitals = sum(c.isupper() for c in word)
    if not word.isalpha() or not 2 <= capitals <= _MOST or word in _NONE or _ROMAN.fullmatch(word):
        return False
    return capitals > len(word) - capitals and len(word) <= _MOST + 1


def is_roman(word: str) -> bool:
    """Whether a word is a roman number up to thirty-nine, as kings and wars have them."""
    return _ROMAN.fullmatch(word) is not None


def parts(token: Token) -> Iterator[Token]:
    """The token, or, where a hyphen joins an acronym to another name, both: US-Iran."""
    pieces = _HYPHENS.split(token.text)
    if len(pieces) < 2 or not any(len(p) > 1 and p.isupper() and p.isalpha() for p in pieces) or pieces[1][0].isdigit():
        yield token
        return
    at = token.start
    for piece in pieces:
        if piece[:1].isupper():
            yield Token(at, at + len(piece), piece)
        at += len(piece) + 1


_REACH = 200
"""Characters before or behind an acronym in which its full name is looked for."""
_MOST_WORDS = 14
_BEFORE = re.compile(r"(?:,? \([\"“'‘«„]?|, or (?:the )?| [-–—] )\Z")
_BEHIND = re.compile(r"s?[\"”'’»“]?[);,]")
_STOP = re.compile(r"[.;:!?()\n](?:[ \n]|\Z)|[()\0]")
_INSIDE = re.compile(r"s?[\"”'’»“]? \((?:the |The )?[\"“'‘«„]?(?P<name>[^()\n]{4,200}?)[\"”'’»“]?(?:[;,][^()\n]*)?\)")
_WORD = re.compile(r"[^\W_]+")


def expansion(text: str, start: int, end: int, english: bool) -> str:
    """The full name of the acronym ``text[start:end]`` as the text gives it, its white space made single; or nothing.

    "Full Name (FN)", "Full Name, or FN," and "FN (Full Name)", checked letter by letter: the words nearest to the
    bracket that stand for it.
    """
    acronym, found = text[start:end], ""
    before = _BEFORE.search(text, max(0, start - 10), start)
    if before and (_BEHIND.match(text, end) or "(" not in before.group()):
        found = _full_name(text[max(0, before.start() - _REACH) : before.start()], acronym)
        if found and text[end : end + 1] == "s" and english:
            found = _singular(found)
    if not found:
        behind = _INSIDE.match(text, end)
        found = behind["name"] if behind and stands_for(acronym, behind["name"]) else ""
    return " ".join(found.split())


def _full_name(before: str, acronym: str) -> str:
    """The fewest words at the end of a stretch that stand for an acronym, those that do so strictly before others."""
    stops = list(_STOP.finditer(before))
    words = list(_WORD.finditer(before, stops[-1].end() if stops else 0))[-_MOST_WORDS:]
    names = [before[word.start() :] for word in reversed(words[:-1])]
    fitting = (name for strictly in (True, False) for name in names if stands_for(acronym, name, strictly=strictly))
    return next(fitting, "")


def _singular(name: str) -> str:
    """A name in the plural, as one: "unmanned aerial vehicles (UAVs)"."""
    if name.endswith("ies"):
        return name[:-3] + "y"
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "ses")) else name
