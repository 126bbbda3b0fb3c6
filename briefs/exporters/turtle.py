"""The linked site goes in, its glossary comes out as a SKOS scheme in Turtle, the same for the same terms.

Rules: RDF 1.1 Turtle (W3C, 2014). Addresses are relative to the site's, which stands above them where it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefs.core.model import Index, Term
from briefs.core.relative import relative
from briefs.outputs.concept import Concept, concepts
from briefs.theme import web

_SCHEME = "<glossary/index.html>"
_PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    "@prefix dct: <http://purl.org/dc/terms/> .",
)
_ESCAPES = {
    ord(sign): code for sign, code in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))
}
_NO_IRI = {ord(sign): f"%{ord(sign):02X}" for sign in '<>"{}|^`\\ '}


def skos(index: Index, title: str, url: str) -> str:
    """Every term with its names, definition, relations, notes and sources."""
    base = [f"@base <{url}> ."] if url else []
    found = concepts(index)
    scheme = _block(_SCHEME, [("a", ["skos:ConceptScheme"]), ("dct:title", [_text(title, index.language)])])
    blocks = [_block(_iri(one.term), _statements(one, index, _has_above(found))) for one in found]
    return "\n\n".join(["\n".join([*base, *_PREFIXES]), scheme, *blocks]) + "\n"


def _has_above(found: Iterable[Concept]) -> frozenset[str]:
    """The ids of terms that stand below another."""
    above = {one.term.id for one in found if one.broader}
    return frozenset(above | {i for one in found for i in one.narrower})


def _statements(one: Concept, index: Index, below: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    term, language = one.term, index.language
    yield "a", ["skos:Concept"]
    yield "skos:inScheme", [_SCHEME]
    yield "skos:topConceptOf", [] if term.id in below else [_SCHEME]
    yield "skos:prefLabel", [_text(name, tag) for tag, name in one.preferred.items()]
    yield "skos:altLabel", [_text(name, tag) for tag, names in one.alternative.items() for name in names]
    yield "skos:definition", _texts(language, term.definition.plain)
    yield "skos:note", _texts(language, term.body.plain)
    yield "skos:historyNote", _texts(language, *(f"{u.date}: {u.text.plain}" for u in term.updates))
    for name, ids in (("broader", one.broader), ("narrower", one.narrower), ("related", one.related)):
        yield f"skos:{name}", [_iri(index.terms[i]) for i in ids]
    yield "skos:exactMatch", [_address(address) for address in one.same]
    sources = (index.documents[i] for i in term.sources if i in index.documents)
    yield "dct:source", [_address(web(d.url)) if web(d.url) else _text(d.title, language) for d in sources]


def _block(subject: str, statements: Iterable[tuple[str, list[str]]]) -> str:
    lines = [f"    {name} {', '.join(values)}" for name, values in statements if values]
    return f"{subject}\n" + " ;\n".join(lines) + " ."


def _iri(term: Term) -> str:
    return f"<{relative(f'glossary/{term.id}.html', '')}>"


def _address(address: str) -> str:
    return f"<{address.translate(_NO_IRI)}>"


def _texts(language: str, *words: str) -> list[str]:
    return [_text(one, language) for one in words if one]


def _text(words: str, language: str) -> str:
    return f'"{words.translate(_ESCAPES)}"@{language}'
