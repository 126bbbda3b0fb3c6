"""A page of a wiki goes in, its article alone comes out, with the footnotes by name; knows no Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FURNITURE = frozenset(
    "mw-editsection toc toccolours navbox navbox-styles vertical-navbox sidebar metadata ambox noprint mw-jump-link "
    "printfooter catlinks mw-cite-backlink shortdescription sistersitebox mw-empty-elt mw-indicators portalbox "
    "editlink t-navbar coll-symb mw-authority-control authority-control".split()
)
"""Classes of what leads a reader around, or an editor."""
_APART = {"infobox": "the infobox", "hatnote": "the note above the article", "gallery": "the gallery"}
"""Classes of what has words of its own but is no running text."""


class Wiki(Struct, frozen=True):
    """A wiki's article: what stays of its tree, footnotes' ids with labels, and what was taken out and where."""

    content: HtmlElement
    notes: dict[str, str]
    apart: tuple[tuple[str, int], ...]
    """What it is, and the line of the file where it begins."""


def wiki_of(tree: HtmlElement) -> Wiki | None:
    """The article of a MediaWiki page; None of any other page. Takes furniture out of the tree."""
    content = next(iter(tree.xpath("//*[@id='mw-content-text']")), None)
    if content is None:
        return None
    apart = []
    for element in list(content.iter()):
        if not isinstance(element.tag, str):
            continue
        classes = set((element.get("class") or "").split())
        told = next((what for name, what in _APART.items() if name in classes), "")
        if told or classes & _FURNITURE or element.get("id") in ("toc", "siteSub", "contentSub"):
            apart += [(told, element.sourceline or 1)] if told and element.getparent() is not None else []
            _drop(element)
    return Wiki(content, dict(_notes(content)), tuple(apart))


def _drop(element: HtmlElement) -> None:
    """Take an element out; the words behind it stay."""
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def _notes(content: HtmlElement) -> Iterator[tuple[str, str]]:
    """The footnotes that are referred to, numbered in the order of their list."""
    used = {(one.get("href") or "").rpartition("#")[2] for one in content.iter("a")}
    ids = [li.get("id") or "" for ol in content.xpath(".//ol[contains(@class, 'references')]") for li in ol.iter("li")]
    known = [name for name in ids if name and name in used]
    yield from ((name, str(number)) for number, name in enumerate(known, 1))
