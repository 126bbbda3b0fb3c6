"""A file's text goes in, places in it come out; knows nothing of what the text means."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from hashlib import blake2b

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """A place in a file: 1-based lines and columns, counted in characters; the end is exclusive."""

    path: str
    """Path relative to the site's root, with forward slashes."""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Source(msgspec.Struct, frozen=True, dict=True):
    """One file as it was read. ``text`` has LF line ends; ``digest`` is of the bytes on disk."""

    path: str
    """Path relative to the site's root, with forward slashes."""
    text: str
    digest: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset in code points at which each line begins; at least one entry."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """1-based (line, column) of an offset in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int | None = None) -> Span:
        """The span of ``text[start:end]``; without an end, of one character."""
        line, column = self.position(start)
        end_line, end_column = self.position(start + 1 if end is None else end)
        return Span(self.path, line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """The text of a 1-based line without its line end; empty beyond the last line."""
        if not 1 <= number <= len(self.line_starts):
            return ""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] - 1 if number < len(self.line_starts) else len(self.text)
        return self.text[start:end]


def digest(data: bytes) -> str:
    """Digest of bytes as 32 hexadecimal digits (blake2b, 128 bits)."""
    return blake2b(data, digest_size=16).hexdigest()


def digest_of(*records: object) -> str:
    """Digest of records by their msgpack encoding; sets and dicts must not occur in them (unstable order)."""
    return digest(_encode(records))


_encode = msgspec.msgpack.Encoder().encode
