"""Elements and words of a page go in, in their order, CommonMark that says the same comes out; knows no page.

The elements are those that our own reader of Markdown makes. What is marked ``data-added`` is no word of the source and
is left out, but for the numbers of footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from briefs.core.commonmark.inline import Bit, code_span, destination, escaped, fence_of, heading, line_of, started

HOLE = "\0"
"""Stands in markup where an address goes."""
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)((?:[^>\"]|\"[^\"]*\")*)>|([^<]+)")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_VALUE = re.compile(r'"[^"]*"')
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 figcaption dt".split())
_EMPHASES = frozenset(("em", "strong", "s"))
_NOTHING = frozenset(("br", "hr", "img"))
_DEFINITION = re.compile(r"\S+(\s+(\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*")
"""What after a footnote's name would make it the definition of a link."""


class Tag(NamedTuple):
    """A piece of markup: a tag, or words between tags (without a name)."""

    name: str
    closes: bool = False
    attributes: str = ""
    words: str = ""

    def get(self, name: str) -> str:
        """An attribute's value; empty where it has none."""
        return next((unescape(value) for key, value in _ATTRIBUTE.findall(self.attributes) if key == name), "")

    @property
    def is_added(self) -> bool:
        """Whether it begins what is not the source's; an attribute that merely says so does not."""
        return "data-added" in self.attributes and "data-added" in _VALUE.sub("", self.attributes)


@lru_cache(maxsize=4_096)
def tags(html: str) -> tuple[Tag, ...]:
    """Markup as a list; most of it is the same on every page."""
    return tuple(
        Tag(found[2], found[1] == "/", found[3]) if found[2] else Tag("", words=unescape(found[4]))
        for found in _TOKEN.finditer(html)
    )


class _Box:
    """A block that holds blocks: what stands before its first line, and before the others."""

    def __init__(self, marker: str, indent: str, is_first: bool = True) -> None:
        self.marker, self.indent, self.is_fresh, self.is_first = marker, indent, True, is_first

    def take(self) -> str:
        lead = self.marker if self.is_fresh else self.indent
        self.is_fresh = False
        return lead


class Scribe:
    """Writes one text. ``address`` gives what a link leads to, as it shall stand in the Markdown."""

    def __init__(self, address: Callable[[str], str] = lambda href: href, below: int = 0) -> None:
        """Headings stand ``below`` so many levels of others."""
        self._address, self._below = address, below
        self._lines: list[str] = []
        self._boxes: list[_Box] = []
        self._lists: list[int | None] = []
        self._items: list[int] = []
        self._leaf: list[Bit] | None = None
        self._level = 0
        self._links: list[str] = []
        self._code: list[str] | None = None
        self._block = False
        self._language = ""
        self._rows: list[list[str]] = []
        self._aligns: list[str] = []
        self._added = ""
        self._depth = 0
        self._notes = False
        self._named: set[str] = set()
        self._waiting: list[str] = []

    # ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────

    def words(self, text: str) -> None:
        """Words of the text."""
        if self._code is not None:
            self._code.append(text)
        elif self._leaf is not None or text.strip():
            self._bits().append(Bit("words", text.replace("\n", " ")))

    def literal(self, markdown: str) -> None:
        """Markdown as it is, after the code or the link in which it falls."""
        if self._code is not None or self._links:
            self._waiting.append(markdown)
        else:
            self._bits().append(Bit("literal", markdown))

    def link(self, words: str, href: str) -> None:
        """Words that lead to a destination; inside a link or code they are words alone."""
        if self._code is not None or self._links:
            self.words(words)
        else:
            self._bits().append(Bit("literal", f"[{escaped(words)}]({href})"))

    @property
    def is_plain(self) -> bool:
        """Whether a link may begin here."""
        return self._code is None and not self._links

    def markup(self, html: str, target: str = "") -> None:
        """Tags, with whatever words of ours stand between them; a target fills the hole for an address."""
        for tag in tags(html):
            if self._added:
                self._skip(tag)
            elif not tag.name:
                self.words(tag.words)
            elif tag.is_added:
                self._skip_from(tag)
            elif tag.closes:
                self._close(tag.name)
            else:
                self._open(tag, target)

    def done(self) -> str:
        """The whole, ending with a line end; nothing for nothing."""
        self._flush()
        return "\n".join(self._lines) + "\n" if self._lines else ""

    # ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, tag: Tag, target: str) -> None:
        name = tag.name
        if name in _EMPHASES:
            self._bits().append(Bit("open", name))
        elif name == "a":
            self._links.append(self._address(tag.get("href").replace(HOLE, target)))
            self._bits().append(Bit("literal", "["))
        elif name == "code":
            language = tag.get("class").removeprefix("language-")
            self._code, self._language = [], "" if "`" in language else language
        elif name == "br":
            self._bits().append(Bit("literal", "\\\n"))
        elif name == "img":
            where = destination(self._address(target or tag.get("src")))
            self._bits().append(Bit("literal", f"![{escaped(tag.get('alt'))}]({where})"))
        else:
            self._flush()
            self._begin(tag)

    def _begin(self, tag: Tag) -> None:
        name = tag.name
        if name in _LEAVES:
            self._level = int(name[1]) if name[1:].isdigit() else 0
            self._leaf = []
        elif name == "blockquote":
            self._boxes.append(_Box("> ", "> "))
        elif name in ("ul", "ol"):
            self._lists.append(int(tag.get("start") or 1) if name == "ol" else None)
            self._items.append(0)
        elif name in ("li", "dd"):
            self._boxes.append(self._item(tag))
        elif name == "pre":
            self._block = True
        elif name == "hr":
            self._emit(["***"])
        elif name == "tr":
            self._rows.append([])
        elif name in ("th", "td"):
            self._leaf = []
            if name == "th":
                self._aligns.append(tag.get("class").removeprefix("al-"))
        elif name == "section" and "footnotes" in tag.attributes:
            self._notes = True

    def _item(self, tag: Tag) -> _Box:
        if self._notes and tag.get("id") in self._named:  # a note that no number names would not be shown
            return _Box(f"[^{tag.get('id')}]: ", "    ")
        number = self._lists[-1] if self._lists and tag.name == "li" else None
        is_first = True
        if self._lists and tag.name == "li":
            is_first = self._items[-1] == 0
            self._items[-1] += 1
        marker = "- " if number is None else f"{number + self._items[-1] - 1}. "
        return _Box(marker, " " * len(marker), is_first)

    def _close(self, name: str) -> None:
        if name in _EMPHASES:
            self._bits().append(Bit("close", name))
        elif name == "a":
            self._bits().append(Bit("literal", f"]({destination(self._links.pop())})"))
            self._catch_up()
        elif name == "code":
            self._close_code()
        elif name in ("th", "td"):
            self._rows[-1].append(line_of(self._leaf or ()).replace("\\\n", " ").strip().replace("|", "\\|"))
            self._leaf = None
        else:
            self._flush()
            self._end(name)

    def _end(self, name: str) -> None:
        if name in ("blockquote", "li", "dd"):
            if self._boxes[-1].marker.startswith("[^") and self._boxes[-1].is_fresh:
                self._emit(["&nbsp;"])  # a note without words has a number all the same
            self._boxes.pop()
        elif name in ("ul", "ol"):
            self._lists.pop()
            self._items.pop()
        elif name == "table":
            self._table()
        elif name == "section":
            self._notes = False

    def _close_code(self) -> None:
        words, self._code = "".join(self._code or ()), None
        if self._block:
            fence, self._block = fence_of(words), False
            self._emit([fence + self._language, *words.split("\n"), fence])
            self._catch_up()
            self._flush()
        elif words:
            self._bits().append(Bit("literal", code_span(words)))
            self._catch_up()

    def _catch_up(self) -> None:
        waiting, self._waiting = self._waiting, []
        for markdown in waiting:
            self.literal(markdown)

    def _table(self) -> None:
        signs = {"left": ":--", "right": "--:", "center": ":-:"}
        head, *rows = self._rows or [[]]
        lines = [head, [signs.get(align, "---") for align in self._aligns], *rows]
        if head:
            self._emit([f"| {' | '.join(cells)} |" for cells in lines])
        self._rows, self._aligns = [], []

    # ── what is marked as added ──────────────────────────────────────────────────────────────────────────────────

    def _skip_from(self, tag: Tag) -> None:
        if tag.name not in _NOTHING:
            self._added, self._depth = tag.name, 1
        if tag.name in _LEAVES:
            self._flush()

    def _skip(self, tag: Tag) -> None:
        if tag.get("href").startswith("#fn-"):
            self._named.add(tag.get("href")[1:])
            self.literal(f"[^{tag.get('href')[1:]}]")
        if tag.name == self._added:
            self._depth += -1 if tag.closes else 1
            self._added = self._added if self._depth else ""

    # ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _bits(self) -> list[Bit]:
        if self._leaf is None:
            self._leaf, self._level = [], 0
        return self._leaf

    def _flush(self) -> None:
        """The leaf block in hand is written."""
        leaf, self._leaf = self._leaf, None
        line = line_of(leaf).strip() if leaf else ""
        if not line:
            return
        if self._level:
            self._emit([heading(self._level + self._below, line.replace("\\\n", " "))])
            return
        box = self._boxes[-1] if self._boxes else None
        if box and box.is_fresh and box.marker.startswith("[^") and _DEFINITION.fullmatch(line):
            line = "\\\n" + (f"\\{line}" if line[0] in "\"'(" else line)
        is_item = bool(box and box.is_fresh and not box.is_first)
        self._emit([one.strip(" \t") for one in started(line).split("\n")], is_item)

    def _emit(self, lines: list[str], is_item: bool = False) -> None:
        """Lines of a block, below a blank one, unless it is an item that follows an item."""
        if self._lines and not is_item:
            held = []
            for box in self._boxes:
                if box.is_fresh:
                    break
                held.append(box.indent)
            self._lines.append("".join(held).rstrip())
        for line in lines:
            lead = "".join(box.take() for box in self._boxes)
            self._lines.append(lead + line if line else lead.rstrip())
