"""Saved web pages go in, an article and its sidecar for each come out; what reads them is loaded when there is one."""

from __future__ import annotations

from briefs.core.source import Span
from briefs.importers.importer import Batch, Imported, Importer, missing


def read(batch: Batch) -> Imported:
    """Each page's article with its words, and what the page says of itself."""
    try:
        from briefs.importers.page import read_pages
    except ImportError:
        return Imported((), (missing("web pages", Span(batch.given[0].path)),))
    return read_pages(batch)


IMPORTER = Importer("html", (".html", ".htm", ".xhtml"), read)
