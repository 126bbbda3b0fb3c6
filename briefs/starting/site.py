"""A site's name goes in, the files of one that builds and looks finished come out; writes none of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefs.core.manifest import Artifact
from briefs.core.oneline import flat
from briefs.schemas import NAMES, file_name, schema
from briefs.suggested import quoted
from briefs.toolkit import Toolkit

_FILES = Path(__file__).parent / "files"
_DOT = "dot-"
"""Stands for the dot of a name that begins with one, so that no tool that packs the files passes them over."""


def site(title: str) -> tuple[Artifact, ...]:
    """Settings, an example article with every sort of note, its glossary, a page, and the schemas for editors."""
    name = flat(title).strip()
    filled = {"{{title}}": quoted(name), "{{name}}": name}
    return (*_below("site", "", filled), *schemas("schemas", NAMES, Toolkit()))


def editor() -> tuple[Artifact, ...]:
    """For Visual Studio Code: tasks, where mistakes lead to their places, and which schema is for which file."""
    return _below("vscode", ".vscode/", {})


def schemas(folder: str, names: Iterable[str], kit: Toolkit) -> tuple[Artifact, ...]:
    """Schemas as files."""
    return tuple(Artifact(f"{folder}/{file_name(name)}", schema(name, kit).encode()) for name in names)


def _below(folder: str, prefix: str, filled: dict[str, str]) -> tuple[Artifact, ...]:
    """The files of a folder, in order, with holes filled."""
    home = _FILES / folder
    paths = sorted(path for path in home.rglob("*") if path.is_file())
    return tuple(Artifact(prefix + _named(path.relative_to(home)), _filled(path, filled)) for path in paths)


def _named(path: Path) -> str:
    return "/".join("." + part.removeprefix(_DOT) if part.startswith(_DOT) else part for part in path.parts)


def _filled(path: Path, filled: dict[str, str]) -> bytes:
    text = path.read_text("utf-8")
    for hole, words in filled.items():
        text = text.replace(hole, words)
    return text.encode()
