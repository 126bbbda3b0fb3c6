"""Sites in memory and files of other tools: what the tests of their import share."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from briefs.core.adding import with_items
from briefs.core.model import Note, Unit
from briefs.core.source import Source, digest
from briefs.importers import Article, Asked, Batch, Given, Imported, Importer, Standing
from briefs.kinds import KINDS
from briefs.stages.anchor import anchor
from briefs.stages.parse import parse

needs_rdflib = pytest.mark.skipif(
    importlib.util.find_spec("rdflib") is None and not os.environ.get("CI"), reason="rdflib is missing"
)
"""Skipped on a machine without the library; in CI it must be there."""
FILES = Path(__file__).parent / "importers" / "files"


def source(path: str, text: str) -> Source:
    return Source(path, text, digest(text.encode()))


def article(text: str, sidecar: str | None = None, slug: str = "harbour") -> Article:
    """An article that stands in a site, with or without a sidecar."""
    origin, beside = f"content/articles/{slug}.md", f"content/articles/{slug}.yaml"
    unit = Unit("article", source(origin, text), None if sidecar is None else source(beside, sidecar))
    parsed = parse(unit).value
    return Article(
        slug=parsed.outline.slug,
        origin=origin,
        title=parsed.outline.title,
        url=parsed.source.url,
        text=parsed.plain.text,
        sidecar="" if sidecar is None else beside,
        unit=unit,
    )


def site(*articles: Article, **known: Any) -> Standing:
    return Standing(kinds=tuple(kind.name for kind in KINDS), articles=articles, **known)


def arrive(
    importer: Importer, data: bytes | str | object, name: str, here: Standing = site(), **asked: str
) -> Imported:
    """What an importer makes of one file; a record is written as JSON."""
    if not isinstance(data, bytes):
        data = (data if isinstance(data, str) else json.dumps(data)).encode()
    return importer.read(Batch((Given(name, name, data),), site=here, asked=Asked(**asked)))


def sidecar_of(made: Imported, before: Article) -> str:
    """The article's sidecar after the import, whether it is new or grew."""
    for file in made.files:
        assert not before.sidecar
        return file.data.decode()
    for one in made.additions:
        assert before.unit is not None
        assert before.unit.sidecar is not None
        assert one.path == before.sidecar
        grown = with_items(one.path, before.unit.sidecar.text.encode(), one.key, one.items, one.comments)
        assert isinstance(grown, bytes), grown
        return grown.decode()
    return before.unit.sidecar.text if before.unit and before.unit.sidecar else ""


def notes_of(before: Article, sidecar: str) -> tuple[Note, ...]:
    """The notes that a build finds in an article with that sidecar, each at its place; without an error."""
    assert before.unit is not None
    unit = Unit("article", before.unit.text, source(f"{before.origin[:-3]}.yaml", sidecar))
    parsed = parse(unit)
    anchored = anchor(parsed.value)
    faults = [one for one in (*parsed.diagnostics, *anchored.diagnostics) if one.severity == "error"]
    assert faults == []
    return anchored.value.brief.notes


def told(made: Imported, code: str = "") -> list[str]:
    return [one.message for one in made.diagnostics if code in ("", one.code)]


def yaml_of(made: Imported) -> str:
    """The one file of terms, without the comment it opens with."""
    (file,) = made.files
    lines = file.data.decode().split("\n")
    return "\n".join(lines[next(at for at, line in enumerate(lines) if not line.startswith("#")) :])


def quoted(text: str, exact: str, after: int = 0) -> list[dict[str, object]]:
    """The selectors that a browser's tool makes of words of a text: its places count UTF-16 code units."""
    start = text.index(exact, after)
    end = start + len(exact)
    units = (len(text[:at].encode("utf-16-le")) // 2 for at in (start, end))
    return [
        {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 0, "endContainer": "/p[1]", "endOffset": 9},
        dict(zip(("type", "start", "end"), ("TextPositionSelector", *units), strict=True)),
        {
            "type": "TextQuoteSelector",
            "exact": exact,
            "prefix": text[max(0, start - 32) : start],
            "suffix": text[end : end + 32],
        },
    ]


def row(selectors: Iterable[object] | None, text: str = "Why?", **more: object) -> dict[str, object]:
    """An annotation as Hypothesis has it."""
    target: dict[str, object] = {"source": "https://example.org/harbour"}
    target |= {} if selectors is None else {"selector": list(selectors)}
    return {"id": "x1", "user": "acct:ada@hypothes.is", "text": text, "tags": [], "target": [target]} | more
