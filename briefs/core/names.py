"""A name or a stretch of normalised text goes in, whether it may stand for a term comes out; knows no glossary.

Rules: LINKING "Boundary", "Case, per term" and "Scripts" (docs, linking.md).
"""

from __future__ import annotations

import re
from unicodedata import category

from briefs.core.text import UNSPACED, Normalised, fold_case, is_hebrew, is_word, script_of

_JOINING = frozenset("-/=?&%+~:.")
"""What joins the parts of an address: only a name that touches one of these can stand inside an address."""
_ADDRESS = re.compile(r"://|\S@\S|\bwww\.|[\w-]\.[a-z][a-z0-9]+")
"""A URL, an e-mail address, or a domain or file name: a dot with a small-lettered ending right behind it."""
_LEADING = frozenset("@#＠＃\\$€£¥")
"""What makes a handle, a tag, a path or a sum of money of the word behind it."""
_ENDING = re.compile(r"\.[a-z][a-z0-9]+")
_URL_BEFORE = re.compile(r"(?:://|\bwww\.)[!-~]*\Z")
_ADDRESS_LENGTH = 256
"""How far an address is looked for on either side: a text of one endless word must not take quadratic time."""
_AS_MARKS = "\u0e33\u0eb3\uff9e\uff9f"
"""Letters by name that are written onto the letter before them: Thai and Lao AM, half-width voicing marks."""
_SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
"""The number of a footnote."""
_WORDS = re.compile(r"[^ \-]+")


def compare_key(text: str) -> str:
    """The form in which names are looked up: case folded, hyphens as spaces; as long as the (normalised) text.

    Russian print writes е for ё where nobody can mistake it: Королев is Королёв.
    """
    return fold_case(text).replace("-", " ").replace("ё", "е")


def searched(text: Normalised) -> str:
    """The form of a text in which the keys of names are looked for; its offsets are those of the normalised text.

    A name whose key does not stand in it is not in the text.
    """
    return compare_key(text.text)


def is_acronym(name: str) -> bool:
    """Whether a name keeps its case: all its letters capitals, or two or more capitals in one word of at most 12."""
    short = len(name) <= 12 and " " not in name
    if name.isascii():
        return name.isupper() or (short and sum(map(str.isupper, name)) >= 2)
    letters = [c for c in name if c.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return capitals > 0 and (capitals == len(letters) or (capitals >= 2 and short))


def fixed_letters(name: str, case: str) -> tuple[tuple[int, str], ...]:
    """(offset, letters) of a name, hyphens as spaces, that must stand as written; ``case`` is the term's setting.

    In a name of several words those that are acronyms are fixed and no other: ``US aid`` is not in "gave us aid".
    """
    if case == "ignore":
        return ()
    if case == "exact" or is_acronym(name):
        return ((0, name.replace("-", " ")),)
    if not any(map(_is_capitals, name.replace("-", " ").split(" "))):
        return ()
    return tuple((word.start(), word.group()) for word in _WORDS.finditer(name) if _is_capitals(word.group()))


def bounded(text: str, start: int, end: int) -> int:
    """Where a name found at ``text[start:end]`` ends, with the plural s of capitals, or 0 if it is no word there."""
    if end - start > 1 and text[end : end + 1] in " \n" and (not start or text[start - 1] in " \n"):
        return end  # as most names stand
    return _bounded(text, start, end)


def _bounded(text: str, start: int, end: int) -> int:
    if start and not _begins(text, start):
        return 0
    if end - start < 2 and script_of(text[start]) in UNSPACED:
        return 0
    if text[end : end + 1] == "s" and not is_word(text[end + 1 : end + 2]) and _takes_s(text[start:end]):
        end += 1
    return 0 if (end < len(text) and not _ends(text, end)) or _in_address(text, start, end) else end


def _is_capitals(word: str) -> bool:
    if word.isascii() and not word.isupper():
        return False
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _takes_s(name: str) -> bool:
    """Whether an s right behind a name is its plural: NGOs, PhDs, Shahed-136s; not 2010s, which are a decade."""
    word = name.rpartition(" ")[2]
    return sum(c.isupper() for c in word) > 1 or (word[-1:].isdigit() and any(c.isalpha() for c in word))


def _begins(text: str, start: int) -> bool:
    before = text[start - 1]
    if before in " \n":
        return True
    first = text[start]
    if is_word(before):
        inside = is_word(first) or first in ".@#"  # the .NET of ASP.NET
        return not inside or script_of(first) in UNSPACED or script_of(before) in UNSPACED or _is_prefix(before, first)
    if before in _LEADING or (before == "'" and start > 1 and _is_letter(text[start - 2], before, first)):
        return False
    if before in "./,":
        earlier = text[start - 2] if start > 1 else ""
        if script_of(first) in UNSPACED:
            return True
        return not (is_word(earlier) and (before != "," or (first.isdigit() and earlier.isdigit())))
    return True


def _is_prefix(before: str, first: str) -> bool:
    """Whether a Latin name may stand behind a letter: Hebrew and Arabic write their articles onto it, as in הFBI."""
    return first.isascii() and first.isalpha() and (is_hebrew(before) or script_of(before) == "arabic")


def _is_letter(left: str, mark: str, right: str) -> bool:
    """Whether a mark between two letters is as one of them: Ukrainian apostrophes, Hebrew geresh and gershayim."""
    if is_hebrew(left) and is_hebrew(right):
        return True
    return mark == "'" and script_of(left) == script_of(right) == "cyrillic"


def _ends(text: str, end: int) -> bool:
    after = text[end]
    if after in " \n":
        return True
    last = text[end - 1]
    if is_word(after):
        return last != "." and (not is_word(last) or _may_join(last, after))
    if after in "@\\$":  # US$ is a currency
        return False
    following = text[end + 1 : end + 2]
    if after in "'\"" and following and _is_letter(last, after, following):
        return False
    if after == ".":
        return not (following.isalnum() and script_of(last) not in UNSPACED)
    if after == "'":  # "can't" and "won't" are other words; what stands before 's, 'll and 'd is the name
        return following != "t" or is_word(text[end + 2 : end + 3])
    return not (after == "," and last.isdigit() and following.isdigit())


def _may_join(last: str, after: str) -> bool:
    """Whether a name may end between two letters; a mark belongs to the letter before it in every script."""
    if category(after)[0] == "M" or after in _AS_MARKS:
        return False
    if after in _SUPERSCRIPTS:
        return True
    scripts = script_of(last), script_of(after)
    return "hangul" in scripts or scripts[0] in UNSPACED or scripts[1] in UNSPACED


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the word around a name is a URL, an e-mail address, a domain or a file's name."""
    if not (start and text[start - 1] in _JOINING) and text[end : end + 1] not in _JOINING:
        return False
    least, most = max(0, start - _ADDRESS_LENGTH), end + _ADDRESS_LENGTH
    left = max(text.rfind(" ", least, start) + 1, text.rfind("\n", least, start) + 1, least)
    if script_of(text[start]) in UNSPACED:  # such a script sets no space before an address either
        return _URL_BEFORE.search(text[left:start]) is not None or _ENDING.match(text, end) is not None
    right = min((at for at in (text.find(" ", end, most), text.find("\n", end, most)) if at >= 0), default=most)
    return _ADDRESS.search(text, left, right) is not None
