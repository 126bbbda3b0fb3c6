"""A block goes in and runs to its end, signals are heard when it is over; knows nothing of what the block does."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
"""By name, for not every system has them all."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Whoever asks the process to end, by Ctrl-C or otherwise, waits for the block: half of it would be a half site.

    In a thread of its own no signal is heard anyway. A signal that is ignored stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came, before = list[int](), {}
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    try:
        for number in numbers:
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                before[number] = signal.signal(number, lambda number, _frame: came.append(number))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came[:1]:
            signal.raise_signal(number)
