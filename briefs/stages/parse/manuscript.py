"""A parser's tokens and the file they were read from go in; the text and its footnotes apart, and places, come out.

Knows nothing of what is made of the tokens. The parser knows lines alone; columns are found from the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
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
        self._rows = _Rows(None, source)
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
        if self._rows.token is not token:
            self._rows = _Rows(token, self._source)
        begin, stop = self._rows.position(start), self._rows.position(end)
        if begin is None or stop is None:
            return self._line(self._rows.line(start))
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
            if key in walk.numbers:
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
        queue = [(inline, inline.children) for inline in chain(self.tokens, self.notes()) if inline.children]
        for inline, children in queue:
            for child in children:
                if child.type != "footnote_ref":
                    continue
                label = child.meta.get("label")
                if label is None:
                    note = self._inline_note(inline, child, env["footnotes"]["list"][child.meta["id"]])
                    self._notes[int(child.meta["id"])] = note
                    queue.append((note[1], note[1].children or ()))
                elif label not in self._notes:
                    child.type, child.content = "text", f"[^{label}]"
                    if label not in unknown:
                        self._undefined(inline, child)
                    unknown.add(label)

    def _undefined(self, inline: Token, reference: Token) -> None:
        span, written = self.locate(inline, *reference.meta["at"]), reference.content
        hint = f"add a line `{written}: …`"
        self._desk.faults.append(warning("footnote-undefined", f"there is no footnote `{written}`", span, hint))

    def _inline_note(self, inline: Token, reference: Token, data: Mapping[str, Any]) -> list[Token]:
        """``^[words]`` as the blocks of a footnote, on the lines on which it is written."""
        line = self.locate(inline, *reference.meta["at"]).line - 1
        content = Made("inline", map=[line, line + 1], content=str(data["content"]), children=data["tokens"])
        return [Made("paragraph_open", "p", 1), content, Made("paragraph_close", "p", -1)]

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


class _Rows:
    """The lines of one block's content, which lost their beginnings; each is looked for in the file once."""

    def __init__(self, token: Token | None, source: Source) -> None:
        self.token, self._source = token, source
        self._content = token.content if token else ""
        self._first = token.map[0] + 1 if token and token.map else 1
        self._starts = [0]
        while at := self._content.find("\n", self._starts[-1]) + 1:
            self._starts.append(at)
        column = token.meta.get("column") if token and token.meta else None
        self._columns: dict[int, int] = {} if column is None else dict.fromkeys(range(len(self._starts)), int(column))

    def line(self, offset: int) -> int:
        """The file's line on which a place in the content stands."""
        return self._first + bisect_right(self._starts, offset) - 1

    def position(self, offset: int) -> tuple[int, int] | None:
        """Line and column of a place in the content; None if its line is not found."""
        row = bisect_right(self._starts, offset) - 1
        column = self._column(row)
        return (self._first + row, column + offset - self._starts[row] + 1) if column >= 0 else None

    def _column(self, row: int) -> int:
        """Where in a line of the file that of the content stands, from 0; -1 if it is not found."""
        if row not in self._columns:
            end = self._starts[row + 1] - 1 if row + 1 < len(self._starts) else len(self._content)
            piece = self._content[self._starts[row] : end]
            self._columns[row] = self._source.line(self._first + row).rfind(piece)
        return self._columns[row]


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
