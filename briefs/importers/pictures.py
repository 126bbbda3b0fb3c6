"""A document's pictures go in, the files that they become beside its article come out; decodes none of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from briefs.core.diagnostics import Diagnostic
from briefs.core.slugs import slug_of
from briefs.core.source import Span
from briefs.importers.importer import Given, Planned, left_out

_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")


class Pictures:
    """The pictures of one document; those that are files of a named folder, or its own, come to stand beside it."""

    def __init__(self, given: Given, others: Sequence[Given], path: str) -> None:
        self._given = given
        self._others = {one.place: one for one in others}
        self._folder = path.rpartition(".")[0]
        self._planned: dict[str, Planned] = {}
        self._lost: dict[str, str] = {}

    def file(self, source: str, alt: str) -> str:
        """The picture's file as the article names it; empty where it is left out."""
        name = unquote(source.partition("?")[0].partition("#")[0])
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(self._given.place), name))
        found = self._others.get(beside) or self._others.get(name.lstrip("/"))
        if found is None or not found.place.lower().endswith(_ENDINGS):
            if source and not source.startswith("data:"):
                self._lost.setdefault(source, alt)
            return ""
        return self.keep(Planned("", copied=found.path), posixpath.basename(found.place))

    def keep(self, planned: Planned, name: str) -> str:
        """A picture with its name; its file as the article names it."""
        stem, ending = posixpath.splitext(name)
        path = f"{self._folder}/{slug_of(stem)}{ending.lower()}"
        self._planned.setdefault(path, Planned(path, planned.data, planned.copied))
        return f"{posixpath.basename(self._folder)}/{posixpath.basename(path)}"

    def planned(self) -> tuple[Planned, ...]:
        """The files to write."""
        return tuple(self._planned.values())

    def told(self) -> Iterator[Diagnostic]:
        """The pictures that are no files here."""
        for source, alt in self._lost.items():
            said = f" (“{alt}”)" if alt else ""
            hint = "save it below content/ and name it in the article, if its licence allows"
            yield left_out(f"the picture {source}{said} is no file here", Span(self._given.path), hint)
