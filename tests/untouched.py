"""A site's folder goes in, its sources as they are come out; a build of a test that leaves others behind fails it.

``conftest.py`` puts ``guarded`` around whatever of the pipeline is given a site, before any test takes it, and
``support.briefs`` looks before and after each command. So every build of the suite is a test of FAULTS B26.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

ENTRANCES = ("annotated", "build", "linked_site", "make", "match_one", "survey")
"""The functions of ``briefs.pipeline`` that are given a site; ``check`` calls ``make``."""
WRITING = frozenset({"export", "import", "new", "schema", "--fix"})
"""Words of a command line that put files into a site, or mend them."""
_FOLDERS = ("content", "themes", "plugins")
_FRESH = 2.0
"""Seconds in which a file may change twice and keep its stamp: of one so young, the bytes are compared too."""
_edited = [False]


class Look(NamedTuple):
    """A file: the stamp that its system keeps, which no program can set back, and its bytes where that may not do."""

    stamp: tuple[int, ...]
    data: bytes | None


def sources(root: Path, content: Path | None = None, before: dict[str, Look] | None = None) -> dict[str, Look]:
    """Every file that is an author's, by path. Those whose bytes were looked at ``before`` have them again."""
    now, known = time.time(), before or {}
    each = {path: path in known and known[path].data is not None for path in _files(root, content or root / "content")}
    return {path: look for path, again in each.items() if (look := _look(path, now, before is None, again))}


def _files(root: Path, content: Path) -> Iterator[str]:
    for folder in {content, *(root / name for name in _FOLDERS)}:
        for place, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if name != "__pycache__"]
            yield from (f"{place}/{name}" for name in names)
    if root.is_dir():
        yield from (
            e.path for e in os.scandir(root) if e.is_file() and not e.name.startswith((".briefs", "briefs.lock"))
        )


def _look(path: str, now: float, first: bool, again: bool) -> Look | None:
    try:
        found = os.lstat(path)
        stamp = (found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        asked = (again or (first and now - found.st_ctime < _FRESH)) and os.path.isfile(path)
        return Look(stamp, Path(path).read_bytes() if asked else None)
    except OSError:
        return None


@contextmanager
def untouched(root: Path, content: Path | None = None) -> Iterator[None]:
    """Fails where the block, however it ends, leaves any source otherwise than it was, one more, or one less."""
    before = sources(root, content)
    try:
        yield
    finally:
        after = sources(root, content, before)
        changed = {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
        assert _edited[0] or not changed, f"a build changed sources: {sorted(changed)}"


@contextmanager
def edited() -> Iterator[None]:
    """For a test that itself saves a file while a build runs."""
    _edited[0] = True
    try:
        yield
    finally:
        _edited[0] = False


def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function of a site, which must leave its sources as they were."""

    @wraps(function)
    def watched(site: Any, *arguments: Any, **named: Any) -> Any:
        with untouched(site.root, site.content):
            return function(site, *arguments, **named)

    return watched
