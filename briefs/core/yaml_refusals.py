"""What is no strict YAML goes in, what to tell its author comes out; knows nothing of the tree."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from yaml import MarkedYAMLError

from briefs.core.decode import character_name
from briefs.core.diagnostics import Diagnostic, error
from briefs.core.source import Source, Span

# ── characters ───────────────────────────────────────────────────────────────────────────────────────────────────

_SAFE = "\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_ILLEGAL_ASCII = re.compile(r"[^\t\n\x20-\x7e]")


@cache
def illegal_characters() -> re.Pattern[str]:
    """A character that no text of a YAML file may hold, written out or as an escape (FAULTS.md A12 to A14).

    Compiled when a text needs it: that takes longer than all else that a small command does.
    """
    return re.compile(f"[^{_SAFE}]")


def _is_legal(text: str) -> bool:
    return not (_ILLEGAL_ASCII if text.isascii() else illegal_characters()).search(text)


def illegal(source: Source) -> tuple[Diagnostic, ...]:
    """The first of each character that no text may hold."""
    places: dict[str, int] = {}
    for found in () if _is_legal(source.text) else illegal_characters().finditer(source.text):
        places.setdefault(found[0], found.start())
    return tuple(
        error(
            "yaml-character",
            f"{character_name(char)} stands here, which no text may hold",
            source.span(at),
            "remove it",
        )
        for char, at in places.items()
    )


def illegal_escape(text: str, span: Span) -> Diagnostic | None:
    """What is wrong with a text in double quotes whose escapes stand for characters that no text may hold."""
    if _is_legal(text):
        return None
    names = " and ".join(character_name(char) for char in dict.fromkeys(illegal_characters().findall(text)))
    message = f"an escape in this text stands for {names}, which no text may hold"
    return error("yaml-character", message, span, _ESCAPE.hint)


# ── what is said of what the parser refuses ──────────────────────────────────────────────────────────────────────

_KEY_BEFORE = re.compile(r"[\s-]*+\S.*:\s+\S")
_KEY = re.compile(r"[ -]*[\w-]+:(?:\s|\Z)")
_JOINED = re.compile(r"[\s-]*+(?P<key>[^\W\d][\w-]*):(?P<value>[^\s/].*)")


class Refusal(NamedTuple):
    """How a refusal is put; ``opening``: the place to show is where the construct began, not where it failed."""

    message: str
    hint: str
    opening: bool = False
    code: str = "yaml-syntax"

    def at(self, span: Span, **words: str) -> Diagnostic:
        """The diagnostic at a place; ``words`` fill what stands in braces."""
        return error(self.code, self.message.format(**words), span, self.hint.format(**words))


TAB = Refusal("a tab stands where only spaces may", "replace the tab with spaces", code="yaml-character")
_NO_START = Refusal("a value cannot begin with {char}", "put it in quotes: {rest}")
_NO_TAG = Refusal("a value cannot begin with `!`", "put it in quotes: {rest}", opening=True, code="yaml-tag")
NO_DIRECTIVE = Refusal("directives, lines that begin with `%`, are not supported", "delete this line", code="yaml-tag")
NO_KEY = Refusal("a key is missing before the colon", "write `key: value`")
_NO_VALUE = Refusal("a value is expected here", "put a text that begins with {char} in quotes")
_NO_END = Refusal(
    "a bracket is still open at the end", "close it with `]` or `}}`; put a text that begins with `[` or `{{` in quotes"
)
_NO_SPACE = Refusal("a space is missing after this colon", "write `{key}: {rest}`")
_COLON = Refusal("the value holds `: `, which would begin another key", "put the value in quotes: {value}")
_INDENT = Refusal("the indentation of this line fits nothing above it", "indent it like the keys or items it goes with")
_ENDED = Refusal("the value ends before this, and nothing may follow it", "put the whole value in quotes: {value}")
_APOSTROPHE = _ENDED._replace(hint="put the whole value in double quotes: {value}")
_OPEN = Refusal("the {char} that stands here is never closed", "close it, or put the value in quotes: {rest}", True)
_OPEN_QUOTE = _OPEN._replace(hint="close it; put a text with an apostrophe in double quotes")
_OPEN_QUOTES = _OPEN._replace(hint='close it with another `"`')
_BLOCK = Refusal("nothing may follow {char} on its line", "begin the text on the next line, or put it in quotes", True)
_NO_COLON = Refusal("this line is not `key: value`", "add the colon, or indent it to continue a text", True)
_ESCAPE = Refusal(
    "this escape stands for no character", r"write the character itself, or two backslashes (`\\`) for a backslash"
)
_DEEP = Refusal(
    "lists and groups of keys are nested too deep",
    "put a text that begins with `[` or `{{` in quotes",
    code="yaml-depth",
)
"""Newer releases of libyaml look further ahead, and refuse what is nested a thousandfold before we come to it."""
_SAID = (
    ("maximum nesting depth", _DEEP),
    ("a tab character", TAB),
    ("start any token", _NO_START),
    ("mapping keys are not", _NO_START),
    ("mapping values are not", _COLON),
    ("block sequence entries", _NO_START._replace(hint="begin a list on the next line, or write {rest}")),
    ("expected node content", _NO_VALUE),
    ("expected key", _ENDED),
    ("expected '-'", _ENDED),
    ("expected <document", _ENDED),
    ("expected ',' or ']'", Refusal("`,` or `]` is expected here", "put an item that holds `,` or `: ` in quotes")),
    ("expected ',' or '}'", Refusal("`,` or `}}` is expected here", "put a value that holds `,` or `: ` in quotes")),
    ("expected ':'", _NO_COLON),
    ("expected alphabetic", _NO_START._replace(opening=True)),
    ("expected comment", _BLOCK),
    ("unexpected", _OPEN_QUOTE),
    ("escape", _ESCAPE),
    ("hexdecimal", _ESCAPE),
    ("tag", _NO_TAG),
)
"""Words of libyaml's refusals, and what is said instead."""


class _Failure(NamedTuple):
    """Where the parser gave up, where what it was reading had begun, and what it said."""

    source: Source
    at: int
    opened: int
    problem: str
    context: str

    @property
    def char(self) -> str:
        """The character it gave up at; empty at the end."""
        return self.source.text[self.at : self.at + 1]

    @property
    def line_start(self) -> int:
        """Where the line begins that it gave up in."""
        return self.source.text.rfind("\n", 0, self.at) + 1

    @property
    def before(self) -> str:
        """What stands before it on its line."""
        return self.source.text[self.line_start : self.at]


def explain(source: Source, fault: MarkedYAMLError) -> Diagnostic:
    """The parser's refusal in words, at the place an author has to look at."""
    at = fault.problem_mark.index if fault.problem_mark else 0
    opened = fault.context_mark.index if fault.context_mark else at
    failure = _Failure(source, at, opened, str(fault.problem), str(fault.context))
    said = _said(failure)
    if joined := _joined(failure, said):
        return joined
    at = min(_place(failure, said), len(source.text))
    char, rest = source.text[at : at + 1], _rest(source, at)
    return said.at(
        source.span(at, at + (char not in ("", "\n"))),
        char="a backtick" if char == "`" else f"`{char.strip()}`",
        rest=quoted(rest),
        bare=quoted(rest[1:]),
        value=quoted(_unquoted(_value_of_line(source, at))),
    )


def _place(failure: _Failure, said: Refusal) -> int:
    """What an author has to look at: where a construct opens, the first word of a line, or where reading stopped."""
    if said.opening:
        return failure.opened
    if said is _INDENT:
        return failure.line_start + len(failure.before) - len(failure.before.lstrip())
    return failure.at


def _joined(failure: _Failure, said: Refusal) -> Diagnostic | None:
    """``title:One`` is a text and no key, which the parser notices only later, if at all."""
    if said is _NO_COLON:
        start = failure.opened
    elif said is _INDENT and failure.line_start and failure.char == ":":
        start = len(failure.source.text[: failure.line_start].rstrip()) - 1
    else:
        return None
    source = failure.source
    number = source.position(max(start, 0))[0]
    found = _JOINED.match(source.line(number))
    if found is None:
        return None
    colon = source.line_starts[number - 1] + found.end("key")
    return _NO_SPACE.at(source.span(colon), key=found["key"], rest=short(found["value"]))


def _said(failure: _Failure) -> Refusal:
    """Which words fit: one refusal may have several causes, told apart by what stands around it."""
    problem, context, char, before = failure.problem, failure.context, failure.char, failure.before
    if char == "\t" and "token" in problem:
        return TAB
    if "directive" in context + problem or "incompatible" in problem:
        return NO_DIRECTIVE
    if context.endswith("a tag"):
        return _NO_TAG
    if problem.startswith("did not find expected ','") and _never_closed(failure):
        return _OPEN
    words = problem.replace("{", "{{").replace("}", "}}")
    unknown = Refusal(f"this is not YAML: {words}", "put the value in quotes, or write it anew")
    said = next((said for words, said in _SAID if words in problem), unknown)
    if char == ":" and said in (_ENDED, _NO_VALUE):
        return NO_KEY
    if said is _NO_VALUE and not char:
        return _NO_END
    if said is _ENDED and not before.strip(" -"):
        return _INDENT
    if said is _COLON and not _KEY_BEFORE.match(before):
        return _INDENT
    return _of_quotes(failure, said)


def _of_quotes(failure: _Failure, said: Refusal) -> Refusal:
    """What a quotation mark, or the sign of a block, asks for."""
    opening = failure.source.text[failure.opened : failure.opened + 1]
    if said is _OPEN_QUOTE and opening == '"':
        return _OPEN_QUOTES
    if said is _ENDED and _value_of_line(failure.source, failure.at).startswith("'"):
        return _APOSTROPHE
    if said is _BLOCK:
        spaced = failure.source.text[failure.opened + 1 : failure.opened + 2] in (" ", "\t")
        return _BLOCK._replace(hint=_BLOCK.hint + (" without the {char}: {bare}" if spaced else ": {rest}"))
    return said


def _never_closed(failure: _Failure) -> bool:
    """Whether a bracket is open to the end, or to a line that is a key like the one that holds the bracket."""
    text = failure.source.text
    if failure.at >= len(text.rstrip()):
        return True
    opening_line = text[text.rfind("\n", 0, failure.opened) + 1 : failure.opened]
    line = failure.source.line(failure.source.position(failure.line_start)[0])
    if failure.line_start <= failure.opened or not opening_line.strip() or not _KEY.match(line):
        return False
    return len(line) - len(line.lstrip(" ")) <= len(opening_line) - len(opening_line.lstrip(" -"))


def _rest(source: Source, offset: int) -> str:
    """What is left of a line."""
    line, column = source.position(offset)
    return source.line(line)[column - 1 :]


def _value_of_line(source: Source, offset: int) -> str:
    """The value of the line that ``offset`` is in: without indentation, dash, key and comment."""
    return re.sub(r"^[\s-]*(?:[\w-]+:\s+)?|\s+#\s.*$", "", source.line(source.position(offset)[0])).rstrip()


def _unquoted(value: str) -> str:
    """A value without the quotes around it where it holds the same marks itself."""
    mark = value[:1]
    if mark in ("'", '"') and value.endswith(mark) and mark in value[1:-1]:
        return value[1:-1]
    return value


def quoted(text: str) -> str:
    """A text as it could be written in quotes, for a hint."""
    text = short(text)
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def short(text: str) -> str:
    """A text short enough for a message, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
