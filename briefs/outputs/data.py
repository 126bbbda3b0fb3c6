"""The linked site goes in, its glossary and its list of articles as data come out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from briefs.core.model import Brief, DataView, Face, Index, Mention, Page, Term
from briefs.core.relative import relative
from briefs.outputs.concept import Concept, concepts
from briefs.outputs.cut import mentioned
from briefs.outputs.glossary import glossary_rows

_CONTEXT = {
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "DefinedTermSet": "schema:DefinedTermSet",
    "DefinedTerm": "schema:DefinedTerm",
    "ConceptScheme": "skos:ConceptScheme",
    "Concept": "skos:Concept",
    "name": "schema:name",
    "hasDefinedTerm": {"@id": "schema:hasDefinedTerm", "@container": "@list"},
    "inDefinedTermSet": {"@id": "schema:inDefinedTermSet", "@type": "@id"},
    "termCode": "schema:termCode",
    "sameAs": {"@id": "schema:sameAs", "@type": "@id"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "definition": {"@id": "skos:definition", "@container": "@language"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "narrower": {"@id": "skos:narrower", "@type": "@id"},
    "related": {"@id": "skos:related", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
}
"""Inline, so that a reader needs no network (FORMAT "Output")."""


def pages(index: Index) -> Iterator[Page]:
    """``data/glossary.json``, ``data/glossary.jsonld`` and ``data/site.json``, each carrying its records."""
    encode = msgspec.json.encode
    rows = glossary_rows(index)
    glossary = [_entry(index.terms[r.card.id]) | {"mentions": r.mentions, "briefs": r.briefs} for r in rows]
    yield Page("data/glossary.json", "", DataView(records=encode(glossary)))
    yield Page("data/glossary.jsonld", "", DataView(records=encode(_linked(index))))
    articles = [
        {
            "slug": o.slug,
            "title": o.title,
            "date": o.date,
            "url": o.path,
            "tags": list(o.tags),
            "terms": list(mentioned(index, o)),
        }
        for o in index.articles
    ]
    yield Page("data/site.json", "", DataView(records=encode({"articles": articles})))


def write(page: Page, brief: Brief | None, mentions: tuple[Mention, ...], face: Face) -> bytes:
    """The records, indented; those of ``site.json`` under the site's name."""
    assert isinstance(page.view, DataView)
    records = page.view.records
    if page.path == "data/site.json":
        site = {"title": face.title, "description": face.description, "url": face.url, "language": face.language}
        records = msgspec.json.encode(site | msgspec.json.decode(records))
    return msgspec.json.format(records, indent=1) + b"\n"


def _entry(term: Term) -> dict[str, object]:
    return {
        "id": term.id,
        "term": term.term,
        "abbreviation": term.abbreviation,
        "aliases": list(term.aliases),
        "native": dict(term.native),
        "kind": term.kind,
        "definition": term.definition.plain,
        "as_of": term.as_of,
        "url": f"glossary/{term.id}.html",
        "see_also": list(term.see_also),
        "broader": list(term.broader),
        "narrower": list(term.narrower),
        "same_as": list(term.same_as),
        "updates": [{"date": u.date, "text": u.text.plain} for u in term.updates],
    }


def _linked(index: Index) -> dict[str, object]:
    """schema.org DefinedTermSet and SKOS concept scheme in one; addresses are relative to ``data/``."""
    return {
        "@context": _CONTEXT,
        "@id": "../glossary/index.html",
        "@type": ["DefinedTermSet", "ConceptScheme"],
        "hasDefinedTerm": [_concept(concept, index) for concept in concepts(index)],
    }


def _concept(concept: Concept, index: Index) -> dict[str, object]:
    def paths(ids: tuple[str, ...]) -> list[str]:
        return [relative(f"glossary/{i}.html", "data") for i in ids]

    term = concept.term
    entry: dict[str, object] = {
        "@id": relative(f"glossary/{term.id}.html", "data"),
        "@type": ["DefinedTerm", "Concept"],
        "inScheme": "../glossary/index.html",
        "inDefinedTermSet": "../glossary/index.html",
        "name": term.term,
        "termCode": term.abbreviation,
        "prefLabel": concept.preferred,
        "altLabel": {tag: list(names) for tag, names in concept.alternative.items()},
        "definition": {index.language: term.definition.plain} if term.definition.plain else {},
        "broader": paths(concept.broader),
        "narrower": paths(concept.narrower),
        "related": paths(concept.related),
        "sameAs": list(concept.same),
    }
    return {key: value for key, value in entry.items() if value}
