"""Markdown of other tools goes in, articles with sidecars come out; the rooms that read it are loaded when needed."""

from __future__ import annotations

from briefs.importers.importer import Batch, Imported, Importer


def read(batch: Batch) -> Imported:
    """Each text with its front matter, as Hugo, Jekyll, Pelican and Obsidian write it."""
    from briefs.importers.notes import read_notes

    return read_notes(batch)


IMPORTER = Importer("markdown", (".md", ".markdown", ".mdown"), read)
