"""A build's stages and counts go in, a line on a terminal comes out, and nothing in a pipe or in CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from briefs.pipeline import Say

_PATIENCE = 1.0
"""Seconds of work after which somebody may wonder."""
_EACH = 0.1
"""Seconds between two looks of the line."""


@contextmanager
def progress(form: str) -> Iterator[Say]:
    """Says how far a build is, on a terminal and in words for people alone."""
    if form != "text" or not sys.stderr.isatty() or os.environ.get("CI"):
        yield lambda stage, done=0, total=0: None
        return
    line = _Line()
    try:
        yield line
    finally:
        line.close()


class _Line:
    """The one line, drawn by the build's own calls: a thread of its own would keep a pool from being forked."""

    def __init__(self) -> None:
        self._began = self._drawn = monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._stage = ""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """``done`` of ``total`` things in this stage; 0 where they are not counted."""
        now = monotonic()
        if now - self._began < _PATIENCE or (stage == self._stage and now - self._drawn < _EACH):
            return
        self._drawn = now
        progress = self._progress = self._progress or _made()
        if self._task is None or stage != self._stage:
            if self._task is not None:
                progress.remove_task(self._task)
            self._task, self._stage = progress.add_task(stage, total=total or None), stage
        progress.update(self._task, completed=done, total=max(done, total) or None)
        progress.refresh()

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._progress is not None:
            self._progress.stop()


def _made() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Things a second."""

        def render(self, task: object) -> Text:
            speed = getattr(task, "speed", None)
            return Text(f"{speed:,.0f}/s" if speed else "")

    columns = TextColumn("{task.description:<8}"), BarColumn(), MofNCompleteColumn(), Rate()
    progress = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
    progress.start()
    return progress
