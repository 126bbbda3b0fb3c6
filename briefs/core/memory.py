"""What is remembered of quotes' surroundings goes in, ``briefs.lock`` comes out, and back; knows no disk."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from briefs.core.diagnostics import Checked, Diagnostic, warning
from briefs.core.model import Quote
from briefs.core.source import Span, digest_of


class Remembered(Struct, frozen=True, order=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where a quote stood at the last good build. The first five fields are the key: a selector as it is written."""

    article: str
    """The article's path from the site's root."""
    quote: str
    prefix: str = ""
    suffix: str = ""
    occurrence: int = 0
    before: str = ""
    """The characters before the quote, as ``after`` those after it: at most 32, normalised."""
    after: str = ""
    start: int = 0
    digest: str = ""
    """Of the article's bytes at that build."""

    @property
    def key(self) -> tuple[str, Quote]:
        """Article and selector."""
        return self.article, Quote(self.quote, self.prefix, self.suffix, self.occurrence)


def encode_lock(entries: Iterable[Remembered]) -> bytes:
    """JSON Lines, sorted, each selector once; empty without entries."""
    return b"".join(msgspec.json.encode(entry) + b"\n" for entry in settled(entries))


def settled(entries: Iterable[Remembered]) -> tuple[Remembered, ...]:
    """The entries as a lock file holds them: sorted, each selector once."""
    return tuple(sorted({entry.key: entry for entry in entries}.values()))


def memory_key(entries: tuple[Remembered, ...]) -> str:
    """What is remembered of one text, as one word; empty for nothing."""
    return digest_of(entries) if entries else ""


def decode_lock(path: str, data: bytes) -> Checked[tuple[Remembered, ...]]:
    """The entries of a lock file. A line that cannot be read is a warning: losing it loses remembered context only."""
    entries: list[Remembered] = []
    faults: list[Diagnostic] = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entries.append(_DECODER.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError):
            faults.append(_unreadable(path, number))
    return Checked(tuple(entries), tuple(faults))


_DECODER = msgspec.json.Decoder(Remembered)


def _unreadable(path: str, number: int) -> Diagnostic:
    message = "this line is no entry of a lock file; it is left out"
    hint = "the next good build writes it anew; after a merge, keep either side"
    return warning("lock-damaged", message, Span(path, number, 1, number, 1), hint)
