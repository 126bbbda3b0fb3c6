"""What an output is: a name, the pages it makes of the linked site, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from briefs.core.model import Brief, Face, Index, Mention, Page

Write = Callable[[Page, Brief | None, tuple[Mention, ...], Face], bytes]
"""Page, the Brief it is about, that text's mentions, the site's face: to the file's bytes."""


class Output(Struct, frozen=True):
    """One kind of file that a site may have. Functions are named and at module level, so that workers find them."""

    name: str
    pages: Callable[[Index], Iterable[Page]]
    write: Write | None = None
    """How pages without a template are written; the others are the theme's."""
    twin: Callable[[Page], str] | None = None
    """Of an output that says what the pages of others say, as Markdown: where a page's twin goes; empty for none."""
    needs_url: bool = False
    """Whether its files hold absolute addresses: then a site without one has none of them."""
    foot: tuple[str, ...] = ()
    """Paths of those of its pages to which the foot of every page leads, by their titles."""
    plugin: str = ""
    """Name of the plugin that brought it; the toolkit notes it."""
