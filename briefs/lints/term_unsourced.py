"""A term that names no source.

What: a glossary entry with a definition and without `sources`. Why: a definition is a claim too, and its reader cannot
check it. Example: `- {term: Shahed, definition: An Iranian drone.}`. Instead: name under `sources:` what the definition
rests on.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every term that is defined and rests on nothing."""
    for outline in evidence.outlines:
        for term, span in zip(outline.terms, evidence.places[outline.origin].terms, strict=True):
            if term.definition.plain.strip() and not term.sources:
                hint = "add `sources:` with the id of a source, or the source itself"
                yield Found(f"the term `{term.id}` names no source", span, hint)


LINT = Lint("term-unsourced", find, build="off")
