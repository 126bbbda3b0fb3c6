"""The small records that Views are made of: cards of terms and articles, sentences, sources and where they are used."""

from __future__ import annotations

from msgspec import Struct

from briefs.core.model.body import Rich
from briefs.core.model.entry import Document, Resting, Term, Update


class Scaled(Struct, frozen=True, array_like=True):
    """A picture in another width: its path from the output's root."""

    path: str
    width: int


class Picture(Struct, frozen=True, array_like=True):
    """A picture as pages show it: its size in pixels, so that nothing moves when it comes, and its other widths."""

    width: int
    height: int
    scaled: tuple[Scaled, ...] = ()
    """The narrowest first; empty where the file itself is all there is."""


class Share(Struct, frozen=True, array_like=True):
    """The picture that stands for a page where a link to it is shown; its path is from the output's root."""

    path: str
    width: int
    height: int
    alt: str


class Target(Struct, frozen=True):
    """A hole's filling: a page's path from the output's root, or an address outside, and its title."""

    key: str
    path: str
    title: str
    picture: Picture | None = None
    """Of an ``image:`` whose size is known."""


class TermCard(Struct, frozen=True, cache_hash=True):
    """What a preview of a term says; ``since`` holds only what is later than the page's own date."""

    id: str
    term: str
    abbreviation: str
    kind: str
    definition: Rich
    as_of: str
    since: tuple[Update, ...] = ()

    @property
    def path(self) -> str:
        """Path of its page from the output's root."""
        return f"glossary/{self.id}.html"

    @property
    def short(self) -> str:
        """The abbreviation where there is one."""
        return self.abbreviation or self.term


def card_of(term: Term) -> TermCard:
    """The preview of a term on a page without a date."""
    return TermCard(term.id, term.term, term.abbreviation, term.kind, term.definition, term.as_of)


class BriefCard(Struct, frozen=True):
    """What a list says of an article."""

    path: str
    title: str
    date: str
    kicker: str = ""
    standfirst: Rich = Rich()
    terms: tuple[TermCard, ...] = ()
    """In a list of related briefs: the terms they share, the rarest first."""
    language: str = ""
    """As the text says; empty is the site's."""


class Line(Struct, frozen=True, array_like=True, gc=False):
    """A sentence of a concordance: its words before, at and after the keyword, and where it stands."""

    anchor: str
    paragraph: int
    block: str
    before: str
    surface: str
    after: str


class Usage(Struct, frozen=True, array_like=True, gc=False):
    """What others may know of a term's mentions in one text: how many there are, and their sentences."""

    term: str
    count: int
    lines: bytes
    """Its Lines, encoded: of all texts they are held, and read only for the term's own page."""


class Group(Struct, frozen=True):
    """The sentences of one article."""

    brief: BriefCard
    lines: tuple[Line, ...]


class Choice(Struct, frozen=True):
    """One of the choices by which a list can be narrowed, and how much of the page's list it leaves.

    What is listed has the numbers of its choices, from 1, in its ``marks``: ``1 3``.
    """

    name: str
    count: int


class Use(Struct, frozen=True):
    """Where a source is used: a page, the place on it, and what there rests on the source."""

    path: str
    title: str
    fragment: str
    date: str = ""
    language: str = ""
    """Of the title, as BriefCard.language."""
    resting: Resting = Resting("")
    """The notes and events of an article, by their numbers there."""


class DocumentCard(Struct, frozen=True):
    """A source and where on the site it is used."""

    document: Document
    uses: tuple[Use, ...]
    continued: bool = False
    """Whether earlier uses stand on the page before."""
