"""Diagnostics go in, the commands come out by which GitHub shows them beside the lines of a change; prints nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Span

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def as_commands(diagnostics: Iterable[Diagnostic], folder: str = "") -> str:
    """A line for each. ``folder`` is the site's, from the root of the repository; empty if it is that root."""
    return "\n".join(_command(one, folder) for one in diagnostics)


def _command(diagnostic: Diagnostic, folder: str) -> str:
    """``::error file=…,line=…::…``; what is said of a second place, and the hint, stand in the message."""
    words = [diagnostic.message, *([diagnostic.hint] if diagnostic.hint else [])]
    words += [f"{one.span.path}:{one.span.line}: {one.message}" for one in diagnostic.related]
    properties = [*_place(diagnostic.span, folder), ("title", diagnostic.code)]
    shown = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties)
    return f"::{_COMMANDS[diagnostic.severity]} {shown}::{chr(10).join(words).translate(_DATA)}"


def _place(span: Span | None, folder: str) -> Iterator[tuple[str, str]]:
    """A file is shown at its first line; columns are only understood within one line."""
    if span is None:
        return
    yield "file", f"{folder}/{span.path}" if folder else span.path
    yield "line", str(span.line)
    if span.end_line > span.line:
        yield "endLine", str(span.end_line)
    else:
        yield "col", str(span.column)
        yield "endColumn", str(max(span.end_column, span.column))
