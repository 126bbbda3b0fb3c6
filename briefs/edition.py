"""The names of plugins go in, one word for all the code that builds a site comes out: ours, theirs, the libraries'.

What an edition made, another may make otherwise; so it is part of what a cache is kept for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from briefs.core.source import digest, digest_of
from briefs.modules import files_of

_PACKAGE = Path(__file__).parent


@lru_cache(maxsize=4)
def edition(plugins: tuple[str, ...] = (), root: str = "") -> str:
    """A digest of the code as it stands on the disk; read once in a process. ``root`` is the site's folder."""
    ours = [(path.relative_to(_PACKAGE).as_posix(), path) for path in sorted(_PACKAGE.rglob("*.py"))]
    theirs = [(f"{name}/{called}", path) for name in plugins for called, path in files_of(name, root)]
    code = tuple((name, digest(_bytes(path))) for name, path in (*ours, *theirs))
    return digest_of(sys.version, code, tuple(sorted(_installed())), _icu())


def _icu() -> str:
    """ICU's own version, which PyICU's does not tell: it has the order of the A–Z."""
    if find_spec("icu") is None:
        return ""
    import icu  # an extra, and slow to load

    return str(icu.ICU_VERSION)


def _installed() -> Iterator[str]:
    """What is installed beside us, with its versions: the names of the folders in which installers note it."""
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError):
            yield from (name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))


def _bytes(path: Path) -> bytes:
    with suppress(OSError):
        return path.read_bytes()
    return b""
