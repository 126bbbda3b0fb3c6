"""A list too long for one page goes in, its parts and their addresses come out; knows nothing of what is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

G = TypeVar("G")
T = TypeVar("T")


def parted(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """The items in parts of at most ``most``, one of them at least, which may be empty."""
    return [items[at : at + most] for at in range(0, len(items), most)] or [items]


def nth_page(path: str, number: int) -> str:
    """The address of a list's n-th page, from that of its first: ``tags/iran.page-2.html``."""
    return path if number == 1 else f"{path.removesuffix('.html')}.page-{number}.html"


def shared_out(groups: Iterable[tuple[G, Sequence[T]]], most: int) -> list[list[tuple[G, Sequence[T]]]]:
    """Groups of items over pages of at most ``most`` items; one that does not fit goes on over the next page.

    A group without items takes the place of one. There is one page at least, which may be empty.
    """
    pages: list[list[tuple[G, Sequence[T]]]] = [[]]
    room = most
    for group, items in groups:
        at = 0
        while at < max(len(items), 1):
            if not room:
                pages.append([])
                room = most
            part = items[at : at + room]
            pages[-1].append((group, part))
            at, room = at + max(len(part), 1), room - max(len(part), 1)
    return pages
