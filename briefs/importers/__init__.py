"""One source format a file, in one list: files of other tools go in, planned files of a site come out."""

from __future__ import annotations

from briefs.importers import annotating, glossaries, html, markdown, text, word
from briefs.importers.importer import (
    HEAD,
    Added,
    Article,
    Asked,
    Batch,
    Given,
    Imported,
    Importer,
    Planned,
    Standing,
    changed,
    guessed,
    left_out,
    missing,
)

IMPORTERS: tuple[Importer, ...] = (
    annotating.WEB_ANNOTATION,
    annotating.HYPOTHESIS,
    glossaries.SKOS,
    glossaries.CSV,
    glossaries.SPHINX,
    glossaries.MYST,
    html.IMPORTER,
    word.IMPORTER,
    markdown.IMPORTER,
    text.IMPORTER,
)
"""The first that takes a file gets it, so those that look at the content stand before those that take every file."""

__all__ = [
    "HEAD",
    "IMPORTERS",
    "Added",
    "Article",
    "Asked",
    "Batch",
    "Given",
    "Imported",
    "Importer",
    "Planned",
    "Standing",
    "changed",
    "guessed",
    "left_out",
    "missing",
]
