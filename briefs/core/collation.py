"""A language and a name go in, the name's place in an A–Z comes out: what it sorts by, its letter, its script.

By a rule of our own (docs, writing.md, "The order of the A–Z"); knows no term.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, Protocol
from unicodedata import category, combining, decimal, name, normalize

from briefs.core.alphabets import (
    ALIKE,
    ALPHABETS,
    ARTICLES,
    CONSONANTS,
    KANA_ROWS,
    PAIRS,
    SCRIPT_OF,
    SCRIPTS,
    VOWELS,
)
from briefs.core.composing import normal

SIGN = "#"
"""The letter of names that begin with a digit, or have no letter."""
_SILENT = re.compile(r"[.·'’‘ʼʻʿʾ\u00ad\u0640\u200b-\u200f]")
"""Signs inside words that a place does not depend on."""
_LEADING = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])(.)")
"""Thai and Lao vowels that are written before their consonant and sort after it."""
_AL = re.compile(r"(?:al|el)-(?=\w)", re.IGNORECASE)
_NUMBER = re.compile("[0-9]+")
_OWN = 0xF0000
"""Letters of the alphabets sort by their place there, and after everything else; so they get private code points."""
_NO_VOWELS = frozenset((1, 7, 8, *range(10, 36), 107, 122))
"""Combining classes of marks without which a letter is the same one; those of 200 and more are accents."""


class Place(NamedTuple):
    """Where a name stands."""

    key: tuple[int, bytes | str, str]
    """What it sorts by: its script, its letters, and itself, so that no two names are equal."""
    letter: str
    script: str
    """In lower case, as Unicode calls it; empty for digits and signs."""


class Order(Protocol):
    """The order of names in a language."""

    def place(self, name: str, reading: str = "", person: bool = False) -> Place:
        """A name's place; one in Han characters stands by its reading, a person's keeps what looks like an article."""

    def letters(self, script: str) -> tuple[str, ...]:
        """All letters that names in a script may stand under; none where only those that occur are worth a place."""


class ByRule:
    """Names by the alphabet of a language, then by those of the scripts, then by Unicode."""

    def __init__(self, language: str) -> None:
        self._language = language.partition("-")[0].lower()
        self._script = SCRIPT_OF.get(self._language, "latin")
        self._letters: dict[str, tuple[int, str]] = {}
        own = ALPHABETS.get(self._language, SCRIPTS[self._script])
        for alphabet in (own, *(letters for script, letters in SCRIPTS.items() if script != self._script)):
            self._learn(alphabet)
        self._bar = tuple(self._heading_of(group) for group in own.split())
        self._pairs = sorted((p for p in self._letters if len(p) > 1), key=lambda p: (-len(p), p))
        self._units = re.compile("|".join([*map(re.escape, self._pairs), "."]), re.DOTALL)
        self._plain = _Table(self._known)
        self._single = {ord(one): chr(at) for one, (at, _) in self._letters.items() if len(one) == 1}
        self._ranks = {script: at for at, script in enumerate(dict.fromkeys(("", self._script, *SCRIPTS)))}
        self.place = lru_cache(maxsize=16_384)(self._place)

    def letters(self, script: str) -> tuple[str, ...]:
        """The alphabet, for the language's own script."""
        return self._bar if script == self._script else ()

    def rank(self, script: str) -> int:
        """Digits and signs come first, then the language's own script."""
        return self._ranks.get(script, len(self._ranks))

    def bare(self, name: str, reading: str, person: bool) -> str:
        """What a name sorts by: without an article, or its reading."""
        if reading and script_of(name) == "cjk" and script_of(reading) in ("latin", "hiragana"):
            name = reading
        return without_article(name, self._language, person)

    def heading(self, bare: str) -> tuple[str, str]:
        """The letter and the script under which such a name stands."""
        folded = self._folded(bare)
        first = self._units.match(folded)
        unit = first.group() if first else ""
        script = script_of(unit)
        if not script:
            return SIGN, ""
        return (self._letters[unit][1] if unit in self._letters else _letter(unit, script)), script

    def _place(self, name: str, reading: str = "", person: bool = False) -> Place:
        bare = self.bare(name, reading, person)
        letter, script = self.heading(bare)
        return Place((self.rank(script), self._key(self._folded(bare)), name), letter, script)

    def _learn(self, alphabet: str) -> None:
        """Enter an alphabet's letters behind those that are known."""
        for group in alphabet.split():
            at, heading = _OWN + len(self._letters), self._heading_of(group)
            for letter in (group,) if group in PAIRS else group:
                self._letters.setdefault(self._small(letter), (at, heading))

    @staticmethod
    def _heading_of(group: str) -> str:
        return group if group in PAIRS else group[0]

    def _small(self, text: str) -> str:
        """Without the difference of capitals; in Turkish, i and ı are two letters."""
        if self._language in ("tr", "az"):
            text = text.replace("İ", "i").replace("I", "ı")
        return normal("NFC", normal("NFC", text).casefold())

    def _folded(self, bare: str) -> str:
        """A name in the letters that its place depends on, its words parted by single blanks."""
        text = _LEADING.sub(r"\2\1", self._small(_SILENT.sub("", bare)))
        return " ".join(text.translate(self._plain).split())

    def _known(self, char: str) -> str:
        """A letter of an alphabet as it is, any other without its marks; a blank for what is no letter."""
        if char in self._letters or _is_hangul(char):
            return char
        bare = "".join(_plain(c) for c in normalize("NFKD", char))
        return "".join(ALIKE.get(c, c) for c in bare)

    def _key(self, folded: str) -> str:
        """A text that sorts as the name does: numbers by their worth, letters by their alphabet."""
        text = _NUMBER.sub(_worth, _lengthened(folded))
        if not self._pairs:
            return text.translate(self._single)
        return "".join(chr(self._letters[u][0]) if u in self._letters else u for u in self._units.findall(text))


class _Table(dict[int, str]):
    """What ``str.translate`` makes of each character, found out when it is first met."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        found = self[code] = self._rule(chr(code))
        return found


def _worth(digits: re.Match[str]) -> str:
    """A number as a text that sorts by its worth: before it stands how long it is."""
    number = digits[0].lstrip("0")
    return f"{len(number):03}{number}"


def _is_hangul(char: str) -> bool:
    """A syllable, or a consonant alone."""
    return "가" <= char <= "힣" or "ㄱ" <= char <= "ㅎ"


def words_of(bare: str) -> str:
    """A name's words as they are, parted by single blanks, without the signs that its place does not depend on."""
    text = _SILENT.sub("", bare)
    return " ".join("".join(c if c.isalnum() or category(c)[0] == "M" or c == "ー" else " " for c in text).split())


def _plain(char: str) -> str:
    """A letter or vowel sign as it is, katakana as hiragana, a digit as ours; nothing for a mark, else a blank."""
    mark = combining(char)
    if mark:
        return "" if mark in _NO_VOWELS or mark >= 200 else char
    if "ァ" <= char <= "ヶ":
        return chr(ord(char) - 0x60)
    if not char.isascii() and char.isdecimal():
        return str(decimal(char))
    return char if char.isalnum() or char == "ー" or _is_vowel_sign(char) else " "


def _is_vowel_sign(char: str) -> bool:
    return not char.isascii() and "SIGN" in name(char, "") and "VOWEL" in name(char, "")


def _lengthened(folded: str) -> str:
    """A sign of length in Japanese sorts as the vowel that it lengthens."""
    for _ in range(folded.count("ー")):
        at = folded.index("ー")
        before = VOWELS.get(name(folded[at - 1], " ")[-1], "") if at else ""
        folded = folded[:at] + before + folded[at + 1 :]
    return folded


@lru_cache(maxsize=4_096)
def script_of(text: str) -> str:
    """The script of a text's first character, in lower case as Unicode calls it; empty for a digit or a sign."""
    char = normalize("NFKC", text[:1])[:1]
    if not char.isalpha():
        return ""
    word = name(char, "").partition(" ")[0].partition("-")[0].lower()
    return "hiragana" if word == "katakana" else word


def _letter(unit: str, script: str) -> str:
    """The letter for a character that is in no alphabet."""
    if "가" <= unit <= "힣":
        return CONSONANTS[(ord(unit) - ord("가")) // 588]
    if script == "hiragana":
        return KANA_ROWS[max(bisect_right(KANA_ROWS, unit) - 1, 0)]
    return "漢" if script == "cjk" else unit.title()


def without_article(name: str, language: str, person: bool) -> str:
    """A name without the article that it begins with, unless nothing else would be left."""
    found = _AL.match(name) or (None if person else _article(language).match(name))
    return name[found.end() :] if found and name[found.end() :].strip() else name


@lru_cache(maxsize=8)
def _article(language: str) -> re.Pattern[str]:
    if language == "ar":
        return re.compile("ال(?!له)(?=..)")
    words = ARTICLES.get(language, "").split()
    parts = [re.escape(w).replace("'", "['’]") + ("" if w.endswith("'") else r"\s+") for w in words]
    return re.compile("|".join(parts) or "(?!)", re.IGNORECASE)
