"""A YAML text as written and new words go in, the ways to write them come out, best first; knows no file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct
from rapidfuzz.distance import Levenshtein

LINE_END = re.compile(r"\r\n?|\n")
_NOTHING = ("null", "~")
"""Plain, these are no text but stand for nothing (``core.fields``)."""
_WIDTH = 80
"""Columns that a line may always fill."""
_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n?|\n)")
_PIECE = re.compile(r"(?P<gap>[ \t\r\n]+)|(?P<word>[^ \t\r\n]+)")
# In double quotes white space may be escaped; an escaped line end with the indentation after it is a gap beside other
# white space alone.
_PIECE_ESCAPED = re.compile(
    r"(?P<gap>(?:[ \t\r\n]|\\[ \ttnr])(?:[ \t\r\n]|\\[ \ttnr]|\\(?:\r\n?|\n)[ \t]*)*)"
    r"|(?P<word>(?:[^\\ \t\r\n]|\\(?:\r\n?|\n)[ \t]*|\\[^ \ttnr\r\n])+)"
)
_ESCAPE = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|((?:\r\n?|\n)[ \t]*)|(.))")
_MEANT = {'"': '"', "\\": "\\", "/": "/", "_": "\xa0"}
"""What the escapes of one character mean, without those that mean white space or what no text may hold."""
_ESCAPED = re.compile(r'["\\\u202a-\u202e\u2066-\u2069]')
"""What is escaped in double quotes; marks that change the order of a line would not be seen otherwise (FAULTS A28)."""


class Written(Struct, frozen=True):
    """A scalar as it stands in its file."""

    raw: str
    """From its first character to its last, with its quotes or its header."""
    style: str
    """As ``core.yaml.Scalar.style``."""
    column: int
    """Characters that stand before it on its line."""


class _Parts(Struct, frozen=True):
    """A scalar taken apart: opening, words with a gap between each two, closing; joined they are the scalar."""

    opening: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    closing: str


def spellings(written: Written, words: str) -> Iterator[str]:
    """How ``words`` may stand in the scalar's place: in its style and lines, in double quotes in its lines, on one.

    ``words`` are one line, folded, and not empty. Whether the file then reads as it should is for the caller to see: a
    plain text may not hold ``: ``. A block with a comment in its header stays one, for the comment would be lost.
    """
    parts, new, block = _parts(written), words.split(" "), written.style in ("|", ">")
    if (parts.words or not block) and (written.style or words not in _NOTHING):
        yield _rewritten(written, parts, new, written.style)
    if written.style in ("", "'"):
        opening, closing = parts.opening.removeprefix("'"), parts.closing.removesuffix("'")
        yield _rewritten(written, _Parts(f'"{opening}', parts.words, parts.gaps, f'{closing}"'), new, '"')
    if not (block and "#" in LINE_END.split(written.raw)[0]):
        spelled = _spelled(words, '"')
        yield f'"{spelled}"'


def _parts(written: Written) -> _Parts:
    """White space at either end of the content belongs to the opening and the closing."""
    opening, body, closing = _opened(written.raw, written.style)
    words, gaps = [], [""]
    for piece in (_PIECE_ESCAPED if written.style == '"' else _PIECE).finditer(body):
        if piece["gap"]:
            gaps[-1] = piece["gap"]
        else:
            words.append(piece["word"])
            gaps.append("")
    tail = gaps.pop() if words else ""
    return _Parts(opening + gaps[0], tuple(words), tuple(gaps[1:]), tail + closing)


def _opened(raw: str, style: str) -> tuple[str, str, str]:
    """What a scalar opens with, its content, and what it closes with."""
    if style in ("'", '"'):
        return style, raw[1:-1], style
    header = _HEADER.match(raw) if style else None
    if header:
        return header[0], raw[header.end() :], ""
    return (raw, "", "") if style else ("", raw, "")


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _spelled(word: str, style: str) -> str:
    if style == '"':
        return _ESCAPED.sub(lambda found: f"\\{found[0]}" if found[0] in '"\\' else f"\\u{ord(found[0]):04x}", word)
    return word.replace("'", "''") if style == "'" else word


def _read(word: str, style: str) -> str:
    """The word that a spelling stands for."""
    if style == '"':
        return _ESCAPE.sub(_meant, word)
    return word.replace("''", "'") if style == "'" else word


def _meant(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        return chr(int(code, 16))
    return "" if escape[4] else _MEANT.get(escape[5], escape[0])


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rewritten(written: Written, parts: _Parts, new: Sequence[str], style: str) -> str:
    """The new words in a style; what stood there before keeps its spelling and the gaps around it."""
    old = [_read(word, written.style) for word in parts.words]
    kept = parts.words if style == written.style else [_spelled(word, style) for word in old]
    words: list[str] = []
    gaps: list[str | None] = []
    at, new_at = 0, 0
    for same in Levenshtein.opcodes(old, new).as_matching_blocks():
        first, last = at == 0, same.a == len(old)
        need = same.b - new_at + 1 - first - last
        gaps += _chosen(parts.gaps[max(at - 1, 0) : same.a], need, last)
        at, new_at = same.a + same.size, same.b + same.size
        words += [_spelled(word, style) for word in new[len(words) : same.b]]
        words += kept[same.a : at]
        gaps += parts.gaps[same.a : max(at - 1, same.a)]
    return _filled(written, _Parts(parts.opening, tuple(words), (), parts.closing), gaps)


def _chosen(gaps: Sequence[str], need: int, last: bool) -> list[str | None]:
    """As many gaps as are needed: None for a new one; of too many those that break lines stay, then the outer ones."""
    if need >= len(gaps):
        before = len(gaps) - (not last)  # The last gap goes with the kept word after it.
        return [*gaps[:before], *[None] * (need - len(gaps)), *gaps[before:]]
    outer = (0, len(gaps) - 1)
    order = sorted(range(len(gaps)), key=lambda i: (-_breaks(gaps[i]), i not in outer, i))
    return [gaps[i] for i in sorted(order[:need])]


def _breaks(gap: str) -> int:
    return len(LINE_END.findall(gap))


def _filled(written: Written, parts: _Parts, gaps: Sequence[str | None]) -> str:
    """The scalar; in one of several lines, a new gap breaks a line that would be longer than all that stood there."""
    before, *lines = LINE_END.split(" " * written.column + written.raw)
    width = max(_WIDTH, len(before), *map(len, lines)) if lines else 0
    line_end = "".join(LINE_END.findall(written.raw)[:1])
    indent = next((_indent(line) for line in lines if line.strip()), "")
    text, line = "", " " * written.column
    for at, word in enumerate(parts.words):
        gap = gaps[at - 1] if at else parts.opening
        if gap is None:
            too_long = width and len(line) + 1 + _run(parts.words, gaps, at) > width
            gap = line_end + indent if too_long else " "
        text += gap + word
        *above, line = LINE_END.split(line + gap + word)
        indent = _indent(line) if above else indent
    return text + parts.closing


def _run(words: Sequence[str], gaps: Sequence[str | None], at: int) -> int:
    """The length of what must share a line with a word: up to the next new gap, or one that breaks the line."""
    shared = [len(gap or "") for gap in takewhile(lambda gap: gap is not None and not _breaks(gap), gaps[at:])]
    return sum(shared) + sum(map(len, words[at : at + 1 + len(shared)]))


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
