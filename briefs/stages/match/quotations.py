"""A text and its blocks go in, where somebody is quoted comes out; knows no term.

Quotation marks are those of the source: curly, low and high, straight, angle, and the corner brackets of CJK. Nothing
is guessed from a mark that no other closes in its block, save where a speech runs on: then each of its paragraphs
opens anew and only the last closes (a rule of English, French and Spanish print alike; in Spanish they open with »).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefs.core.model import Block

Range = tuple[int, int]


def _single(opening: str, closing: str) -> str:
    """Single quotation marks, whose closing mark is the apostrophe too.

    An apostrophe inside a word closes nothing. One after an s closes, unless a mark after something else does so later,
    before another quotation opens: in ‘the Guards’ base’ it is a possessive.
    """
    inside = rf"[^{opening}{closing}\n]|(?<=\w){closing}(?=\w)"
    longer = rf"(?:{inside}|(?<=s){closing}(?=\s\w))*(?<=[^\ss]){closing}(?!\w)"
    shorter = rf"(?:{inside})*(?<!\s){closing}(?!\w)"
    return rf"(?<!\w){opening}(?![\s\d])(?:{longer}|{shorter})"


_QUOTATION = re.compile(
    "|".join(
        (
            "“[^“”]*(?:“[^“”]*”[^“”]*)*”",
            r'„[^„“”"]*(?<=\S)"(?!\w)',  # as German and Polish are typed
            "„[^„“”]*[“”]",
            r"(?<!\w)”(?=\w)[^“”]*(?<=\S)”(?!\w)",  # as Swedish and Finnish open
            "«[^«»]*»",
            r"(?<!\w)»(?=\S)[^«»]*«(?!\w)",  # as German books open
            "‹[^‹›]*›",
            r"(?<!\w)›(?=\S)[^‹›]*‹(?!\w)",
            "「[^「」]*(?:「[^「」]*」[^「」]*)*」",
            "『[^『』]*』",
            "｢[^｢｣]*｣",
            "〝[^〝〞〟]*[〞〟]",
            # A Hebrew acronym has a straight mark inside: צה"ל.
            r'(?<![\w"])"(?=\S)(?:[^"]|(?<=[א-ת])"(?=[א-ת]))*+(?<=\S)"(?!\w)',
            r"(?<!\w)‚(?!\s)[^‚‘\n]*‘",
            _single("‚", "’"),
            _single("‘", "’"),
            _single("'", "'"),
        )
    )
)
_OPENING = re.compile('\\s*([“"«»„‘「『])')
_AGAIN = {"«": "»"}
_LAST_OF_SPANISH = re.compile(r"\s*»[^«»]*»")
_CLOSING = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "「": "」", "『": "』"}


def quotations(text: str, blocks: Sequence[Block]) -> Iterator[Range]:
    """Ranges ``(start, end)`` of the quotations inside the blocks of a text, marks included, in order of place."""
    running = ""
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        if block.kind == "code":
            continue
        start, before = block.start, running
        running = _runs_on(text, block, following, before) if following is not None else ""
        if running:
            yield block.start, block.end
            continue
        if before == "«" and (last := _LAST_OF_SPANISH.match(text, block.start, block.end)):
            yield last.span()
            start = last.end()
        yield from (found.span() for found in _QUOTATION.finditer(text, start, block.end))


def _runs_on(text: str, block: Block, following: Block, running: str) -> str:
    """The mark of the speech that opens a block, or runs on into it, if the next block opens it anew."""
    opened = _OPENING.match(text, block.start, block.end)
    again = _OPENING.match(text, following.start, following.end)
    if opened is None or again is None:
        return ""
    mark = "«" if running == "«" and opened[1] == "»" else opened[1]
    if mark not in _CLOSING or again[1] not in (mark, _AGAIN.get(mark)):
        return ""
    return "" if _CLOSING[mark] in text[opened.end() : block.end] else mark
