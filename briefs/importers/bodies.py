"""A Markdown body of another tool goes in, the same with links that lead somewhere here comes out; its words stay.

Code is left alone. What a tool's own signs did (shortcodes, tags of a template, embeds, callouts) is told of, each kind
once; the rules stand in the documentation, importing.md.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from briefs.core.slugs import slug_of
from briefs.core.source import Span
from briefs.importers.escapes import target
from briefs.importers.importer import changed, left_out
from briefs.importers.rawhtml import without_html
from briefs.importers.shelf import Note, Shelf
from briefs.importers.tally import Tally
from briefs.importers.templates import fenced, without_templates
from briefs.stages.parse.links import Refused, resolve

_FENCE = re.compile(r"[ \t>]*(?:[-*+] +|\d+[.)] +)?(`{3,}(?=[^`]*$)|~{3,})")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_WIKI = re.compile(r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]+?)(?:\\?\|(?P<words>[^\[\]\n]*))?\]\]")
_LINK = re.compile(
    r"(?P<image>!?)(?<!(?<!\\)\\)\[(?P<words>(?:[^\[\]\\!\n]|\\.|!?\[[^\[\]\n]*\](?:\([^()\n]*\))?|!)*+)\]"
    r"\([ \t]*(?P<to><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?P<title>[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)
_HELD = re.compile("\ue000(\\d+)\ue001")
"""Stands for a stretch of code while what is around it is rewritten; both signs are for private use."""
_ANY = re.compile(re.sub(r"\?P<\w+>", "", f"{_WIKI.pattern}|{_LINK.pattern}"))
_OURS = re.compile(r"(?<!\\)\[\[(?=[^\s\[\]|][^\[\]|\n]*(?:\|[^\[\]]+)?\]\](?!\())")
"""What is left of nested brackets and would be a link by name here."""
_DEFINED = re.compile(r" {0,3}\[(?P<label>[^\^\]\n][^\]\n]*)\]:[ \t]*(?P<to>\S+)(?P<title>.*)$")
_CALLOUT = re.compile(r"(?P<head>[ \t]*(?:>[ \t]?)+)\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(?P<title>.*)$")
_ANCHOR = re.compile(r"[ \t]\^[A-Za-z0-9-]+[ \t]*$")
_HEADING_ID = re.compile(r"^(#{1,6} [^{]*+(?:\{(?!#)[^{]*+)*+)\{#[\w-]+[^{}]*\}[ \t]*$")
_SPLIT = re.compile(r"(?P<file>[^#^]*)(?:[#^](?P<part>.*))?")

Headings = Callable[[str], tuple[str, ...]]
"""The ids of the headings of the text that comes to stand at a path below the content folder."""


def with_words(body: str) -> str:
    """A body whose links by name are the words that they show, and headings without the ids given to them."""
    rows = (_without_id(row) for row in body.split("\n"))
    return _WIKI.sub(lambda found: found["words"] or found["target"], "\n".join(rows))


def _parts(body: str) -> Iterator[tuple[bool, list[str]]]:
    """The lines of a body by turns: blocks of code, and what stands between them."""
    rows: list[str] = []
    fence, indented = "", False
    for row in body.split("\n"):
        mark = _FENCE.match(row)
        code = row.startswith(("    ", "\t")) and (indented or not rows or not rows[-1].strip())
        if fence:
            rows.append(row)
            if mark and mark[1].startswith(fence) and not row[mark.end() :].strip(" `~"):
                yield True, rows
                rows, fence = [], ""
        elif mark:
            yield from [(False, rows)] if rows else []
            rows, fence = [row], mark[1]
        elif code != indented and row.strip():
            yield from [(indented, rows)] if rows else []
            rows, indented = [row], code
        else:
            rows.append(row)
    yield bool(fence) or indented, rows


def _apart(words: str) -> tuple[str, list[str]]:
    """The words with a sign for each stretch of code in them, and these."""
    codes: list[str] = []

    def held(found: re.Match[str]) -> str:
        codes.append(found[0])
        return f"\ue000{len(codes) - 1}\ue001"

    return _CODE.sub(held, re.sub("[\ue000\ue001]", "", words)), codes


def _together(words: str, codes: list[str]) -> str:
    return _HELD.sub(lambda found: codes[int(found[1])], words)


class Body:
    """One text's lines, rewritten."""

    def __init__(self, note: Note, path: str, shelf: Shelf, headings: Headings, tally: Tally) -> None:
        self._note, self._path, self._shelf, self._headings, self._tally = note, path, shelf, headings, tally
        self._first = self._line = 1
        self.tags: dict[str, None] = {}
        """Words with ``#`` before them."""
        self.linked: list[Note] = []
        """The texts that this one links to."""

    def text(self, body: str, first: int) -> str:
        """The body; ``first`` is the number of its first line in the file."""
        parts = []
        for is_code, rows in _parts(fenced(body)):
            self._first = first
            first += len(rows)
            parts.append("\n".join(rows) if is_code else self._prose("\n".join(rows)))
        return "\n".join(parts)

    # ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _prose(self, words: str) -> str:
        """Lines between blocks of code; what stands between backticks stays as it is."""
        words, codes = _apart(words)

        def told(message: str, rows: int) -> None:
            self._line = self._first + rows
            self._lost(message)

        words = without_html(without_templates(words, self._shelf, told), told)
        rows = []
        for number, row in enumerate(words.split("\n"), self._first):
            self._line = number
            rows.append(self._row(row))
        return _together("\n".join(rows), codes)

    def _row(self, row: str) -> str:
        """A line without code."""
        row = self._callout(_without_id(row))
        defined = _DEFINED.match(row)
        if defined:
            return self._defined(row, defined)
        row = _OURS.sub(r"\\[\\[", _ANY.sub(self._any, row))
        bare = _ANCHOR.sub("", row)
        if bare != row:
            self._lost("names of blocks such as ` ^name` were left out")
        self.tags |= dict.fromkeys(re.findall(r"(?:(?<=\s)|^)#([^\W\d][\w/-]*)", bare))
        return bare

    def _callout(self, row: str) -> str:
        found = _CALLOUT.match(row)
        if found is None:
            return row
        self._altered("callouts such as `[!note]` are quotations here, headed by their titles")
        return f"{found['head']}**{found['title'].strip()}**" if found["title"].strip() else found["head"].rstrip()

    # ── links ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _any(self, found: re.Match[str]) -> str:
        """A link of either kind; in one go, so that what one became is not read again."""
        link = _LINK.fullmatch(found[0])
        wiki = None if link else _WIKI.fullmatch(found[0])
        return self._link(link) if link else self._wiki(wiki) if wiki else found[0]

    def _wiki(self, found: re.Match[str]) -> str:
        """A link by name, with the words that its tool showed for it."""
        parts = _SPLIT.fullmatch(found["target"].strip())
        file, part = (parts["file"].strip(), (parts["part"] or "").strip("^# ")) if parts else ("", "")
        words = (found["words"] or "").strip() or " > ".join(one for one in (file, *part.split("#")) if one)
        if found["embed"] and (path := self._shelf.file(file, self._note.place)):
            alt = "" if re.fullmatch(r"[\d ]+(?:x\d+)?", found["words"] or "") else found["words"] or ""
            return f"![{_label(alt)}]({self._relative(path)})"
        note = self._shelf.note(file) if file else self._note
        if note is None and found["embed"]:
            self._lost(f"the embedded file `{file}` is none of those that are imported")
            return ""
        if note is None:
            self._lost(f"there is no note `{file}` among the files, so its words stand without a link")
            return words
        if found["embed"]:
            self._altered("an embedded note stands as a link to it")
        return self._to(note, words, part)

    def _to(self, note: Note, words: str, part: str) -> str:
        """A link to another text, or to a place in it if it has one of that name."""
        place = self._place(note, part)
        if note.place != self._note.place:
            self.linked.append(note)
        elif not place:
            return words
        address = "" if note.path == self._path else self._relative(note.path)
        return f"[{_label(words)}]({address}{place})"

    def _place(self, note: Note, part: str) -> str:
        """``#`` and the id of the heading that is meant; empty where there is none."""
        if not part:
            return ""
        wanted = slug_of(part.split("#")[-1])
        known = {name.removeprefix("s-") for name in self._headings(note.path)}
        if wanted in known:
            return f"#{wanted}"
        self._lost(f"there is no heading `{part}` where a link points, so it leads to the text")
        return ""

    def _link(self, found: re.Match[str]) -> str:
        """An ordinary link or picture."""
        words, title = found["words"], found["title"] or ""
        if not found["image"]:
            words = _LINK.sub(self._link, words)
        to = found["to"].removeprefix("<").removesuffix(">")
        if found["image"]:
            return self._image(found, to, title)
        address = self._address(to)
        return f"[{words}]({address}{title})" if address else words

    def _image(self, found: re.Match[str], to: str, title: str) -> str:
        path = "" if re.match(r"[a-z]+:", to) else self._shelf.file(to, self._note.place)
        if path:
            return f"![{found['words']}]({self._relative(path)}{title})"
        alt = f" (“{found['words']}”)" if found["words"] else ""
        self._lost(f"the picture {to}{alt} is no file among those that are imported")
        return ""

    def _address(self, to: str) -> str:
        """Where a link leads here; empty where it leads nowhere."""
        if to.startswith("#"):
            return self._place(self._note, to[1:])
        if re.match(r"[A-Za-z][\w+.-]*:|//", to):
            checked = resolve(to, "")
            if isinstance(checked, Refused):
                self._lost(f"the address `{to}` may not stand in a link, so its words stand without one")
                return ""
            return target(to)
        note = self._shelf.page(to, self._note.place)
        if note is not None:
            if note.place != self._note.place:
                self.linked.append(note)
            return self._relative(note.path) + self._place(note, to.partition("#")[2])
        path = self._shelf.file(to, self._note.place)
        if path:
            return self._relative(path)
        self._lost(f"the address `{to}` leads to no file that is imported, so its words stand without a link")
        return ""

    def _defined(self, row: str, found: re.Match[str]) -> str:
        """The definition of a link's address."""
        address = self._address(found["to"].removeprefix("<").removesuffix(">"))
        return f"[{found['label']}]: {address}{found['title']}" if address else ""

    def _relative(self, path: str) -> str:
        return target(posixpath.relpath(path, posixpath.dirname(self._path)))

    def _lost(self, message: str) -> None:
        self._tally.add(left_out, message, self._span())

    def _altered(self, message: str) -> None:
        self._tally.add(changed, message, self._span())

    def _span(self) -> Span:
        return Span(self._note.given, self._line, 1, self._line, 1)


def _without_id(row: str) -> str:
    """A heading without the id that is given to it in braces."""
    found = _HEADING_ID.match(row)
    return found[1].rstrip() if found else row


def _label(words: str) -> str:
    """Words between the brackets of a link."""
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", words)
