"""A Markdown article goes in, its Body and Plain come out, with the title its first heading gives; knows no sidecar.

What a sidecar wishes of the text's own paragraphs comes as Wishes. Rules: FORMAT "Plain-text articles" and "Links",
FAULTS D6 and A18 to A27.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from briefs.core.model import Guess
from briefs.core.slugs import slug_of
from briefs.core.source import Source
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.manuscript import Manuscript
from briefs.stages.parse.overrides import fold, named
from briefs.stages.parse.quick import quick_tokens
from briefs.stages.parse.reading import Reading, Wishes
from briefs.stages.parse.sheet import Sheet
from briefs.stages.parse.tokens import Token
from briefs.stages.parse.walk import Walk, text_of


def read_markdown(source: Source, text: str, wishes: Wishes, desk: Desk) -> Reading:
    """The article. ``text`` is the source's with blank lines for front matter, so that its lines are the file's."""
    env: dict[str, Any] = {}
    document = Manuscript(_tokens(text, wishes, env), env, source, desk)
    title, guesses = _title(document.tokens) if wishes.title is None else ("", [])
    guesses += _choose(document.tokens, wishes, desk)
    everything = [*document.tokens, *document.notes()]
    _name_headings(everything)
    sheet = Sheet()
    walk = Walk(sheet, desk, document.locate, _fragments(everything))
    walk.blocks(document.tokens)
    document.endnotes(walk)
    plain, body, blocks = sheet.done()
    return Reading(plain, body, blocks, title, guesses=tuple(guesses))


def _tokens(text: str, wishes: Wishes, env: dict[str, Any]) -> list[Token]:
    """The text's tokens, without the parser where none is needed; paragraphs that a sidecar names are its tokens."""
    named_apart = wishes.caption is not None or wishes.omit
    quick = None if named_apart else quick_tokens(text, _inline)
    if quick is not None:
        return quick
    from briefs.stages.parse.syntax import parser  # with all of markdown-it

    return list[Token](parser(True).parse(text, env))


def _inline(words: str) -> Sequence[Token]:
    """What the parser makes of the words of one block."""
    from briefs.stages.parse.syntax import parser  # with all of markdown-it

    return parser(True).parseInline(words, {})[0].children or ()


def _title(tokens: list[Token]) -> tuple[str, list[Guess]]:
    """The first heading of the first level, which is taken out of the tokens."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h1" and token.level == 0:
            words = fold(text_of(tokens[at + 1]))
            if words:
                del tokens[at : at + 3]
                return words, [Guess("title", words, "heading")]
    return "", []


def _choose(tokens: list[Token], wishes: Wishes, desk: Desk) -> list[Guess]:
    """The paragraphs that are left out, and the one that is the caption, as the author says."""
    places = [at for at, token in enumerate(tokens) if token.type == "paragraph_open" and token.level == 0]
    texts = [text_of(tokens[at + 1]) for at in places]
    guesses = []
    if wishes.caption is not None and fold(wishes.caption.value):
        found = named(texts, wishes.caption, "caption-not-found")
        desk.faults += found.diagnostics
        for index in found.value[:1]:
            tokens[places[index]].meta["caption"] = True
            guesses.append(Guess("caption", fold(texts[index]), "caption"))
    gone: set[int] = set()
    for wanted in wishes.omit:
        found = named(texts, wanted, "omit-not-found")
        desk.faults += found.diagnostics
        gone.update(places[index] for index in found.value)
        guesses += [Guess("omitted", fold(texts[index]), "omitted") for index in found.value]
    for at in sorted(gone, reverse=True):
        del tokens[at : at + 3]
    return guesses


def _name_headings(tokens: Sequence[Token]) -> None:
    """A fixed prefix, the heading's words and, for the second of its kind, a number (FAULTS A27)."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for token, inline in pairwise(tokens):
        if token.type != "heading_open":
            continue
        words = fold(text_of(inline))
        base = name = f"s-{slug_of(words)}" if words else "s-section"
        while name in taken:
            # Not from 2 again for each: a text of headings alone would take minutes.
            numbers[base] = numbers.get(base, 1) + 1
            name = f"{base}-{numbers[base]}"
        taken.add(name)
        token.meta["id"] = name


def _fragments(tokens: Sequence[Token]) -> dict[str, str]:
    """What a link in the same text may say after ``#``, and the id that it means."""
    names = [str(token.meta["id"]) for token in tokens if token.type == "heading_open"]
    return {name.removeprefix("s-"): name for name in reversed(names)} | {name: name for name in names}
