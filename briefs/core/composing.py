"""A text goes in, the same in a normal form of Unicode comes out, in the time of its length; knows no article.

Python sorts the marks of a letter in quadratic time, in one call that nothing can break off: a row of 600,000 of them
would keep a build for hours. Rows longer than any script has are taken in parts (UAX #15, "Stream-Safe Text Format").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from unicodedata import combining, normalize

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

_MOST = 128
"""Marks of one letter that are sorted."""
_ROW = re.compile(rf"[^\w\s!-~]{{{_MOST},}}+")
"""Among other signs that are neither letters nor blanks, every row of so many marks."""


def normal(form: Form, text: str) -> str:
    """The text in a form; of a longer row of marks than any letter has, each part by itself."""
    return normalize(form, text) if is_short(text) else "".join(normalize(form, part) for part in _parts(text))


def is_short(text: str) -> bool:
    """Whether no letter has more marks than any script needs."""
    return len(text) < _MOST or text.isascii() or _ROW.search(text) is None


def _parts(text: str) -> Iterator[str]:
    """The text in parts, cut inside long rows and there, if it can be, before what is no mark."""
    done = 0
    for row in _ROW.finditer(text):
        for last in range(row.start() + _MOST, row.end(), _MOST):
            at = last
            while at > done + 1 and combining(text[at]):
                at -= 1
            at = last if combining(text[at]) or at <= done else at
            yield text[done:at]
            done = at
    yield text[done:]
