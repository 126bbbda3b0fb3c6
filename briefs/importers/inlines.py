"""Elements inside a line go in, Markdown of one paragraph comes out with the words it must read as; knows no block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from briefs.importers.escapes import code, escaped, line_start, spaced, target

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BREAK = "\n"
"""In pieces: the end of a line that stays one."""
_MARKS: Mapping[str, str] = MappingProxyType(
    {"em": "*", "i": "*", "cite": "*", "dfn": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~", "strike": "~~"}
)
_CODE = frozenset(("code", "kbd", "samp", "tt", "pre"))
_WORD = re.compile(r"\w")


def _nowhere(address: str) -> str:
    return ""


def _no_picture(source: str, alt: str) -> str:
    return ""


class Turning(Struct, frozen=True):
    """What the turning of one document needs to know of its surroundings."""

    link: Callable[[str], str] = _nowhere
    """An address as written to one that may stand here; empty where the words stand without a link."""
    picture: Callable[[str, str], str] = _no_picture
    """A picture's source and its other text to its file here; empty where it is left out."""
    notes: Mapping[str, str] = MappingProxyType({})
    """Ids of footnotes, with their labels here."""


class Line(Struct, frozen=True):
    """A paragraph's Markdown, and the words that it must read as."""

    text: str
    words: str


def line(nodes: list[str | HtmlElement], turning: Turning, breaks: bool = True, plain: bool = False) -> Line:
    """The nodes as one paragraph; without ``breaks`` on one line, with ``plain`` without any mark."""
    pieces = list(_pieces(nodes, turning, plain))
    words = spaced("".join(piece.words for piece in pieces)).strip()
    text = _joined(pieces)
    rows = [line_start(row.strip(" ")) for row in text.split(BREAK)]
    rows = [row for row in rows if row]
    return Line(("\\\n" if breaks else " ").join(rows), words)


class _Piece(Struct, frozen=True):
    """A stretch of Markdown inside a line, and its words."""

    text: str
    words: str = ""


def _joined(pieces: list[_Piece]) -> str:
    """The pieces with single spaces."""
    return re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(piece.text for piece in pieces))).strip(" \n")


def _pieces(nodes: list[str | HtmlElement], turning: Turning, plain: bool) -> Iterator[_Piece]:
    for node in nodes:
        if isinstance(node, str):
            yield _Piece(escaped(spaced(node)), spaced(node))
        else:
            yield from _element(node, turning, plain)


def inner(element: HtmlElement) -> list[str | HtmlElement]:
    """An element's text and children, in order."""
    nodes: list[str | HtmlElement] = [element.text] if element.text else []
    for child in element:
        nodes.append(child)
        if child.tail:
            nodes.append(child.tail)
    return nodes


def _element(element: HtmlElement, turning: Turning, plain: bool) -> Iterator[_Piece]:
    tag = element.tag
    within = inner(element)
    if tag == "br":
        yield _Piece(BREAK, " ")
    elif tag == "img":
        yield from _picture(element, turning, plain)
    elif tag in _CODE and not plain:
        yield from _code(element)
    elif tag == "a" and not plain:
        yield from _link(element, within, turning)
    elif tag in _MARKS and not plain:
        yield from _marked(list(_pieces(within, turning, plain)), _MARKS[tag])
    elif tag == "q":
        yield _Piece("“", "“")
        yield from _pieces(within, turning, plain)
        yield _Piece("”", "”")
    else:
        yield from _pieces(within, turning, plain)


def _picture(element: HtmlElement, turning: Turning, plain: bool) -> Iterator[_Piece]:
    alt = spaced(element.get("alt", "")).strip()
    path = turning.picture(element.get("src", ""), alt)
    if path and not plain:
        yield _Piece(f"![{escaped(alt)}]({target(path)})")


def _code(element: HtmlElement) -> Iterator[_Piece]:
    words = spaced(element.text_content())
    yield _Piece(code(words) if words.strip() else words, words)


def _link(element: HtmlElement, within: list[str | HtmlElement], turning: Turning) -> Iterator[_Piece]:
    """A link with its words; a reference to a footnote, or the words alone where it leads nowhere."""
    href = element.get("href", "")
    label = turning.notes.get(href.rpartition("#")[2]) if "#" in href else None
    if label:
        yield _Piece(f"[^{label}]")
        return
    pieces = list(_pieces(within, turning, False))
    address = turning.link(href) if any(piece.words.strip() for piece in pieces) else ""
    if not address or any("](" in piece.text or "[^" in piece.text for piece in pieces):
        yield from pieces
        return
    text = _joined(pieces).replace(BREAK, " ")
    before, after = _edges("".join(piece.text for piece in pieces))
    yield _Piece(f"{before}[{text}]({target(address)}){after}", "".join(piece.words for piece in pieces))


def _marked(pieces: list[_Piece], mark: str) -> Iterator[_Piece]:
    """The pieces between two marks, white space outside of them; without, where there is no word to mark."""
    text = "".join(piece.text for piece in pieces)
    body = text.strip(" \n")
    if not _WORD.search(body) or BREAK in body or mark[0] in (body[0], body[-1]):
        yield from pieces
        return
    before, after = _edges(text)
    yield _Piece(f"{before}{mark}{body}{mark}{after}", "".join(piece.words for piece in pieces))


def _edges(text: str) -> tuple[str, str]:
    """The white space before and after."""
    return text[: len(text) - len(text.lstrip(" \n"))], text[len(text.rstrip(" \n")) :]
