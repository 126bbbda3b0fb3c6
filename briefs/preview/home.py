"""A wish for a folder goes in, one that can be written to comes out; knows nothing of what will stand in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def is_usable(folder: Path) -> bool:
    """Whether files can be written there; the folder is made when missing."""
    with suppress(OSError):
        os.makedirs(folder, exist_ok=True)
        return os.access(folder, os.W_OK)
    return False


@contextmanager
def passing() -> Iterator[Path]:
    """A folder that goes with the block."""
    folder = tempfile.mkdtemp(prefix="briefs-preview-")
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def emptied(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as that can be done."""
    shutil.rmtree(folder, ignore_errors=True)
