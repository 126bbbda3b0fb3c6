"""Artifacts go in, an output folder with those files and every foreign one comes out; it knows nothing of pages."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from posixpath import dirname
from stat import S_ISDIR, S_ISLNK, S_ISREG

import msgspec

from briefs.core.diagnostics import Checked
from briefs.core.manifest import (
    MANIFEST,
    STAGE,
    Artifact,
    CannotWrite,
    Entry,
    Manifest,
    collisions,
    damaged,
    decode,
    encode,
    fold,
    folders_of,
    in_words,
    is_output_path,
    obstructs,
    refusals,
)
from briefs.core.source import digest

JOURNAL = "manifest"
"""In the stage, the next manifest. Once it is whole, files may move, and a file with a digest it names is ours."""
FEW = 64
"""Up to this many files are brought to disk one by one, more by one sync of the file system (FAULTS D2)."""
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between attempts while another program, on Windows, holds a file open (FAULTS B27)."""

Stamp = tuple[str, int, int, int, int]
"""A file as last seen: digest of its bytes, size, mtime and ctime in ns, inode."""


class Published(msgspec.Struct, frozen=True):
    """How many files of the site were written, were right already, and were removed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


class _Plan(msgspec.Struct, frozen=True):
    """What is to be done in the folder ``root``; paths are relative to it."""

    root: str
    old: Manifest
    new: Manifest
    right: dict[str, Stamp]
    """The files that are right already."""
    folders: tuple[str, ...]
    """To be made, outer ones first."""
    moves: tuple[str, ...]
    """Files to be written, in this order: additions, changes, ``index.html``."""
    done: bool
    """Whether the folder is as it shall be, its manifest included."""


def publish(
    artifacts: Iterable[Artifact], output: Path, *, sync: bool = True, verify: bool = False, state: Path | None = None
) -> Checked[Published]:
    """Make ``output`` hold the artifacts: write what differs, remove what was ours and is no more, spare the rest.

    At any moment each file is its old or its new self, whole; a run that died is completed by the next (FAULTS D1,
    B1-B5). ``sync`` guards against power loss. ``state`` names a file of sizes and times that saves reading the
    output again; ``verify`` reads it all the same. The caller holds the build lock. An error in the result means that
    nothing was changed: ``duplicate-output``, ``foreign-file``, ``output-refused``. Raises CannotWrite; ValueError for
    a path that is no output path, which is our own fault.
    """
    made = tuple(artifacts)
    if wrong := [a.path for a in made if not is_output_path(a.path)]:
        raise ValueError(f"not an output path: {wrong[0]!r}")
    if problems := collisions(a.path for a in made):
        return Checked(Published(), problems)
    root, table, wanted = os.path.realpath(output), _load(state), {a.path: a.data for a in made}
    with _guard(root, "The published site is as it was."):
        _recover(root)
        checked = _plan(root, wanted, {} if verify else table, output.as_posix())
    if (plan := checked.value) is None:
        return Checked(Published(), checked.diagnostics)
    removed = 0 if plan.done else _carry_out(plan, wanted, sync)
    _remember(state, table, plan)
    return Checked(Published(len(plan.moves), len(plan.right), removed), checked.diagnostics)


# Deciding. Nothing here writes.


def _plan(root: str, wanted: dict[str, bytes], seen: dict[str, Stamp], shown: str) -> Checked[_Plan | None]:
    """What is to be done; None, with errors, when foreign things are in the way. ``shown`` names the folder in them."""
    if _kind("", root) == "file":
        return Checked(None, refusals({"": "file"}, shown, False))
    data = _read(root, MANIFEST)
    told = None if data is None else decode(data)
    old = told or Manifest()
    new = {path: Entry(digest(content), len(content)) for path, content in wanted.items()}
    folders = folders_of(wanted)
    real = _real(root, folders)
    look = _looker(root, old, new, seen)
    looks = {path: look(path) if dirname(path) in real else "absent" for path in sorted(wanted)}
    warnings = () if told or data is None else (damaged(shown),)
    blocked = {folder for folder in folders - real if dirname(folder) in real and folder not in old.files}
    foreign = {path for path, found in looks.items() if found == "foreign"}
    if clashes := {path: kind for path in sorted({*blocked, *foreign, STAGE}) if (kind := _kind(root, path))}:
        return Checked(None, (*warnings, *refusals(clashes, shown, told is not None)))
    right = {path: found for path, found in looks.items() if isinstance(found, tuple)}
    ours = {fold(f) for f in (*old.folders, *folders_of(right.keys() - old.files.keys()), *(folders - real))}
    moves = sorted(looks.keys() - right.keys(), key=lambda path: (path == "index.html", looks[path] == "differs", path))
    manifest = Manifest(new, tuple(sorted(f for f in folders if fold(f) in ours)))
    done = not moves and data == encode(manifest)
    return Checked(_Plan(root, old, manifest, right, tuple(sorted(folders - real)), tuple(moves), done), warnings)


def _looker(root: str, old: Manifest, new: dict[str, Entry], seen: dict[str, Stamp]) -> Callable[[str], Stamp | str]:
    """What stands at a path of ``new``: its Stamp when it is right, else ``absent``, ``differs`` or ``foreign``."""
    owned = {*old.files, *old.folders}
    respelled = {fold(path): path for path in old.files.keys() - new.keys()}

    def look(path: str) -> Stamp | str:
        if (found := _lstat(root, path)) is None:
            return "absent"
        if S_ISDIR(found.st_mode):
            return "absent" if {path, *_below(root, path)} <= owned else "foreign"
        former = respelled.get(fold(path))
        if former and (other := _lstat(root, former)) and os.path.samestat(other, found):
            return "differs"  # Case is ignored here, and the former spelling is about to be removed.
        stamp = new[path].digest, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
        if seen.get(path) == stamp or _holds(root, path, new[path]):
            return stamp
        return "differs" if path in old.files else "foreign"

    return look


# Doing. The order of these steps is what keeps every file whole.


def _carry_out(plan: _Plan, wanted: dict[str, bytes], sync: bool) -> int:
    """Do what is planned; returns the number of files removed."""
    with _guard(plan.root, "The published site is as it was.", sum(len(wanted[path]) for path in plan.moves)):
        _fill_stage(plan, wanted, sync)
    with _guard(plan.root, "Each published file is whole, old or new; the next build completes the site."):
        return _apply(plan)


@contextmanager
def _guard(root: str, outcome: str, needed: int = 0) -> Iterator[None]:
    """Tidy up after whatever ends the block early, an interrupt included; faults of the disk become CannotWrite."""
    try:
        yield
    except BaseException as problem:
        with suppress(OSError):  # What cannot be mended now is mended by the next run.
            _recover(root)
        if isinstance(problem, OSError):
            raise CannotWrite(_words(root, problem, outcome, needed)) from problem
        raise


def _words(root: str, problem: OSError, outcome: str, needed: int) -> str:
    named = problem.filename2 or problem.filename
    where = named if isinstance(named, str) and STAGE not in named else root
    why = in_words(problem)
    if problem.errno == errno.ENOSPC:
        with suppress(OSError):
            why += f" ({needed:,} bytes are needed, {shutil.disk_usage(root).free:,} are free)"
    return f"cannot publish to `{where}`: {why}. {outcome}"


def _fill_stage(plan: _Plan, wanted: dict[str, bytes], sync: bool) -> None:
    stage = os.path.join(plan.root, STAGE)
    os.makedirs(plan.root, 0o755, exist_ok=True)
    os.mkdir(stage, 0o755)
    each = sync and (len(plan.moves) <= FEW or not hasattr(os, "sync"))
    for number, path in enumerate(plan.moves):
        _write(os.path.join(stage, str(number)), wanted[path], each)
    _write(os.path.join(stage, JOURNAL), encode(plan.new), each)
    if sync and not each:
        _sync_all(stage)


def _apply(plan: _Plan) -> int:
    root, stage = plan.root, os.path.join(plan.root, STAGE)
    first, first_folders = obstructs(plan.old, plan.new.files)
    removed = _remove(root, first, first_folders)
    for folder in plan.folders:
        os.mkdir(os.path.join(root, folder), 0o755)
    for number, path in enumerate(plan.moves):
        _patiently(os.replace, os.path.join(stage, str(number)), os.path.join(root, path))
    # Without those that went first: where case is ignored, their names are now those of new files.
    gone = plan.old.files.keys() - plan.new.files.keys() - {*first}
    removed += _remove(root, gone, set(plan.old.folders).difference(plan.new.folders))
    _patiently(os.replace, os.path.join(stage, JOURNAL), os.path.join(root, MANIFEST))
    _patiently(os.rmdir, stage)
    return removed


def _recover(root: str) -> None:
    """Let the manifest say what a run that died has left, then remove its stage. May die at any step, and be rerun."""
    stage = os.path.join(root, STAGE)
    if _kind(root, STAGE) != "folder":
        return
    for name in sorted(os.listdir(stage)):
        if name != JOURNAL:  # First of all: a full disk needs the space.
            _patiently(os.unlink, os.path.join(stage, name))
    if (journal := _read(stage, JOURNAL)) is not None:
        old, new = decode(_read(root, MANIFEST) or b"") or Manifest(), decode(journal)
        if new and (true := _left_by(root, old, new)) != old:
            _write(os.path.join(stage, "recovered"), encode(true), True)
            _patiently(os.replace, os.path.join(stage, "recovered"), os.path.join(root, MANIFEST))
        _patiently(os.unlink, os.path.join(stage, JOURNAL))
    _patiently(os.rmdir, stage)


def _left_by(root: str, old: Manifest, new: Manifest) -> Manifest:
    """What is ours after a run from ``old`` to ``new`` that died at any step."""
    paths = {*old.files, *new.files}
    real = _real(root, {*folders_of(paths), *old.folders, *new.folders})
    files = {}
    for path in sorted(p for p in paths if dirname(p) in real and _kind(root, p) not in ("", "folder")):
        if path in new.files and _holds(root, path, new.files[path]):
            files[path] = new.files[path]
        elif path in old.files:
            files[path] = old.files[path]
    return Manifest(files, tuple(sorted(real.intersection({*old.folders, *new.folders}))))


def _remove(root: str, files: Collection[str], folders: Collection[str]) -> int:
    """Remove files, then the folders that this empties; returns how many files. Nothing behind a link is touched."""
    real = _real(root, {*folders, *folders_of(files)})
    there = [path for path in sorted(files) if dirname(path) in real and _kind(root, path) not in ("", "folder")]
    for path in there:
        _patiently(os.unlink, os.path.join(root, path))
    for folder in sorted(real.intersection(folders), reverse=True):
        try:
            _patiently(os.rmdir, os.path.join(root, folder))
        except OSError as problem:
            if problem.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY):  # Foreign files in it; a mount.
                raise
    return len(there)


# The disk.


def _lstat(root: str, path: str) -> os.stat_result | None:
    try:
        return os.lstat(os.path.join(root, path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _kind(root: str, path: str) -> str:
    """What stands at a path, a link not followed; empty when nothing does."""
    if (found := _lstat(root, path)) is None:
        return ""
    return "symbolic link" if S_ISLNK(found.st_mode) else "folder" if S_ISDIR(found.st_mode) else "file"


def _real(root: str, folders: Collection[str]) -> set[str]:
    """Those of ``folders``, and of what is above them, that are folders and not behind a link; "" is the output."""
    real = {""}
    for folder in sorted({*folders, *folders_of(folders)}):
        if dirname(folder) in real and _kind(root, folder) == "folder":
            real.add(folder)
    return real


def _below(root: str, folder: str) -> Iterator[str]:
    with os.scandir(os.path.join(root, folder)) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}"
            yield path
            if entry.is_dir(follow_symlinks=False):
                yield from _below(root, path)


def _holds(root: str, path: str, entry: Entry) -> bool:
    """Whether a file holds the bytes that ``entry`` tells of."""
    found = _lstat(root, path)
    if found is None or not S_ISREG(found.st_mode) or found.st_size != entry.size:
        return False
    return digest(_read(root, path) or b"") == entry.digest


def _read(root: str, path: str) -> bytes | None:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(os.path.join(root, path), flags)
    except FileNotFoundError:
        return None
    try:
        return b"".join(iter(lambda: os.read(handle, 1 << 20), b""))
    finally:
        os.close(handle)


def _write(path: str, data: bytes, sync: bool) -> None:
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


def _sync_all(folder: str) -> None:
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


def _patiently(call: Callable[..., None], *paths: str) -> None:
    for pause in PATIENCE:
        try:
            return call(*paths)
        except OSError as problem:
            if getattr(problem, "winerror", None) not in (5, 32, 33):  # Denied, shared, locked: it passes.
                raise
        time.sleep(pause)
    return call(*paths)


def _load(state: Path | None) -> dict[str, Stamp]:
    if state is not None:
        with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            return msgspec.msgpack.decode(_read("", str(state)) or b"", type=dict[str, Stamp])
    return {}


def _remember(state: Path | None, table: dict[str, Stamp], plan: _Plan) -> None:
    """Keep the stamps for the next run, if anything about them is new; they may be lost without harm."""
    if state is None:
        return
    with suppress(OSError):
        now = dict(plan.right)
        for path in plan.moves:
            found = os.lstat(os.path.join(plan.root, path))
            now[path] = plan.new.files[path].digest, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
        if now != table:
            os.makedirs(state.parent, exist_ok=True)
            _write(f"{state}.new", msgspec.msgpack.encode(now), False)
            os.replace(f"{state}.new", state)
