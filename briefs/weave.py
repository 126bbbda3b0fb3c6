"""A body's pieces and marks go in, HTML comes out in one merge; knows neither terms nor notes, only stretches of text.

Source elements are never split. A link mark is split only where a source element forces it, any other mark gives way
to links and elements: it closes before them and goes on inside. Marks open and close inside runs of words only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from briefs.core.model import Close, Open, Piece, Raw, Run

HOLE = "\0"
"""Stands in a piece's HTML where the address of its target goes."""


class Mark(Struct, frozen=True):
    """An element to be laid over ``text[start:end]``. Only its first piece is opened by ``first`` (with the id)."""

    start: int
    end: int
    first: str
    again: str
    close: str
    link: bool = False
    after: str = ""
    """Inline HTML set after the mark's last piece, outside any link; must be ``data-added``."""


class Aside(Struct, frozen=True):
    """A block set after the first-level block in which ``text[:end]`` ends; must be ``data-added``."""

    end: int
    html: str


def weave(
    text: str,
    pieces: Sequence[Piece],
    marks: Sequence[Mark] = (),
    asides: Sequence[Aside] = (),
    address: Callable[[str], str] = lambda target: "#",
) -> str:
    """The body as HTML. ``address`` gives the escaped address for a piece's target."""
    loom = _Loom(text, marks, asides)
    starts = [*(p.start for p in pieces if type(p) is Run and p.start < p.end), len(text) + 1]
    run = 0
    for piece in pieces:
        if type(piece) is Run:
            if piece.start < piece.end:
                run += 1
                loom.run(piece.start, piece.end, starts[run])
        elif type(piece) is Close:
            loom.leave(piece.html, starts[run])
        else:
            assert isinstance(piece, Open | Raw)
            html = piece.html.replace(HOLE, address(piece.target)) if piece.target else piece.html
            if type(piece) is Open:
                loom.enter(html, piece, starts[run])
            elif type(piece) is Raw:
                loom.raw(html, piece, starts[run])
    return loom.finish()


class _Thread:
    """What stands open on the loom: a source element (no mark), or a piece of a mark."""

    __slots__ = ("link", "mark")

    def __init__(self, link: bool, mark: Mark | None) -> None:
        self.link, self.mark = link, mark


class _Loom:
    """The merge: ``stack`` is what is open, outermost first; ``waiting`` are marks begun but not open just now."""

    def __init__(self, text: str, marks: Sequence[Mark], asides: Sequence[Aside]) -> None:
        self.text = text
        self.out: list[str] = []
        self.stack: list[_Thread] = []
        self.waiting: list[Mark] = []
        self.coming = sorted(marks, key=lambda m: -m.start)  # taken from the end
        self.asides = sorted(asides, key=lambda a: a.end)[::-1]  # taken from the end
        self.seen: set[int] = set()
        self.tails: list[str] = []
        self.at = 0

    def run(self, start: int, end: int, following: int) -> None:
        """Write words, opening and closing marks on the way; ``following`` is where the next run starts."""
        at = self._alone(start, end)
        while at < end:
            self._begin(at)
            stop = self._next_edge(at, end)
            self.out.append(_escaped(self.text[at:stop]))
            self._end(stop if stop < end else following)
            at = self._alone(stop, end)
        self.at = end

    def _alone(self, at: int, end: int) -> int:
        """Write words while nothing is open but source elements and each mark ends before the next begins: most do."""
        if self.waiting or self.tails or any(t.link or t.mark is not None for t in self.stack):
            return at
        coming, out, text = self.coming, self.out, self.text
        while coming and coming[-1].start < end:
            mark = coming[-1]
            if not at <= mark.start < mark.end <= end or (len(coming) > 1 and coming[-2].start < mark.end):
                return at
            coming.pop()
            words, marked = _escaped(text[at : mark.start]), _escaped(text[mark.start : mark.end])
            out += (words, mark.first, marked, mark.close, mark.after)
            at = mark.end
        if at < end:
            out.append(_escaped(text[at:end]))
        return end

    def enter(self, html: str, piece: Open, start: int) -> None:
        """Open a source element: marks that outlast it go around it, the others go on inside; links do not nest."""
        self._give_way(lambda m: m.end < piece.end or (m.link and piece.link))
        if start < piece.end:  # it holds words, not an image alone
            self._arrive(start)
            self._open([m for m in self.waiting if m.end >= piece.end and not (m.link and piece.link)])
        self.out.append(html)
        self.stack.append(_Thread(piece.link, None))

    def leave(self, html: str, following: int) -> None:
        """Close the innermost source element and the marks inside it."""
        while self.stack and self.stack[-1].mark is not None:
            self._pop(following)
        if self.stack:
            self.stack.pop()
        self.out.append(html)
        self._end(following)

    def raw(self, html: str, piece: Raw, following: int) -> None:
        """Write markup; a block, or an anchor inside an open link, interrupts the marks."""
        if piece.block:
            while self.stack and self.stack[-1].mark is not None:
                self._pop(following)
            self._flush()
        elif "<a " in html and any(t.link for t in self.stack):
            self._give_way(lambda m: m.link)
        self.out.append(html)
        if piece.top:
            self._place_asides(self.at)

    def finish(self) -> str:
        """The whole HTML: behind the last words no mark is open any more."""
        self._place_asides(len(self.text))
        return "".join(self.out)

    def _arrive(self, at: int) -> None:
        while self.coming and self.coming[-1].start <= at:
            self.waiting.append(self.coming.pop())

    def _begin(self, at: int) -> None:
        """Open every mark that stands at ``at`` and is not open; a link first makes shorter marks give way."""
        self._arrive(at)
        due = [m for m in self.waiting if m.end > at]
        if not due:
            return
        reach = max((m.end for m in due if m.link), default=0)
        if reach:
            self._give_way(lambda m: not m.link and m.end < reach)
            due = [m for m in self.waiting if m.end > at]
        self._open(due)

    def _open(self, marks: list[Mark]) -> None:
        for mark in sorted(marks, key=lambda m: (-m.end, not m.link, m.start)):
            self.waiting.remove(mark)
            self.out.append(mark.again if id(mark) in self.seen else mark.first)
            self.seen.add(id(mark))
            self.stack.append(_Thread(mark.link, mark))

    def _give_way(self, must: Callable[[Mark], bool]) -> None:
        """Close the open marks, down to the outermost that must, as far as no source element stands above it."""
        depth = len(self.stack)
        for i in range(len(self.stack) - 1, -1, -1):
            mark = self.stack[i].mark
            if mark is None:
                break
            if must(mark):
                depth = i
        while len(self.stack) > depth:
            self._pop(-1)

    def _next_edge(self, at: int, end: int) -> int:
        if self.coming and self.coming[-1].start < end:
            end = self.coming[-1].start
        for thread in self.stack:
            if thread.mark is not None and at < thread.mark.end < end:
                end = thread.mark.end
        return end

    def _end(self, limit: int) -> None:
        """Close every open mark that ends by ``limit``, as far as no source element stands above it."""
        while True:
            ended = None
            for i in range(len(self.stack) - 1, -1, -1):
                mark = self.stack[i].mark
                if mark is None:
                    break
                if mark.end <= limit:
                    ended = i
            if ended is None:
                break
            while len(self.stack) > ended:
                self._pop(limit)
        self._flush()

    def _pop(self, limit: int) -> None:
        """Close the innermost mark: for good if it ends by ``limit``, else to be opened again."""
        mark = self.stack.pop().mark
        assert mark is not None
        self.out.append(mark.close)
        if mark.end > limit:
            self.waiting.append(mark)
        elif mark.after:
            self.tails.append(mark.after)

    def _flush(self) -> None:
        """Set what comes after ended marks, unless a link is open: links do not nest."""
        if self.tails and not any(t.link for t in self.stack):
            self.out.extend(self.tails)
            self.tails.clear()

    def _place_asides(self, at: int) -> None:
        while self.asides and self.asides[-1].end <= at:
            self.out.append(self.asides.pop().html)


def _escaped(words: str) -> str:
    """Words as they stand between tags; most hold nothing to escape."""
    if "&" in words or "<" in words or ">" in words:
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words
