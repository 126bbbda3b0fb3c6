"""A file of RDF as Turtle, N-Triples, RDF/XML or JSON-LD goes in, its graph comes out; knows no vocabulary.

Nothing outside of the file is fetched: no context of JSON-LD, no entity of XML. Whatever the bytes, the answer is a
graph or a diagnostic, soon.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.parsers import expat

from briefs.core.decode import decode
from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.source import Source, Span
from briefs.importers.importer import Given, missing
from briefs.importers.json_text import read_json
from briefs.importers.skos import BASE

if TYPE_CHECKING:
    from rdflib import Graph

_LIMIT = 32_000_000
"""Bytes of one file."""
_ENTITY = 1_000
"""Characters that an entity may stand for; those of vocabularies stand for an address."""
_DEPTH = 100
_PLACE = re.compile(r"(?:at line|line|:)\s*(\d+)")


def graph_of(given: Given) -> Checked[Graph | None]:
    """The graph of a file, by what its text begins with."""
    span = Span(given.path)
    if len(given.data) > _LIMIT:
        message = f"the file holds {len(given.data) / 1e6:.0f} MB, but {_LIMIT / 1e6:.0f} MB are read"
        return Checked(None, (error("import-unreadable", message, span, "divide it into several files"),))
    try:
        import rdflib  # noqa: F401  # part of the extra `import`
    except ImportError:
        return Checked(None, (missing("SKOS vocabularies", span),))
    text = decode(given.path, given.data)
    if text.value is None:
        return Checked(None, text.diagnostics)
    form = _form(text.value.text)
    faults = tuple(_unsafe(form, text.value, given))
    return Checked(None, faults) if faults else _parsed(form, text.value)


def _form(text: str) -> str:
    """The name of a file's syntax; N-Triples are Turtle as well."""
    head = text.lstrip()[:200]
    if head.startswith(("<?xml", "<rdf:", "<!DOCTYPE", "<!--", "<RDF")):
        return "xml"
    return "json-ld" if head.startswith(("{", "[")) and '"' in head else "turtle"


def _parsed(form: str, source: Source) -> Checked[Graph | None]:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    try:
        with _silent():
            graph.parse(data=source.text, format=form, publicID=BASE)
    except RecursionError:
        return Checked(None, (_unreadable(source, "it is nested too deep", 0),))
    except Exception as fault:  # Each syntax has its own sorts, and what they do to odd input is not ours to know.
        return Checked(None, (_unreadable(source, *_said(fault)),))
    return Checked(graph)


def _said(fault: Exception) -> tuple[str, int]:
    """What a parser says in one line, and the line that it names, or 0."""
    line = getattr(fault, "lines", None)
    shown = " ".join(str(getattr(fault, "_why", None) or getattr(fault, "message", None) or fault).split())
    place = _PLACE.search(shown)
    number = line + 1 if isinstance(line, int) else int(place[1]) if place else 0
    return shown[:200] or type(fault).__name__, number


def _unreadable(source: Source, why: str, line: int) -> Diagnostic:
    span = Span(source.path, line, 1, line, max(2, len(source.line(line)) + 1)) if line else Span(source.path)
    return error("import-unreadable", f"the vocabulary cannot be read: {why}", span, "export it anew")


@contextmanager
def _silent() -> Iterator[None]:
    """The library's own remarks go nowhere: what is odd about a vocabulary is for its makers."""
    logger = logging.getLogger("rdflib")
    before, logger.disabled = logger.disabled, True
    children = [logging.getLogger(name) for name in ("rdflib.term", "rdflib.plugins.parsers.notation3")]
    states = [child.disabled for child in children]
    for child in children:
        child.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = before
        for child, state in zip(children, states, strict=True):
            child.disabled = state


# ── what is not read ─────────────────────────────────────────────────────────────────────────────────────────────


def _unsafe(form: str, source: Source, given: Given) -> Iterator[Diagnostic]:
    if form == "xml":
        yield from _unsafe_xml(source)
    elif form == "json-ld":
        file = read_json(given.path, given.data)
        yield from file.diagnostics
        address = _context(file.value.value, _DEPTH) if file.value else ""
        if address and file.value:
            hint = "write the context out in the file; nothing is fetched"
            yield error(
                "import-unreadable", f"the context stands elsewhere, at `{address}`", file.value.span(address), hint
            )


def _context(value: object, depth: int) -> str:
    """The first address of a context that would be fetched; a file nested deeper than any vocabulary is one as well."""
    if not depth:
        return "too deep"
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            continue
        for key, inner in one.items():
            named = [inner] if isinstance(inner, str) else inner if isinstance(inner, list) else []
            if key in ("@context", "@import"):
                address = next((name for name in named if isinstance(name, str)), "")
                if address:
                    return address
            if isinstance(inner, dict | list) and (address := _context(inner, depth - 1)):
                return address
    return ""


class _Refused(Exception):
    """The document is not to be read; the message says why."""


def _unsafe_xml(source: Source) -> Iterator[Diagnostic]:
    """What is wrong with XML before it is read: entities from elsewhere, entities in entities, too deep a nesting."""
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _entity
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise _Refused(f"elements stand deeper in one another than {_DEPTH} levels")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(source.text.encode(), True)
    except expat.ExpatError as fault:
        yield _unreadable(source, expat.ErrorString(fault.code), fault.lineno)
    except _Refused as refused:
        yield _unreadable(source, str(refused), parser.CurrentLineNumber)


def _entity(
    name: str,
    is_parameter: int,
    value: str | None,
    base: str | None,
    system: str | None,
    public: str | None,
    notation: str | None,
) -> None:
    if value is None or is_parameter:
        raise _Refused(f"the entity `{name}` stands elsewhere, and nothing is fetched")
    if "&" in value or len(value) > _ENTITY:
        raise _Refused(f"the entity `{name}` stands for more than an address")
