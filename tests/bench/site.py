"""A site's folder goes in, what it costs to build it comes out: cold, unchanged, and after one edit of each sort.

    python tests/bench/site.py SITE [--runs N]

SITE is copied, never written to. Each build is a process of its own, as an author or a server runs it; after each edit
the file is put back and the site built again, so that every edit is one edit. Printed are medians of wall seconds (with
the least and the most), of CPU seconds, the peak memory of the process, the files written, and, of a cold build, the
seconds of each stage. The machine's noise is in them: compare two versions by runs in turn, never by runs apart.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
Edit = Callable[[str], str]


class Run(NamedTuple):
    """One build, as a process."""

    wall: float
    cpu: float
    memory: float
    """Megabytes at the peak."""
    written: int
    stages: dict[str, float]


def main(arguments: Sequence[str]) -> int:
    """Measure the site named first; 2 when none is."""
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    runs = int(arguments[2]) if arguments[1:2] == ["--runs"] else 3
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        shutil.copytree(arguments[0], site, ignore=shutil.ignore_patterns("site", ".briefs", ".git", ".venv"))
        measure(site, runs)
    return 0


def measure(site: Path, runs: int) -> None:
    """Print a line for each sort of build."""
    print(f"{'build':<18}{'wall s':>22}{'CPU s':>9}{'MB':>7}{'written':>9}")
    cold = [built(site, cold=True) for _ in range(runs)]
    told("cold", cold)
    told("no change", [built(site) for _ in range(runs)])
    for name, path, change in edits(site):
        told(name, [edited(site, path, change) for _ in range(runs)])
    for stage in cold[0].stages:
        print(f"  {stage:<16}{median(run.stages[stage] for run in cold):10.3f} s cold")


def edits(site: Path) -> list[tuple[str, Path, Edit]]:
    """One edit of each sort that the site has a file for."""
    articles = sorted(p for p in (site / "content" / "articles").rglob("*") if p.suffix in (".md", ".txt"))
    middle = articles[len(articles) // 2]
    found: list[tuple[str, Path, Edit]] = [
        ("body", middle, lambda text: text.rstrip("\n") + "\n\nOne more sentence stands here.\n"),
        ("sidecar", middle.with_suffix(".yaml"), lambda text: text + new_key(text)),
        ("config", site / "config.yaml", lambda text: re.sub(r"(?m)^title:.*$", "title: Another title", text)),
    ]
    glossary = sorted((site / "content" / "glossary").rglob("*.yaml"))
    if glossary:
        found.append(("definition", glossary[0], lambda text: text.replace("definition: ", "definition: Anew, ", 1)))
    new = site / "content" / "glossary" / "one-more-sentence.yaml"
    found.append(("new term", new, lambda text: "{term: One more sentence, definition: A new one.}\n"))
    template = site / "themes" / "default" / "templates" / "parts" / "foot.html"
    found.append(("template", template, lambda text: "<footer>Another foot</footer>\n"))
    return found


def new_key(text: str) -> str:
    """A key of a sidecar that is not there yet, with a value that its page shows."""
    keys = ("key_points: [One more point.]", "summary: One more.", "byline: Somebody", "dateline: KYIV", "kicker: More")
    return next(f"{line}\n" for line in keys if not re.search(rf"(?m)^{line.split(':')[0]}:", text))


def edited(site: Path, path: Path, change: Edit) -> Run:
    """A build after one edit; then the file is as it was, and the site too."""
    before = path.read_text("utf-8") if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(change(before or ""), "utf-8")
    run = built(site)
    path.unlink() if before is None else path.write_text(before, "utf-8")
    built(site)
    return run


def built(site: Path, cold: bool = False) -> Run:
    """A build in a process of its own; a failed one ends the measuring with what it said."""
    for name in ("site", ".briefs") if cold else ():
        shutil.rmtree(site / name, ignore_errors=True)
    command = [sys.executable, "-m", "briefs", "build", "--format", "json"]
    began = perf_counter()
    process = subprocess.Popen(
        command, cwd=site, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    report = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    wall = perf_counter() - began
    if status:
        sys.exit("\n".join(f"{d['path']}:{d['line']}: {d['message']}" for d in report["diagnostics"][:5]))
    memory = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    return Run(wall, usage.ru_utime + usage.ru_stime, memory, report["counts"]["written"], report["seconds"])


def told(name: str, runs: Sequence[Run]) -> None:
    """A line of medians."""
    walls = [run.wall for run in runs]
    spread = f"{median(walls):8.2f} ({min(walls):.2f}-{max(walls):.2f})"
    cpu, memory = median(run.cpu for run in runs), max(run.memory for run in runs)
    print(f"{name:<18}{spread:>22}{cpu:>9.2f}{memory:>7.0f}{runs[0].written:>9}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
