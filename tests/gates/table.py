"""What gates saw goes in, the lines to print come out; runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gates.records import Fault, Gate, Outcome
from gates.tools import missing

PLACES = 5
"""So many places of one fault are printed; the rest are counted."""


class Done(NamedTuple):
    """What a gate saw of a site, and how long it took."""

    gate: str
    site: str
    outcome: Outcome
    seconds: float


def lines(gates: Iterable[Gate], done: Sequence[Done], strict: bool) -> Iterator[str]:
    """The table, then the faults, then what else there is to say."""
    by_gate = {gate: [d for d in done if d.gate == gate.name] for gate in gates}
    yield f"{'gate':18}{'checked':44}{'faults':>7}{'s':>7}"
    for gate, seen in by_gate.items():
        if not seen:
            yield f"{gate.name:18}{'NOT RUN: ' if strict else 'not run: '}{missing(gate.needs)}"
            continue
        total = sum(len(d.outcome.faults) for d in seen)
        yield f"{gate.name:18}{_counts(seen):44}{total or '-':>7}{sum(d.seconds for d in seen):>7.1f}"
    for gate, seen in by_gate.items():
        more = [line for d in seen for line in d.outcome.more]
        if more:
            yield from ("", f"── {gate.name}", *more)
    for gate, seen in by_gate.items():
        if any(d.outcome.faults for d in seen):
            yield from ("", f"── faults: {gate.name}, which asks: {gate.asks}")
            yield from _faults(seen)


def failed(gates: Iterable[Gate], done: Sequence[Done], strict: bool) -> bool:
    """Whether there was a fault, or, where every gate must run, one did not."""
    ran = {d.gate for d in done}
    return any(d.outcome.faults for d in done) or (strict and any(g.name not in ran for g in gates))


def _counts(seen: Iterable[Done]) -> str:
    """How many of what, over all sites."""
    what = next((d.outcome.what for d in seen if d.outcome.what), "")
    return f"{sum(d.outcome.count for d in seen):,} {what} of " + ", ".join(d.site for d in seen)


def _faults(seen: Iterable[Done]) -> Iterator[str]:
    """Each fault once, with the places where it is."""
    places: dict[str, list[str]] = {}
    for d in seen:
        for fault in d.outcome.faults:
            places.setdefault(fault.words, []).append(_place(d.site, fault))
    for words, where in places.items():
        yield f"{words}"
        yield from (f"    {place}" for place in where[:PLACES])
        if len(where) > PLACES:
            yield f"    and {len(where) - PLACES} more"


def _place(site: str, fault: Fault) -> str:
    return f"{site}: {fault.page}{': ' if fault.place else ''}{fault.place}"
