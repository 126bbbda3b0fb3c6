"""An acronym that the glossary does not have.

What: letters in capitals in an article, such as `NSC`, that are no name of any term. Why: acronyms are what readers
stumble over most. Example: `The NSC said so.` without an entry for it. Instead: add an entry, or the acronym to the
`abbreviation` or `aliases` of the one it belongs to; `briefs suggest` lists them all with their sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Each acronym of an article once, where it first stands."""
    for origin, strangers in evidence.strangers.items():
        told: set[str] = set()
        for one in strangers:
            if one.kind == "acronym" and one.surface not in told:
                told.add(one.surface)
                full = f" ({one.expansion})" if one.expansion else ""
                message = f"the glossary does not have “{one.surface}”{full}"
                yield Found(message, evidence.point(origin, one.start, one.end), "add an entry, or let it be an alias")


LINT = Lint("acronym-undefined", find, build="off", asks=True)
