"""Bytes go in; what is wrong with our reading of them as YAML, sidecar, terms or config comes out.

PyYAML's safe loader is asked too, without its types. What we refuse and it accepts (anchors, tags, keys that stand
twice, control characters, tabs) is our rule, so nothing is compared there. Of two parsers in PyYAML, the one in Python
is the stricter: what it alone refuses (`a:\\tb`, a key of more than 1,024 characters) is compared with libyaml's alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from briefs.config import read_config
from briefs.core.decode import decode
from briefs.core.diagnostics import Diagnostic, has_errors
from briefs.core.model import Unit
from briefs.core.source import Source
from briefs.core.yaml import Mapping, Node, Scalar, read_yaml
from briefs.core.yaml import Sequence as List
from briefs.stages.anchor import anchor
from briefs.stages.parse import parse
from fuzz.verdict import Held, as_read, misplaced

PATH = "content/articles/x.yaml"
_ARTICLE = Source(
    "content/articles/x.txt", "A headline\n\nThe harbour opened on Monday, a relatively small number.\n", "d"
)
_KINDS = ("sidecar", "glossary", "config")


class _Texts(yaml.SafeLoader):
    """The safe loader, in Python, for which every value is text."""

    yaml_implicit_resolvers: Any = {}  # noqa: RUF012


class _FastTexts(yaml.CSafeLoader):
    """The same over libyaml."""

    yaml_implicit_resolvers: Any = {}  # noqa: RUF012


def hold(data: bytes, thorough: bool = False) -> Held:
    """All that must hold; ``thorough``: read as every kind of file and by both of PyYAML's parsers, not by some."""
    chance = crc32(data)
    source, said = _source(data)
    if source is None:
        return Held(misplaced(said, as_read(PATH, data)))
    tree = read_yaml(source)
    fault = misplaced(tree.diagnostics, source)
    accepted = not has_errors(tree.diagnostics)
    if accepted:
        fault = fault or next(_elsewhere(tree.value, source), "")
        fault = fault or _other(source.text, tree.value, _FastTexts)
        if thorough or chance % 10 == 0:
            fault = fault or _other(source.text, tree.value, _Texts)
    for kind in _KINDS if thorough else _KINDS[chance % 3 : chance % 3 + 1]:
        fault = fault or _as_file(kind, source, data)
    return Held(fault, accepted, accepted)


def _source(data: bytes) -> tuple[Source | None, Sequence[Diagnostic]]:
    """The file as it is read; half of a surrogate pair, which no file can hold, is let through to the next room."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = ""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return Source(PATH, text, ""), ()
    found = decode(PATH, data)
    return found.value, found.diagnostics


def plain(node: Node | None) -> Any:
    """A tree as lists, dicts and texts."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, List):
        return [plain(item) for item in node.items]
    return node.text if node else ""


def _other(text: str, root: Node | None, loader: Any) -> str:
    """What another reader makes of what we accept."""
    try:
        theirs = yaml.load(text, loader)
    except yaml.YAMLError as fault:
        return "" if loader is _Texts else f"refused: {fault}"
    ours = plain(root)
    return "" if (theirs or "") == (ours or "") else f"values: ours {str(ours)[:200]} theirs {str(theirs)[:200]}"


def _elsewhere(node: Node | None, source: Source) -> Iterator[str]:
    """Texts that do not stand where they are said to: every plain one on one line is there letter by letter."""
    if isinstance(node, Scalar):
        span = node.span
        written = source.line(span.line)[span.column - 1 : span.end_column - 1]
        if node.plain and span.line == span.end_line and written != node.text:
            yield f"span: {node.text!r} is said to stand at {span}, where {written!r} is"
    elif node:
        for child in (c for pair in node.entries for c in pair) if isinstance(node, Mapping) else node.items:
            yield from _elsewhere(child, source)


def _as_file(kind: str, source: Source, data: bytes) -> str:
    """The file read to its end as what it may be."""
    if kind == "config":
        path = _config()
        path.write_bytes(data)
        return misplaced(read_config(path).diagnostics, as_read(path.name, data))
    if kind == "glossary":
        return misplaced(parse(Unit("glossary", source)).diagnostics, source)
    parsed = parse(Unit("article", _ARTICLE, source))
    found = parsed.diagnostics + anchor(parsed.value).diagnostics
    return misplaced(found, source, _ARTICLE)


@cache
def _config() -> Path:
    return Path(tempfile.mkdtemp(prefix="briefs-fuzz-"), "config.yaml")
