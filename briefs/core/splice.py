"""A YAML file's bytes and new words for some of its values go in, its new bytes come out; knows neither disk nor keys.

Nothing but the values changes: no byte outside them, and no text that is read in the file (FAULTS.md D5).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Lookup
from itertools import repeat

from msgspec import Struct

from briefs.core.decode import character_name, decode
from briefs.core.source import Span
from briefs.core.spelling import LINE_END, Written, spellings
from briefs.core.yaml import Mapping, Node, Scalar, read_yaml
from briefs.core.yaml import Sequence as List
from briefs.core.yaml_refusals import illegal_characters

_SPACE = re.compile(r"[ \t\r\n]+")
"""White space to YAML; others, as the no-break space, are parts of words."""


class Change(Struct, frozen=True):
    """New words for one value."""

    span: Span
    """The value's ``Scalar.span``; a key has none that may change."""
    words: str
    """One line; white space in it is folded."""


class Unspliceable(Struct, frozen=True):
    """A change that was not made."""

    change: Change
    reason: str
    """A clause for the author, such as "no value stands there any more"."""


class Spliced(Struct, frozen=True):
    """A file's new bytes, and the changes that are not in them; with all of them refused, its old bytes."""

    data: bytes
    refused: tuple[Unspliceable, ...] = ()


class _File(Struct, frozen=True):
    """A file as read; ``text`` has its own line ends, ``faults`` are the codes of what the reader says of it."""

    mark: bytes
    text: str
    root: Node
    faults: tuple[str, ...]


class _Edit(Struct, frozen=True):
    """``text`` for what stands at ``start`` to ``end``, in code points of the file's text."""

    change: Change
    start: int
    end: int
    text: str


_Ways = tuple[_Edit, ...]
"""The ways to make one change, best first."""


def spliced(path: str, data: bytes, changes: Sequence[Change]) -> Spliced:
    """The file with the values changed, each in the style and, as far as may be, in the lines that it had.

    A change is made only if the file, read again, then differs in nothing but that value, whose words are those wanted,
    and the reader finds nothing more and nothing less to say. Otherwise it is tried in double quotes, then refused; the
    others go on. ``data`` must be the bytes in which the spans were found (``Source.digest``): that another value
    may stand at a span by now cannot be seen here. Raises nothing, whatever the bytes.
    """
    file = _read(path, data)
    if isinstance(file, str):
        return Spliced(data, tuple(Unspliceable(change, file) for change in changes))
    ways, refused = _ways(file, changes)
    edits, more = _settled(file, (), ways) if ways else ((), ())
    order = {change: at for at, change in enumerate(changes)}
    return Spliced(_with(file, edits), tuple(sorted((*refused, *more), key=lambda left: order[left.change])))


def _read(path: str, data: bytes) -> _File | str:
    """The file, or why it cannot be read."""
    source = decode(path, data)
    tree = read_yaml(source.value) if source.value else None
    found = (*source.diagnostics, *(tree.diagnostics if tree else ()))
    if tree is None or tree.value is None:
        return f"the file cannot be read: {found[0].message}" if found else "the file is empty"
    body = data.removeprefix(codecs.BOM_UTF8)
    return _File(data[: len(data) - len(body)], body.decode(), tree.value, tuple(d.code for d in found))


# ── what is to be done ───────────────────────────────────────────────────────────────────────────────────────────


def _ways(file: _File, changes: Sequence[Change]) -> tuple[tuple[_Ways, ...], tuple[Unspliceable, ...]]:
    """How each change might be made, in the order of the file, and those that cannot be."""
    values = {value.span: value for value in _values(file.root)}
    starts = (0, *(found.end() for found in LINE_END.finditer(file.text)))
    ways: dict[Span, _Ways] = {}
    refused = []
    for change in changes:
        value = values.get(change.span)
        if value is None or change.span in ways:
            why = "no value stands there any more" if value is None else "another change is for the same value"
            refused.append(Unspliceable(change, why))
        elif why := _refusal(value, change):
            refused.append(Unspliceable(change, why))
        elif ways_of_it := tuple(_written(file.text, starts, value, change)):
            ways[change.span] = ways_of_it
        else:
            refused.append(Unspliceable(change, "the comment there would be lost"))
    return tuple(ways[span] for span in sorted(ways)), tuple(refused)


def _values(node: Node) -> Iterator[Scalar]:
    """Every text of a tree but the keys."""
    if isinstance(node, Scalar):
        yield node
    for child in node.items if isinstance(node, List) else ():
        yield from _values(child)
    for _, value in node.entries if isinstance(node, Mapping) else ():
        yield from _values(value)


def _refusal(value: Scalar, change: Change) -> str:
    """Why there is nothing to try; empty where there is."""
    if value.empty:
        return "nothing is written there"
    if not _folded(change.words):
        return "there are no words to write there"
    illegal = illegal_characters().search(_folded(change.words))
    return f"the words hold {character_name(illegal[0])}, which no text may hold" if illegal else ""


def _written(text: str, starts: Sequence[int], value: Scalar, change: Change) -> Iterator[_Edit]:
    span = value.span
    start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
    written = Written(text[start:end], value.style, span.column - 1)
    for spelling in spellings(written, _folded(change.words)):
        yield _Edit(change, start, end, spelling)


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────────────


def _settled(file: _File, done: _Ways, todo: Sequence[_Ways]) -> tuple[_Ways, tuple[Unspliceable, ...]]:
    """The edits that can be made, besides those ``done``, and the changes that cannot.

    Most changes fit as they are: all are tried at once, and halves of them apart only where that fails.
    """
    together = (*done, *(ways[0] for ways in todo))
    if _holds(file, together):
        return together, ()
    if len(todo) > 1:
        half = len(todo) // 2
        done, refused = _settled(file, done, todo[:half])
        done, more = _settled(file, done, todo[half:])
        return done, (*refused, *more)
    for edit in todo[0][1:]:
        if _holds(file, (*done, edit)):
            return (*done, edit), ()
    return done, (Unspliceable(todo[0][0].change, "the file would no longer read as it does"),)


def _holds(file: _File, edits: _Ways) -> bool:
    """Whether the file with the edits reads as before, but for the values that they change."""
    new = _read("", _with(file, edits))
    wanted = {edit.change.span: _folded(edit.change.words) for edit in edits}
    return isinstance(new, _File) and new.faults == file.faults and _same(file.root, new.root, wanted)


def _with(file: _File, edits: _Ways) -> bytes:
    """The file's bytes with edits, which are in the order of the file."""
    parts, at = [], 0
    for edit in edits:
        parts += [file.text[at : edit.start], edit.text]
        at = edit.end
    return file.mark + ("".join(parts) + file.text[at:]).encode()


def _same(old: Node, new: Node, wanted: Lookup[Span, str]) -> bool:
    """Whether two trees hold the same, but for the values that are to differ."""
    if isinstance(old, Scalar) and isinstance(new, Scalar):
        words = wanted.get(old.span)
        return (old.text, old.style) == (new.text, new.style) if words is None else _folded(new.text) == words
    if isinstance(old, List) and isinstance(new, List):
        return len(old.items) == len(new.items) and all(map(_same, old.items, new.items, repeat(wanted)))
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        keys, new_keys = ([key.text for key, _ in node.entries] for node in (old, new))
        values, new_values = ([value for _, value in node.entries] for node in (old, new))
        return keys == new_keys and all(map(_same, values, new_values, repeat(wanted)))
    return False
