"""A site's folder and dice go in, what every edit needs comes out: files chosen, read and written; builds nothing."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml

from briefs.pipeline import Options
from rebuilds.site import EXTRA

T = TypeVar("T")
SOURCES = ("config.yaml", "content", "themes")
_FRAGMENT = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){2,4}")
_CHANGING = re.compile(r"\b[0-9](?= (?:ships|men|days|words|decks|years|states|stones)\b)")


class Desk:
    """Where an author sits: the site as it is now, what chance decides, and what was kept of earlier days."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.dice = random.Random(0)
        self.step = 0
        self.drafts = False
        self.foreign: set[str] = set()
        """Files that somebody else put into the output folder."""
        self.caches: list[dict[str, bytes]] = []
        """The cache folder as it was at some steps, oldest first."""
        self.locks: list[bytes] = []
        self.good: dict[str, bytes] = {}
        """The sources at the last build that published."""

    # Choosing.

    def some(self, things: Iterable[T]) -> T | None:
        """One of them; None where there is none."""
        found: Sequence[T] = tuple(things)
        return self.dice.choice(found) if found else None

    def often(self, share: float) -> bool:
        return self.dice.random() < share

    def number(self) -> int:
        return self.dice.randrange(1, 10)

    def date(self) -> str:
        return f"20{self.dice.randrange(18, 25)}-{self.dice.randrange(1, 13):02}-{self.dice.randrange(1, 29):02}"

    def fresh(self, stem: str) -> str:
        """A name that no file has had before."""
        return f"{stem}-{self.step}-{self.dice.randrange(1000)}"

    # Files.

    def files(self, pattern: str) -> list[Path]:
        """Files below the site's root that fit, in the same order everywhere."""
        return sorted(path for path in self.root.glob(pattern) if path.is_file())

    def articles(self) -> list[Path]:
        return [p for p in self.files("content/articles/**/*") if p.suffix in (".md", ".txt") and _is_text(p)]

    def sources(self) -> list[Path]:
        """Every file that a build may read, the lock file left out."""
        return [p for name in SOURCES for p in self.files(f"{name}/**/*" if name != "config.yaml" else name)]

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def write(self, path: Path, text: str | bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def remove(self, *paths: Path) -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    def words(self) -> str:
        """A sentence that often names a term."""
        one, two = self._named(), self._named()
        return f"The {one} kept {self.number()} ships near the {two} for {self.number()} days."

    def _named(self) -> str:
        names = [name for term in self.terms() for name in term.names()]
        return str(self.some(names if names and self.often(0.7) else EXTRA))

    # YAML.

    def read(self, path: Path) -> Any:
        """What a YAML file holds; an empty mapping where it is missing or no YAML."""
        try:
            return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) or {}
        except (FileNotFoundError, UnicodeDecodeError, yaml.YAMLError):
            return {}

    def put(self, path: Path, tree: Any) -> None:
        """The tree as YAML, with a comment above it that may have moved every line."""
        text = yaml.dump(tree, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110) if tree else ""
        self.write(path, "# A line above.\n" * (self.step % 3 == 0) + text)

    def sidecars(self) -> list[tuple[Path, dict[str, Any]]]:
        """Every article's sidecar, an empty one where there is none."""
        found = [(path.with_suffix(".yaml"), self.read(path.with_suffix(".yaml"))) for path in self.articles()]
        return [(path, tree) for path, tree in found if isinstance(tree, dict)]

    def terms(self) -> list[Term]:
        """Every entry of the glossary, wherever it stands."""
        return [*self._filed(), *(Term(p, t, e) for p, t in self.sidecars() for e in t.get("glossary", []))]

    def _filed(self) -> Iterator[Term]:
        for path in self.files("content/glossary/**/*.yaml"):
            tree = self.read(path)
            yield from (Term(path, tree, entry) for entry in (tree if isinstance(tree, list) else [tree]) if entry)

    def ids(self) -> list[str]:
        return [one for term in self.terms() for one in term.ids()]

    def slugs(self) -> list[str]:
        """Slugs of articles that are no drafts."""
        sides = {p: t for p, t in self.sidecars() if not t.get("draft")}
        texts = [p for p in self.articles() if p.with_suffix(".yaml") in sides]
        return [str(sides[p.with_suffix(".yaml")].get("slug", p.stem.lower())) for p in texts]

    def fragment(self, article: Path) -> str | None:
        """Three to five words that stand once in an article."""
        text = article.read_text("utf-8")
        blocks = prose(text)
        found = [m.group() for block in blocks for m in _FRAGMENT.finditer(block) if text.count(m.group()) == 1]
        return self.some(found)


class Term:
    """An entry of the glossary, with the file it stands in."""

    def __init__(self, path: Path, tree: Any, entry: dict[str, Any]) -> None:
        self.path, self.tree, self.entry = path, tree, entry

    def id(self) -> str:
        named = self.entry.get("id") or self.entry.get("abbreviation") or self.entry.get("term", "")
        return str(named).lower().replace(" ", "-")

    def ids(self) -> list[str]:
        """Its own, or those of its senses."""
        return [sense["id"] for sense in self.entry.get("senses", [])] or [self.id()]

    def names(self) -> list[str]:
        entry = self.entry
        return [str(n) for n in (entry.get("term"), entry.get("abbreviation"), *entry.get("aliases", [])) if n]

    def save(self, desk: Desk) -> None:
        desk.put(self.path, self.tree)

    def drop(self, desk: Desk) -> None:
        """The entry is taken out of its file; the file goes with its last entry."""
        if self.path.is_relative_to(desk.root / "content" / "glossary"):
            rest = [e for e in self.tree if e is not self.entry] if isinstance(self.tree, list) else []
            desk.put(self.path, rest) if rest else desk.remove(self.path)
        else:
            self.tree["glossary"] = [e for e in self.tree["glossary"] if e is not self.entry]
            desk.put(self.path, self.tree)


class _Plain(yaml.CSafeDumper):
    """Without the anchors that the strict reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


Edit = Callable[[Desk], str]
"""Changes something and says what; says nothing where there was nothing to change."""


class Step:
    """What is done before a build, and how it is built."""

    def __init__(self, done: Sequence[str], options: Options, process: bool) -> None:
        self.done, self.options, self.process = done, options, process


def prose(text: str) -> list[str]:
    """The paragraphs of a text that are plain sentences."""
    return [b for b in text.split("\n\n") if b.endswith(".") and not b.startswith(("#", "-", ">", "|", "!"))]


def other_digit(desk: Desk, text: str) -> str:
    """The text with one of its digits changed where that changes no meaning for the site; of the same length."""
    place = desk.some(_CHANGING.finditer(text))
    if place is None:
        return text
    return f"{text[: place.start()]}{(int(place.group()) + 1) % 10}{text[place.end() :]}"


def quietly(path: Path, data: bytes) -> None:
    """Other bytes with the old time of change: only the time of the inode tells."""
    before = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def lay(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files below a folder."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return root


def _is_text(path: Path) -> bool:
    try:
        path.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return True
