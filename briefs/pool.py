"""A task and its items go in, other processes of this machine answer; knows neither what they do nor whether it pays.

The processes stay from one task to the next. Each is told a task and what all its items share once, then items in
chunks; it has the next chunk at hand before it has answered the last. A process that dies is replaced, one that gives
no answer is ended, and what it was about is named to whoever asked.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from time import monotonic
from traceback import format_exception

from msgspec import msgpack

from briefs.limits import Task, answered

SELDOM = 1_000_000, 20, 50
"""Thresholds of the collector of cyclic garbage; CPython's own are 700, 10, 10."""
_AHEAD = 2
"""Chunks that a process has at once: enough to keep it busy, few enough to keep memory flat."""
_WAITING = 4
"""Chunks for each process that are out or answered before their turn: one that takes long holds up no more than these.
"""
SILENT = 60.0
"""Seconds without an answer to a chunk after which a process is ended (FAULTS B14). A chunk takes less than one; what
computes too long gives up by itself before that, so this is for what waits, or cannot be interrupted.
"""

_LEAVING = 2.0
"""Seconds that a process has to end by itself."""


class Chunk:
    """Items that went out together; in time, with their answers, or with what the task raised."""

    __slots__ = ("answers", "fault", "is_late", "items")

    def __init__(self, items: list[bytes]) -> None:
        self.items = items
        self.answers: list[bytes] | None = None
        self.fault: Exception | None = None
        self.is_late = False
        """Whether the process that had it was ended for want of an answer."""


class Pool:
    """Processes that end with this one, however it ends."""

    def __init__(self, jobs: int) -> None:
        self._workers: list[_Worker] = []
        self._jobs = jobs

    def answers(self, task: Task, shared: bytes, chunks: Iterable[list[bytes]]) -> Iterator[Chunk]:
        """The chunks in their order, answered. One over which a process died comes without answers.

        Raises whatever the task raises.
        """
        told = pickle.dumps((task, shared))
        waiting: deque[Chunk] = deque()
        for items in chunks:
            waiting.append(Chunk(items))
            self._give(waiting[-1], told)
            while waiting and (len(waiting) > _WAITING * self._jobs or self._is_over(waiting[0])):
                yield self._first_of(waiting)
        while waiting:
            yield self._first_of(waiting)

    def close(self) -> None:
        """End the processes, in the middle of their work if need be; none is left when this returns."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _first_of(self, waiting: deque[Chunk]) -> Chunk:
        """The first chunk, as soon as it is over. Raises what the task raised."""
        while not self._is_over(waiting[0]):
            self._listen(None)
        chunk = waiting.popleft()
        if chunk.fault is not None:
            raise chunk.fault
        return chunk

    def _give(self, chunk: Chunk, told: bytes) -> None:
        """Hand a chunk to a process that has little to do."""
        self._listen(0)
        while 0 < self._jobs == len(self._workers) and all(len(w.doing) >= _AHEAD for w in self._workers):
            self._listen(None)
        if len(self._workers) < self._jobs:
            self._begin()
        if self._workers:
            min(self._workers, key=lambda worker: len(worker.doing)).give(chunk, told)
        else:
            chunk.answers = _here(told, chunk.items)

    def _begin(self) -> None:
        """One process more. Where the system gives none, for want of files or memory, those that there are must do."""
        try:
            self._workers.append(_Worker([w.line for w in self._workers]))
        except OSError:
            self._jobs = len(self._workers)

    def _is_over(self, chunk: Chunk) -> bool:
        return not any(chunk in worker.doing for worker in self._workers)

    def _listen(self, seconds: float | None) -> None:
        """Take the answers that have come; waits for one, as long as one may take, unless told for how long."""
        busy = {worker.line: worker for worker in self._workers if worker.doing}
        if not busy:
            return
        patience = max(0.0, min(worker.until for worker in busy.values()) - monotonic())
        ready = wait(list(busy), patience if seconds is None else seconds)
        dead = [worker for line, worker in busy.items() if line in ready and not worker.take()]
        late = [worker for worker in busy.values() if worker.is_late and worker not in dead]
        self._bury(dead, late)

    def _bury(self, dead: list[_Worker], late: list[_Worker]) -> None:
        """What some had not begun goes to others, what they were about stays without answers."""
        gone = [*dead, *late]
        for worker in late:
            worker.kill()
            worker.doing[0].is_late = True
        for worker in gone:
            self._workers.remove(worker)
            worker.end()
            worker.doing.popleft()
        for worker in gone:
            for chunk in worker.doing:
                self._give(chunk, worker.told)


class _Worker:
    """One process, as its parent sees it."""

    def __init__(self, others: Sequence[Connection]) -> None:
        """``others`` are the parent's ends of the lines to other workers: a forked process must not hold them open.

        Forked where that is safe, on Linux and from a single thread: a forked worker is at work in 5 ms, a new
        interpreter in 300 ms, more than 1,000 articles cost.
        """
        forks = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        given = theirs, (self.line, *others) if forks else ()
        self._process: BaseProcess = context.Process(target=_serve, args=given, daemon=True)
        try:
            self._process.start()
        except BaseException:
            self.line.close()
            raise
        finally:
            theirs.close()
        self.doing: deque[Chunk] = deque()
        self.until = 0.0
        """When the first chunk must be answered, by the clock that only runs forward."""
        self.told = b""

    def give(self, chunk: Chunk, told: bytes) -> None:
        """Send a chunk; a process that is no more is noticed when its answer is waited for."""
        if not self.doing:
            self.until = monotonic() + SILENT
        self.doing.append(chunk)
        try:
            if told is not self.told:
                self.line.send_bytes(b"T" + told)
                self.told = told
            self.line.send_bytes(b"I" + msgpack.encode(chunk.items))
        except OSError:
            self.told = told

    def take(self) -> bool:
        """Read an answer; False where the process is no more."""
        try:
            said = self.line.recv_bytes()
        except (EOFError, OSError):
            return False
        chunk = self.doing.popleft()
        self.until = monotonic() + SILENT
        if said[:1] == b"F":
            chunk.fault = pickle.loads(said[1:])  # noqa: S301 (from our own process)
        else:
            chunk.answers = msgpack.decode(memoryview(said)[1:], type=list[bytes])
        return True

    @property
    def is_late(self) -> bool:
        """Whether an answer should have come by now."""
        return bool(self.doing) and self.until <= monotonic()

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()

    def end(self) -> None:
        """Where the line ends, so does the process, unless it is caught in something that cannot be interrupted."""
        self.line.close()
        self._process.join(_LEAVING)
        if self._process.is_alive():
            self.kill()
            self._process.join()


# ── in the other process ─────────────────────────────────────────────────────────────────────────────────────────


def _serve(line: Connection, others: Sequence[Connection]) -> None:
    """Answer until the line ends. What a terminal sends is left to the parent; there is next to no cyclic garbage."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in others:
        other.close()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    heard: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_hear, args=(line, heard), daemon=True).start()
    task, shared = _told(heard.get())
    while True:
        said = heard.get()
        if said[:1] == b"T":
            task, shared = _told(said)
        else:
            _send(line, _answered(task, shared, msgpack.decode(memoryview(said)[1:], type=list[bytes])))


def _send(line: Connection, said: bytes) -> None:
    try:
        line.send_bytes(said)
    except OSError:  # The line has ended, which the other thread is about to notice: nobody waits for this.
        os._exit(0)


def _hear(line: Connection, heard: SimpleQueue[bytes]) -> None:
    """Read on while the other thread works: the parent never waits for it, and its end is noticed at once."""
    while True:
        try:
            heard.put(line.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)


def _told(said: bytes) -> tuple[Task, bytes]:
    task, shared = pickle.loads(memoryview(said)[1:])  # noqa: S301 (from our own process)
    return task, shared


def _here(told: bytes, items: list[bytes]) -> list[bytes]:
    """The answers of this process."""
    task, shared = _told(b"T" + told)
    return answered(task, shared, items)


def _answered(task: Task, shared: bytes, items: list[bytes]) -> bytes:
    try:
        return b"A" + msgpack.encode(answered(task, shared, items))
    except Exception as fault:
        told = "".join(format_exception(fault))
        fault.add_note(told)
        try:
            sent = pickle.dumps(fault)
            pickle.loads(sent)  # noqa: S301 (ours; not every exception can be made anew)
        except Exception:
            sent = pickle.dumps(RuntimeError(told))
        return b"F" + sent
