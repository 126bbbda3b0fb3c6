"""A name that several terms claim where nothing says which is meant.

What: a name in an article that belongs to two terms or more, and no pin, no `when` and no other mention decides. Why: a
link would be a guess, and a wrong one misleads. Example: `Guard` where both the Revolutionary Guard and the Coast Guard
have that alias. Instead: say which under `terms:` in the sidecar, or give the senses a `when`.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import Clash
from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every place at which nothing decides."""
    for origin, clashes in evidence.index.clashes.items():
        for clash in clashes:
            names = " and ".join(f"`{t}`" for t in clash.terms)
            words = " ".join(clash.surface.split())
            which = _occurrence(clash, evidence.texts(origin)[0].text)
            hint = f"say which under `terms:` in the sidecar: - {{quote: {words}, term: {clash.terms[0]}{which}}}"
            yield Found(f"“{words}” may be {names}", evidence.point(origin, clash.start, clash.end), hint)


def _occurrence(clash: Clash, text: str) -> str:
    """What a pin must add where the words stand more than once, counted as quotes are."""
    from briefs.core.alignment import exact_places  # with the tools for strings that differ
    from briefs.core.text import normalise

    norm = normalise(text)
    words = normalise(clash.surface).flat.strip()
    starts = [norm.source_start(start) for start, _ in exact_places(norm.flat, words, start=True, end=True)]
    return f", occurrence: {starts.index(clash.start) + 1}" if len(starts) > 1 and clash.start in starts else ""


LINT = Lint("ambiguous-name", find, "error", "error")
