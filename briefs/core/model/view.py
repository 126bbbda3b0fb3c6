"""What a page may know of the rest of the site: no spans, no bodies."""

from __future__ import annotations

from msgspec import Struct

from briefs.core.model.body import Rich
from briefs.core.model.entry import Claim, Document, Event, Resting, Term, Update


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
    share: Share | None = None


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
    senses: tuple[TermCard, ...] = ()
    """The other meanings of its name."""
    page: int = 1
    pages: int = 1
    targets: tuple[Target, ...] = ()


class GlossaryRow(Struct, frozen=True):
    """One line of the A–Z."""

    card: TermCard
    mentions: int
    briefs: int
    marks: str = ""


class Letter(Struct, frozen=True):
    """A letter of the A–Z and its terms; a letter without terms has no rows."""

    letter: str
    id: str
    rows: tuple[GlossaryRow, ...]
    marks: str = ""


class Script(Struct, frozen=True):
    """The letters of one script, in order; the sign for digits stands before the first one's."""

    name: str
    """As Unicode calls it: ``latin``, ``hiragana``, ``cjk``."""
    letters: tuple[Letter, ...]


class GlossaryView(Struct, frozen=True, tag=True):
    """The A–Z, script by script; by kind it can be narrowed."""

    scripts: tuple[Script, ...]
    total: int
    choices: tuple[Choice, ...] = ()
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


class Speaker(Struct, frozen=True):
    """Who makes claims, and those of the page: the newest article's first."""

    name: str
    """Empty where nobody is named."""
    id: str
    term: str
    """The id of the term that the name stands for, if there is one."""
    claims: tuple[SiteClaim, ...]
    marks: str = ""


class SiteClaim(Struct, frozen=True):
    """A claim that some article reports."""

    claim: Claim
    brief: BriefCard
    language: str
    """Of the article, where it is not the site's."""
    marks: str = ""


class ClaimsView(Struct, frozen=True, tag=True):
    """All claims by who makes them, in the order of names; by status they can be narrowed."""

    speakers: tuple[Speaker, ...]
    choices: tuple[Choice, ...] = ()
    page: int = 1
    pages: int = 1
    targets: tuple[Target, ...] = ()


class SourcesView(Struct, frozen=True, tag=True):
    """All sources by kind: (kind, cards) in the order of grading."""

    kinds: tuple[tuple[str, tuple[DocumentCard, ...]], ...]
    page: int = 1
    pages: int = 1
    targets: tuple[Target, ...] = ()


class SiteEvent(Struct, frozen=True):
    """An event of some article's timeline; ``number`` is its place there."""

    event: Event
    brief: BriefCard
    number: int = 1
    marks: str = ""


class Year(Struct, frozen=True):
    """The events of a year, oldest first."""

    year: str
    events: tuple[SiteEvent, ...]
    marks: str = ""


class TimelineView(Struct, frozen=True, tag=True):
    """All events in years, oldest first; by the tags of their articles they can be narrowed."""

    years: tuple[Year, ...]
    choices: tuple[Choice, ...] = ()
    leaps: tuple[tuple[str, str], ...] = ()
    """(year, address) of the years of all pages, or of each tenth or hundredth where there are many."""
    page: int = 1
    pages: int = 1
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
    language: str = ""
    """Of the title, as BriefCard.language."""
    targets: tuple[Target, ...] = ()


class DataView(Struct, frozen=True, tag=True):
    """A file of data: the terms it names, or its records as JSON."""

    terms: tuple[str, ...] = ()
    records: bytes = b""
    targets: tuple[Target, ...] = ()


class FeedEntry(Struct, frozen=True):
    """A brief in a feed."""

    path: str
    """With the place of a term's first mention, where the feed is a term's."""
    title: str
    date: str
    updated: str
    """The later of the two, where both are given."""
    summary: str
    """Plain text: what the brief is about, or the sentence that mentions the term."""
    tags: tuple[str, ...] = ()


class FeedView(Struct, frozen=True, tag=True):
    """A feed, newest first: of the site (without a name), of a tag, or of a term."""

    name: str
    page: str
    """Path of the page that says the same."""
    entries: tuple[FeedEntry, ...]
    targets: tuple[Target, ...] = ()


class SitemapView(Struct, frozen=True, tag=True):
    """(path, date of the last change or nothing) of every page a search engine may show."""

    pages: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    """Where there are too many for one file: the paths of those that hold them."""
    targets: tuple[Target, ...] = ()


View = (
    ArticleView
    | TermView
    | GlossaryView
    | HomeView
    | TagView
    | ClaimsView
    | SourcesView
    | TimelineView
    | MapView
    | DataView
    | RedirectView
    | FeedView
    | SitemapView
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
    timezone: str = "UTC"
    """Of dates with a time of day: a name of the IANA database."""
    feeds: tuple[tuple[str, str, str], ...] = ()
    """(media type, path, name) of those of the whole site."""
