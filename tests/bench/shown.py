"""Measurements go in, lines for a terminal are printed; measures nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pstats import SortKey, Stats
from statistics import median

from bench.builds import Build

FUNCTIONS = 30


def head() -> None:
    """The head of a table whose rows are sorts of builds."""
    print(f"{'build':<26}{'wall s':>24}{'CPU s':>9}{'tree MB':>9}{'written':>9}")


def row(name: str, builds: Sequence[Build]) -> None:
    """Medians, the wall with its least and most; the memory is that of the one run that was looked at."""
    walls = spread([build.wall for build in builds])
    cpu, memory = median(build.cpu for build in builds), max(build.memory for build in builds)
    print(f"{name:<26}{walls:>24}{cpu:>9.2f}{memory:>9.0f}{builds[-1].written:>9}", flush=True)


def spread(values: Sequence[float]) -> str:
    """The median, and in brackets the least and the most."""
    return f"{median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def ratios(name: str, ours: Sequence[Build], theirs: Sequence[Build]) -> None:
    """How many times as long ours takes: by the medians, and in brackets by the builds that ran one after the other."""
    said = []
    for what in ("wall", "cpu"):
        mine, other = ([getattr(build, what) for build in builds] for builds in (ours, theirs))
        pairs = [a / b for a, b in zip(mine, other, strict=True)]
        said.append(f"{what} {median(mine) / median(other):.2f} ({min(pairs):.2f}-{max(pairs):.2f})")
    print(f"  {name} / Hugo: {', '.join(said)}")


def stages(measured: Mapping[str, Sequence[Build]]) -> None:
    """Seconds of each stage, a column for each sort of build."""
    names = dict.fromkeys(name for builds in measured.values() for build in builds for name in build.stages)
    print(f"\n{'stage s':<12}" + "".join(f"{name:>16}" for name in measured))
    for name in names:
        taken = (median(build.stages.get(name, 0.0) for build in builds) for builds in measured.values())
        print(f"{name:<12}" + "".join(f"{seconds:16.3f}" for seconds in taken))


def floor(cold: Sequence[Build], articles: int, alone: float) -> None:
    """What a cold build costs for an article, beside what reading it costs."""
    ours = median(build.cpu for build in cold) / articles
    print(f"\nCPU an article: cold build {1000 * ours:.2f} ms, markdown-it-py alone {1000 * alone:.2f} ms", end="")
    print(f", ratio {ours / alone:.1f}" if alone else "")


def profile(file: str, seconds: Mapping[str, float]) -> None:
    """The stages, then the functions with the most time of their own. Profiled code is slower: compare shares."""
    print("".join(f"{name:<12}{taken:10.3f} s\n" for name, taken in seconds.items()))
    Stats(file).sort_stats(SortKey.TIME).print_stats(FUNCTIONS)
