"""An output folder goes in, a place in it where files wait to be published comes out, and goes without a trace."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from posixpath import dirname
from types import TracebackType

from briefs.core.manifest import MANIFEST, STAGE, CannotWrite, Manifest, decode, encode, folders_of, in_words
from briefs.stages.publish import disk
from briefs.stages.publish.undisturbed import undisturbed

JOURNAL = "manifest"
"""In the stage, the next manifest. Once it is whole, files may move, and a file with a digest it names is ours."""


class Stage:
    """Files that are made before it is known whether they will be published. The caller holds the build lock."""

    def __init__(self, output: str | os.PathLike[str]) -> None:
        self.root = os.path.realpath(output)
        self._folder = os.path.join(self.root, STAGE)
        self._made: list[str] = []
        self.is_open = False

    def open(self) -> str:
        """The folder to write to; empty where there can be none, because of what stands there. Raises CannotWrite."""
        if self.is_open:
            return self._folder
        if disk.kind("", self.root) == "file" or disk.kind(self.root, STAGE) not in ("", "folder"):
            return ""
        with guard(self.root, AS_IT_WAS):
            recover(self.root)
            self._make(self._folder)
        self.is_open = True
        return self._folder

    def _make(self, folder: str) -> None:
        """The folder and those above it that are missing, remembered to be removed."""
        if not os.path.isdir(folder):
            self._make(os.path.dirname(folder))
            os.mkdir(folder, 0o755)
            self._made.append(folder)

    def taken(self) -> bool:
        """Whether files wait here; from now on they are their publisher's."""
        was, self.is_open = self.is_open, False
        return was

    def __enter__(self) -> Stage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What nobody published goes, and so do folders that were made for it."""
        if self.is_open:
            self.is_open = False
            with suppress(OSError), undisturbed():
                recover(self.root)
            with suppress(OSError):
                for folder in reversed(self._made[:-1]):
                    os.rmdir(folder)


AS_IT_WAS = "The published site is as it was."


def write_staged(place: str, data: bytes) -> None:
    """Write a file of the stage. Raises OSError."""
    disk.write(place, data, False)


@contextmanager
def guard(root: str, outcome: str, needed: int = 0) -> Iterator[None]:
    """Tidy up after whatever ends the block early, an interrupt included; faults of the disk become CannotWrite."""
    try:
        yield
    except BaseException as problem:
        with suppress(OSError), undisturbed():  # What cannot be mended now is mended by the next run.
            recover(root)
        if isinstance(problem, OSError):
            raise CannotWrite(_words(root, problem, outcome, needed)) from problem
        raise


def _words(root: str, problem: OSError, outcome: str, needed: int) -> str:
    named = problem.filename2 or problem.filename
    where = named if isinstance(named, str) and STAGE not in named else root
    why = in_words(problem)
    if problem.errno == errno.ENOSPC:
        with suppress(OSError):
            free = shutil.disk_usage(root).free
            wanted = f"{needed:,} bytes" if needed else f"more than {free:,} bytes"  # Not all was made yet.
            why += f" ({wanted} are needed, {free:,} are free)"
    return f"cannot publish to `{where}`: {why}. {outcome}"


def recover(root: str) -> None:
    """Let the manifest say what a run that died has left, then remove its stage. May die at any step, and be rerun."""
    stage = os.path.join(root, STAGE)
    if disk.kind(root, STAGE) != "folder":
        return
    for name in sorted(os.listdir(stage)):
        if name != JOURNAL:  # First of all: a full disk needs the space.
            disk.patiently(os.unlink, os.path.join(stage, name))
    if (journal := disk.read(stage, JOURNAL)) is not None:
        old, new = decode(disk.read(root, MANIFEST) or b"") or Manifest(), decode(journal)
        if new and (true := _left_by(root, old, new)) != old:
            disk.write(os.path.join(stage, "recovered"), encode(true), True)
            disk.patiently(os.replace, os.path.join(stage, "recovered"), os.path.join(root, MANIFEST))
        disk.patiently(os.unlink, os.path.join(stage, JOURNAL))
    disk.patiently(os.rmdir, stage)


def _left_by(root: str, old: Manifest, new: Manifest) -> Manifest:
    """What is ours after a run from ``old`` to ``new`` that died at any step."""
    paths = {*old.files, *new.files}
    real = disk.real(root, {*folders_of(paths), *old.folders, *new.folders})
    files = {}
    for path in sorted(p for p in paths if dirname(p) in real and disk.kind(root, p) not in ("", "folder")):
        if path in new.files and disk.holds(root, path, new.files[path]):
            files[path] = new.files[path]
        elif path in old.files:
            files[path] = old.files[path]
    return Manifest(files, tuple(sorted(real.intersection({*old.folders, *new.folders}))))
