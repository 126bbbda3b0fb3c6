"""Words and what stands among them go in, one block's line of CommonMark comes out, with every word as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple
from unicodedata import category

_SPECIAL = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w{1,40};)|[!^](?=$)")
_FIRST = re.compile(r"(?m)^[ \t]*(?:([>|:]|#{1,6}(?=\s|$)|[-+](?=[-+\s]|$)|=+(?=\s*$))|(\d{1,9})([.)](?=\s|$)))")
"""What makes a line more than words where it stands first."""
_LAST = re.compile(r"(?<!\S)#+$")
_UNSAFE = re.compile(r"[\\<>() ]|&(?!amp;)(?=#?\w{1,40};)")
_SIGNS = {"em": "*", "strong": "**"}


class Bit(NamedTuple):
    """A piece of a line: words, Markdown as it is, or where an emphasis begins or ends."""

    kind: Literal["words", "literal", "open", "close"]
    value: str


def escaped(words: str) -> str:
    """Words that no parser takes for markup, as far as they do not stand at a line's beginning."""
    return _SPECIAL.sub(r"\\\g<0>", words)


def line_of(bits: Sequence[Bit]) -> str:
    """A block's words. An emphasis that signs cannot mark for certain is an element of HTML, as CommonMark allows."""
    signs = _signs(bits) if any(bit.kind == "open" for bit in bits) else {}
    out = ""
    for at, (kind, value) in enumerate(bits):
        if kind == "words":
            piece = escaped(value)
            # After a footnote's number these would make it a link, or the footnote itself.
            out += "\\" + piece if out.endswith("]") and not out.endswith("\\]") and piece[:1] in ("(", ":") else piece
        elif kind == "literal":
            out += value
        else:
            out += signs.get(at) or ("<" if kind == "open" else "</") + value + ">"
    return out


def started(line: str) -> str:
    """A line, or several parted by hard breaks, that is nothing but words."""
    return _FIRST.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def heading(level: int, line: str) -> str:
    """A heading of a line that is Markdown already; signs at its end would be taken for the heading's own."""
    return f"{'#' * min(6, level)} {_LAST.sub(_apart, ' '.join(line.split()))}"


def _apart(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def code_span(words: str) -> str:
    """Code within a line, in a fence that does not stand in it."""
    words = words.replace("\n", " ")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    apart = " " if words[:1] in ("`", " ") or words[-1:] in ("`", " ") else ""
    return f"{fence}{apart}{words}{apart}{fence}"


def fence_of(words: str) -> str:
    """What may stand above and below a block of code."""
    return "`" * max(3, 1 + max((len(run) for run in re.findall("`+", words)), default=0))


def destination(address: str) -> str:
    """An address as it stands between the brackets of a link; one that stands there already stays as it is."""
    return _UNSAFE.sub(_encoded, address) if _UNSAFE.search(address) else address


def _encoded(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else f"%{ord(found[0]):02X}"


def _signs(bits: Sequence[Bit]) -> dict[int, str]:
    """By place: the signs of every emphasis that they can mark: none inside another, each end plainly an end."""
    found: dict[int, str] = {}
    stack: list[int] = []
    for at, bit in enumerate(bits):
        if bit.kind == "open":
            stack.append(at)
        elif bit.kind == "close" and stack:
            begin = stack.pop()
            sign = _SIGNS.get(bit.value, "")
            if sign and not stack and _opens(bits, begin) and _opens(bits[::-1], len(bits) - 1 - at):
                found |= {begin: sign, at: sign}
    return found


def _opens(bits: Sequence[Bit], at: int) -> bool:
    """Whether a sign here could begin an emphasis and not end one; of bits turned round, the other way round."""
    turned = bits[at].kind == "close"
    before, after = _next(bits[:at][::-1], not turned), _next(bits[at + 1 :], turned)
    apart = before in ("", " ") or before == "p"
    return (after == "w" and apart) or (after == "p" and before in ("", " "))


def _next(bits: Sequence[Bit], last: bool) -> str:
    """What the nearest sign is: of a word, punctuation, space; ``?`` where parsers differ; empty at the block's end."""
    for kind, value in bits:
        if kind in ("words", "literal") and value:
            sign = value[-1 if last else 0]
            group = category(sign)[0]
            if sign.isspace():
                return " "
            return "p" if group == "P" or (sign.isascii() and group == "S") else "?" if group == "S" else "w"
    return ""
