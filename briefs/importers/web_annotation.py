"""A page or collection of W3C Web Annotations goes in, its annotations come out as Foreign; knows no site.

The JSON-LD is read in the compact form of the model's own context, which its examples and tools use; no context is
fetched. Places count code points, as the model says (4.2.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from msgspec import Struct

from briefs.core.authored import NoteStatus
from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Span
from briefs.importers.foreign import Foreign, Read, Selector, Sort
from briefs.importers.foreign_html import Linker, markdown_of, plain_link
from briefs.importers.foreign_text import own_markdown, own_text
from briefs.importers.importer import left_out
from briefs.importers.json_text import Json, count, items, table, text

MOTIVATIONS = {
    "commenting": "context",
    "describing": "clarification",
    "questioning": "question",
    "editing": "correction",
    "assessing": "claim",
    "linking": "source",
}
"""The kind of note that a motivation is; the others say nothing of what a note is, and are of the first kind."""
_STATUSES = get_args(NoteStatus)
_WORDLESS = frozenset({"highlighting", "bookmarking"})
_DEPTH = 8
"""Lists and pages inside one another, and selectors that refine one another."""


class _Body(Struct, frozen=True):
    """What an annotation says, of all its bodies together."""

    words: tuple[str, ...] = ()
    """CommonMark."""
    purposes: tuple[str, ...] = ()
    """Of the words."""
    tags: tuple[str, ...] = ()
    by: str = ""
    status: str = ""
    links: tuple[str, ...] = ()
    """Addresses of what it refers to."""
    names: tuple[str, ...] = ()
    """Addresses of what it says that the words name."""


def read_annotations(file: Json, kinds: Iterable[str], link: Linker = plain_link) -> Read:
    """Every annotation, in the order of the file; one of several targets for each of them.

    ``link`` writes the links that stand in bodies of HTML.
    """
    known = {kind.casefold(): kind for kind in kinds}
    found, told = list[Foreign](), list[Diagnostic]()
    for one in _annotations(file.value, _DEPTH):
        span, body = file.span(_id(one)), _body(one, link)
        told += _remarks(body, known, span)
        found += [_annotation(one, target, body, span, known) for target in _targets(one)]
    return Read(tuple(found), tuple(told))


def _annotations(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    for one in map(table, items(value)):
        types = {text(name).removeprefix("oa:") for name in items(one.get("type", one.get("@type")))}
        if "Annotation" in types:
            yield one
        elif depth:
            for key in ("items", "first", "next", "@graph"):
                yield from _annotations(one.get(key), depth - 1)


def _annotation(
    one: Mapping[str, object], target: object, body: _Body, span: Span, known: Mapping[str, str]
) -> Foreign:
    motives = tuple(text(name).removeprefix("oa:") for name in items(one.get("motivation")))
    selector, page = _selector(target), _page(target)
    named = next((known[tag.casefold()] for tag in body.tags if tag.casefold() in known), "")
    pointing = not (body.words or named or body.status)
    return Foreign(
        span=span,
        id=_id(one),
        sort=_sort(motives, selector, body, pointing),
        pages=(page,) if page else (),
        selector=selector,
        kind=named or _kind((*body.purposes, *motives), bool(pointing and body.links)),
        text="\n\n".join(f"<{link}>" for link in body.links) if pointing else "\n\n".join(body.words),
        # One that names its kind says of itself whose words they are; else it is its maker's note.
        by=body.by or ("" if named else _name(one.get("creator"))),
        status=body.status,
        sources=() if pointing else body.links,
    )


def _sort(motives: tuple[str, ...], selector: Selector, body: _Body, pointing: bool) -> Sort:
    if "replying" in motives:
        return "reply"
    if not selector.exact and selector.start < 0:
        return "page"
    if not pointing:
        return "note"
    if body.names:
        return "term"
    return "note" if body.links and not _WORDLESS.intersection(motives) else "highlight"


def _kind(motives: tuple[str, ...], points: bool) -> str:
    """What the first telling motivation stands for; of words with nothing but an address, their source."""
    meant = next((MOTIVATIONS[name] for name in motives if name in MOTIVATIONS), "")
    return "source" if points else meant or "context"


def _remarks(body: _Body, known: Mapping[str, str], span: Span) -> Iterator[Diagnostic]:
    tags = [tag for tag in body.tags if tag.casefold() not in known]
    if tags:
        yield left_out(f"a note has no tags, so these are left out: {', '.join(tags)}", span)


# ── bodies ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _body(one: Mapping[str, object], link: Linker) -> _Body:
    found: dict[str, list[str]] = {}
    if short := text(one.get("bodyValue")).strip():
        found["words"] = [own_text(short)]
    for body in items(one.get("body")):
        said = {"id": body} if isinstance(body, str) else _chosen(table(body))
        field, value = _said(said, text(table(body).get("purpose")).removeprefix("oa:"), link)
        found.setdefault(field, []).extend([value] if value else [])
        if field == "words" and (purpose := text(table(body).get("purpose"))):
            found.setdefault("purposes", []).append(purpose.removeprefix("oa:"))
    lists = {name: tuple(found.get(name, ())) for name in ("words", "purposes", "tags", "links", "names")}
    return _Body(**lists, by=", ".join(found.get("by", ())), status=next(iter(found.get("status", ())), ""))


def _said(body: Mapping[str, object], purpose: str, link: Linker) -> tuple[str, str]:
    """A body's field in our record, and its value."""
    value = text(body.get("value")).strip()
    if not value:
        address = text(body.get("source")) or _id(body)
        return "names" if purpose == "identifying" else "links", address
    if purpose in ("tagging", "classifying"):
        return "tags", value
    if purpose == "identifying":
        return "by", value
    if purpose == "assessing" and value in _STATUSES:
        return "status", value
    return "words", _markdown(value, text(body.get("format")), link)


def _chosen(body: Mapping[str, object]) -> Mapping[str, object]:
    """The first of a choice, which is the author's default (model 3.2.7)."""
    first = next(iter(items(body.get("items"))), None)
    return table(first) if first is not None and "value" not in body else body


def _markdown(value: str, form: str, link: Linker) -> str:
    """A body's words by its media type; one without a type is a text."""
    if form.startswith("text/html"):
        return markdown_of(value, link)
    return own_markdown(value) if "markdown" in form else own_text(value)


# ── targets ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _targets(one: Mapping[str, object]) -> list[object]:
    return items(one.get("target")) or [None]


def _page(target: object) -> str:
    if isinstance(target, str):
        return text(target)
    found = table(target).get("source", table(target).get("id"))
    return text(found) or _id(table(found))


def _selector(target: object) -> Selector:
    """The words and the place that a target's selectors give; of some that refine each other the inner ones."""
    quote, place = dict[str, object](), dict[str, object]()
    for one in _selectors(table(target).get("selector"), _DEPTH):
        kind = text(one.get("type", one.get("@type"))).removeprefix("oa:")
        quote = dict(one) if kind == "TextQuoteSelector" else quote
        place = dict(one) if kind == "TextPositionSelector" else place
    exact, prefix, suffix = (text(quote.get(name)) for name in ("exact", "prefix", "suffix"))
    return Selector(exact, prefix, suffix, count(place.get("start")), count(place.get("end")))


def _selectors(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    for one in map(table, items(value)):
        yield one
        if depth:
            yield from _selectors(one.get("refinedBy"), depth - 1)


def _id(one: Mapping[str, object]) -> str:
    return text(one.get("id", one.get("@id")))


def _name(creator: object) -> str:
    """The names of those who made it; an address is no name."""
    people = [table(person) for person in items(creator)]
    names = (text(person.get("name")) or text(person.get("nickname")) for person in people)
    return ", ".join(name.strip() for name in names if name.strip())
