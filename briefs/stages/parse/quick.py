"""A Markdown text of plain blocks goes in, the parser's tokens come out without it; else nothing; knows no page.

Most of what newspapers print is paragraphs without a mark, now and then a heading, a quotation or a link, and of the
time that a text took the parser had half. Blocks are read here where no rule of the parser's but that for paragraphs,
quotations or headings can take them; a text with any other goes to the parser as a whole. Within a block, words with
marks go to it alone. ``tests/stages/test_parse_quick.py`` holds the two ways against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefs.stages.parse.tokens import Made, Token

Inline = Callable[[str], Sequence[Token]]
PLAIN = "plain_paragraph"
"""The type of the one token that stands for a paragraph of words alone, its ``content``."""

_MARKS = "\\`*_~[<&"
"""What an inline rule may begin with; ``!`` and ``^`` count only before ``[``."""
_CLASS = re.escape(_MARKS)
_BINDING = ("]:", "^[", "[^")
"""Addresses and footnotes that are defined elsewhere, which bind places of a text together."""
_WORDS_START = r"(?![`~>*\-_+#=:|]|[0-9]+[.)](?:\s|\Z))\S"
"""The first character of a line that can only be a paragraph's: no block begins with it, and none is interrupted."""
_PARAGRAPH = re.compile(rf"{_WORDS_START}[^\n]*(?:\n{_WORDS_START}[^\n]*)*")
_HEADING = re.compile(r"(#{1,6}) ([^\s#](?:[^\n]*[^\s#])?)(?=\n|\Z)")
_QUOTATION = re.compile(r">[^\n]*(?:\n>[^\n]*)*")
_QUOTING = re.compile(r"^> ?", re.MULTILINE)
_GAP = re.compile(r"\n(?:[ \t]*\n)+|\n?\Z")
"""What parts two blocks: without a blank line one may go on in the next."""
_BLANK = re.compile(r"(?:[ \t]*\n)*")
SPACES = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What the parser takes off the ends of a block: not all that Python calls white space."""
_SPACED_END = re.compile(r"\s\n")
_LINK = re.compile(rf"\[(?<!!\[)([^{_CLASS}\]\n]+)\]\(([^\s()<>\\&\x00-\x1f\x7f]+)\)")
_LINE = re.compile(rf"[^{_CLASS}\n\r\0]+")
_VALUE = re.compile(rf"(?={_WORDS_START}){_LINE.pattern}")


def plain_value(text: str) -> bool:
    """Whether a text without white space around it is one paragraph of one line, which holds words alone."""
    return _VALUE.fullmatch(text) is not None


def plain_line(text: str) -> bool:
    """Whether a text is one line of words alone, whatever block they may stand in."""
    return _LINE.fullmatch(text) is not None


def quick_tokens(text: str, inline: Inline) -> list[Token] | None:
    """The tokens of a text, with ``PLAIN`` ones among them; None where the parser has to read it.

    ``inline`` is what the parser makes of the words of one block.
    """
    if "\0" in text or "\r" in text:  # the parser puts something else in their place
        return None
    quick = _Quick([mark for mark in _MARKS if mark in text])
    if not quick.blocks(text, 0, 0):
        return None
    for token in quick.marked:
        token.children = inline(token.content)
    return quick.tokens


class _Quick:
    """One text on its way into tokens."""

    def __init__(self, marks: Sequence[str]) -> None:
        """``marks`` are those that the text holds."""
        self._marks = marks
        self.tokens: list[Token] = []
        self.marked: list[Made] = []
        """Those whose words the parser has to read; it is asked when the whole text is known to be plain."""

    def blocks(self, text: str, line: int, level: int) -> bool:
        """Reads blocks, of which the first line is the file's line ``line``; False at one that is not plain."""
        at, gap = 0, _BLANK.match(text)
        while gap is not None:
            line += text.count("\n", at, gap.end())
            at = gap.end()
            if at == len(text):
                return True
            if found := _PARAGRAPH.match(text, at):
                plain = self._paragraph(found[0], line, level)
            elif found := _HEADING.match(text, at):
                plain = self._heading(found[1], found[2].strip(SPACES), line, level)
            else:
                found = None if level else _QUOTATION.match(text, at)
                plain = found is not None and self._quotation(found[0], line)
            gap = _GAP.match(text, found.end()) if found and plain else None
        return False

    def _paragraph(self, written: str, line: int, level: int) -> bool:
        content, place = written.strip(SPACES), [line, line + 1 + written.count("\n")]
        if not self._is_marked(content):
            column: dict[str, int] = {} if level else {"column": 0}
            self.tokens.append(Made(PLAIN, "p", 0, map=place, level=level, content=content, meta=column))
            return True
        begin = Made("paragraph_open", "p", 1, map=place, level=level)
        return self._leaf(begin, content, Made("paragraph_close", "p", -1, level=level))

    def _heading(self, mark: str, words: str, line: int, level: int) -> bool:
        tag = f"h{len(mark)}"
        begin = Made("heading_open", tag, 1, map=[line, line + 1], level=level)
        return self._leaf(begin, words, Made("heading_close", tag, -1, level=level))

    def _leaf(self, begin: Token, content: str, end: Token) -> bool:
        """Words with plain links, or others for the parser alone; False where it would have to see more."""
        if "[" in content and any(pair in content for pair in _BINDING):
            return False
        children = self._linked(content)
        inline = Made("inline", map=begin.map, level=begin.level + 1, children=children, content=content)
        if children is None:
            self.marked.append(inline)
        self.tokens += begin, inline, end
        return True

    def _quotation(self, written: str, line: int) -> bool:
        """A quotation whose every line has its mark; one with another inside is left to the parser."""
        place = [line, line + 1 + written.count("\n")]
        self.tokens.append(Made("blockquote_open", "blockquote", 1, map=place))
        whole = self.blocks(_QUOTING.sub("", written), line, 1)
        self.tokens.append(Made("blockquote_close", "blockquote", -1))
        return whole

    def _is_marked(self, content: str) -> bool:
        """Whether an inline rule may find something, white space at a line's end among it."""
        for mark in self._marks:
            if mark in content:
                return True
        return "\n" in content and _SPACED_END.search(content) is not None

    def _linked(self, content: str) -> Sequence[Token] | None:
        """Words with links between them; None where there is more. A line's end in a text is read as a space."""
        tokens, done = list[Token](), 0
        for link in _LINK.finditer(content):
            start, end = link.span()
            if start > done:
                tokens.append(Made("text", content=content[done:start]))
            begin = Made("link_open", "a", 1, {"href": link[2]}, meta={"at": (start, end)})
            words = Made("text", level=1, content=link[1])
            tokens += begin, words, Made("link_close", "a", -1)
            done = end
        if done < len(content):
            tokens.append(Made("text", content=content[done:]))
        plain = not any(self._is_marked(token.content) for token in tokens if token.level == 0)
        return tokens if plain else None
