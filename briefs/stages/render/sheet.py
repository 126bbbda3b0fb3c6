"""A page's path and what its holes are filled with go in, addresses and texts as they stand on that page come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from briefs.core.model import Hole, Picture, Rich, Target
from briefs.core.relative import relative

_SIZES = "(min-width:42rem) 39rem,100vw"
"""How wide a picture is shown, for the choice among its widths: as the text at most."""
_IMAGE = "image:"


class Sheet:
    """What is said with respect to the page in hand: relative addresses, and texts with their holes filled."""

    def __init__(self, assets: Mapping[str, str]) -> None:
        self._assets = assets
        self._folders: dict[str, dict[str, str]] = {}
        self.turn("", ())

    def turn(self, path: str, targets: Sequence[Target]) -> None:
        """Take the next page in hand. Addresses once worked out serve all pages of a folder."""
        self.folder = path.rpartition("/")[0]
        self._targets = {t.key: t for t in targets}
        self._known = self._folders.setdefault(self.folder, {})

    def href(self, path: str) -> str:
        """The relative address of a page, percent-encoded; it always names its file."""
        found = self._known.get(path)
        return self._address(path) if found is None else found

    def _address(self, path: str) -> str:
        found = relative(path, self.folder)
        if "#" not in path:  # places on a page are many and each is named once
            self._known[path] = found
        return found

    def asset(self, name: str) -> str:
        """The relative address of one of the theme's files; a template's error where there is none."""
        if name not in self._assets:
            raise TemplateRuntimeError(f"this theme has no static file `{name}`")
        return self.href(self._assets[name])

    def target(self, key: str) -> Target | None:
        """What fills a hole, if anything does."""
        return self._targets.get(key)

    def address(self, target: str) -> str:
        """What fills a hole for an address, escaped."""
        if target.startswith(_IMAGE):
            return self.image(target)
        found = self._targets.get(target)
        return escape(self.href(found.path)) if found else "#"

    def body(self, late: bool) -> Callable[[str], str]:
        """Fills a text's holes in their order; its first picture is fetched at once, unless ``late``."""

        def fill(target: str) -> str:
            nonlocal late
            if not target.startswith(_IMAGE):
                return self.address(target)
            late, this = True, late
            return self.image(target, this)

        return fill

    def image(self, target: str, late: bool = True) -> Markup:
        """Which picture an ``<img>`` shows and how large it is, as attributes; a ``late`` one is fetched when near."""
        found = self._targets.get(target)
        if found is None:
            return Markup()
        when = 'loading="lazy" decoding="async"' if late else 'decoding="async"'
        size = self._size(found.picture, late) if found.picture else ""
        return Markup(f'{when} src="{escape(self.href(found.path))}"{size}')  # noqa: S704

    def _size(self, picture: Picture, late: bool) -> str:
        size = f' width="{picture.width}" height="{picture.height}"'
        if not picture.scaled:
            return size
        each = ", ".join(f"{escape(self.href(one.path))} {one.width}w" for one in picture.scaled)
        return f'{size} srcset="{each}" sizes="{"auto," if late else ""}{_SIZES}"'

    def rich(self, value: Rich) -> Markup:
        """A text value as HTML."""
        return Markup("".join(part if isinstance(part, str) else self._fill(part) for part in value.parts))  # noqa: S704

    def _fill(self, hole: Hole) -> str:
        if not hole.title:
            return self.address(hole.target)
        found = self._targets.get(hole.target)
        return escape(found.title if found else hole.target.partition(":")[2])
