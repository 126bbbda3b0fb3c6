"""On the path of a process: folders are listed backwards, and its clock stands elsewhere, as its environment says."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

ASIDE = int(os.environ.get("ELSEWHERE_SECONDS", "0"))
"""How far the clock is from the true one. ``date.today()`` asks ``time.time`` too."""


class Backwards:
    """What ``os.scandir`` gives, the last name first, whatever order the disk has."""

    def __init__(self, entries: Any) -> None:
        with entries:
            self._entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> Backwards:
        return self

    def __exit__(self, kind: type[BaseException] | None, it: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """There is nothing left to close."""


def list_backwards() -> None:
    true_list, true_scan = os.listdir, os.scandir
    os.listdir = lambda *at: sorted(true_list(*at), reverse=True)  # type: ignore[assignment]
    os.scandir = lambda *at: Backwards(true_scan(*at))  # type: ignore[assignment]


def move_clock(seconds: int) -> None:
    true_time, true_ns = time.time, time.time_ns
    time.time = lambda: true_time() + seconds
    time.time_ns = lambda: true_ns() + seconds * 10**9
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, _asked_of(time.time, getattr(time, name)))
    true_form, now = time.strftime, time.localtime
    time.strftime = lambda form, when=None: true_form(form, now() if when is None else when)


def _asked_of(clock: Callable[[], float], name: Any) -> Any:
    """A function of the module ``time`` that takes this clock where it is given no time."""
    return lambda when=None: name(clock() if when is None else when)


if os.environ.get("ELSEWHERE_BACKWARDS"):
    list_backwards()
if ASIDE:
    move_clock(ASIDE)
