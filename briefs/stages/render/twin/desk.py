"""Small things that pages say go in, such as a link, a date or a source, the same as Markdown comes out.

Links between pages lead to their twins; a link to a place on a page leads to the page itself, for a twin has no places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefs.core.commonmark.inline import destination, escaped, heading, started
from briefs.core.commonmark.values import commonmark
from briefs.core.model import BriefCard, Document, Face, Rich, TermCard
from briefs.stages.render.sheet import Sheet
from briefs.stages.render.speech import Speech
from briefs.theme import web

_ALONE = ("search.html", "404.html")
"""Pages that have no twin."""


class Desk:
    """What writes a page's twin: its addresses and its language are those of the page in hand."""

    def __init__(self, sheet: Sheet, speech: Speech) -> None:
        self._sheet, self._speech = sheet, speech
        self._page = ""
        self._known: dict[str, str] = {}
        self._folders: dict[str, dict[str, str]] = {}
        self._cards: dict[tuple[str, TermCard], str] = {}
        self._tags: dict[tuple[str, TermCard], str] = {}
        self._feet: dict[tuple[str, str], str] = {}

    def turn(self, path: str) -> None:
        """Take the next page in hand, of which the sheet and the speech know already."""
        self._page = path
        self._known = self._folders.setdefault(self._sheet.folder, {})

    # ── words ────────────────────────────────────────────────────────────────────────────────────────────────────

    def say(self, key: str, **values: object) -> str:
        """Words of the catalogue."""
        return escaped(self._speech.words(key, **values).unescape())

    def label(self, word: str, family: str = "kind") -> str:
        """A word out of a family of them."""
        return escaped(str(self._speech.label(word, family)))

    def day(self, date: str) -> str:
        """A date in full; nothing for none."""
        return self._speech.day(date) if date else ""

    def digits(self, number: int) -> str:
        """The number of a thing."""
        return str(self._speech.digits(number))

    @property
    def face(self) -> Face:
        """The site's, with the words of its bar."""
        return self._speech.face

    # ── addresses ────────────────────────────────────────────────────────────────────────────────────────────────

    def address(self, path: str) -> str:
        """Where a path leads, as a link's destination: to a twin, if it names a page and no place on it."""
        found = self._known.get(path)
        if found is None:
            has_twin = path.endswith(".html") and path not in _ALONE
            found = destination(self._sheet.href(path.removesuffix(".html") + ".md" if has_twin else path))
            if "#" not in path:
                self._known[path] = found
        return found

    def place(self, path: str) -> str:
        """The page itself, as the destination of links to places on it."""
        return destination(self._sheet.href(path))

    def target(self, key: str) -> str:
        """What fills a hole for an address."""
        found = self._sheet.target(key)
        return self.address(found.path) if found else "#"

    def link(self, words: str, path: str) -> str:
        """A link to a page of the site."""
        return f"[{escaped(words)}]({self.address(path)})"

    def outside(self, words: str, address: str) -> str:
        """A link to elsewhere, or the words alone where the address is none that a page may hold."""
        return f"[{escaped(words)}]({destination(web(address))})" if web(address) else escaped(words)

    def here(self, href: str) -> str:
        """An address as a text has it: one of a place on the page in hand leads to the page."""
        return self._sheet.href(self._page + href) if href.startswith("#") else href

    # ── values and cards ─────────────────────────────────────────────────────────────────────────────────────────

    def value(self, value: Rich) -> str:
        """A text value of the author's."""
        return commonmark(value, self.target, self._title, self.here) if value.parts else ""

    def _title(self, key: str) -> str:
        found = self._sheet.target(key)
        return found.title if found else key.partition(":")[2]

    def entry(self, card: TermCard) -> str:
        """A term in a list, with its definition; the same on every page of a folder."""
        key = (self._sheet.folder, card)
        found = self._cards.get(key)
        if found is None:
            name = f"**{self.link(card.term, card.path)}**" + (
                f" ({escaped(card.abbreviation)})" if card.abbreviation else ""
            )
            found = self._cards[key] = told(name, self.value(card.definition))
        return found

    def terms(self, cards: Iterable[TermCard]) -> str:
        """Links to terms in a line."""
        return ", ".join([self._tags.get((self._sheet.folder, card)) or self._tag(card) for card in cards])

    def _tag(self, card: TermCard) -> str:
        found = self._tags[self._sheet.folder, card] = self.link(card.short, card.path)
        return found

    def brief(self, card: BriefCard) -> str:
        """An article in a list."""
        date, terms = self.day(card.date), self.terms(card.terms)
        return told(
            " · ".join(filter(None, (self.link(card.title, card.path), date, terms))), self.value(card.standfirst)
        )

    def document(self, document: Document) -> str:
        """A source: what it is, who published it, and when."""
        archived = self.outside(self._speech.words("archived-copy").unescape(), document.archived)
        facts = (
            started(self.outside(document.title, document.url)),
            escaped(document.publisher),
            self.label(document.kind) if document.kind else "",
            self.day(document.date),
            archived if web(document.archived) else "",
        )
        return told(", ".join(filter(None, facts)), self.value(document.note))

    def cited(self, ids: Sequence[str], documents: Sequence[Document]) -> str:
        """The numbers of the sources that something rests on, with a space before them."""
        numbers = [self.digits(number) for number, document in enumerate(documents, 1) if document.id in ids]
        return f" \\[{', '.join(numbers)}\\]" if numbers else ""

    def foot(self) -> str:
        """Where else on the site one may go."""
        key = (self._sheet.folder, self._speech.language.tag)
        found = self._feet.get(key)
        if found is None:
            found = self._feet[key] = self._foot()
        return found

    def _foot(self) -> str:
        face = self._speech.face
        paths = [(label, path) for _, label, path in face.nav] + [*face.foot]
        links = " · ".join(self.link(label, path) for label, path in paths if path not in _ALONE)
        return f"***\n\n{escaped(face.title)} · {links}" if links else ""


def told(name: str, words: str) -> str:
    """What is listed, and what is said of it: in one line, or below it where it has more than a paragraph."""
    if not words:
        return name
    return f"{name}\n\n{words}" if "\n" in words else f"{name}: {words}"


def bullets(items: Iterable[str]) -> str:
    """A list; each item may have several blocks."""
    return "\n".join(_indented("- ", item) for item in items)


def numbered(items: Iterable[str]) -> str:
    """A list with numbers."""
    return "\n".join(_indented(f"{number}. ", item) for number, item in enumerate(items, 1))


def footnote(name: str, words: str) -> str:
    """A footnote's words below its name."""
    return _indented(f"[^{name}]: ", words, "    ")


def section(title: str, *blocks: str) -> str:
    """A heading of the second level with what stands below it; nothing where that is nothing."""
    said = [block for block in blocks if block]
    return "\n\n".join([heading(2, title), *said]) if said else ""


def _indented(marker: str, words: str, indent: str = "") -> str:
    first, *others = words.split("\n")
    lead = indent or " " * len(marker)
    return "\n".join([marker + first, *(lead + line if line else "" for line in others)])
