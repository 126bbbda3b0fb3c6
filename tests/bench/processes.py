"""A command goes in, it is run as a process of its own, and what it took comes out; knows no generator.

CPU seconds are those that the system gives when the process is waited for (``os.wait4``): its own and those of every
child it has waited for itself, and theirs; a worker that nobody waits for is not in them. Memory is that of the whole
tree, at its peak: every 50 ms the shares of all processes of the session are added up (PSS, which counts a page that
several share once; RSS where the system gives no PSS; the main process's own peak where there is no ``/proc``).
Looking takes time, so a run that is looked at is never one that is timed; one of a tenth of a second is hardly seen.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import IO, NamedTuple

ROOT = Path(__file__).parents[2]
PROCESSES = Path("/proc")
EVERY = 0.05
BRIEFS = (sys.executable, "-m", "briefs")


class Run(NamedTuple):
    """What one process took, and what it printed."""

    wall: float
    cpu: float
    memory: float
    """Megabytes of the tree at its peak; 0 in a run that is timed."""
    status: int
    said: str
    complained: str


def run(command: Sequence[str], folder: Path, look: bool = False) -> Run:
    """The command, run in a folder; with ``look`` for its memory, else for its time."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdout=out, stderr=err, start_new_session=True
        )
        over, peaks = Event(), [0.0]
        watcher = Thread(target=_watch, args=(process.pid, over, peaks))
        if look:
            watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        over.set()
        if look:
            watcher.join()
        own = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
        memory = (peaks[0] or own) if look else 0.0
        return Run(wall, usage.ru_utime + usage.ru_stime, memory, process.returncode, _text(out), _text(err))


def put_away(folder: Path) -> None:
    """Move a folder out of the way, to go with all that was measured.

    Removing thousands of files right before a run slows it down: for some seconds ext4 passes by the inodes of files
    that were just deleted, one after the other, which took a quarter of a build's time.
    """
    if folder.exists():
        away = folder.parent.parent / "away"
        away.mkdir(exist_ok=True)
        folder.rename(away / f"{folder.parent.name}-{len(list(away.iterdir()))}")


def _environment() -> dict[str, str]:
    """This version of Briefs, whose modules may be kept compiled as an installed program's are."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def _text(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


def _watch(session: int, over: Event, peaks: list[float]) -> None:
    while not over.wait(EVERY):
        peaks[0] = max(peaks[0], sum(map(_megabytes, _members(session))))


def _members(session: int) -> Iterator[Path]:
    for place in PROCESSES.iterdir() if PROCESSES.is_dir() else ():
        try:
            if place.name.isdigit() and os.getsid(int(place.name)) == session:
                yield place
        except OSError:  # it is over
            continue


def _megabytes(process: Path) -> float:
    """0 for a process that is over."""
    for name, pattern in (("smaps_rollup", r"(?m)^Pss:\s+(\d+) kB"), ("status", r"(?m)^VmRSS:\s+(\d+) kB")):
        try:
            found = re.search(pattern, (process / name).read_text())
        except OSError:
            continue
        if found:
            return int(found[1]) / 1024
    return 0.0
