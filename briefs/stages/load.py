"""A content folder goes in, every file of it as text or as a name comes out; knows nothing of what the texts mean."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from errno import EBUSY
from hashlib import sha256
from pathlib import Path, PurePosixPath
from time import sleep

from msgspec import Struct

from briefs.core.decode import decode
from briefs.core.diagnostics import Checked, Diagnostic, error, warning
from briefs.core.model import Unit, UnitKind
from briefs.core.source import Source, Span
from briefs.core.yaml import LIMITS

ARTICLE_LIMIT = 512 * 1024
"""Bytes of an article (FAULTS A21)."""
SIDECAR_LIMIT = LIMITS.size
"""Bytes of a sidecar or glossary file (FAULTS A15)."""
RETRY = 0.05
"""Seconds to wait before files that could not be read are read again: an editor may be saving them (FAULTS B22)."""
_ENDS: dict[UnitKind, tuple[str, ...]] = {
    "article": (".txt", ".md", ".yaml"),
    "page": (".txt", ".md", ".yaml"),
    "glossary": (".yaml",),
}
"""How the names of the files end that are read, by what they are."""


class Library(Struct, frozen=True):
    """A site's content as read. Paths are from the site's root, with forward slashes."""

    units: tuple[Unit, ...] = ()
    """By path of the text, or of the glossary file."""
    files: tuple[str, ...] = ()
    """Everything else: pictures and other files, published when a page names them."""


def load(root: Path, content: str) -> Checked[Library]:
    """The content below ``root / content``. What cannot be read is a diagnostic and left out."""
    faults: list[Diagnostic] = [] if (root / content).is_dir() else [_no_content(content)]
    paths = sorted(_walk(root, root / content, faults))
    kinds = {path: kind for path in paths if (kind := _kind(path, content))}
    ours = {path: kind for path, kind in kinds.items() if path.endswith(_ENDS[kind])}
    faults += _alone(ours)
    faults += [_unread(path) for path, kind in kinds.items() if path not in ours and _looks_ours(path, kind)]
    units = sorted(_units(ours, _read_all(root, ours, faults)), key=lambda unit: unit.origin)
    return Checked(Library(tuple(units), tuple(p for p in paths if p not in ours)), tuple(faults))


def _units(ours: Mapping[str, UnitKind], read: Mapping[str, tuple[Source, str]]) -> Iterator[Unit]:
    """The files that could be read, each text with its sidecar."""
    for path, kind in ours.items():
        if path not in read:
            continue
        source, sha = read[path]
        beside = _beside(path)
        if kind == "glossary":
            yield Unit(kind, source)
        elif path != beside:
            # One that cannot be read is as an empty one: else links to the article would be called dead.
            sidecar = read.get(beside, (Source(beside, "", ""), ""))[0] if beside in ours else None
            yield Unit(kind, source, sidecar, sha)


def contents(root: Path, path: str) -> bytes:
    """The bytes of a file that ``load`` found. Raises OSError if it has gone since."""
    return (root / path).read_bytes()


def _beside(path: str) -> str:
    """The path of a text's sidecar; a sidecar's own."""
    return str(PurePosixPath(path).with_suffix(".yaml"))


def _kind(path: str, content: str) -> UnitKind | None:
    """What a file below the content folder is, by its first folder."""
    head = path.removeprefix(content + "/").split("/")
    if len(head) > 1 and head[0] in ("articles", "glossary"):
        return "article" if head[0] == "articles" else "glossary"
    return "page" if len(head) == 2 and head[0] == "pages" else None


# ── what there is ────────────────────────────────────────────────────────────────────────────────────────────────


def _walk(root: Path, folder: Path, faults: list[Diagnostic]) -> Iterator[str]:
    """Paths of all files below a folder; hidden ones and editors' copies are none, links to folders not followed."""
    inside = Path(os.path.realpath(folder))

    def unreadable(problem: OSError) -> None:
        if not isinstance(problem, FileNotFoundError):
            faults.append(_unreadable(Path(problem.filename).relative_to(root).as_posix(), problem))

    def kept(path: Path) -> bool:
        if _hidden(path.name):
            return False
        fault = _unfit(path, path.relative_to(root).as_posix(), inside)
        faults.extend([fault] if fault else ())
        return fault is None

    for here, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in sorted(folders) if kept(Path(here, name))]
        yield from (path.relative_to(root).as_posix() for name in sorted(names) if kept(path := Path(here, name)))


def _hidden(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp"))


def _unfit(path: Path, place: str, inside: Path) -> Diagnostic | None:
    """Why a file or folder is left out: by its name (FAULTS A30, A31), or because it is a link or no file (A37)."""
    if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", path.name):
        message = f"the name `{_escaped(place)}` holds a line end, a control character or bytes that are not UTF-8"
        return error("file-name", message, None, "rename it")
    try:
        mode = path.lstat().st_mode
    except OSError:
        return None  # gone since it was listed: reading it will tell
    if stat.S_ISLNK(mode):
        return _unfit_link(path, place, inside)
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    message = f"`{place}` is neither a file nor a folder; it is left out"
    return warning("special-file", message, Span(place), "move it out of the content folder")


def _unfit_link(path: Path, place: str, inside: Path) -> Diagnostic | None:
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


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_all(root: Path, paths: Iterable[str], faults: list[Diagnostic]) -> dict[str, tuple[Source, str]]:
    """The files that are texts, each with the SHA-256 of its bytes; those that cannot be read get a second chance."""
    read: dict[str, tuple[Source, str]] = {}
    failed: list[str] = []
    for path in paths:
        try:
            read |= _read(root, path, faults)
        except OSError:
            failed.append(path)
    if failed:
        sleep(RETRY)
    for path in failed:
        try:
            read |= _read(root, path, faults)
        except OSError as problem:
            faults.append(_unreadable(path, problem))
    return read


def _read(root: Path, path: str, faults: list[Diagnostic]) -> dict[str, tuple[Source, str]]:
    """One file by its path; empty, with a diagnostic, if it is no text. Raises OSError."""
    limit = SIDECAR_LIMIT if path.endswith(".yaml") else ARTICLE_LIMIT
    data = _bytes(root / path, limit)
    if len(data) > limit:
        message = f"`{path}` is larger than the {limit:,} bytes that are read"
        faults.append(error("file-size", message, Span(path), "split it into several files"))
        return {}
    decoded = decode(path, data)
    faults.extend(decoded.diagnostics)
    return {path: (decoded.value, sha256(data).hexdigest())} if decoded.value else {}


def _bytes(path: Path, limit: int) -> bytes:
    """What is in a file, cut after the first byte too many. Raises OSError, also if it is written to meanwhile."""
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        data = file.read(limit + 1)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise OSError(EBUSY, "it is being written")
    return data


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────────


def _unreadable(path: str, problem: OSError) -> Diagnostic:
    hint = "see that it is there, that you may read it, and that nothing is writing to it; then build again"
    return error("unreadable", f"`{path}` cannot be read: {problem.strerror}", Span(path), hint)


def _alone(ours: Mapping[str, UnitKind]) -> Iterator[Diagnostic]:
    """Sidecars of nothing."""
    accompanied = {_beside(path) for path in ours if not path.endswith(".yaml")}
    for path, kind in ours.items():
        if kind != "glossary" and path.endswith(".yaml") and path not in accompanied:
            stem = path.removesuffix(".yaml")
            hint = f"name it like its article, or add {stem}.txt or {stem}.md"
            yield error("sidecar-alone", "there is no article beside this sidecar", Span(path), hint)


def _looks_ours(path: str, kind: UnitKind) -> bool:
    """Whether an author may think, by how its name ends, that a file is read."""
    wrong = (".yml", ".yaml") if kind == "glossary" else (".txt", ".text", ".md", ".markdown", ".yaml", ".yml")
    return path.lower().endswith(wrong)


def _unread(path: str) -> Diagnostic:
    message = f"`{path}` is not read: texts end in .txt or .md, sidecars and glossary files in .yaml, in small letters"
    return warning("file-unread", message, Span(path), "rename it")


def _no_content(content: str) -> Diagnostic:
    """An author who names a folder means one that is there; a site without content is only just begun."""
    severity = warning if content == "content" else error
    return severity("content-missing", f"there is no folder `{content}`, so there are no articles", None, _MAKE_ONE)


_MAKE_ONE = "put the first article into content/articles/, or correct `content:` in config.yaml"
