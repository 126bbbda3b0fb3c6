"""The files of an import go in, where an address or a name among them leads comes out; knows no text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from msgspec import Struct

from briefs.core.slugs import slug_of
from briefs.importers.importer import Given, Planned

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")
"""With which the names of Jekyll's posts begin."""
_TEXT = (".md", ".markdown", ".mdown", ".html", ".htm")
_ROOTS = ("", "static/", "content/", "assets/", "public/")
"""Folders that a site's addresses leave out."""


class Note(Struct, frozen=True):
    """A text of the import: where it stood, and where it comes to stand."""

    place: str
    path: str
    """Below the content folder."""
    given: str = ""
    """Its file, for messages."""
    names: tuple[str, ...] = ()
    """Other names by which notes link to it."""


class Shelf:
    """All texts and other files of an import, to be found by the addresses that their tool understood."""

    def __init__(self, notes: Iterable[Note], others: Iterable[Given]) -> None:
        self._others = {one.place: one for one in others}
        self._planned: dict[str, Planned] = {}
        self._paths: dict[str, Note] = {}
        self._stems: dict[str, list[Note]] = {}
        for note in notes:
            for key in _keys(note.place):
                self._paths.setdefault(key, note)
            for name in (posixpath.basename(_bare(note.place)), *note.names):
                self._stems.setdefault(name.lower(), []).append(note)
        self._files: dict[str, list[Given]] = {}
        for other in self._others.values():
            self._files.setdefault(posixpath.basename(other.place).lower(), []).append(other)

    def note(self, name: str) -> Note | None:
        """The text that a wiki link names: by its path or, if that is clear, by its name alone or another name."""
        wanted = name.strip().strip("/").lower()
        wanted = wanted.removesuffix(".md")
        found = self._stems.get(wanted, [])
        exact = self._paths.get(wanted)
        return exact or (found[0] if found else None)

    def page(self, address: str, place: str) -> Note | None:
        """The text that an address leads to from a place: its file, or the page that its tool made of it."""
        path = unquote(address.partition("#")[0].partition("?")[0])
        if not path:
            return None
        whole = path if path.startswith("/") else posixpath.join(posixpath.dirname(place), path)
        under = posixpath.join(_bare(place), path)
        tried = [posixpath.normpath(one).strip("/") for one in (whole, under, path)]
        for root in _ROOTS:
            for one in tried:
                found = self._paths.get(_bare(root + one).lower())
                if found is not None:
                    return found
        last = _bare(posixpath.basename(path.rstrip("/"))).lower()
        known = self._stems.get(last, [])
        return known[0] if len(known) == 1 and (path.startswith("/") or "/" not in path) else None

    def file(self, address: str, place: str) -> str:
        """The path, below the content folder, of the copy of a file that is no text; empty if there is none."""
        path = unquote(address.partition("#")[0].partition("?")[0])
        whole = path if path.startswith("/") else posixpath.join(posixpath.dirname(place), path)
        tried = [root + posixpath.normpath(whole).strip("/") for root in _ROOTS]
        found = next((self._others[one] for one in tried if one in self._others), None)
        if found is None:
            named = self._files.get(posixpath.basename(path).lower(), [])
            fitting = [one for one in named if one.place.lower().endswith(path.strip("./").lower())]
            found = fitting[0] if len(fitting) == 1 else None
        return self._keep(found) if found is not None else ""

    def planned(self) -> tuple[Planned, ...]:
        """The copies of all files that were asked for."""
        return tuple(self._planned.values())

    def _keep(self, given: Given) -> str:
        folder, name = posixpath.split(given.place)
        stem, ending = posixpath.splitext(name)
        folders = [slug_of(part) for part in folder.split("/") if part]
        path = posixpath.join("articles", *folders, slug_of(stem) + ending.lower())
        number = 2
        while path in self._planned and self._planned[path].copied != given.path:
            path = posixpath.join("articles", *folders, f"{slug_of(stem)}-{number}{ending.lower()}")
            number += 1
        self._planned[path] = Planned(path, copied=given.path)
        return path


def dated(place: str) -> tuple[str, str]:
    """The day with which a file's name begins, and its place without it."""
    folder, _, name = place.rpartition("/")
    found = _DAY.match(name)
    bare = name[found.end() :] if found else name
    return (found[0].rstrip("-") if found else ""), f"{folder}/{bare}".lstrip("/")


def _bare(place: str) -> str:
    """A place without its ending; of a bundle's or section's own text, its folder."""
    stem = place[: -len(found)] if (found := next((e for e in _TEXT if place.lower().endswith(e)), "")) else place
    folder, _, name = stem.rpartition("/")
    return folder if name in ("index", "_index") and folder else stem


def _keys(place: str) -> Iterator[str]:
    """The addresses by which a text is found."""
    yield _bare(place).lower()
    day, without = dated(place)
    if day:
        yield _bare(without).lower()
