"""Sizes or a site go in, what it costs to build them comes out: cold, unchanged, after one edit of each sort.

    python tests/bench/site.py --sizes 100,1000,10000
    python tests/bench/site.py SITE

For each size a made-up newsroom is written (corpus.py), the same each time: as a site of Briefs with its default
outputs, as one with the outputs that Hugo makes too, and, where Hugo is found, as a site for Hugo with every mention
marked by hand. SITE is copied, never written to, and is not compared.

Each build is a process of its own, as an author or a server runs it, and cold ones take turns with Hugo's. Printed are
medians of wall seconds (with the least and the most), CPU seconds and memory of the whole tree of processes (see
processes.py; the memory is of one run more, which is not timed and warms the disk), the files written and the seconds
of each stage. The machine's noise is in them: compare two versions by runs in turn, never by runs apart.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import floor, hugo, ours, shown
from bench.builds import Build, Ours, in_one_process, reported
from bench.changes import changes
from bench.corpus import Corpus
from bench.processes import BRIEFS, run

COLD, WARM = "cold", "no change"
FEW_TERMS, MANY_TERMS, MANY_ARTICLES = 300, 3_000, 10_000
NOT_COPIED = shutil.ignore_patterns("site", ".briefs", ".git", ".venv")


def main(words: Sequence[str]) -> int:
    """Measure what the command line names; 2 when it names nothing."""
    wanted = _parser().parse_args(words)
    if bool(wanted.site) == bool(wanted.sizes):
        print(__doc__)
        return 2
    print(f"load of the machine at the beginning: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with _folder(wanted.keep) as folder:
        if wanted.site:
            site = folder / "site"
            shutil.copytree(wanted.site, site, ignore=NOT_COPIED)
            _profile(site, wanted) if wanted.profile else _measure(site, wanted, {})
        else:
            _all_sizes(folder, wanted)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", type=Path, help="a site's folder, instead of --sizes")
    parser.add_argument("--sizes", type=_numbers, help="how many articles, one size after the other")
    parser.add_argument("--terms", type=int, help="how many terms (300, and 3,000 from 10,000 articles on)")
    parser.add_argument("--notes", action="store_true", help="four quoted notes an article")
    parser.add_argument("--runs", type=int, default=3, help="how often each build is timed (3)")
    parser.add_argument("--only", type=_names, help=f"these builds alone, as {COLD},body; a cold one is always there")
    parser.add_argument(
        "--with", dest="more", type=shlex.split, default=[], help='more options of build: --with="--jobs 2"'
    )
    parser.add_argument("--hugo", default="", help="Hugo's executable, where it is not found by itself")
    parser.add_argument("--profile", action="store_true", help="a cold build in one process, by stage and function")
    parser.add_argument("--keep", type=Path, help="an empty folder in which to leave what is made")
    return parser


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _names(text: str) -> list[str]:
    return text.split(",")


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _all_sizes(folder: Path, wanted: argparse.Namespace) -> None:
    if not wanted.profile:
        _starts(folder, wanted)
    for size in wanted.sizes:
        terms = wanted.terms or (MANY_TERMS if size >= MANY_ARTICLES else FEW_TERMS)
        corpus = Corpus(size, terms, wanted.notes)
        print(f"\n{size:,} articles, {terms:,} terms with {sum(1 + len(t.aliases) for t in corpus.terms):,} names")
        site = folder / f"{size}-briefs"
        ours.write(corpus, site)
        if wanted.profile:
            _profile(site, wanted)
        else:
            _measure(site, wanted, _rivals(corpus, folder, wanted))


def _starts(folder: Path, wanted: argparse.Namespace) -> None:
    """What is there before the first article."""
    ours.write(Corpus(2, 10), folder / "start")
    two = Ours(folder / "start", wanted.more)
    shown.head()
    shown.row("--help", _timed(lambda look: _help(folder, look), wanted.runs))
    shown.row("two articles, cold", _timed(two.cold, wanted.runs))


def _help(folder: Path, look: bool) -> Build:
    ran = run((*BRIEFS, "--help"), folder, look)
    return Build(ran.wall, ran.cpu, ran.memory, 0, {})


Run = Callable[[bool], Build]
"""Builds once; looks at the memory where that is asked for."""


def _rivals(corpus: Corpus, folder: Path, wanted: argparse.Namespace) -> dict[str, Run]:
    """What a cold build is compared with, by name."""
    alike = folder / f"{corpus.count}-briefs-as-hugo"
    ours.write(corpus, alike, ours.AS_HUGO)
    found: dict[str, Run] = {"as Hugo's": Ours(alike, wanted.more).cold}
    executable = hugo.find(wanted.hugo)
    if not executable:
        print("there is no Hugo here to compare with (--hugo PATH)")
        return found
    theirs = folder / f"{corpus.count}-hugo"
    hugo.write(corpus, theirs)
    return {"Hugo": lambda look: hugo.cold(executable, theirs, look), **found}


def _measure(site: Path, wanted: argparse.Namespace, rivals: dict[str, Run]) -> None:
    """Print a line for each sort of build, then what they spend it on."""
    mine = Ours(site, wanted.more)
    shown.head()
    measured = _colds(mine, rivals, wanted.runs)
    sorts: dict[str, Run] = {WARM: mine.again}
    for change in changes(site):
        sorts[change.name] = partial(mine.after, change)
    mine.again()
    for name, build in sorts.items():
        if not wanted.only or name in wanted.only:
            measured[name] = _timed(build, wanted.runs)
            shown.row(name, measured[name])
    shown.stages(measured)
    articles = len([p for p in (site / "content" / "articles").rglob("*") if p.suffix in (".md", ".txt")])
    shown.floor(measured[COLD], articles, floor.seconds_an_article(site))


def _colds(mine: Ours, rivals: dict[str, Run], runs: int) -> dict[str, list[Build]]:
    """Cold builds in turn, each sort once in a round; ours with its own outputs come out."""
    contenders = {**rivals, COLD: mine.cold}
    looked = {name: build(True) for name, build in contenders.items()}
    rounds = [{name: build(False) for name, build in contenders.items()} for _ in range(runs)]
    found = {name: [_with_memory(r[name], looked[name]) for r in rounds] for name in contenders}
    for name, builds in found.items():
        shown.row(f"{COLD}, {name}" if name in rivals else COLD, builds)
    for name in [name for name in contenders if "Hugo" in found and name != "Hugo"]:
        shown.ratios(f"{COLD}, {name}" if name in rivals else COLD, found[name], found["Hugo"])
    return {COLD: found[COLD]}


def _timed(build: Run, runs: int) -> list[Build]:
    """So many builds for their time, after one for its memory."""
    looked = build(True)
    return [_with_memory(build(False), looked) for _ in range(runs)]


def _with_memory(timed: Build, looked: Build) -> Build:
    return timed._replace(memory=looked.memory)


def _profile(site: Path, wanted: argparse.Namespace) -> None:
    """A cold build in one process, every function of it clocked."""
    in_one_process(site)
    mine = Ours(site, wanted.more)
    mine.forget()
    file = str(site / "profile")
    ran = run((BRIEFS[0], "-m", "cProfile", "-o", file, *BRIEFS[1:], *mine.words()), site)
    shown.profile(file, reported(ran).seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
