"""An output folder as it was left goes in, a file of sizes and times comes out, and back; losing it does no harm."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from operator import attrgetter, eq, itemgetter
from pathlib import Path

import msgspec

from briefs.core.manifest import MANIFEST, folders_of
from briefs.core.source import digest
from briefs.stages.publish import disk

Stamp = tuple[str, int, int, int, int]
"""A file as last seen: digest of its bytes, size, mtime and ctime in ns, inode."""


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """The output as the last run left it."""

    manifest: str = ""
    """Digest of the manifest's bytes."""
    files: dict[str, Stamp] = {}


def remembered(state: Path | None) -> Seen:
    """What the file says; nothing where there is none, or where it is damaged."""
    if state is not None:
        with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            return msgspec.msgpack.decode(disk.read("", str(state)) or b"", type=Seen)
    return Seen()


def as_left(root: str, seen: Seen) -> bytes | None:
    """The manifest of an output that is, foreign files aside, as the last run left it; None for any other."""
    with suppress(OSError):
        data = disk.read(root, MANIFEST) if seen.manifest else None
        if data is not None and digest(data) == seen.manifest and _stand(root, seen.files):
            return data
    return None


def _stand(root: str, files: Mapping[str, Stamp]) -> bool:
    """Whether all files are as they were and behind no link. Raises OSError where one is missing."""
    folders = folders_of(files)
    if len(disk.real(root, folders)) <= len(folders):  # The output itself is one of them.
        return False
    # Every build does this for every file: without a step of Python for each it takes two thirds of the time.
    found = map(_times, map(os.lstat, map(f"{root}/".__add__, files)))
    return all(map(eq, found, map(_known, files.values())))


def retained(
    state: Path | None,
    before: Seen,
    root: str,
    manifest: bytes,
    right: Mapping[str, Stamp],
    moved: Mapping[str, Stamp],
) -> None:
    """Keep the stamps for the next run, if anything about them is new; ``moved`` tells the new files' in the stage."""
    if state is None:
        return
    try:
        files = {**right, **{path: _moved(root, path, stamp) for path, stamp in moved.items()}}
        if len(files) > len(right):
            files = dict(sorted(files.items()))
        now = Seen(digest(manifest), files)
        if now != before:
            os.makedirs(state.parent, exist_ok=True)
            disk.write(f"{state}.new", msgspec.msgpack.encode(now), False)
            os.replace(f"{state}.new", state)
    except OSError:
        with suppress(OSError):
            os.unlink(f"{state}.new")


def _moved(root: str, path: str, staged: Stamp) -> Stamp:
    """The stamp of a file that was moved; of no file's where another stands there now, of whose bytes nothing is known.

    Moving alters but its ctime. Where it alters more, the next run reads the file again.
    """
    with suppress(OSError):
        now = stamped(root, path, staged[0])
        if (now[1], now[2], now[4]) == (staged[1], staged[2], staged[4]):
            return now
    return "", 0, 0, 0, 0


def stamped(root: str, path: str, digest: str) -> Stamp:
    """A file's stamp, its bytes being those of the digest. Raises OSError."""
    return digest, *_times(os.lstat(f"{root}/{path}"))


_times: Callable[[os.stat_result], tuple[int, int, int, int]] = attrgetter(
    "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino"
)
_known: Callable[[Stamp], tuple[int, int, int, int]] = itemgetter(1, 2, 3, 4)
