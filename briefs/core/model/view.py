"""What a page may know of the rest of the site: no spans, no bodies."""

from __future__ import annotations

from msgspec import Struct

from briefs.core.model.body import Rich
from briefs.core.model.entry import Document, Event, Term, Update


class Target(Struct, frozen=True):
    """A hole's filling: a page's path from the output's root, or an address outside, and its title."""

    key: str
    path: str
    title: str


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


class Use(Struct, frozen=True):
    """Where a source is used: a page, and the words that say where on it."""

    path: str
    title: str
    fragment: str
    date: str = ""


class DocumentCard(Struct, frozen=True):
    """A source and where on the site it is used."""

    document: Document
    uses: tuple[Use, ...]


class ArticleView(Struct, frozen=True, tag=True):
    """All that an article's page may know of the rest of the site."""

    cards: tuple[TermCard, ...] = ()
    """The terms mentioned, in order of first mention."""
    documents: tuple[Document, ...] = ()
    """Numbered from 1 in the order in which the page first names them."""
    related: tuple[BriefCard, ...] = ()
    backlinks: tuple[Group, ...] = ()
    previous: BriefCard | None = None
    next: BriefCard | None = None
    targets: tuple[Target, ...] = ()


class TermView(Struct, frozen=True, tag=True):
    """All that a term's page may know of the rest of the site."""

    term: Term
    groups: tuple[Group, ...] = ()
    """Newest article first."""
    mentions: int = 0
    see_also: tuple[TermCard, ...] = ()
    broader: tuple[TermCard, ...] = ()
    narrower: tuple[TermCard, ...] = ()
    documents: tuple[Document, ...] = ()
    previous: TermCard | None = None
    next: TermCard | None = None
    letter: str = ""
    months: tuple[tuple[str, int], ...] = ()
    """(YYYY-MM, mentions) of every month from the first mention to the last, for a small chart."""
    page: int = 1
    pages: int = 1
    targets: tuple[Target, ...] = ()


class GlossaryRow(Struct, frozen=True):
    """One line of the A–Z."""

    card: TermCard
    mentions: int
    briefs: int


class Letter(Struct, frozen=True):
    """A letter of the A–Z and its terms; a letter without terms has no rows."""

    letter: str
    id: str
    rows: tuple[GlossaryRow, ...]


class GlossaryView(Struct, frozen=True, tag=True):
    """The A–Z."""

    letters: tuple[Letter, ...]
    total: int
    targets: tuple[Target, ...] = ()


class HomeView(Struct, frozen=True, tag=True):
    """The front page: the newest brief, the others, the most used terms with the number of briefs.

    Further pages go on with the briefs alone.
    """

    lead: BriefCard | None
    briefs: tuple[BriefCard, ...]
    terms: tuple[GlossaryRow, ...]
    tags: tuple[tuple[str, str, int], ...] = ()
    """(tag, path, briefs)"""
    page: int = 1
    pages: int = 1
    targets: tuple[Target, ...] = ()


class TagView(Struct, frozen=True, tag=True):
    """A tag's page."""

    tag: str
    path: str
    """Of its first page."""
    briefs: tuple[BriefCard, ...]
    """Newest first, those of this page."""
    total: int
    page: int = 1
    pages: int = 1
    targets: tuple[Target, ...] = ()


class SourcesView(Struct, frozen=True, tag=True):
    """All sources by kind: (kind, cards) in the order of grading."""

    kinds: tuple[tuple[str, tuple[DocumentCard, ...]], ...]
    targets: tuple[Target, ...] = ()


class SiteEvent(Struct, frozen=True):
    """An event of some article's timeline."""

    event: Event
    brief: BriefCard


class TimelineView(Struct, frozen=True, tag=True):
    """All events, oldest first, in years."""

    years: tuple[tuple[str, tuple[SiteEvent, ...]], ...]
    targets: tuple[Target, ...] = ()


class MapNode(Struct, frozen=True, array_like=True):
    """An article or a term on the map."""

    path: str
    title: str


class MapView(Struct, frozen=True, tag=True):
    """The network of articles and terms, as it is drawn; lines name both their ends by their numbers, from 0."""

    articles: tuple[MapNode, ...]
    """Newest first."""
    terms: tuple[MapNode, ...]
    """In the order of the A–Z."""
    mentions: tuple[tuple[int, int], ...]
    """(article, term)"""
    relations: tuple[tuple[int, int], ...]
    """(term, term), the first one first in the A–Z."""
    is_whole: bool = True
    """Whether every article and term of the site is on it, and every line between them."""
    targets: tuple[Target, ...] = ()


class EmptyView(Struct, frozen=True, tag=True):
    """A page that needs nothing of the site, such as the 404."""

    targets: tuple[Target, ...] = ()


class RedirectView(Struct, frozen=True, tag=True):
    """An old address and where its page is now."""

    path: str
    title: str
    targets: tuple[Target, ...] = ()


class DataView(Struct, frozen=True, tag=True):
    """A file of data: the terms it names, or its records as JSON."""

    terms: tuple[str, ...] = ()
    records: bytes = b""
    targets: tuple[Target, ...] = ()


View = (
    ArticleView
    | TermView
    | GlossaryView
    | HomeView
    | TagView
    | SourcesView
    | TimelineView
    | MapView
    | DataView
    | RedirectView
    | EmptyView
)


class Page(Struct, frozen=True):
    """One page to be rendered: where it goes, by which template, from what."""

    path: str
    template: str
    view: View
    title: str = ""
    section: str = ""
    """Which entry of the site's bar it belongs to: briefs, glossary, timeline, sources, or none."""
    brief: str = ""
    """Origin of the Brief whose body it shows; empty for none."""
    twins: tuple[tuple[str, str, str], ...] = ()
    """(media type, path, name) of files that say the same in another form."""


class Face(Struct, frozen=True):
    """What every page shows of the site: its name, its bar and its foot."""

    title: str
    description: str = ""
    url: str = ""
    """Canonical address with a slash at its end; empty when not known."""
    language: str = "en"
    author: str = ""
    nav: tuple[tuple[str, str, str], ...] = ()
    """(section, label, path) of the entries of the bar."""
    foot: tuple[tuple[str, str], ...] = ()
    """(label, path)"""
    expand: bool = False
    """Whether the full name stands beside an abbreviation that comes before it in a text."""
