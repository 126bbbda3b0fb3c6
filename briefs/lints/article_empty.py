"""An article without a paragraph.

What: a text of which nothing is left once its headline and page furniture are taken away. Why: a page without words
is rarely meant; a single line without a full stop is taken for a headline. Example: a file with the one line `Harbour
reopens`. Instead: add the text, or end a line that is prose with a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefs.core.model import Index, Outline, Places
from briefs.lints.lint import Found, Lint


def find(outlines: tuple[Outline, ...], places: Mapping[str, Places], index: Index) -> Iterator[Found]:
    """Every article in which no words are left."""
    for outline in outlines:
        if outline.kind == "article" and not outline.words:
            hint = "a lone line without a full stop is taken for the headline; add the text below it"
            yield "this article has no text", places[outline.origin].unit, hint


LINT = Lint("article-empty", find)
