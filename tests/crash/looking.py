"""An output folder goes in, its files' digests come out, where its pages lead, and what is wrong with it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from html import unescape
from pathlib import Path
from posixpath import dirname, normpath
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

HOME, MANIFEST, STAGE = "index.html", ".briefs-manifest.json", ".briefs-stage"
Files: TypeAlias = Mapping[str, bytes]
"""Digests by path."""
Stamp: TypeAlias = tuple[int, int, int, int]
_ADDRESS = re.compile(rb'\s(?:href|src)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|$")


class Good(NamedTuple):
    """What a build from nothing makes of a state."""

    files: dict[str, bytes]
    lock: bytes


class Pages:
    """Where the pages of all good builds lead."""

    def __init__(self) -> None:
        self._links: dict[tuple[str, bytes], frozenset[str]] = {}

    def learn(self, folder: Path, files: Files) -> None:
        """Read those pages of a good build that are not known yet."""
        for path, found in files.items():
            if path.endswith(".html") and (path, found) not in self._links:
                self._links[path, found] = frozenset(links((folder / path).read_bytes(), path))

    def of(self, path: str, found: bytes) -> frozenset[str]:
        """The files that a page leads to; none for what is no page."""
        return self._links.get((path, found), frozenset())

    def reached(self, files: Files) -> set[str]:
        """All that a reader reaches from the home page."""
        there, reached, ahead = set(files), {HOME} & files.keys(), [HOME] if HOME in files else []
        while ahead:
            path = ahead.pop()
            new = (self.of(path, files[path]) - reached) & there
            reached |= new
            ahead += new
        return reached


def links(page: bytes, path: str) -> Iterator[str]:
    """The files of the site that a page leads to or shows."""
    for address in _ADDRESS.findall(page):
        target = unescape(address.decode())
        if not _ELSEWHERE.match(target):
            yield normpath(f"{dirname(path)}/{unquote(re.split('[?#]', target)[0])}").lstrip("/")


def digest_of(data: bytes) -> bytes:
    return blake2b(data, digest_size=8).digest()


class Eye:
    """Looks at one folder again and again, and reads what is not as it was."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self._known: dict[str, tuple[Stamp, bytes]] = {}

    def files(self) -> dict[str, bytes]:
        """All files but those of the stage."""
        found = {path: self._read(path, stamp) for path, stamp in _listed(self.folder, "")}
        self._known = {path: held for path, held in self._known.items() if path in found}
        return found

    def _read(self, path: str, stamp: Stamp) -> bytes:
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            with open(f"{self.folder}/{path}", "rb") as file:
                known = self._known[path] = stamp, digest_of(file.read())
        return known[1]


def _listed(folder: str, below: str) -> Iterator[tuple[str, Stamp]]:
    if not os.path.isdir(f"{folder}/{below}"):
        return
    with os.scandir(f"{folder}/{below}") as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if path != STAGE:
                    yield from _listed(folder, f"{path}/")
            else:
                found = entry.stat(follow_symlinks=False)
                yield path, (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def broken(found: Files, old: Files, new: Files, pages: Pages, folder: Path) -> Iterator[str]:
    """What is wrong with a folder on its way from one good build to another, wherever that ended."""
    for path, data in found.items():
        if data not in (old.get(path), new.get(path)) and not (path == MANIFEST and _is_true(folder / path, old, new)):
            yield f"torn: {path}"
    there, kept = set(found), set(old).intersection(new)
    yield from (f"missing: {path}" for path in kept - there)
    for path in kept.union(pages.reached(found)) & there:
        yield from (f"dead link: {path} leads to {target}" for target in pages.of(path, found[path]) - there)


def _is_true(manifest: Path, old: Files, new: Files) -> bool:
    """Whether a manifest that tells of a folder halfway names files of both builds alone, and is whole."""
    try:
        return {*json.loads(manifest.read_bytes())["files"]} <= {*old, *new}
    except (ValueError, LookupError):
        return False


def wrong(found: Files, good: Files) -> Iterator[str]:
    """How a folder differs from a good build."""
    for path in sorted(found.keys() | good.keys()):
        if found.get(path) != good.get(path):
            how = "not there" if path not in found else "left behind" if path not in good else "other bytes"
            yield f"wrong: {path}: {how}"


def junk(site: Path, scratch: Path, known: set[str]) -> Iterator[str]:
    """What a build left beside the site's own files; ``known`` are those that stand there after a good one."""
    for folder, names, files in os.walk(site / "site"):
        if not names and not files:
            yield f"junk: empty folder {folder}"
    yield from (f"junk: {path}" for path in sorted(beside(site) - known))
    yield from (f"junk: {path.name} among the temporary files" for path in scratch.iterdir())


def beside(site: Path) -> set[str]:
    """What stands in a site's root and in its ``.briefs``, and the stage."""
    places = [*site.iterdir(), *(site / ".briefs").glob("*"), site / "site" / STAGE]
    return {path.relative_to(site).as_posix() for path in places if path.exists()}
