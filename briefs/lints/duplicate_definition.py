"""One thing defined twice.

What: two glossary entries whose definitions, of five words or more, are the same, word for word. Why: one of them is
a copy that nobody will keep up to date, and the mentions are divided between two pages. Example: `IRGC` in one
sidecar and `Revolutionary Guards` in another, with one text. Instead: keep one entry and give it the other's name
under `aliases`.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.diagnostics import Related
from briefs.core.model import Term
from briefs.core.source import Span
from briefs.lints.lint import Evidence, Found, Lint

_WORDS = 5
"""Fewer words may well describe two things: "An Iranian drone"."""


def find(evidence: Evidence) -> Iterator[Found]:
    """Every definition that stands word for word in an earlier entry; two entries of one id are told elsewhere."""
    first: dict[str, tuple[Term, Span]] = {}
    for outline in evidence.outlines:
        for term, span in zip(outline.terms, evidence.places[outline.origin].definitions, strict=True):
            key = _key(term)
            other, place = first.setdefault(key, (term, span)) if key else (term, span)
            if other.id != term.id:
                message = f"`{term.id}` is defined in the same words as `{other.id}`"
                hint = f"keep one of the two, with the other's name under `aliases:`, or say how `{term.id}` differs"
                yield Found(message, span, hint, (Related(f"`{other.id}` is defined here", place),))


def _key(term: Term) -> str:
    from briefs.core.text import fold_case, normalise  # with tables that a build with nothing to do needs not

    words = fold_case(normalise(term.definition.plain).flat).split()
    return " ".join(words) if len(words) >= _WORDS else ""


LINT = Lint("duplicate-definition", find, "error", "error")
