"""What the rooms of suggesting hand each other: records only."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple

from msgspec import Struct

from briefs.core.model import Stranger
from briefs.core.text import normalise

Kind = Literal["acronym", "name", "alias"]


class Sentence(Struct, frozen=True):
    """A sentence of a text with the name in it: its words before, at and after the name."""

    origin: str
    paragraph: int
    before: str
    surface: str
    after: str


class Suggestion(Struct, frozen=True):
    """What to define next: a new entry, or (``alias``) a name for one that is there."""

    name: str
    """Of an acronym: without dots; of a name: the form that stands most often; normalised."""
    kind: Kind
    count: int
    """Places in texts, headings aside, that the entry as it is suggested would find."""
    articles: int
    """Texts with such a place."""
    score: float
    """What the order goes by: more is earlier."""
    term: str = ""
    """Of an alias: the id of the term to which it probably belongs."""
    home: str = ""
    """Of an alias: the file with that term."""
    why: str = ""
    """Of an alias: ``shorter form``, ``initials``, ``spelling``, or the reason in the ledger."""
    expansion: str = ""
    """Of an acronym: the full name, where the texts give it."""
    aliases: tuple[str, ...] = ()
    """Other forms in the texts that would not be found by themselves: Nato for NATO."""
    person: bool = False
    """Whether the texts show that it is a person: a title before the name, the surname alone after it."""
    exact: bool = False
    """Whether the same word stands in small letters too, so that its capital must count."""
    sentences: tuple[Sentence, ...] = ()
    """At most three, of different texts."""


class Suggestions(Struct, frozen=True):
    """The first of them, for a program."""

    suggestions: tuple[Suggestion, ...]
    total: int
    """How many there are."""


class Place(NamedTuple):
    """A stranger in a text."""

    origin: str
    stranger: Stranger


class Group(Struct, frozen=True):
    """All places of what is one name, under several forms perhaps."""

    name: str
    kind: Literal["acronym", "name"]
    places: tuple[Place, ...]
    expansion: str = ""
    aliases: tuple[str, ...] = ()
    person: bool = False

    @property
    def counted(self) -> tuple[Place, ...]:
        """The places outside headings, where a term would be found."""
        return tuple(p for p in self.places if not p.stranger.heading)


def plainly(surface: str) -> str:
    """A surface as a glossary writes it: normalised, so without line ends and typographic marks."""
    return " ".join(normalise(surface).text.split())


def commonest(forms: Counter[str]) -> str:
    """The form that stands most often, of several the first in order; empty where there is none."""
    return min(forms, key=lambda form: (-forms[form], form), default="")
