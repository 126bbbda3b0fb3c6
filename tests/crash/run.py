"""Numbers go in, builds of a site are killed or watched by readers as often, and what was broken by it is told.

    python tests/crash/run.py --articles 2000 --kills 300 --seed 1     kill -9 at random moments, cold and incremental
    python tests/crash/run.py --articles 2000 --publishes 40           whole publishes with readers

A made-up newsroom of so many articles is brought from one state to another, over and over: a text edited, a term
defined otherwise, an article gone or renamed, another config or theme. Of each state a build from nothing is made once.
A fifth of the builds that are killed begin from nothing, the others from another state, with a reader who fetches pages
all the while. After each kill every file is looked at, and every link of what a reader reaches; then the next build
runs, now and then killed as well, and its output is compared with the build from nothing, byte for byte.
Exits with 1 if anything was broken, wrong, left behind or missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from crash.rounds import Loop  # noqa: E402


def main(words: Sequence[str] | None = None) -> int:
    """What the command line names; 2 when it names nothing."""
    said = _parser().parse_args(words)
    if not (said.kills or said.publishes):
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory(dir=said.folder) as folder:
        begun = monotonic()
        loop = Loop(Path(folder), said.articles, said.seed, said.readers)
        spent = monotonic() - begun
        print(f"{len(loop.desk.states)} states built from nothing and gone through in {spent:,.0f} s", flush=True)
        if said.kills:
            loop.kill(said.kills, said.cold, said.every)
        if said.publishes:
            loop.publish(said.publishes, said.every)
    return 1 if loop.has_faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200, help="of the made-up newsroom (200)")
    parser.add_argument("--kills", type=int, default=0, metavar="N", help="so many builds killed")
    parser.add_argument("--cold", type=float, default=0.2, help="the part of them that begins from nothing (0.2)")
    parser.add_argument("--publishes", type=int, default=0, metavar="N", help="so many whole builds with readers")
    parser.add_argument("--readers", type=int, default=1, help="processes that fetch pages (1)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=10, help="a line of progress after so many rounds (10)")
    parser.add_argument("--folder", type=Path, help="where to work, instead of the system's folder for such files")
    return parser


if __name__ == "__main__":
    sys.exit(main())
