"""A folder and a path go in, what stands there or how it is changed comes out; knows nothing of plans and manifests."""

from __future__ import annotations

import ctypes
import errno
import os
import time
from collections.abc import Callable, Collection, Iterator
from posixpath import dirname
from stat import S_ISDIR, S_ISLNK, S_ISREG

from briefs.core.manifest import Entry, folders_of
from briefs.core.source import digest

PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between attempts while another program, on Windows, holds a file open (FAULTS B27)."""

_AS_WE_ARE = os.access in os.supports_effective_ids
"""Whether the system tells what this process may, not only what its user may."""


def lstat(root: str, path: str) -> os.stat_result | None:
    """What stands at a path, a link not followed; None when nothing does."""
    try:
        return os.lstat(os.path.join(root, path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def kind(root: str, path: str) -> str:
    """What stands at a path, a link not followed; empty when nothing does."""
    if (found := lstat(root, path)) is None:
        return ""
    return "symbolic link" if S_ISLNK(found.st_mode) else "folder" if S_ISDIR(found.st_mode) else "file"


def real(root: str, folders: Collection[str]) -> set[str]:
    """Those of ``folders``, and of what is above them, that are folders and not behind a link; "" is the output."""
    real = {""}
    for folder in sorted({*folders, *folders_of(folders)}):
        if dirname(folder) in real and kind(root, folder) == "folder":
            real.add(folder)
    return real


def below(root: str, folder: str) -> Iterator[str]:
    """Every path below a folder."""
    with os.scandir(os.path.join(root, folder)) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}"
            yield path
            if entry.is_dir(follow_symlinks=False):
                yield from below(root, path)


def holds(root: str, path: str, entry: Entry) -> bool:
    """Whether a file holds the bytes that ``entry`` tells of."""
    found = lstat(root, path)
    if found is None or not S_ISREG(found.st_mode) or found.st_size != entry.size:
        return False
    return digest(read(root, path) or b"") == entry.digest


def read(root: str, path: str) -> bytes | None:
    """The bytes of a file; None when there is none. Raises OSError, also for a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(os.path.join(root, path), flags)
    except FileNotFoundError:
        return None
    try:
        return b"".join(iter(lambda: os.read(handle, 1 << 20), b""))
    finally:
        os.close(handle)


def write(path: str, data: bytes, sync: bool) -> None:
    """Make or replace a file, with ``sync`` down to the disk. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if sync:
            os.fsync(handle)
    finally:
        os.close(handle)


def writable(root: str, folder: str) -> None:
    """Raises OSError where nothing can be moved into a folder, or out of it."""
    place = os.path.join(root, folder)
    if not os.access(place, os.W_OK | os.X_OK, effective_ids=_AS_WE_ARE):
        read_only = hasattr(os, "statvfs") and os.statvfs(place).f_flag & os.ST_RDONLY
        number = errno.EROFS if read_only else errno.EACCES
        raise OSError(number, os.strerror(number), place)
    if os.lstat(place).st_dev != os.lstat(root).st_dev:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), place)


def sync_all(folder: str) -> None:
    """Bring everything on the folder's file system to disk."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    handle = os.open(folder, os.O_RDONLY)
    try:
        problem = errno.ENOSYS if syncfs is None else syncfs(handle) and ctypes.get_errno()
        if problem == errno.ENOSYS:
            os.sync()
        elif problem:
            raise OSError(problem, os.strerror(problem), folder)
    finally:
        os.close(handle)


def patiently(call: Callable[..., None], *paths: str) -> None:
    """Call, and again while another program is in the way. Raises OSError."""
    for pause in PATIENCE:
        try:
            return call(*paths)
        except OSError as problem:
            if getattr(problem, "winerror", None) not in (5, 32, 33):  # Denied, shared, locked: it passes.
                raise
        time.sleep(pause)
    return call(*paths)


def sync(path: str) -> None:
    """Bring a file to disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
