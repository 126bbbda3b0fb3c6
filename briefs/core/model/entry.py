"""What an author says, as records that travel: sources, terms, notes, events; without places in files."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from briefs.core.model.body import Rich

WHY = {
    "omitted": "`omit` names it",
    "caption": "`caption` names it",
    "sidecar": "the sidecar has the same words",
    "page": "a line of the page it was taken from",
    "credit": "it opens like a photograph's credit",
    "shorter": "the shorter of the two lines before the text",
    "first": "it stands before the text and does not end like a sentence",
    "date": "it states a date and nothing else",
    "byline": "a byline; it stands with the headline",
    "heading": "the first heading of the first level",
}
"""Why a line was taken for what it was, as a terminal says it; pages have these words in their catalogues."""


class Guess(Struct, frozen=True):
    """A line of a received text and what it was taken for."""

    role: Literal["kicker", "headline", "caption", "date", "omitted", "title"]
    text: str
    why: str
    """A key of WHY."""


class Image(Struct, frozen=True):
    """The article's picture: file from the site's root."""

    file: str
    alt: str
    credit: str = ""


class Origin(Struct, frozen=True):
    """Where a text was received from; dates are ISO texts."""

    name: str = ""
    url: str = ""
    published: str = ""
    retrieved: str = ""
    archived: str = ""
    licence: str = ""


class Document(Struct, frozen=True):
    """A source: what something rests on. ``kind`` grades it."""

    id: str
    title: str
    publisher: str = ""
    url: str = ""
    date: str = ""
    kind: str = "press"
    archived: str = ""
    checked: str = ""
    note: Rich = Rich()


class Update(Struct, frozen=True):
    """What changed about a term's matter on a date (ISO text)."""

    date: str
    text: Rich
    sources: tuple[str, ...] = ()


class MatchRule(Struct, frozen=True):
    """How a term's names are looked for; ``link`` empty means the site's density."""

    case: str = "auto"
    inflect: bool = True
    not_: tuple[str, ...] = ()
    link: str = ""


class Linking(Struct, frozen=True):
    """How mentions in one article become links; what is empty is as the site has it."""

    density: str = ""
    """``first``, ``section``, ``every`` or ``none``."""
    quotations: str = ""
    """``link``, ``mark`` or ``skip``."""
    never: tuple[str, ...] = ()
    """Ids of terms that are not linked here."""


class When(Struct, frozen=True):
    """Where a sense holds; all that is given must hold."""

    tags: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    words: tuple[str, ...] = ()


class Term(Struct, frozen=True):
    """A glossary entry."""

    id: str
    term: str
    abbreviation: str = ""
    aliases: tuple[str, ...] = ()
    native: tuple[tuple[str, str], ...] = ()
    """(language tag, name) pairs, as written."""
    pronunciation: str = ""
    kind: str = ""
    definition: Rich = Rich()
    body: Rich = Rich()
    see_also: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    as_of: str = ""
    updates: tuple[Update, ...] = ()
    """Oldest first."""
    sources: tuple[str, ...] = ()
    match: MatchRule = MatchRule()
    when: When | None = None
    sense_of: str = ""
    """The id of the entry whose name this sense shares."""

    @property
    def short(self) -> str:
        """What to call it in a list of terms: the abbreviation where there is one."""
        return self.abbreviation or self.term


class Quote(Struct, frozen=True):
    """A selector: words of the article, and what tells them from the same words elsewhere (W3C TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    occurrence: int = 0
    """1 for the first; 0 when not given."""


class Note(Struct, frozen=True, tag=True):
    """An editor's note anchored to ``text[start:end]``."""

    kind: str
    start: int
    end: int
    text: Rich
    by: str = ""
    status: str = ""
    sources: tuple[str, ...] = ()


class Claim(Struct, frozen=True):
    """A note of kind ``claim`` as the rest of the site may know it: by its number, without its place."""

    number: int
    """Of the note on its article's page: its words are ``#q-N``, the note ``#n-N``."""
    by: str
    status: str
    words: str
    """The words quoted, on one line; long ones are cut."""
    text: Rich


class NoteCard(Struct, frozen=True):
    """A note of a kind that is listed, as the rest of the site may know it: by its number, without its place."""

    kind: str
    number: int
    """Of the note on its article's page: its words are ``#q-N``, the note ``#n-N``."""
    by: str
    status: str
    words: str
    """The words quoted, on one line; long ones are cut."""
    text: Rich


class Resting(Struct, frozen=True, array_like=True):
    """What on an article's page rests on a source: notes and events by their numbers there."""

    source: str
    notes: tuple[int, ...] = ()
    events: tuple[int, ...] = ()


class Pin(Struct, frozen=True, tag=True):
    """``text[start:end]`` stands for a term, or for none (empty)."""

    start: int
    end: int
    term: str


class Event(Struct, frozen=True, tag=True):
    """A dated event; ``paragraph`` is where the article speaks of it, 0 for nowhere."""

    date: str
    text: Rich
    end: str = ""
    paragraph: int = 0
    sources: tuple[str, ...] = ()
