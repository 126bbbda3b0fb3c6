"""A text of another tool goes in, its front matter as entries with their lines, and its body, come out; knows no key.

Understood are YAML between ``---``, TOML between ``+++``, JSON in braces (Hugo), and the lines ``Key: value`` with
which a text of Pelican begins.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Source
from briefs.core.yaml import Mapping as Keys
from briefs.core.yaml import Node, Scalar, read_yaml
from briefs.importers.importer import left_out

Value: TypeAlias = "str | list[Value] | dict[str, Value]"


class Entry(Struct, frozen=True):
    """A key with its value: a text, a list or keys of its own."""

    key: str
    """In small letters."""
    value: Value
    line: int


class Front(Struct, frozen=True):
    """A text in two: what stands before it, and the body with the number of its first line."""

    entries: tuple[Entry, ...]
    body: str
    first: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()


_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADER = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)")
_PELICAN = frozenset(
    "title date modified category tags slug author authors summary lang status keywords subtitle".split()
)


def front_matter(source: Source) -> Front:
    """The front matter of a text, in whichever form; one that cannot be read is told of, and the body kept."""
    text = source.text
    for form, read in ((_YAML, _yaml), (_TOML, _toml)):
        found = form.match(text)
        if found:
            return _front(source, text, found.end(), *read(source, found[1]))
    if text.startswith("{"):
        return _json(source, text)
    return _header(source, text)


def _front(source: Source, text: str, end: int, entries: tuple[Entry, ...], told: tuple[Diagnostic, ...] = ()) -> Front:
    body = text[end:]
    skipped = len(body) - len(body.lstrip("\n"))
    return Front(entries, body.lstrip("\n"), text.count("\n", 0, end + skipped) + 1, told)


def _yaml(source: Source, text: str) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    read = read_yaml(Source(source.path, "\n" + text, ""))
    told = tuple(
        left_out(f"in the front matter: {one.message}", one.span, one.hint) for one in read.diagnostics if one.span
    )
    node = read.value
    entries = node.entries if isinstance(node, Keys) else ()
    return tuple(Entry(key.text.lower(), _plain(value), key.span.line) for key, value in entries), told


def _plain(node: Node) -> Value:
    if isinstance(node, Scalar):
        return "" if node.plain and node.text in ("~", "null") else node.text
    if isinstance(node, Keys):
        return {key.text.lower(): _plain(value) for key, value in node.entries}
    return [_plain(one) for one in node.items]


def _toml(source: Source, text: str) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        return (), (left_out(f"the front matter is no TOML: {problem}", source.span(0, 3)),)
    lines = text.split("\n")
    return tuple(_entries(data, lambda key: _line(lines, rf"\s*\[?\[?[\"']?{re.escape(key)}[\"']?\s*[=.\]]", 2))), ()


def _json(source: Source, text: str) -> Front:
    try:
        data, end = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return Front((), text)
    lines = text.split("\n")
    entries = _entries(data, lambda key: _line(lines, rf"\s*\{{?\s*\"{re.escape(key)}\"\s*:", 1))
    return _front(source, text, end + len(re.match(r"[ \t]*\n?", text[end:])[0]), tuple(entries))  # type: ignore[index]


def _entries(data: object, line: object) -> Iterator[Entry]:
    for key, value in data.items() if isinstance(data, Mapping) else ():
        yield Entry(str(key).lower(), _value(value), line(str(key)))  # type: ignore[operator]


def _line(lines: list[str], form: str, first: int) -> int:
    """The number of the line on which a key is written; of the first where it is not found."""
    return next((number for number, row in enumerate(lines, first) if re.match(form, row)), first)


def _value(value: object) -> Value:
    if isinstance(value, Mapping):
        return {str(key).lower(): _value(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _header(source: Source, text: str) -> Front:
    """``Title: …`` and so on, up to the first line that is none of these; only if the first key is one of Pelican's."""
    first = _HEADER.match(text)
    if first is None or first[1].lower() not in _PELICAN:
        return Front((), source.text)
    entries: list[Entry] = []
    end = 0
    for number, row in enumerate(text.split("\n"), 1):
        found = _HEADER.fullmatch(row)
        if found is None and not (row[:1] in " \t" and row.strip() and entries):
            break
        if found:
            key, value = found[1].lower(), found[2].strip()
            several = key in ("tags", "category") and [part.strip() for part in re.split("[,;]", value)]
            entries.append(Entry(key, [*several] if several else value, number))
        else:
            before = entries.pop()
            entries.append(Entry(before.key, f"{before.value} {row.strip()}", before.line))
        end += len(row) + 1
    return _front(source, text, min(end, len(text)), tuple(entries))
