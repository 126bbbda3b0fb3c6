"""A task and its items go in, the answers come out, an empty one for each item that takes too long; knows no task.

Time is that of the processor, so that a busy machine makes no text too long. Where the system has no such alarm, or
outside the main thread, there is no limit; what a process does without an answer, its parent ends (`pool.py`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

Task = Callable[[bytes, list[bytes]], list[bytes]]
"""A function at module level, ``task(shared, items) -> answers``; what it does depends on its arguments alone."""

SECONDS = 10.0
"""Of computing for one item: FAULTS A21, B14. The slowest text of 100 KB that we know takes a third of it."""

_AGAIN = 1.0
"""Seconds to the next alarm, should something have swallowed the first, as ``__del__`` would."""


class _TooLong(BaseException):
    """Passes what a task or a plugin catches."""


def answered(task: Task, shared: bytes, items: list[bytes]) -> list[bytes]:
    """What a task answers; if it takes too long over all items together, over each of them alone.

    Raises whatever the task raises.
    """
    try:
        with _alarm():
            return task(shared, items)
    except _TooLong:
        return [b""] if len(items) == 1 else [one for item in items for one in answered(task, shared, [item])]


@contextmanager
def _alarm() -> Iterator[None]:
    """A block that may take so long. Raises _TooLong in the middle of it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise _TooLong
