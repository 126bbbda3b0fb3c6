"""An acronym and a name go in, whether one stands for the other, letter by letter, comes out; knows no text."""

from __future__ import annotations

import re
from unicodedata import category

from briefs.core.composing import normal

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    "a an and at by for from in of on or the to with "
    "d da das de del della des di do dos du e el et l la las le les los y "
    "am auf der des die für im in und von zum zur van het en "
    "в во и на о по с του της των και για στο".split()
)
"""Words of a name that its acronym may leave out."""
_LONGEST = 14
"""Words of a name; the United Nations' longest bodies have twelve."""
_LONG_WORD = 12
"""Letters of a word that may give its acronym a second letter: InterContinental Ballistic Missile."""
_FEWEST = 2


def stands_for(acronym: str, name: str, *, strictly: bool = False) -> bool:
    """Whether the letters of ``acronym`` are the initials of the words of ``name``, in order and without remainder.

    Small words may be left out (Plan *of* Action), an acronym inside the name gives all its letters, and, unless
    ``strictly``, one long word may give a second letter. Accents, case, hyphens and digits do not count. The name has
    two words or more and begins with one that counts. The rule is that of Schwartz and Hearst (2003), held tighter:
    no word is skipped.
    """
    letters = "".join(c for c in _bare(acronym) if c.isalpha())
    words = [w for w in _WORD.findall(_unaccented(name)) if w.isalpha()]
    if not (_FEWEST <= len(words) <= _LONGEST and len(letters) >= _FEWEST) or words[0].casefold() in _SMALL:
        return False
    return _fits(letters, words, spare=0 if strictly else 1)


def _fits(letters: str, words: list[str], spare: int) -> bool:
    """Whether the words give the letters; ``spare`` words may still give a second one."""
    if not words:
        return not letters
    word, rest = words[0].casefold(), words[1:]
    if len(word) > 1 and words[0].isupper() and letters.startswith(word) and _fits(letters[len(word) :], rest, spare):
        return True
    if letters[:1] == word[0]:
        if _fits(letters[1:], rest, spare):
            return True
        inside = spare and len(word) >= _LONG_WORD and letters[1:2] and letters[1] in word[1:]
        if inside and _fits(letters[2:], rest, spare - 1):
            return True
    return word in _SMALL and _fits(letters, rest, spare)


def _bare(text: str) -> str:
    return _unaccented(text).casefold()


def _unaccented(text: str) -> str:
    return "".join(c for c in normal("NFD", text) if category(c) != "Mn")
