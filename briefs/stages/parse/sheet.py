"""Blocks, words and markup go in, in the order of the page; a Body and its Plain come out; knows no syntax.

Words are counted where they are written, so that the runs of the Body, one after another, are the plain text: two line
ends stand between blocks, one for a line break, and both belong to no run.
"""

from __future__ import annotations

from typing import Literal, Protocol

from briefs.core.model import Block, Body, Close, Open, Piece, Plain, Raw, Run, Zone
from briefs.core.source import Span

HOLE = "\0"
"""Stands in a piece's HTML where the address of its target goes (as in the weaving)."""
BlockKind = Literal["paragraph", "item", "heading", "cell", "code", "caption"]


class Sink(Protocol):
    """What takes a document in the order of the page. HTML comes escaped, with HOLE for a target's address."""

    def block(self, html: str, top: bool = False) -> None:
        """Block markup; ``top`` if a block of the first level ends with it."""

    def number(self) -> str:
        """An ``id`` attribute, with a space before it, for a paragraph that has words."""

    def begin(self, kind: BlockKind, span: Span) -> None:
        """A leaf block with words begins."""

    def end(self) -> None:
        """The leaf block ends."""

    def words(self, text: str) -> None:
        """Words of the source."""

    def title(self, target: str, words: str) -> None:
        """What stands for a target that was named without words of its own."""

    def open(self, html: str, target: str = "", link: str = "") -> None:
        """An inline element begins; ``link`` is what a link points to."""

    def close(self, html: str) -> None:
        """The innermost inline element ends."""

    def inline(self, html: str, target: str = "") -> None:
        """Inline markup without words of the source."""

    def line_break(self) -> None:
        """A line ends inside a block."""

    def enter(self, kind: Literal["quotation", "code"]) -> None:
        """A zone begins."""

    def leave(self) -> None:
        """The innermost zone ends."""


class _Pending:
    """A zone, or an inline element's place among the pieces, until it ends; it starts with the next words."""

    __slots__ = ("html", "index", "kind", "link", "start", "target")

    def __init__(self, kind: Literal["quotation", "code", "link"], index: int = 0, html: str = "") -> None:
        self.kind, self.index, self.html = kind, index, html
        self.target = self.link = ""
        self.start = -1


class Sheet:
    """The Sink for an article's body. Pieces with a target hold HOLE where its address goes."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._at = 0
        self._run = 0
        self._gap = False
        self._block: tuple[BlockKind, int] | None = None
        self._paragraphs = 0
        self._pieces: list[Piece] = []
        self._blocks: list[Block] = []
        self._spans: list[Span] = []
        self._zones: list[Zone] = []
        self._open: list[_Pending] = []
        self._entered: list[_Pending] = []

    def block(self, html: str, top: bool = False) -> None:
        """Block markup joins what stands right before it, but never beyond the end of a first-level block."""
        self._flush()
        last = self._pieces[-1] if self._pieces else None
        if isinstance(last, Raw) and last.block and not last.top:
            self._pieces[-1] = Raw(last.html + html, True, top)
        else:
            parted = "\n" if isinstance(last, Raw) and last.top else ""
            self._pieces.append(Raw(parted + html, True, top))

    def number(self) -> str:
        """The next paragraph's id; the reader counts the same way."""
        self._paragraphs += 1
        return f' id="p{self._paragraphs}"'

    def begin(self, kind: BlockKind, span: Span) -> None:
        """A leaf block: two line ends part it from the one before."""
        if self._at:
            self._write("\n\n")
        self._run = self._at
        self._block = (kind, self._at)
        self._spans.append(span)

    def end(self) -> None:
        """The leaf block is entered in the list; a heading and code are zones of their own."""
        assert self._block is not None
        self._flush()
        kind, start = self._block
        self._blocks.append(Block(start, self._at, kind, self._paragraphs))
        if kind in ("heading", "code"):
            self._zones.append(Zone(start, self._at, "heading" if kind == "heading" else "code"))
        self._block, self._gap = None, False

    def words(self, text: str) -> None:
        """Words inside a leaf block; white space that stands in none is no text."""
        if self._block is None or not text:
            return
        if self._gap and self._at > self._block[1]:
            self._flush()
            self._write("\n")
            self._run = self._at
        self._gap = False
        for pending in (*self._open, *self._entered):
            if pending.start < 0:
                pending.start = self._at
        self._write(text)

    def title(self, target: str, words: str) -> None:
        """A body's words are the source's: a link without words shows what was written."""
        self.words(words)

    def open(self, html: str, target: str = "", link: str = "") -> None:
        """The element's end is filled in when it closes."""
        self._flush()
        pending = _Pending("link", len(self._pieces), html)
        pending.target, pending.link = target, link
        self._open.append(pending)
        self._pieces.append(Open(html, self._at, target, bool(link)))

    def close(self, html: str) -> None:
        """The innermost element; a link becomes a zone, an empty one where it holds an image alone."""
        self._flush()
        opened = self._open.pop()
        self._pieces[opened.index] = Open(opened.html, self._at, opened.target, bool(opened.link))
        self._pieces.append(Close(html))
        if opened.link:
            opened.start = opened.start if opened.start >= 0 else self._at
            self._zones.append(Zone(opened.start, self._at, "link", opened.link))

    def inline(self, html: str, target: str = "") -> None:
        """An image, or a note's number."""
        self._flush()
        self._pieces.append(Raw(html, False, False, target))

    def line_break(self) -> None:
        """Counts only between words; several are one."""
        self.inline("<br>")
        self._gap = True

    def enter(self, kind: Literal["quotation", "code"]) -> None:
        """A zone that starts with the next words."""
        self._entered.append(_Pending(kind))

    def leave(self) -> None:
        """A zone without words is none."""
        self._zone(self._entered.pop())

    def done(self) -> tuple[Plain, Body, tuple[Span, ...]]:
        """The text, its markup, and where each leaf block begins in the file."""
        self._flush()
        zones = sorted(self._zones, key=lambda z: (z.start, -z.end, z.kind, z.target))
        plain = Plain("".join(self._text), tuple(self._blocks), tuple(zones))
        return plain, Body(tuple(self._pieces)), tuple(self._spans)

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._at += len(text)

    def _flush(self) -> None:
        """The words since the last piece become a run."""
        if self._block is not None and self._at > self._run:
            self._pieces.append(Run(self._run, self._at))
        self._run = self._at

    def _zone(self, pending: _Pending) -> None:
        if 0 <= pending.start < self._at:
            self._zones.append(Zone(pending.start, self._at, pending.kind, pending.link))
