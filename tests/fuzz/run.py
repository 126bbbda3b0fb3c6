"""Numbers of inputs go in, every reader is given as many, and what is wrong with its answers is told and kept.

    python tests/fuzz/run.py --yaml 1000000 --markdown 250000 --plain 50000 --quotes 50000 --jobs 2 --seed 1
    python tests/fuzz/run.py --yaml 1 --seed 1 --start 4711     one input again
    python tests/fuzz/run.py --file tests/fuzz/kept/x.yaml      a file, by its ending
    python tests/fuzz/run.py --times                            pathological texts of 10 KB to 1 MB, and their seconds

An input depends on the seed, its number and the files of the corpus alone, not on the jobs. A find is made as small as
it can be and laid into `tests/fuzz/kept/` (or `--keep FOLDER`), which the suite reads: mend the reader, keep the file.
Exits with 1 if there was a fault.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from pathlib import Path
from time import monotonic, perf_counter

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from briefs.core.source import digest  # noqa: E402
from fuzz.corpus import Corpus, gather  # noqa: E402
from fuzz.readers import READERS, made, tried  # noqa: E402
from fuzz.shrinking import shrunk  # noqa: E402

_AT_ONCE = 500
_KEPT = 20
"""Finds of one kind that are made small and kept."""

Find = tuple[int, str]
"""Number of an input and its fault."""


Answer = tuple[int, int, int, list[Find]]
"""How many inputs there were, how many were accepted, how many compared, and what was wrong."""


def main(words: Sequence[str] | None = None) -> int:
    """Every reader in its turn."""
    said = _arguments(words)
    if said.times:
        from fuzz.slow import table

        return table()
    if said.file:
        return _one_file(said.file)
    faults = sum(_run(name, getattr(said, name), said) for name in READERS if getattr(said, name))
    return 1 if faults else 0


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in READERS:
        parser.add_argument(f"--{name}", type=int, default=0, metavar="N", help=f"how many inputs for {name}")
    for name, default in (("jobs", 1), ("seed", 1), ("start", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="for each reader, at most")
    parser.add_argument("--keep", type=Path, default=HERE / "kept")
    parser.add_argument("--file", type=Path)
    parser.add_argument("--times", action="store_true")
    return parser.parse_args(words)


def _one_file(path: Path) -> int:
    name = next(name for name, reader in READERS.items() if path.suffix == f".{reader.ending}")
    held = tried(name, path.read_bytes(), thorough=True)
    print(f"{path}: {held.fault or 'holds'}")
    return 1 if held.fault else 0


def _run(name: str, count: int, said: argparse.Namespace) -> int:
    """One reader: a line of counts, and one for each kind of fault; how many faults."""
    begun, tally, finds = perf_counter(), Counter[str](), list[Find]()
    for tried_now, accepted, compared, found in _answers(name, range(said.start, said.start + count), said):
        tally["inputs"] += tried_now
        tally["accepted"] += accepted
        tally["compared"] += compared
        finds += found
    spent = perf_counter() - begun
    rate = tally["inputs"] / max(spent, 1e-9)
    print(
        f"{name}: {tally['inputs']:,} inputs, seed {said.seed}, {len(finds):,} faults; "
        f"{tally['accepted']:,} without an error, {tally['compared']:,} compared; {spent:,.0f} s, {rate:,.0f} a second",
        flush=True,
    )
    _keep(name, sorted(finds), said)
    return len(finds)


def _answers(name: str, numbers: range, said: argparse.Namespace) -> Iterator[Answer]:
    chunks = [numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE)]
    until = monotonic() + 60 * said.minutes
    if said.jobs == 1:
        yield from (chunk(name, said.seed, part) for part in chunks if monotonic() < until)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(said.jobs, context) as pool:
        parts: dict[Future[Answer], range] = {pool.submit(chunk, name, said.seed, part): part for part in chunks}
        for done in as_completed(parts):
            try:
                yield done.result()
            except BrokenProcessPool:
                part = parts[done]
                yield 0, 0, 0, [(part.start, f"died: a process, in this or another of the parts like {part}")]
            if monotonic() > until:
                pool.shutdown(cancel_futures=True)
                return


def chunk(name: str, seed: int, numbers: range) -> Answer:
    """How these inputs fared."""
    accepted = compared = 0
    finds = list[Find]()
    for number in numbers:
        held = tried(name, made(name, seed, number, _corpus()))
        accepted += held.accepted
        compared += held.compared
        if held.fault:
            finds.append((number, held.fault))
    return len(numbers), accepted, compared, finds


@cache
def _corpus() -> Corpus:
    return gather()


def _keep(name: str, finds: Sequence[Find], said: argparse.Namespace) -> None:
    """The first finds of each kind, made small."""
    kinds = Counter[str]()
    for number, fault in finds:
        kind = fault.partition(":")[0]
        kinds[kind] += 1
        if kinds[kind] > _KEPT or kind == "died":
            continue
        small = shrunk(made(name, said.seed, number, _corpus()), lambda data: tried(name, data).fault)
        path = said.keep / f"{name}-{digest(small)[:8]}.{READERS[name].ending}"
        if not path.exists():
            said.keep.mkdir(parents=True, exist_ok=True)
            path.write_bytes(small)
            print(f"  {number}: {tried(name, small).fault}\n    {path}: {small[:300]!r}", flush=True)
    for kind, many in kinds.most_common():
        print(f"  {many:,} x {kind}")


if __name__ == "__main__":
    sys.exit(main())
