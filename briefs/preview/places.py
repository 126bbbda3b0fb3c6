"""Connections go in, a place for each and a limit on its time come out; knows no HTTP."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, Final

READ, REQUEST = 5.0, 8.0
"""Seconds that one read of a request, and all of it, may take: a drip outlives the first limit (FAULTS C8)."""
YIELD: Final = 1.0
"""Seconds that a connection which loses its place has to go."""
CONNECTIONS: Final = 200
"""Connections at once (FAULTS C8)."""
LARGE, LARGE_AT_ONCE = 1 << 20, 8
"""Bytes from which on an answer is large, and how many of those are held at once, however slowly they are read.
A browser opens six connections to a host."""
SILENT, ASKING, ASKED = range(3)
"""How far a connection has come: not a byte, some bytes, a whole request."""


class Places:
    """Who has one of the places. When all are taken, whoever has not asked for anything yet makes room for the next.

    Each place is a thread, and a place is given on only when its thread has gone, so both have one bound.
    """

    def __init__(self) -> None:
        self._freed = threading.Condition()
        self._come: dict[socket.socket, int] = {}
        self._large = threading.BoundedSemaphore(LARGE_AT_ONCE)
        self.reading = threading.BoundedSemaphore(LARGE_AT_ONCE)
        """Held while an answer is made: how large it is shows only then."""

    def take(self, connection: socket.socket) -> bool:
        """Give a connection a place; False when there is none for it."""
        with self._freed:
            if len(self._come) >= CONNECTIONS:
                self._evict()
            if len(self._come) >= CONNECTIONS:
                return False
            self._come[connection] = SILENT
            return True

    def _evict(self) -> None:
        """End the oldest connection of those that came least far. A browser's own is young, and asks at once."""
        idle = [connection for connection, come in self._come.items() if come < ASKED]
        if idle:
            with suppress(OSError):  # it is gone already
                min(idle, key=self._come.__getitem__).shutdown(socket.SHUT_RDWR)
            self._freed.wait_for(lambda: len(self._come) < CONNECTIONS, YIELD)

    def advance(self, connection: socket.socket, come: int) -> None:
        """Say how far a connection that has a place has come."""
        with self._freed:
            self._come[connection] = come

    def leave(self, connection: socket.socket) -> None:
        """Free a connection's place."""
        with self._freed:
            self._come.pop(connection, None)
            self._freed.notify_all()

    @contextmanager
    def holding(self, size: int) -> Iterator[bool]:
        """Whether there is room to hold an answer of so many bytes while it is sent."""
        large = size > LARGE
        room = not large or self._large.acquire(blocking=False)
        try:
            yield room
        finally:
            if large and room:
                self._large.release()


class Incoming(io.RawIOBase):
    """A connection's bytes under both limits on time; ``spoke`` is called when there are some."""

    def __init__(self, connection: socket.socket, spoke: Callable[[], None]) -> None:
        self._connection = connection
        self._spoke = spoke
        self._ends = monotonic() + REQUEST

    def readable(self) -> bool:
        """True: this is read from."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes; 0 at the end. Raises TimeoutError past either limit."""
        left = self._ends - monotonic()
        if left <= 0:
            raise TimeoutError("the request took too long")
        self._connection.settimeout(min(left, READ))
        size = self._connection.recv_into(buffer)
        self._spoke()
        return size
