"""A graph of a SKOS vocabulary goes in, its concepts come out as entries; knows neither its syntax nor a site's terms.

Rules: SKOS Simple Knowledge Organization System Reference (W3C, 2009).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Span
from briefs.importers.entries import Entry, Listed
from briefs.importers.foreign_text import own_text
from briefs.importers.importer import changed, left_out, many

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XL = "http://www.w3.org/2008/05/skos-xl#"
_TERMS = "http://purl.org/dc/terms/"
_ELEMENTS = "http://purl.org/dc/elements/1.1/"
_LONGER = ("scopeNote", "example", "note")
"""What the term's page adds to its definition, in this order."""
_INNER = ("editorialNote", "changeNote", "historyNote")
_LOST = {
    "notation": "no code beside its name",
    "closeMatch": "no term that is only like it",
    "broadMatch": "no broader term of another vocabulary",
    "narrowMatch": "no narrower term of another vocabulary",
    "relatedMatch": "no related term of another vocabulary",
    **dict.fromkeys(_INNER, "no note for its editors"),
}
"""Properties of a concept that have no place here, and what a term does not have."""
Find = Callable[..., Span]
"""Where the first of some words that the file has stands in it."""


class Labels:
    """Texts of a graph by subject and property, in the languages of a reader."""

    def __init__(self, graph: Graph, language: str) -> None:
        self._graph, self._language = graph, language.lower()

    def nodes(self, subject: Node, *properties: str) -> list[Node]:
        """The objects of some properties, in their order."""
        from rdflib import URIRef

        found = (self._graph.objects(subject, URIRef(name)) for name in properties)
        return list(dict.fromkeys(node for objects in found for node in sorted(objects, key=str)))

    def texts(self, subject: Node, *properties: str) -> list[tuple[str, str]]:
        """Languages and texts of the literals among them; of two the nearer language first, then by language."""
        from rdflib import Literal

        things = [node for name in properties for node in self.nodes(subject, name)]
        inside = [value for node in things if not isinstance(node, Literal) for value in self.nodes(node, _RDF_VALUE)]
        said = [node for node in (*things, *inside) if isinstance(node, Literal)]
        pairs = [((node.language or "").lower(), str(node).strip()) for node in said]
        return sorted((pair for pair in pairs if pair[1]), key=lambda pair: (self._distance(pair[0]), pair[0]))

    def near(self, pairs: Iterable[tuple[str, str]]) -> list[str]:
        """The texts in the language that is nearest, each once."""
        pairs = list(pairs)
        return list(dict.fromkeys(text for language, text in pairs if language == pairs[0][0])) if pairs else []

    def is_own(self, language: str) -> bool:
        """Whether a reader reads it: the site's language, in any of its forms, or none at all."""
        return self._distance(language) < 3

    def _distance(self, language: str) -> int:
        if language == self._language:
            return 0
        if language.partition("-")[0] == self._language.partition("-")[0]:
            return 1
        return 2 if not language else 3 if language.startswith("en") else 4


def concepts(graph: Graph, language: str, url: str, find: Find) -> Listed:
    """Every concept with a name, by its name. ``url`` is the site's: its own concepts are the same as nothing else."""
    from rdflib import URIRef

    labels, told = Labels(graph, language), list[Diagnostic]()
    marked = set(graph.subjects(URIRef(_RDF_TYPE), URIRef(_SKOS + "Concept")))
    named = {subject for name in _PREFERRED for subject in graph.subjects(URIRef(name))}
    schemes = set(graph.subjects(URIRef(_RDF_TYPE), URIRef(_SKOS + "ConceptScheme")))
    collections = {s for kind in ("Collection", "OrderedCollection") for s in _of_kind(graph, kind)}
    entries = list[Entry]()
    for subject in sorted((marked or named) - schemes - collections, key=str):
        entry = _entry(subject, labels, url, find, told)
        entries += [entry] if entry else []
    told += _unkept(graph, labels, entries, len(collections), find)
    head = tuple(line for scheme in sorted(schemes, key=str) for line in _about(scheme, labels))
    entries.sort(key=lambda entry: (entry.term.casefold(), entry.key))
    return Listed(tuple(entries), tuple(told), head)


_PREFERRED = (_SKOS + "prefLabel", _XL + "prefLabel")


def _of_kind(graph: Graph, kind: str) -> Iterator[Node]:
    from rdflib import URIRef

    yield from graph.subjects(URIRef(_RDF_TYPE), URIRef(_SKOS + kind))


# ── one concept ──────────────────────────────────────────────────────────────────────────────────────────────────


def _entry(subject: Node, labels: Labels, url: str, find: Find, told: list[Diagnostic]) -> Entry | None:
    """A concept as an entry; None, and a remark, where it has no name."""
    names = _labels(subject, labels, "prefLabel")
    if not names:
        told.append(left_out(f"the concept `{subject}` has no `prefLabel`", find(*_written(subject))))
        return None
    language, term = names[0]
    span = find(*_written(subject))
    if not labels.is_own(language):
        told.append(changed(f"`{term}` is the name in `{language}`: the concept has none in the site's language", span))
    own = [name for tongue, name in names[1:] if tongue == language]
    native = {tongue: name for tongue, name in reversed(names) if tongue and tongue != language}
    definition, body = _texts(subject, labels)
    return Entry(
        span=span,
        key=str(subject),
        id=_own_id(str(subject), url),
        term=term,
        aliases=(*own, *_near(subject, labels, "altLabel"), *_near(subject, labels, "hiddenLabel")),
        native=tuple(sorted(native.items())),
        definition=definition,
        body=body,
        see_also=_others(subject, labels, "related"),
        broader=_others(subject, labels, "broader", "broaderTransitive", "broaderGeneric", "broaderPartitive"),
        narrower=_others(subject, labels, "narrower", "narrowerTransitive", "narrowerGeneric", "narrowerPartitive"),
        same_as=tuple(_same(subject, labels, url)),
        sources=tuple(str(node).strip() for node in labels.nodes(subject, _TERMS + "source", _ELEMENTS + "source")),
    )


def _labels(subject: Node, labels: Labels, name: str) -> list[tuple[str, str]]:
    """Labels of a sort, also those that are things of their own (SKOS-XL)."""
    things = labels.nodes(subject, _XL + name)
    named = (pair for thing in things for pair in labels.texts(thing, _XL + "literalForm"))
    return list(dict.fromkeys((*labels.texts(subject, _SKOS + name), *named)))


def _near(subject: Node, labels: Labels, name: str) -> list[str]:
    """Labels of a sort that a reader of the site reads."""
    return [text for language, text in _labels(subject, labels, name) if labels.is_own(language)]


def _texts(subject: Node, labels: Labels) -> tuple[str, str]:
    """The definition, and what the term's page adds; a scope note stands for a definition that is not there."""
    said = [
        *labels.near(labels.texts(subject, _SKOS + "definition")),
        *(text for name in _LONGER for text in labels.near(labels.texts(subject, _SKOS + name))),
    ]
    first, *rest = map(own_text, said or [""])
    return first, "\n\n".join(dict.fromkeys(rest))


def _others(subject: Node, labels: Labels, *names: str) -> tuple[str, ...]:
    return tuple(str(node) for node in labels.nodes(subject, *(_SKOS + name for name in names)))


def _same(subject: Node, labels: Labels, url: str) -> Iterator[str]:
    """Addresses of the same thing: the concept's own, unless it is the site's, and those that it names."""
    for address in (str(subject), *_others(subject, labels, "exactMatch")):
        if (
            address.startswith(("http://", "https://"))
            and not address.startswith(NOWHERE)
            and not _own_id(address, url)
        ):
            yield address


def _own_id(address: str, url: str) -> str:
    """The id of a concept that is a term of this site, by its page's address, absolute or not."""
    for base in (url.rstrip("/"), NOWHERE):
        found = re.fullmatch(re.escape(base) + r"/(?:.*/)?glossary/([^/#?]+)\.html(?:#.*)?", address) if base else None
        if found:
            return unquote(found[1])
    return ""


NOWHERE = "https://relative.invalid"
"""Where a file is thought to stand whose addresses are relative; the name can belong to nobody (RFC 2606)."""
BASE = f"{NOWHERE}/data/"


def _written(subject: Node) -> tuple[str, ...]:
    """How a concept may be written in its file: as an address, or by the end of it."""
    local = re.split(r"[/#:]", str(subject).rstrip("/#"))[-1]
    return f"<{subject}>", f'"{subject}"', f"<{local}>", f":{local} ", f"/{local}", f"#{local}", local


# ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────────


def _unkept(
    graph: Graph, labels: Labels, entries: Iterable[Entry], collections: int, find: Find
) -> Iterator[Diagnostic]:
    """What has no place here, once for each sort of it."""
    from rdflib import URIRef

    if collections:
        yield left_out(f"collections are left out: {collections:,}", find("Collection"))
    known = {entry.key for entry in entries}
    for name, lacks in _LOST.items():
        number = sum(str(subject) in known for subject in graph.subjects(URIRef(_SKOS + name)))
        if number:
            yield left_out(f"`{name}` of {many(number, 'concept')} is left out: a term has {lacks}", find(name))
    foreign = _foreign(graph, labels, known)
    for name, number in foreign.items():
        yield left_out(f"`{name}` in other languages is left out: {many(number, 'text')}", find(name))
    hidden = sum(str(subject) in known for subject in graph.subjects(URIRef(_SKOS + "hiddenLabel")))
    if hidden:
        yield changed(
            f"`hiddenLabel` of {many(hidden, 'concept')} is an alias now, which a term's page shows",
            find("hiddenLabel"),
        )


def _foreign(graph: Graph, labels: Labels, known: set[str]) -> Mapping[str, int]:
    """How many texts of each property are in languages that the site does not have."""
    from rdflib import Literal, URIRef

    found: dict[str, int] = {}
    for name in ("altLabel", "hiddenLabel", "definition", *_LONGER):
        for subject, node in graph.subject_objects(URIRef(_SKOS + name)):
            own = isinstance(node, Literal) and labels.is_own((node.language or "").lower())
            if not own and str(subject) in known:
                found[name] = found.get(name, 0) + 1
    return found


def _about(scheme: Node, labels: Labels) -> Iterator[str]:
    """The title, the makers and the licence of a vocabulary."""
    titles = (_SKOS + "prefLabel", _TERMS + "title", _ELEMENTS + "title", "http://www.w3.org/2000/01/rdf-schema#label")
    for name, properties in (
        ("Title", titles),
        ("By", (_TERMS + "creator", _TERMS + "publisher", _ELEMENTS + "creator", _ELEMENTS + "publisher")),
        ("Licence", (_TERMS + "license", _TERMS + "rights", _ELEMENTS + "rights")),
    ):
        said = labels.near(labels.texts(scheme, *properties)) or [str(n) for n in labels.nodes(scheme, *properties)]
        if said:
            yield f"{name}: {said[0]}"
