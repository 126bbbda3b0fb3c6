"""A content folder goes in, every file of it as text or as a name comes out; knows nothing of what the texts mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from briefs.core.diagnostics import Checked, Diagnostic, error, warning
from briefs.core.model import Listed, Unit, UnitKind
from briefs.core.source import Span
from briefs.stages.load.reading import (
    ARTICLE_LIMIT,
    COPY_LIMIT,
    SIDECAR_LIMIT,
    Loaded,
    is_still,
    looked_at,
    may_define,
    read,
    seen_at,
    stamp_of,
)
from briefs.stages.load.walk import walk

__all__ = [
    "ARTICLE_LIMIT",
    "COPY_LIMIT",
    "SIDECAR_LIMIT",
    "Library",
    "Listing",
    "Loaded",
    "contents",
    "is_still",
    "load",
    "looked_at",
    "may_define",
    "read",
    "scan",
    "seen_at",
    "stamp_of",
]

_ENDS: dict[UnitKind, tuple[str, ...]] = {
    "article": (".txt", ".md", ".yaml"),
    "page": (".txt", ".md", ".yaml"),
    "glossary": (".yaml",),
}
"""How the names of the files end that are read, by what they are."""


class Listing(Struct, frozen=True):
    """What there is in a content folder, not read. Paths are from the site's root, with forward slashes."""

    units: tuple[Listed, ...] = ()
    """By path of the text, or of the glossary file."""
    files: tuple[str, ...] = ()
    """Everything else: pictures and other files, published when a page names them."""


class Library(Struct, frozen=True):
    """A site's content as read."""

    units: tuple[Unit, ...] = ()
    """By path of the text, or of the glossary file."""
    files: tuple[str, ...] = ()
    """As in the Listing."""


def load(root: Path, content: str) -> Checked[Library]:
    """The content below ``root / content``. What cannot be read is a diagnostic and left out."""
    listing = scan(root, content)
    loaded = read(root, listing.value.units)
    faults = (*listing.diagnostics, *dict.fromkeys(fault for one in loaded for fault in one.faults))
    return Checked(Library(tuple(one.unit for one in loaded if one.unit), listing.value.files), faults)


def scan(root: Path, content: str) -> Checked[Listing]:
    """What there is below ``root / content``, by name alone."""
    faults: list[Diagnostic] = [] if (root / content).is_dir() else [_no_content(content)]
    found = walk(root, content)
    folders = {folder: _kind(folder, content) for folder in {path.rpartition("/")[0] for path in found.paths}}
    kinds = {path: kind for path in found.paths if (kind := folders[path.rpartition("/")[0]])}
    ours = {path: kind for path, kind in kinds.items() if path.endswith(_ENDS[kind])}
    beside = {path: _beside(path) for path in ours}
    faults += (*found.faults, *_alone(ours, beside))
    faults += [_unread(path) for path, kind in kinds.items() if path not in ours and _looks_ours(path, kind)]
    units = tuple(_units(ours, beside))
    return Checked(Listing(units, tuple(p for p in found.paths if p not in ours)), tuple(faults))


def _units(ours: Mapping[str, UnitKind], beside: Mapping[str, str]) -> Iterator[Listed]:
    """Each text with its sidecar, and each file of terms, in their order."""
    for path, kind in ours.items():
        sidecar = beside[path]
        if kind == "glossary":
            yield Listed(kind, path)
        elif path != sidecar:
            yield Listed(kind, path, sidecar if sidecar in ours else "")


def contents(root: Path, path: str) -> bytes:
    """The bytes of a file that ``load`` found. Raises OSError if it has gone since."""
    return (root / path).read_bytes()


def _beside(path: str) -> str:
    """The path of a text's sidecar; a sidecar's own."""
    return path[: path.rindex(".")] + ".yaml"


def _kind(folder: str, content: str) -> UnitKind | None:
    """What the files in a folder are, by the first one below the content folder."""
    head = f"{folder}/".removeprefix(content + "/").split("/")
    if len(head) > 1 and head[0] in ("articles", "glossary"):
        return "article" if head[0] == "articles" else "glossary"
    return "page" if len(head) == 2 and head[0] == "pages" else None


def _alone(ours: Mapping[str, UnitKind], beside: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Sidecars of nothing."""
    accompanied = {sidecar for path, sidecar in beside.items() if path != sidecar}
    for path, sidecar in beside.items():
        if path == sidecar and path not in accompanied and ours[path] != "glossary":
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
