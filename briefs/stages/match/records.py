"""What the rooms of matching hand each other: records only."""

from __future__ import annotations

from msgspec import Struct

from briefs.core.model import Linking, Name

BY_HAND = "by hand"
NEVER = "never here"
PIN = "pin"


class Context(Struct, frozen=True):
    """What of an article decides between the senses of a name and how it links, and the language of its sentences."""

    tags: tuple[str, ...] = ()
    date: str = ""
    language: str = "en"
    linking: Linking = Linking()


class Hit(Struct, frozen=True, gc=False):
    """Names that stand at ``text[start:end]``."""

    start: int
    end: int
    names: tuple[Name, ...]
    closed: str = ""
    """Why none may be linked here: ``heading``, ``code``, ``link``, ``quotation`` or ``line in capitals``."""


class Chosen(Struct, frozen=True, gc=False):
    """The one term that a stretch stands for, and why."""

    start: int
    end: int
    term: str
    rule: str
