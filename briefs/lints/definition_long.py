"""A definition too long for a preview.

What: a `definition` of more than 280 characters. Why: a preview shows the whole of it beside the words, and a reader
who wants one sentence gets a page. Example: a definition that tells a history. Instead: say in one or two sentences
what the thing is, and move the rest to `body`.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.lints.lint import Evidence, Found, Lint

MOST = 280
"""Characters (LINKING, lints)."""


def find(evidence: Evidence) -> Iterator[Found]:
    """Every term whose definition is longer than ``MOST``."""
    for outline in evidence.outlines:
        for term, span in zip(outline.terms, evidence.places[outline.origin].definitions, strict=True):
            length = len(term.definition.plain)
            if length > MOST:
                message = f"the definition of `{term.id}` has {length} characters; a preview is good for {MOST}"
                yield Found(message, span, "keep one or two sentences and move the rest to `body:`")


LINT = Lint("definition-long", find)
