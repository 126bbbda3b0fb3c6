"""Diagnostics and reports go in, text for a terminal or JSON for a program comes out; prints nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from unicodedata import category, east_asian_width

import msgspec

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Span
from briefs.pipeline import Report

MOST = 100
"""Diagnostics shown in full; of the rest only the number (FAULTS, section 2)."""
_WIDE = 100
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's controls, invisible signs, halves of pairs, and its own ends of lines and paragraphs."""

Lines = Callable[[str, int], str]
"""(path from the site's root, 1-based line) to that line's text; empty where there is none."""


def as_text(diagnostics: Sequence[Diagnostic], lines: Lines) -> str:
    """Every diagnostic as a compiler would print it: place, excerpt with a caret, hint."""
    shown = "\n".join("\n".join(_one(d, lines)) + "\n" for d in diagnostics[:MOST])
    more = len(diagnostics) - MOST
    return shown + (f"\n… and {more} more\n" if more > 0 else "")


def _one(diagnostic: Diagnostic, lines: Lines) -> Iterator[str]:
    where = f"{_place(diagnostic.span)}: " if diagnostic.span else ""
    yield f"{where}{diagnostic.severity}[{diagnostic.code}]: {visible(diagnostic.message)}"
    if diagnostic.span:
        yield from excerpt(diagnostic.span, lines)
    if diagnostic.hint:
        first, *rest = visible(diagnostic.hint).split("\n")
        yield f"  hint: {first}"
        yield from (f"  {line}" for line in rest)
    for related in diagnostic.related:
        yield f"  note: {_place(related.span)}: {visible(related.message)}"
        yield from excerpt(related.span, lines)


def excerpt(span: Span, lines: Lines) -> Iterator[str]:
    """The line with its number, and a caret under the columns meant; nothing for a whole file or a line unread.

    The empty span at a file's beginning means the whole file.
    """
    line = lines(span.path, span.line).replace("\t", " ")
    if not line.strip() or span == Span(span.path):
        return
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    cut = max(0, start - _WIDE // 2) if len(line) > _WIDE else 0
    shown = line[cut : cut + _WIDE]
    head = f"  {span.line} | " + ("…" if cut else "")
    pad = _width(shown[: start - cut]) + (1 if cut else 0)
    carets = max(1, _width(shown[start - cut : max(end, start + 1) - cut]))
    yield head + visible(shown) + ("…" if len(line) > cut + _WIDE else "")
    yield " " * (len(f"  {span.line} ")) + "| " + " " * pad + "^" * carets


def visible(text: str) -> str:
    """Text that cannot move a terminal's cursor or turn its lines round: but for the line end, controls by name."""
    return "".join(c if c == "\n" or category(c) not in _UNSEEN else f"<U+{ord(c):04X}>" for c in text)


def _width(text: str) -> int:
    """Columns of a terminal; wide characters take two, marks none."""
    return sum(0 if category(c)[0] == "M" else 2 if east_asian_width(c) in "WF" else 1 for c in visible(text))


def _place(span: Span) -> str:
    return f"{visible(span.path)}:{span.line}:{span.column}"


def summary(report: Report, output: str) -> str:
    """The closing line: what there is, what was done, and how long it took."""
    c, seconds = report.counts, dict(report.seconds)
    counted = ((c.articles, "article"), (c.terms, "term"), (c.mentions, "mention"), (c.notes, "note"))
    what = ", ".join(count(number, word) for number, word in counted)
    made = f"{c.compiled:,} compiled, {c.matched:,} matched, {c.rendered:,} rendered"
    did = f"{c.written:,} written, {c.unchanged:,} unchanged, {c.removed:,} removed in {output}"
    return f"{what}: {count(c.pages, 'page')}; {made}; {did} ({seconds.get('total', 0.0):.2f} s)"


def problems(diagnostics: Iterable[Diagnostic]) -> str:
    """``2 errors and 1 warning``; empty where there is neither."""
    found = list(diagnostics)
    errors, warnings = (sum(d.severity == s for d in found) for s in ("error", "warning"))
    parts = [count(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return " and ".join(parts)


def count(number: int, word: str) -> str:
    """A number with its noun."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def as_json_of(record: msgspec.Struct) -> str:
    """A record as one JSON object."""
    return msgspec.json.encode(record).decode()


def as_json(report: Report) -> str:
    """The report as one JSON object (FORMAT "Commands")."""
    record = {
        "ok": report.ok,
        "diagnostics": [record_of(d) for d in report.diagnostics],
        "counts": msgspec.structs.asdict(report.counts),
        "seconds": {stage: round(s, 4) for stage, s in report.seconds},
    }
    return msgspec.json.encode(record).decode()


def record_of(diagnostic: Diagnostic) -> dict[str, object]:
    """A diagnostic as it stands in JSON."""
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "path": span.path if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "hint": diagnostic.hint,
    }
