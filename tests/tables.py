"""A page's tables of examples go in, their rows come out, and the marks that a site gives their texts; knows no rule.

A row is a glossary entry in code, a text and a reason. In the text **bold** words are linked mentions and *italic*
words mentions that are not linked; ``<br>`` ends a line, ``\\u{AD}`` is a character that an editor would not show.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import unescape
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from support import made, write_site

from briefs.core.diagnostics import Diagnostic

FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)$", re.MULTILINE | re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9A-Fa-f]+)\}")
_UNIT = re.compile(r"\\u\{[0-9A-Fa-f]+\}|\\\||<br>|&#?\w+;|[^*]")
_BAR = re.compile(r"(?<!\\)\|")


class Cell(NamedTuple):
    """A cell of a table as it is written, and where it stands in the page."""

    raw: str
    start: int

    @property
    def text(self) -> str:
        """Its text; a bar that parts no cells stands behind a backslash."""
        return self.raw.replace("\\|", "|")


class Row(NamedTuple):
    """A row whose first cell is a glossary entry, or a list of them."""

    entry: str
    marked: str
    """The text with its marks, as the page has it."""
    why: str
    start: int
    """Where ``marked`` stands in the page."""

    @property
    def entries(self) -> list[Any]:
        found = yaml.safe_load(unescaped(self.entry))
        return found if isinstance(found, list) else [found]


def hidden(text: str) -> str:
    """The page with its fences blank, so that nothing in them is taken for a table or heading; offsets stay."""
    return FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def unescaped(text: str) -> str:
    """``\\u{AD}`` in a case stands for a character that an editor would not show."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)


def cells(text: str) -> list[list[Cell]]:
    """The cells of all tables of a page, row by row."""
    lines = re.finditer(r"^\|.*\|$", hidden(text), re.MULTILINE)
    return [_cells(m[0], m.start()) for m in lines if not re.fullmatch(r"[|:\-\s]+", m[0])]


def _cells(line: str, start: int) -> list[Cell]:
    bars = [m.start() for m in _BAR.finditer(line)]
    found = [(line[a + 1 : b], a + 1) for a, b in pairwise(bars)]
    return [Cell(raw.strip(), start + at + len(raw) - len(raw.lstrip())) for raw, at in found]


def rows(text: str) -> list[Row]:
    """The rows of a page's tables that begin with a glossary entry."""
    return [
        Row(entry.text.strip("`"), marked.raw, why.text, marked.start)
        for entry, marked, why in (row for row in cells(text) if len(row) == 3)
        if entry.raw[:2] in ("`{", "`[")
    ]


def words(marked: str) -> str:
    """A cell's text without its marks."""
    return "".join(map(_meant, _UNIT.findall(marked)))


def _meant(unit: str) -> str:
    if unit == "<br>":
        return "\n"
    return unit[1] if unit == "\\|" else unescape(unescaped(unit))


def remarked(marked: str, text: str, places: Iterable[tuple[int, int, bool]]) -> str:
    """The cell with other marks: at ``places``, (start, end, whether linked) in ``text``, the article's plain text.

    The two are held against each other without white space: an article joins the lines of a paragraph.
    """
    units = _UNIT.findall(marked)
    seen = [at for at, unit in enumerate(units) if not _meant(unit).isspace()]
    nth = [0, *accumulate(not char.isspace() for char in text)]
    before: dict[int, str] = defaultdict(str)
    after: dict[int, str] = defaultdict(str)
    for start, end, linked in places:
        before[seen[nth[start]]] = after[seen[nth[end] - 1]] = "**" if linked else "*"
    return "".join(before[at] + unit + after[at] for at, unit in enumerate(units))


def article(
    root: Path, text: str, sidecar: Mapping[str, Any], files: Mapping[str, str] = {}
) -> tuple[Mapping[str, Any], tuple[Diagnostic, ...]]:
    """The data of the plain-text article ``a`` with this text and sidecar, and what was wrong."""
    written = json.dumps({"title": "A headline", **sidecar}, ensure_ascii=False, default=str)
    mine = {"content/articles/a.txt": f"A headline\n\n{text}\n", "content/articles/a.yaml": written}
    plain = {"config.yaml": "title: T\nlints: {definition-missing: off}\n"}
    built, result = made(write_site(root, {**plain, **files, **mine}))
    return json.loads(built["articles/a.json"]), result.report.diagnostics


def mentions_marked(marked: str, data: Mapping[str, Any]) -> str:
    """The cell with the marks of an article's mentions."""
    return remarked(marked, data["text"], ((m["start"], m["end"], m["linked"]) for m in data["mentions"]))
