"""Numbers go in, the power fails as often while a site is built on file systems of its own, and what was lost is told.

    python tests/crash/power.py --rounds 60 --seed 1                 on ext4 and xfs
    python tests/crash/power.py --rounds 30 --systems ext4           on one of them

For each file system an image is made in a folder for temporary files, and mounted. A made-up newsroom in it is brought
from one state to another; its files are on the disk for good when a build begins. At a random moment, during it or soon
after it, the file system is shut down without writing what it holds in memory: what a machine keeps whose power fails
then. It is mounted again, every file and link is looked at, and the next build is compared with one from nothing,
byte for byte. Needs Linux, root, and mkfs for each system.
Exits with 1 if anything was broken, wrong or left behind.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from crash.ending import BUILD, environment, ran  # noqa: E402
from crash.looking import Eye, Good, Pages, beside, broken, junk, wrong  # noqa: E402
from crash.states import Desk, State  # noqa: E402

SHUT_DOWN = 0x8004587D
"""The request by which ext4 and xfs go down at once (Linux, fs/ext4/ext4.h and fs/xfs/libxfs/xfs_fs.h)."""
WITHOUT_THE_LOG, AFTER_THE_LOG = 2, 1
"""Nothing more is written; or what stands in the journal is, as where a disk had got that far."""
HOWS = WITHOUT_THE_LOG, WITHOUT_THE_LOG, AFTER_THE_LOG
SIZE = 1 << 30
LATE = 1.0
"""At the latest the power fails after as many times what a build from nothing takes: half of them are over by then."""
SHOWN = 5
STATES = 10
"""Of the site, at most: all of those that there are."""


class Disk:
    """A file system in a file."""

    def __init__(self, folder: Path, system: str) -> None:
        self.place, self._image = folder / "mounted", folder / "image"
        self.place.mkdir()
        with self._image.open("wb") as file:
            file.truncate(SIZE)
        quiet = {"ext4": "-qF", "xfs": "-qf"}[system]
        subprocess.run([f"mkfs.{system}", quiet, self._image], check=True)

    @contextmanager
    def mounted(self) -> Iterator[Path]:
        """The folder that it is mounted on."""
        subprocess.run(["mount", "-o", "loop", self._image, self.place], check=True)
        try:
            yield self.place
        finally:
            self._unmount()

    def fail(self, how: int) -> None:
        """The power is gone: all that was not written is."""
        place = os.open(self.place, os.O_RDONLY)
        fcntl.ioctl(place, SHUT_DOWN, struct.pack("I", how))
        os.close(place)

    def _unmount(self) -> None:
        for _ in range(50):
            if not subprocess.run(["umount", self.place], stderr=subprocess.DEVNULL).returncode:
                return
            time.sleep(0.1)
        subprocess.run(["umount", "-l", self.place], check=True)


class Outage:
    """One file system, and builds on it."""

    def __init__(self, folder: Path, system: str, articles: int, seed: int) -> None:
        self.disk, self.dice, self.tally = Disk(folder, system), Random(seed), Counter[str]()
        self._scratch, self._pages, self.goods = folder / "scratch", Pages(), dict[str, Good]()
        self._scratch.mkdir()
        with self.disk.mounted() as place:
            self.desk = Desk(place / "site", articles, articles // 2, STATES)
            self._learn()
            self._beside = beside(self.desk.site)
            os.sync()

    def _learn(self) -> None:
        """What a build from nothing makes of each state; in the end the first stands there."""
        for state in (*self.desk.states[::-1],):
            self.desk.edit(state)
            subprocess.run(["rm", "-rf", "site", ".briefs"], cwd=self.desk.site, check=True)
            built = ran(self.desk.site, self._scratch)
            self.seconds = built.seconds
            files = Eye(self.desk.site / "site").files()
            self._pages.learn(self.desk.site / "site", files)
            self.goods[state.name] = Good(files, (self.desk.site / "briefs.lock").read_bytes())

    def run(self) -> None:
        """One build during or after which the power fails, and the next."""
        old, state = self.desk.state, self.desk.drawn(self.dice)
        with self.disk.mounted():
            self.desk.edit(state)
            os.sync()
            self._build_until(self.dice.uniform(0, LATE * self.seconds), self.dice.choice(HOWS))
        with self.disk.mounted():
            self._look(old, state)
            os.sync()
        self.tally["rounds"] += 1

    def _build_until(self, moment: float, how: int) -> None:
        begun = time.monotonic()
        process = subprocess.Popen(
            BUILD,
            cwd=self.desk.site,
            env=environment(self._scratch),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        time.sleep(max(0.0, moment - (time.monotonic() - begun)))
        self.tally["before its end" if process.poll() is None else "after it"] += 1
        self.disk.fail(how)
        process.wait(120)

    def _look(self, old: State, state: State) -> None:
        before, after, folder = self.goods[old.name], self.goods[state.name], self.desk.site / "site"
        try:
            self._note("broken", broken(Eye(folder).files(), before.files, after.files, self._pages, folder))
        except OSError as fault:
            self._note("broken", [str(fault)])
        built = ran(self.desk.site, self._scratch)
        self._note("wrong", [f"exit {built.status}: {built.said[-1000:]}"] if built.status else ())
        self._note("wrong", wrong(Eye(folder).files(), after.files))
        self._note("wrong", ["briefs.lock"] if (self.desk.site / "briefs.lock").read_bytes() != after.lock else ())
        self._note("junk", junk(self.desk.site, self._scratch, self._beside))

    def _note(self, name: str, faults: Iterable[str]) -> None:
        found = list(faults)
        self.tally[name] += bool(found)
        for fault in found[:SHOWN]:
            print(f"  ! round {self.tally['rounds']}: {name}: {fault}", flush=True)

    @property
    def has_faults(self) -> bool:
        """Whether anything was not as it must be."""
        return any(self.tally[name] for name in ("broken", "wrong", "junk"))


def main(words: Sequence[str] | None = None) -> int:
    """What the command line names."""
    said = _parser().parse_args(words)
    faults = False
    for system in said.systems.split(","):
        with tempfile.TemporaryDirectory() as folder:
            outage, begun = Outage(Path(folder), system, said.articles, said.seed), time.monotonic()
            for _ in range(said.rounds):
                outage.run()
        names = ("rounds", "before its end", "after it", "broken", "wrong", "junk")
        told = ", ".join(f"{outage.tally[name]} {name}" for name in names)
        print(f"{system}: {told}; {time.monotonic() - begun:,.0f} s", flush=True)
        faults |= outage.has_faults
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30, help="on each file system (30)")
    parser.add_argument("--systems", default="ext4,xfs", help="ext4, xfs or both (ext4,xfs)")
    parser.add_argument("--articles", type=int, default=60, help="of the made-up newsroom (60)")
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
