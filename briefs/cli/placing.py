"""A path and bytes go in, a file of these bytes stands there or what stood there before; knows nothing of either."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all, with the mode of the one in whose place it comes. Raises OSError.

    A link stays one, and the file it leads to is written. What is no file, as a pipe or a device, takes the bytes in.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    beside = target.with_name(f".briefs-{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        with suppress(OSError):
            shutil.copymode(target, beside)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
