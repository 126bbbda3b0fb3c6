"""A name that several terms claim where nothing says which is meant.

What: a name in an article that belongs to two terms or more, and no pin, no `when` and no other mention decides. Why: a
link would be a guess, and a wrong one misleads. Example: `Guard` where both the Revolutionary Guard and the Coast Guard
have that alias. Instead: say which under `terms:` in the sidecar, or give the senses a `when`.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every place at which nothing decides."""
    for origin, clashes in evidence.index.clashes.items():
        for clash in clashes:
            names = " and ".join(f"`{t}`" for t in clash.terms)
            words = " ".join(clash.surface.split())
            hint = f"say which under `terms:` in the sidecar: - {{quote: {words}, term: {clash.terms[0]}}}"
            yield Found(f"“{words}” may be {names}", evidence.point(origin, clash.start, clash.end), hint)


LINT = Lint("ambiguous-name", find, "error", "error")
