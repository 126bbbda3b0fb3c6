"""The linked site goes in, the list of all sources comes out, with what rests on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from briefs.core.model import Document, DocumentCard, Index, Outline, Page, Resting, SourcesView, Term, Use
from briefs.core.paging import nth_page, shared_out
from briefs.outputs.cut import cited, documents, targets

KINDS = ("primary", "official", "press", "analysis")
"""In the order of grading."""
MOST = 300
"""Uses, and sources without one, on one page."""


def pages(index: Index) -> Iterator[Page]:
    """The pages of the sources; none where the site names no source."""
    uses = _uses(index)
    ordered = sorted((d for d in index.documents.values() if d.kind in KINDS), key=_order)
    parts = shared_out(((d, uses.get(d.id, [])) for d in ordered), MOST)
    if not parts[0]:
        return
    for number, part in enumerate(parts, 1):
        before = parts[number - 2][-1][0].id if number > 1 else ""
        view = SourcesView(_kinds(part, before), number, len(parts), targets(index, *(d.note for d, _ in part)))
        yield Page(nth_page("sources/index.html", number), "sources.html", view, "Sources", "sources")


def _kinds(
    part: Sequence[tuple[Document, Sequence[Use]]], before: str
) -> tuple[tuple[str, tuple[DocumentCard, ...]], ...]:
    """A page's sources by kind; ``before`` is the last one of the page before."""
    cards = [DocumentCard(d, tuple(uses), d.id == before) for d, uses in part]
    return tuple((kind, tuple(of)) for kind, of in groupby(cards, key=lambda card: card.document.kind))


def _order(document: Document) -> tuple[int, str, str, str]:
    return (
        KINDS.index(document.kind),
        document.publisher.casefold(),
        document.title.casefold(),
        document.id,
    )


def _uses(index: Index) -> dict[str, list[Use]]:
    """Where each source is used: articles by the number it has there, then terms."""
    found: dict[str, list[Use]] = defaultdict(list)
    for outline in (*index.articles, *index.pages):
        for source, use in _of_text(index, outline):
            found[source].append(use)
    for term in index.terms.values():
        for source, use in _of_term(index, term):
            found[source].append(use)
    return found


def _of_text(index: Index, outline: Outline) -> Iterator[tuple[str, Use]]:
    resting = {r.source: r for r in outline.resting}
    for number, document in enumerate(cited(index, outline), 1):
        there = resting.get(document.id, Resting(document.id))
        yield document.id, Use(outline.path, outline.title, f"s-{number}", outline.date, outline.language, there)


def _of_term(index: Index, term: Term) -> Iterator[tuple[str, Use]]:
    """A term, at what changed where a change alone rests on the source."""
    later = [s for update in term.updates for s in update.sources]
    for document in documents(index, (*term.sources, *later)):
        fragment = "term" if document.id in term.sources else "since"
        yield document.id, Use(f"glossary/{term.id}.html", term.term, fragment)
