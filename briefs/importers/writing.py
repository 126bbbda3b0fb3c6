"""A record of texts, lists and keys goes in, the strict YAML that reads as that record comes out; knows no field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TypeAlias

from briefs.core.yaml_refusals import illegal_characters

Value: TypeAlias = "str | bool | int | Sequence[Value] | Mapping[str, Value] | None"
"""What can be written. ``None``, and what is empty, is left out; ``NULL`` is written ``null``."""


class Null:
    """The value ``null``, which says something of a key that must have a value, such as a pin's ``term``."""


NULL = Null()
_WIDTH = 100
"""Columns that a folded text fills."""
_PLAIN = re.compile(r"""[^\W_](?:[\w .,;()/'"’“”‘–—…+%=€$?!&@*-]*[\w.)'"’”…%?!])?(?::(?=\S)[\w./?=&%+#~,-]+)*/?""")
_TIGHT = re.compile(r"[^\W_][\w.+/%~-]*")
_WORDS = frozenset("true false yes no on off null y n".split())
_INDENT = "  "


def as_yaml(record: Mapping[str, object] | Sequence[object], head: str = "") -> str:
    """The record as a file; ``head`` stands before it as comments. An empty record is an empty text."""
    kept = _kept(record)
    lines = list(_block(kept)) if kept else []
    return "".join(f"{line}\n" for line in (*comment(head), *lines))


def comment(text: str) -> Iterator[str]:
    """The lines of a text as comments; those of a record can be pasted back."""
    for line in _legal(text).split("\n") if text else ():
        yield f"# {line}".rstrip()


def _kept(value: object) -> object:
    """The value without what says nothing."""
    if isinstance(value, Mapping):
        pairs = {_legal(str(key)): _kept(one) for key, one in value.items()}
        return {key: one for key, one in pairs.items() if one not in (None, "", (), [], {})}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [one for one in map(_kept, value) if one not in (None, "", (), [], {})]
    return _legal(value) if isinstance(value, str) else value


def _legal(text: str) -> str:
    """The text without characters that no text of a YAML file may hold, and with line ends as they are here."""
    return illegal_characters().sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _block(value: object) -> Iterator[str]:
    """The lines of a list or of keys with their values."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _under(f"{_scalar(str(key), True)}:", one)
    elif isinstance(value, Sequence):
        for one in value:
            inner = list(_block(one)) if isinstance(one, (Mapping, list)) else _text(one)
            yield f"- {inner[0]}"
            yield from (f"{_INDENT}{line}" if line else "" for line in inner[1:])


def _under(head: str, value: object) -> Iterator[str]:
    """A key with what belongs to it: on its line where it is short, else below."""
    if isinstance(value, list) and (flow := _flow(value)):
        yield f"{head} {flow}"
    elif isinstance(value, (Mapping, list)):
        yield head
        yield from (f"{_INDENT}{line}" if line else "" for line in _block(value))
    else:
        first, *rest = _text(value)
        yield f"{head} {first}"
        yield from rest


def _flow(items: list[object]) -> str:
    """A short list of short texts on one line; empty where it is none."""
    if not all(isinstance(one, str) and _TIGHT.fullmatch(one) for one in items):
        return ""
    line = f"[{', '.join(_scalar(str(one), True) for one in items)}]"
    return line if len(line) <= _WIDTH else ""


def _text(value: object) -> list[str]:
    """The lines of one value, those after the first indented as below a key."""
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, Null):
        return ["null"]
    text = str(value)
    if len(text) > _WIDTH or "\n" in text:
        lines = _folded(text) or _literal(text)
        if lines:
            return lines
    return [_scalar(text, isinstance(value, int))]


def _folded(text: str) -> list[str]:
    """A long text of one line over several, if it reads as it was: words with one space between each two."""
    if "\n" in text or text != " ".join(text.split(" ")).strip() or "  " in text or "\t" in text or text[0] == "#":
        return []
    return [">-", *(_INDENT + line for line in wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False))]


def _literal(text: str) -> list[str]:
    """A text of several lines as it stands, if none of them begins or ends with white space that could be lost."""
    lines = text.split("\n")
    if lines[-1] == "":
        return []
    if any(line != line.rstrip() or "\t" in line for line in lines) or not lines[0] or lines[0][0] == " ":
        return []
    return ["|-", *(_INDENT + line if line else "" for line in lines)]


def _scalar(text: str, bare: bool = False) -> str:
    """A text on one line: plain where no reader could take it for anything else, else in quotes."""
    plain = _TIGHT if bare else _PLAIN
    if plain.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    if text.isprintable() and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    """A character as it stands in double quotes."""
    if char in '"\\':
        return "\\" + char
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
