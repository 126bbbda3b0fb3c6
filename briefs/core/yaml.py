"""A source of strict YAML goes in, a tree of texts with their places comes out; knows neither types nor keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec
from yaml import CBaseLoader, MarkedYAMLError, events

from briefs.core.diagnostics import Checked, Diagnostic, Related, error, warning
from briefs.core.source import Source, Span
from briefs.core.yaml_refusals import (
    NO_DIRECTIVE,
    NO_KEY,
    TAB,
    explain,
    illegal,
    illegal_characters,
    illegal_escape,
    quoted,
    short,
)


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """A text: ``text`` as YAML reads it, ``span`` with its quotes but without white space around it."""

    text: str
    span: Span
    style: str = ""
    """Empty for a plain text, else the mark it opens with: ``'``, ``"``, ``|`` or ``>``."""

    @property
    def plain(self) -> bool:
        """Whether it stands without quotes and is no block: only such a text can mean "nothing"."""
        return not self.style

    @property
    def empty(self) -> bool:
        """Whether nothing was written, as after the colon of ``key:``."""
        return not self.text and not self.style


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """A list, in either notation; a block list ends where its last item ends."""

    items: tuple[Node, ...]
    span: Span

    @property
    def block(self) -> bool:
        """Whether its items begin with ``- `` and it stands in no brackets."""
        last = self.items[-1].span if self.items else None
        return last is not None and (last.end_line, last.end_column) == (self.span.end_line, self.span.end_column)


class Mapping(msgspec.Struct, frozen=True, gc=False):
    """Keys with values, each key once, in the author's order; ends where the last value ends unless in braces."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Sequence | Mapping


class Limits(msgspec.Struct, frozen=True):
    """How much one file may ask of the reader (FAULTS.md D4, A3, A15)."""

    size: int = 2_000_000
    """Bytes of UTF-8."""
    depth: int = 32
    """Lists and mappings inside one another."""
    events: int = 200_000
    """What the parser meets: one for a text, two for a list or a mapping."""


LIMITS = Limits()


def read_yaml(source: Source, limits: Limits = LIMITS) -> Checked[Node | None]:
    """The one document of a file; None when it is empty, or when a mistake leaves nothing to go on with.

    Every scalar stays the text it is, ``no`` and ``3.10`` too; there are no anchors, tags, merge keys (FAULTS.md D4).
    Front matter is read by handing over its text with blank lines in place of the lines before it.
    """
    refused = _refused(source, limits)
    if refused:
        return Checked(None, refused)
    tree = _Tree(source, limits)
    try:
        root = tree.read()
    except MarkedYAMLError as fault:
        tree.found.append(explain(source, fault))
        root = None
    return Checked(root, tuple(tree.found))


_WORD = re.compile(r"\S[^\s,\[\]{}]*")
_TIGHT_COMMENT = re.compile(r"[ \t]+(#[^\s#].*)")
_DASH = re.compile(r"\n[ \t]*(-(?:[ \t].*)?)(?:\n|$)")


class _Tree:
    """Builds nodes from the parser's events with a stack of its own: no input can exhaust Python's or C's stack."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source, self.limits = source, limits
        self.found: list[Diagnostic] = []
        self.open: list[tuple[Any, list[Node]]] = []
        self.children: list[Node] = []
        self.in_mapping = False
        self.documents = 0
        self.has_tabs = "\t" in source.text
        self.has_comments = " #" in source.text or "\t#" in source.text

    def read(self) -> Node | None:
        """The root node; a lone ``---`` is as empty as an empty file. Raises the parser's own errors."""
        take: dict[type, Callable[[Any], bool]] = {
            events.DocumentStartEvent: self.document,
            events.MappingStartEvent: self.enter,
            events.SequenceStartEvent: self.enter,
            events.ScalarEvent: self.scalar,
            events.AliasEvent: self.alias,
            events.SequenceEndEvent: self.leave,
            events.MappingEndEvent: self.leave,
        }
        next_event = CBaseLoader(self.source.text).get_event
        for _ in range(self.limits.events):
            event = next_event()
            method = take.get(type(event))
            if event is None or (method is not None and not method(event)):
                break
        else:
            message = f"the file holds more texts, lists and keys than the {self.limits.events:,} that are read"
            self.stop(event, "yaml-size", message, "divide it into several files")
        root = self.children[0] if self.children and not self.open else None
        return None if isinstance(root, Scalar) and root.empty else root

    def document(self, event: Any) -> bool:
        """A file holds one document, without directives; what follows the first is not read."""
        self.documents += 1
        if self.documents > 1:
            hint = "remove the `---`, or use a file for each"
            return self.stop(event, "yaml-documents", "a second document begins here; a file holds one", hint)
        if event.version or event.tags:
            start = event.start_mark.index
            span = self.source.span(start, self.source.text.find("\n", start))
            self.found.append(NO_DIRECTIVE.at(span))
        return True

    def stop(self, event: Any, code: str, message: str, hint: str) -> bool:
        """Nothing more is read."""
        span = self.source.span(event.start_mark.index, event.end_mark.index)
        self.found.append(error(code, message, span, hint))
        return False

    def scalar(self, event: Any) -> bool:
        """A text, or nothing where a text might stand."""
        start, end, text, style = event.start_mark, event.end_mark, event.value, event.style
        if event.anchor is not None or event.tag is not None:
            self.forbid(event)
        if not text and not style:
            span = self.source.span(start.index, start.index)
        elif style == "|" or style == ">":
            written = self.source.text[start.index : end.index].rstrip(" \t\n")
            span = self.source.span(start.index, start.index + len(written))
        else:
            span = Span(self.source.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if self.has_tabs and (text or style):
            self.tab_before(start.index)
        if self.has_comments and not style and not (self.in_mapping and len(self.children) % 2 == 0):
            self.comment_after(text, end.index)
        if not style and end.line > start.line and not (self.open and self.open[-1][0].flow_style):
            self.dash_inside(text, start.index, end.index)
        if style == '"' and (escaped := illegal_escape(text, span)):
            self.found.append(escaped)
            text = illegal_characters().sub("\N{REPLACEMENT CHARACTER}", text)
        self.children.append(Scalar(text, span, style))
        return True

    def alias(self, event: Any) -> bool:
        """``*name`` stays as the text it is, so that nothing else is said to be missing."""
        self.children.append(Scalar(f"*{event.anchor}", self.forbid(event)))
        return True

    def enter(self, event: Any) -> bool:
        """A list or a mapping begins."""
        if event.anchor is not None or event.tag is not None:
            self.forbid(event)
        if self.has_tabs:
            self.tab_before(event.start_mark.index)
        self.open.append((event, self.children))
        self.children, self.in_mapping = [], type(event) is events.MappingStartEvent
        if len(self.open) > self.limits.depth:
            message = f"lists and groups of keys are nested deeper than {self.limits.depth}"
            return self.stop(event, "yaml-depth", message, "put a text that begins with `[` or `{` in quotes")
        return True

    def leave(self, event: Any) -> bool:
        """The innermost list or mapping ends."""
        inner, (begun, outer) = self.children, self.open.pop()
        start, end = begun.start_mark, event.end_mark
        line, column = end.line + 1, end.column + 1
        if inner and not begun.flow_style:
            # The parser lets a block end at the next key, behind blank lines and comments.
            last = inner[-1].span
            line, column = last.end_line, last.end_column
        span = Span(self.source.path, start.line + 1, start.column + 1, line, column)
        outer.append(Mapping(self.entries(inner), span) if self.in_mapping else Sequence(tuple(inner), span))
        self.children = outer
        self.in_mapping = bool(self.open) and type(self.open[-1][0]) is events.MappingStartEvent
        return True

    def entries(self, children: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        """Keys with their values; a key that cannot stand is reported and left out with its value."""
        kept: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if type(key) is Scalar and (key.style or key.text not in ("", "<<")) and key.text not in kept:
                kept[key.text] = (key, value)
            else:
                self.found.append(_bad_key(key, kept))
        return tuple(kept.values())

    def forbid(self, event: Any) -> Span:
        """An anchor, an alias or a tag: reported where it stands, which is the answer."""
        written = _WORD.match(self.source.text, event.start_mark.index)
        assert written is not None, "the parser found a character here"
        word, span = written.group(), self.source.span(*written.span())
        if event.anchor is not None:
            hint = f"write the value out; put a text that begins with `{word[0]}` in quotes"
            self.found.append(error("yaml-anchor", f"`{short(word)}`: anchors are not supported", span, hint))
        else:
            message = f"`{short(word)}` gives a type, but every value here is text"
            self.found.append(error("yaml-tag", message, span, "remove it; put a text that begins with `!` in quotes"))
        return span

    def tab_before(self, offset: int) -> None:
        """A tab in the white space before a value: YAML readers disagree about it (FAULTS.md A5)."""
        text, at = self.source.text, offset
        while at and text[at - 1] in " \t":
            at -= 1
        tab = text.find("\t", at, offset)
        span = self.source.span(tab) if tab >= 0 else None
        if span and not (self.found and self.found[-1].span == span):
            self.found.append(TAB.at(span))

    def dash_inside(self, text: str, start: int, end: int) -> None:
        """An item that stands deeper than the one above it is read as more of that one's text: say so."""
        dash = _DASH.search(self.source.text, start, end)
        if dash is None:
            return
        written = dash.group(1).rstrip()
        span = self.source.span(dash.start(1), dash.start(1) + len(written))
        message = f"`{short(written)}` is read as more of the text above it: `{short(text)}`"
        hint = "indent it like the line above; if it belongs to the text, put the text in quotes"
        self.found.append(warning("yaml-continued", message, span, hint))

    def comment_after(self, text: str, offset: int) -> None:
        """``price #1`` is read as ``price``: say so, unless the comment looks like one (FAULTS.md A8)."""
        comment = _TIGHT_COMMENT.match(self.source.text, offset)
        if comment is None:
            return
        dropped = comment.group(1).rstrip()
        span = self.source.span(comment.start(1), comment.start(1) + len(dropped))
        left = f"`{short(text)}`" if text else "nothing"
        message = f"`{short(dropped)}` is taken for a comment and dropped, which leaves {left}"
        whole = quoted(f"{text} {dropped}".strip())
        hint = f"put the value in quotes: {whole}; for a comment, write a space after `#`"
        self.found.append(warning("yaml-comment-in-value", message, span, hint))


def _refused(source: Source, limits: Limits) -> tuple[Diagnostic, ...]:
    """What is wrong before parsing: too large a file (FAULTS.md A15), or characters that no text may hold."""
    size = len(source.text.encode("utf-8", "surrogatepass"))
    if size > limits.size:
        message = f"the file holds {size / 1e6:.1f} MB, but a YAML file may hold {limits.size / 1e6:g} MB"
        return (error("yaml-size", message, source.span(0, 0), "divide it into several files"),)
    return illegal(source)


def _bad_key(key: Node, kept: dict[str, tuple[Scalar, Node]]) -> Diagnostic:
    """Why a key cannot stand (FAULTS.md A1, A4, A10)."""
    if not isinstance(key, Scalar):
        hint = "put a text that begins with `[` or `{` in quotes"
        return error("yaml-syntax", "a list or a group of keys stands where a key belongs", key.span, hint)
    if key.empty:
        return NO_KEY.at(key.span)
    if key.text in kept:
        related = (Related(f"`{short(key.text)}` stands here first", kept[key.text][0].span),)
        message = f"the key `{short(key.text)}` stands twice"
        return error("yaml-duplicate-key", message, key.span, "keep one of the two", related)
    return error("yaml-anchor", "merge keys (`<<`) are not supported", key.span, "write the values out")
