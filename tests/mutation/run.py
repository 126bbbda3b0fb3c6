"""Small changes go into the code, one at a time, and those that no test notices come out.

    python tests/mutation/run.py --all briefs/weave.py                  every mutant of some files
    python tests/mutation/run.py --sample 1500 --seed 1 briefs/core     as many of the others, drawn over all files
    python tests/mutation/run.py --again                                the survivors, with every test that reaches them
    python tests/mutation/run.py --again --tests tests/test_weave.py    the survivors, with tests that are new
    python tests/mutation/run.py --report                               a table, and the survivors as differences

Wants `pip install mutmut`, which makes the mutants; the tests run here, in a process forked for each mutant from one
that has collected them, and only those that go through the changed lines. What was found is kept in `--kept FOLDER`:
a run goes on where the last one ended. Mutants may do anything: run this where a lost file is no loss.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from mutation.known import Mutant, answers, table  # noqa: E402

ROOMS = ("briefs/core", "briefs/stages", "briefs/weave.py", "briefs/writeback.py")
NAMES = (
    *("core", "stages", "test_cases.py", "test_weave.py", "test_linking_properties.py", "test_writeback.py"),
    *("test_choices.py", "test_lock.py", "test_memory_of_quotes.py", "test_twins.py", "test_lists.py", "test_map.py"),
    *("test_words.py", "test_deck.py", "test_languages.py", "test_site.py"),
)
UNNOTICED = ("survived", "uncovered")
TESTS = tuple(f"tests/{name}" for name in NAMES)


def main(words: Sequence[str] | None = None) -> int:
    """Learn once, try what is asked for, tell."""
    said = _arguments(words)
    if missing := [name for name in ("mutmut", "coverage") if not find_spec(name)]:
        sys.exit(f"first: pip install {' '.join(missing)}")
    temporary = said.kept / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
    _of_this_code(said.kept)
    if not said.report:
        _run(said)
    return _report(said)


def _of_this_code(kept: Path) -> None:
    """Mutants are known by their numbers: of other code, what was found is of no use."""
    code = kept / "code"
    if code.exists() and code.read_text() != _digest(ROOMS):
        sys.exit(f"{kept} is about other code: name another folder with --kept, or remove it")
    code.write_text(_digest(ROOMS))


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=list(ROOMS), help="files and folders to draw from")
    parser.add_argument("--all", action="append", default=[], metavar="PATH", help="of these, every mutant")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="how many of the others")
    parser.add_argument("--seed", type=int, default=1, help="of the sample and of the order")
    parser.add_argument("--jobs", type=int, default=2, help="mutants at a time")
    parser.add_argument("--seconds", type=float, help="of tests for each mutant, at most (4; again: no end)")
    parser.add_argument("--again", action="store_true", help="the survivors, with all tests")
    parser.add_argument("--report", action="store_true", help="tell what is known, run nothing")
    parser.add_argument("--tests", nargs="+", default=TESTS, metavar="PATH", help="files and folders of tests")
    place = Path(tempfile.gettempdir()) / "briefs-mutation"
    parser.add_argument("--kept", type=Path, default=place, metavar="FOLDER", help="where it is kept what was found")
    return parser.parse_args(words)


def _run(said: argparse.Namespace) -> None:
    from mutation.trying import Trying, attempt, learn

    files = [path.relative_to(ROOT).as_posix() for path in _files(ROOMS)]
    tests = [str(ROOT / name) for name in said.tests]
    for path in files:
        with suppress(ImportError):
            import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    learned = said.kept / f"learned-{_digest(said.tests)}.json"
    if not learned.exists():
        _together((learn, ROOT, tests, files, learned))
    wanted = _survivors(said) if said.again else _drawn(said)
    seconds = said.seconds or (float("inf") if said.again else 4.0)
    found = said.kept / ("again.jsonl" if said.again else "answers.jsonl")
    parts = [Trying(ROOT, wanted[part :: said.jobs], learned, found, seconds) for part in range(said.jobs)]
    _together(*((attempt, tests, part) for part in parts))


def _together(*calls: tuple[Any, ...]) -> None:
    """Each call in a process of its own, at the same time."""
    started = [get_context("fork").Process(target=call, args=given) for call, *given in calls]
    for process in started:
        process.start()
    for process in started:
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
    from mutation.mutants import mutants

    every = [mutant for path in _files(said.all) for mutant in mutants(ROOT, path)]
    rest = [path for path in _files(said.paths) if path not in _files(said.all)] if said.sample else []
    others = [mutant for path in rest for mutant in mutants(ROOT, path)]
    chance = random.Random(said.seed)
    drawn = every + chance.sample(others, min(said.sample, len(others)))
    chance.shuffle(drawn)
    done = {mutant for mutant, _ in answers(said.kept)}
    return [mutant for mutant in drawn if mutant not in done]


def _survivors(said: argparse.Namespace) -> list[Mutant]:
    return [m for m, verdict in answers(said.kept) if verdict in UNNOTICED and ROOT / m.path in _files(said.paths)]


def _report(said: argparse.Namespace) -> int:
    """The table, then each survivor of the files that are asked for; whether there is one."""
    from mutation.mutants import difference

    print("\n".join(table(answers(said.kept))))
    survivors = _survivors(said)
    for mutant in survivors:
        print(f"\n{mutant.path}:{mutant.first} {mutant.function} #{mutant.number}\n{difference(ROOT, mutant)}")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
