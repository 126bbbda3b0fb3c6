"""A text goes in, the words by which it is found come out; ``search.js`` does the same to what a reader asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain
from unicodedata import category

from briefs.core.composing import normal

UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003fffd]"
)
"""Scripts without blanks between words (and Korean, whose words end in particles): each two letters are a word."""

_EASY = re.compile("[\x00-\x7f\xa0\u2010-\u2027]*")
"""Nothing but ASCII, dashes and quotation marks: there is little to fold."""
_LENGTH = "{1,32}"
"""What is longer is no word of any language, and is cut in pieces."""
_ASCII = re.compile(f"[a-z0-9]{_LENGTH}")
GONE = (
    "[\xad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200b-\u200f\u2060-\u2064\ufeff]|(?<=[\u0400-\u04ff])['\u2019\u02bc]"
)
"""Accents, the points of Arabic and Hebrew, tatweel, and what joins or parts letters unseen; Indic vowel signs stay.
The apostrophe inside a Cyrillic word, which is written in three ways and is no end of it.
"""
FROM = "ىيكةςıłøđ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
TO = "ییکهσilod01234567890123456789"
_ALIKE = str.maketrans(FROM, TO)
"""Letters that are typed one for the other."""
RUNS = f"{UNSPACED}+|[^{UNSPACED[1:]}+"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def fold(text: str) -> str:
    """The text as it is compared: letters alike whatever their case, accents and form."""
    plain = normal("NFKD", text).lower()
    return normal("NFC", _pattern(GONE).sub("", plain).translate(_ALIKE))


def tokens(text: str) -> list[str]:
    """The words of a text in their order, folded; of a script without blanks each two letters, and the last alone."""
    if _EASY.fullmatch(text):
        return _ASCII.findall(text.lower())
    folded = fold(text)
    words: list[str] = _words().findall(folded.replace("_", " "))
    return [part for word in words for part in _parts(word)] if _pattern(UNSPACED).search(folded) else words


def counted(text: str) -> dict[str, int]:
    """How often each word stands in a text. A single Latin letter is none: so it goes with "Iran's"."""
    found = Counter(tokens(text))
    for letter in _LETTERS:
        found.pop(letter, None)
    return found


def _parts(word: str) -> Iterable[str]:
    for run in _pattern(RUNS).findall(word):
        if _pattern(UNSPACED).match(run):
            yield from (run[at : at + 2] for at in range(len(run)))
        else:
            yield run


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compiled when the first text asks for it: many a site has none that does."""
    return re.compile(text)


@cache
def _words() -> re.Pattern[str]:
    """A word of any script: letters, digits, and the marks that are part of letters."""
    codes = chain(range(0x300, 0x1F000), range(0xE0100, 0xE01F0))
    marks = "".join(letter for letter in map(chr, codes) if category(letter)[0] == "M")
    return re.compile(f"[\\w{marks}]{_LENGTH}")
