"""A block's words and a bracket that opens in them go in, where it closes comes out; knows nothing of links.

The answers are markdown-it's. It looks for each bracket's end anew, through at most as many levels as blocks may have;
here each place is looked at once, the last that is asked for first, so that time grows with the words. Between the
signs in ``_SIGN`` no rule of the parser's can take a bracket away.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from briefs.stages.parse.tokens import INSIDE, NESTING

_SIGN = re.compile(r"[`<\\\[\]]|[!^]\[")
_SIMPLE = re.compile(r"[^`<\\\[\]]*\]")


class _Rest(NamedTuple):
    """What comes from some place on, up to the bracket that closes around it."""

    end: int
    """Where this stands; -1 if there is none."""
    linked: bool
    """Whether a link, or the number of a footnote, is on the way."""
    depth: int
    """Levels of brackets in one another on the way; a picture or a note is several."""


_OPEN = _Rest(-1, False, 0)


class _State(StateInline):
    """One block's words, with what is known of each sign in them."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.rests: dict[int, _Rest] = {}


class Inline(ParserInline):
    """The parser's part for the words of a block, which remembers brackets."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """As the parser does it."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def label_end(state: StateInline, start: int, no_link: bool = False) -> int:
    """Where the bracket at ``start`` closes, or -1; also if it may hold no link, and does."""
    simple = _SIMPLE.match(state.src, start + 1, state.posMax)
    if simple is not None:
        return simple.end() - 1
    found = _rest(state, start + 1)
    shut = found.depth >= NESTING or (no_link and found.linked)
    return -1 if shut or found.end >= state.posMax else found.end


def too_deep(state: StateInline, start: int, no_link: bool) -> int:
    """Where the bracket at ``start`` closes, if it was taken for none since too many stand in one another; or -1."""
    found = _rest(state, start + 1)
    deep = found.depth >= NESTING and not (no_link and found.linked)
    return found.end if deep and found.end < state.posMax else -1


def _rest(state: StateInline, place: int) -> _Rest:
    """What comes from a place on; what must be known for it is found first, without a limit to its levels."""
    assert isinstance(state, _State)
    found = _known(state, place)
    if isinstance(found, _Rest):
        return found
    asked = [found]
    while asked:
        first = _from(state, asked[-1])
        if isinstance(first, int):
            asked.append(first)
        else:
            state.rests[asked.pop()] = first
    return state.rests[found]


def _known(state: _State, place: int) -> _Rest | int:
    """What comes from a place on, or the next sign, if nothing is known of it yet."""
    found = _SIGN.search(state.src, place, state.posMax)
    if found is None:
        return _OPEN
    sign = found.start()
    return state.rests.get(sign, sign)


def _from(state: _State, at: int) -> _Rest | int:
    """What comes from a sign on; or another sign, of which that must be known before."""
    char = state.src[at]
    if char == "]":
        return _Rest(at, False, 0)
    if char == "\\":
        return _known(state, at + 2)
    if char in "`<":
        return _known(state, _skip(state, at))
    opens = at if char == "[" else at + 1
    within = _known(state, opens + 1)
    if isinstance(within, int):
        return within
    if within.end >= 0 and state.src.startswith("[", within.end + 1):
        # The words in the second bracket may be the name of an address, which the parser asks for in its turn.
        name = _known(state, within.end + 2)
        if isinstance(name, int):
            return name
    return _behind(state, at, within, _skip(state, at))


def _behind(state: _State, at: int, within: _Rest, after: int) -> _Rest | int:
    """What comes from a bracket on, where that is known that it holds, and where what the rules make of it ends."""
    linked, depth = within.linked, within.depth + 1
    if after > at + 1:
        linked = state.src[at] == "["
        depth = depth if linked else within.depth + NESTING // INSIDE
    elif state.src[at] != "[":
        return _known(state, at + 1)
    elif within.end < 0:
        return _OPEN
    else:
        after = within.end + 1
    rest = _known(state, after)
    if isinstance(rest, int) or rest.end < 0:
        return rest
    return _Rest(rest.end, linked or rest.linked, max(depth, rest.depth))


def _skip(state: StateInline, place: int) -> int:
    """Where what the parser's rules make of a place ends."""
    before, state.pos = state.pos, place
    state.md.inline.skipToken(state)
    after, state.pos = state.pos, before
    return after
