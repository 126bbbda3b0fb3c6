"""Given files go in, the names of their articles and sidecars come out, each slug once; knows no format and no disk."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic, error
from briefs.core.slugs import slug_of
from briefs.core.source import Span
from briefs.importers.importer import Asked, Batch, Given, guessed

_UNFIT = re.compile(r"(?:(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$))|index$", re.IGNORECASE)
"""Names that Windows keeps for itself (FAULTS A32), and the one that says nothing."""
_INDEX = ("index", "_index")
"""A file of this name is known by its folder's, in Hugo and on any server."""


class Place(Struct, frozen=True):
    """Where a given file comes to stand."""

    path: str
    """Of the article, below the content folder."""
    sidecar: str
    slug: str
    said: Mapping[str, str] = {}
    """What the sidecar must say of it: its slug, where the file's name alone would be one that is taken."""
    diagnostics: tuple[Diagnostic, ...] = ()


class Names:
    """Gives out places; those that were given, and the site's own slugs, are not given again."""

    def __init__(self, batch: Batch) -> None:
        self._asked = batch.asked
        self._origins = {one.slug: one.origin for one in batch.site.articles}
        self._paths: set[str] = set()
        self._slugs: set[str] = set()

    def place(self, given: Given, ending: str, slug: str = "") -> Place:
        """The place of a file whose article's name ends in ``ending``; ``slug`` is what the file itself says."""
        folders, stem = _parts(given.place)
        wanted = fit(slug_of(self._asked.slug or slug or stem))
        name = wanted if self._asked.slug else fit(slug_of(stem))
        if wanted in self._origins:
            path = posixpath.join("articles", *folders, name)
            return Place(f"{path}{ending}", f"{path}.yaml", wanted, {}, (self._taken(given, wanted),))
        free = self._free(wanted, folders)
        path = posixpath.join("articles", *folders, self._free_name(folders, name))
        self._paths.add(path)
        self._slugs.add(free)
        said = {"slug": free} if slug_of(posixpath.basename(path)) != free else {}
        told = (_renamed(given, free, wanted),) if free != wanted else ()
        return Place(f"{path}{ending}", f"{path}.yaml", free, said, told)

    def _free(self, wanted: str, folders: list[str]) -> str:
        """The slug, or where it is taken with its folder's name before it, or with a number."""
        if wanted not in self._slugs:
            return wanted
        named = slug_of("-".join((*folders[-1:], wanted)))
        number, slug = 2, named
        while slug in self._slugs or slug in self._origins:
            slug = slug_of(f"{named}-{number}")
            number += 1
        return slug

    def _free_name(self, folders: list[str], name: str) -> str:
        number, free = 2, name
        while posixpath.join("articles", *folders, free) in self._paths:
            free, number = f"{name}-{number}", number + 1
        return free

    def _taken(self, given: Given, slug: str) -> Diagnostic:
        message = f"the site has an article `{slug}` already: {self._origins[slug]}"
        hint = "nothing is overwritten: `--as NAME` gives this one another name, or rename its file"
        return error("import-exists", message, Span(given.path), hint)


def fit(name: str) -> str:
    """A name that a file may have on every system, and that says something."""
    return f"{name}-1" if _UNFIT.match(name) else name


def source_of(asked: Asked, **found: str) -> dict[str, str]:
    """``source`` of a sidecar: what the command line says goes before what the file says."""
    said = {"name": asked.source_name, "url": asked.source_url, "retrieved": asked.retrieved}
    keys = ("name", "url", "published", "retrieved", "archived", "licence")
    return {key: said.get(key) or found.get(key, "") for key in keys}


def _parts(place: str) -> tuple[list[str], str]:
    """The folders of a place as they can be named, and the stem of its file, or its folder's for an index."""
    folder, _, name = place.rpartition("/")
    folders = [one for one in folder.split("/") if one not in ("", ".", "..")]
    stem = posixpath.splitext(name)[0]
    if stem.lower() in _INDEX and folders:
        stem = folders.pop()
    return [fit(slug_of(one)) for one in folders], stem


def _renamed(given: Given, slug: str, wanted: str) -> Diagnostic:
    message = f"another file makes the article `{wanted}`; this one is `{slug}`"
    return guessed(message, Span(given.path), "correct `slug:` in its sidecar")
