"""A site's linked data go in, what a reader of them would drop, miss or not understand comes out."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import rdflib

from gates.checks.annotations import CONTEXT as ANNOTATIONS
from gates.pages import Site
from gates.records import Fault, Gate, Outcome
from gates.tools import HERE

SCHEMA = re.compile(r"https?://schema\.org/?$")
_NEEDED = {
    "Article": ("headline", "mainEntityOfPage|url|@id"),
    "NewsArticle": ("headline", "mainEntityOfPage|url|@id"),
    "DefinedTerm": ("name",),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position|item|name",),
    "ImageObject": ("contentUrl|url|@id",),
}
_DATES = ("datePublished", "dateModified", "dateCreated", "startDate", "endDate")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?)?$")
_ADDRESSES = ("url", "sameAs", "contentUrl", "isBasedOn", "archivedAt", "license")


def check(site: Site) -> Outcome:
    """Every block of JSON-LD in a page and every .jsonld file, and that every other JSON file is JSON."""
    faults: list[Fault] = []
    blocks = 0
    for page, place, text in _texts(site):
        try:
            read = json.loads(text)
        except ValueError as error:
            faults.append(Fault(page, place, f"is no JSON: {error}"))
            continue
        if "@context" in text:
            blocks += 1
            faults += (Fault(page, f"{place}{at}", words) for at, words in sorted(set(_wrong(read, _known(read)))))
            faults += (Fault(page, place, words) for words in _unread(read, site.url + page))
    return Outcome(
        blocks, "blocks of linked data", tuple(faults), () if blocks else (f"{site.name}: none: no JSON-LD",)
    )


def _unread(read: Any, base: str) -> Iterator[str]:
    """What a reader of RDF makes of it without a network: statements, each about something with an address."""
    if not isinstance(read, dict) or ANNOTATIONS in str(read.get("@context")):
        return
    whole = {**read, "@context": {"@vocab": "https://schema.org/"}} if _known(read) is None else read
    graph = rdflib.Graph()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, of its own
            graph.parse(data=json.dumps(whole), format="json-ld", publicID=base or "https://example.org/")
    except Exception as problem:
        yield f"rdflib cannot read it: {problem}"
        return
    if not len(graph):
        yield "says nothing to a reader of RDF"
    for node in {one for triple in graph for one in triple if isinstance(one, rdflib.URIRef)}:
        if not re.match(r"[a-z][a-z0-9+.-]*:[^\s]+$", node):
            yield f"{node} is no address"


def _texts(site: Site) -> Iterator[tuple[str, str, str]]:
    for page in site.pages:
        for tag in site.tags(page):
            if tag.name == "script" and tag.attributes.get("type") == "application/ld+json":
                yield page, tag.place, tag.text
    for path in site.files:
        if path.endswith((".json", ".jsonld")):
            yield path, "", (site.folder / path).read_text("utf-8")


def _known(read: Any) -> frozenset[str] | None:
    """The keys that the document's own context gives a meaning; None where schema.org or a standard is the context."""
    context = read.get("@context") if isinstance(read, dict) else None
    parts = context if isinstance(context, list) else [context]
    own = [part for part in parts if isinstance(part, dict)]
    return frozenset(key for part in own for key in part) if own and len(own) == len(parts) else None


def _wrong(value: Any, known: frozenset[str] | None, at: str = "", schema: bool = False) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _wrong(item, known, at, schema)
    if not isinstance(value, dict):
        return
    context = value.get("@context", "https://schema.org" if schema else None)
    schema = known is None and any(isinstance(c, str) and SCHEMA.match(c) for c in _list(context))
    yield from ((at, words) for words in _node(value, known, schema))
    for key, inner in value.items():
        if key != "@context":
            yield from _wrong(inner, known, f"{at}/{key}", schema)


def _node(node: Mapping[str, Any], known: frozenset[str] | None, schema: bool) -> Iterator[str]:
    types = [t for t in _list(node.get("@type")) if isinstance(t, str)]
    if known is not None and "@type" in node:
        yield from (f"the context gives “{k}” no meaning" for k in node if not k.startswith("@") and k not in known)
        yield from (f"the context gives the type {t} no meaning" for t in types if t not in known)
    if schema and types:
        yield from (f"schema.org has no {t}, or vocabulary.json lacks it" for t in types if t not in _vocabulary())
        meant = frozenset(p for t in types for p in properties(t))
        keys = [k for k in node if not k.startswith("@")]
        yield from (f"“{k}” is no property of {types[0]}, or vocabulary.json lacks it" for k in keys if k not in meant)
    if schema or known is not None:
        for needed in (n for t in types for n in _NEEDED.get(t, ())):
            if known is None and not any(node.get(key) for key in needed.split("|")):
                yield f"{types[0]} has no {needed.replace('|', ' or ')}"
        yield from (f"{k} “{node[k]}” is no date" for k in _DATES if k in node and not _DATE.match(str(node[k])))
    if schema:
        yield from (
            f"{k} “{a}” is no absolute address"
            for k in _ADDRESSES
            for a in _list(node.get(k))
            if isinstance(a, str) and not re.match(r"[a-z]+:", a)
        )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


@cache
def _vocabulary() -> dict[str, list[str]]:
    read: dict[str, list[str]] = json.loads((HERE / "vocabulary.json").read_text("utf-8"))
    return read


@cache
def properties(name: str) -> frozenset[str]:
    """The properties of a type with those of the types it is a kind of."""
    table = _vocabulary()
    found = set(table.get("Thing", ()))
    for word in table.get(name, ()):
        found |= properties(word) if word in table else {word}
    return frozenset(found)


GATE = Gate("data", "linked data: each key has a meaning, nothing needed is missing", (), check)
