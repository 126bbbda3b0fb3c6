"""A site goes in, a build of it is run as a process, to its end or until a moment, and how that went comes out."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import IO, NamedTuple

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


def drawn(dice: Random, pace: Pace, publishing: bool = True) -> Moment:
    """At any moment of the whole, or as often while publishing."""
    if publishing and dice.random() < 0.5:
        return Moment(dice.uniform(0, 1.05 * pace.publishing), True)
    return Moment(dice.uniform(0, 1.02 * pace.whole), False)


MAIN, SESSION, WORKER = "main", "session", "worker"


class Blow(NamedTuple):
    """A signal to a build: to its main process, to all of them as from a terminal, or to one worker."""

    moment: Moment
    number: int
    whom: str
    again: float | None = None
    """Seconds after which it comes a second time."""


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
    lasted: float = 0.0
    """Seconds that it went on after it was hit."""


class Watched:
    """A build that runs, and when it published."""

    def __init__(self, process: subprocess.Popen[bytes], stage: Path) -> None:
        self.process, self.phase = process, ""
        self._stage, self._journal = str(stage), str(stage / "manifest")
        self._began, self._since, self._until, self._struck = time.monotonic(), 0.0, 0.0, 0.0

    def over(self, blow: Blow | None) -> float:
        """Wait for its end; its seconds."""
        while self.process.poll() is None:
            now = self._look()
            if blow and not self.phase and blow.moment.has_come(now, self._since):
                self._strike(blow)
            if blow and blow.again is not None and self.phase and now >= self._struck + blow.again:
                self._strike(blow._replace(again=None))
                blow = None
            time.sleep(LOOKS)
        return time.monotonic() - self._began

    def _strike(self, blow: Blow) -> None:
        """Nothing where there is no worker yet."""
        process, about = self.process.pid, self._about()
        workers = [each for each in members(process) if each != process] if blow.whom == WORKER else []
        with suppress(ProcessLookupError):  # It was over in this moment.
            if blow.whom == SESSION:
                os.killpg(process, blow.number)
            elif workers or blow.whom == MAIN:
                os.kill(workers[0] if workers else process, blow.number)
            else:
                return
            self.phase = self.phase or about
            self._struck = time.monotonic() - self._began

    def published(self, seconds: float) -> float:
        """How long it did, of the seconds that it took."""
        return (self._until or seconds) - (self._since or seconds)

    def lasted(self, seconds: float) -> float:
        """How long it went on after it was hit, of the seconds that it took."""
        return seconds - self._struck if self.phase else 0.0

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
        build = Watched(_begun(site, scratch, said, options), site / "site" / STAGE)
        return _over(build, build.over(blow), said)


def together(site: Path, scratch: Path, later: float) -> tuple[Ran, Ran]:
    """Two builds, the second begun some seconds later."""
    with tempfile.TemporaryFile() as one_said, tempfile.TemporaryFile() as other_said:
        one = Watched(_begun(site, scratch, one_said), site / "site" / STAGE)
        time.sleep(later)
        other = Watched(_begun(site, scratch, other_said), site / "site" / STAGE)
        return _over(one, one.over(None), one_said), _over(other, other.over(None), other_said)


def _begun(site: Path, scratch: Path, said: IO[bytes], options: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        (*BUILD, *options), cwd=site, env=environment(scratch), stdout=said, stderr=said, start_new_session=True
    )


def _over(build: Watched, seconds: float, said: IO[bytes]) -> Ran:
    said.seek(0)
    code = build.process.returncode
    words = said.read().decode("utf-8", "replace")
    return Ran(
        build.process.pid,
        None if code < 0 else code,
        seconds,
        build.published(seconds),
        build.phase,
        words,
        build.lasted(seconds),
    )


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
