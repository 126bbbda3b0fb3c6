"""A folder goes in, the files in it come out, with what keeps others from being content; reads none of them."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from briefs.core.decode import turning_sign
from briefs.core.diagnostics import Diagnostic, error, warning
from briefs.core.source import Span

_UNFIT_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_USUAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.(?:md|txt|yaml)")
"""How nearly all names look; a file of such a name needs no closer look."""


class Found(Struct, frozen=True):
    """What a walk found: paths from the site's root, with forward slashes, and what was left out and why."""

    paths: tuple[str, ...]
    """Sorted."""
    faults: tuple[Diagnostic, ...]


def walk(root: Path, content: str) -> Found:
    """All files below a folder; hidden ones and editors' copies are none, links to folders are not followed."""
    faults: list[Diagnostic] = []
    inside = Path(os.path.realpath(root / content))
    return Found(tuple(sorted(_below(root, content, inside, faults))), tuple(faults))


def _below(root: Path, folder: str, inside: Path, faults: list[Diagnostic]) -> Iterator[str]:
    for entry in _entries(root, folder, faults):
        path = f"{folder}/{entry.name}"
        if _USUAL.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            yield path
            continue
        if _hidden(entry.name):
            continue
        fault = _unfit(entry, path, inside)
        if fault is not None:
            faults.append(fault)
        elif _is_folder(entry):
            yield from _below(root, path, inside, faults)
        else:
            yield path


def _entries(root: Path, folder: str, faults: list[Diagnostic]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root / folder) as entries:
            return sorted(entries, key=attrgetter("name"))
    except FileNotFoundError:
        return []
    except OSError as problem:
        faults.append(unreadable(folder, problem))
        return []


def _hidden(name: str) -> bool:
    copy = name.startswith("#") and name.endswith("#")  # as Emacs calls what is not saved yet
    return copy or name.startswith(".") or name.endswith(("~", ".swp", ".tmp"))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False  # gone since it was listed: reading it will tell


def _unfit(entry: os.DirEntry[str], place: str, inside: Path) -> Diagnostic | None:
    """Why a file or folder is left out: by its name (FAULTS A30, A31), or because it is a link or no file (A37)."""
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8" and not entry.name.isascii():  # On another machine it would have another address.
        message = f"the name `{_escaped(place)}` would be read as {encoding}, as the locale of this process asks"
        return error("file-name", message, None, "set PYTHONUTF8=1, or a locale of UTF-8; the site may stay as it is")
    if _UNFIT_NAME.search(entry.name):
        message = f"the name `{_escaped(place)}` holds a line end, a control character or bytes that are not UTF-8"
        return error("file-name", message, None, "rename it")
    if turning_sign(entry.name):
        message = f"the name `{_escaped(place)}` holds an unseen character that changes the order in which it is shown"
        return error("file-name", message, None, "rename it")
    if entry.is_symlink():
        return _unfit_link(entry.path, place, inside)
    if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False) or not _is_special(entry):
        return None
    message = f"`{place}` is neither a file nor a folder; it is left out"
    return warning("special-file", message, Span(place), "move it out of the content folder")


def _is_special(entry: os.DirEntry[str]) -> bool:
    """A pipe, a socket, a device; not what has gone since it was listed."""
    try:
        mode = os.lstat(entry.path).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _unfit_link(path: str, place: str, inside: Path) -> Diagnostic | None:
    """Only a link to a file of the content is as good as a file."""
    if not os.path.exists(path):
        return error("symlink-dangling", f"`{place}` is a link to nothing", Span(place), "mend or remove it")
    if not Path(os.path.realpath(path)).is_relative_to(inside):
        message = f"`{place}` is a link out of the content folder; it is left out"
        return warning("symlink-outside", message, Span(place), "copy what it leads to, or remove it")
    if not os.path.isfile(path):
        message = f"`{place}` is a link to a folder; such links are not followed"
        return warning("symlink-folder", message, Span(place), "copy what it leads to, or remove it")
    return None


def _escaped(place: str) -> str:
    """A path as text on one line, whatever bytes are in it."""
    text = os.fsencode(place).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def unreadable(path: str, problem: OSError) -> Diagnostic:
    """An error: a file or folder is there and cannot be read."""
    hint = "see that it is there, that you may read it, and that nothing is writing to it; then build again"
    return error("unreadable", f"`{path}` cannot be read: {problem.strerror}", Span(path), hint)
