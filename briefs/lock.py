"""A file's path goes in, a lock on it is held while a block runs; it knows nothing of what the lock protects."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefs.core.manifest import CannotWrite, in_words
from briefs.core.source import digest

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_UNUSABLE = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}
"""Errors that say that no lock can be kept at this place, whoever asks."""


class Busy(Exception):
    """Another build holds the lock (exit 75)."""

    def __init__(self, pid: int = 0, since: str = "", what: str = "build of this site") -> None:
        """``pid`` is 0 and ``since`` empty when the holder has not said."""
        self.pid, self.since = pid, since
        who = f" (process {pid}, since {since})" if pid else ""
        super().__init__(f"another {what} is running{who}")


@contextmanager
def build_lock(path: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the lock at ``path`` while the block runs. Raises Busy after ``wait`` seconds, or CannotWrite.

    The file is made when missing, and stays. In a tree that cannot be written, one in the system's folder for
    temporary files stands for it. The system frees the lock however its holder ends (FAULTS D3, B6, B7).
    """
    handle = _patiently(_locked, path, wait)
    try:
        _sign(handle)
        yield
    finally:
        os.close(handle)


@contextmanager
def folder_lock(folder: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the lock on an output folder while the block runs: two sites may have one. Raises Busy.

    It is on the folder itself and leaves nothing in it. Where there is no folder yet, or the system locks none, nothing
    is held.
    """
    handle = _patiently(_locked_folder, folder, wait)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _patiently(lock: Callable[[Path], int], path: Path, wait: float) -> int:
    """What the call gives as soon as it is not Busy. Raises Busy after ``wait`` seconds."""
    deadline = time.monotonic() + wait
    while True:
        try:
            return lock(path)
        except Busy:
            if time.monotonic() >= deadline:
                raise
        time.sleep(0.05)


def _locked_folder(folder: Path) -> int:
    """The open folder that holds the lock; -1 where none can."""
    if sys.platform == "win32":
        return -1
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return -1
    try:
        if _grab(handle):
            return handle
    except OSError:
        os.close(handle)
        return -1
    os.close(handle)
    raise Busy(what=f"build into `{folder}`")


def _locked(path: Path) -> int:
    """An open file that holds the lock; raises Busy at once when another holds it."""
    user = getattr(os, "getuid", int)()
    name = f"briefs-{user}-{digest(os.fsencode(os.path.realpath(path)))}.lock"
    try:
        return _lock_at(path)
    except OSError as problem:
        if problem.errno not in _UNUSABLE:
            raise CannotWrite(f"cannot lock `{path}`: {in_words(problem)}") from problem
    try:
        return _lock_at(Path(tempfile.gettempdir(), name))
    except OSError as problem:
        raise CannotWrite(f"cannot lock `{path}`, nor a temporary file in its place: {in_words(problem)}") from problem


def _lock_at(place: Path) -> int:
    os.makedirs(place.parent, exist_ok=True)
    handle = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        if not _grab(handle):
            raise Busy(*_signature(handle))
    except BaseException:
        os.close(handle)
        raise
    return handle


def _grab(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, 1 << 30, os.SEEK_SET)  # There a lock keeps others from reading: lock beyond the signature.
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _sign(handle: int) -> None:
    with suppress(OSError):  # It serves the other build's message; the lock holds without it.
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()} {time.strftime('%Y-%m-%d %H:%M:%S')}".encode())


def _signature(handle: int) -> tuple[int, str]:
    os.lseek(handle, 0, os.SEEK_SET)
    pid, _, since = os.read(handle, 100).decode("ascii", "replace").partition(" ")
    return (int(pid), since) if pid.isdigit() else (0, "")
