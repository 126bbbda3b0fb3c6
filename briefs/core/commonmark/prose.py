"""An article's text and markup go in, with what is to stand among its words, CommonMark comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefs.core.commonmark.scribe import Scribe
from briefs.core.model import Close, Open, Piece, Raw, Run


class Link(NamedTuple):
    """``text[start:end]`` leads to a destination."""

    start: int
    end: int
    href: str


class Sign(NamedTuple):
    """Markdown that stands after ``text[:end]``, such as the number of a note."""

    end: int
    markdown: str


def prose(
    text: str,
    pieces: Sequence[Piece],
    links: Sequence[Link] = (),
    signs: Sequence[Sign] = (),
    address: Callable[[str], str] = lambda target: target,
    href: Callable[[str], str] = lambda written: written,
    below: int = 0,
) -> str:
    """The text's blocks. A link that does not lie in one run of words is left out.

    ``address`` is that of a target, ``href`` what becomes of an address as written; headings stand ``below`` so many.
    """
    writer = _Writer(text, links, signs, Scribe(href, below))
    for piece in pieces:
        if type(piece) is Run:
            writer.run(piece.start, piece.end)
        else:
            assert isinstance(piece, Open | Close | Raw)
            target = getattr(piece, "target", "")
            writer.scribe.markup(piece.html, address(target) if target else "")
    writer.signs_until(len(text) + 1)
    return writer.scribe.done()


class _Writer:
    """The merge of runs with links and signs, both in order of place."""

    def __init__(self, text: str, links: Sequence[Link], signs: Sequence[Sign], scribe: Scribe) -> None:
        self.scribe = scribe
        self._text = text
        self._links = sorted(links)[::-1]  # taken from the end
        self._signs = sorted(signs)[::-1]

    def run(self, start: int, end: int) -> None:
        """Words, with what stands among and right behind them."""
        while self._links and self._links[-1].start < start:
            self._links.pop()
        while start < end:
            if self._links and self._links[-1].start == start:
                start = self._linked(start, end)
                continue
            stop = min(end, self._links[-1].start if self._links else end)
            start = self._words(start, stop)

    def _linked(self, start: int, end: int) -> int:
        link = self._links.pop()
        if link.end > end or not self.scribe.is_plain:
            return self._words(start, min(end, link.end))
        self.scribe.link(self._text[start : link.end], link.href)
        self.signs_until(link.end)
        return link.end

    def _words(self, start: int, stop: int) -> int:
        """Words up to a place, each sign where it belongs."""
        while self._signs and self._signs[-1].end <= stop:
            sign = self._signs.pop()
            self.scribe.words(self._text[start : max(start, sign.end)])
            start = max(start, sign.end)
            self.scribe.literal(sign.markdown)
        self.scribe.words(self._text[start:stop])
        return stop

    def signs_until(self, end: int) -> None:
        """The signs up to a place at which words have been written."""
        while self._signs and self._signs[-1].end <= end:
            self.scribe.literal(self._signs.pop().markdown)
