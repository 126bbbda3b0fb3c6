"""Files to begin with and a folder go in, those that were not there stand in it; what was there is never touched."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from briefs.core.manifest import Artifact, in_words
from briefs.core.slugs import slug_of


class Laid(Struct, frozen=True):
    """What came of it, by paths."""

    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """What was there already, and is as it was."""
    refused: str = ""
    """Why no more could be written."""


def taken(folder: Path) -> bool:
    """Whether anything stands where a site shall begin: a file, or a folder with more in it than what Git keeps."""
    if not os.path.lexists(folder):
        return False
    return not folder.is_dir() or any(one.name != ".git" for one in folder.iterdir())


def lay(root: Path, files: Iterable[Artifact]) -> Laid:
    """Write each file that is not there, whole or not at all; a name that leads nowhere counts as there."""
    written: list[str] = []
    kept: list[str] = []
    for file in files:
        try:
            (written if _laid(root / file.path, file.data) else kept).append(file.path)
        except OSError as problem:
            return Laid(tuple(written), tuple(kept), f"`{file.path}` was not written: {in_words(problem)}")
    return Laid(tuple(written), tuple(kept))


def _laid(target: Path, data: bytes) -> bool:
    if os.path.lexists(target):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return True


def namesake(folder: Path, slug: str) -> str:
    """The text below a folder whose name makes this slug; empty if there is none."""
    found = (Path(at, name) for at, _, names in os.walk(folder) for name in names)
    texts = sorted(path for path in found if path.suffix in (".txt", ".md"))
    return next((path.relative_to(folder).as_posix() for path in texts if slug_of(path.stem) == slug), "")
