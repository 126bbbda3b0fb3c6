"""A listed unit goes in, its files as texts come out, or why they cannot be read; knows nothing of what they mean."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from errno import EBUSY, EINVAL
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from stat import S_ISREG
from time import sleep, time_ns

from msgspec import Struct

from briefs.core.decode import decode
from briefs.core.diagnostics import Diagnostic, error
from briefs.core.model import Listed, Seen, Stamp, Unit
from briefs.core.source import Source, Span, digest
from briefs.core.yaml import LIMITS
from briefs.stages.load.walk import unreadable

ARTICLE_LIMIT = 512 * 1024
"""Bytes of an article (FAULTS A21)."""
SIDECAR_LIMIT = LIMITS.size
"""Bytes of a sidecar or glossary file (FAULTS A15)."""
COPY_LIMIT = 256 * 1024 * 1024
"""Bytes of a file that is published as it is: it is held in memory."""
RETRY = 0.05
"""Seconds to wait before files that could not be read are read again: an editor may be saving them (FAULTS B22)."""
_RACY = 3_000_000_000
"""Nanoseconds after a file's last change in which the next may leave its times as they are (FAULTS B9)."""


class Loaded(Struct, frozen=True):
    """A unit as read; None where its text cannot be."""

    listed: Listed
    unit: Unit | None
    faults: tuple[Diagnostic, ...] = ()
    seen: tuple[Seen, ...] = ()
    """Those of its files of which there is nothing to say, so that they need no reading until they change."""


class _File(Struct, frozen=True):
    """A file as read."""

    source: Source | None
    sha: str = ""
    faults: tuple[Diagnostic, ...] = ()
    stamp: Stamp = ()


def read(root: Path, units: Sequence[Listed]) -> list[Loaded]:
    """The units' files as they are now; those that cannot be read get a second chance."""
    loaded = [_loaded(root, one) for one in units]
    if any(_is_hindered(one) for one in loaded):
        sleep(RETRY)
        loaded = [_loaded(root, one.listed) if _is_hindered(one) else one for one in loaded]
    return loaded


def may_define(root: Path, listed: Listed) -> bool:
    """Whether a unit may define terms: a file of terms, or a text whose sidecar has the word, or hides it."""
    if listed.kind == "glossary" or not listed.sidecar:
        return listed.kind == "glossary"
    try:
        data = _bytes(root / listed.sidecar, SIDECAR_LIMIT)[0]
    except OSError:
        return True
    return b"glossary" in data or b"\\" in data


def stamp_of(path: str) -> Stamp:
    """Size, times of change in ns and inode of a file; empty where there is none. Compared for equality alone."""
    try:
        return _stamp(os.stat(path))
    except OSError:
        return ()


def is_still(path: str, seen: Seen) -> bool:
    """Whether a file is as it was seen: by its stamp, or else by its bytes."""
    if seen.stamp and stamp_of(path) == seen.stamp:
        return True
    return seen_at(path, seen.path).digest == seen.digest


def seen_at(path: str, name: str) -> Seen:
    """A file as it is now, under a name; one that cannot be read is as an empty one."""
    return looked_at(path, name)[0]


def looked_at(path: str, name: str) -> tuple[Seen, bytes]:
    """The same, with what is in it."""
    try:
        data, stamp = _bytes(Path(path), COPY_LIMIT)
    except OSError:
        data, stamp = b"", ()
    return Seen(name, digest(data), stamp), data


_stamp: Callable[[os.stat_result], Stamp] = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")


def _is_hindered(one: Loaded) -> bool:
    return any(fault.code == "unreadable" for fault in one.faults)


def _loaded(root: Path, listed: Listed) -> Loaded:
    text = _read(root, listed.origin)
    # A sidecar that cannot be read is as an empty one: else links to the article would be called dead.
    beside = _read(root, listed.sidecar) if listed.sidecar else None
    files = [text, *([beside] if beside else [])]
    faults = tuple(fault for file in files for fault in file.faults)
    seen = tuple(
        Seen(file.source.path, file.source.digest, file.stamp) for file in files if file.source and not file.faults
    )
    if text.source is None:
        return Loaded(listed, None, faults, seen)
    sidecar = (beside.source or Source(listed.sidecar, "", "")) if beside else None
    return Loaded(
        listed, Unit(listed.kind, text.source, sidecar, text.sha if beside or _is_text(listed) else ""), faults, seen
    )


def _is_text(listed: Listed) -> bool:
    return listed.kind != "glossary"


def _read(root: Path, path: str) -> _File:
    """One file by its path; without a source, and with a diagnostic, if it is no text or cannot be read."""
    limit = SIDECAR_LIMIT if path.endswith(".yaml") else ARTICLE_LIMIT
    try:
        data, stamp = _bytes(root / path, limit)
    except OSError as problem:
        return _File(None, faults=(unreadable(path, problem),))
    if len(data) > limit:
        message = f"`{path}` is larger than the {limit:,} bytes that are read"
        return _File(None, faults=(error("file-size", message, Span(path), _divide(path)),))
    decoded = decode(path, data)
    return _File(decoded.value, sha256(data).hexdigest(), decoded.diagnostics, stamp)


def _divide(path: str) -> str:
    """What to do with a file that is too large: an article has one sidecar, and its terms may stand elsewhere."""
    if not path.endswith(".yaml"):
        return "divide it into several articles"
    return "divide a glossary file into several; of a sidecar, move the terms into files of content/glossary/"


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _bytes(path: Path, limit: int = sys.maxsize) -> tuple[bytes, Stamp]:
    """What is in a file, cut after the first byte too many, and its stamp, unless it has only just been written.

    Raises OSError, also if it is written to meanwhile, or is none: a pipe would wait for its writer.
    """
    now = time_ns()
    with open(path, "rb", buffering=0, opener=_open) as file:
        before = os.fstat(file.fileno())
        if not S_ISREG(before.st_mode):
            raise OSError(EINVAL, "it is no file")
        data = file.read(min(before.st_size, limit) + 1)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise OSError(EBUSY, "it is being written")
    racy = max(after.st_mtime_ns, after.st_ctime_ns) >= now - _RACY
    return data, () if racy else _stamp(after)
