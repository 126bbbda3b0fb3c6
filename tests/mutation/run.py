"""Small changes go into the code, one at a time, and those that no test notices come out.

    python tests/mutation/run.py --all briefs/weave.py                  every mutant of some files
    python tests/mutation/run.py --sample 1500 --seed 1 briefs/core     as many of the others, drawn over all files
    python tests/mutation/run.py --again                                the survivors, with every test that reaches them
    python tests/mutation/run.py --report                               a table, and the survivors as differences

Wants `pip install mutmut`, which makes the mutants; the tests run here, in a process forked for each mutant from one
that has collected them, and only those that go through the changed lines. What was found is kept in `--kept FOLDER`:
a run goes on where the last one ended. Mutants may do anything: run this where a lost file is no loss.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from mutation.mutants import Mutant, difference, mutants  # noqa: E402
from mutation.trying import Trying, attempt, learn  # noqa: E402

ROOMS = ("briefs/core", "briefs/stages", "briefs/weave.py", "briefs/writeback.py")
NAMES = (
    *("core", "stages", "test_cases.py", "test_weave.py", "test_linking_properties.py", "test_writeback.py"),
    *("test_choices.py", "test_lock.py", "test_memory_of_quotes.py", "test_twins.py", "test_lists.py", "test_map.py"),
    *("test_words.py", "test_deck.py", "test_languages.py", "test_site.py"),
)
TESTS = tuple(f"tests/{name}" for name in NAMES)
VERDICTS = ("killed", "timeout", "survived", "uncovered", "same")


def main(words: Sequence[str] | None = None) -> int:
    """Learn once, try what is asked for, tell."""
    said = _arguments(words)
    said.kept.mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(said.kept / "tmp")
    Path(os.environ["TMPDIR"]).mkdir(exist_ok=True)
    if not said.report:
        _run(said)
    return _report(said)


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=list(ROOMS), help="files and folders to draw from")
    parser.add_argument("--all", action="append", default=[], metavar="PATH", help="of these, every mutant")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="how many of the others")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, help="of tests for each mutant, at most (4; again: no end)")
    parser.add_argument("--again", action="store_true", help="the survivors, with all tests")
    parser.add_argument("--report", action="store_true", help="tell what is known, run nothing")
    parser.add_argument("--tests", nargs="+", default=TESTS, metavar="PATH", help="files and folders of tests")
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "briefs-mutation")
    return parser.parse_args(words)


def _run(said: argparse.Namespace) -> None:
    everything = [path.relative_to(ROOT).as_posix() for path in _files(ROOMS)]
    tests = [str(ROOT / name) for name in said.tests]
    for path in everything:
        with suppress(ImportError):
            import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    learned = said.kept / f"learned-{_digest(said.tests)}.json"
    if not learned.exists():
        _apart(learn, ROOT, tests, everything, learned)
    wanted = _survivors(said) if said.again else _drawn(said)
    seconds = said.seconds or (float("inf") if said.again else 4.0)
    parts = [wanted[part :: said.jobs] for part in range(said.jobs)]
    answers = said.kept / ("again.jsonl" if said.again else "answers.jsonl")
    started = [
        get_context("fork").Process(target=attempt, args=(ROOT, tests, Trying(ROOT, p, learned, answers, seconds)))
        for p in parts
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()


def _apart(work: object, *given: object) -> None:
    process = get_context("fork").Process(target=work, args=given)  # type: ignore[arg-type]
    process.start()
    process.join()


def _digest(tests: Sequence[str]) -> str:
    """Of the tests' files: what was learned of others is of no use."""
    files = sorted({file for path in tests for file in (ROOT / path, *(ROOT / path).rglob("*.py")) if file.is_file()})
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _files(paths: Sequence[str]) -> list[Path]:
    places = [ROOT / path for path in paths]
    return sorted({file for place in places for file in ([place] if place.is_file() else place.rglob("*.py"))})


def _drawn(said: argparse.Namespace) -> list[Mutant]:
    """All of some files, a sample of the others, in an order of their own; without those that were tried."""
    every = [mutant for path in _files(said.all) for mutant in mutants(ROOT, path)]
    rest = [path for path in _files(said.paths) if path not in _files(said.all)] if said.sample else []
    others = [mutant for path in rest for mutant in mutants(ROOT, path)]
    chance = random.Random(said.seed)
    drawn = every + chance.sample(others, min(said.sample, len(others)))
    chance.shuffle(drawn)
    done = {mutant for mutant, _ in _answers(said.kept)}
    return [mutant for mutant in drawn if mutant not in done]


def _survivors(said: argparse.Namespace) -> list[Mutant]:
    return [m for m, verdict in _answers(said.kept) if verdict == "survived" and _asked(said, m)]


def _asked(said: argparse.Namespace, mutant: Mutant) -> bool:
    return ROOT / mutant.path in _files(said.paths)


def _answers(kept: Path) -> list[tuple[Mutant, str]]:
    """What is known of each mutant; what was found with all tests counts more."""
    found: dict[Mutant, str] = {}
    for name in ("answers.jsonl", "again.jsonl"):
        for *mutant, verdict, _, _, _ in map(json.loads, _lines(kept / name)):
            if verdict != "uncovered" or Mutant(*mutant) not in found:
                found[Mutant(*mutant)] = verdict
    return sorted(found.items())


def _lines(path: Path) -> Iterator[str]:
    if path.exists():
        yield from path.read_text().splitlines()


def _report(said: argparse.Namespace) -> int:
    """A line a module, then each survivor; how the run ended."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    answers = _answers(said.kept)
    for mutant, verdict in answers:
        counts[mutant.path][verdict] += 1
        counts["all"][verdict] += 1
    print(f"{'':44}" + "".join(f"{name:>10}" for name in ("mutants", *VERDICTS)))
    for path, count in counts.items():
        print(f"{path:44}{count.total():10}" + "".join(f"{count[verdict]:10}" for verdict in VERDICTS))
    for mutant, verdict in answers:
        if verdict in {"survived", "uncovered"} and _asked(said, mutant):
            print(f"\n{mutant.path}:{mutant.first} {mutant.function} #{mutant.number} {verdict}")
            print(difference(ROOT, mutant))
    return 1 if counts["all"]["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
