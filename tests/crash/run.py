"""Numbers go in, builds of a site are killed, asked to end or watched by readers as often, and what broke is told.

    python tests/crash/run.py --articles 2000 --kills 300 --seed 1     kill -9 at random moments, cold and incremental
    python tests/crash/run.py --articles 2000 --publishes 40           whole publishes with readers
    python tests/crash/run.py --signals 50 --workers 30 --pairs 50     Ctrl-C and its like; a worker lost; two at once
    python tests/crash/run.py --writes 200                             kill -9 while an author's file is written back

A made-up newsroom of so many articles is brought from one state to another, over and over: a text edited, a term
defined otherwise, an article gone or renamed, another config or theme. Of each state a build from nothing is made once.
Readers fetch pages all the while. After each kill every file is looked at, and every link of what a reader reaches;
then the next build runs, now and then killed as well, and what it leaves is compared with the build from nothing, byte
for byte. A fifth of the kills falls on builds that begin from nothing, half of all into the time of publishing.
Each number has a line of totals in the end. Exits with 1 if anything was broken, wrong, left behind or missed.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from crash.live import Live  # noqa: E402
from crash.rounds import SORTS, played  # noqa: E402
from crash.writes import killed  # noqa: E402


def main(words: Sequence[str] | None = None) -> int:
    """What the command line names; 2 when it names nothing."""
    said = _parser().parse_args(words)
    wanted = {name: count for name in SORTS if (count := getattr(said, name))}
    if not (wanted or said.writes):
        print(__doc__)
        return 2
    # What this process ignores, as one in the background does, builds would ignore too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    with tempfile.TemporaryDirectory(dir=said.folder) as folder:
        written = not said.writes or killed(Path(folder) / "writes", said.writes, said.seed)
        if not wanted:
            return 0 if written else 1
        begun = monotonic()
        live = Live(Path(folder), said.articles, said.terms, said.states, said.seed, said.readers)
        states, spent = f"{len(live.desk.states)} states of {said.articles:,} articles", monotonic() - begun
        print(f"{states} built from nothing in {spent:,.0f} s", flush=True)
        whole = [played(live, name, count, said.every) for name, count in wanted.items()]
    return 0 if written and all(whole) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200, help="of the made-up newsroom (200)")
    parser.add_argument("--terms", type=int, default=300, help="that it defines (300)")
    parser.add_argument("--states", type=int, default=10, help="into which it is brought, from four on (all ten)")
    for name, sort in SORTS.items():
        parser.add_argument(f"--{name}", type=int, default=0, metavar="N", help=sort.play.__doc__)
    parser.add_argument("--writes", type=int, default=0, metavar="N", help="Write an author's file, killed.")
    parser.add_argument("--readers", type=int, default=1, help="processes that fetch pages (1)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=10, help="a line of progress after so many (10)")
    parser.add_argument("--folder", type=Path, help="where to work, instead of the system's folder for such files")
    return parser


if __name__ == "__main__":
    sys.exit(main())
