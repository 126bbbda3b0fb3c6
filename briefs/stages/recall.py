"""A site's root goes in, what earlier builds remember of its quotes comes out, and goes back; knows no article."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

from briefs.core.diagnostics import Checked, Diagnostic, note
from briefs.core.memory import Remembered, decode_lock, encode_lock

NAME = "briefs.lock"
"""In the site's root, kept in version control (FORMAT "A site")."""


def recall(root: Path) -> Checked[tuple[Remembered, ...]]:
    """What stands in the lock file; nothing where there is none."""
    try:
        data = (root / NAME).read_bytes() if (root / NAME).is_file() else b""
    except OSError:
        return Checked(())
    return decode_lock(NAME, data)


def differs(root: Path, entries: Iterable[Remembered]) -> bool:
    """Whether ``retain`` would write."""
    try:
        known = (root / NAME).read_bytes() if (root / NAME).is_file() else b""
        return known != encode_lock(entries)
    except OSError:
        return bool(encode_lock(entries))


def retain(root: Path, entries: Iterable[Remembered]) -> Diagnostic | None:
    """Write the lock file if it would change; a note where it cannot be written, which is no fault of the content."""
    entries, new = tuple(entries), root / f".{NAME}.new"
    if not differs(root, entries):
        with suppress(OSError):  # A build that was killed may have left it.
            new.unlink(missing_ok=True)
        return None
    try:
        _write(new, encode_lock(entries))
        with suppress(OSError):  # There may be none yet, or one of somebody else's.
            os.chmod(new, S_IMODE((root / NAME).stat().st_mode))
        os.replace(new, root / NAME)
    except OSError as problem:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        message = f"`{NAME}` was not written: {problem.strerror}"
        return note("lock-unwritten", message, None, "quotes are found all the same; only what was learned is lost")
    return None


def _write(path: Path, data: bytes) -> None:
    """Bring a file to the disk before it takes the place of another: a power cut leaves one of the two.

    What has its name already is a killed build's, or a link that would lead somewhere else: it goes.
    """
    path.unlink(missing_ok=True)
    with open(path, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
