"""A term that no text mentions.

What: a glossary entry whose names stand in no article. Why: it is dead weight, or one of its names is misspelt.
Example: `term: Kalibre` where the articles say Kalibr. Instead: correct the name, add the form that the articles use
to `aliases`, or remove the entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefs.core.model import Index, Outline, Places
from briefs.lints.lint import Found, Lint


def find(outlines: tuple[Outline, ...], places: Mapping[str, Places], index: Index) -> Iterator[Found]:
    """Every term without a mention."""
    used = {mention.term for mentions in index.mentions.values() for mention in mentions}
    for outline in outlines:
        for term, span in zip(outline.terms, places[outline.origin].terms, strict=True):
            if term.id not in used:
                message = f"no article mentions `{term.id}` ({term.term})"
                yield message, span, "add the form that the articles use to `aliases:`, or pin it under `terms:`"


LINT = Lint("term-unused", find)
