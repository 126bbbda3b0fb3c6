"""A folder with a built site goes in, its pages as lists of tags come out, and a sample of them; knows no gate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass(frozen=True)
class Tag:
    """A start tag, where it stands, and the text up to the next tag."""

    name: str
    attributes: Mapping[str, str]
    line: int
    depth: int
    text: str = ""

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def place(self) -> str:
        """The tag in words: line, name, id or class."""
        marks = "".join(f".{c}" for c in self.classes)
        return f"line {self.line}, {self.name}{'#' + self.attributes['id'] if self.attributes.get('id') else marks}"


class _Reader(HTMLParser):
    """Takes any HTML; what is not well formed is for the checkers of HTML to say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {k: v or "" for k, v in attrs}, self.getpos()[0], self.depth))
        self.depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in VOID

    def handle_data(self, data: str) -> None:
        if self.tags:
            last = self.tags[-1]
            self.tags[-1] = Tag(last.name, last.attributes, last.line, last.depth, last.text + data)


@cache
def _read(path: Path) -> tuple[Tag, ...]:
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return tuple(reader.tags)


@dataclass(frozen=True)
class Site:
    """A built site: its name in the tables, its folder, its address if it has one, pages whose body is no news."""

    name: str
    folder: Path
    url: str = ""
    known: frozenset[str] = frozenset()

    @cached_property
    def files(self) -> tuple[str, ...]:
        found = (p.relative_to(self.folder).as_posix() for p in sorted(self.folder.rglob("*")) if p.is_file())
        return tuple(path for path in found if not path.startswith("."))

    @cached_property
    def pages(self) -> tuple[str, ...]:
        return tuple(path for path in self.files if path.endswith(".html"))

    def tags(self, page: str) -> tuple[Tag, ...]:
        return _read(self.folder / page)

    def moved(self, page: str) -> bool:
        """Whether the page only leads on to another."""
        return any(t.attributes.get("http-equiv", "").lower() == "refresh" for t in self.tags(page))

    def address(self, page: str) -> str:
        return (self.folder.resolve() / page).as_uri()

    @cached_property
    def sample(self) -> tuple[str, ...]:
        """The pages that show what no page before them shows, the richest first; none whose body is known."""
        own = [p for p in self.pages if p not in self.known and not self.moved(p)]
        shown = {page: frozenset(_shown(page, self.tags(page))) for page in own}
        picked: list[str] = []
        seen: set[str] = set()
        for page in sorted(own, key=lambda p: (-len(shown[p]), p)):
            if not shown[page] <= seen:
                picked.append(page)
                seen |= shown[page]
        return tuple(picked)


def _shown(page: str, tags: tuple[Tag, ...]) -> Iterator[str]:
    """What a page may be laid out by: its sort, its elements with their classes and roles, sizes in rough steps."""
    yield "sort " + (page.split("/")[0] if "/" in page else re.sub(r"\.page-\d+", "", page))
    for tag in tags:
        marks = [f".{re.sub('[0-9]+$', '', c)}" for c in tag.classes] or [""]
        yield from (tag.name + mark for mark in marks)
        for name in ("role", "dir", "lang", "type", "open", "hidden"):
            if name in tag.attributes:
                yield f"{tag.name}[{name}={tag.attributes[name]}]"
        if tag.name in ("h1", "td", "pre"):
            yield f"{tag.name} of {len(tag.text).bit_length() // 2}"
    yield f"{sum(t.name == 'aside' for t in tags).bit_length()} notes"
    yield f"depth {max((t.depth for t in tags), default=0) // 4}"


def bodies(site: Site) -> Iterator[tuple[str, bytes]]:
    """Each page with what a reader sees of it."""
    for page in site.pages:
        _, _, body = (site.folder / page).read_bytes().partition(b"<body")
        yield page, body
