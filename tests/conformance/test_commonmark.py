"""Our pages against markdown-it-py's on the examples of the CommonMark specification: each difference has its reason.

What markdown-it-py makes of an example is changed step by step as our rules say; each step that changes something is a
reason, and in the end both are equal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from support import Element, parse_html

from briefs.core.model import Unit
from briefs.core.source import Source, Span
from briefs.stages.parse import parse
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.frontmatter import split
from briefs.weave import weave
from conformance.drawn import drawn, held

EXAMPLES: dict[str, str] = json.loads(Path(__file__).with_name("commonmark.json").read_text("utf-8"))
PATH = "content/articles/x.md"
ATTRIBUTES = ("href", "src", "alt", "title", "start")
_FOLDER = "content/articles/"
_WIKI = re.compile(r"(!?)\[\[([^\[\]|]+)\]\]")
_BLOCKS = ("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul")


def test_every_page_is_markdown_its_but_for_our_rules(update: bool) -> None:
    table = drawn((name, why) for name in EXAMPLES for why in reasons(name))
    assert held("commonmark", table, update) == table, "run pytest with --update, and read the diff"


def reasons(name: str) -> list[str]:
    """Why our page differs; fails where that does not explain all of it."""
    text, found = EXAMPLES[name], list[str]()
    page = _ours(text)
    for why, write in WRITTEN.items():
        before, text = text, write(text)
        found += [why] if text != before else []
    bare, ours, raw = (_parser(*kind).render(text) for kind in ((False, True), (True, True), (True, False)))
    if bare != ours:
        found.append("extensions: tables, ~~strikethrough~~, definition lists, footnotes")
    if ours != raw:
        found.append("raw HTML is shown as text")
    theirs = parse_html(raw)
    for why, change in STEPS.items():
        before = shown(theirs)
        change(theirs)
        found += [why] if shown(theirs) != before else []
    assert shown(theirs) == shown(page), name
    return found or ["the same"]


@cache
def _parser(extended: bool, html: bool) -> MarkdownIt:
    """markdown-it-py as it comes; addresses stay as they are written, as in our text until their page is known."""
    md = MarkdownIt("commonmark", {"html": html})
    md.normalizeLink = unescape  # type: ignore[assignment, method-assign]
    md.normalizeLinkText = str  # type: ignore[assignment, method-assign]
    md.add_render_rule("fence", _fence)
    if extended:
        md.enable(["table", "strikethrough"])
        footnote_plugin(md)
        deflist_plugin(md)
    return md


def _fence(self: Any, tokens: Any, at: int, options: Any, env: Any) -> str:
    """A block of code; notes whether a title stands behind its language, which is left away."""
    html, about = str(self.fence(tokens, at, options, env)), tokens[at].info.strip().partition(" ")[2]
    return html.replace("<pre>", "<pre titled>", 1) if about and "=" not in about else html


def _ours(text: str) -> Element:
    """Our page, without what we add to the words."""
    parsed = parse(Unit("article", Source(PATH, text, ""))).value
    page = parse_html(weave(parsed.plain.text, parsed.body.pieces, address=_address))
    _each(page, lambda one: [] if "data-added" in one.attributes else [one])
    return page


def _address(target: str) -> str:
    kind, _, path = target.partition(":")
    path = escape(path.removeprefix(_FOLDER))
    return f'src="{path}"' if kind == "image" else path


def shown(element: Element) -> str:
    """A tree as text: elements with what of their attributes a reader meets, and words with single spaces."""
    said = "".join(_shown(element)).replace("\n", " ")
    while "  " in said:
        said = said.replace("  ", " ")
    return said.replace(" <", "<").replace("> ", ">").strip()


def _shown(element: Element) -> Iterator[str]:
    named = element.tag != "#root"
    if named:
        yield (
            f"<{element.tag}"
            + "".join(
                f" {name}={element.attributes[name]!r}"
                for name in ATTRIBUTES
                if element.attributes.get(name) is not None
            )
            + ">"
        )
    for child in element.children:
        if isinstance(child, Element):
            yield from _shown(child)
        else:
            yield child
    if named:
        yield f"</{element.tag}>"


def _each(element: Element, change: Callable[[Element], list[Element | str]]) -> None:
    """Every element below gives place to what comes of it."""
    made = list[Element | str]()
    for child in element.children:
        if isinstance(child, Element):
            _each(child, change)
            made += change(child)
        else:
            made.append(child)
    element.children = made


def _title(page: Element) -> None:
    """Takes out the first heading of the first level that is in nothing and has words."""
    for at, child in enumerate(page.children):
        if isinstance(child, Element) and child.tag == "h1" and child.text().strip():
            del page.children[at]
            return


def _levels(page: Element) -> None:
    for heading in page.all("h1"):
        heading.tag = "h2"


def _links(page: Element) -> None:
    """A link to where none may lead leaves its words."""

    def change(one: Element) -> list[Element | str]:
        refused = one.tag == "a" and Desk(()).link(str(one.attributes["href"]), Span(PATH)) is None
        return one.children if refused else [one]

    _each(page, change)


def _addresses(page: Element) -> None:
    for link in page.all("a"):
        found = Desk(()).link(str(link.attributes["href"]), Span(PATH))
        assert found is not None
        link.attributes["href"] = found.target.partition(":")[2].removeprefix(_FOLDER) + found.href


def _figures(page: Element) -> None:
    """A paragraph that is a picture with a title; this is the caption, which is no word of the text."""
    for block in page.all("p"):
        alone = block.children[0] if len(block.children) == 1 else None
        if isinstance(alone, Element) and alone.tag == "img" and alone.attributes.pop("title", None):
            block.tag = "figure"


def _titled(page: Element) -> None:
    """What stands behind a code block's language is its caption, which is no word of the text."""

    def change(one: Element) -> list[Element | str]:
        if "titled" not in one.attributes:
            return [one]
        figure = Element("figure", {}, one.parent)
        figure.children = [one]
        return [figure]

    _each(page, change)


def _wordless(page: Element) -> None:
    for block in page.all("p"):
        if not block.text().strip():
            for one in block:
                one.children = [child for child in one.children if isinstance(child, Element)]


def _tight(page: Element) -> None:
    """Words in a list's item behind a block are a paragraph."""
    for item in page.all("li"):
        for at, child in enumerate(item.children[1:], 1):
            before = item.children[at - 1]
            if isinstance(child, str) and child.strip() and isinstance(before, Element) and before.tag in _BLOCKS:
                item.children[at] = block = Element("p", {}, item)
                block.children = [child.strip()]


def _pictures(page: Element) -> None:
    def change(one: Element) -> list[Element | str]:
        if one.tag == "img" and Desk(()).image(str(one.attributes["src"]), Span(PATH)) is None:
            return []
        return [one]

    _each(page, change)


def _unlinked(text: str) -> str:
    """``[[name]]`` as a link that markdown-it knows, with the name for its words as it is written."""
    return _WIKI.sub(
        lambda found: f"{found[1] and '&#33;'}[{found[2].replace('*', chr(92) + '*')}](<{found[2]}>)", text
    )


WRITTEN: dict[str, Callable[[str], str]] = {
    "`---` in the first line begins front matter": lambda text: split(Source(PATH, text, "")).text,
    "`[[name]]` is a link to an article": _unlinked,
}
STEPS: dict[str, Callable[[Element], None]] = {
    "the first heading of level 1 is the article's title": _title,
    "another of level 1 is of level 2": _levels,
    "a picture with a title, alone, is a figure": _figures,
    "what stands behind a code block's language is its title": _titled,
    "white space is nothing in a paragraph without words": _wordless,
    "words behind a block in a tight list's item are a paragraph": _tight,
    "a picture that is no file of the site is an error, and not shown": _pictures,
    "a link whose address may not stand is an error, and its words stay": _links,
    "an address is written as the page needs it": _addresses,
}
