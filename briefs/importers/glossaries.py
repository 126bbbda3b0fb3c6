"""Nothing goes in, the formats of glossaries come out as importers; what reads them is loaded when one is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Source, Span
from briefs.importers.importer import Batch, Given, Imported, Importer, Planned

if TYPE_CHECKING:
    from briefs.importers.entries import Listed

_SPHINX = re.compile(rb"(?m)^[ \t]*\.\. glossary::")
_MYST = re.compile(rb"(?m)^[ \t>]*(?:`{3,}|:{3,}|~{3,}) ?\{glossary\}")


def _is_sphinx(head: bytes) -> bool:
    """Whether a file's beginning holds a glossary as Sphinx has it."""
    return bool(_SPHINX.search(head))


def _is_myst(head: bytes) -> bool:
    """Whether a file's beginning holds a glossary as MyST has it."""
    return bool(_MYST.search(head))


def _is_skos(head: bytes) -> bool:
    """Whether a file's beginning names the vocabulary of SKOS."""
    return b"skos" in head


def _each(batch: Batch, read: Callable[[Given], Listed]) -> Imported:
    """A file of terms for each given file; the site's ids and those of the files before it are taken."""
    from msgspec import structs

    from briefs.importers.terms import file_of, ids_of

    files, told = list[Planned](), list[Diagnostic]()
    for given in batch.given:
        listed = read(given)
        made = file_of(listed, given, batch)
        files += made.files
        told += made.diagnostics
        site = structs.replace(batch.site, terms=(*batch.site.terms, *ids_of(listed)))
        batch = structs.replace(batch, site=site)
    return Imported(tuple(files), tuple(told))


def _text(read: Callable[[Source], Listed], encoding: str) -> Callable[[Given], Listed]:
    """A reader of given files, of one that reads texts."""
    from briefs.importers.decoding import received
    from briefs.importers.entries import Listed

    def listed(given: Given) -> Listed:
        text = received(given, encoding)
        if text.value is None:
            return Listed((), text.diagnostics)
        found = read(text.value.source)
        return Listed(found.entries, (*text.diagnostics, *found.diagnostics), found.head)

    return listed


def _csv(batch: Batch) -> Imported:
    from briefs.importers.csv_table import read_table

    return _each(batch, _text(read_table, batch.asked.encoding))


def _skos(batch: Batch) -> Imported:
    from briefs.importers.entries import Listed
    from briefs.importers.graphs import graph_of
    from briefs.importers.skos import concepts

    def listed(given: Given) -> Listed:
        graph = graph_of(given)
        if graph.value is None:
            return Listed((), graph.diagnostics)
        text = given.data.decode("utf-8-sig", "replace")
        source = Source(given.path, text, "")

        def find(*words: str) -> Span:
            found = ((text.find(word), word) for word in words if word)
            at, word = next((one for one in found if one[0] >= 0), (-1, ""))
            return source.span(at, at + len(word)) if at >= 0 else Span(given.path)

        return concepts(graph.value, batch.site.language, batch.site.url, find)

    return _each(batch, listed)


def _sphinx(batch: Batch) -> Imported:
    from briefs.importers.sphinx_glossary import read_glossary

    return _each(batch, _text(read_glossary, batch.asked.encoding))


def _myst(batch: Batch) -> Imported:
    from briefs.importers.myst_glossary import read_glossary

    return _each(batch, _text(read_glossary, batch.asked.encoding))


CSV = Importer("csv", (".csv", ".tsv", ".tab"), _csv)
SKOS = Importer("skos", (".ttl", ".rdf", ".owl", ".xml", ".nt", ".n3", ".jsonld", ".json"), _skos, _is_skos)
SPHINX = Importer("sphinx-glossary", (".rst", ".txt", ".rest"), _sphinx, _is_sphinx)
MYST = Importer("myst-glossary", (".md", ".markdown"), _myst, _is_myst)
