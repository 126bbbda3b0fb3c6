"""The words of each text go in, by word the texts that have it come out, as short strings; knows no file.

A text is a number. Where a word stands is told by pairs: how many numbers are passed over since the last text, in base
64 with five bits a sign, the sign of a further one higher by 32, and then the sign that the text's record has for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from briefs.search.records import Words
from briefs.search.tokens import counted

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
MOST = 15
"""How often a word may stand in a text: what is more says no more."""
_PLAIN = bytes(min(count, MOST) << 1 for count in range(256))
_TITLED = bytes(sign + 1 for sign in _PLAIN)
_NEAR = 128
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}


def words_of(titles: Sequence[str], texts: Iterable[str]) -> Words:
    """The record of a text or term; ``titles`` are what it is called."""
    found, called = counted("\n".join(texts)), counted("\n".join(titles))
    size = SIGNS[_rough(sum(found.values()))]
    there = [found.pop(word, 0) for word in called]
    signs = _bytes(there).translate(_TITLED) + _bytes(found.values()).translate(_PLAIN)
    return Words((*called, *found), signs, size)


def _bytes(counts: Collection[int]) -> bytes:
    """Numbers as bytes; what is more than one can hold is as good as the most."""
    try:
        return bytes(counts)
    except ValueError:
        return bytes(min(count, 255) for count in counts)


def _rough(count: int) -> int:
    """A number below 64 for one below 131,072: its highest bit and the two after it."""
    bits = (count + 4).bit_length()
    return min(63, (bits - 3) * 4 + ((count + 4) >> (bits - 3) & 3))


def mean_of(sizes: str) -> int:
    """The number of the sign that the mean of these sizes has."""
    values = [_VALUE[sign] for sign in sizes]
    return _rough(sum(4 + value % 4 << (value >> 2) for value in values) // max(1, len(values)))


def merged(records: Iterable[Words]) -> dict[str, str]:
    """By word, where it stands; the records in the order of their numbers."""
    found: dict[str, list[Any]] = {}
    pairs = [number(gap) + sign for gap in range(_NEAR) for sign in SIGNS[:32]]
    for at, record in enumerate(records):
        for word, sign in zip(record.words, record.signs, strict=True):
            held = found.get(word) or found.setdefault(word, [-1])
            gap, held[0] = at - held[0] - 1, at
            held.append(pairs[gap << 5 | sign] if gap < _NEAR else number(gap) + SIGNS[sign])
    return {word: "".join(held[1:]) for word, held in found.items()}


def number(value: int) -> str:
    """A number as signs."""
    signs = ""
    while value > 31:
        signs += SIGNS[value & 31 | 32]
        value >>= 5
    return signs + SIGNS[value]


def changed(postings: str, changes: Mapping[int, str]) -> str:
    """Where a word stands, when it stands otherwise in some texts: by number its sign there, empty for not at all."""
    signs = read(postings) | dict(changes)
    told, last = list[str](), -1
    for at in sorted(at for at, sign in signs.items() if sign):
        told += (number(at - last - 1), signs[at])
        last = at
    return "".join(told)


def read(postings: str) -> dict[int, str]:
    """By number of each text in which a word stands, its sign."""
    found, text, gap, shift = {}, -1, 0, 0
    signs = iter(postings)
    for sign in signs:
        value = _VALUE[sign]
        gap |= (value & 31) << shift
        shift += 5
        if value < 32:
            text += gap + 1
            found[text] = next(signs)
            gap = shift = 0
    return found
