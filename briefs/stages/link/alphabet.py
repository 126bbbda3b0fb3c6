"""A term's name goes in, its place in the A–Z comes out; knows no language but the Latin articles it leaves aside.

Names sort by their letters without accents and case (Unicode NFKD), a leading English article left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_uppercase
from unicodedata import category, normalize

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


def sort_key(name: str) -> tuple[str, str]:
    """What a name sorts by: its letters, then the name itself."""
    bare = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    plain = "".join(c for c in normalize("NFKD", bare) if category(c)[0] != "M")
    return " ".join(re.findall(r"\w+", plain.casefold())), name


def letter_of(name: str) -> str:
    """The letter a name stands under; ``#`` for digits and signs."""
    key = sort_key(name)[0]
    first = key[:1].upper()
    return first if first.isalpha() else "#"


def alphabet(letters: Iterable[str]) -> tuple[str, ...]:
    """The letters of the A–Z's bar: the Latin ones if any of them occurs, then every other that does."""
    present = set(letters)
    latin = list(ascii_uppercase) if present & set(ascii_uppercase) else []
    return (*(["#"] if "#" in present else []), *latin, *sorted(present - set(latin) - {"#"}))
