"""A parser's tokens go in, block markup and words go to a sink, in the order of the page; knows neither text nor page.

One walk serves the articles and the values of a sidecar; only where their output differs does it ask the sink.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from briefs.core.diagnostics import error, warning
from briefs.core.oneline import cut
from briefs.core.source import Span
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.quick import PLAIN
from briefs.stages.parse.sheet import HOLE, BlockKind, Sink
from briefs.stages.parse.tokens import INSIDE, NESTING, Token

Locate = Callable[[Token, int, int], Span]
"""The place in the file of ``token.content[start:end]``."""

_ALIGN = re.compile(r"text-align:(\w+)")
_CONTAINERS = {
    "blockquote": "blockquote", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "table": "table",
    "thead": "thead", "tbody": "tbody", "tr": "tr", "dl": "dl", "dd": "dd",
}  # fmt: skip
_CODE_TITLE = re.compile(r"""title=(?P<quote>["'])(?P<title>[^"'{}]*)(?P=quote)""")
"""As MkDocs and others have it."""
_DECORATION = '""'
"""The description of a picture of which there is nothing to say, written out so that none is forgotten."""
_SPANS = {"em", "strong", "s"}
_PLAIN = ("text", "text_special")
_NO_LINKS = {
    "link_lost": (
        warning,
        "link-nested",
        "`{}` is shown as it stands here: a link's words cannot hold a footnote or another link",
        "put the footnote or the other link behind it",
    ),
    "link_deep": (
        error,
        "markdown-nesting",
        f"brackets are nested deeper than {NESTING} levels, or pictures or notes deeper than {INSIDE}",
        "take some of them out",
    ),
    "link_empty": (error, "link-empty", "`{}` names no term", "name a term after `term:`, such as [[term:irgc]]"),
}
"""How grave, code, message and hint of what was meant as a link."""
_MOST = 200
"""Characters of it that a message has."""
_WORDED = (*_PLAIN, "code_inline", "wiki_title")


def text_of(inline: Token) -> str:
    """The words of a block's content, as they will be read; a line break is a space."""
    return "".join(map(_text, inline.children or ()))


def _text(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in _WORDED else ""


def _alt(image: Token) -> str:
    """What a picture shows, with what is said of the pictures in that."""
    return "".join(_alt(child) if child.type == "image" else _text(child) for child in image.children or ())


def _titled(inline: Token) -> Token | None:
    """The picture that is all of a block's content, if it has a title."""
    alone = inline.children[0] if inline.children and len(inline.children) == 1 else None
    return alone if alone and alone.type == "image" and alone.attrs.get("title") else None


class Walk:
    """One document on its way into a sink."""

    def __init__(self, sink: Sink, desk: Desk, locate: Locate, fragments: dict[str, str] | None = None) -> None:
        """``fragments`` maps what a ``#`` link may say to an element's id; None where that cannot be known here."""
        self._sink, self._desk, self._locate, self._fragments = sink, desk, locate, fragments
        self._depth = 0
        self._links: list[bool] = []
        self._target = ""
        self.notes: list[int | str] = []
        """Footnotes in the order of first use, by label, or by number where they have none."""
        self.numbers: dict[int | str, int] = {}
        """What number each of them has."""
        self._uses: dict[int | str, int] = {}

    # ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────

    def blocks(self, tokens: Sequence[Token], last: str = "") -> None:
        """Blocks one after another; ``last`` is set into the end of the last one, if that is a paragraph."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            final = last if at + 3 == len(tokens) else ""
            if token.type == PLAIN:
                self._plain(token)
                at += 1
            elif token.type == "paragraph_open":
                self._paragraph(token, tokens[at + 1], final)
                at += 3
            elif token.type == "heading_open":
                self._heading(token, tokens[at + 1])
                at += 3
            elif token.type in ("th_open", "td_open", "dt_open"):
                self._cell(token, tokens[at + 1])
                at += 3
            elif token.type == "list_item_open":
                at += self._item(tokens, at)
            else:
                self._single(token)
                at += 1
        if last and (len(tokens) < 3 or tokens[-3].type != "paragraph_open"):
            self._sink.block(f"<p data-added>{last.strip()}</p>")

    def _single(self, token: Token) -> None:
        if token.type == "hr":
            self._sink.block("<hr>", self._depth == 0)
        elif token.type in ("fence", "code_block"):
            self._code(token)
        elif token.nesting == 1:
            self.open(_tag(token))
            if token.type == "blockquote_open":
                self._sink.enter("quotation")
        elif token.nesting == -1:
            if token.type == "blockquote_close":
                self._sink.leave()
            self.close(_CONTAINERS[token.type.removesuffix("_close")])

    def open(self, html: str) -> None:
        """A block that holds blocks begins."""
        self._sink.block(html)
        self._depth += 1

    def close(self, name: str) -> None:
        """It ends."""
        self._depth -= 1
        self._sink.block(f"</{name}>", self._depth == 0)

    def _plain(self, token: Token) -> None:
        """A paragraph of words alone, as ``_leaf`` and ``inline`` would have it."""
        sink, words = self._sink, token.content
        length = words.find("\n")
        sink.block(f"<p{sink.number()}>")
        sink.begin("paragraph", self._locate(token, 0, length if length > 0 else len(words)))
        sink.words(_clean(words))
        sink.end()
        sink.block("</p>", self._depth == 0)

    def _paragraph(self, token: Token, inline: Token, last: str) -> None:
        if "caption" in token.meta:
            self._leaf('<figure class="cap"><figcaption>', "</figcaption></figure>", "caption", inline)
        elif (picture := _titled(inline)) and not last:
            self._figure(picture, inline)
        elif text_of(inline).strip():
            self._leaf(f"<p{self._sink.number()}>", f"{last}</p>", "paragraph", inline, True)
        else:
            self._leaf('<p class="wordless">', f"{last}</p>", "paragraph", inline, False)

    def _figure(self, picture: Token, inline: Token) -> None:
        """A picture alone with its title, which else would be seen by those alone who point at it."""
        title = escape(str(picture.attrs.pop("title")))
        self._sink.block('<figure class="image">')
        self._image(picture, inline)
        self._sink.block(f"<figcaption data-added>{title}</figcaption></figure>", self._depth == 0)

    def _heading(self, token: Token, inline: Token) -> None:
        name = token.meta.get("id")
        tag = f"h{max(2, int(token.tag[1]))}" if name else "h4"
        attribute = f' id="{escape(name)}"' if name else ""
        self._leaf(f"<{tag}{attribute}>", f"</{tag}>", "heading", inline)

    def _cell(self, token: Token, inline: Token) -> None:
        align = _ALIGN.match(str(token.attrs.get("style", "")))
        attributes = f' class="al-{align[1]}"' if align else ""
        scope = ' scope="col"' if token.tag == "th" else ""
        self._leaf(f"<{token.tag}{attributes}{scope}>", f"</{token.tag}>", "cell", inline)

    def _item(self, tokens: Sequence[Token], at: int) -> int:
        """A list item's beginning, with its first paragraph where the list is tight; how many tokens that was."""
        first = tokens[at + 1]
        if not (first.type == "paragraph_open" and first.hidden and text_of(tokens[at + 2]).strip()):
            self.open("<li>")
            return 1
        self.open(f"<li{self._sink.number()}>")
        self._leaf("", "", "item", tokens[at + 2])
        return 4

    def _leaf(self, begin: str, end: str, kind: BlockKind, inline: Token, worded: bool | None = None) -> None:
        """A leaf block; one without words is markup only. ``worded`` where that was asked already."""
        if worded is None:
            worded = bool(text_of(inline).strip())
        if begin:
            self._sink.block(begin)
        if worded:
            length = inline.content.find("\n")
            self._sink.begin(kind, self._locate(inline, 0, length if length > 0 else len(inline.content)))
        self.inline(inline)
        if worded:
            self._sink.end()
        if end:
            self._sink.block(end, self._depth == 0)

    def _code(self, token: Token) -> None:
        name, _, about = token.info.strip().partition(" ")
        span = self._locate(token, 0, 0)
        begin, end = self._titled_code(about.strip(), span)
        language = f' class="language-{escape(name)}"' if name else ""
        self._sink.block(f"{begin}<pre><code{language}>")
        if token.content.strip():
            self._sink.begin("code", span)
            self._sink.words(token.content.removesuffix("\n"))
            self._sink.end()
        self._sink.block(f"</code></pre>{end}", self._depth == 0)

    def _titled_code(self, about: str, span: Span) -> tuple[str, str]:
        """What stands around a code block whose language is followed by a title, such as the name of a file."""
        written = _CODE_TITLE.fullmatch(about)
        title = written["title"] if written else about
        if not written and re.search(r"[={}]", about):
            message = f"`{about}` after the language of a code block is not shown"
            hint = 'remove it; a title is written as it is, or as title="…"'
            self._desk.faults.append(warning("fence-info", message, span, hint))
            title = ""
        if not title:
            return "", ""
        return f'<figure class="code"><figcaption data-added>{escape(title)}</figcaption>', "</figure>"

    # ── words and what stands among them ─────────────────────────────────────────────────────────────────────────

    def inline(self, inline: Token) -> None:
        """The content of a block: words, and what stands among them."""
        for token in inline.children or ():
            kind, sink = token.type, self._sink
            if kind in _PLAIN:
                sink.words(_clean(token.content))
                if not token.content.isascii():
                    self._desk.turned(token.content, self._locate(inline, 0, len(inline.content)))
            elif kind == "softbreak":
                sink.words(" ")
            elif kind == "hardbreak":
                sink.line_break()
            elif kind == "code_inline":
                self._code_inline(token)
            elif token.tag in _SPANS:
                sink.open(f"<{token.tag}>") if token.nesting == 1 else sink.close(f"</{token.tag}>")
            elif kind == "link_open":
                self._link(token, inline)
            elif kind == "link_close":
                if self._links.pop():
                    sink.close("</a>")
            elif kind == "wiki_title":
                sink.title(self._target, token.content)
            elif kind == "image":
                self._image(token, inline)
            elif kind == "footnote_ref":
                self._footnote_ref(token, inline)
            elif kind in _NO_LINKS:
                say, code, message, hint = _NO_LINKS[kind]
                start, end = token.meta["at"]
                span = self._locate(inline, start, end)
                written = cut(inline.content[start:end], _MOST)
                self._desk.faults.append(say(code, message.format(written), span, hint))

    def _code_inline(self, token: Token) -> None:
        self._sink.open("<code>")
        self._sink.enter("code")
        self._sink.words(_clean(token.content))
        self._sink.leave()
        self._sink.close("</code>")

    def _link(self, token: Token, inline: Token) -> None:
        span = self._place(token, inline)
        title = f' title="{escape(str(token.attrs["title"]))}"' if token.attrs.get("title") else ""
        self._target = str(token.meta.get("target", ""))
        if self._target:
            self._desk.point(self._target, span)
            self._sink.open(f'<a href="{HOLE}">', self._target, self._target)
            self._links.append(True)
            return
        found = self._desk.link(str(token.attrs.get("href", "")), span)
        self._links.append(found is not None)
        if found is None:
            return
        if found.target:
            address = f"{HOLE}{escape(found.href)}"
        else:
            address = escape(self._fragment(found.href, span) if found.href.startswith("#") else found.href)
        rel = ' rel="noopener external"' if found.outside else ""
        self._sink.open(f'<a href="{address}"{title}{rel}>', found.target, found.target or found.href)

    def _fragment(self, href: str, span: Span) -> str:
        """A place in the same text, which may be named by its heading's words."""
        name = href[1:]
        if self._fragments is None or not name or re.match(r"[mqnd]-", name):
            return href
        self._desk.refer("file", f"{span.path}#{name}", span)
        return "#" + (self._fragments.get(name) or self._fragments.get(name.lower()) or name)

    def _image(self, token: Token, inline: Token) -> None:
        span = self._place(token, inline)
        alt = " ".join(_alt(token).split())
        if not alt:
            message = "an image has no description for those who do not see it"
            hint = (
                'write one: ![what it shows](file); for one that shows nothing write two quotation marks: ![""](file)'
            )
            self._desk.faults.append(warning("image-alt", message, span, hint))
        alt = "" if alt == _DECORATION else alt
        found = self._desk.image(str(token.attrs.get("src", "")), span)
        if found is not None:
            title = f' title="{escape(str(token.attrs["title"]))}"' if token.attrs.get("title") else ""
            self._sink.inline(f'<img {HOLE} alt="{escape(alt)}"{title}>', found.target)

    def _place(self, token: Token, inline: Token) -> Span:
        """Where the address of a link is written, or else the link."""
        start, end = token.meta.get("at", (0, 0))
        written = inline.content[start:end]
        address = str(token.attrs.get("href") or token.attrs.get("src") or "")
        at = written.find(address, written.rfind("](") + 2) if address and "](" in written else -1
        if at >= 0:
            start, end = start + at, start + at + len(address)
        return self._locate(inline, start, end)

    def expect(self, key: int | str) -> None:
        """A footnote has the next number."""
        self.notes.append(key)
        self.numbers[key] = len(self.notes)
        self._uses[key] = 0

    def _footnote_ref(self, token: Token, inline: Token) -> None:
        """The number of a footnote, counted in the order of the page; inside a link it cannot be one itself."""
        key: int | str = token.meta.get("label") or int(token.meta["id"])
        if key not in self._uses:
            self.expect(key)
        self._uses[key] += 1
        number, use = self.numbers[key], self._uses[key]
        name = f"fnref-{number}" + (f"-{use}" if use > 1 else "")
        shown = f'<a href="#fn-{number}" id="{name}" role="doc-noteref">{number}</a>'
        self._sink.inline(f'<sup class="fnref" data-added>{number if any(self._links) else shown}</sup>')


def _clean(words: str) -> str:
    """A line end or NUL that came from a character reference (``&#10;``) is no line end of the text."""
    return words.replace("\r", " ").replace("\n", " ")


def _tag(token: Token) -> str:
    name = _CONTAINERS[token.type.removesuffix("_open")]
    start = f' start="{int(token.attrs["start"])}"' if "start" in token.attrs else ""
    focus = ' tabindex="0"' if name == "table" else ""  # a wide one scrolls in itself, by the keyboard too
    return f"<{name}{start}{focus}>"
