"""A compiled text goes in, its passages with their places on its page come out, and the words in them."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import Brief, Term
from briefs.search.postings import MOST, words_of
from briefs.search.records import Words

Passage = tuple[str, str]
"""(id on the page, words); the id is empty for what stands at its beginning."""


def passages(brief: Brief) -> Iterator[Passage]:
    """What is searched in a text: blocks, notes, then what it is about. Of equals the first makes the excerpt."""
    text = brief.plain.text
    for block in brief.plain.blocks:
        yield f"p{block.paragraph}" if block.paragraph else "", text[block.start : block.end]
    for number, note in enumerate(brief.notes, 1):
        yield f"n-{number}", note.text.plain
    for rich in (brief.outline.standfirst, brief.summary, *brief.key_points):
        if rich.plain:
            yield "", rich.plain


def words_in(brief: Brief) -> Words:
    """The words of a text."""
    return words_of((brief.outline.title,), (words for _, words in passages(brief)))


def words_about(term: Term) -> Words:
    """The words by which a term is found: its names are its title; the shorter a name, the more a word of it says."""
    names = (term.term, term.abbreviation, *term.aliases, *(name for _, name in term.native))
    said = (" ".join([name] * (MOST // max(1, len(name.split())))) for name in names)
    return words_of(names, (term.definition.plain, *said))
