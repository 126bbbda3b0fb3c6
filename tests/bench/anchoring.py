"""A file of texts goes in, what finding one quote in 5, 50 and 500 KB costs comes out, beside three plain ways.

    python tests/bench/anchoring.py ../shared/data/reanchoring-18f.json [--quotes N] [--seed S]

Of the file only each post's ``text`` is used (see reanchor.py); texts of 5, 50 and 500 KB are the posts in a row. From
each N quotes of eight words are drawn with a fixed seed. Word for word they are looked for as they stand; through edits
with their fourth word replaced, as if the text had been edited since. "Ours" is ``Haystack.locate`` with 32 characters
of remembered surroundings, "ours, bare" without any. Beside it: ``str.find``, ``re`` with any white space between the
words (its compiling counts: each quote needs its own), and rapidfuzz's ``partial_ratio_alignment`` alone, without any
threshold. "right" is the share of quotes that come back with at least half of their place.

Paired: each quote is given to all of them in turn; medians and 95th percentiles are over quotes. Making the text ready
is done once for all quotes of an article and stands apart.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rapidfuzz.fuzz import partial_ratio_alignment

from briefs.core.quotes import Context, Haystack, surroundings
from briefs.core.text import normalise

Range = tuple[int, int]
Finder = Callable[[str, Context], Range | None]
SIZES = (5_000, 50_000, 500_000)
LEAST_TEXTS, MOST_TEXTS = 3, 20


def texts_of(posts: Sequence[str], size: int) -> list[str]:
    """Stretches of the posts in a row, three to twenty; they fill up from the first again."""
    row = "\n\n".join(posts)
    row *= -(-LEAST_TEXTS * size // len(row))
    return [row[at : at + size] for at in range(0, len(row) - size + 1, size)][:MOST_TEXTS]


def drawn(text: str, count: int, dice: random.Random) -> Iterator[Range]:
    """Ranges of eight words."""
    words = [m.span() for m in re.finditer(r"\S+", text)]
    for _ in range(count):
        first = dice.randrange(len(words) - 8)
        yield words[first][0], words[first + 7][1]


def edited(exact: str) -> str:
    """The quote with its fourth word replaced."""
    words = exact.split(" ") if exact.count(" ") > 3 else exact.split()
    return " ".join([*words[:3], "otherwise", *words[4:]])


def contenders(text: str, haystack: Haystack) -> dict[str, Finder]:
    def ours(exact: str, context: Context | None) -> Range | None:
        best = haystack.locate(exact, context).best
        return (best.start, best.end) if best else None

    def find(exact: str, context: Context) -> Range | None:
        at = text.find(exact)
        return (at, at + len(exact)) if at >= 0 else None

    def flexible(exact: str, context: Context) -> Range | None:
        re.purge()
        found = re.compile(r"\s+".join(map(re.escape, exact.split()))).search(text)
        return found.span() if found else None

    def fuzzy(exact: str, context: Context) -> Range | None:
        found = partial_ratio_alignment(exact, text)
        return (found.dest_start, found.dest_end) if found else None

    return {
        "ours": ours,
        "ours, bare": lambda exact, context: ours(exact, None),
        "str.find": find,
        "re, any white space": flexible,
        "rapidfuzz alone": fuzzy,
    }


def is_right(found: Range | None, place: Range) -> bool:
    """Whether half of what both cover together is in both."""
    if found is None:
        return False
    shared = min(found[1], place[1]) - max(found[0], place[0])
    return 2 * shared >= max(found[1], place[1]) - min(found[0], place[0])


def measure(texts: Sequence[str], count: int, seed: int) -> None:
    """Print the two tables for texts of one size."""
    dice = random.Random(seed)
    took: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    right: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    ready = []
    for text in texts:
        began = perf_counter()
        haystack = Haystack(normalise(text))
        ready.append(perf_counter() - began)
        finders = contenders(text, haystack)
        for start, end in drawn(text, count, dice):
            context = surroundings(text, start, end)
            for kind, exact in (("word for word", text[start:end]), ("through edits", edited(text[start:end]))):
                for name, run in finders.items():
                    began = perf_counter()
                    found = run(exact, context)
                    took[kind, name].append(perf_counter() - began)
                    right[kind, name].append(is_right(found, (start, end)))
    print(f"\n{len(texts)} texts of {len(texts[0]):,} characters, {len(texts) * count} quotes;", end=" ")
    print(f"made ready in {1000 * median(ready):.2f} ms (median)")
    print(f"  {'':14}{'':22}{'median µs':>12}{'p95 µs':>12}{'right':>9}")
    for (kind, name), seconds in took.items():
        high = quantiles(seconds, n=20)[-1]
        share = mean(right[kind, name])
        print(f"  {kind:14}{name:22}{1e6 * median(seconds):12,.1f}{1e6 * high:12,.1f}{share:9.1%}")


def main(arguments: Sequence[str]) -> int:
    """Measure the file named first; 2 when none is."""
    options = dict(zip(arguments[1::2], arguments[2::2], strict=False))
    if len(arguments) % 2 == 0 or options.keys() - {"--quotes", "--seed"}:
        print(__doc__)
        return 2
    posts = [post["text"] for post in json.loads(Path(arguments[0]).read_text("utf-8"))]
    for size in SIZES:
        measure(texts_of(posts, size), int(options.get("--quotes", 10)), int(options.get("--seed", 1)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
