"""A source of strict YAML goes in, a tree of texts with their places comes out; knows neither types nor keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from yaml import CBaseLoader, MarkedYAMLError, events

from briefs.core.diagnostics import Checked, Diagnostic, Related, error, warning
from briefs.core.source import Source, Span


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
        tree.found.append(_explain(source, fault))
        root = None
    return Checked(root, tuple(tree.found))


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
            message = f"the file holds more texts, lists and mappings than the {self.limits.events:,} that are read"
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
            self.found.append(error("yaml-tag", _NO_DIRECTIVE.message, span, _NO_DIRECTIVE.hint))
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
        if style == '"' and not _legal(text):
            names = " and ".join(_name(char) for char in dict.fromkeys(_ILLEGAL.findall(text)))
            message = f"an escape in this text stands for {names}, which no text may hold"
            self.found.append(error("yaml-character", message, span, _ESCAPE.hint))
            text = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
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
            message = f"lists and mappings are nested deeper than {self.limits.depth}"
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
            self.found.append(error("yaml-anchor", f"`{_short(word)}`: anchors are not supported", span, hint))
        else:
            message = f"`{_short(word)}` gives a type, but every value here is text"
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
            self.found.append(error("yaml-character", _TAB.message, span, _TAB.hint))

    def comment_after(self, text: str, offset: int) -> None:
        """``price #1`` is read as ``price``: say so, unless the comment looks like one (FAULTS.md A8)."""
        comment = _TIGHT_COMMENT.match(self.source.text, offset)
        if comment is None:
            return
        dropped = comment.group(1).rstrip()
        span = self.source.span(comment.start(1), comment.start(1) + len(dropped))
        left = f"`{_short(text)}`" if text else "nothing"
        message = f"`{_short(dropped)}` is taken for a comment and dropped, which leaves {left}"
        whole = _quoted(f"{text} {dropped}".strip())
        hint = f"put the value in quotes: {whole}; for a comment, write a space after `#`"
        self.found.append(warning("yaml-comment-in-value", message, span, hint))


# ── what is looked at before parsing ─────────────────────────────────────────────────────────────────────────────

_SAFE = "\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_legal = re.compile(f"[{_SAFE}]*+").fullmatch
_ILLEGAL = re.compile(f"[^{_SAFE}]")


def _refused(source: Source, limits: Limits) -> tuple[Diagnostic, ...]:
    """Too large a file, or the first of each character that no text may hold (FAULTS.md A12 to A15)."""
    size = len(source.text.encode("utf-8", "surrogatepass"))
    if size > limits.size:
        message = f"the file holds {size / 1e6:.1f} MB, but a YAML file may hold {limits.size / 1e6:g} MB"
        return (error("yaml-size", message, source.span(0, 0), "divide it into several files"),)
    places: dict[str, int] = {}
    for found in () if _legal(source.text) else _ILLEGAL.finditer(source.text):
        places.setdefault(found[0], found.start())
    return tuple(
        error("yaml-character", f"{_name(char)} stands here, which no text may hold", source.span(at), "remove it")
        for char, at in places.items()
    )


def _name(char: str) -> str:
    """``U+2028 (LINE SEPARATOR)``; control characters and halves of surrogate pairs have no name in Unicode."""
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'no printable character')})"


# ── what is said of what the parser refuses ──────────────────────────────────────────────────────────────────────

_WORD = re.compile(r"\S[^\s,\[\]{}]*")
_TIGHT_COMMENT = re.compile(r"[ \t]+(#[^\s#].*)")
_KEY_BEFORE = re.compile(r"[\s-]*+\S.*:\s+\S")
_JOINED = re.compile(r"[\s-]*+[\w-]+:[^\s/]")


class _Said(NamedTuple):
    """How a refusal is put; ``opening``: the place to show is where the construct began, not where it failed."""

    message: str
    hint: str
    opening: bool = False
    code: str = "yaml-syntax"


_TAB = _Said("a tab stands where only spaces may", "replace the tab with spaces", code="yaml-character")
_NO_START = _Said("a value cannot begin with {char}", "put it in quotes: {rest}")
_NO_TAG = _Said("a value cannot begin with `!`", "put it in quotes: {rest}", opening=True, code="yaml-tag")
_NO_DIRECTIVE = _Said("directives, lines that begin with `%`, are not supported", "delete this line", code="yaml-tag")
_NO_KEY = _Said("a key is missing before the colon", "write `key: value`")
_NO_VALUE = _Said("a value is expected here", "put a text that begins with {char} in quotes")
_NO_SPACE = _Said("the line above this one has no space after its colon", "write a space after the colon: `key: value`")
_COLON = _Said("the value holds `: `, which would begin another key", "put the value in quotes: {value}")
_INDENT = _Said("the indentation of this line fits nothing above it", "indent it like the keys or items it goes with")
_ENDED = _Said("the value ends before this, and nothing may follow it", "put the whole value in quotes: {value}")
_OPEN = _Said("the {char} that stands here is never closed", "close it, or put the value in quotes: {rest}", True)
_ESCAPE = _Said("this escape stands for no character", r"write two backslashes (`\\`) for a backslash")
_SAID = (
    ("a tab character", _TAB),
    ("start any token", _NO_START),
    ("mapping keys are not", _NO_START),
    ("mapping values are not", _COLON),
    ("block sequence entries", _NO_START._replace(hint="begin a list on the next line, or write {rest}")),
    ("expected node content", _NO_VALUE),
    ("expected key", _ENDED),
    ("expected '-'", _ENDED),
    ("expected <document", _ENDED),
    ("expected ',' or ']'", _Said("`,` or `]` is expected here", "put an item that holds `,` or `: ` in quotes")),
    ("expected ',' or '}'", _Said("`,` or `}}` is expected here", "put a value that holds `,` or `: ` in quotes")),
    ("expected ':'", _Said("this line is not `key: value`", "add the colon, or indent it to continue a text", True)),
    ("expected alphabetic", _NO_START._replace(opening=True)),
    ("expected comment", _Said("nothing may follow {char} on its line", "put the value in quotes: {rest}", True)),
    ("unexpected", _OPEN._replace(hint="close it; put a text with an apostrophe in double quotes")),
    ("escape", _ESCAPE),
    ("hexdecimal", _ESCAPE),
    ("tag", _NO_TAG),
)
"""Words of libyaml's refusals, and what is said instead."""


def _explain(source: Source, fault: MarkedYAMLError) -> Diagnostic:
    """The parser's refusal in words, at the place an author has to look at."""
    failed = fault.problem_mark.index if fault.problem_mark else 0
    opened = fault.context_mark.index if fault.context_mark else failed
    said = _said(source, fault, failed)
    at = min(opened if said.opening else failed, len(source.text))
    char = source.text[at : at + 1]
    words = {
        "char": "a backtick" if char == "`" else f"`{char.strip()}`",
        "rest": _quoted(_rest(source, at)),
        "value": _quoted(_value_of_line(source, at)),
    }
    span = source.span(at, at + (char not in ("", "\n")))
    return error(said.code, said.message.format(**words), span, said.hint.format(**words))


def _said(source: Source, fault: MarkedYAMLError, at: int) -> _Said:
    """Which words fit: one refusal may have several causes, told apart by what stands around it."""
    problem, context, char = str(fault.problem), str(fault.context), source.text[at : at + 1]
    line_start = source.text.rfind("\n", 0, at) + 1
    before = source.text[line_start:at]
    if char == "\t" and "token" in problem:
        return _TAB
    if "directive" in context + problem or "incompatible" in problem:
        return _NO_DIRECTIVE
    if context.endswith("a tag"):
        return _NO_TAG
    if problem.startswith("did not find expected ','") and at >= len(source.text.rstrip()):
        return _OPEN
    unknown = _Said("this is not YAML: " + problem.replace("{", "{{").replace("}", "}}"), "")
    said = next((said for words, said in _SAID if words in problem), unknown)
    if char == ":" and said in (_ENDED, _NO_VALUE):
        return _NO_KEY
    if said is _ENDED and not before.strip(" -"):
        return _INDENT
    if said is _COLON and not _KEY_BEFORE.match(before):
        return _NO_SPACE if _JOINED.match(source.line(source.position(line_start)[0] - 1)) else _INDENT
    return said


def _bad_key(key: Node, kept: dict[str, tuple[Scalar, Node]]) -> Diagnostic:
    """Why a key cannot stand (FAULTS.md A1, A4, A10)."""
    if not isinstance(key, Scalar):
        hint = "put a text that begins with `[` or `{` in quotes"
        return error("yaml-syntax", "a list or a mapping stands where a key belongs", key.span, hint)
    if key.empty:
        return error("yaml-syntax", _NO_KEY.message, key.span, _NO_KEY.hint)
    if key.text in kept:
        related = (Related(f"`{_short(key.text)}` stands here first", kept[key.text][0].span),)
        message = f"the key `{_short(key.text)}` stands twice"
        return error("yaml-duplicate-key", message, key.span, "keep one of the two", related)
    return error("yaml-anchor", "merge keys (`<<`) are not supported", key.span, "write the values out")


def _rest(source: Source, offset: int) -> str:
    """What is left of a line."""
    line, column = source.position(offset)
    return source.line(line)[column - 1 :].rstrip()


def _value_of_line(source: Source, offset: int) -> str:
    """The value of the line that ``offset`` is in: without indentation, dash and key."""
    return re.sub(r"^[\s-]*(?:[\w-]+:\s+)?", "", source.line(source.position(offset)[0]), count=1).rstrip()


def _quoted(text: str) -> str:
    """A text as it could be written in quotes, for a hint."""
    text = _short(text)
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def _short(text: str) -> str:
    """A text short enough for a message, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
