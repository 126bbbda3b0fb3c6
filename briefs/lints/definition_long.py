"""A definition too long for a preview.

What: a `definition` of more than 280 characters. Why: a preview shows the whole of it beside the words, and a reader
who wants one sentence gets a page. Example: a definition that tells a history. Instead: say in one or two sentences
what the thing is, and move the rest to `body`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefs.core.model import Index, Outline, Places
from briefs.lints.lint import Found, Lint

MOST = 280
"""Characters (LINKING, lints)."""


def find(outlines: tuple[Outline, ...], places: Mapping[str, Places], index: Index) -> Iterator[Found]:
    """Every term whose definition is longer than ``MOST``."""
    for outline in outlines:
        for term, span in zip(outline.terms, places[outline.origin].definitions, strict=True):
            length = len(term.definition.plain)
            if length > MOST:
                message = f"the definition of `{term.id}` has {length} characters; a preview is good for {MOST}"
                yield message, span, "keep one or two sentences and move the rest to `body:`"


LINT = Lint("definition-long", find)
