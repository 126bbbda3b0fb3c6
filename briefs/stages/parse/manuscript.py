"""A parser's tokens and the file they were read from go in; the text and its footnotes apart, and places, come out.

Knows nothing of what is made of the tokens. The parser knows lines alone; columns are found from the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from briefs.core.diagnostics import Related, error, warning
from briefs.core.source import Source, Span
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.tokens import NESTING, Made, Token
from briefs.stages.parse.walk import Walk

_BACK = ' <a class="fnback" href="#fnref-{0}" role="doc-backlink" aria-labelledby="fnref-{0}" data-added>↑</a>'


class Manuscript:
    """A text's tokens without its footnotes, and the footnotes by label, or by number where they have none."""

    def __init__(self, tokens: Sequence[Token], env: Mapping[str, Any], source: Source, desk: Desk) -> None:
        self._source, self._desk = source, desk
        self._notes: dict[int | str, list[Token]] = {}
        self._extra: list[list[Token]] = []
        self._lines: dict[str, int] = {}
        self.tokens = self._part(tokens)
        self._collect(env)
        self._report(env)
        _set_columns(tokens, source)

    def notes(self) -> Iterator[Token]:
        """The tokens of all footnotes."""
        for tokens in (*self._notes.values(), *self._extra):
            yield from tokens

    def locate(self, token: Token, start: int, end: int) -> Span:
        """The place of ``token.content[start:end]``; of its line, where the file has it in other letters."""
        first = token.map[0] if token.map else 0
        if "\n" not in token.content:
            at = self._column(token, token.content, first + 1)
            edges = first + 1, at + start + 1, first + 1, at + end + 1
            return Span(self._source.path, *edges) if at >= 0 else self._line(first + 1)
        begin, stop = self._position(token, start, first), self._position(token, end, first)
        line = first + token.content.count("\n", 0, start) + 1
        if begin is None or stop is None:
            return self._line(line)
        return Span(self._source.path, *begin, *stop)

    def endnotes(self, walk: Walk) -> None:
        """The footnotes: those that are used in the order of first use, then the others, for no text is lost."""
        if not walk.notes and not self._notes and not self._extra:
            return
        walk.open('<section class="footnotes" role="doc-endnotes">')
        walk.open("<ol>")
        extra: dict[int | str, list[Token]] = {-1 - at: note for at, note in enumerate(self._extra)}
        defined = {key: note for key, note in self._notes.items() if isinstance(key, str)}
        # Those written in place come last: what they stand in has referred to them by then.
        notes = defined | extra | self._notes
        self._used(walk, notes, 0)
        for key, tokens in notes.items():
            if key in walk.notes:
                continue
            walk.expect(key)
            number = len(walk.notes)
            self._note(walk, number, tokens, "")
            if key in self._notes:
                self._unused(self._lines.get(str(key), 1), f"the footnote `[^{key}]` is defined but never used")
            self._used(walk, notes, number)
        walk.close("ol")
        walk.close("section")

    def _used(self, walk: Walk, notes: Mapping[int | str, list[Token]], number: int) -> None:
        """Those that were referred to beyond a number, and those that these refer to in their turn."""
        while number < len(walk.notes):
            number += 1
            self._note(walk, number, notes[walk.notes[number - 1]], _BACK.format(number))

    @staticmethod
    def _note(walk: Walk, number: int, tokens: list[Token], back: str) -> None:
        walk.open(f'<li id="fn-{number}">')
        walk.blocks(tokens, back)
        walk.close("li")

    def _part(self, tokens: Sequence[Token]) -> list[Token]:
        """Takes the footnotes out, wherever they are defined; of two with one label the first is meant."""
        stack: list[list[Token]] = [[]]
        for token in tokens:
            if token.type == "footnote_reference_open":
                label, note = str(token.meta["label"]), list[Token]()
                stack.append(note)
                line = token.map[0] + 1 if token.map else 1
                if label in self._notes:
                    self._extra.append(note)
                    self._twice(label, line)
                else:
                    self._notes[label] = note
                    self._lines[label] = line
            elif token.type == "footnote_reference_close":
                stack.pop()
            else:
                stack[-1].append(token)
        return stack[0]

    def _collect(self, env: Mapping[str, Any]) -> None:
        """Notes written in place are collected; references to no footnote become the words they are."""
        unknown: set[str] = set()
        queue = [(inline, inline.children or []) for inline in [*self.tokens, *self.notes()]]
        for inline, children in queue:
            for child in children:
                if child.type != "footnote_ref":
                    continue
                label = child.meta.get("label")
                if label is None:
                    note = _inline_note(inline, env["footnotes"]["list"][child.meta["id"]])
                    self._notes[int(child.meta["id"])] = note
                    queue.append((note[1], note[1].children or []))
                elif label not in self._notes:
                    child.type, child.content = "text", f"[^{label}]"
                    if label not in unknown:
                        self._undefined(inline, child.content)
                    unknown.add(label)

    def _undefined(self, inline: Token, written: str) -> None:
        at = max(inline.content.find(written), 0)
        span = self.locate(inline, at, at + len(written))
        hint = f"add a line `{written}: …`"
        self._desk.faults.append(warning("footnote-undefined", f"there is no footnote `{written}`", span, hint))

    def _report(self, env: Mapping[str, Any]) -> None:
        """What the parser's own rules noted on the way."""
        for line in env.get("deep", [])[:1]:
            span = self._line(line + 1)
            message = f"lists and quotations are nested deeper than {NESTING} levels"
            self._desk.faults.append(error("markdown-nesting", message, span, "take some of them out"))
        for start, end in env.get("cells", []):
            message = "this row has more cells than the table's header; those beyond it are not shown"
            hint = "add cells to the header, or write `\\|` for a bar that parts no cells"
            self._desk.faults.append(warning("table-cells", message, self._source.span(start, end), hint))

    def _unused(self, line: int, message: str) -> None:
        hint = "refer to it in the text, or remove it; it stands at the end of the page meanwhile"
        self._desk.faults.append(warning("footnote-unused", message, self._line(line), hint))

    def _twice(self, label: str, line: int) -> None:
        message = f"the footnote `[^{label}]` is defined twice; references mean the first"
        related = (Related(f"`[^{label}]` is defined here first", self._line(self._lines[label])),)
        hint = "give one of them another label"
        self._desk.faults.append(warning("footnote-duplicate", message, self._line(line), hint, related))

    def _line(self, number: int) -> Span:
        """A whole line of the file."""
        return Span(self._source.path, number, 1, number, len(self._source.line(number)) + 1)

    def _position(self, token: Token, offset: int, first: int) -> tuple[int, int] | None:
        """Line and column of a place in a block's content, whose lines lost their beginnings; None if not found."""
        start = token.content.rfind("\n", 0, offset) + 1
        end = token.content.find("\n", start)
        piece = token.content[start : end if end >= 0 else len(token.content)]
        row = first + token.content.count("\n", 0, offset)
        at = self._column(token, piece, row + 1)
        return (row + 1, at + offset - start + 1) if at >= 0 else None

    def _column(self, token: Token, piece: str, line: int) -> int:
        """Where in a line of the file a piece of a block's content stands, from 0; -1 if it is not found."""
        column = token.meta.get("column") if token.meta else None
        return self._source.line(line).rfind(piece) if column is None else int(column)


def _inline_note(inline: Token, data: Mapping[str, Any]) -> list[Token]:
    """``^[words]`` as the blocks of a footnote, on the lines on which it is written."""
    words = str(data["content"])
    line = (inline.map or [0])[0] + inline.content.count("\n", 0, max(inline.content.find(words), 0))
    content = Made("inline", map=[line, line + 1], content=words, children=data["tokens"])
    return [Made("paragraph_open", "p", 1), content, Made("paragraph_close", "p", -1)]


def _set_columns(tokens: Sequence[Token], source: Source) -> None:
    """Where the cells of a table's row begin: several contents share a line, so they are looked for in their order."""
    after = 0
    for before, token in pairwise(tokens):
        if token.type == "tr_open":
            after = 0
        if token.type != "inline" or before.type not in ("th_open", "td_open") or not token.map:
            continue
        at = source.line(token.map[0] + 1).find(token.content, after)
        token.meta["column"] = at
        after = max(after, at + len(token.content))
