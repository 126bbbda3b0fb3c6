"""An export of Hypothesis goes in, its annotations come out as Foreign; knows no site.

Two forms are read: what the service answers to a search (``total`` and ``rows``), and what its client exports
(``export_date`` and ``annotations``). Places count UTF-16 code units of the page as a browser had it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefs.core.diagnostics import Diagnostic, warning
from briefs.importers.foreign import Foreign, Read, Selector, Sort
from briefs.importers.foreign_text import own_markdown
from briefs.importers.importer import left_out
from briefs.importers.json_text import Json, count, items, table, text

_WORLD = "group:__world__"


def read_hypothesis(file: Json, kinds: Iterable[str]) -> Read:
    """Every annotation, in the order of the file. ``kinds`` are the site's, which a tag may name."""
    known = {kind.casefold(): kind for kind in kinds}
    rows = [table(row) for row in _rows(file.value)]
    found = [_annotation(file, row, known) for row in rows if row and row.get("hidden") is not True]
    return Read(tuple(found), tuple(_remarks(file, rows, known)))


def _rows(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    whole = table(value)
    return items(whole.get("rows", whole.get("annotations")))


def _annotation(file: Json, row: Mapping[str, object], known: Mapping[str, str]) -> Foreign:
    targets = [table(target) for target in items(row.get("target"))]
    selector = _selector(targets)
    words = own_markdown(text(row.get("text")))
    kind = next((known[tag.casefold()] for tag in _tags(row) if tag.casefold() in known), "context")
    pages = (*(text(target.get("source")) for target in targets), text(row.get("uri")), *_links(row))
    return Foreign(
        span=file.span(text(row.get("id"))),
        id=text(row.get("id")),
        sort=_sort(row, selector, words),
        pages=tuple(dict.fromkeys(page for page in pages if page)),
        selector=selector,
        kind=kind,
        text=words,
        by=_user(row),
    )


def _sort(row: Mapping[str, object], selector: Selector, words: str) -> Sort:
    if items(row.get("references")):
        return "reply"
    if not selector.exact and selector.start < 0:
        return "page"
    return "note" if words else "highlight"


def _selector(targets: Iterable[Mapping[str, object]]) -> Selector:
    """What a target is known by: its words, and where they stood."""
    by_type: dict[str, Mapping[str, object]] = {}
    for target in targets:
        for one in map(table, items(target.get("selector"))):
            by_type.setdefault(text(one.get("type")), one)
    quote, place = by_type.get("TextQuoteSelector", {}), by_type.get("TextPositionSelector", {})
    exact, prefix, suffix = (text(quote.get(name)) for name in ("exact", "prefix", "suffix"))
    return Selector(exact, prefix, suffix, count(place.get("start")), count(place.get("end")), in_units=True)


def _links(row: Mapping[str, object]) -> Iterator[str]:
    """Other addresses of the page, which its author gave as canonical."""
    for link in map(table, items(table(row.get("document")).get("link"))):
        yield text(link.get("href"))


def _tags(row: Mapping[str, object]) -> list[str]:
    return [word for tag in items(row.get("tags")) if (word := text(tag).strip())]


def _user(row: Mapping[str, object]) -> str:
    """The name that a reader sees, else the account's without its service."""
    shown = text(table(row.get("user_info")).get("display_name")).strip()
    return shown or text(row.get("user")).removeprefix("acct:").partition("@")[0]


def _remarks(file: Json, rows: Iterable[Mapping[str, object]], known: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What of the rows has no place in a sidecar, and what their readers may not expect to see published."""
    for row in rows:
        span, tags = file.span(text(row.get("id"))), [tag for tag in _tags(row) if tag.casefold() not in known]
        if row.get("hidden") is True:
            yield left_out("an annotation that its service hides is left out", span)
            continue
        if tags:
            yield left_out(f"a note has no tags, so these are left out: {', '.join(tags)}", span)
        readers = [text(one) for one in items(table(row.get("permissions")).get("read"))]
        if readers and _WORLD not in readers:
            message = "this annotation is not public where it was made; on the site it will be"
            yield warning("import-private", message, span, "ask its author, or take the note out")
