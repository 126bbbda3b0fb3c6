"""A content folder goes in, every file of it as text or as a name comes out; knows nothing of what the texts mean."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath

from msgspec import Struct

from briefs.core.diagnostics import Checked, Diagnostic, error, warning
from briefs.core.model import Unit, UnitKind
from briefs.core.source import Source, Span, digest

ARTICLE_LIMIT = 512 * 1024
"""Bytes of an article (FAULTS A21); a sidecar's limit is the YAML reader's."""
SIDECAR_LIMIT = 2 * 1024 * 1024
"""Bytes of a sidecar or glossary file (FAULTS A15)."""
_TEXTS = (".txt", ".md")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


class Library(Struct, frozen=True):
    """A site's content as read. Paths are from the site's root, with forward slashes."""

    units: tuple[Unit, ...] = ()
    """By path of the text, or of the glossary file."""
    files: tuple[str, ...] = ()
    """Everything else: pictures and other files, published when a page names them."""


def load(root: Path, content: str) -> Checked[Library]:
    """The content below ``root / content``. What cannot be read is a diagnostic and left out."""
    faults: list[Diagnostic] = []
    paths = sorted(_walk(root, root / content, faults))
    texts = {p for p in paths if _kind(p, content) in ("article", "page") and p.endswith(_TEXTS)}
    sidecars = {p for p in paths if _kind(p, content) in ("article", "page") and p.endswith(".yaml")}
    units = [_unit(root, text, sidecars, content, faults) for text in sorted(texts)]
    owned = texts | sidecars
    for path in paths:
        if _kind(path, content) == "glossary" and path.endswith(".yaml"):
            owned.add(path)
            source = _read(root, path, SIDECAR_LIMIT, faults)
            units.append(Unit("glossary", source[0]) if source else None)
    faults += _alone(sidecars, texts)
    faults += [_yml(p) for p in paths if p.endswith(".yml") and _kind(p, content)]
    kept = sorted((u for u in units if u is not None), key=lambda u: u.origin)
    return Checked(Library(tuple(kept), tuple(p for p in paths if p not in owned)), tuple(faults))


def picture(root: Path, path: str) -> bytes:
    """The bytes of a file that a page names. Raises OSError if it has gone since ``load``."""
    return (root / path).read_bytes()


def _kind(path: str, content: str) -> UnitKind | None:
    """What a file below the content folder is, by its first folder."""
    head = path.removeprefix(content + "/").split("/")
    if len(head) > 1 and head[0] in ("articles", "glossary"):
        return "article" if head[0] == "articles" else "glossary"
    return "page" if len(head) == 2 and head[0] == "pages" else None


def _walk(root: Path, folder: Path, faults: list[Diagnostic]) -> Iterator[str]:
    """Paths of all files below a folder; hidden ones and editors' copies are none, links out are not followed."""
    inside = folder.resolve()
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not _hidden(f) and not (Path(here) / f).is_symlink())
        for name in sorted(names):
            path = Path(here) / name
            if _hidden(name):
                continue
            shown = _shown(path.relative_to(root))
            if path.is_symlink() and not path.exists():
                faults.append(
                    error("dangling-link", f"`{shown}` is a link to nothing", Span(shown), "mend or remove it")
                )
            elif path.is_symlink() and not path.resolve().is_relative_to(inside):
                faults.append(
                    warning(
                        "link-outside", f"`{shown}` is a link out of the content folder; it is left out", Span(shown)
                    )
                )
            elif shown != path.relative_to(root).as_posix() or _CONTROL.search(shown):
                faults.append(error("file-name", f"the file name `{shown!a}` cannot be published", None, "rename it"))
            else:
                yield shown


def _hidden(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp"))


def _shown(path: Path) -> str:
    """A path as text, whatever bytes its name has."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _unit(root: Path, text: str, sidecars: set[str], content: str, faults: list[Diagnostic]) -> Unit | None:
    kind = _kind(text, content)
    assert kind is not None
    found = _read(root, text, ARTICLE_LIMIT, faults)
    beside = str(PurePosixPath(text).with_suffix(".yaml"))
    sidecar = _read(root, beside, SIDECAR_LIMIT, faults) if beside in sidecars else None
    if found is None or (beside in sidecars and sidecar is None):
        return None
    return Unit(kind, found[0], sidecar[0] if sidecar else None, found[1])


def _read(root: Path, path: str, limit: int, faults: list[Diagnostic]) -> tuple[Source, str] | None:
    """A file as text, with the SHA-256 of its bytes; None, and a diagnostic, if it is no UTF-8 text."""
    try:
        data = (root / path).read_bytes()
    except OSError as problem:
        faults.append(error("unreadable", f"`{path}` cannot be read: {problem.strerror}", Span(path)))
        return None
    if len(data) > limit:
        size = f"{len(data) / 1024:,.0f} KB; the limit is {limit // 1024:,} KB"
        faults.append(error("file-size", f"`{path}` has {size}", Span(path), "split it into several files"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        faults.append(_not_utf8(path, data, problem))
        return None
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"), digest(data))
    wrong = list(_characters(source))
    faults.extend(wrong)
    return None if any(d.severity == "error" for d in wrong) else (source, sha256(data).hexdigest())


def _not_utf8(path: str, data: bytes, problem: UnicodeDecodeError) -> Diagnostic:
    """Where the first byte stands that is no UTF-8, and what it would be in the likeliest other encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return error("encoding", f"`{path}` is UTF-16, not UTF-8", Span(path), "save it as UTF-8")
    start = data.rfind(b"\n", 0, problem.start) + 1
    line, column = (
        data.count(b"\n", 0, problem.start) + 1,
        len(data[start : problem.start].decode("utf-8", "replace")) + 1,
    )
    word = data[max(start, problem.start - 12) : problem.start + 12].split(b"\n")[0].decode("cp1252", "replace").strip()
    return error(
        "encoding",
        f"byte 0x{data[problem.start]:02x} is not UTF-8",
        Span(path, line, column, line, column + 1),
        f"save the file as UTF-8; as Windows-1252 it would read “{word}”",
    )


def _characters(source: Source) -> Iterator[Diagnostic]:
    """Control characters, which no text has, and bidi overrides, which may hide what a text says (Trojan Source)."""
    found = _CONTROL.search(source.text) or re.search("\ufeff", source.text)
    if found:
        name = f"U+{ord(found.group()):04X}"
        yield error(
            "control-character", f"the character {name} has no place in a text", source.span(found.start()), "remove it"
        )
    found = _BIDI.search(source.text)
    if found:
        name = f"U+{ord(found.group()):04X}"
        message = f"the invisible character {name} changes the order in which text is shown"
        yield warning("bidi-control", message, source.span(found.start()), "remove it unless it is meant")


def _alone(sidecars: set[str], texts: set[str]) -> Iterator[Diagnostic]:
    stems = {os.path.splitext(text)[0] for text in texts}
    for path in sorted(sidecars):
        stem = os.path.splitext(path)[0]
        if stem not in stems:
            hint = f"name it like its article, or add {stem}.txt or {stem}.md"
            yield error("sidecar-alone", "there is no article beside this sidecar", Span(path), hint)


def _yml(path: str) -> Diagnostic:
    return warning("yml", f"`{path}` is not read: sidecars and glossary files end in .yaml", Span(path), "rename it")
