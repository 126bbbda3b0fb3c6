"""A text goes in, the words in it that are others than they seem come out; knows no file, no language and no glossary.

Two alphabets in one word are a disguise only where every letter of the one looks like a letter of the other: ``NFκB``
and ``WhatsAppом`` show what they are. So only letters are listed that one cannot tell apart in print, the capitals of
Greek above all, for science writes ``TNFα`` and ``hν``. Rules: Unicode Technical Standard 39, 4 and 5; FAULTS A28.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from briefs.core.composing import normal

_SCRIPTS = {
    "latin": "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff",
    "greek": "\u0370-\u0373\u0376-\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff",
    "cyrillic": "\u0400-\u0481\u048a-\u052f",
    "armenian": "\u0531-\u0556\u0561-\u0587",
    "cherokee": "\u13a0-\u13fd\uab70-\uabbf",
}
_LATIN = {
    "greek": ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳϹͿ", "ABEZHIKMNOPTYXocjCJ"),
    "cyrillic": ("аеорсухіјѕԁһԛԝӏѵАВЕЅІЈКМНОРСТУХԚԜӀѴԌёїЁЇ", "aeopcyxijsdhqwlvABESIJKMHOPCTYXQWIVGëïËÏ"),
    "armenian": ("օսոհցզՕՏԼՍ", "ounhgqOSLU"),
    "cherokee": ("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", "ABCDEGHiJKLMPRSTVWZ"),
}
"""By alphabet: its letters, and the Latin letters that they look like."""
_SEEN = {letter: seen for pair in _LATIN.values() for letter, seen in zip(*pair, strict=True)}
_BACK = {script: {seen: letter for letter, seen in zip(*pair, strict=True)} for script, pair in _LATIN.items()}
_UNSEEN = "\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e01ef"
"""What takes no room and changes no letter of these alphabets. A soft hyphen is meant: it tells where a word breaks."""

_LETTERS = "".join(_SCRIPTS.values())
_BETWEEN = f"[\\d\u0300-\u036f{_UNSEEN}]*"
_MEETING = re.compile("|".join(f"[{one}]{_BETWEEN}(?![{one}])[{_LETTERS}]" for one in _SCRIPTS.values()))
_FOREIGN = re.compile(f"[{_LETTERS.removeprefix(_SCRIPTS['latin'])}]")
_BURIED = re.compile(f"[{_UNSEEN}]+")
_UNLIKE = re.compile("[^\0-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u205f\u2070-\u20cf]")
"""All letters but the Latin ones, all unseen signs, and more: most texts have none, and this is quickly seen."""
_LETTER = re.compile(f"[{_LETTERS}]")
_WORD = re.compile(f"(?:[^\\W_]|[\u0300-\u036f{_UNSEEN}])+")
_CENTURY = re.compile("[IVXLCDM]+[а-яё]+")
"""``XXв``: a number in Roman letters with its noun."""
_MOST = 3
"""Letters that a word of another alphabet than the Latin has at least, before a Latin one among them looks like it."""


class Disguise(NamedTuple):
    """A word that is another than it seems: where it stands, and what deceives in it."""

    start: int
    end: int
    signs: str
    """The letters that look like others, or the signs that are not seen: each once, in order."""


def disguises(text: str) -> Iterator[Disguise]:
    """Each word with letters that look like those of its other letters' alphabet, or with unseen signs in it."""
    if not may_deceive(text):
        return
    done = 0
    for at in sorted({*_meetings(text), *_buried(text)}):
        if at < done:
            continue
        start, done = _word(text, at)
        word = text[start:done]
        signs = "".join(_BURIED.findall(_inner(word))) or _feigned(normal("NFC", word))
        if signs:
            yield Disguise(start, done, "".join(dict.fromkeys(signs)))


def may_deceive(text: str) -> bool:
    """Whether a text has any sign that ``disguises`` looks at: a quick answer, for most have none."""
    return not text.isascii() and _UNLIKE.search(text) is not None


def skeleton(name: str) -> str:
    """What a name looks like: names of one skeleton cannot be told apart. Unseen signs are gone, letters are Latin."""
    return "".join(_SEEN.get(c, c) for c in _BURIED.sub("", normal("NFC", name)))


def _meetings(text: str) -> Iterator[int]:
    """Where letters of two alphabets meet."""
    if _FOREIGN.search(text):
        yield from (found.start() for found in _MEETING.finditer(text))


def _buried(text: str) -> Iterator[int]:
    """Where unseen signs stand between two letters of alphabets that need none."""
    for found in _BURIED.finditer(text):
        start, end = found.span()
        if start and _LETTER.match(text, start - 1) and _LETTER.match(text, end):
            yield start


def _word(text: str, at: int) -> tuple[int, int]:
    """The word around a place in it."""
    start = at
    while start and _WORD.fullmatch(text, start - 1, start):
        start -= 1
    found = _WORD.match(text, start)
    return start, found.end() if found else at + 1


def _inner(word: str) -> str:
    """The word from its first letter of these alphabets to its last; joiners of others are none of ours."""
    places = [found.start() for found in _LETTER.finditer(word)]
    return word[places[0] : places[-1]] if places else ""


def _feigned(word: str) -> str:
    """The letters of a word that look like those of the others' alphabet; empty where they show what they are."""
    letters = [(letter, _script(letter)) for letter in word if _LETTER.match(letter)]
    count = Counter(script for _, script in letters)
    if len(count) < 2 or _CENTURY.fullmatch(word):
        return ""
    for home in sorted(count, key=lambda script: (-count[script], script != "latin")):
        strange = [letter for letter, script in letters if script != home]
        enough = home == "latin" or count[home] >= max(_MOST, len(strange) + 1)
        if enough and all(_passes(letter, home) for letter in strange):
            return "".join(strange)
    return ""


def _script(letter: str) -> str:
    return next(name for name, members in _CLASSES.items() if members.match(letter))


def _passes(letter: str, home: str) -> bool:
    """Whether a letter looks like one of another alphabet."""
    seen = _SEEN.get(letter, letter)
    return _script(seen) == "latin" if home == "latin" else seen in _BACK[home]


_CLASSES = {name: re.compile(f"[{members}]") for name, members in _SCRIPTS.items()}
