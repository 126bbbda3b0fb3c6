"""A Cyrillic name goes in, what its cases have in common and where one ends in a text come out; knows no glossary.

Rules: LINKING "Scripts" (docs, linking.md).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile

from briefs.core.names import compare_key

_WORDS = re.compile(r"[^ \-]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+(?:'[\u0400-\u052f]+)*")
_FINALS = frozenset("аеёиоуыэюяєіїйь")
_LETTERS_DROPPED = 2
_LETTERS_TAKEN = 3
_LETTERS_OF_A_DECLINED_WORD = 4
_OTHER_WORD = (
    "й?ц(?:[аеуыияюі]|[еа]м|ах|ев|і[вй]|ям|ях)|е?ец|[еє]ць|к[аиіуе]|ко[йю]|ка[мх]|ич[аиуе]?|уз[аыуе]?|ат[аыуе]?"
    "|н|не|нин|на[мхя]|н[ыо][йхме]|ную|чик"
)
"""Endings that make a people or an adjective of a name and are no case: украинцы, россияне, москвич, ракетный."""
_OTHER_WORD_OF_PART = "н[ауы]"
_OTHER_WORD_OF_WHOLE = "о|и[йхм]|ик[аиу]?|ист|ша"
"""And those that do where a part of the name was dropped (грузины), or nothing: ирано-, донецкий, танкист."""
_LETTERS_OF_A_STEM = 3
"""Fewer say too little: ``Азия`` less two letters begins ``азот``; its own cases all keep ``ази``."""


def stem_of(form: str) -> str:
    """The part of a folded Cyrillic name that each of its cases begins with; empty if no word of it declines.

    Acronyms in ``form`` are in capitals. Each word of four letters or more, acronyms aside, may drop up to two final
    vowels, й or ь and take up to three letters (LINKING, "Scripts").
    """
    if form.isascii():
        return ""
    for word in _WORDS.finditer(form):
        if _declines(word.group()):
            return compare_key(form[: word.start()] + _stem(word.group()))
    return ""


def declined(form: str, folded: str, spaced: str, start: int) -> int:
    """Where a case of the Cyrillic name ``form`` that starts at ``start`` ends, or 0.

    ``folded`` is the text in compare form, ``spaced`` the same with its capitals, which acronyms are held against.
    """
    at = start
    for word in form.split(" "):
        if at > start:
            if folded[at : at + 1] != " ":
                return 0
            at += 1
        at = _word_end(compare_key(word), folded, at) if word.islower() else _word_end(word, spaced, at)
        if not at:
            return 0
    return at


def _word_end(word: str, text: str, at: int) -> int:
    if not _declines(word):
        return at + len(word) if text.startswith(word, at) else 0
    if not text.startswith(_stem(word), at):
        return 0
    found = _CYRILLIC.match(text, at)
    if found is None:
        return 0
    kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, found.group(), strict=False)))
    ending = found.group()[kept:]
    other = len(ending) > _LETTERS_TAKEN or _other_word(kept == len(word)).fullmatch(ending)
    return 0 if other else found.end()


@cache
def _other_word(whole: bool) -> re.Pattern[str]:
    """Endings that make another word of a name, or of a part of it; made where such a name is met."""
    return re.compile(f"{_OTHER_WORD}|{_OTHER_WORD_OF_WHOLE if whole else _OTHER_WORD_OF_PART}")


@lru_cache(maxsize=4096)
def _declines(word: str) -> bool:
    return len(word) >= _LETTERS_OF_A_DECLINED_WORD and not word.isupper() and _CYRILLIC.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    least = max(_LETTERS_OF_A_STEM, len(word) - _LETTERS_DROPPED)
    while len(word) > least and word[-1] in _FINALS:
        word = word[:-1]
    return word
