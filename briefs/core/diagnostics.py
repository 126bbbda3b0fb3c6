"""What is wrong with an author's content, as values with a place, a code and a hint; prints nothing, raises nothing."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Generic, Literal, TypeVar

import msgspec

from briefs.core.source import Span

Severity = Literal["error", "warning", "note"]
T = TypeVar("T")


class Related(msgspec.Struct, frozen=True):
    """A second place that a diagnostic speaks of, such as the first of two duplicate keys."""

    message: str
    span: Span


class Diagnostic(msgspec.Struct, frozen=True):
    """One mistake. ``code`` is a word listed in docs, diagnostics.md; ``span`` is None when no file is to blame."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ""
    related: tuple[Related, ...] = ()


class Checked(msgspec.Struct, Generic[T], frozen=True):
    """What every stage returns: a value, and what was wrong on the way to it."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()


def error(
    code: str, message: str, span: Span | None = None, hint: str = "", related: tuple[Related, ...] = ()
) -> Diagnostic:
    """A diagnostic that keeps the site from being published."""
    return Diagnostic(code, "error", message, span, hint, related)


def warning(
    code: str, message: str, span: Span | None = None, hint: str = "", related: tuple[Related, ...] = ()
) -> Diagnostic:
    """A diagnostic that lets the site be published, except with ``--strict``."""
    return Diagnostic(code, "warning", message, span, hint, related)


def note(code: str, message: str, span: Span | None = None, hint: str = "") -> Diagnostic:
    """Something the author should know that is no fault."""
    return Diagnostic(code, "note", message, span, hint)


def order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, then code, message and all else, each once: the same in every run."""
    return tuple(sorted(set(diagnostics), key=_rank))


def _rank(diagnostic: Diagnostic) -> tuple[object, ...]:
    related = tuple((one.span, one.message) for one in diagnostic.related)
    told = diagnostic.code, diagnostic.message, diagnostic.hint, diagnostic.severity
    return diagnostic.span or Span(""), *told, related


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any diagnostic is an error."""
    return any(d.severity == "error" for d in diagnostics)


def nearest(name: str, names: Iterable[str]) -> str:
    """``did you mean `x`?`` for the closest of ``names``, or an empty string when none is close."""
    by_fold = {n.casefold(): n for n in sorted(names)}
    close = get_close_matches(name.casefold(), list(by_fold), n=1, cutoff=0.6)
    return f"did you mean `{by_fold[close[0]]}`?" if close else ""
