"""A name or a stretch of normalised text goes in, whether it may stand for a term comes out; knows no glossary.

Rules: LINKING "Boundary", "Case, per term" and "Scripts" (docs/linking.md).
"""

from __future__ import annotations

import re

from briefs.core.text import fold_case, is_word, script_of

_UNSPACED = frozenset({"han", "kana", "thai", "lao", "khmer", "myanmar"})
"""Scripts that set no space between words: a name has no boundary in them, but two characters at least."""
_ENDINGS = (
    "pdf|html?|docx?|xlsx?|pptx?|csv|tsv|json|ya?ml|xml|txt|md|rst|png|jpe?g|gif|svg|webp|zip|gz|tar|py|js|css|exe"
)
_ADDRESS = re.compile(
    rf"://|@|^www\.|^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|mil|int|info|io|{_ENDINGS})\b|^[\w-]+(?:\.[\w-]+)+/",
    re.IGNORECASE,
)
_WRAPPING = "\"'()[]{}<>,;:!?"


def compare_key(text: str) -> str:
    """The form in which names are looked up: case folded, hyphens as spaces; as long as the (normalised) text."""
    return fold_case(text).replace("-", " ")


def is_acronym(name: str) -> bool:
    """Whether a name keeps its case: all its letters capitals, or two or more capitals in one word of at most 12."""
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if not capitals:
        return False
    return capitals == len(letters) or (capitals >= 2 and len(name) <= 12 and " " not in name)


def bounded(text: str, start: int, end: int) -> int:
    """Where a name found at ``text[start:end]`` ends (a plural s of capitals is taken in), or 0 if it is no word there."""
    if not _begins(text, start):
        return 0
    if script_of(text[start]) in _UNSPACED and end - start < 2:
        return 0
    if text[end : end + 1] == "s" and not is_word(text[end + 1 : end + 2]) and _capitals(text[start:end]):
        end += 1
    return end if _ends(text, end) and not _in_address(text, start, end) else 0


def _capitals(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _begins(text: str, start: int) -> bool:
    if start == 0:
        return True
    before, first = text[start - 1], text[start]
    if is_word(before) and is_word(first):
        return script_of(first) in _UNSPACED or script_of(before) in _UNSPACED
    if before in "@#_":
        return False
    if before in "./,":
        earlier = text[start - 2] if start > 1 else ""
        return not (is_word(earlier) and (before != "," or (first.isdigit() and earlier.isdigit())))
    return True


def _ends(text: str, end: int) -> bool:
    if end >= len(text):
        return True
    last, after = text[end - 1], text[end]
    if is_word(last) and is_word(after):
        scripts = script_of(last), script_of(after)
        return scripts[0] in _UNSPACED or scripts[1] in _UNSPACED or "hangul" in scripts
    if after == "@":
        return False
    following = text[end + 1 : end + 2]
    if after == ".":
        return not (following.isalnum() and is_word(last)) and not (last == "." and following.isalnum())
    return not (after == "," and last.isdigit() and following.isdigit())


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the word around a name is a URL, an e-mail address, a domain or a file's name."""
    left = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    right = min((at for at in (text.find(" ", end), text.find("\n", end)) if at >= 0), default=len(text))
    if right - left == end - start:
        return False
    word = text[left:right].strip(_WRAPPING)
    return ("." in word or "@" in word) and bool(_ADDRESS.search(word))
