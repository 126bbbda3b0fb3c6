"""What other tools know of a term, as records; knows neither their formats nor a site."""

from __future__ import annotations

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Span


class Entry(Struct, frozen=True):
    """One term of another tool's glossary. Texts are CommonMark; other terms are named by their ``key`` or a name."""

    span: Span
    """Where it stands in its file, as far as that can be told."""
    term: str
    key: str = ""
    """What its own file calls it, such as a concept's address."""
    id: str = ""
    """The id that it is to have; empty where its name gives it."""
    abbreviation: str = ""
    aliases: tuple[str, ...] = ()
    native: tuple[tuple[str, str], ...] = ()
    """Languages with the name there."""
    pronunciation: str = ""
    kind: str = ""
    definition: str = ""
    body: str = ""
    see_also: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    as_of: str = ""
    sources: tuple[str, ...] = ()
    """Ids, addresses or titles."""


class Listed(Struct, frozen=True):
    """A glossary as read."""

    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    head: tuple[str, ...] = ()
    """What the file says of itself: title, maker, licence."""
