"""Paths go in, files as bytes come out; planned files go in and are written, never over another; knows no format."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from briefs.core.adding import with_items
from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.manifest import in_words
from briefs.core.source import Span
from briefs.importers.importer import HEAD, Added, Given, Importer, Planned, left_out
from briefs.writeback import write_back

MOST = 64 * 1024 * 1024
"""Bytes of a file that is imported."""


class Group(Struct, frozen=True):
    """The files of one format, by place, and beside them those of the named folders that no importer takes."""

    importer: Importer
    given: tuple[Given, ...]


class Gathered(Struct, frozen=True):
    """What stands at the paths that were named."""

    groups: tuple[Group, ...] = ()
    """In the order of the importers."""
    others: tuple[Given, ...] = ()
    """Without their data."""


class Grown(Struct, frozen=True):
    """A sidecar that stands there already, before and after notes are added to it."""

    path: str
    """From the site's root."""
    before: bytes
    after: bytes


def gather(paths: Sequence[Path], importers: Sequence[Importer]) -> Checked[Gathered]:
    """Every file that was named, or stands in a folder that was, with the importer that takes it."""
    told: list[Diagnostic] = []
    taken: dict[str, list[Given]] = {one.name: [] for one in importers}
    others: list[Given] = []
    for path in paths:
        named = not path.is_dir()
        for file, place in [(path, path.name)] if named else _below(path, told):
            given = Given(file.as_posix(), place)
            if named and file.exists() and not file.is_file():  # A pipe would be waited for without end.
                told.append(_no_file(given))
                continue
            importer = _importer(file, importers, only=named and len(importers) == 1, told=told)
            if importer is not None:
                data = _read(file, told)
                taken[importer.name] += [] if data is None else [Given(given.path, place, data)]
            elif named:
                told.append(_untaken(given, importers))
            else:
                others.append(given)
    groups = tuple(
        Group(one, tuple(sorted(taken[one.name], key=lambda g: (g.place, g.path))))
        for one in importers
        if taken[one.name]
    )
    return Checked(Gathered(groups, tuple(others)), tuple(told))


def write(root: Path, content: Path, files: Sequence[Planned], growing: Sequence[Grown] = ()) -> tuple[Diagnostic, ...]:
    """Write the files below ``content``, if none of them is there, and the sidecars that are still as they were.

    If one cannot be written, none is. Folders are made as they are needed. The answer is what kept them from being
    written.
    """
    faults = tuple(_collisions(root, content, files))
    if faults:
        return faults
    made: list[Path] = []
    added: list[Grown] = []
    try:
        for planned in files:
            _write(content, planned, made)
        faults = _grow(root, growing, added)
    except BaseException as problem:  # Who presses Ctrl-C wants none of it either.
        _undo(root, made, added)
        if not isinstance(problem, OSError):
            raise
        message = f"nothing was written: {in_words(problem)}"
        return (error("import-unwritten", message, None, "see that there is room, and that you may write there"),)
    if faults:
        _undo(root, made, added)
    return faults


def grown(root: Path, additions: Sequence[Added]) -> Checked[tuple[Grown, ...]]:
    """Each sidecar that items are for, as it is and as it shall be; one that cannot take them is an error."""
    found, faults = dict[str, Grown](), list[Diagnostic]()
    for one in additions:
        try:
            before = found[one.path].before if one.path in found else (root / one.path).read_bytes()
        except OSError as problem:
            faults.append(_unread(Path(one.path), problem))
            continue
        now = found[one.path].after if one.path in found else before
        after = with_items(one.path, now, one.key, one.items, one.comments)
        if isinstance(after, str):
            hint = "mend that first; or move the sidecar away, import, and join the two by hand"
            message = f"notes cannot be added to `{one.path}`: {after}"
            faults.append(error("import-unwritten", message, Span(one.path), hint))
        else:
            found[one.path] = Grown(one.path, before, after)
    return Checked(tuple(found.values()), tuple(faults))


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _below(folder: Path, told: list[Diagnostic]) -> Iterator[tuple[Path, str]]:
    """The files below a folder with their places, by name; hidden ones are none, no link is followed."""

    def unreadable(problem: OSError) -> None:
        told.append(_unread(Path(problem.filename or folder), problem))

    for at, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            file = Path(at, name)
            if file.is_symlink() or not file.is_file():
                told.append(left_out("a link, or no file, is not read", Span(file.as_posix())))
            else:
                yield file, file.relative_to(folder).as_posix()


def _importer(file: Path, importers: Sequence[Importer], only: bool, told: list[Diagnostic]) -> Importer | None:
    """The first importer that takes a file; with ``only``, the one that was asked for, whatever the file is called."""
    if only:
        return importers[0]
    fitting = [one for one in importers if file.name.lower().endswith(one.suffixes)]
    head = _head(file) if fitting else b""
    return next((one for one in fitting if one.looks(head)), None)


def _head(file: Path) -> bytes:
    """The beginning of a file; empty where it cannot be read, which reading the whole tells."""
    try:
        with open(file, "rb") as handle:
            return handle.read(HEAD)
    except OSError:
        return b""


def _read(file: Path, told: list[Diagnostic]) -> bytes | None:
    try:
        with open(file, "rb") as handle:
            data = handle.read(MOST + 1)
    except OSError as problem:
        told.append(_unread(file, problem))
        return None
    if len(data) > MOST:
        message = f"the file is larger than the {MOST:,} bytes that are read"
        told.append(error("file-size", message, Span(file.as_posix()), "split it into several files"))
        return None
    return data


def _unread(file: Path, problem: OSError) -> Diagnostic:
    message = f"`{file.as_posix()}` cannot be read: {in_words(problem)}"
    return error("unreadable", message, Span(file.as_posix()), "see that it is there, and that you may read it")


def _no_file(given: Given) -> Diagnostic:
    message = f"`{given.path}` is neither a file nor a folder"
    return error("unreadable", message, Span(given.path), "save what it holds in a file")


def _untaken(given: Given, importers: Iterable[Importer]) -> Diagnostic:
    endings = ", ".join(dict.fromkeys(ending for one in importers for ending in one.suffixes))
    hint = f"name its format with `--from`, or give it one of the endings {endings}"
    return error("import-format", "no format is known by this file's name and content", Span(given.path), hint)


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _collisions(root: Path, content: Path, files: Iterable[Planned]) -> Iterator[Diagnostic]:
    """An error for each file that is there, or that two of the planned would be."""
    seen: set[str] = set()
    for planned in files:
        target = content / planned.path
        shown = os.path.relpath(target, root).replace(os.sep, "/")
        if not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(content)):
            message = f"`{shown}` would stand outside of the content folder"
            yield error("path-outside", message, None, "rename the file that is imported")
        elif os.path.lexists(target):
            hint = "nothing is overwritten: `--as NAME` gives an article another name, or move this file away"
            yield error("import-exists", f"`{shown}` is there already", Span(shown), hint)
        elif planned.path.casefold() in seen:
            message = f"two of the imported files would be `{shown}`"
            yield error("import-exists", message, None, "rename one of them, or import them one by one")
        seen.add(planned.path.casefold())


def _write(content: Path, planned: Planned, made: list[Path]) -> None:
    """One new file; it and the folders made for it are added to ``made``."""
    target = content / planned.path
    for folder in reversed([one for one in target.parents if not one.exists()]):
        folder.mkdir()
        made.append(folder)
    data = Path(planned.copied).read_bytes() if planned.copied else planned.data
    with open(target, "xb") as handle:
        made.append(target)
        handle.write(data)


def _grow(root: Path, growing: Iterable[Grown], added: list[Grown]) -> tuple[Diagnostic, ...]:
    """Write each sidecar, which is added to ``added``; what keeps one from being written ends it and comes back."""
    for one in growing:
        if refusal := write_back(root, one.path, one.before, one.after):
            return (error("import-unwritten", f"`{one.path}` was not written: {refusal}", Span(one.path)),)
        added.append(one)
    return ()


def _undo(root: Path, made: list[Path], added: list[Grown]) -> None:
    """Take away what was written before a fault, and nothing else; a sidecar that somebody saved since stays."""
    for one in reversed(added):
        write_back(root, one.path, one.after, one.before)
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
