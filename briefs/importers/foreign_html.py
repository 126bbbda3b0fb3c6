"""A short text as HTML goes in, CommonMark with the same words comes out; fetches nothing and runs nothing.

For what other tools put into one value, such as a note. Elements that a value cannot have leave their words behind;
scripts and styles leave nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from msgspec import Struct

from briefs.importers.escapes import code, escaped, fence, line_start

Linker = Callable[[str, str], str]
"""An address and the words of a link, which are CommonMark already, go in; the link comes out."""
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
_BLOCKS = frozenset(
    "p div section article header footer figure figcaption table tr dl dt dd address ul ol li blockquote pre"
    " h1 h2 h3 h4 h5 h6".split()
)
_SILENT = frozenset(("script", "style", "template", "head", "noscript", "svg", "math", "iframe", "object"))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SCHEME = re.compile(r"(?:https?:|mailto:)[^\s<>]+", re.IGNORECASE)


def plain_link(address: str, words: str) -> str:
    """A link where it leads out of the page, else its words."""
    if not _SCHEME.fullmatch(address) or not words.strip():
        return words
    return f"[{words}]({address})" if not re.search(r"[()\\]", address) else f"[{words}](<{address}>)"


def markdown_of(html: str, link: Linker = plain_link) -> str:
    """The words of the HTML with what of its markup a value of ours can have."""
    reader = _Reader(link)
    reader.feed(html)
    reader.close()
    return reader.done()


class _Margin(Struct):
    """What a list's item or a quotation sets before its lines."""

    tag: str
    mark: str
    """Before the next line: ``- `` before an item's first, as much white space before the others."""
    loose: bool = False
    """Whether the item has paragraphs of its own, which stand apart."""


class _Reader(HTMLParser):
    """Collects blocks; in the open one pieces of CommonMark, with a stack of what is open in it."""

    def __init__(self, link: Linker) -> None:
        super().__init__(convert_charrefs=True)
        self._link = link
        self._text = ""
        self._pieces: list[str] = []
        self._open: list[tuple[str, int, str]] = []
        """Inline elements: name, how many pieces stood before, address."""
        self._margins: list[_Margin] = []
        self._numbers: list[int] = []
        """Of each open list the number of its next item; 0 where items have none."""
        self._in_list = False
        """Whether the block before stands in a list."""
        self._silent = 0
        self._verbatim = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element."""
        said = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._pieces.append("\\\n")
        elif tag == "img":
            self.handle_data(said.get("alt", ""))
        elif tag in ("td", "th"):
            self._pieces.append(" ")
        elif self._is_inline(tag):
            self._open.append((tag, len(self._pieces), said.get("href", "")))
        elif tag in _BLOCKS:
            self._end()
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes an element; one that is not open is none."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif self._is_inline(tag):
            self._close(tag)
        elif tag in _BLOCKS:
            self._end()
            self._leave(tag)

    def handle_data(self, data: str) -> None:
        """Words, in which nothing is markup."""
        if self._silent:
            return
        if self._verbatim or any(name == "code" for name, _, _ in self._open):
            self._pieces.append(data)
        else:
            self._pieces.append(escaped(_SPACES.sub(" ", data)))

    def done(self) -> str:
        """All blocks."""
        self._end()
        return self._text

    def _is_inline(self, tag: str) -> bool:
        return tag in _MARKS or tag == "a" or (tag == "code" and not self._verbatim)

    def _begin(self, tag: str) -> None:
        """A block opens, after the one before it was closed."""
        if tag in ("ol", "ul"):
            self._numbers.append(int(tag == "ol"))
        elif tag == "li":
            number = self._numbers[-1] if self._numbers else 0
            self._margins.append(_Margin("li", f"{number}. " if number else "- "))
            if number:
                self._numbers[-1] += 1
        elif tag == "blockquote":
            self._margins.append(_Margin("blockquote", "> "))
        elif tag == "pre":
            self._verbatim = True
        elif tag == "p" and self._margins:
            self._margins[-1].loose = True

    def _leave(self, tag: str) -> None:
        if tag in ("ol", "ul") and self._numbers:
            self._numbers.pop()
        elif tag == "pre":
            self._verbatim = False
        at = next((at for at in range(len(self._margins) - 1, -1, -1) if self._margins[at].tag == tag), None)
        if at is not None:
            del self._margins[at:]

    def _close(self, tag: str) -> None:
        """An inline element ends, and with it those that were opened in it."""
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == tag), None)
        if at is None:
            return
        _, start, address = self._open[at]
        del self._open[at:]
        inner = "".join(self._pieces[start:])
        self._pieces[start:] = [self._marked(tag, inner, address)]

    def _marked(self, tag: str, inner: str, address: str) -> str:
        """Inline words with their marks around them; white space at an edge stays outside."""
        words = inner.strip()
        if not words:
            return inner
        before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        if tag == "code":
            return f"{before}{code(words)}{after}"
        if tag == "a":
            return f"{before}{self._link(address, words)}{after}"
        return f"{before}{_MARKS[tag]}{words}{_MARKS[tag]}{after}"

    def _end(self) -> None:
        """The block that is open is whole."""
        for name in [name for name, _, _ in self._open[::-1]]:
            self._close(name)
        text, self._pieces = "".join(self._pieces), []
        lines = _code_lines(text) if self._verbatim else _word_lines(text)
        if not lines:
            return
        first, item = "".join(margin.mark for margin in self._margins), self._item()
        for margin in self._margins:
            margin.mark = margin.mark if margin.tag == "blockquote" else " " * len(margin.mark)
        rest = "".join(margin.mark for margin in self._margins)
        block = "\n".join(f"{rest if at else first}{line}".rstrip() for at, line in enumerate(lines))
        gap = "\n" if item and self._in_list else "\n\n"
        self._text += f"{gap if self._text else ''}{block}"
        self._in_list = any(margin.tag == "li" for margin in self._margins)

    def _item(self) -> bool:
        """Whether the block opens an item of a list whose items stand close together."""
        last = self._margins[-1] if self._margins else None
        return last is not None and last.tag == "li" and bool(last.mark.strip()) and not last.loose


def _code_lines(text: str) -> list[str]:
    """Verbatim lines between fences."""
    return [fence(text), *text.strip("\n").split("\n"), fence(text)] if text.strip() else []


def _word_lines(text: str) -> list[str]:
    """Lines of words, none of which begins anything but a paragraph."""
    text = text.strip().removesuffix("\\").rstrip()
    return [line_start(line.strip()) for line in text.split("\n")] if text else []
