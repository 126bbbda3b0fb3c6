"""An output folder as it was left goes in, a file of sizes and times comes out, and back; losing it does no harm."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from briefs.core.manifest import Manifest, encode
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


def retained(
    state: Path | None,
    before: Seen,
    root: str,
    manifest: Manifest,
    right: Mapping[str, Stamp],
    moved: Collection[str],
) -> None:
    """Keep the stamps for the next run, if anything about them is new."""
    if state is None:
        return
    with suppress(OSError):
        files = dict(right)
        for path in moved:
            files[path] = stamped(root, path, manifest.files[path].digest)
        now = Seen(digest(encode(manifest)), dict(sorted(files.items())))
        if now != before:
            os.makedirs(state.parent, exist_ok=True)
            disk.write(f"{state}.new", msgspec.msgpack.encode(now), False)
            os.replace(f"{state}.new", state)


def stamped(root: str, path: str, digest: str) -> Stamp:
    """A file's stamp, its bytes being those of the digest; of no file's where there is none."""
    try:
        found = os.lstat(f"{root}/{path}")
    except OSError:
        return "", 0, 0, 0, 0
    return digest, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
