"""Remarks go in one by one, one for each thing comes out, with its first place and how often it stood; counts only."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import structs

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Span

Remark = Callable[[str, Span, str], Diagnostic]


class Tally:
    """A folder of notes has the same key or sign in hundreds of files: that is told once."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Diagnostic] = {}
        self._times: dict[tuple[str, str], int] = {}

    def add(self, remark: Remark, message: str, span: Span, hint: str = "") -> None:
        """One more of what the message says."""
        made = remark(message, span, hint)
        key = made.code, message
        self._first.setdefault(key, made)
        self._times[key] = self._times.get(key, 0) + 1

    def told(self) -> Iterator[Diagnostic]:
        """Each remark once."""
        for key, made in self._first.items():
            more = self._times[key] - 1
            again = f" (here and {more:,} more time{'s' if more > 1 else ''})" if more else ""
            yield structs.replace(made, message=made.message + again)
