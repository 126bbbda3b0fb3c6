"""Plain text goes in, articles with sidecars come out; the rooms that read it are loaded when there is any."""

from __future__ import annotations

from briefs.importers.importer import Batch, Imported, Importer


def read(batch: Batch) -> Imported:
    """Each text as it was received."""
    from briefs.importers.plain import read_texts

    return read_texts(batch)


IMPORTER = Importer("text", (".txt", ".text"), read)
