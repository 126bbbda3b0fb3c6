"""Paragraphs and the words of a sidecar go in, which paragraph they are comes out; knows no roles.

The same for plain text and Markdown: a paragraph is named by its whole text, white space folded (FORMAT, "Sidecar").
"""

from __future__ import annotations

from collections.abc import Sequence

from briefs.core.diagnostics import Checked, error
from briefs.core.fields import Text


def fold(text: str) -> str:
    """White space as it is compared: each run of it one space, none at the ends."""
    return " ".join(text.split())


def named(paragraphs: Sequence[str], wanted: Text, code: str) -> Checked[tuple[int, ...]]:
    """The indices of the paragraphs that are what ``wanted`` says; if there is none, an error ``code`` at its place."""
    words = fold(wanted.value)
    folded = [fold(p) for p in paragraphs]
    found = tuple(i for i, text in enumerate(folded) if text == words)
    if found:
        return Checked(found)
    message = f"no paragraph of the text is “{short(words)}”"
    return Checked((), (error(code, message, wanted.span, _nearest(words, folded)),))


def short(words: str, limit: int = 70) -> str:
    """Words cut so that a message stays on its line."""
    flat = fold(words)
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def _nearest(words: str, paragraphs: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process  # few texts need it

    found = process.extractOne(words, paragraphs, scorer=fuzz.ratio, score_cutoff=60)
    if found is None:
        return "copy a whole paragraph from the text, from its first word to its last"
    return f"the nearest is “{short(found[0], 160)}”; copy a whole paragraph, from its first word to its last"
