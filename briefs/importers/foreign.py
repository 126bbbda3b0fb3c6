"""What other tools know of an annotation, as records; knows neither their formats nor a site."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Span

Sort = Literal["note", "reply", "page", "highlight", "term"]
"""A note on words; an answer to another one; one on a whole page; marked words; words that name a term."""


class Selector(Struct, frozen=True):
    """How a tool knows the words that it means."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    """Where they stand in the tool's own text of the page, which need not be ours; -1 where it does not say."""
    end: int = -1
    in_units: bool = False
    """Whether the places count UTF-16 code units, as JavaScript does, and not code points."""


class Foreign(Struct, frozen=True):
    """One annotation of another tool."""

    span: Span
    """Where it stands in its file, as far as that can be told."""
    id: str = ""
    """What its tool calls it."""
    sort: Sort = "note"
    pages: tuple[str, ...] = ()
    """Addresses of the page that it is about, the likeliest first."""
    selector: Selector = Selector()
    kind: str = "context"
    text: str = ""
    """CommonMark, as a sidecar has it."""
    by: str = ""
    status: str = ""
    sources: tuple[str, ...] = ()
    """Addresses of what the note rests on."""


class Read(Struct, frozen=True):
    """A file of annotations as read."""

    annotations: tuple[Foreign, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """What of them has no place here, and what their readers may not expect."""
