"""A task and its items go in, the answers come out in the items' order; here alone it is known how work gets done.

Items and answers are bytes: they cost little on their way to another process or machine. A task is a function at module
level, ``task(shared, items) -> answers``; what it does must depend on its arguments alone.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from types import TracebackType
from typing import Literal

from msgspec import Struct

Task = Callable[[bytes, list[bytes]], list[bytes]]
Work = tuple[list[bytes], "Future[list[bytes]] | None"]

PAYS_FROM = 400
"""Items from which a pool pays under ``auto``. FAULTS D10 has some 200; since a page costs half of what it did then,
two processes are as quick as one at 470 pages, with a third more CPU.
"""
_SELDOM = 50_000, 20, 50
"""Thresholds of the collector of cyclic garbage; CPython's own are 700, 10, 10."""
_AHEAD = 3
"""Chunks on their way for each worker: enough to keep it busy, few enough to keep memory flat."""


class Lost(Struct, frozen=True):
    """In the place of an answer: the worker died over this item, twice, the second time alone with it."""

    item: bytes


class Runner:
    """Does work in this process, over a pool of processes, or over an executor that is given to it."""

    def __init__(self, jobs: int | Literal["auto"] = 1, executor: Executor | None = None) -> None:
        """``jobs``: processes; ``auto`` takes one a core where there is work enough."""
        self._auto = jobs == "auto"
        self._jobs = cores() if jobs == "auto" else int(jobs)
        self._given = executor
        self._pool: Executor | None = executor

    def __enter__(self) -> Runner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close(kind is None)

    @contextmanager
    def halted(self) -> Iterator[None]:
        """Whatever ends the block early, no work goes on behind it: what the workers write can be tidied up."""
        try:
            yield
        except BaseException:
            self._close(wait=True)
            raise

    @property
    def is_far(self) -> bool:
        """Whether work may be done where this machine's disk is not."""
        return self._given is not None

    def run(self, task: Task, shared: bytes, items: Iterable[bytes], size: int) -> Iterator[bytes | Lost]:
        """The answers, as they come; ``size`` is how many items go together at most."""
        each = iter(items)
        first = [] if self._is_one else list(islice(each, PAYS_FROM))
        each = chain(first, each)
        if not self._pays(len(first)):
            while chunk := list(islice(each, size)):
                yield from task(shared, chunk)
            return
        if len(first) < PAYS_FROM:
            size = max(1, min(size, len(first) // (self._jobs * 4)))
        yield from self._over_pool(task, shared, iter(lambda: list(islice(each, size)), []))

    @property
    def _is_one(self) -> bool:
        return self._given is None and self._jobs == 1

    def _pays(self, count: int) -> bool:
        """Whether so many items are worth a pool; ``PAYS_FROM`` may stand for more."""
        if self._is_one:
            return False
        return self._given is not None or count >= (PAYS_FROM if self._auto else 2)

    def _over_pool(self, task: Task, shared: bytes, chunks: Iterator[list[bytes]]) -> Iterator[bytes | Lost]:
        waiting: deque[Work] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._submitted(task, shared, chunk)))
            if len(waiting) > self._jobs * _AHEAD:
                yield from self._answer(task, shared, *waiting.popleft())
        while waiting:
            yield from self._answer(task, shared, *waiting.popleft())

    def _submitted(self, task: Task, shared: bytes, chunk: list[bytes]) -> Future[list[bytes]] | None:
        try:
            if self._pool is None:
                self._pool = _pool(self._jobs)
            return self._pool.submit(task, shared, chunk)
        except BrokenExecutor:
            return None

    def _answer(
        self, task: Task, shared: bytes, chunk: list[bytes], future: Future[list[bytes]] | None
    ) -> Iterator[bytes | Lost]:
        """What a chunk gave; where its worker died, its items one by one in processes of their own (FAULTS B13)."""
        try:
            if future is not None:
                yield from future.result()
                return
        except BrokenExecutor:
            if self._given is not None:
                raise
        self._close(wait=False)
        for item in chunk:
            yield from _alone(task, shared, item)

    def _close(self, wait: bool) -> None:
        if self._pool is not None and self._given is None:
            self._pool.shutdown(wait=wait, cancel_futures=True)
            self._pool = None


@contextmanager
def calm() -> Iterator[None]:
    """Fewer collections of cyclic garbage, of which a build makes next to none; what there is now is left out of them.

    With CPython's defaults they take a tenth of a build.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _alone(task: Task, shared: bytes, item: bytes) -> list[bytes] | list[Lost]:
    with _pool(1) as pool:
        try:
            return pool.submit(task, shared, [item]).result()
        except BrokenExecutor:
            return [Lost(item)]


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Processes that end with this one, however it ends.

    Forked where that is safe, on Linux and from a single thread: a forked worker is at work in 5 ms, a new interpreter
    in 300 ms, more than 1,000 articles cost.
    """
    forks = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """A worker begins: it makes next to no cyclic garbage, leaves Ctrl-C to its parent, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
