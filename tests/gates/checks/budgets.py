"""A site's files go in, what is larger than its budget comes out, and a table of the largest."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gates.checks.links import target
from gates.pages import Site, Tag
from gates.records import Fault, Gate, Outcome

KB = 1024
ARTICLE, LIST, ROW = 25 * KB, 6 * KB, 0.1 * KB
READING_JS, SEARCH_JS = 3 * KB, 4 * KB
CSS, CSS_GZIP = 36 * KB, 8 * KB
REQUESTS = 5
ORDINARY = 64
"""So many notes or previews an article may have for the article's budget to hold: what brief-64.css is for."""
_FONTS = (".woff", ".woff2", ".ttf", ".otf")


class Measured(NamedTuple):
    """One thing that was measured: of what sort, where, how much, and how much it may be."""

    sort: str
    file: str
    size: float
    limit: float


def check(site: Site) -> Outcome:
    """Every page, script and stylesheet."""
    found = [m for page in site.pages if not site.moved(page) for m in _page(site, page)]
    found += [m for path in site.files for m in _asset(site, path)]
    faults = tuple(Fault(m.file, m.sort, f"{m.size:,.0f}, not {m.limit:,.0f}") for m in found if m.size > m.limit)
    return Outcome(len(found), "sizes", faults, tuple(_table(site, found)))


def _page(site: Site, page: str) -> Iterator[Measured]:
    loaded = loads(site, page)
    size = zipped(site.folder / page)
    tags = site.tags(page)
    if any("article-body" in t.classes for t in tags):
        many = max(sum("note" in t.classes for t in tags), _terms(tags))
        if many <= ORDINARY:
            whole = size + sum(zipped(site.folder / path) for path in loaded)
            yield Measured("article page with all files, gzip", page, whole, ARTICLE)
    else:
        yield Measured("page of a term or a list, gzip", page, size, LIST + ROW * rows(site, page))
    yield Measured("requests of a page without images", page, 1 + len(loaded), REQUESTS)


def _terms(tags: Iterable[Tag]) -> int:
    return len({tag.attributes["data-def"] for tag in tags if "data-def" in tag.attributes})


def loads(site: Site, page: str) -> set[str]:
    """The files of the site that a page loads at once, without images."""
    tags = site.tags(page)
    named = [t.attributes["src"] for t in tags if t.name == "script" and "src" in t.attributes]
    rels = ("stylesheet", "icon", "preload", "modulepreload")
    named += [t.attributes["href"] for t in tags if t.name == "link" and t.attributes.get("rel") in rels]
    found = (target(site, page, address) for address in named)
    return {path for path in found if path and (site.folder / path).is_file()}


def rows(site: Site, page: str) -> int:
    """How many things a page lists: a row of a list within a row is one too."""
    return sum(t.name in ("li", "dt", "tr") or "item" in t.classes for t in site.tags(page))


def _asset(site: Site, path: str) -> Iterator[Measured]:
    size = (site.folder / path).stat().st_size
    if path.startswith("assets/") and path.endswith(".js"):
        search = "search" in path
        yield Measured(
            "script for search" if search else "scripts for reading", path, size, SEARCH_JS if search else READING_JS
        )
    if re.match(r"assets/brief-64\b.*\.css$", path):
        yield Measured("stylesheet", path, size, CSS)
        yield Measured("stylesheet, gzip", path, zipped(site.folder / path), CSS_GZIP)
    if path.endswith(_FONTS):
        yield Measured("fonts", path, size, 0)


@cache
def zipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def _table(site: Site, found: list[Measured]) -> Iterator[str]:
    """For each sort the one that is nearest to its limit."""
    for sort in dict.fromkeys(m.sort for m in found):
        most = max((m for m in found if m.sort == sort), key=lambda m: m.size / (m.limit or 1))
        yield f"{site.name:6} {sort:34} {most.size:>8,.0f} of {most.limit:>7,.0f}  {most.file}"


GATE = Gate("budgets", "no page, script or stylesheet is larger than it may be", (), check)
