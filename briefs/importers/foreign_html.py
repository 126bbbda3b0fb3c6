"""A short text as HTML goes in, CommonMark with the same words comes out; fetches nothing and runs nothing.

For what other tools put into one value, such as a note. Elements that a value cannot have leave their words behind;
scripts and styles leave nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from briefs.importers.escapes import code, escaped, fence, line_start

Linker = Callable[[str, str], str]
"""An address and the words of a link, which are CommonMark already, go in; the link comes out."""
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
_BLOCKS = frozenset("p div section article header footer figure figcaption table tr dl dt dd address".split())
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


class _Reader(HTMLParser):
    """Collects blocks; in the open one pieces of CommonMark, with a stack of what is open in it."""

    def __init__(self, link: Linker) -> None:
        super().__init__(convert_charrefs=True)
        self._link = link
        self._blocks: list[str] = []
        self._pieces: list[str] = []
        self._open: list[tuple[str, int, str]] = []
        """Inline elements: name, how many pieces stood before, address."""
        self._margins: list[str] = []
        """What stands before a block's first line, such as ``- ``."""
        self._silent = 0
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element."""
        said = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._pieces.append("\\\n")
        elif tag == "img":
            self.handle_data(said.get("alt", ""))
        elif tag in _MARKS or tag == "a" or (tag == "code" and not self._verbatim):
            self._open.append((tag, len(self._pieces), said.get("href", "")))
        else:
            self._block(tag, opens=True)

    def handle_endtag(self, tag: str) -> None:
        """Closes an element; one that is not open is none."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _MARKS or tag == "a" or (tag == "code" and not self._verbatim):
            self._close(tag)
        else:
            self._block(tag, opens=False)

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
        return "\n\n".join(self._blocks)

    def _close(self, tag: str) -> None:
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

    def _block(self, tag: str, opens: bool) -> None:
        """A block begins or ends; what stands between two is one as well."""
        if tag in ("li", "blockquote", "pre") or tag in _BLOCKS or re.fullmatch("h[1-6]|[uo]l", tag):
            self._end()
        if tag == "pre":
            self._verbatim = int(opens)
        if tag in ("li", "blockquote"):
            margin = "- " if tag == "li" else "> "
            if opens:
                self._margins.append(margin)
            elif margin in self._margins:
                self._margins.reverse()
                self._margins.remove(margin)
                self._margins.reverse()

    def _end(self) -> None:
        """The block that is open is whole."""
        for name in [name for name, _, _ in self._open[::-1]]:
            self._close(name)
        text, self._pieces = "".join(self._pieces), []
        lines = _code_lines(text) if self._verbatim else _word_lines(text)
        if not lines:
            return
        first = "".join(self._margins)
        self._margins = ["  " if margin == "- " else margin for margin in self._margins]
        rest = "".join(self._margins)
        self._blocks.append("\n".join(f"{rest if at else first}{line}".rstrip() for at, line in enumerate(lines)))


def _code_lines(text: str) -> list[str]:
    """Verbatim lines between fences."""
    return [fence(text), *text.strip("\n").split("\n"), fence(text)] if text.strip() else []


def _word_lines(text: str) -> list[str]:
    """Lines of words, none of which begins anything but a paragraph."""
    text = text.strip().removesuffix("\\").rstrip()
    return [line_start(line.strip()) for line in text.split("\n")] if text else []
