"""A text and dice go in, the text with something wrong in it comes out; knows nothing of what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

_ODD: tuple[str, ...] = (
    *"\t\r\0\x7f\x85\xa0\xad\u2028\u200b\u200d\u202e\u2066\ufeff\ufffd\ud800",
    *(
        "é",
        "e\u0301",
        "ß",
        "\u0130",
        "سپاه",
        "עברית",
        "한국",
        "中文",
        "👩‍💻",
        "🛩️",
        "\U0010ffff",
        "ﬁ",
        "\u0640",
        "…",
        "“",
        "’",
    ),
)
"""Characters that have troubled readers of text somewhere."""

Mutator = Callable[[Random, str, Sequence[str]], str]


def mutated(dice: Random, text: str, others: Sequence[str], tokens: Sequence[str], longest: int) -> bytes:
    """A stretch of the text, changed one to six times; now and then its bytes too."""
    text = _window(dice, text, longest)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        text = dice.choice(_MUTATORS)(dice, text, others if dice.random() < 0.3 else tokens)[: 2 * longest]
    data = text.encode("utf-8", "surrogatepass")
    return _bytes(dice, data) if dice.random() < 0.03 else data


def _window(dice: Random, text: str, longest: int) -> str:
    """From the beginning of some line on, so that what is left may still be whole."""
    if len(text) <= longest and dice.random() < 0.7:
        return text
    start = text.rfind("\n", 0, dice.randrange(len(text) + 1)) + 1
    return text[start : start + dice.randint(1, longest)]


def _stretch(dice: Random, text: str, longest: int = 60) -> tuple[int, int]:
    start = dice.randrange(len(text) + 1)
    return start, min(len(text), start + dice.randint(1, longest))


def _cut(dice: Random, text: str, tokens: Sequence[str]) -> str:
    start, end = _stretch(dice, text)
    return text[:start] + text[end:]


def _insert(dice: Random, text: str, tokens: Sequence[str]) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(tokens)[:200] + text[at:]


def _replace(dice: Random, text: str, tokens: Sequence[str]) -> str:
    start, end = _stretch(dice, text, 6)
    return text[:start] + dice.choice(tokens)[:60] + text[end:]


def _odd(dice: Random, text: str, tokens: Sequence[str]) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(_ODD) + text[at:]


def _repeat(dice: Random, text: str, tokens: Sequence[str]) -> str:
    start, end = _stretch(dice, text, 12)
    return text[:end] + text[start:end] * dice.choice((1, 2, 8, 100)) + text[end:]


def _copy(dice: Random, text: str, tokens: Sequence[str]) -> str:
    start, end = _stretch(dice, text)
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[start:end] + text[at:]


def _lines(dice: Random, text: str, tokens: Sequence[str]) -> str:
    """Two lines change places, or one is indented otherwise, or joined with the next."""
    lines = text.split("\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    way = dice.randrange(4)
    if way == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 1:
        lines[one] = " " * dice.randint(1, 5) + lines[one]
    elif way == 2:
        lines[one] = lines[one].lstrip(" ")
    else:
        lines[one : one + 2] = [" ".join(lines[one : one + 2])]
    return "\n".join(lines)


def _end(dice: Random, text: str, tokens: Sequence[str]) -> str:
    return text[: dice.randrange(len(text) + 1)]


def _ends_of_lines(dice: Random, text: str, tokens: Sequence[str]) -> str:
    return text.replace("\n", dice.choice(("\r\n", "\r", "\n\n", "\n ")))


def _bytes(dice: Random, data: bytes) -> bytes:
    """One byte of a file is another, or the file begins with a mark."""
    if not data or dice.random() < 0.2:
        return dice.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0")) + data
    at = dice.randrange(len(data))
    return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]


_MUTATORS: tuple[Mutator, ...] = (
    *(_cut, _insert, _insert, _insert, _replace, _replace, _odd, _repeat, _copy, _lines, _lines, _end),
    _ends_of_lines,
)
