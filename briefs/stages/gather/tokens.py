"""Nothing goes in, the pattern of a run of capitalised words comes out; knows no list of words but the particles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from unicodedata import category

from msgspec import Struct

HIDDEN = "\0"
"""Stands in the text for each character that is not looked at; nothing joins across it."""


class Token(Struct, frozen=True, gc=False):
    """A word of a run, at ``text[start:end]``."""

    start: int
    end: int
    text: str

    @property
    def small(self) -> bool:
        """Whether it is a particle."""
        return self.text.islower()


_CASED = (
    range(0x41, 0x588),
    range(0x10A0, 0x1100),
    range(0x13A0, 0x1400),
    range(0x1E00, 0x2000),
    range(0x2C00, 0x2D00),
    range(0xA640, 0xA800),
    range(0x10400, 0x10500),
    range(0x1E900, 0x1E944),
)
"""Where the scripts with two cases stand: Latin, Greek, Cyrillic, Armenian, Georgian, Cherokee, Deseret, Adlam …"""


def _set(codes: Iterable[int]) -> str:
    """The codes as they stand inside ``[...]``, those that follow each other as a range."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges)


_LETTERS = _set(c for c in chain(*_CASED) if category(chr(c))[0] == "L")
_UPPER = _set(c for c in chain(*_CASED) if category(chr(c)) in ("Lu", "Lt"))
_LOWER = _set(c for c in chain(*_CASED) if category(chr(c)) == "Ll")
_IN_WORD = f"{_LETTERS}0-9\u0300-\u036f\xad\u200b-\u200d\u2060"
"""Letters, digits, and marks and invisible signs, as in "Sca\xadled"."""
_APOSTROPHE = "['’ʼ‘]"
_HYPHEN = "[-‐‑–]"
_GAP = r"(?:[^\S\n]{1,4}\n?[^\S\n]{0,4}|\n[^\S\n]{0,4})"
"""White space between words, bounded: a text of spaces must not take quadratic time."""

_MOST_WORDS = 24
"""Words of a run behind its first; a longer one is no name, and a text of capitals must not take quadratic time."""

_CONTRACTED = f"(?:s|d|m|t|ll|re|ve)(?![{_IN_WORD}])"
_SUFFIXED_LANGUAGES = frozenset({"tr", "az", "crh"})
"""An apostrophe parts a name from its endings here: Türkiye'nin."""
_ARTICLE = f"(?:[aeu][lnrstdz]|ash|adh|[AE]l){_HYPHEN}"
"""The Arabic article: al-Assad, az-Zawahiri."""
_NUMBERED = "|".join(
    f"(?<={end} )"
    for end in (
        *("esolution", "ésolution", "esolución", "Directive", "Regulation", "Verordnung", "Richtlinie", "Protocol"),
        *("Agenda", "Vision", "Flight", "Boeing", "Airbus", "Apollo", "Soyuz", "Unit", "Law", "Act", "езолюция"),
    )
)
"""What a number belongs to that follows; of "sold Russia 400" it does not."""
_PARTICLES = (
    r"de la|de las|de los|van der|van den|van de|von der|von dem|von und zu|"
    r"del|della|dello|dei|degli|di|da|dos|das|do|du|des|van|bin|ibn|bint|ben|al|el|ter|ten|af|av"
)
_ROMANCE = r"|de|de l[’']|d[’']|la|le|les|los|las|y|e|et"
_ENGLISH = r"|de|la|le|el|von|zu|zum|of the|of|for the|for|on the|on|and the|and"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    after = f"(?=[{_UPPER}])" if language in _SUFFIXED_LANGUAGES else f"(?!{_CONTRACTED})"
    tail = f"(?:{_APOSTROPHE}{after}[{_IN_WORD}]+)*"
    joined = f"(?:{_HYPHEN}(?:[{_LOWER}]{{1,5}}{_HYPHEN})?[{_UPPER}0-9][{_IN_WORD}]*{tail})*"
    rest = f"[{_IN_WORD}]*{tail}{joined}"
    dotted = f"\\.(?:[{_UPPER}]\\.)*(?![{_IN_WORD}])"
    number = f"(?:{_NUMBERED})[0-9]{{1,5}}(?![0-9{_LETTERS}])"
    token = f"(?:(?:{_ARTICLE})?[{_UPPER}](?:{dotted}|{rest})|{number})"
    particles = _PARTICLES + ("" if language == "de" else _ROMANCE if language in _ROMANCES else _ENGLISH)
    # The engine skips to the class that a pattern begins with, so what stands before is asked for after it.
    first = f"[{_UPPER}](?<![{_IN_WORD}_].)(?:{dotted}|{rest})"
    return re.compile(f"{first}(?:{_GAP}(?:(?:{particles})(?:{_GAP}|(?<=[’'])))?{token}){{0,{_MOST_WORDS}}}")


_ROMANCES = frozenset("fr es pt it ca gl ro oc".split())
_HYPHENS = tuple("-‐‑–")
_WORDS = re.compile(r"\S+")
_ARTICLE_BEFORE = re.compile(rf"(?<![{_IN_WORD}_])(?:a[lnrstdz]|ash|adh|el){_HYPHEN}\Z")


def runs(text: str, language: str, first: int, last: int) -> Iterator[list[Token]]:
    """The maximal runs of capitalised words of ``text[first:last]``, with the particles between them, in order.

    ``language`` is the first part of a tag, in small letters.
    """
    for run in _pattern(language).finditer(text, first, last):
        start, end = run.span()
        if text[start - 1 : start] in _HYPHENS and (article := _ARTICLE_BEFORE.search(text, max(0, start - 5), start)):
            start = article.start()
        words = text[start:end]
        if words.isalnum():  # most runs are one word
            yield [Token(start, end, words)]
        else:
            yield [Token(*m.span(), m.group()) for m in _WORDS.finditer(text, start, end)]
