"""A definition that nobody has checked for long.

What: a term whose `as_of` is more than `recheck_months` before today (12, unless config.yaml says otherwise). Why:
what a thing is changes, and a page says as of when its definition holds. Example: `as_of: 2022-10-01` in 2024.
Instead: check it, correct it or add an entry to `updates`, and set `as_of` to the day. Only `check` looks, against
`--today`: no build depends on the clock.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every term whose date of checking lies too far back; nothing where the day is not known."""
    if not evidence.today:
        return
    oldest = _months_before(evidence.today, evidence.recheck_months)
    for outline in evidence.outlines:
        for term, span in zip(outline.terms, evidence.places[outline.origin].terms, strict=True):
            if term.as_of and term.as_of[:10] < oldest[: len(term.as_of[:10])]:
                message = f"the definition of `{term.id}` is as of {term.as_of}"
                yield Found(message, span, "check it, and set `as_of:` to the day")


def _months_before(day: str, months: int) -> str:
    """The same day of an earlier month, as text: a day that the month lacks sorts where it would stand."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 - months, 12)
    return f"{year:04}-{month + 1:02}{day[7:10]}"


LINT = Lint("definition-unchecked", find, build="off")
