"""Nothing goes in, what a piece of Markdown is read as comes out, whoever read it; knows neither parser nor text.

The parser's own tokens are such; those that are made without it are ``Made``, for its package takes longer to be
imported than most texts to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Protocol

from msgspec import Struct

NESTING = 40
"""Levels of blocks inside one another, of which a list is two; and of brackets."""
INSIDE = 4
"""Pictures and notes inside one another; the words of one are read once more for each that it stands in."""


class Token(Protocol):
    """What is asked of a token; markdown-it's documentation says what its fields hold."""

    type: str
    tag: str
    nesting: Literal[-1, 0, 1]
    attrs: dict[str, str | int | float]
    map: list[int] | None
    level: int
    content: str
    info: str
    meta: dict[Any, Any]
    hidden: bool

    @property
    def children(self) -> Sequence[Token] | None:
        """What stands in the content of a block."""


class Made(Struct):
    """A token that was made without the parser."""

    type: str
    tag: str = ""
    nesting: Literal[-1, 0, 1] = 0
    attrs: dict[str, str | int | float] = {}
    map: list[int] | None = None
    level: int = 0
    children: Sequence[Token] | None = None
    content: str = ""
    info: str = ""
    meta: dict[Any, Any] = {}
    hidden: bool = False
