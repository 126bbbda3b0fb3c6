"""An article without a paragraph.

What: a text of which nothing is left once its headline and page furniture are taken away. Why: a page without words
is rarely meant; a single line without a full stop is taken for a headline. Example: a file with the one line `Harbour
reopens`. Instead: add the text, or end a line that is prose with a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every article in which no words are left."""
    for outline in evidence.outlines:
        if outline.kind == "article" and not outline.words:
            hint = "a lone line without a full stop is taken for the headline; add the text below it"
            yield Found("this article has no text", evidence.places[outline.origin].unit, hint)


LINT = Lint("article-empty", find)
