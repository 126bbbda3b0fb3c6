"""A text with its mentions and its ledger goes in, what each name was taken for comes out, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from briefs.config import Site
from briefs.core.model import Block, Guess, Outline
from briefs.core.pointing import point
from briefs.core.sentences import Range, sentences
from briefs.pipeline import Options, Read, Unknown, match_one


class Entry(Struct, frozen=True):
    """One name in the text: what it stands for, and whether it became a link."""

    paragraph: int
    start: int
    end: int
    surface: str
    term: str
    outcome: str
    """``linked``, or why it is no link."""
    rule: str
    """Which of the term's names it is."""
    mention: bool
    """Whether it is a mention, which stands on the term's page, linked or not."""
    before: str
    """The sentence up to the name, and after it."""
    after: str
    line: int
    """Where it stands in the file; 1-based, in characters."""
    column: int


class Explained(Struct, frozen=True):
    """An article's ledger."""

    slug: str
    origin: str
    title: str
    guesses: tuple[Guess, ...]
    """Which lines of a received text were taken for what."""
    entries: tuple[Entry, ...]
    """In order of place."""


def explain(site: Site, article: str, phrase: str = "") -> Explained | Unknown:
    """The ledger of an article, by slug or path; with ``phrase``, of the names that share a word with it.

    Drafts can be asked for too.
    """
    found = match_one(site, lambda outline: _is_named(outline, article), Options(drafts=True))
    return found if isinstance(found, Unknown) else explained(found, phrase)


def explained(read: Read, phrase: str = "") -> Explained:
    """The ledger of a text; with ``phrase``, of the names that share a word with it."""
    outline = read.brief.outline
    wanted = (entry for entry in _entries(read) if not phrase or _speaks_of(entry, phrase))
    ordered = tuple(sorted(wanted, key=lambda e: (e.start, e.end, e.term)))
    return Explained(outline.slug, outline.origin, outline.title, read.brief.guesses, ordered)


def _is_named(outline: Outline, name: str) -> bool:
    path = PurePosixPath(outline.origin)
    return name in (outline.slug, outline.origin, path.name, path.stem)


def _entries(read: Read) -> Iterator[Entry]:
    """Every mention, and every name that is none."""
    scene = _Scene(read)
    skipped = {(s.start, s.end, s.term): s for s in read.matched.skipped}
    for m in read.matched.mentions:
        skip = skipped.pop((m.start, m.end, m.term), None)
        outcome = "linked" if m.linked else skip.reason if skip else "not linked"
        yield scene.entry(m.start, m.end, m.term, outcome, m.rule, True)
    for s in skipped.values():
        yield scene.entry(s.start, s.end, s.term, s.reason, s.rule, False)


class _Scene:
    """The text in which names stand."""

    def __init__(self, read: Read) -> None:
        self._plain, self._places = read.brief.plain, read.places
        self._language = read.brief.outline.language or "en"
        self._spans: dict[int, tuple[Range, ...]] = {}
        """Of the block that begins at each place, its sentences, taken apart once however many names it has."""

    def entry(self, start: int, end: int, term: str, outcome: str, rule: str, mention: bool) -> Entry:
        """A name with its sentence and its place in the file."""
        text = self._plain.text
        block = self._plain.blocks[bisect_right(self._plain.blocks, start, key=lambda b: b.start) - 1]
        first, last = self._sentence(block, start)
        span = point(self._places, self._plain, start, end)
        around = text[min(first, start) : start], text[end : max(last, end)]
        surface = text[start:end]
        return Entry(
            block.paragraph, start, end, surface, term, outcome, rule, mention, *around, span.line, span.column
        )

    def _sentence(self, block: Block, at: int) -> Range:
        if block.start not in self._spans:
            self._spans[block.start] = sentences(self._plain.text[block.start : block.end], self._language)
        spans = self._spans[block.start]
        before = bisect_right(spans, at - block.start, key=lambda span: span[0])
        return (block.start + spans[before - 1][0], block.start + spans[before - 1][1]) if before else (at, at)


def _speaks_of(entry: Entry, phrase: str) -> bool:
    wanted = phrase.casefold()
    surface = entry.surface.casefold()
    return wanted in surface or surface in wanted or wanted == entry.term
