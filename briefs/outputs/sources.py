"""The linked site goes in, the list of all sources comes out, with what rests on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from briefs.core.model import Document, DocumentCard, Index, Page, SourcesView, Use
from briefs.outputs.cut import documents, targets

KINDS = ("primary", "official", "press", "analysis")
"""In the order of grading."""


def pages(index: Index) -> Iterator[Page]:
    """The one page of the sources; none where the site names no source."""
    uses = _uses(index)
    cards = [DocumentCard(d, tuple(uses.get(d.id, ()))) for d in index.documents.values()]
    if not cards:
        return
    kinds = tuple((kind, tuple(sorted((c for c in cards if c.document.kind == kind), key=_order))) for kind in KINDS)
    view = SourcesView(tuple(k for k in kinds if k[1]), targets(index, *(c.document.note for c in cards)))
    yield Page("sources/index.html", "sources.html", view, "Sources", "sources")


def _order(card: DocumentCard) -> tuple[str, str, str]:
    document: Document = card.document
    return (document.publisher.casefold(), document.title.casefold(), document.id)


def _uses(index: Index) -> dict[str, list[Use]]:
    """Where each source is used: articles by the number it has there, then terms."""
    found: dict[str, list[Use]] = defaultdict(list)
    for outline in (*index.articles, *index.pages):
        cited = documents(index, (*outline.cites, *(d.id for d in outline.documents)))
        for number, document in enumerate(cited, 1):
            found[document.id].append(Use(outline.path, outline.title, f"s-{number}", outline.date, outline.language))
    for term in index.terms.values():
        for document in documents(index, (*term.sources, *(s for u in term.updates for s in u.sources))):
            found[document.id].append(Use(f"glossary/{term.id}.html", term.term, "sources"))
    return found
