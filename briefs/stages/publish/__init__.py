"""Artifacts go in, an output folder with those files and every foreign one comes out; it knows nothing of pages."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from posixpath import dirname
from stat import S_ISDIR

import msgspec

from briefs.core.diagnostics import Checked, Diagnostic
from briefs.core.manifest import (
    MANIFEST,
    STAGE,
    Artifact,
    Entry,
    Manifest,
    Ready,
    amended,
    collisions,
    damaged,
    decode,
    encode,
    fold,
    folders_of,
    is_output_path,
    obstructs,
    refusals,
)
from briefs.stages.publish import disk
from briefs.stages.publish.seen import Seen, Stamp, as_left, remembered, retained, stamped
from briefs.stages.publish.stage import AS_IT_WAS, JOURNAL, Stage, guard, recover, write_staged
from briefs.stages.publish.undisturbed import undisturbed

__all__ = ["AS_IT_WAS", "FEW", "Published", "Stage", "guard", "publish", "untouched", "write_staged"]

FEW = 64
"""Up to this many files are brought to disk one by one, more by one sync of the file system (FAULTS D2)."""


class Published(msgspec.Struct, frozen=True):
    """How many files of the site were written, were right already, and were removed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    missing: tuple[str, ...] = ()
    """Files that are not in the output as they were said to be, without bytes to mend them: nothing was changed."""


class _Gone(msgspec.Struct, frozen=True):
    """What is to be removed, folders only once they are empty."""

    files: Collection[str] = ()
    folders: Collection[str] = ()


class _Plan(msgspec.Struct, frozen=True):
    """What is to be done in the folder ``root``; paths are relative to it."""

    root: str
    manifest: bytes
    """As it shall be."""
    right: Mapping[str, Stamp]
    """The files that are right already, sorted; of ``moves``, how they stood."""
    moves: tuple[str, ...]
    """Files to be written, in this order: additions, changes, ``index.html``."""
    done: bool
    """Whether the folder is as it shall be, its manifest included."""
    folders: tuple[str, ...] = ()
    """To be made, outer ones first."""
    first: _Gone = _Gone()
    """What must go before files can be put in place."""
    last: _Gone = _Gone()


def publish(
    artifacts: Iterable[Artifact | Ready],
    output: Path,
    *,
    sync: bool = True,
    verify: bool = False,
    state: Path | None = None,
    stage: Stage | None = None,
) -> Checked[Published]:
    """Make ``output`` hold the artifacts: write what differs, remove what was ours and is no more, spare the rest.

    At any moment each file is its old or its new self, whole; a run that died is completed by the next (FAULTS D1,
    B1-B5). ``sync`` guards against power loss. ``state`` names a file of sizes and times that saves reading the
    output again; ``verify`` reads it all the same. ``stage`` holds the bytes of what is Ready. The caller holds the
    build lock. An error in the result means that nothing was changed: ``duplicate-output``, ``foreign-file``,
    ``output-refused``. Raises CannotWrite; ValueError for a path that is no output path, which is our own fault.
    """
    each = tuple(artifacts)
    made = {a.path: a for a in each}
    root, seen = os.path.realpath(output), remembered(state)
    same = len(each) == len(made) and made.keys() == seen.files.keys()
    if not same and (problems := _problems(each)):  # Paths that were published stand side by side.
        return Checked(Published(), problems)
    with guard(root, AS_IT_WAS):
        if stage is None:
            recover(root)
        is_open = stage is not None and stage.is_open
        edited = _edited(root, made, seen, is_open) if same and not verify else None
        checked = edited or _plan(root, made, {} if verify else seen.files, output.as_posix(), is_open)
    if (plan := checked.value) is None:
        return Checked(Published(), checked.diagnostics)
    if missing := tuple(path for path in plan.moves if _is_elsewhere(made[path])):
        return Checked(Published(missing=missing), checked.diagnostics)
    removed, moved = (0, {}) if plan.done else _carry_out(plan, made, sync, stage)
    retained(state, seen, root, plan.manifest, plan.right, moved)
    return Checked(Published(len(plan.moves), len(made) - len(plan.moves), removed), checked.diagnostics)


def untouched(output: Path, state: Path) -> bool:
    """Whether the output is as the last run left it, foreign files aside, by sizes and times."""
    root = os.path.realpath(output)
    return as_left(root, remembered(state)) is not None and not disk.kind(root, STAGE)


def _problems(each: Iterable[Artifact | Ready]) -> tuple[Diagnostic, ...]:
    """Why the files cannot stand side by side."""
    paths = [a.path for a in each]
    if wrong := [path for path in paths if not is_output_path(path)]:
        raise ValueError(f"not an output path: {wrong[0]!r}")
    return collisions(paths)


def _is_elsewhere(made: Artifact | Ready) -> bool:
    return isinstance(made, Ready) and not made.staged


# Deciding. Nothing here writes.


def _edited(
    root: str, wanted: Mapping[str, Artifact | Ready], seen: Seen, is_open: bool
) -> Checked[_Plan | None] | None:
    """As ``_plan`` for the paths of the last run, where only bytes are others; None where more than that differs."""
    data = as_left(root, seen) if is_open or not disk.kind(root, STAGE) else None
    changes = [
        (at, path, Entry(stamp[0], stamp[1]), entry)
        for at, (path, stamp) in enumerate(seen.files.items() if data else ())
        if (entry := wanted[path].entry).digest != stamp[0] or entry.size != stamp[1]
    ]
    if not data or (manifest := amended(data, changes)) is None:
        return None
    moves = sorted((path for _, path, _, _ in changes), key=lambda path: (path == "index.html", path))
    return Checked(_Plan(root, manifest, seen.files, tuple(moves), not moves))


def _plan(
    root: str, wanted: Mapping[str, Artifact | Ready], seen: Mapping[str, Stamp], shown: str, is_open: bool
) -> Checked[_Plan | None]:
    """What is to be done; None, with errors, when foreign things are in the way. ``shown`` names the folder in them."""
    if disk.kind("", root) == "file":
        return Checked(None, refusals({"": "file"}, shown, False))
    data = disk.read(root, MANIFEST)
    told = None if data is None else decode(data)
    old = told or Manifest()
    new = {path: one.entry for path, one in wanted.items()}
    folders = folders_of(wanted)
    real = disk.real(root, folders)
    look = _looker(root, old, new, seen)
    looks = {path: look(path) if path.rpartition("/")[0] in real else "absent" for path in sorted(wanted)}
    warnings = () if told or data is None else (damaged(shown),)
    blocked = {folder for folder in folders - real if dirname(folder) in real and folder not in old.files}
    foreign = {path for path, found in looks.items() if found == "foreign"}
    if clashes := {
        path: kind
        for path in sorted({*blocked, *foreign, *(() if is_open else (STAGE,))})
        if (kind := disk.kind(root, path))
    }:
        return Checked(None, (*warnings, *refusals(clashes, shown, told is not None)))
    right = {path: found for path, found in looks.items() if isinstance(found, tuple)}
    ours = {fold(f) for f in (*old.folders, *folders_of(right.keys() - old.files.keys()), *(folders - real))}
    moves = sorted(looks.keys() - right.keys(), key=lambda path: (path == "index.html", looks[path] == "differs", path))
    manifest = encode(Manifest(new, kept := tuple(sorted(f for f in folders if fold(f) in ours))))
    done = not moves and data == manifest
    first, last = _gone(old, new, kept)
    made = tuple(sorted(folders - real))
    return Checked(_Plan(root, manifest, right, tuple(moves), done, made, first, last), warnings)


def _gone(old: Manifest, new: Mapping[str, Entry], folders: Collection[str]) -> tuple[_Gone, _Gone]:
    """What of ours goes before and after the files of ``new`` are put in place; ``folders`` stay ours."""
    first, first_folders = obstructs(old, new)
    # Without those that went first: where case is ignored, their names are now those of new files.
    gone = old.files.keys() - new.keys() - {*first}
    return _Gone(first, first_folders), _Gone(gone, set(old.folders).difference(folders))


def _looker(
    root: str, old: Manifest, new: Mapping[str, Entry], seen: Mapping[str, Stamp]
) -> Callable[[str], Stamp | str]:
    """What stands at a path of ``new``: its Stamp when it is right, else ``absent``, ``differs`` or ``foreign``."""
    owned = {*old.files, *old.folders}
    respelled = {fold(path): path for path in old.files.keys() - new.keys()}

    def look(path: str) -> Stamp | str:
        if (found := disk.lstat(root, path)) is None:
            return "absent"
        if S_ISDIR(found.st_mode):
            return "absent" if {path, *disk.below(root, path)} <= owned else "foreign"
        former = respelled.get(fold(path))
        if former and (other := disk.lstat(root, former)) and os.path.samestat(other, found):
            return "differs"  # Case is ignored here, and the former spelling is about to be removed.
        stamp = new[path].digest, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
        if seen.get(path) == stamp or disk.holds(root, path, new[path]):
            return stamp
        return "differs" if path in old.files else "foreign"

    return look


# Doing. The order of these steps is what keeps every file whole.


def _carry_out(
    plan: _Plan, wanted: Mapping[str, Artifact | Ready], sync: bool, stage: Stage | None
) -> tuple[int, dict[str, Stamp]]:
    """Do what is planned; returns the number of files removed, and how those that moved stood in the stage."""
    with guard(plan.root, AS_IT_WAS, sum(wanted[path].entry.size for path in plan.moves)):
        names = _fill_stage(plan, wanted, sync, stage is not None and stage.taken())
        place = os.path.join(plan.root, STAGE)
        moved = {path: stamped(place, name, wanted[path].entry.digest) for path, name in names.items()}
        _see_that_it_can_be(plan)
    halfway = "Each published file is whole, old or new; the next build completes the site."
    with guard(plan.root, halfway), undisturbed():
        return _apply(plan, names), moved


def _see_that_it_can_be(plan: _Plan) -> None:
    """Raises OSError where a folder would not have its files: found out halfway, the site would be half a site."""
    gone = (*plan.first.files, *plan.first.folders, *plan.last.files, *plan.last.folders)
    touched = {dirname(path) for path in (*plan.moves, *plan.folders, *gone)}
    for folder in sorted(disk.real(plan.root, touched) & {"", *touched}):
        disk.writable(plan.root, folder)


def _fill_stage(plan: _Plan, wanted: Mapping[str, Artifact | Ready], sync: bool, is_open: bool) -> dict[str, str]:
    """By path, the name of the file in the stage that is to go there."""
    stage = os.path.join(plan.root, STAGE)
    if not is_open:
        os.makedirs(plan.root, 0o755, exist_ok=True)
        os.mkdir(stage, 0o755)
    each = sync and (len(plan.moves) <= FEW or not hasattr(os, "sync"))
    names = {}
    for number, path in enumerate(plan.moves):
        one = wanted[path]
        names[path] = one.staged if isinstance(one, Ready) else str(number)
        if isinstance(one, Artifact):
            disk.write(os.path.join(stage, names[path]), one.data, each)
        elif each:
            disk.sync(os.path.join(stage, names[path]))
    disk.write(os.path.join(stage, JOURNAL), plan.manifest, each)
    if sync and not each:
        disk.sync_all(stage)
    return names


def _apply(plan: _Plan, names: Mapping[str, str]) -> int:
    root, stage = plan.root, os.path.join(plan.root, STAGE)
    removed = _remove(root, plan.first)
    for folder in plan.folders:
        os.mkdir(os.path.join(root, folder), 0o755)
    for path, name in names.items():
        disk.patiently(os.replace, os.path.join(stage, name), os.path.join(root, path))
    removed += _remove(root, plan.last)
    disk.patiently(os.replace, os.path.join(stage, JOURNAL), os.path.join(root, MANIFEST))
    for name in os.listdir(stage):  # What was made and turned out to be as it stands already.
        disk.patiently(os.unlink, os.path.join(stage, name))
    disk.patiently(os.rmdir, stage)
    return removed


def _remove(root: str, gone: _Gone) -> int:
    """Remove files, then the folders that this empties; returns how many files. Nothing behind a link is touched."""
    real = disk.real(root, {*gone.folders, *folders_of(gone.files)})
    files = (path for path in sorted(gone.files) if dirname(path) in real)
    there = [path for path in files if disk.kind(root, path) not in ("", "folder")]
    for path in there:
        disk.patiently(os.unlink, os.path.join(root, path))
    for folder in sorted(real.intersection(gone.folders), reverse=True):
        try:
            disk.patiently(os.rmdir, os.path.join(root, folder))
        except OSError as problem:
            if problem.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY):  # Foreign files in it; a mount.
                raise
    return len(there)
