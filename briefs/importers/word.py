"""Word documents go in, an article and its sidecar for each come out; what reads them is loaded when there is one."""

from __future__ import annotations

from briefs.core.source import Span
from briefs.importers.importer import Batch, Imported, Importer, missing


def read(batch: Batch) -> Imported:
    """Each document's text with its footnotes and pictures, and its comments as notes."""
    try:
        from briefs.importers.document import read_documents
    except ImportError:
        return Imported((), (missing("Word documents", Span(batch.given[0].path)),))
    return read_documents(batch)


IMPORTER = Importer("word", (".docx",), read)
