"""A site and the name of an article go in, its ledger comes out: what each name was taken for, and why."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec import Struct

from briefs.config import Site
from briefs.core.model import Guess, Mention, Outline, Skip
from briefs.pipeline import Options, Unknown, match_one


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


class Explained(Struct, frozen=True):
    """An article's ledger."""

    slug: str
    origin: str
    guesses: tuple[Guess, ...]
    """Which lines of a received text were taken for what."""
    entries: tuple[Entry, ...]
    """In order of place."""


def explain(site: Site, article: str, phrase: str = "") -> Explained | Unknown:
    """The ledger of an article, by slug or path; with ``phrase``, of the names that share a word with it.

    Drafts can be asked for too.
    """
    found = match_one(site, lambda outline: _is_named(outline, article), Options(drafts=True))
    if isinstance(found, Unknown):
        return found
    brief, matched = found
    skipped = {(s.start, s.end, s.term): s for s in matched.skipped}
    entries = [_entry(m, skipped) for m in matched.mentions]
    mentioned = {(m.start, m.end, m.term) for m in matched.mentions}
    blocks = brief.plain.blocks
    for key, skip in skipped.items():
        if key not in mentioned:
            paragraph = max((b.paragraph for b in blocks if b.start <= skip.start), default=0)
            entries.append(Entry(paragraph, skip.start, skip.end, skip.surface, skip.term, skip.reason, skip.rule))
    wanted = [e for e in entries if not phrase or _speaks_of(e, phrase)]
    ordered = tuple(sorted(wanted, key=lambda e: (e.start, e.end, e.term)))
    return Explained(brief.outline.slug, brief.outline.origin, brief.guesses, ordered)


def _is_named(outline: Outline, name: str) -> bool:
    path = PurePosixPath(outline.origin)
    return name in (outline.slug, outline.origin, path.name, path.stem)


def _entry(mention: Mention, skipped: dict[tuple[int, int, str], Skip]) -> Entry:
    skip = skipped.get((mention.start, mention.end, mention.term))
    outcome = "linked" if mention.linked else skip.reason if skip else "not linked"
    return Entry(mention.paragraph, mention.start, mention.end, mention.surface, mention.term, outcome, mention.rule)


def _speaks_of(entry: Entry, phrase: str) -> bool:
    wanted = phrase.casefold()
    surface = entry.surface.casefold()
    return wanted in surface or surface in wanted or wanted == entry.term
