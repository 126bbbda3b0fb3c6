"""A number goes in, as many processes that write an author's file are killed, and how the file stood is told.

A process writes a file back and forth as ``check --fix`` does, as fast as it can, and is killed at a random moment. The
file then says what it said, or what it shall say. One of several names is written in place: there the copy is whole.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from stat import S_IMODE

from briefs.writeback import UNDO

ROOT = Path(__file__).parents[2]
PATH = "content/articles/x.yaml"
OLD, NEW = (b"notes:\n- quote: %s\n" % word * 10_000 for word in (b"old words", b"new"))
MODE = 0o640
WRITER = """
import sys
from pathlib import Path
from briefs.writeback import write_back
from crash.writes import NEW, OLD, PATH
root = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for before, after in ((OLD, NEW), (NEW, OLD)):
        assert write_back(root, PATH, before, after) is None
"""


def killed(folder: Path, count: int, seed: int) -> bool:
    """So many kills, a fourth of them with a file of two names; whether none broke it. Prints the totals."""
    dice, tally = Random(seed), Counter[str]()
    for _ in range(count):
        _kill(folder, dice, linked=dice.random() < 0.25, tally=tally)
    names = ("kills", "old", "new", "neither", "of two names", "restored", "lost", "mode", "left beside")
    print(f"writes: {', '.join(f'{tally[name]:,} {name}' for name in names)}", flush=True)
    return not any(tally[name] for name in ("neither", "lost", "mode", "left beside"))


def _kill(folder: Path, dice: Random, linked: bool, tally: Counter[str]) -> None:
    file, other = folder / PATH, folder / "other.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    other.unlink(missing_ok=True)
    file.write_bytes(OLD)
    file.chmod(MODE)
    if linked:
        other.hardlink_to(file)
    _write_for_a_while(folder, dice.uniform(0, 0.05))
    tally["kills"] += 1
    tally["of two names"] += linked
    tally["mode"] += S_IMODE(file.stat().st_mode) != MODE
    tally["left beside"] += len(list(file.parent.iterdir())) - 1
    tally[_fate(file, folder / UNDO / PATH, linked)] += 1
    for path in file.parent.iterdir():
        path.unlink()


def _write_for_a_while(folder: Path, seconds: float) -> None:
    path = f"sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]"
    command = [sys.executable, "-c", f"import sys; {path}\n{WRITER}", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        process.kill()


def _fate(file: Path, copies: Path, linked: bool) -> str:
    """What became of the file."""
    known = {OLD: "old", NEW: "new"}
    if (said := known.get(file.read_bytes())) or not linked:
        return said or "neither"
    return "restored" if max(copies.iterdir()).read_bytes() in known else "lost"
