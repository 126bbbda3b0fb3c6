"""A text value of the author's goes in, its HTML with holes comes out; knows no key and no page."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Literal

from briefs.core.diagnostics import error
from briefs.core.fields import Text
from briefs.core.model import Hole, Rich
from briefs.core.source import Source, Span
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.quick import plain_line, plain_value
from briefs.stages.parse.sheet import HOLE, BlockKind
from briefs.stages.parse.tokens import NESTING, Token
from briefs.stages.parse.walk import Walk, text_of


def rich(text: Text | None, desk: Desk) -> Rich:
    """CommonMark as HTML, without a ``<p>`` around a single paragraph; what it refers to goes to the desk.

    Headings are of the fourth level and have no ids; ``[[slug]]`` alone shows the title of what it points to.
    """
    if text is None or not text.value.strip():
        return Rich()
    desk.turned(text.value, text.span)
    if plain_value(words := text.value.strip()):
        return Rich((escape(words, quote=False),), words)
    from briefs.stages.parse.syntax import parser  # with all of markdown-it

    env: dict[str, Any] = {}
    tokens = parser(False).parse(words, env)
    if env.get("deep"):
        message = f"lists and quotations are nested deeper than {NESTING} levels"
        desk.faults.append(error("markdown-nesting", message, text.span, "take some of them out"))
    sink = _Value()
    walk = Walk(sink, desk, _locator(text.span, desk.sources.get(text.span.path)))
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        walk.inline(tokens[1])
    else:
        walk.blocks(tokens)
    return sink.done()


class _Value:
    """The Sink for a value: parts of HTML with holes between them, and the words."""

    def __init__(self) -> None:
        self._parts: list[str | Hole] = []
        self._words: list[str] = []
        self._parted = True

    def block(self, html: str, top: bool = False) -> None:
        self._html(html)
        self._parted = False

    def number(self) -> str:
        return ""

    def begin(self, kind: BlockKind, span: Span) -> None:
        """Nothing: a value's blocks have no numbers and no places."""

    def end(self) -> None:
        """Nothing, as ``begin``."""

    def words(self, text: str) -> None:
        self._html(escape(text, quote=False))
        self._say(text)

    def title(self, target: str, words: str) -> None:
        self._parts.append(Hole(target, True))
        self._say(words)

    def open(self, html: str, target: str = "", link: str = "") -> None:
        self._html(html, target)

    def close(self, html: str) -> None:
        self._html(html)

    def inline(self, html: str, target: str = "") -> None:
        self._html(html, target)

    def line_break(self) -> None:
        self._html("<br>")
        self._words.append("\n")

    def enter(self, kind: Literal["quotation", "code"]) -> None:
        """Nothing: no term is looked for in a value, so it has no zones."""

    def leave(self) -> None:
        """Nothing, as ``enter``."""

    def done(self) -> Rich:
        """The value, with neighbouring pieces of HTML made one."""
        return Rich(tuple(self._parts), "".join(self._words).strip())

    def _html(self, html: str, target: str = "") -> None:
        before, hole, after = html.partition(HOLE) if target else (html, "", "")
        if before and self._parts and isinstance(self._parts[-1], str):
            self._parts[-1] += before
        elif before:
            self._parts.append(before)
        if hole:
            self._parts += [Hole(target), *([after] if after else [])]

    def _say(self, text: str) -> None:
        """Words, parted by a blank line from those of another block."""
        if text.strip() and not self._parted:
            self._words += ["\n\n"] if self._words else []
            self._parted = True
        self._words.append(text)


def _locator(span: Span, source: Source | None) -> Callable[[Token, int, int], Span]:
    """Places in a value: where the same letters stand in the file, looked for in their order; else the whole value."""
    seen: dict[str, int] = {}

    def locate(token: Token, start: int, end: int) -> Span:
        words = token.content[start:end]
        if source is None or not words or "\n" in words:
            return span
        first, last = _offset(source, span.line, span.column), _offset(source, span.end_line, span.end_column)
        at = source.text.find(words, seen.get(words, first), last)
        if at < 0:
            return span
        seen[words] = at + len(words)
        return source.span(at, at + len(words))

    return locate


def _offset(source: Source, line: int, column: int) -> int:
    return source.line_starts[line - 1] + column - 1


def inline_text(text: str) -> str:
    """The words of one line of CommonMark, such as a title's."""
    if plain_line(text):
        return text.strip()
    from briefs.stages.parse.syntax import parser  # with all of markdown-it

    return "".join(text_of(token) for token in parser(False).parseInline(text)).strip()
