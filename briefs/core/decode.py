"""A file's bytes go in, its text or what keeps it from being one comes out; knows no disk and no file format."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from briefs.core.diagnostics import Checked, Diagnostic, error, has_errors, warning
from briefs.core.source import Source, Span, digest

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
"""Control characters but tab and line ends, and the byte order mark, which has its one place before the text."""
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates; marks alone turn nothing round."""
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff|[^\0]\0[^\0]\0|\0[^\0]\0[^\0]")
"""How UTF-16 begins: with its mark, or with two characters of ASCII."""
_PRINTABLE = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
_AROUND = 12
"""Characters shown before a byte that is not UTF-8, and bytes from it on."""


def decode(path: str, data: bytes) -> Checked[Source | None]:
    """The text of a file in UTF-8, a mark before it and any line ends allowed; None after an error.

    Codes: ``encoding``, ``control-character`` (FAULTS.md A11 to A13), and as a warning ``bidi-control`` (A28).
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) or _WIDE.match(data):
        name = "UTF-32" if b"\0\0" in data[:4] else "UTF-16"
        return Checked(None, (error("encoding", f"the file is {name}, not UTF-8", Span(path), "save it as UTF-8"),))
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode()
    except UnicodeDecodeError as fault:
        return Checked(None, (_not_utf8(path, body, fault.start),))
    source = Source(path, _unix(text), digest(data))
    # Nothing that is looked for is printable, and most of a text is ASCII, which is told apart faster as bytes.
    found = () if body.translate(None, _PRINTABLE).decode().isprintable() else tuple(_characters(source))
    return Checked(None if has_errors(found) else source, found)


def character_name(char: str) -> str:
    """``U+2028 (LINE SEPARATOR)``; control characters and halves of surrogate pairs have no name in Unicode."""
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'no printable character')})"


def turning_sign(text: str) -> str:
    """The first character that changes the order in which a text is shown; empty where there is none."""
    found = None if text.isascii() else _TURNING.search(text)
    return found[0] if found else ""


def turned(char: str, span: Span, escaped: bool = False) -> Diagnostic:
    """The warning of a character that changes the order; ``escaped`` where it is not written out."""
    how = ", written as an escape," if escaped else ""
    message = f"the invisible {character_name(char)}{how} changes the order in which text is shown"
    return warning("bidi-control", message, span, "remove it unless it is meant")


def _unix(text: str) -> str:
    """Line ends as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _not_utf8(path: str, body: bytes, at: int) -> Diagnostic:
    """The first byte that is not UTF-8, and what it would be in the likeliest other encoding."""
    before = _unix(body[:at].decode())
    span = Source(path, before, "").span(len(before))
    word = before.rpartition("\n")[2][-_AROUND:] + body[at : at + _AROUND].decode("cp1252", "replace")
    word = "".join(c if c.isprintable() else " " for c in re.split(r"[\r\n]", word)[0]).strip()
    hint = f"save the file as UTF-8; as Windows-1252 it would read “{word}”"
    return error("encoding", f"byte 0x{body[at]:02x} is not UTF-8", span, hint)


def _characters(source: Source) -> Iterator[Diagnostic]:
    """The first of each control character, and the first that may hide what a text says (CVE-2021-42574)."""
    places: dict[str, int] = {}
    for found in _NO_TEXT.finditer(source.text):
        places.setdefault(found[0], found.start())
    for char, at in places.items():
        message = f"{character_name(char)} stands here, which no text may hold"
        yield error("control-character", message, source.span(at), "remove it")
    if turning := _TURNING.search(source.text):
        yield turned(turning[0], source.span(turning.start()))
