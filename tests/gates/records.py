"""What gates hand each other: records only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gates.pages import Site


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, and where: the page, the place on it, the words."""

    page: str
    place: str
    words: str


@dataclass(frozen=True)
class Outcome:
    """What one gate saw of one site: how many of what it checked, the faults, and what else a reader should know."""

    count: int
    what: str
    faults: tuple[Fault, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gate:
    """A gate: its name, what it asks for in words, the tools it needs, and the check."""

    name: str
    asks: str
    needs: tuple[str, ...]
    check: Callable[[Site], Outcome]
    slow: bool = False
    """Whether it looks at a sample of alike pages only, and passes over bodies that another site had already."""
