"""Built sites go in, a table with a line a gate comes out, and what is wrong by page and place.

    python tests/gates/run.py                       all gates on our own site and on one of hard cases
    python tests/gates/run.py --only axe,links      some of them
    python tests/gates/run.py --site site           on a site that is built already
    python tests/gates/run.py --keep /tmp/gates     the sites stay there, to look at

Exit status 1 if a gate found a fault; a gate whose tools are not on this machine is not run and said so, and in CI
fails.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gates import table, tools
from gates.checks import GATES
from gates.pages import Site
from gates.records import Fault, Gate, Outcome
from gates.sites import sites

SLOWEST = ("axe", "keyboard", "no-script", "reflow", "print")


class Task(NamedTuple):
    """One gate at one site, by name: a process is handed no functions."""

    gate: str
    site: Site


def main(words: Sequence[str]) -> int:
    """Runs the gates that are wanted; 0 if none found a fault."""
    wanted = _arguments(words)
    tools.install()
    gates = [g for g in GATES if not wanted.only or g.name in wanted.only.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        there = _given(wanted.site, wanted.url) if wanted.site else sites(Path(wanted.keep or folder))
        done = check(gates, there, wanted.jobs)
    print("\n".join(table.lines(gates, done, "CI" in os.environ)), flush=True)
    return 1 if table.failed(gates, done, "CI" in os.environ) else 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="names of gates, with commas: " + ", ".join(g.name for g in GATES))
    parser.add_argument("--site", type=Path, help="a folder with a built site")
    parser.add_argument("--url", default="", help="the address that site was built for")
    parser.add_argument("--keep", type=Path, help="where to build our sites, and leave them")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many gates run at once")
    wanted = parser.parse_args(words)
    unknown = [name for name in wanted.only.split(",") if name and name not in {g.name for g in GATES}]
    if unknown:
        parser.error("no such gate: " + ", ".join(unknown))
    if wanted.site and not (wanted.site / "index.html").is_file():
        parser.error(f"no built site in {wanted.site}")
    return wanted


def _given(folder: Path, url: str) -> list[Site]:
    return [Site(folder.name, folder, url)]


def check(gates: Iterable[Gate], there: Iterable[Site], jobs: int) -> list[table.Done]:
    """Every gate whose tools are here at every site, the slow ones first."""
    able = [g for g in gates if not tools.missing(g.needs)]
    tasks = [Task(g.name, s) for g in able for s in there]
    first = {name: place for place, name in enumerate(SLOWEST)}
    tasks.sort(key=lambda t: first.get(t.gate, len(first)))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(one, tasks))


def one(task: Task) -> table.Done:
    """One gate at one site, and the seconds it took. A gate that cannot finish has found a fault."""
    start = perf_counter()
    gate = next(g for g in GATES if g.name == task.gate)
    try:
        outcome = gate.check(task.site)
    except Exception as error:
        outcome = Outcome(0, "", (Fault("", type(error).__name__, f"the gate could not finish: {error}"),))
    return table.Done(task.gate, task.site.name, outcome, perf_counter() - start)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
