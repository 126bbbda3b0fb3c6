"""Nothing goes in, the parser of the Markdown that Briefs reads comes out; knows nothing of what is made of its tokens.

FAULTS D6: raw HTML is text, nothing is made a link or a typographic sign that was not written as one, and where nesting
would lose text it is kept and reported. The rules write into a parse's ``env``: ``deep`` has the lines that are nested
too deep, ``cells`` the ranges of table cells beyond the header's, ``brackets`` is there if these were too deep.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock, paragraph, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefs.stages.parse.brackets import Inline, label_end, too_deep
from briefs.stages.parse.tokens import NESTING

_WIKI = re.compile(r"\[\[(?P<target>[^\s\[\]|][^\[\]|\n]*)(?:\|(?P<words>[^\[\]]+))?\]\](?!\()")
_FOOTNOTE = re.compile(r"\[\^([^\s\[\]]{1,200})\]")
_InlineRule = Callable[[StateInline, bool], bool]
_PLACED = ("link_open", "image", "footnote_ref")
_LOST = re.compile(r"\[[^\[\]]*(?:\[\^[^\s\[\]]+\]|\[[^\[\]]*\]\([^()\s]*\)|\[\[[^\[\]]+\]\])[^\[\]]*\]\([^()\s]+\)")
"""What was meant as a link whose words hold a footnote's number or another link: CommonMark makes it none."""


@cache
def parser(footnotes: bool) -> MarkdownIt:
    """The parser; values in a sidecar have no footnotes, since their ids would meet those of the article."""
    # Two levels more than are let through: the parser's own limit, which drops text, is then never reached.
    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": NESTING + 2}
    md = MarkdownIt("commonmark", options)
    md.inline = Inline()
    md.configure("commonmark", options).enable(["table", "strikethrough"])
    # The parser's own search for a bracket's end took four seconds for 100 KB of `![`.
    found: Any = SimpleNamespace(**vars(helpers) | {"parseLinkLabel": label_end})
    md.helpers = found
    if footnotes:
        footnote_plugin(md, move_to_end=False)
        # The plugin's own rules look for the bracket's end again and again: 50 KB of `[^` took them six minutes.
        md.inline.ruler.at("footnote_ref", _footnote_ref)
        md.inline.ruler.at("footnote_inline", _bounded("^", _footnote_inline))
    deflist_plugin(md)
    md.block.ruler.before("table", "too_deep", _too_deep)
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.at("link", _bounded("[", _link))
    md.inline.ruler.at("image", _bounded("!", image))
    md.inline.ruler.at("autolink", _placed("<", _autolink))
    md.inline.ruler.before("link", "wiki", _placed("[", _wiki))
    # Addresses are checked where their place is known, and keep the form in which they were written until then.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return md


def _placed(sign: str, rule: _InlineRule) -> _InlineRule:
    """The rule for what begins with a sign; notes where in the block's content what it made is written."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.tokens)
        if state.src[start] != sign or not rule(state, silent):
            return False
        if not silent:
            made = next((token for token in state.tokens[first:] if token.type in _PLACED), None)
            if made is not None:
                made.meta["at"] = (start, state.pos)
        return True

    return placed


def _bounded(sign: str, rule: _InlineRule) -> _InlineRule:
    """The same; leaves a token ``link_deep`` at what it makes nothing of for too many brackets in one another."""
    placed, opens = _placed(sign, rule), 0 if sign == "[" else 1

    def bounded(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != sign:
            return False
        if placed(state, silent):
            return True
        if not silent and state.src.startswith("[", state.pos + opens) and "brackets" not in state.env:
            end = too_deep(state, state.pos + opens, sign == "[")
            if end >= 0 and (sign == "^" or state.src.startswith("(", end + 1)):
                state.env["brackets"] = True
                state.push("link_deep", "", 0).meta["at"] = (state.pos, end + 1)
        return False

    return bounded


def _link(state: StateInline, silent: bool) -> bool:
    """A link; one that is lost to what stands in its words leaves a token ``link_lost``, and stays text."""
    if link(state, silent):
        return True
    lost = None if silent else _LOST.match(state.src, state.pos, state.posMax)
    if lost is not None:
        state.push("link_lost", "", 0).meta["at"] = lost.span()
    return False


def _autolink(state: StateInline, silent: bool) -> bool:
    """``<https://…>``; in the words of a link, which can hold no other, it leaves ``link_lost`` and stays text."""
    start = state.pos
    if silent or not state.linkLevel or not autolink(state, True):
        return autolink(state, silent)
    state.push("link_lost", "", 0).meta["at"] = (start, state.pos)
    state.pos = start
    return False


def _wiki(state: StateInline, silent: bool) -> bool:
    """``[[slug]]``, ``[[slug|words]]``, ``[[term:id]]``, ``[[term:id|words]]`` (FORMAT, "Sidecar")."""
    found = _WIKI.match(state.src, state.pos, state.posMax)
    if found is None or state.linkLevel:
        return False
    target, end = re.sub(r"^term:\s*", "term:", found["target"].strip()), state.posMax
    if target == "term:":
        if not silent:
            state.push("link_empty", "", 0).meta["at"] = found.span()
        return False
    if not silent:
        token = state.push("link_open", "a", 1)
        token.meta["target"] = target if target.startswith("term:") else f"article:{target}"
        if found["words"] is None:
            state.push("wiki_title", "", 0).content = target.removeprefix("term:")
        else:
            state.pos, state.posMax = found.start("words"), found.end("words")
            state.linkLevel += 1
            state.md.inline.tokenize(state)
            state.linkLevel -= 1
            state.posMax = end
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _footnote_inline(state: StateInline, silent: bool) -> bool:
    """``^[words]``: a footnote where it is referred to; its words are a text of their own."""
    start = state.pos + 2
    find = state.md.helpers.parseLinkLabel
    end = find(state, start - 1) if state.src.startswith("[", start - 1) else -1
    if end < 0:
        return False
    if not silent:
        tokens, words = list[Token](), state.src[start:end]
        notes = state.env.setdefault("footnotes", {}).setdefault("list", {})
        number = len(notes)
        notes[number] = {"content": words, "tokens": tokens}  # before its own notes, which come behind it
        state.md.inline.parse(words, state.md, state.env, tokens)
        state.push("footnote_ref", "", 0).meta["id"] = number
    state.pos = end + 1
    return True


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    """``[^label]``; whether there is such a footnote is asked when all are known."""
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1], "at": found.span()}
    state.pos = found.end()
    return True


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """At the limit every line is a paragraph's, and said to be too deep: text is never lost (FAULTS A20)."""
    if state.level < NESTING or silent:
        return False
    state.env.setdefault("deep", []).append(start)
    return paragraph(state, start, end, silent)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table; GFM drops a row's cells beyond the header's, which is reported (FAULTS A25)."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    made = state.tokens[first:]
    columns = sum(token.type == "th_open" for token in made)
    for token in made:
        if token.type == "tr_open" and token.map:
            _surplus(state, token.map[0], columns)
    return True


def _surplus(state: StateBlock, line: int, columns: int) -> None:
    start = state.bMarks[line] + state.tShift[line]
    row = state.src[start : state.eMarks[line]].rstrip()
    bare = row.removeprefix("|")
    cells = escapedSplit(bare.removesuffix("|") if not bare.endswith("\\|") else bare)
    if len(cells) > columns and any(cell.strip() for cell in cells[columns:]):
        dropped = "|".join(cells[columns:]).strip()
        at = row.rfind(dropped)
        begin = start + max(at, 0)
        state.env.setdefault("cells", []).append((begin, begin + len(dropped) if at >= 0 else start + len(row)))
