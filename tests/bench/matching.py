"""A site's folder goes in, what matching costs per 5 KB of its articles comes out, beside a regex and the automaton.

    python tests/bench/matching.py SITE [--rounds N]

At 300, 3,000 and 30,000 names: ours whole (``Matcher.match``: mentions with their sentences), the bare automaton with
the normalising of the text, the same with the splitting into sentences, the automaton alone, and (but for 30,000) one
``re`` alternation of all names. Paired: each article is given to all of them in turn, and the medians are over articles
and rounds. A glossary with fewer names is filled up with pairs of words of the site's own articles, drawn with a fixed
seed.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

import ahocorasick_rs

from briefs.core.model import Lexicon, Plain, Term, TermRule, Unit
from briefs.core.names import compare_key
from briefs.core.sentences import sentences
from briefs.core.source import Source
from briefs.core.text import normalise
from briefs.stages.lexicon import lexicon
from briefs.stages.match import Matcher
from briefs.stages.parse import parse

SIZES = (300, 3_000, 30_000)
MOST_FOR_RE = 3_000
"""Beyond it the alternation takes a quarter of a second an article."""


def articles(site: Path) -> list[Plain]:
    paths = [p for p in sorted((site / "content" / "articles").rglob("*")) if p.suffix in (".md", ".txt")]
    return [
        parse(Unit("article", Source(f"content/articles/{p.name}", p.read_text("utf-8"), "0"))).value.plain
        for p in paths
    ]


def glossary(site: Path) -> list[Term]:
    units = [
        Unit("glossary", Source(p.name, p.read_text("utf-8"), "0"))
        for p in (site / "content" / "glossary").rglob("*.yaml")
    ]
    return [term for unit in units for term in parse(unit).value.outline.terms]


def of_size(terms: list[Term], plains: list[Plain], size: int) -> Lexicon:
    """A lexicon of as many names: the glossary's own, cut or filled up."""
    draw = random.Random(size)
    words = sorted({w for p in plains for w in re.findall(r"[^\W\d_]{4,}", p.text)})
    more = [Term(id=f"x{n}", term=f"{draw.choice(words)} {draw.choice(words)}") for n in range(size)]
    keys: set[str] = set()
    kept = []
    for name in (*lexicon(terms).names, *lexicon(more).names):
        if len(keys) < size or name.key in keys:
            keys.add(name.key)
            kept.append(name)
    return Lexicon(tuple(kept))


def contenders(names: Lexicon) -> dict[str, Callable[[Plain], object]]:
    keys = sorted({n.key for n in names.names})
    automaton = ahocorasick_rs.AhoCorasick(keys)
    matcher = Matcher(names, [TermRule(t) for t in {n.term for n in names.names}])

    def bare(plain: Plain) -> object:
        return automaton.find_matches_as_indexes(compare_key(normalise(plain.text).text), overlapping=True)

    def floor(plain: Plain) -> object:
        return bare(plain), sentences(plain.text)

    made: dict[str, Callable[[Plain], object]] = {
        "ours": matcher.match,
        "automaton + normalise": bare,
        "the same + sentences": floor,
        "automaton": lambda plain: automaton.find_matches_as_indexes(plain.text, overlapping=True),
    }
    if len(keys) <= MOST_FOR_RE:
        longest_first = sorted(keys, key=lambda key: -len(key))
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
        made["re alternation"] = lambda plain: pattern.findall(plain.text)
    return made


def measured(
    made: dict[str, Callable[[Plain], object]], plains: list[Plain], rounds: int
) -> Iterator[dict[str, float]]:
    """For each article and round, microseconds per 5 KB by contender."""
    for number in range(rounds):
        for plain in plains if number else plains[:5]:  # the first round warms up
            took = {}
            for name, run in made.items():
                if name.startswith("re") and number > 1:
                    continue
                start = perf_counter()
                run(plain)
                took[name] = (perf_counter() - start) * 1e6 * 5_000 / len(plain.text)
            if number:
                yield took


def main(site: Path, rounds: int) -> None:
    plains, terms = articles(site), glossary(site)
    print(
        f"{len(plains)} articles of {statistics.mean(len(p.text) for p in plains):,.0f} characters, {len(terms)} terms"
    )
    for size in SIZES:
        names = of_size(terms, plains, size)
        took = list(measured(contenders(names), plains, rounds))
        ratio = statistics.median(t["ours"] / t["automaton + normalise"] for t in took)
        floor = statistics.median(t["ours"] / t["the same + sentences"] for t in took)
        found = statistics.mean(len(Matcher(names).match(p).mentions) for p in plains)
        print(f"{size:,} names, {found:.1f} mentions an article; ours is {ratio:.2f} x automaton + normalise,")
        print(f"  {floor:.2f} x the same with the sentences that the mentions stand in")
        for name in ("ours", "the same + sentences", "automaton + normalise", "automaton", "re alternation"):
            values = [t[name] for t in took if name in t]
            if values:
                print(f"  {name:22} {statistics.median(values):10,.0f} µs per 5 KB")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[3]) if "--rounds" in sys.argv else 6)
