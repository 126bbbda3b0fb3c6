"""A name of the glossary that stands in an article and is linked nowhere in it.

What: a term of which the article has a name, but only where no link is made: in a heading, in a line of capitals, as
a surname without the full name, or, for an acronym, in small letters (`Nato` for NATO). Why: the reader meets the
name without its explanation. Example: `Kirby said so.` in an article that never says John Kirby. Instead: pin the
words under `terms:` in the sidecar, or add the form as an alias. What the author ruled out (`match`, `link`,
quotations, another link there) is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefs.core.model import Linking, Skip
from briefs.lints.lint import Evidence, Found, Lint

_WHY = {
    "heading": "only in a heading",
    "line in capitals": "only in a line of capitals",
    "surname before full name": "only as a surname, and the full name does not stand before it",
    "surname of several": "only as a surname that several people here have",
    "case": "only in other capitals than its name",
}
_HINT = "pin the words under `terms:` in the sidecar; `lints: {name-unlinked: off}` in config.yaml tells no such names"
_RULED_OUT = frozenset({"opted out", "quotation", "link", "already linked"})
"""Of a term with such a place the author knows."""
_SHORTEST = 4
"""Letters of an acronym that may stand in small letters: "Nato" is NATO, "Who" is not WHO."""


def find(evidence: Evidence) -> Iterator[Found]:
    """One for each article and term, at the first place."""
    for origin, skips in evidence.skipped.items():
        told = set(_settled(origin, skips, evidence))
        for skip in skips:
            if skip.term in told or not _is_telling(skip, origin, evidence):
                continue
            told.add(skip.term)
            words = " ".join(skip.surface.split())
            message = f"“{words}” (`{skip.term}`) is linked nowhere in this article: it stands {_WHY[skip.reason]}"
            yield Found(message, evidence.point(origin, skip.start, skip.end), _HINT)


def _settled(origin: str, skips: Iterable[Skip], evidence: Evidence) -> Iterator[str]:
    """The terms that are mentioned in the article, or that its author wants no link of there."""
    linking, terms = evidence.linking.get(origin, Linking()), evidence.index.terms
    yield from (usage.term for usage in evidence.index.usages.get(origin, ()))
    yield from linking.never
    for skip in skips:
        term = terms.get(skip.term)
        unwanted = linking.density == "none" or (term is not None and term.match.link == "none")
        if unwanted or skip.reason in _RULED_OUT:
            yield skip.term


def _is_telling(skip: Skip, origin: str, evidence: Evidence) -> bool:
    if skip.reason != "case":
        return skip.reason in _WHY
    before = evidence.texts(origin)[0].text[: skip.start][-2:]
    inside = len(before) == 2 and (before[0].islower() or before[0] == ",") and before[1] == " "
    return len(skip.surface) >= _SHORTEST and skip.surface.isalpha() and skip.surface.istitle() and inside


LINT = Lint("name-unlinked", find, build="off", asks=True)
