"""A name of the glossary that stands in an article and is linked nowhere in it.

What: a term of which the article has a name, but only where no link is made: in a heading, in a line of capitals, as
a surname without the full name, or, for an acronym, in small letters (`Nato` for NATO). Why: the reader meets the
name without its explanation. Example: `Kirby said so.` in an article that never says John Kirby. Instead: pin the
words under `terms:` in the sidecar, or add the form as an alias. What the author ruled out (`match`, `link`,
quotations, another link there) is not told.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import Skip
from briefs.lints.lint import Evidence, Found, Lint

_WHY = {
    "heading": "only in a heading",
    "line in capitals": "only in a line of capitals",
    "surname before full name": "only as a surname, and the full name does not stand before it",
    "surname of several": "only as a surname that several people here have",
    "case": "only in other capitals than its name",
}
_SHORTEST = 4
"""Letters of an acronym that may stand in small letters: "Nato" is NATO, "Who" is not WHO."""


def find(evidence: Evidence) -> Iterator[Found]:
    """One for each article and term, at the first place."""
    mentions = evidence.index.mentions
    for origin, skips in evidence.skipped.items():
        linked = {mention.term for mention in mentions.get(origin, ()) if mention.linked}
        told: set[str] = set()
        for skip in skips:
            if skip.term in linked or skip.term in told or not _is_telling(skip, origin, evidence):
                continue
            told.add(skip.term)
            words = " ".join(skip.surface.split())
            message = f"“{words}” (`{skip.term}`) is linked nowhere in this article: it stands {_WHY[skip.reason]}"
            hint = f"pin the words under `terms:` in the sidecar, or let it be: lints: {{{LINT.code}: off}}"
            yield Found(message, evidence.point(origin, skip.start, skip.end), hint)


def _is_telling(skip: Skip, origin: str, evidence: Evidence) -> bool:
    if skip.reason != "case":
        return skip.reason in _WHY
    before = evidence.plains[origin].text[: skip.start][-2:]
    inside = len(before) == 2 and (before[0].islower() or before[0] == ",") and before[1] == " "
    return len(skip.surface) >= _SHORTEST and skip.surface.isalpha() and skip.surface.istitle() and inside


LINT = Lint("name-unlinked", find, build="off", asks=True)
