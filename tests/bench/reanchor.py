"""A file of quotes taken before their texts were edited goes in; how each is found again, and its cost, is printed.

    python tests/bench/reanchor.py ../shared/data/reanchoring-18f.json [--no-start] [--no-context]

The file is JSON, a list of {"text", "quotes": [{"exact", "prefix", "suffix", "start", "label", "expected"}]}: ``text``
as it is after its edits, ``start`` where the quote stood before them, ``expected`` its range now, or null. Without
``prefix``, ``suffix`` or ``start`` a quote is looked for without them.

right    anchored at the expected place: for a quote that did not change its very range, for another at least half of
         what the two ranges cover together is in both (or, where null is expected, not anchored and not in review);
review   shown to the author as likely, and published nowhere;
wrong    anchored anywhere else;
orphan   not found where something is expected.

Of the quotes that are anchored and expected somewhere, "exact range" and "touching" say how many have exactly the
expected range, and how many have at least one character of it. "all" sums the labels up as they are mixed in the file,
and "share right" is the mean of the labels' shares, each label counting as much as any other.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from briefs.core.quotes import Context, Haystack, Located
from briefs.core.text import normalise

OUTCOMES = ("right", "review", "wrong", "orphan")
COLUMNS = (*OUTCOMES, "exact range", "touching")
LABELS = ("same", "edited", "moved", "deleted", "deleted-elsewhere", "deleted-short", "deleted-short-elsewhere")


def main(arguments: Sequence[str]) -> int:
    """Measure the file named first; 2 when none is."""
    options = {argument for argument in arguments if argument.startswith("--")}
    files = [argument for argument in arguments if argument not in options]
    if len(files) != 1 or options - {"--no-start", "--no-context"}:
        print(__doc__)
        return 2
    measure(json.loads(Path(files[0]).read_text("utf-8")), options)
    return 0


def measure(posts: Sequence[dict[str, Any]], options: set[str]) -> None:
    """Print the tables for these posts."""
    outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    costs: defaultdict[str, list[float]] = defaultdict(list)
    for post in posts:
        began = time.perf_counter()
        haystack = Haystack(normalise(post["text"]))
        costs["text made ready"].append(time.perf_counter() - began)
        for quote in post["quotes"]:
            began = time.perf_counter()
            found = haystack.locate(quote["exact"], context_of(quote, options))
            kind = "word for word" if found.exact and found.verdict == "anchor" else "through edits"
            costs[kind].append(time.perf_counter() - began)
            outcomes[quote["label"]].update(judged(quote, found))
    print_outcomes(outcomes)
    print_costs(costs)


def context_of(quote: dict[str, Any], options: set[str]) -> Context | None:
    """What the engine is told beside the words."""
    if "--no-context" in options:
        return None
    start = -1 if "--no-start" in options else quote.get("start", -1)
    return Context(quote.get("prefix", ""), quote.get("suffix", ""), start)


def judged(quote: dict[str, Any], found: Located) -> list[str]:
    """The outcome, and "exact range" and "touching" if they hold."""
    if found.verdict == "review":
        return ["review"]
    expected = quote["expected"]
    if found.verdict != "anchor" or found.best is None:
        return ["right" if expected is None else "orphan"]
    if expected is None:
        return ["wrong"]
    place = (found.best.start, found.best.end)
    shared = overlap(place, expected)
    is_right = place == tuple(expected) if quote["label"] == "same" else shared >= 0.5
    notes = ["exact range"] * (place == tuple(expected)) + ["touching"] * (shared > 0)
    return ["right" if is_right else "wrong", *notes]


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Intersection over union of two ranges."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def print_outcomes(outcomes: dict[str, Counter[str]]) -> None:
    """A line for each label."""
    print(f"{'label':24}{'quotes':>7}" + "".join(f"{column:>15}" for column in COLUMNS))
    shares = []
    for label in sorted(outcomes, key=lambda name: LABELS.index(name) if name in LABELS else len(LABELS)):
        shares.append(outcomes[label]["right"] / sum(outcomes[label][outcome] for outcome in OUTCOMES))
        print_row(label, outcomes[label])
    print_row("all", sum(outcomes.values(), Counter[str]()))
    print(f"{'share right':24}{len(shares):7}{100 * mean(shares):13.1f} %")


def print_row(label: str, counts: Counter[str]) -> None:
    total = sum(counts[outcome] for outcome in OUTCOMES)
    cells = (f"{counts[column]:6} {100 * counts[column] / total:5.1f} %" for column in COLUMNS)
    print(f"{label:24}{total:7}" + "".join(f"{cell:>15}" for cell in cells))


def print_costs(costs: dict[str, list[float]]) -> None:
    """Median and 95th percentile in milliseconds."""
    print(f"\n{'cost in ms':24}{'times':>7}{'median':>15}{'p95':>15}")
    for kind, seconds in costs.items():
        high = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
        print(f"{kind:24}{len(seconds):7}{1000 * median(seconds):15.3f}{1000 * high:15.3f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
