"""Words go in, about how wide they are in print and the lines that they break into come out; knows no font.

The build has none at hand, and readers have others: what is laid out by these widths leaves some room.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

_NARROW, _WIDE = frozenset("fijlrtI.,:;'’|!()[]-/ "), frozenset("mwMW@%—&")


@lru_cache(maxsize=1_024)
def _em(letter: str) -> int:
    """Hundredths of the height of the letters."""
    if category(letter)[0] in "MC":
        return 0
    if east_asian_width(letter) in "WF":
        return 100
    if letter in _WIDE:
        return 90
    if letter in _NARROW:
        return 32
    return 68 if letter.isupper() else 56


def breadth(words: str) -> int:
    """About how wide words are, in hundredths of the height of their letters."""
    return sum(map(_em, words))


def lines_of(words: str, widest: int, most: int) -> list[str]:
    """Words in lines no wider than this, about equally long; what goes beyond ``most`` lines is left out, with …."""
    lines = _broken(words, widest)
    if len(lines) > most:
        return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), widest)]
    # The narrowest that makes no more lines and breaks no more words.
    low, high = min(widest, max(map(breadth, words.split()), default=0)), widest
    while high - low > 40:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_broken(words, middle)) <= len(lines) else (middle, high)
    return _broken(words, high)


def cut(words: str, widest: int) -> str:
    """As much of the words as has room, with … where something is left out."""
    if breadth(words) <= widest:
        return words
    kept, left = 0, widest - breadth("…")
    for letter in words:
        left -= _em(letter)
        if left < 0:
            break
        kept += 1
    whole = words.rfind(" ", kept // 2, kept + 1)
    return words[: kept if whole < 0 else whole].rstrip(" ,.;:–—-“(") + "…"


def _broken(words: str, widest: int) -> list[str]:
    """Lines as full as may be; a word that is too long is broken anywhere."""
    lines, line = [], ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if breadth(longer) <= widest:
            line = longer
            continue
        lines += [line] if line else []
        *full, line = _chunks(word, widest)
        lines += full
    return [*lines, line] if line else lines


def _chunks(word: str, widest: int) -> list[str]:
    """A word in pieces that have room."""
    chunks, chunk, left = [], "", widest
    for letter in word:
        if chunk and _em(letter) > left:
            chunks.append(chunk)
            chunk, left = "", widest
        chunk += letter
        left -= _em(letter)
    return [*chunks, chunk]
