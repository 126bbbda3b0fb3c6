"""Bytes go in; what is wrong with our reading of them as an article comes out: words lost, active content, places.

The words of a Markdown article are compared with those in the tokens of a markdown-it-py that is set up here, apart
from ours. A `[[link]]` has words of its own, so where one stands only its letters may be missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import unescape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from support import Element, folded, parse_html

from briefs.core.decode import decode
from briefs.core.diagnostics import Diagnostic, has_errors
from briefs.core.model import Parsed, Unit
from briefs.core.source import Source
from briefs.stages.parse import parse
from briefs.stages.parse.frontmatter import split
from briefs.stages.parse.tokens import NESTING
from briefs.weave import weave
from fuzz.verdict import Held, as_read, misplaced

_TAGS = frozenset(
    "a blockquote br code dd del dl dt em figcaption figure h2 h3 h4 h5 h6 hr img li ol p pre s section strong sup "
    "table tbody td th thead tr ul".split()
)
_ATTRIBUTES = frozenset(
    "alt aria-labelledby class data-added href id rel role scope src start tabindex title lang dir".split()
)
_ADDRESS = re.compile(r"https?://|mailto:|#|\x01", re.IGNORECASE)
_WIKI = re.compile(r"\[\[[^\[\]]*\]\]")
_OTHERWISE = frozenset({"markdown-nesting", "link-nested"})
"""What these are about is shown as it is written, which markdown-it-py does not."""
_DEEP = 150
"""Levels that no input of the fuzzer has, nor so many that Python has too few for them."""
_FEW = re.compile(r"\[\[|\[\^|\^\[")


def hold_markdown(data: bytes, thorough: bool = False) -> Held:
    """All that must hold of a Markdown article."""
    return _held(data, "content/articles/x.md", _lost_of_markdown)


def hold_plain(data: bytes, thorough: bool = False) -> Held:
    """All that must hold of an article of plain text."""
    return _held(data, "content/articles/x.txt", _lost_of_plain)


def _held(data: bytes, path: str, lost: Any) -> Held:
    found = decode(path, data)
    if found.value is None:
        return Held(misplaced(found.diagnostics, as_read(path, data)))
    source = found.value
    checked = parse(Unit("article", source))
    parsed = checked.value
    fault = misplaced(checked.diagnostics, source)
    fault = fault or _unsound(parsed) or lost(source, parsed, checked.diagnostics)
    return Held(fault, not has_errors(checked.diagnostics), True)


def _unsound(parsed: Parsed) -> str:
    """What is wrong with the article's HTML."""
    html = weave(parsed.plain.text, parsed.body.pieces, address=_address)
    try:
        page = parse_html(html)
    except AssertionError as fault:
        return f"html: {fault}"
    active = next((f"active: {bad}" for element in page for bad in _active(element)), "")
    if active or folded(page.text(added=False)) == folded(parsed.plain.text):
        return active
    return "page: the words of the page are not those of the text"


def _address(target: str) -> str:
    """What stands for the address of a page or a picture of the site."""
    return 'src="\x01"' if target.startswith("image:") else "\x01"


def _active(element: Element) -> Iterator[str]:
    """What an article's element must not have."""
    if element.tag not in _TAGS and element.parent:
        yield f"<{element.tag}>"
    yield from (f"<{element.tag} {name}>" for name in element.attributes if name not in _ATTRIBUTES and element.parent)
    for name in ("href", "src"):
        address = element.attributes.get(name)
        if address is not None and not _ADDRESS.match(unescape(address)):
            yield f"{name}={address!r}"


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _other(levels: int) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": levels}).enable(["table", "strikethrough"])
    footnote_plugin(md, move_to_end=False)
    deflist_plugin(md)
    for name in ("validateLink", "normalizeLink", "normalizeLinkText"):
        setattr(md, name, (lambda url: True) if name == "validateLink" else (lambda url: url))
    return md


def _lost_of_markdown(source: Source, parsed: Parsed, said: Sequence[Diagnostic]) -> str:
    """Words that markdown-it-py finds in the article and we do not, and where nothing is special, the other way too.

    Where brackets open that never close, it takes them for levels and gives up what stands inside the last of them.
    """
    fault = _lost(source, parsed, said, NESTING + 2)
    return fault and _lost(source, parsed, said, _DEEP)


def _lost(source: Source, parsed: Parsed, said: Sequence[Diagnostic], levels: int) -> str:
    env: dict[str, Any] = {}
    text = split(source).text
    tokens = _other(levels).parse(text, env)
    titles = [guess.text for guess in parsed.guesses if guess.role == "title" and guess.why == "heading"]
    taken = _take_title(tokens) if titles else []
    notes = [t for note in env.get("footnotes", {}).get("list", {}).values() for t in note.get("tokens", ())]
    theirs = folded("".join(_words([*tokens, *notes])))
    ours = folded(parsed.plain.text)
    if theirs == ours:
        return ""
    if not _FEW.search(text) and not {d.code for d in said} & _OTHERWISE:
        return f"words: ours {_around(ours, theirs)} theirs {_around(theirs, ours)}"
    # What is shown as it is written may make another heading the title.
    theirs += "".join(_words(taken))
    missing = _letters(theirs) - _letters("".join([ours, *titles, *_WIKI.findall(text)]))
    return f"letters: {missing} are lost" if missing else ""


def _take_title(tokens: list[Token]) -> list[Token]:
    """Takes out the first heading of the first level that has words, and gives it."""
    for at, token in enumerate(tokens):
        first = token.type == "heading_open" and token.tag == "h1" and token.level == 0
        if first and "".join(_words(tokens[at + 1 : at + 2])).strip():
            taken = tokens[at : at + 3]
            del tokens[at : at + 3]
            return taken
    return []


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline", "fence", "code_block"):
            yield token.content
        elif token.type == "inline":
            yield from _words(token.children or ())


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def _around(text: str, other: str) -> str:
    at = next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    return repr(text[max(0, at - 20) : at + 40])


def _lost_of_plain(source: Source, parsed: Parsed, said: Sequence[Diagnostic]) -> str:
    """Every letter of the file stands in the text, in the metadata that it gave, or in what was left out."""
    kept = [parsed.plain.text, *(guess.text for guess in parsed.guesses)]
    missing = _letters(source.text) - _letters("".join(kept))
    return f"letters: {missing} are lost" if missing else ""
