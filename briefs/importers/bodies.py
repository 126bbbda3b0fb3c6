"""A Markdown body of another tool goes in, the same with links that lead somewhere here comes out; its words stay.

Code is left alone. What a tool's own signs did (shortcodes, tags of a template, embeds, callouts) is told of, each kind
once; the rules stand in the documentation, importing.md.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from briefs.core.slugs import slug_of
from briefs.core.source import Span
from briefs.importers.escapes import target
from briefs.importers.importer import changed, left_out
from briefs.importers.shelf import Note, Shelf
from briefs.importers.tally import Tally
from briefs.stages.parse.links import Refused, resolve

_FENCE = re.compile(r"[ \t>]*(?:[-*+] +|\d+[.)] +)?(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_WIKI = re.compile(r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]+?)(?:\\?\|(?P<words>[^\[\]\n]*))?\]\]")
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<words>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\]|!\[[^\]\n]*\]\([^)\n]*\))*)\]"
    r"\([ \t]*(?P<to><[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?P<title>[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)
_ANY = re.compile(re.sub(r"\?P<\w+>", "", f"{_WIKI.pattern}|{_LINK.pattern}"))
_DEFINED = re.compile(r" {0,3}\[(?P<label>[^\^\]\n][^\]\n]*)\]:[ \t]*(?P<to>\S+)(?P<title>.*)$")
_SHORTCODE = re.compile(r"\{\{[<%]\s*(?P<end>/?)\s*(?P<name>[\w./-]+)(?P<rest>.*?)/?\s*[>%]\}\}")
_LIQUID = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<rest>.*?)-?%\}|\{\{(?P<value>[^{}\n]+)\}\}")
_FENCED = re.compile(r"^\s*\{[{%][<%]?\s*highlight\s+([\w+-]+).*[%>]?[}%]\}\s*$")
_FENCED_END = re.compile(r"^\s*\{(?:%-?\s*endhighlight|\{[<%]\s*/\s*highlight).*\}\s*$")
"""How Jekyll and Hugo begin and end a block of code beside the common way."""
_COMMENT = re.compile(r"<!--.*?-->|%%.*?%%")
_TAG = re.compile(r"</?([A-Za-z][\w-]*)(?:\s[^<>]*)?/?>")
_CALLOUT = re.compile(r"(?P<head>[ \t]*(?:>[ \t]?)+)\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(?P<title>.*)$")
_ANCHOR = re.compile(r"[ \t]\^[A-Za-z0-9-]+[ \t]*$")
_HEADING_ID = re.compile(r"^(#{1,6} .*?)[ \t]*\{#[\w-]+[^}]*\}[ \t]*$")
_ATTRIBUTE = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_SPLIT = re.compile(r"(?P<file>[^#^]*)(?:[#^](?P<part>.*))?")

Headings = Callable[[str], tuple[str, ...]]
"""The ids of the headings of the text that comes to stand at a path below the content folder."""


def with_words(body: str) -> str:
    """A body whose links by name are the words that they show, and headings without the ids given to them."""
    rows = (_HEADING_ID.sub(r"\1", row) for row in body.split("\n"))
    return _WIKI.sub(lambda found: found["words"] or found["target"], "\n".join(rows))


class Body:
    """One text's lines, rewritten."""

    def __init__(self, note: Note, path: str, shelf: Shelf, headings: Headings, tally: Tally) -> None:
        self._note, self._path, self._shelf, self._headings, self._tally = note, path, shelf, headings, tally
        self._line = 1
        self.tags: dict[str, None] = {}
        """Words with ``#`` before them."""
        self.linked: list[Note] = []
        """The texts that this one links to."""

    def text(self, body: str, first: int) -> str:
        """The body; ``first`` is the number of its first line in the file."""
        body = self._comments(body, first)
        rows: list[str] = []
        fence = ""
        for self._line, row in enumerate(body.split("\n"), first):
            row = _FENCED.sub(r"```\1", _FENCED_END.sub("```", row))
            mark = _FENCE.match(row)
            if fence:
                fence = "" if mark and mark[1].startswith(fence) and not row[mark.end() :].strip(" `~") else fence
            elif mark:
                fence = mark[1]
            elif not (row.startswith(("    ", "\t")) and (not rows or not rows[-1].strip())):
                row = self._row(row)
            rows.append(row)
        return "\n".join(rows)

    # ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _comments(self, body: str, first: int) -> str:
        """The body without comments over several lines, of which the line ends stay."""

        def emptied(found: re.Match[str]) -> str:
            if "\n" not in found[0]:
                return found[0]
            self._line = first + body.count("\n", 0, found.start())
            self._lost(f"the comment `{found[0][:4].strip()} …` was left out")
            return "\n" * found[0].count("\n")

        return re.sub(r"<!--(?:(?!-->|```).)*?-->", emptied, body, flags=re.DOTALL)

    def _row(self, row: str) -> str:
        """A line outside of blocks of code; what stands between backticks stays as it is."""
        row = self._callout(_HEADING_ID.sub(r"\1", row))
        defined = _DEFINED.match(row)
        if defined:
            return self._defined(row, defined)
        parts, at = [], 0
        for code in _CODE.finditer(row):
            parts += [self._words(row[at : code.start()]), code[0]]
            at = code.end()
        return "".join((*parts, self._words(row[at:])))

    def _words(self, words: str) -> str:
        if "<" in words or "%%" in words:
            words = _COMMENT.sub(self._comment, words)
        if "{" in words:
            words = _LIQUID.sub(self._liquid, _SHORTCODE.sub(self._shortcode, words))
        words = _ANY.sub(self._any, words)
        if "<" in words:
            for found in _TAG.finditer(words):
                self._altered(f"the HTML element `<{found[1].lower()}>` is shown as text here")
        bare = _ANCHOR.sub("", words)
        if bare != words:
            self._lost("names of blocks such as ` ^name` were left out")
        self.tags |= dict.fromkeys(re.findall(r"(?:(?<=\s)|^)#([^\W\d][\w/-]*)", bare))
        return bare

    def _callout(self, row: str) -> str:
        found = _CALLOUT.match(row)
        if found is None:
            return row
        self._altered("callouts such as `[!note]` are quotations here, headed by their titles")
        return f"{found['head']}**{found['title'].strip()}**" if found["title"].strip() else found["head"].rstrip()

    def _comment(self, found: re.Match[str]) -> str:
        self._lost(f"the comment `{found[0][:4].strip()} …` was left out")
        return ""

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
        if note is None:
            what = "embedded file" if found["embed"] else "note"
            self._lost(f"there is no {what} `{file}` among the files, so its words stand without a link")
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

    # ── templates ────────────────────────────────────────────────────────────────────────────────────────────────

    def _shortcode(self, found: re.Match[str]) -> str:
        """Hugo's: a reference becomes an address, a figure a picture; of others the words between two stay."""
        name, rest = found["name"], found["rest"]
        if name in ("ref", "relref"):
            return re.sub(r"[\"'`]|path=", "", rest).strip().split(" ")[0]
        given = {key: one or two or three for key, one, two, three in _ATTRIBUTE.findall(rest)}
        if name == "figure" and self._shelf.file(given.get("src", "//"), self._note.place):
            caption = given.get("caption", "").replace('"', "'")
            return f"![{_label(given.get('alt', ''))}](<{given['src']}>" + (f' "{caption}")' if caption else ")")
        if not found["end"]:
            self._lost(f"the shortcode `{name}` was left out")
        return ""

    def _liquid(self, found: re.Match[str]) -> str:
        """Jekyll's: a link to a post becomes its address; of others the words between two stay."""
        name, rest = found["name"] or "", (found["rest"] or "").strip()
        if name in ("post_url", "link"):
            note = self._shelf.page(rest, "") or self._shelf.note(rest.rpartition("/")[2])
            return f"/{note.place}".replace(" ", "%20") if note else f"/{rest}"
        if not name:
            value = found["value"].strip()
            if value in ("site.baseurl", "site.url") or value.endswith("relative_url"):
                return re.sub(r"\|.*|[\"']", "", value).strip() if "relative_url" in value else ""
            self._lost(f"the template's value `{found[0]}` was left out")
        elif not name.startswith("end"):
            self._lost(f"the template's tag `{name}` was left out")
        return ""

    def _lost(self, message: str) -> None:
        self._tally.add(left_out, message, self._span())

    def _altered(self, message: str) -> None:
        self._tally.add(changed, message, self._span())

    def _span(self) -> Span:
        return Span(self._note.given, self._line, 1, self._line, 1)


def _label(words: str) -> str:
    """Words between the brackets of a link."""
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", words)
