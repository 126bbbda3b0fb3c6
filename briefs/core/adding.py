"""A YAML file's bytes and items for one of its lists go in, its new bytes come out; knows neither disk nor keys.

The items stand after those that are there. Nothing else changes: no byte outside of them, and no text that is read in
the file (FAULTS.md D5).
"""

from __future__ import annotations

import codecs
import re

from briefs.core.decode import decode
from briefs.core.source import Source
from briefs.core.yaml import Mapping, Node, Scalar, Sequence, read_yaml

_LINE_END = re.compile(r"\r\n?|\n")


def with_items(path: str, data: bytes, key: str, items: str, after: str = "") -> bytes | str:
    """The file with ``items`` at the end of its list ``key``, or a clause that says why it stays as it is.

    ``items`` are lines of a list as YAML has it, ``after`` comments that follow them; both begin at the first
    column, and either may be empty.
    The answer was read again, and reads as the file did but for the items. Raises nothing, whatever the bytes.
    """
    old = _tree(path, data)
    if isinstance(old, str):
        return old
    body = data.removeprefix(codecs.BOM_UTF8)
    placed = _placed(body.decode(), old, key, items, after)
    if isinstance(placed, str):
        return placed
    text, ends = placed[0], _LINE_END.search(body.decode())
    made = data[: len(data) - len(body)] + text.replace("\n", ends[0] if ends else "\n").encode()
    return made if _holds(path, old, made, key, items) else "the file would no longer read as it does"


def _tree(path: str, data: bytes) -> Mapping | str | None:
    """What the file holds; None where it is empty."""
    source = decode(path, data)
    tree = read_yaml(source.value) if source.value else None
    if tree is None or tree.diagnostics:
        found = (*source.diagnostics, *(tree.diagnostics if tree else ()))
        return f"it does not read without a remark: {found[0].message}"
    if not isinstance(tree.value, Mapping | None):
        return "it has no keys"
    return tree.value


def _placed(text: str, old: Mapping | None, key: str, items: str, after: str) -> tuple[str] | str:
    """The text with LF line ends and the lines in it."""
    rows = _LINE_END.sub("\n", text).split("\n")
    list_ = next((value for name, value in old.entries if name.text == key), None) if old else None
    margin = old.span.column - 1 if old else 0
    if list_ is None and not items:
        at, before = len(rows) if rows[-1] else len(rows) - 1, []
    elif list_ is None:
        at, before = len(rows) if rows[-1] else len(rows) - 1, [f"{' ' * margin}{key}:"]
    elif isinstance(list_, Sequence) and list_.block:
        at, before, margin = list_.span.end_line, [], list_.span.column - 1
    elif isinstance(list_, Scalar) and list_.empty:
        at, before = list_.span.end_line, []
    else:
        return f"the list `{key}` stands in brackets; write it with a dash and a line for each item"
    new = [f"{' ' * margin}{line}".rstrip() for line in (items + after).rstrip("\n").split("\n")]
    return ("\n".join((*rows[:at], *before, *new, *(rows[at:] or [""]))),)


def _holds(path: str, old: Mapping | None, made: bytes, key: str, items: str) -> bool:
    """Whether the new file reads as the old one with the items at the end of the list."""
    new, more = _tree(path, made), read_yaml(Source(path, items, "")).value
    if isinstance(new, str) or not isinstance(more, Sequence | None):
        return False
    was = {name.text: _plain(value) for name, value in old.entries} if old else {}
    there = was.get(key)
    added = [_plain(item) for item in more.items] if more else []
    wanted = {**was, key: [*(there if isinstance(there, list) else []), *added]} if added else was
    return wanted == ({name.text: _plain(value) for name, value in new.entries} if new else {})


def _plain(node: Node) -> object:
    """What a node says, without its place; plain words may mean nothing where quoted ones do not."""
    if isinstance(node, Scalar):
        return node.text, node.plain
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.entries}
