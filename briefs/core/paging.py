"""A list too long for one page goes in, its parts and their addresses come out; knows nothing of what is listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def parted(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """The items in parts of at most ``most``, one of them at least, which may be empty."""
    return [items[at : at + most] for at in range(0, len(items), most)] or [items]


def nth_page(path: str, number: int) -> str:
    """The address of a list's n-th page, from that of its first: ``tags/iran.page-2.html``."""
    return path if number == 1 else f"{path.removesuffix('.html')}.page-{number}.html"
