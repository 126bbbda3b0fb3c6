"""A file of the author's as it was and as it shall be goes in, and is written; knows nothing of what it says."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE, S_ISREG

from briefs.core.manifest import in_words

UNDO = ".briefs/undo"
"""In the site's root, a folder for each file that was written, with the texts it had: ``…/x.yaml/0007.yaml``."""
KEPT = 20
"""How many texts of each file are kept (FAULTS B30)."""
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between attempts while another program, on Windows, holds the file open (FAULTS B27)."""
_NEW = ".briefs-", ".tmp"
"""Around the number of a file that is to take the place of another."""
_WRITABLE = 0o222
_NEVER_A_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class _Refused(Exception):
    """The file is not to be written; the message says why."""


def write_back(root: Path, path: str, before: bytes, after: bytes) -> str | None:
    """Write a file if it still holds ``before``. None when it was written, or is right already; else why not, a clause.

    ``path`` is relative to the site's root. At any moment the file is its old or its new self, whole; it keeps its mode
    and what else is noted of it, and its owner where that is allowed. A link stays one, and the file it leads to is
    written, if that is in the site (FAULTS B28, B29). A file of several names, which a new file would part, is
    overwritten in place: there a crash may tear it, and so may a disk that fails twice, of which the clause tells. What
    was there is first kept in ``UNDO``; where that cannot be done the file is written all the same, save one of several
    names, of which the copy is the only guard. Somebody who saves in the instant between the last look at the file and
    its replacement is not noticed. Raises no OSError.
    """
    try:
        target, found = _target(root, path)
        _same(target, before)
        if after != before:
            _write(os.path.realpath(root), target, found, before, after)
    except _Refused as refused:
        return str(refused)
    except FileNotFoundError:
        return "it is no longer there"
    except OSError as problem:
        return in_words(problem)
    return None


def _target(root: Path, path: str) -> tuple[str, os.stat_result]:
    """The file that a path leads to, if it may be written."""
    target = os.path.realpath(root / path, strict=True)
    if not Path(target).is_relative_to(os.path.realpath(root)):
        raise _Refused("it is a link to a file outside of the site")
    found = os.stat(target)
    if not S_ISREG(found.st_mode):
        raise _Refused("it is no file")
    # To the superuser everything is writable, but a file that nobody may write is meant to stay as it is.
    if not (found.st_mode & _WRITABLE and os.access(target, os.W_OK)):
        raise _Refused("it is write-protected")
    return target, found


def _same(target: str, before: bytes) -> None:
    handle = os.open(target, os.O_RDONLY | _NEVER_A_LINK)
    try:
        data = b"".join(iter(lambda: os.read(handle, 1 << 20), b""))
    finally:
        os.close(handle)
    if data != before:
        raise _Refused("it was changed meanwhile")


def _write(root: str, target: str, found: os.stat_result, before: bytes, after: bytes) -> None:
    copy = _keep(root, target, found, before)
    if found.st_nlink == 1:
        _replace(target, found, before, after, copy)
    elif copy:
        _overwrite(target, before, after, os.path.relpath(copy, root))
    else:
        raise _Refused(f"it has several names, and no copy of it could be kept in `{UNDO}`")


def _replace(target: str, found: os.stat_result, before: bytes, after: bytes, copy: str) -> None:
    """Put a new file in the place of the old.

    It is made beside the copy, where one that a killed run leaves is in nobody's way and goes with the next; beside the
    old one where there is no copy, or where that is another disk.
    """
    folder = os.path.dirname(target)
    try:
        _replace_from(os.path.dirname(copy) or folder, target, found, before, after)
    except OSError as problem:
        if problem.errno != errno.EXDEV or not copy:
            raise
        _replace_from(folder, target, found, before, after)
    # Not every system can; the file is there, and at worst a power cut brings the old one back.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace_from(place: str, target: str, found: os.stat_result, before: bytes, after: bytes) -> None:
    with _new(os.path.join(place, f"{_NEW[0]}{os.urandom(6).hex()}{_NEW[1]}"), after, found, target) as new:
        _same(target, before)
        _patiently_replace(new, target)


def _overwrite(target: str, before: bytes, after: bytes, copy: str) -> None:
    """Write into the file itself; after a fault, its old text again."""
    _same(target, before)
    handle = os.open(target, os.O_WRONLY | _NEVER_A_LINK)
    try:
        try:
            _fill(handle, after)
        except BaseException:
            _restore(handle, before, copy)
            raise
    finally:
        with suppress(OSError):  # All that matters is on the disk by now.
            os.close(handle)


def _restore(handle: int, before: bytes, copy: str) -> None:
    try:
        _fill(handle, before)
    except OSError as problem:
        raise _Refused(f"{in_words(problem)}; what it said is in `{copy}`") from problem


def _fill(handle: int, data: bytes) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.ftruncate(handle, len(data))
    os.fsync(handle)


@contextmanager
def _new(path: str, data: bytes, like: os.stat_result, other: str) -> Iterator[str]:
    """A new file, on the disk, with all but the words of another; gone again after whatever ends the block early."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NEVER_A_LINK, 0o600)
    try:
        try:
            if hasattr(os, "fchown"):
                for owner, group in ((-1, like.st_gid), (like.st_uid, -1)):
                    with suppress(OSError):  # The group may be one of our own, the owner only if we are the superuser.
                        os.fchown(handle, owner, group)
                os.fchmod(handle, S_IMODE(like.st_mode))
            _attributed(handle, other)
            _fill(handle, data)
        finally:
            os.close(handle)
        yield path
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise


def _attributed(handle: int, other: str) -> None:
    """Give a new file what else is noted of another: who more may read it, labels. Not every system has or tells it."""
    if sys.platform != "linux":
        return
    with suppress(OSError):
        for name in os.listxattr(other):
            with suppress(OSError):
                os.setxattr(handle, name, os.getxattr(other, name))


def _patiently_replace(new: str, target: str) -> None:
    for pause in PATIENCE:
        try:
            return os.replace(new, target)
        except OSError as problem:
            if getattr(problem, "winerror", None) not in (5, 32, 33):  # Denied, shared, locked: it passes.
                raise
        time.sleep(pause)
    return os.replace(new, target)


# ── what was there ───────────────────────────────────────────────────────────────────────────────────────────────


def _keep(root: str, target: str, found: os.stat_result, before: bytes) -> str:
    """The path of the copy, made beside those of earlier times, of which the oldest go; empty where none can be."""
    folder = os.path.join(root, UNDO, os.path.relpath(target, root))
    try:
        os.makedirs(folder, 0o755, exist_ok=True)
        names = os.listdir(folder)
        copies = _copies(names)
        number = max(copies, default=0) + 1
        copy = os.path.join(folder, f"{number:04}{os.path.splitext(target)[1]}")
        with _new(copy, before, found, target):
            pass
    except OSError:
        return ""
    with suppress(OSError):
        for old in sorted(copies)[: max(0, len(copies) + 1 - KEPT)]:
            os.unlink(os.path.join(folder, copies[old]))
        for name in names:
            if name.startswith(_NEW[0]) and name.endswith(_NEW[1]):  # Of a run that was killed.
                os.unlink(os.path.join(folder, name))
    return copy


def _copies(names: list[str]) -> dict[int, str]:
    """The names of the copies by their numbers; other files beside them are not ours."""
    stems = {name: os.path.splitext(name)[0] for name in names}
    return {int(stem): name for name, stem in stems.items() if stem.isascii() and stem.isdigit()}
