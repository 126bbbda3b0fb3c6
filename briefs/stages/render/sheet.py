"""A page's path and what its holes are filled with go in, addresses and texts as they stand on that page come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote as percent

from markupsafe import Markup

from briefs.core.model import Hole, Rich, Target

Known = dict[str, dict[str, str]]
"""By folder of a page and path of another: the relative address, worked out once for all pages of a folder."""


class Sheet:
    """What is said with respect to one page: relative addresses, and texts with their holes filled."""

    def __init__(self, path: str, targets: Sequence[Target], assets: Mapping[str, str], known: Known) -> None:
        self.folder = path.rpartition("/")[0]
        self._targets = {t.key: t for t in targets}
        self._assets = assets
        self._known = known.setdefault(self.folder, {})

    def href(self, path: str) -> str:
        """The relative address of a page, percent-encoded; it always names its file."""
        name, hash_, fragment = path.partition("#")
        found = self._known.get(name)
        if found is None:
            relative = _relative(name, self.folder.split("/") if self.folder else [])
            found = self._known[name] = percent(relative, safe="/~!$&'()*+,;=@")
        return found + hash_ + fragment

    def asset(self, name: str) -> str:
        """The relative address of one of the theme's files."""
        return self.href(self._assets[name])

    def address(self, target: str) -> str:
        """What fills a hole for an address, escaped."""
        found = self._targets.get(target)
        return escape(self.href(found.path)) if found else "#"

    def rich(self, value: Rich) -> Markup:
        """A text value as HTML."""
        return Markup("".join(part if isinstance(part, str) else self._fill(part) for part in value.parts))  # noqa: S704

    def _fill(self, hole: Hole) -> str:
        if not hole.title:
            return self.address(hole.target)
        found = self._targets.get(hole.target)
        return escape(found.title if found else hole.target.partition(":")[2])


def _relative(path: str, folders: Sequence[str]) -> str:
    """A path of the output as seen from some folder of it; both are normalised."""
    parts = path.split("/")
    shared = 0
    while shared < min(len(parts) - 1, len(folders)) and parts[shared] == folders[shared]:
        shared += 1
    return "/".join([*[".."] * (len(folders) - shared), *parts[shared:]])
