"""A term without a definition.

What: a glossary entry that has no `definition`. Why: its preview and its page have nothing to say. Example:
`- term: Kalibr`. Instead: add a sentence that says what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefs.core.model import Index, Outline, Places
from briefs.lints.lint import Found, Lint


def find(outlines: tuple[Outline, ...], places: Mapping[str, Places], index: Index) -> Iterator[Found]:
    """Every term that says nothing of itself."""
    for outline in outlines:
        for term, span in zip(outline.terms, places[outline.origin].terms, strict=True):
            if not term.definition.plain.strip():
                yield f"the term `{term.id}` has no definition", span, "add `definition:`, one or two sentences"


LINT = Lint("definition-missing", find)
