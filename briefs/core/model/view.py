"""What a page may know of the rest of the site: no spans, no bodies."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote as percent

from msgspec import Struct

from briefs.core.model.card import BriefCard, Choice, DocumentCard, Group, Share, Target, TermCard
from briefs.core.model.entry import Claim, Document, Event, Term


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
    """The list of all briefs: the newest, the others, the most used terms with the number of briefs.

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
    path: str = "index.html"
    """Of its first page."""


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


class AnnotationsView(Struct, frozen=True, tag=True):
    """All that the annotations of a text may know of the rest of the site."""

    page: str
    """Path of the text's page."""
    terms: tuple[str, ...] = ()
    """Ids of those mentioned."""
    documents: tuple[Document, ...] = ()
    """What the notes rest on."""
    targets: tuple[Target, ...] = ()


class HostingView(Struct, frozen=True, tag=True):
    """What a host is to send with the files."""

    is_marked: bool = False
    """Whether every file in ``assets`` has a name that changes with what is in it."""
    moved: tuple[tuple[str, str], ...] = ()
    """(old address, path of the page)"""
    targets: tuple[Target, ...] = ()


class OwnView(Struct, frozen=True, tag=True):
    """What the template of a plugin's page shows."""

    data: dict[str, Any]
    """Of texts, numbers, lists and mappings, as in JSON."""
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
    | AnnotationsView
    | HostingView
    | OwnView
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

    def address(self, path: str) -> str:
        """The absolute address of a path from the output's root; that of the front page is the site's own."""
        return self.url.rstrip("/") + "/" + ("" if path == "index.html" else percent(path, safe="/~!$&'()*+,;=@#"))
