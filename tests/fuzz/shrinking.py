"""An input with a fault goes in, a smaller one with the same fault comes out; knows no reader."""

from __future__ import annotations

from collections.abc import Callable

_MOST = 3_000


def shrunk(data: bytes, fault_of: Callable[[bytes], str]) -> bytes:
    """The input without all that can be cut out of it, a half at first, at last single bytes."""
    kind = _kind(fault_of(data))
    size, tries = max(1, len(data) // 2), 0
    while tries < _MOST:
        at, before = 0, len(data)
        while at < len(data) and tries < _MOST:
            less, tries = data[:at] + data[at + size :], tries + 1
            if _kind(fault_of(less)) == kind:
                data = less
            else:
                at += size
        if size == 1 and len(data) == before:
            break
        size = max(1, size // 2)
    return data


def _kind(fault: str) -> str:
    return fault.partition(":")[0]
