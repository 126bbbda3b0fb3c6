"""Any text goes in; the form in which quotes and terms are compared comes out, with a map back; knows no article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from operator import add
from typing import Literal
from unicodedata import category, is_normalized, normalize

import msgspec

from briefs.core.composing import is_short

Script = Literal["han", "kana", "thai", "lao", "khmer", "myanmar", "hangul", "cyrillic", "arabic", "other"]

UNSPACED: frozenset[Script] = frozenset({"han", "kana", "thai", "lao", "khmer", "myanmar"})
"""Scripts that set no space between words: a name has no boundary in them (LINKING "Scripts")."""

# Character classes as they stand inside [...]. Python's \s is not Unicode's White_Space: it has U+001C-1F as well.
_CONTROLS = "\t-\r"
_SPACES = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_IGNORED = (
    "\xad\u200b\u2060\ufeff"  # soft hyphen, zero width space, word joiner, byte order mark
    "\u200c\u200d"  # zero width non-joiner and joiner
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls
    "\u0640\u064b-\u0652\u0670"  # tatweel and harakat
)
# Jamo and the Kirat Rai vowels that compose with what stands before them without being marks.
_COMPOSING_LETTERS = "\u1160-\u11ff\U00016d63\U00016d67"

_SINGLE_QUOTES = (
    "\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\xb4\uff07\u05f3"  # the last: geresh
)
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u2036\u02ba\uff02\u05f4"  # the last: gershayim
_DASHES = (
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u2e3a\u2e3b\ufe58\ufe63\uff0d\ufe31\ufe32"
    "\u058a\u05be\u1400\u1806\u2e17\u2e1a\u2e40\u2e5d\u301c\u3030\u30a0\U00010ead"
)
_FOLDS = str.maketrans(
    dict.fromkeys(_SINGLE_QUOTES, "'")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | dict.fromkeys(_DASHES, "-")
    | {"\u2034": "'''", "\u2037": "'''", "\u2057": "''''", "\u2026": "..."}
    | {"\u064a": "\u06cc", "\u0643": "\u06a9"}  # Arabic yeh and kaf to Farsi yeh and keheh; alef maksura is a letter
)

_CHANGING = _SPACES.replace(" ", "") + "".join(map(chr, _FOLDS))

# Each begins with one class, which lets the engine skip what cannot match at twice the speed of alternatives.
_BREAKS = re.compile(f"[{_CONTROLS} \u2026](?:(?<!\u2026)[{_CONTROLS} ]+|(?<=[{_CONTROLS}\u2026]))")
_IGNORED_RUN = re.compile(f"[{_IGNORED}]+")
_COMMON = tuple(zip("\u2019\u201c\u201d\u2018\u2014\u2013\u201e\xa0", '\'""\'--" ', strict=True))
"""What English print has beyond ASCII; each folds to one character."""
_SETTLED = (
    "\0-\x84\x86-\x9f\xa1-\xac\xae-\xb3\xb5-\u02b8\u0391-\u03a1\u03a3-\u03ce\u0400-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u1e00-\u1eff\u2022\u2026\u20ac\u2122\u3001-\u3003\u3008-\u3011\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff"
    "\uac00-\ud7a3\uff08\uff09\uff0c\uff1a"
)
"""Letters and marks that stand for themselves wherever no other sort of character is near."""
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if _WIDE.match(chr(code))}
"""Latin letters and digits as Japanese papers print them: ＮＡＴＯ."""
_LINE_END = re.compile("\r\n?|[\n\x85\u2028]")


class Normalised(msgspec.Struct, frozen=True, dict=True):
    """A text as it is compared, and where each of its characters came from. All offsets are code points.

    ``text`` has one ``"\\n"`` for each paragraph break and no other white space but single spaces, so a term, whose
    names hold no line end, cannot cross a paragraph. The four tuples describe the stretches that changed their
    length, in order; everything between two of them stands in both texts alike.
    """

    text: str
    source: str
    starts: tuple[int, ...] = ()
    """Where each changed stretch starts in ``text``."""
    ends: tuple[int, ...] = ()
    """Where it ends in ``text``; equal to its start where it was dropped."""
    source_starts: tuple[int, ...] = ()
    source_ends: tuple[int, ...] = ()

    @cached_property
    def flat(self) -> str:
        """``text`` with spaces for paragraph breaks: the same offsets, for quotes, which may cross a paragraph."""
        return self.text.replace("\n", " ")

    def source_start(self, start: int) -> int:
        """Where the character ``text[start]`` starts in the source, at the edge of a grapheme cluster."""
        at = start
        index = bisect_right(self.starts, start) - 1
        if index >= 0:
            beyond = start - self.ends[index]
            at = self.source_starts[index] if beyond < 0 else self.source_ends[index] + beyond
        return at if "\n" < self.source[at : at + 1] < _JOINING else self._edge(at, -1)

    def source_end(self, end: int) -> int:
        """Where the character ``text[end - 1]`` ends in the source, at the edge of a grapheme cluster."""
        at = end
        index = bisect_left(self.starts, end) - 1
        if index >= 0:
            at = self.source_ends[index] + max(0, end - self.ends[index])
        return at if "\n" < self.source[at : at + 1] < _JOINING else self._edge(at, 1)

    def _edge(self, at: int, step: int) -> int:
        """The nearest edge of a grapheme cluster in one direction."""
        for _ in range(_CLUSTER):
            if not self._is_inside(at):
                break
            at += step
        return at

    def _is_inside(self, at: int) -> bool:
        """Whether a source offset stands inside a grapheme cluster, or a stretch that became something else."""
        index = bisect_left(self.source_starts, at) - 1
        replaced = index >= 0 and at < self.source_ends[index] and self.starts[index] < self.ends[index]
        return replaced or _is_joined(self.source, at)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source that ``text[start:end]`` stands for, in whole grapheme clusters.

        W3C Web Annotation 4.2.4 wants selectors so. Ignored characters inside the range are within it and those at
        its edges are not, save marks and joiners, which belong to the letter before them. An empty range stays empty.
        """
        index = bisect_right(self.starts, start)
        least, shift = (self.ends[index - 1], self.source_ends[index - 1] - self.ends[index - 1]) if index else (0, 0)
        if least <= start < end and (index == len(self.starts) or end <= self.starts[index]):  # no change inside
            at, to = start + shift, end + shift
            if "\n" < self.source[at : at + 1] < _JOINING and "\n" < self.source[to : to + 1] < _JOINING:
                return at, to
        at = self.source_start(start)
        return at, self.source_end(end) if end > start else at

    def from_source(self, offset: int) -> int:
        """The offset in ``text`` of a source offset; inside a stretch that changed, that of the stretch's start."""
        index = bisect_right(self.source_starts, offset) - 1
        if index < 0:
            return offset
        beyond = offset - self.source_ends[index]
        return self.starts[index] if beyond < 0 else self.ends[index] + beyond


@lru_cache(maxsize=32)
def normalise(text: str) -> Normalised:
    """The text as quotes and terms are compared (LINKING.md, "One normalised text"); case is left alone.

    Wide Latin letters narrow, ignored characters are dropped, then NFC, then quotes, primes, dashes, the ellipsis and
    Arabic letters fold and every run of white space is one space, or one ``"\\n"`` where it holds two line ends or
    U+2029.
    """
    if text.isascii() and text.isprintable() and "  " not in text:  # nearly every name
        return Normalised(text, text)
    settled = _settled(text)
    if settled is not None:
        return _by_paragraphs(settled, text) or _by_pieces(settled, text, _BREAKS)
    narrow = text.translate(_NARROW) if _WIDE.search(text) else text
    return _by_pieces(narrow, text, _pattern_for(narrow))


def _settled(text: str) -> str | None:
    """The text with its common marks folded, if nothing but white space and ellipses is then left to normalise."""
    if text.isascii():
        return text
    for mark, fold in _COMMON:
        text = text.replace(mark, fold)
    return text if text.isascii() or not _unsettled().search(text) else None


# Patterns over many scripts take milliseconds to be made: those that not every text needs are made by one that does.
@cache
def _unsettled() -> re.Pattern[str]:
    return re.compile(f"[^{_SETTLED}]")


def _by_paragraphs(text: str, source: str) -> Normalised | None:
    """A settled text in which only ``"\\n\\n"`` between paragraphs changes its length; None for any other.

    Most texts are of this sort, and cutting them is several times as fast as looking at each space.
    """
    if "  " in text or "\u2026" in text or any(control in text for control in "\t\v\f\r"):
        return None
    paragraphs = text.split("\n\n")
    lengths = list(map(len, paragraphs))
    if not all(lengths) or list(map(len, map(str.strip, paragraphs))) != lengths:
        return None
    breaks = len(paragraphs) - 1
    if text.count("\n") > 2 * breaks:
        if " \n" in text or "\n " in text:
            return None
        paragraphs = [paragraph.replace("\n", " ") for paragraph in paragraphs]
    ends = tuple(accumulate(length + 1 for length in lengths[:-1]))
    return Normalised(
        "\n".join(paragraphs),
        source,
        tuple(end - 1 for end in ends),
        ends,
        tuple(map(add, ends, range(-1, breaks))),
        tuple(map(add, ends, range(1, breaks + 1))),
    )


def _by_pieces(text: str, source: str, pattern: re.Pattern[str]) -> Normalised:
    """Any text, with a pattern that finds everything in it that may change."""
    pieces: list[str] = []
    changed: list[tuple[int, int, int, int]] = []
    done = shift = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        old = match.group()
        new = _compared(old)
        if new == old:
            continue
        pieces += text[done:start], new
        done = end
        if len(new) != 1 or len(old) != 1:
            changed.append((start + shift, start + shift + len(new), start, end))
            shift += len(new) - len(old)
    if not pieces:
        return Normalised(text, source)
    pieces.append(text[done:])
    return Normalised("".join(pieces), source, *zip(*changed, strict=True))


def _pattern_for(text: str) -> re.Pattern[str]:
    """The cheapest pattern that finds everything in an unsettled text that normalising may change."""
    composed = is_short(text) and is_normalized("NFC", text)
    if composed and _IGNORED_RUN.search(text):  # dropping a character may bring a letter and its accent together
        bare = _IGNORED_RUN.sub("", text)
        composed = is_short(bare) and is_normalized("NFC", bare)
    return _composed() if composed else _decomposed()


# NFC sorts a letter's marks in quadratic time, so longer rows are cut; UAX #15 calls 30 more than any script needs.
_MARKS = 256
_JOINING = "\u0300"
"""The first character that may join the one before it, but for the line end of CRLF."""
_CLUSTER = 20_000
"""Characters of a cluster that are stepped over to its edge; nobody can read a longer one."""


@cache
def _composed() -> re.Pattern[str]:
    """What normalising changes in a text of composed letters."""
    return re.compile(
        f"[ {_CHANGING}{_IGNORED}](?:(?<=[{_SPACES}])(?:[{_IGNORED}]*[{_SPACES}])+"
        f"|(?<=[{_CHANGING}])|(?<=[{_IGNORED}])[{_IGNORED}]*)"
    )


@cache
def _decomposed() -> re.Pattern[str]:
    """As ``_composed``, and letters with their marks and characters that NFC replaces."""
    candidates = [chr(code) for code in (*range(0x300, 0x30000), *range(0xE0100, 0xE01F0))]
    marks = _COMPOSING_LETTERS + _char_class([char for char in candidates if category(char)[0] == "M"])
    replaced = _char_class([char for char in candidates if not is_normalized("NFC", char)])
    cluster = f"[^{_SPACES}{_IGNORED}](?:[{_IGNORED}]*[{marks}]){{1,{_MARKS}}}"
    return re.compile(f"{cluster}|{_composed().pattern}|[{replaced}]")


def _char_class(chars: list[str]) -> str:
    """Sorted characters as ranges for the inside of ``[...]``; none of them is special there."""
    ranges: list[list[str]] = []
    for char in chars:
        if ranges and ord(char) == ord(ranges[-1][1]) + 1:
            ranges[-1][1] = char
        else:
            ranges.append([char, char])
    return "".join(f"{first}-{last}" for first, last in ranges)


@lru_cache(maxsize=1024)
def _compared(piece: str) -> str:
    """What one match of the pattern becomes: a white-space run, an ignored run, or a letter with its marks."""
    kept = _IGNORED_RUN.sub("", piece)
    if kept and _SPACE.match(kept):
        return "\n" if "\u2029" in kept or len(_LINE_END.findall(kept)) > 1 else " "
    return normalize("NFC", kept).translate(_FOLDS)


_SPACE = re.compile(f"[{_SPACES}]")


def _is_joined(text: str, offset: int) -> bool:
    """Whether an offset stands inside a grapheme cluster (UAX #29, GB3-GB13 without prepended marks and GB9c)."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if after < _JOINING:
        return before == "\r" and after == "\n"
    if before not in "\u200c\u200d" and category(before) in _BREAKING and not _TAG.match(before):
        return False
    if category(after)[0] == "M" or _EXTENDING.match(after):
        return True
    if after in _FLAGS:  # two regional indicators are one flag
        return (offset - len(text[:offset].rstrip(_FLAGS))) % 2 == 1
    return (before == "\u200d" and category(after) == "So") or _jamo().match(before + after) is not None


_BREAKING = frozenset({"Cc", "Cf", "Zl", "Zp"})
_TAG = re.compile("[\U000e0020-\U000e007f]")
# ZWNJ and ZWJ, Thai and Lao AM, half-width voicing marks, skin tones, tags: they extend, but are no marks.
_EXTENDING = re.compile("[\u200c\u200d\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))


@cache
def _jamo() -> re.Pattern[str]:
    return re.compile(
        "[\u1100-\u115f\ua960-\ua97c][\u1100-\u11ff\ua960-\ua97c\uac00-\ud7a3]"
        "|[\u1100-\u11ff\uac00-\ud7fb][\u1160-\u11ff\ud7b0-\ud7fb]"
    )


def fold_case(text: str) -> str:
    """The text without case, each character keeping its length, so that offsets stay equal.

    ß, İ and ﬁ, whose folds are longer, stay as they are (LINKING.md, "One normalised text").
    """
    if text.isascii():
        return text.lower()
    folded = text.casefold()
    if len(folded) == len(text):  # no fold is shorter than its character, so each kept its length
        return folded
    return "".join(map(_fold_char, text))


@cache
def _fold_char(char: str) -> str:
    return next((fold for fold in (char.casefold(), char.lower()) if len(fold) == 1), char)


@cache
def is_word(char: str) -> bool:
    """Whether a character is a letter, digit, ``_`` or combining mark; the empty string at a text's edge is not.

    Not Python's ``\\w``, which leaves out combining marks and so splits Hindi and Bengali words (LINKING.md, Boundary).
    """
    return char == "_" or (char != "" and category(char)[0] in "LNM")


def is_hebrew(char: str) -> bool:
    """Whether a character is a Hebrew letter; geresh and gershayim, or straight marks for them, stand inside words."""
    return "\u05d0" <= char <= "\u05ea"


@cache
def script_of(char: str) -> Script:
    """The script of a character, as coarsely as the boundary rules need it (LINKING.md, Scripts)."""
    index = bisect_right(_SCRIPT_STARTS, ord(char)) - 1
    if index >= 0 and ord(char) <= _SCRIPTS[index][1]:
        return _SCRIPTS[index][2]
    return "other"


_SCRIPTS: tuple[tuple[int, int, Script], ...] = (
    (0x0400, 0x052F, "cyrillic"),
    (0x0600, 0x06FF, "arabic"),
    (0x0750, 0x077F, "arabic"),
    (0x0870, 0x08FF, "arabic"),
    (0x0E01, 0x0E3A, "thai"),
    (0x0E40, 0x0E5B, "thai"),
    (0x0E80, 0x0EFF, "lao"),
    (0x1000, 0x109F, "myanmar"),
    (0x1100, 0x11FF, "hangul"),
    (0x1780, 0x17FF, "khmer"),
    (0x19E0, 0x19FF, "khmer"),
    (0x1C80, 0x1C8F, "cyrillic"),
    (0x2DE0, 0x2DFF, "cyrillic"),
    (0x2E80, 0x2FDF, "han"),
    (0x3005, 0x3007, "han"),
    (0x3021, 0x3029, "han"),
    (0x3038, 0x303B, "han"),
    (0x3041, 0x309F, "kana"),
    (0x30A1, 0x30FA, "kana"),
    (0x30FC, 0x30FF, "kana"),
    (0x3131, 0x318E, "hangul"),
    (0x31F0, 0x31FF, "kana"),
    (0x3400, 0x4DBF, "han"),
    (0x4E00, 0x9FFF, "han"),
    (0xA640, 0xA69F, "cyrillic"),
    (0xA960, 0xA97C, "hangul"),
    (0xA9E0, 0xA9FE, "myanmar"),
    (0xAA60, 0xAA7F, "myanmar"),
    (0xAC00, 0xD7FB, "hangul"),
    (0xF900, 0xFAFF, "han"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFC, "arabic"),
    (0xFF66, 0xFF9F, "kana"),
    (0xFFA0, 0xFFDC, "hangul"),
    (0x1AFF0, 0x1B16F, "kana"),
    (0x20000, 0x323AF, "han"),
)
_SCRIPT_STARTS = tuple(first for first, _, _ in _SCRIPTS)
