"""Output paths and what was written at them go in, the list of what is ours comes out; it never sees the disk."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring_ascii as quoted
from posixpath import dirname

import msgspec

from briefs.core.composing import normal
from briefs.core.diagnostics import Diagnostic, error, warning
from briefs.core.source import digest

MANIFEST = ".briefs-manifest.json"
"""Name of the manifest in the output folder."""
STAGE = ".briefs-stage"
"""Name of the folder in the output that holds bytes on their way; it is there only while publishing."""
VERSION = 1
_PLAIN = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_-]*/)*[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+")
"""How nearly all paths look; it needs no closer look."""
_UNPORTABLE = re.compile(r"[\x00-\x1f\x7f\\:\ud800-\udfff]")
_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.EIO: "the disk reports a fault",
    errno.EEXIST: "something of that name is in the way",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EISDIR: "a folder stands where a file is needed",
    errno.ELOOP: "it is a symbolic link",
    errno.EXDEV: "it is a disk of its own",
}


class CannotWrite(Exception):
    """The output or the lock cannot be written (exit 74); the message says where, why, and what became of the site."""


class Artifact(msgspec.Struct, frozen=True):
    """One file of the site, as it shall be."""

    path: str
    """Path relative to the output folder, with forward slashes."""
    data: bytes
    """Its bytes."""

    @property
    def entry(self) -> Entry:
        """What the manifest says of it."""
        return Entry(digest(self.data), len(self.data))


class Ready(msgspec.Struct, frozen=True):
    """One file of the site whose bytes are made already: they wait in the stage, or are in the output."""

    path: str
    entry: Entry
    staged: str = ""
    """Name of the file in the stage; empty where the output is believed to hold the bytes."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What was written at one path."""

    digest: str
    """``core.source.digest`` of the bytes."""
    size: int
    """Length in bytes."""


class Manifest(msgspec.Struct, frozen=True):
    """What of the output folder is ours: what may be replaced and removed. Holds no times (FORMAT.md, Output)."""

    files: dict[str, Entry] = {}
    """By path, the file we wrote there."""
    folders: tuple[str, ...] = ()
    """Folders that we made, sorted: removed once empty."""


class _Written(Manifest, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int


def in_words(problem: OSError) -> str:
    """Why a call to the system failed, in plain words."""
    return _WORDS.get(problem.errno or 0) or problem.strerror or str(problem)


def encode(manifest: Manifest) -> bytes:
    """The manifest as JSON: sorted, one file a line, so that equal manifests are equal bytes."""
    rows = (_line(path, entry) for path, entry in sorted(manifest.files.items()))
    files = "{\n" + ",\n".join(rows) + "\n}"
    return f'{{"version": {VERSION}, "folders": {json.dumps(manifest.folders)}, "files": {files}}}\n'.encode("ascii")


def amended(data: bytes, changes: Iterable[tuple[int, str, Entry, Entry]]) -> bytes | None:
    """An encoded manifest with other entries for some of its paths; None where it does not hold the old ones.

    Each change tells which of the sorted paths it is, the path, and its entry as it was and as it shall be.
    """
    lines = data.split(b"\n")
    for at, path, old, new in changes:
        end = b"," if at + 4 < len(lines) else b""  # Around the files stand the head, the foot and a line end.
        if lines[at + 1 : at + 2] != [_line(path, old).encode("ascii") + end]:
            return None
        lines[at + 1] = _line(path, new).encode("ascii") + end
    return b"\n".join(lines)


def _line(path: str, entry: Entry) -> str:
    return f"  {quoted(path)}: [{quoted(entry.digest)}, {entry.size}]"


def decode(data: bytes) -> Manifest | None:
    """The manifest in ``data``; None when it is cut short, of another version, or names a path outside the output."""
    try:
        found = msgspec.json.decode(data, type=_Written)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if found.version != VERSION or not all(map(is_output_path, (*found.files, *found.folders))):
        return None
    return Manifest(found.files, found.folders)


def is_output_path(path: str) -> bool:
    """Whether ``path`` is a relative, normal path that every system can hold and that is not kept for ourselves."""
    if _PLAIN.fullmatch(path):
        return True
    parts = path.split("/")
    proper = all(part not in ("", ".", "..") for part in parts) and not _UNPORTABLE.search(path)
    return proper and fold(parts[0]) not in (MANIFEST, STAGE)


def fold(path: str) -> str:
    """The path as systems see it that ignore case and normalisation (FAULTS A33)."""
    return path.lower() if path.isascii() else normal("NFC", normal("NFC", path).casefold())


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder above any of the paths, the output folder itself left out."""
    near = {path.rpartition("/")[0] for path in paths}
    return {folder for path in near if path for folder in (path, *_above(path))}


def collisions(paths: Iterable[str]) -> tuple[Diagnostic, ...]:
    """An error for every two paths that cannot stand side by side on every system."""
    problems = []
    spelled: dict[str, tuple[str, str]] = {}
    last = ""
    for path in sorted(paths):
        parent = path.rpartition("/")[0]
        for folder in _above(path) if parent != last else ():  # Those of one folder come one after the other.
            other = spelled.setdefault(fold(folder), (folder, "folder"))
            if other != (folder, "folder"):
                problems.append(_collision(other, (folder, "folder")))
        last = parent
        if fold(path) in spelled:
            problems.append(_collision(spelled[fold(path)], (path, "file")))
        spelled[fold(path)] = path, "file"
    return tuple(dict.fromkeys(problems))


def obstructs(old: Manifest, files: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Files and folders of ours that must go before ``files`` can be put in place.

    They are a file where a folder must be, what lies in a folder where a file must be, and a name that differs
    from a new one by case alone: where case is ignored, removing it afterwards would remove the new file.
    """
    wanted = set(files)
    folders = folders_of(wanted)
    folds = {fold(path) for path in wanted} if old.files.keys() - wanted else set()
    old_ones = old.files.keys() - wanted
    gone = [p for p in old_ones if p in folders or fold(p) in folds or wanted & {*_above(p)}]
    return tuple(sorted(gone)), tuple(f for f in old.folders if wanted & {f, *_above(f)})


def refusals(clashes: Mapping[str, str], shown: str, known: bool) -> tuple[Diagnostic, ...]:
    """Errors for names that the site needs and that something foreign has.

    ``clashes`` tells the kind of thing at each path, ``shown`` is the output folder's name, ``known`` whether we ever
    wrote there: if not, it is the choice of the folder that is likely wrong, and one error says so.
    """
    hint = "let `output` name an empty folder, or move what is there away"
    if "" in clashes:
        return (error("output-refused", f"`{shown}` is a file, and the site needs a folder", hint=hint),)
    if not known:
        names = ", ".join(f"`{name}`" for name in [*clashes][:3]) + (" and others" if len(clashes) > 3 else "")
        message = f"`{shown}` holds what this site did not write, under names that the site needs: {names}"
        return (error("output-refused", message, hint=hint),)
    message = "`{}/{}` is a {} that this site did not write, and the site needs its name"
    hint = "move it away, or give the page another slug"
    return tuple(error("foreign-file", message.format(shown, *clash), hint=hint) for clash in clashes.items())


def damaged(shown: str) -> Diagnostic:
    """A warning: the manifest in the output folder ``shown`` is of no use, so nothing there is known to be ours."""
    message = f"`{shown}/{MANIFEST}` cannot be understood, so files that the site no longer needs may stay behind"
    return warning("manifest-damaged", message, hint=f"look through `{shown}`, remove what is old, and build again")


def _above(path: str) -> Iterator[str]:
    while path := dirname(path):
        yield path


def _collision(one: tuple[str, str], two: tuple[str, str]) -> Diagnostic:
    (name, kind), (other, other_kind) = one, two
    if one == two:
        message = f"two files of the site would both be `{name}`"
    elif kind != other_kind:
        message = f"`{name}` would be a {kind} and `{other}` a {other_kind}: they cannot stand in one folder"
    else:
        message = f"`{name}` and `{other}` are one name on systems that ignore case or the way accents are coded"
    return error("duplicate-output", message, hint="give one of the two another slug")
