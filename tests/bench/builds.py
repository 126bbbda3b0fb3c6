"""A site's folder goes in, builds of it by this version of Briefs come out, each as a process; prints nothing."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.changes import Change, made
from bench.processes import BRIEFS, Run, put_away, run
from msgspec import Struct
from msgspec.json import decode


class Build(NamedTuple):
    """One build: what its process took and what it reported."""

    wall: float
    cpu: float
    memory: float
    written: int
    stages: dict[str, float]


class Ours:
    """A site on disk, which is built as often as is asked for, with the same extra options each time."""

    def __init__(self, site: Path, options: Sequence[str] = ()) -> None:
        self.site = site
        self._options = tuple(options)

    def cold(self, look: bool = False) -> Build:
        """From nothing but what an author has: no output, no cache. What ``briefs.lock`` remembers is the author's."""
        self.forget()
        return self.again(look)

    def again(self, look: bool = False) -> Build:
        """With what the build before has left."""
        ran = run((*BRIEFS, *self.words()), self.site, look)
        report = reported(ran)
        return Build(ran.wall, ran.cpu, ran.memory, report.counts["written"], report.seconds)

    def after(self, change: Change, look: bool = False) -> Build:
        """After one edit; then the file is put back and the site built again, so that the next edit is one edit."""
        with made(change):
            build = self.again(look)
        self.again()
        return build

    def forget(self) -> None:
        """No output and no cache."""
        put_away(self.site / "site")
        shutil.rmtree(self.site / ".briefs", ignore_errors=True)

    def words(self) -> tuple[str, ...]:
        """Those of the command line after ``briefs``."""
        return ("build", "--format", "json", *self._options)


class Report(Struct):
    """What of a build's report is of use here."""

    counts: dict[str, int]
    seconds: dict[str, float]


def reported(ran: Run) -> Report:
    """The report of a build; a failed one ends the measuring with what it said."""
    if ran.status:
        sys.exit("\n".join([ran.complained, *ran.said.splitlines()[:40]]))
    return decode(ran.said, type=Report)


def in_one_process(site: Path) -> None:
    """Make the site's config ask for one process, so that a profile sees all of the work."""
    config = site / "config.yaml"
    config.write_text(re.sub(r"(?m)^jobs:.*\n", "", config.read_text("utf-8")) + "jobs: 1\n", "utf-8")
