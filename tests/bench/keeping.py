"""How many articles goes in, what it costs to keep their rows comes out: in the cache, and in one file of msgpack.

    python tests/bench/keeping.py [ARTICLES …]

Rows are of the sizes that a build has (some 23 KB an article without its page). Measured are: writing all of them,
the first look at one article's rows, and writing the rows of ten articles anew. Medians of three, in seconds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import msgspec

sys.path[:0] = [str(Path(__file__).parents[2])]

from briefs.cache import Cache, Row, row  # noqa: E402

SIZES = {"facts": 1_600, "text": 8_100, "folded": 4_800, "mentions": 4_200, "spoken": 4_500}
"""Bytes of a row, as at 10,000 articles of 820 words."""


def main(arguments: Sequence[str]) -> int:
    """A line for each size."""
    print(f"{'articles':>9} {'kept in':<9}{'write all':>11}{'first look':>12}{'ten anew':>10}{'MB':>8}")
    for count in [int(word) for word in arguments] or [1_000, 10_000]:
        with tempfile.TemporaryDirectory() as folder:
            _told(count, "SQLite", _sqlite(Path(folder, "cache"), count))
            _told(count, "msgpack", _msgpack(Path(folder, "rows"), count))
    return 0


def rows(articles: range) -> Iterator[Row]:
    """Bytes that no file system can make smaller."""
    for at in articles:
        dice = Random(at)
        for kind, size in SIZES.items():
            yield row(kind, f"content/articles/a{at:06}.md", "k" * 32, dice.randbytes(size))


def _sqlite(path: Path, count: int) -> Iterator[float]:
    def write(articles: range) -> None:
        cache = Cache(path, "1")
        for first in range(articles.start, articles.stop, 256):
            cache.put(list(rows(range(first, min(first + 256, articles.stop)))))
        cache.close()

    def look() -> None:
        cache = Cache(path, "1")
        for kind in SIZES:
            assert cache.get(kind, f"content/articles/a{count // 2:06}.md", "k" * 32)
        cache.close()

    yield _timed(lambda: write(range(count)), 1)
    yield _timed(look)
    yield _timed(lambda: write(range(10)))
    yield os.path.getsize(path) / 1e6


def _msgpack(path: Path, count: int) -> Iterator[float]:
    def write(held: dict[str, Row]) -> None:
        path.with_suffix(".new").write_bytes(msgspec.msgpack.encode(held))
        path.with_suffix(".new").replace(path)

    def read() -> dict[str, Row]:
        return msgspec.msgpack.decode(path.read_bytes(), type=dict[str, Row])

    def keyed(articles: range) -> dict[str, Row]:
        return {f"{one.kind} {one.name}": one for one in rows(articles)}

    yield _timed(lambda: write(keyed(range(count))), 1)
    yield _timed(read)
    yield _timed(lambda: write(read() | keyed(range(10))))
    yield os.path.getsize(path) / 1e6


def _timed(work: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        began = perf_counter()
        work()
        taken.append(perf_counter() - began)
    return median(taken)


def _told(count: int, name: str, figures: Iterator[float]) -> None:
    write, look, ten, size = figures
    print(f"{count:>9,} {name:<9}{write:>11.2f}{look:>12.4f}{ten:>10.3f}{size:>8.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
