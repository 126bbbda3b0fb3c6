"""The parts of a Word document go in, its comments with the words that they hang on come out; knows no sidecar."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import XMLParser, XMLSyntaxError, _Element, fromstring
from msgspec import Struct

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "\u2011", f"{_W}softHyphen": "\u00ad"}


class Comment(Struct, frozen=True):
    """A comment, and where it hangs in the document's text."""

    author: str
    text: str
    words: str
    """The words that it hangs on; of a comment at a point, those of its paragraph."""
    before: str
    """All words of the document before them, to tell which of several equal ones is meant."""
    point: bool
    """Whether it hangs on no words but at a point between two."""


class Reading(Struct, frozen=True):
    """A document's comments, and what else its XML has that is told of."""

    comments: tuple[Comment, ...] = ()
    revised: bool = False
    """Whether changes are tracked in it."""


def xml(data: bytes) -> _Element | None:
    """A part as a tree; no entity is ever looked up, and none may be defined."""
    if has_doctype(data):
        return None
    try:
        return fromstring(data, XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except XMLSyntaxError:
        return None


def has_doctype(data: bytes) -> bool:
    """Whether a part may define entities, in whichever of the encodings that an XML reader knows by itself."""
    return any("<!DOCTYPE".encode(name) in data for name in ("ascii", "utf-16-le", "utf-16-be"))


def comments(document: bytes, said: bytes) -> Reading:
    """What ``word/document.xml`` and ``word/comments.xml`` say."""
    body, notes = xml(document), xml(said) if said else None
    if body is None:
        return Reading()
    revised = next(body.iter(f"{_W}ins", f"{_W}del"), None) is not None
    if notes is None:
        return Reading((), revised)
    text, ranges = _ranges(body)
    return Reading(tuple(_comments(notes, text, ranges)), revised)


def _ranges(body: _Element) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text, its paragraphs parted by blank lines, and where in it each comment hangs."""
    parts: list[str] = []
    begun: dict[str, int] = {}
    found: dict[str, tuple[int, int]] = {}
    length = 0
    for element in body.iter():
        added = ""
        number = element.get(f"{_W}id") or ""
        if element.tag == f"{_W}p":
            added = "\n\n"
        elif element.tag == f"{_W}t":
            added = element.text or ""
        elif element.tag in _SIGNS:
            added = _SIGNS[element.tag]
        elif element.tag == f"{_W}commentRangeStart":
            begun[number] = length
        elif element.tag == f"{_W}commentRangeEnd":
            found[number] = (begun.get(number, length), length)
        elif element.tag == f"{_W}commentReference":
            found.setdefault(number, (length, length))
        parts.append(added)
        length += len(added)
    return "".join(parts), found


def _comments(notes: _Element, text: str, ranges: dict[str, tuple[int, int]]) -> Iterator[Comment]:
    for note in notes.iter(f"{_W}comment"):
        start, end = ranges.get(note.get(f"{_W}id") or "", (0, 0))
        said = "\n\n".join(filter(None, (_words(one) for one in note.iter(f"{_W}p"))))
        point = not text[start:end].strip()
        if point:
            start = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
            end = text.find("\n\n", start) if "\n\n" in text[start:] else len(text)
        yield Comment(note.get(f"{_W}author") or "", said, text[start:end], text[:start], point)


def _words(paragraph: _Element) -> str:
    pieces = (_SIGNS.get(one.tag) or (one.text or "" if one.tag == f"{_W}t" else "") for one in paragraph.iter())
    return " ".join("".join(pieces).split())
