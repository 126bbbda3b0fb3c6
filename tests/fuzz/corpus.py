"""The repository's folder goes in, the real files of authors that stand in it come out; knows no reader."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^(?P<mark>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=mark)[ ]*$", re.MULTILINE | re.DOTALL)
_FOLDERS = ("content", "docs", "tests/cases", "tests/importers/files", "tests/gates/hard")


class Corpus(Struct, frozen=True):
    """What real authors wrote, by the reader that it is for."""

    yaml: tuple[str, ...]
    markdown: tuple[str, ...]
    plain: tuple[str, ...]


def gather(root: Path = ROOT) -> Corpus:
    """Every file below the folders, and every block of code in a Markdown file that is a file of a site."""
    found: dict[str, list[str]] = {"yaml": [], "md": [], "txt": []}
    files = [
        path for folder in _FOLDERS for path in (root / folder).rglob("*") if "site" not in path.relative_to(root).parts
    ]
    for path in sorted([root / "config.yaml", root / "README.md", *files]):
        ending = path.suffix.removeprefix(".").replace("yml", "yaml")
        if ending in found and path.is_file():
            text = path.read_text("utf-8", "replace")
            found[ending].append(text)
            for block in _FENCE.finditer(text if ending == "md" else ""):
                found[_kind(block["info"])].append(block["text"])
    return Corpus(*(tuple(dict.fromkeys(filter(None, texts))) for texts in found.values()))


def _kind(info: str) -> str:
    if "yaml" in info:
        return "yaml"
    return "md" if re.search(r"\bmd\b|markdown|html", info) else "txt"
