"""A text and a place counted in UTF-16 code units go in, the place in code points comes out, and back; knows no tool.

JavaScript counts in code units, and so do the tools that are made of it; the Web Annotation model and we count code
points. The two differ after each character beyond U+FFFF, such as an emoji.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from msgspec import Struct


class Units(Struct, frozen=True, dict=True):
    """A text whose places are counted in both ways."""

    text: str

    @cached_property
    def _wide(self) -> tuple[int, ...]:
        """Where each character of two units stands, in code points."""
        return () if self.text.isascii() else tuple(at for at, char in enumerate(self.text) if char > "\uffff")

    @cached_property
    def _wide_units(self) -> tuple[int, ...]:
        """The same places in code units."""
        return tuple(at + before for before, at in enumerate(self._wide))

    def points(self, units: int) -> int:
        """The code point at a place in code units; a place inside a character is where that character begins."""
        return units - bisect_left(self._wide_units, units)

    def units(self, points: int) -> int:
        """The code unit at a place in code points."""
        return points + bisect_left(self._wide, points)
