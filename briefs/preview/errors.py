"""What is wrong with a site, in the words its pages will show: records only; knows neither diagnostics nor files."""

from __future__ import annotations

from typing import Literal

import msgspec


class PlaceView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place in a file and the words that stand there; plain text throughout."""

    message: str
    path: str
    line: int = 0
    column: int = 0
    """Both 1-based, the column in characters; 0 when no place is known."""
    href: str = ""
    """What opens the place in the author's editor; empty where none is named."""
    before: str = ""
    """The line up to the words meant, as much of it as is worth showing."""
    words: str = ""
    after: str = ""


class ErrorView(msgspec.Struct, frozen=True, omit_defaults=True):
    """A diagnostic in the words the page will show; plain text throughout."""

    code: str
    message: str
    severity: Literal["error", "warning", "note"] = "error"
    path: str = ""
    """Empty when no file is to blame."""
    line: int = 0
    column: int = 0
    """Both 1-based, the column in characters; 0 when no place is known."""
    excerpt: str = ""
    """Lines of the source with a caret below the place, as the command line prints them."""
    hint: str = ""
    href: str = ""
    """What opens the place in the author's editor."""
    related: tuple[PlaceView, ...] = ()
