"""A term without a definition.

What: a glossary entry that has no `definition`. Why: its preview and its page have nothing to say. Example:
`- term: Kalibr`. Instead: add a sentence that says what it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every term that says nothing of itself."""
    for outline in evidence.outlines:
        for term, span in zip(outline.terms, evidence.places[outline.origin].terms, strict=True):
            if not term.definition.plain.strip():
                yield Found(f"the term `{term.id}` has no definition", span, "add `definition:`, one or two sentences")


LINT = Lint("definition-missing", find)
