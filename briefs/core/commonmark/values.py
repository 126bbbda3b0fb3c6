"""A text value of the author's goes in, as HTML with holes, CommonMark that says the same comes out."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefs.core.commonmark.inline import escaped, started
from briefs.core.commonmark.scribe import Scribe
from briefs.core.model import Hole, Rich

_HOLE = re.compile("\1([0-9]+)\1")


def commonmark(
    value: Rich,
    address: Callable[[str], str],
    title: Callable[[str], str],
    href: Callable[[str], str] = lambda written: written,
) -> str:
    """The value's blocks, without a line end.

    ``address`` and ``title`` say what a target's holes are filled with, ``href`` what becomes of other addresses.
    """
    if not any(isinstance(part, Hole) or "<" in part for part in value.parts):
        return started(escaped(value.plain))
    holes = [part for part in value.parts if isinstance(part, Hole)]

    def filled(written: str) -> str:
        return _HOLE.sub(lambda found: address(holes[int(found[1])].target), href(written))

    scribe = Scribe(filled)
    html, number = "", 0
    for part in value.parts:
        if isinstance(part, Hole) and part.title:
            scribe.markup(html)
            scribe.words(title(part.target))
            html, number = "", number + 1
        elif isinstance(part, Hole):
            is_image = part.target.startswith("image:")
            html, number = html + (f'src="\1{number}\1"' if is_image else f"\1{number}\1"), number + 1
        else:
            html += part
    scribe.markup(html)
    return scribe.done().removesuffix("\n")
