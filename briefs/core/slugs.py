"""A name goes in, the form it has in an address comes out; knows no page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import count
from unicodedata import category

from briefs.core.composing import normal

LONGEST = 80
"""Bytes of a slug; a longer one is cut and told apart by a hash (file names are bounded, FAULTS A34)."""

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def slug_of(name: str) -> str:
    """Lower case; letters, digits, ``-`` and ``_`` kept, each run of all else one ``-`` (FORMAT). Never empty."""
    text = normal("NFC", normal("NFC", name).lower())
    slug = re.sub(r"\0+", "-", "".join(c if _kept(c) else "\0" for c in text).strip("\0"))
    if slug.strip("-") and len(slug.encode()) <= LONGEST:
        return slug
    mark = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{slug.encode()[: LONGEST - 9].decode('utf-8', 'ignore')}-{mark}".strip("-")


def reserved(name: str) -> bool:
    """Whether Windows keeps a name for itself, with any ending (FAULTS A32)."""
    return _DEVICES.match(name) is not None


def numbered(slug: str) -> Iterator[str]:
    """A slug as it is, then with numbers, each a slug itself."""
    yield slug
    yield from (slug_of(f"{slug}-{number}") for number in count(2))


def _kept(char: str) -> bool:
    """Combining marks belong to the letter before them (Hindi, Bengali, vowel points)."""
    return char.isalnum() or char in "-_" or category(char)[0] == "M"
