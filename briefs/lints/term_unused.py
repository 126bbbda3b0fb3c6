"""A term that no text mentions.

What: a glossary entry whose names stand in no article. Why: it is dead weight, or one of its names is misspelt.
Example: `term: Kalibre` where the articles say Kalibr. Instead: correct the name, add the form that the articles use
to `aliases`, or remove the entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefs.core.model import Term
from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every term without a mention, but for those whose id or name is another's too: that is said elsewhere."""
    used = {usage.term for usages in evidence.index.usages.values() for usage in usages}
    terms = [term for outline in evidence.outlines for term in outline.terms]
    ids = Counter(term.id for term in terms)
    claims = Counter(name for term in terms if term.id not in used for name in _names(term))
    for outline in evidence.outlines:
        for term, span in zip(outline.terms, evidence.places[outline.origin].terms, strict=True):
            if term.id not in used and ids[term.id] == 1 and all(claims[name] == 1 for name in _names(term)):
                message = f"no article mentions `{term.id}` ({term.term})"
                yield Found(message, span, "add the form that the articles use to `aliases:`, or pin it under `terms:`")


def _names(term: Term) -> frozenset[str]:
    """The names that an author gave, without regard to case."""
    given = (term.term, term.abbreviation, *term.aliases)
    return frozenset(" ".join(name.casefold().split()) for name in given if name)


LINT = Lint("term-unused", find)
