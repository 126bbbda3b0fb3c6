"""What a reader answered goes in, what is wrong with any answer comes out; knows no particular reader."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Source, Span


class Held(Struct, frozen=True):
    """How an input fared."""

    fault: str = ""
    """What is wrong, beginning with the name of what was to hold and a colon; empty if nothing is."""
    accepted: bool = False
    """Whether the reader found no error in it."""
    compared: bool = False
    """Whether another reader's answer was there to compare with."""


def as_read(path: str, data: bytes) -> Source:
    """The file as far as it can be read at all, for the places of what is wrong with its bytes."""
    return Source(path, data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n"), "")


def misplaced(found: Iterable[Diagnostic], *sources: Source) -> str:
    """The first diagnostic whose place, or whose second place, lies in none of the files."""
    files = {source.path: source for source in sources}
    for one in found:
        spans = [one.span, *(other.span for other in one.related)]
        for span in spans:
            if span is None or span.path not in files or not _inside(span, files[span.path]):
                return f"place: {one.code} at {span}"
    return ""


def _inside(span: Span, source: Source) -> bool:
    """A place may end behind a line's end: there stands the next line, or the end of the file."""
    begin, end = (span.line, span.column), (span.end_line, span.end_column)
    return begin <= end and _stands(*begin, source) and _stands(*end, source)


def _stands(line: int, column: int, source: Source) -> bool:
    return 1 <= line <= len(source.line_starts) and 1 <= column <= len(source.line(line)) + 1
