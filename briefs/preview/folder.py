"""A folder goes in, a reader of the files in it comes out; follows no link, and knows no site and no request."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from stat import S_ISREG

_HERE = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
# A named pipe would wait for its writer; Windows would mend line ends.
_FILE = os.O_RDONLY | _HERE | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def folder_reader(folder: Path) -> Callable[[str], bytes | None]:
    """What gives the bytes of a file by its path from ``folder``, with forward slashes.

    It gives None for what is not there, is no plain file, or lies at or behind a link (FAULTS C2). ``folder`` itself
    may be one.
    """
    return partial(_read, os.fspath(folder))


def _read(folder: str, path: str) -> bytes | None:
    *folders, name = path.split("/")
    if not {"", ".", ".."}.isdisjoint((*folders, name)) or "\0" in path:
        return None
    try:
        handle = (_open_below if os.open in os.supports_dir_fd else _open_where)(folder, folders, name)
    except OSError:
        return None
    try:
        if not S_ISREG(os.fstat(handle).st_mode):
            return None
        with open(handle, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(handle)


def _open_below(folder: str, folders: list[str], name: str) -> int:
    """Each part is opened in the one before it, so none can be swapped for a link meanwhile."""
    here = os.open(folder, _FOLDER)
    try:
        for part in folders:
            below = os.open(part, _FOLDER | _HERE, dir_fd=here)
            os.close(here)
            here = below
        return os.open(name, _FILE, dir_fd=here)
    finally:
        os.close(here)


def _open_where(folder: str, folders: list[str], name: str) -> int:
    """The same where a file cannot be opened in an open folder (Windows)."""
    for part in (*folders, name):
        folder = os.path.join(folder, part)
        if os.path.realpath(folder) != os.path.join(os.path.realpath(os.path.dirname(folder)), part):
            raise OSError(f"{folder} is a link")
    return os.open(folder, _FILE)
