"""What was found of mutants goes in, what is known of each, in counts, comes out; knows not how they are made."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

VERDICTS = ("killed", "timeout", "survived", "uncovered", "same")


class Mutant(NamedTuple):
    """One change: the file, which of its mutants, the lines that a test must reach, and the function."""

    path: str
    number: int
    first: int
    last: int
    function: str


Answers = Sequence[tuple[Mutant, str]]
"""Mutants and what became of each."""


def answers(kept: Path) -> Answers:
    """What is known of each mutant; what was found with more tests, and last, counts."""
    found: dict[Mutant, str] = {}
    for name in ("answers.jsonl", "again.jsonl"):
        for *mutant, verdict, _, _, _ in map(json.loads, _lines(kept / name)):
            if verdict != "uncovered" or Mutant(*mutant) not in found:
                found[Mutant(*mutant)] = verdict
    return sorted(found.items())


def table(known: Answers) -> Iterator[str]:
    """A line for each file and one for all."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant, verdict in known:
        counts[mutant.path][verdict] += 1
        counts["all"][verdict] += 1
    yield f"{'':44}" + "".join(f"{name:>10}" for name in ("mutants", *VERDICTS))
    for path, count in counts.items():
        yield f"{path:44}{count.total():10}" + "".join(f"{count[verdict]:10}" for verdict in VERDICTS)


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
