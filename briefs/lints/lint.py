"""What a lint is: a code, how grave it is unless the site says otherwise, and how it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic
from briefs.core.model import Index, Outline, Places
from briefs.core.source import Span

Level = Literal["error", "warning", "off"]
Found = tuple[str, Span, str]
"""Message, place and hint."""


class Lint(Struct, frozen=True):
    """One thing that is legal but probably not meant. Its module says what, why, an example, and what to do instead."""

    code: str
    find: Callable[[tuple[Outline, ...], Mapping[str, Places], Index], Iterable[Found]]
    build: Level = "warning"
    check: Level = "warning"


def lint(
    lints: Iterable[Lint],
    levels: Mapping[str, Level],
    outlines: tuple[Outline, ...],
    places: Mapping[str, Places],
    index: Index,
    checking: bool = False,
) -> Iterator[Diagnostic]:
    """What the lints find, as grave as the site or else the lint says. ``checking`` is the command ``check``."""
    for one in lints:
        level = levels.get(one.code, one.check if checking else one.build)
        if level != "off":
            for message, span, hint in one.find(outlines, places, index):
                yield Diagnostic(one.code, level, message, span, hint)
