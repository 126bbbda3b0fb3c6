"""A tree of harmless HTML goes in, Markdown comes out whose text is the tree's, word for word; knows no file.

Each paragraph is read back by our own parser; where marks of emphasis would change its words, it goes without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from briefs.core.model import Unit
from briefs.core.source import Source
from briefs.importers.escapes import all_escaped, cell, fence, heading_end, spaced, without_controls
from briefs.importers.inlines import Line, Turning, inner, line
from briefs.stages.parse import parse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FLOW = frozenset(
    "address article aside blockquote center dd details div dl dt figcaption figure footer header hr li main ol p pre "
    "section summary table ul tbody thead tfoot tr td th caption".split()
).union(_HEADINGS)
"""Elements that end a paragraph."""
_REFERENCE = re.compile(r"(?<!\\)\[\^(\d+)\]")
_END = "\u2042"
"""Stands for a footnote's words: a sign that means nothing here."""
_SAFE = re.compile(r"[^\W\d_](?:[^\W_]|[ .,;’‘“”()…–—'?!/%€$\"-])*")
"""Words of which our parser makes nothing but words, wherever they stand: they need not be read back."""
_DEEPEST = 15
"""Elements inside one another that are more than looks; of those deeper only the words are kept."""
_TITLED = Source("a.yaml", "title: T\n", "")


class Turned(Struct, frozen=True):
    """A document in Markdown."""

    text: str
    words: str
    """All words that it must read as, paragraphs parted by blank lines."""
    structured: bool
    """Whether there is anything that plain text could not say: a heading, a list, a link, emphasis."""


def markdown_of(root: HtmlElement, turning: Turning) -> Turned:
    """The Markdown of all that is in an element, headings of the second level at most."""
    made = _Writer(turning)
    blocks = list(made.flow(root))
    text = "\n\n".join(blocks) + "\n" if blocks else ""
    return Turned(text, "\n\n".join(made.words), made.structured)


def read_back(text: str) -> str:
    """The words that our own parser finds in Markdown."""
    return parse(Unit("article", Source("a.md", text, ""), _TITLED)).value.plain.text


class _Writer:
    """Writes one document; ``words`` grows with it."""

    def __init__(self, turning: Turning) -> None:
        self._turning = turning
        self.words: list[str] = []
        self.structured = False
        self._depth = 0

    def flow(self, element: HtmlElement) -> Iterator[str]:
        """The blocks in an element; what stands between blocks makes paragraphs of its own."""
        loose: list[str | HtmlElement] = []
        for node in inner(element):
            if isinstance(node, str) or not self._is_block(node):
                loose.append(node)
                continue
            yield from self._paragraph(loose)
            loose = []
            yield from self._block(node)
        yield from self._paragraph(loose)

    def _is_block(self, element: HtmlElement) -> bool:
        if element.tag == "pre":
            return "\n" in element.text_content().strip("\n") or element.getparent().tag != "p"
        return element.tag in _FLOW or any(self._is_block(child) for child in element if isinstance(child.tag, str))

    def _block(self, element: HtmlElement) -> Iterator[str]:
        tag = element.tag
        self._depth += 1
        if self._depth > _DEEPEST:
            yield from self.flow(element)
        elif tag in _HEADINGS:
            yield from self._heading(element)
        elif tag in ("ul", "ol"):
            yield from self._list(element)
        elif tag == "blockquote":
            yield from self._quotation(element)
        elif tag == "pre":
            yield from self._code(element)
        elif tag == "table":
            yield from self._table(element)
        elif tag == "hr":
            self.structured = True
            yield "* * *"
        else:
            yield from self.flow(element)
        self._depth -= 1

    # ── blocks of words ──────────────────────────────────────────────────────────────────────────────────────────

    def _paragraph(self, nodes: list[str | HtmlElement]) -> Iterator[str]:
        made = self._sure(nodes, "{}")
        if made.text:
            yield made.text

    def _heading(self, element: HtmlElement) -> Iterator[str]:
        level = max(2, int(element.tag[1]))
        made = self._sure(inner(element), "#" * level + " {}", breaks=False)
        if made.words:
            self.structured = True
            yield "#" * level + " " + heading_end(made.text)

    def _sure(self, nodes: list[str | HtmlElement], form: str, breaks: bool = True) -> Line:
        """The nicest Markdown that reads as the words."""
        made = line(nodes, self._turning, breaks)
        if not made.text:
            return made
        self.words += [made.words] if made.words else []
        simple = made.text == made.words
        self.structured = self.structured or (not simple and made.text != line(nodes, self._turning, breaks, True).text)
        if simple and form == "{}" and _SAFE.fullmatch(made.words):
            return made
        if _reads(form.format(heading_end(made.text)), made.words):
            return made
        bare = line(nodes, self._turning, breaks, plain=True)
        if _reads(form.format(heading_end(bare.text)), made.words):
            return bare
        return Line(all_escaped(made.words), made.words)

    def _code(self, element: HtmlElement) -> Iterator[str]:
        text = "\n".join(spaced_code(row) for row in element.text_content().strip("\n").split("\n"))
        if not text.strip():
            return
        self.structured = True
        self.words.append(text)
        mark = fence(text)
        yield f"{mark}\n{text}\n{mark}"

    # ── blocks of blocks ─────────────────────────────────────────────────────────────────────────────────────────

    def _quotation(self, element: HtmlElement) -> Iterator[str]:
        text = "\n\n".join(self.flow(element))
        if text:
            self.structured = True
            yield "\n".join(f"> {row}".rstrip() for row in text.split("\n"))

    def _list(self, element: HtmlElement) -> Iterator[str]:
        """Items below each other; a footnote's becomes its definition, and stands outside of the list."""
        items, number = [], int(element.get("start", "1")) if element.get("start", "1").isdigit() else 1
        for child in element:
            label = self._turning.notes.get(child.get("id") or "")
            mark = f"[^{label}]: " if label else f"{number}. " if element.tag == "ol" else "- "
            text = "\n\n".join(self.flow(child))
            if not text:
                continue
            self.structured = True
            pad = " " * (4 if label else len(mark))
            first, *rest = text.split("\n")
            item = "\n".join([mark + first, *(pad + row if row else "" for row in rest)])
            if label:
                yield item
            else:
                items.append(item)
                number += 1
        loose = any("\n\n" in item for item in items)
        if items:
            yield ("\n\n" if loose else "\n").join(items)

    # ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, element: HtmlElement) -> Iterator[str]:
        """A table of rows, the first its head; one that is only there for its looks, or has tables in it, as blocks."""
        rows = [[td for td in tr if td.tag in ("td", "th")] for tr in element.iter("tr")]
        rows = [row for row in rows if any(spaced(td.text_content()).strip() for td in row)]
        width = max(map(len, rows), default=0)
        if width < 2 or next(element.iterdescendants("table"), None) is not None:
            for row in rows:
                for td in row:
                    yield from self.flow(td)
            return
        for caption in element.iter("caption"):
            yield from self.flow(caption)
        self.structured = True
        lines = [self._row(row, width) for row in rows]
        yield "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def _row(self, row: list[HtmlElement], width: int) -> str:
        cells = [self._cell(td) for td in row]
        return "| " + " | ".join(cells + [""] * (width - len(cells))) + " |"

    def _cell(self, td: HtmlElement) -> str:
        nodes: list[str | HtmlElement] = []
        for element in td.iter():
            if element is not td and element.tag in _FLOW and element.tag != "td":
                element.tail = f" {element.tail or ''}"
                element.text = f" {element.text or ''}"
        nodes = inner(td)
        return cell(self._sure(nodes, "{}", breaks=False).text)


def spaced_code(row: str) -> str:
    """A line of code as it is, without what no text may hold."""
    return without_controls(row).rstrip()


def _reads(text: str, words: str) -> bool:
    """Whether Markdown reads as the words; footnotes that it refers to are given some, or they would be none."""
    labels = sorted(set(_REFERENCE.findall(text)))
    notes = "".join(f"\n\n[^{label}]: {_END}" for label in labels)
    found = read_back(text + notes).replace(_END, "")
    return " ".join(found.split()) == " ".join(words.split())
