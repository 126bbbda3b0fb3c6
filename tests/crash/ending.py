"""A site goes in, a build of it is run as a process, to its end or until a moment, and how that went comes out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from crash.looking import STAGE

ROOT = Path(__file__).parents[2]
BUILD = (sys.executable, "-m", "briefs", "build")
LOOKS = 0.0003
"""Seconds between two looks at a build."""


class Pace(NamedTuple):
    """How long builds of one sort take, and of that, publishing: seconds."""

    whole: float
    publishing: float

    def with_a(self, ran: Ran) -> Pace:
        """As it is after one more of them: the machine may be busier than it was."""
        return Pace(0.7 * self.whole + 0.3 * ran.seconds, 0.7 * self.publishing + 0.3 * ran.publishing)


class Moment(NamedTuple):
    """When a build is ended: seconds after its beginning, or after it began to publish."""

    seconds: float
    publishing: bool

    def has_come(self, now: float, since: float) -> bool:
        """``since`` is when publishing began, 0 before."""
        if self.publishing:
            return since > 0 and now - since >= self.seconds
        return now >= self.seconds


def drawn(dice: Random, pace: Pace) -> Moment:
    """As often while publishing as at any moment of the whole."""
    if dice.random() < 0.5:
        return Moment(dice.uniform(0, 1.05 * pace.publishing), True)
    return Moment(dice.uniform(0, 1.02 * pace.whole), False)


class Blow(NamedTuple):
    """A signal that a build gets, or all of its processes as of a terminal."""

    moment: Moment
    number: int = signal.SIGKILL
    to_all: bool = True


class Ran(NamedTuple):
    """A build that is over."""

    session: int
    status: int | None
    """None where it was killed."""
    seconds: float
    publishing: float
    phase: str
    """What it was about when it was hit; empty where it was not."""
    said: str


class Watched:
    """A build that runs, and when it published."""

    def __init__(self, process: subprocess.Popen[bytes], stage: Path) -> None:
        self.process, self.phase = process, ""
        self._stage, self._journal = str(stage), str(stage / "manifest")
        self._began, self._since, self._until = time.monotonic(), 0.0, 0.0

    def over(self, blow: Blow | None) -> float:
        """Wait for its end; its seconds."""
        while self.process.poll() is None:
            now = self._look()
            if blow and not self.phase and blow.moment.has_come(now, self._since):
                self.phase = self._about()
                (os.killpg if blow.to_all else os.kill)(self.process.pid, blow.number)
            time.sleep(LOOKS)
        return time.monotonic() - self._began

    def published(self, seconds: float) -> float:
        """How long it did, of the seconds that it took."""
        return (self._until or seconds) - (self._since or seconds)

    def _look(self) -> float:
        now, publishes = time.monotonic() - self._began, os.path.exists(self._journal)
        if publishes and not self._since:
            self._since = now
        if self._since and not self._until and not publishes:
            self._until = now
        return now

    def _about(self) -> str:
        if self._since:
            return "after publishing" if self._until else "publishing"
        return "making" if os.path.exists(self._stage) else "before"


def ran(site: Path, scratch: Path, blow: Blow | None = None, options: tuple[str, ...] = ()) -> Ran:
    """A build from its beginning to its end; ``scratch`` is its folder for temporary files."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            (*BUILD, *options), cwd=site, env=environment(scratch), stdout=said, stderr=said, start_new_session=True
        )
        build = Watched(process, site / "site" / STAGE)
        seconds = build.over(blow)
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    status = None if process.returncode < 0 else process.returncode
    return Ran(process.pid, status, seconds, build.published(seconds), build.phase, words)


def environment(scratch: Path) -> Mapping[str, str]:
    """This version of Briefs, with a folder of its own for temporary files."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)}


def members(session: int) -> list[int]:
    """The living processes of a session; none can be seen where there is no ``/proc``."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of = place.read_text("ascii", "replace").rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(of) == session and state not in "ZX":
            found.append(int(place.parent.name))
    return found
