"""A task and its items go in, the answers come out in the items' order; here alone it is known how work gets done.

Items and answers are bytes: they cost little on their way to another process or machine.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from itertools import chain, islice
from types import TracebackType
from typing import Literal

from msgspec import Struct

from briefs.limits import Task, answered
from briefs.pool import SELDOM, Pool

PAYS_FROM = 400
"""Items from which a pool pays under ``auto``. FAULTS D10 has some 200; since a page costs half of what it did then,
two processes are as quick as one at 470 pages, with a third more CPU.
"""
_FAR = 12
"""Chunks on their way to an executor."""


class Lost(Struct, frozen=True):
    """In the place of an answer: the worker died over this item, twice, the second time alone with it."""

    item: bytes
    is_slow: bool = False
    """Whether it was given up because it took too long."""


class Runner:
    """Does work in this process, over a pool of processes, or over an executor that is given to it."""

    def __init__(self, jobs: int | Literal["auto"] = 1, executor: Executor | None = None) -> None:
        """``jobs``: processes; ``auto`` takes one a core where there is work enough."""
        self._auto = jobs == "auto"
        self._jobs = cores() if jobs == "auto" else int(jobs)
        self._given = executor
        self._pool = Pool(self._jobs)

    def __enter__(self) -> Runner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

    @contextmanager
    def halted(self) -> Iterator[None]:
        """Whatever ends the block early, no work goes on behind it: what the workers write can be tidied up."""
        try:
            yield
        except BaseException:
            self._pool.close()
            raise

    @property
    def is_far(self) -> bool:
        """Whether work may be done where this machine's disk is not."""
        return self._given is not None

    def run(
        self, task: Task, shared: bytes, items: Iterable[bytes], size: int, pays_from: int = PAYS_FROM
    ) -> Iterator[bytes | Lost]:
        """The answers, as they come; ``size`` is how many items go together at most."""
        each = iter(items)
        first = [] if self._is_one else list(islice(each, pays_from))
        each = chain(first, each)
        if not self._pays(len(first), pays_from):
            while chunk := list(islice(each, size)):
                yield from _told(chunk, answered(task, shared, chunk))
            return
        if len(first) < pays_from:
            size = max(1, min(size, len(first) // (self._jobs * 4)))
        chunks = iter(lambda: list(islice(each, size)), [])
        over = _over_executor(self._given, task, shared, chunks) if self._given else self._over(task, shared, chunks)
        yield from over

    @property
    def _is_one(self) -> bool:
        return self._given is None and self._jobs == 1

    def _pays(self, count: int, pays_from: int) -> bool:
        """Whether so many items are worth a pool; ``pays_from`` may stand for more."""
        if self._is_one:
            return False
        return self._given is not None or count >= (pays_from if self._auto else 2)

    def _over(self, task: Task, shared: bytes, chunks: Iterator[list[bytes]]) -> Iterator[bytes | Lost]:
        """Over the pool; where a worker died, the items one by one in processes of their own (FAULTS B13)."""
        for chunk in self._pool.answers(task, shared, chunks):
            if chunk.answers is not None:
                yield from _told(chunk.items, chunk.answers)
            else:
                for item in chunk.items:
                    yield _alone(task, shared, item)


def _over_executor(
    executor: Executor, task: Task, shared: bytes, chunks: Iterator[list[bytes]]
) -> Iterator[bytes | Lost]:
    waiting: deque[Future[list[bytes]]] = deque()
    for chunk in chunks:
        waiting.append(executor.submit(task, shared, chunk))
        if len(waiting) > _FAR:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _told(items: list[bytes], answers: list[bytes]) -> Iterator[bytes | Lost]:
    return (answer or Lost(item, is_slow=True) for item, answer in zip(items, answers, strict=True))


def _alone(task: Task, shared: bytes, item: bytes) -> bytes | Lost:
    pool = Pool(1)
    try:
        (chunk,) = pool.answers(task, shared, [[item]])
        if chunk.answers is None:
            return Lost(item, chunk.is_late)
        return next(_told(chunk.items, chunk.answers))
    finally:
        pool.close()


@contextmanager
def calm() -> Iterator[None]:
    """Fewer collections of cyclic garbage, of which a build makes next to none; what there is now is left out of them.

    With CPython's defaults they take a tenth of a build.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
