"""Diagnostics go in, what the preview shows of them comes out, with places that open in an editor; makes no page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Span
from briefs.preview.editors import Editor
from briefs.preview.errors import ErrorView, PlaceView
from briefs.report import Lines, count, excerpt, visible

_AROUND = 90
"""Characters of a line shown on either side of the words meant."""


def error_views(diagnostics: Sequence[Diagnostic], lines: Lines, editor: Editor) -> tuple[ErrorView, ...]:
    """The errors as every page shows them; the last view counts the warnings where there are both."""
    errors = tuple(_error(d, lines, editor) for d in diagnostics if d.severity == "error")
    warnings = sum(d.severity == "warning" for d in diagnostics)
    return (*errors, ErrorView("", count(warnings, "warning"), "warning")) if errors and warnings else errors


def _error(diagnostic: Diagnostic, lines: Lines, editor: Editor) -> ErrorView:
    span = diagnostic.span
    return ErrorView(
        code=diagnostic.code,
        message=visible(diagnostic.message),
        severity=diagnostic.severity,
        path=visible(span.path) if span else "",
        line=span.line if span else 0,
        column=span.column if span else 0,
        excerpt="\n".join(excerpt(span, lines)) if span else "",
        hint=visible(diagnostic.hint),
        href=editor.at(span.path, span.line, span.column) if span else "",
        related=tuple(place_view(one.span, one.message, lines, editor) for one in diagnostic.related),
    )


def place_view(span: Span, message: str, lines: Lines, editor: Editor) -> PlaceView:
    """A place with its words apart from the line around them; a whole file, or a line unread, has none."""
    before, words, after = ("", "", "") if span == Span(span.path) else _apart(span, lines(span.path, span.line))
    href = editor.at(span.path, span.line, span.column)
    return PlaceView(visible(message), visible(span.path), span.line, span.column, href, before, words, after)


def _apart(span: Span, line: str) -> tuple[str, str, str]:
    """The line before, at and after the words meant; of words over several lines the first."""
    start = min(span.column - 1, len(line))
    end = max(span.end_column - 1, start + 1) if span.end_line == span.line else len(line)
    before, after = line[:start].lstrip(), line[end:].rstrip()
    cut, rest = before[-_AROUND:], after[:_AROUND]
    return (
        ("…" if len(cut) < len(before) else "") + visible(cut),
        visible(line[start:end]),
        visible(rest) + ("…" if len(rest) < len(after) else ""),
    )


def by_file(diagnostics: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    """Path to what is said of the file, in its order."""
    found: dict[str, list[Diagnostic]] = {}
    for one in diagnostics:
        if one.span:
            found.setdefault(one.span.path, []).append(one)
    return {path: tuple(those) for path, those in found.items()}
