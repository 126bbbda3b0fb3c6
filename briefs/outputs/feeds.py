"""The linked site goes in, its feeds come out: of all briefs, of each tag, of each term; as Atom and as JSON Feed.

A term's feed says which briefs mention it. Entries are known by the address of their page, which does not change, and
dated as their briefs are: a brief without a date is in no feed. Rules: RFC 4287; JSON Feed 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

import msgspec

from briefs.core.dates import instant
from briefs.core.model import Brief, Face, FeedEntry, FeedView, Index, Mention, Outline, Page
from briefs.outputs.tags import by_tag, tag_path
from briefs.outputs.term import by_term

MOST = 30
"""Entries of a feed: the newest."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file may hold (XML 1.0, 2.2)."""


def pages(index: Index) -> Iterator[Page]:
    """``feed.xml`` and ``feed.json``; ``tags/TAG.feed.*``; ``glossary/ID.feed.*``; none without an entry."""
    yield from _both("", "index.html", "feed", _entries(index.articles))
    for tag, outlines in by_tag(index).items():
        path = tag_path(tag)
        yield from _both(tag, path, path.removesuffix(".html") + ".feed", _entries(outlines))
    for id_, uses in sorted(by_term(index).items()):
        if id_ in index.terms:
            entries = _entries((outline for outline, _ in uses), f"#m-{id_}-1")
            yield from _both(index.terms[id_].term, f"glossary/{id_}.html", f"glossary/{id_}.feed", entries)


def _entries(outlines: Iterable[Outline], place: str = "") -> tuple[FeedEntry, ...]:
    dated = (o for o in outlines if o.date and o.kind == "article")
    return tuple(_entry(outline, place) for outline, _ in zip(dated, range(MOST), strict=False))


def _entry(outline: Outline, place: str) -> FeedEntry:
    updated = max(outline.date, outline.updated)
    return FeedEntry(outline.path + place, outline.title, outline.date, updated, outline.standfirst.plain, outline.tags)


def _both(name: str, page: str, path: str, entries: tuple[FeedEntry, ...]) -> Iterator[Page]:
    if entries:
        view = FeedView(name, page, entries)
        yield Page(f"{path}.xml", "", view, name)
        yield Page(f"{path}.json", "", view, name)


def write(page: Page, brief: Brief | None, mentions: tuple[Mention, ...], face: Face) -> bytes:
    """The feed in the form that its path says."""
    assert isinstance(page.view, FeedView)
    return _atom(page, page.view, face) if page.path.endswith(".xml") else _json(page, page.view, face)


# ── Atom ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _atom(page: Page, view: FeedView, face: Face) -> bytes:
    home = face.address(view.page)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(face.language)}>',
        _element("id", home),
        _element("title", _title(view, face)),
        _element("subtitle", "" if view.name else face.description),
        _element("updated", max(instant(entry.updated, face.timezone) for entry in view.entries)),
        f'<link rel="self" type="application/atom+xml" href={_quoted(face.address(page.path))}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(home)}/>',
        f"<author>{_element('name', face.author or face.title)}</author>",
        *(line for entry in view.entries for line in _atom_entry(entry, face)),
        "</feed>",
    ]
    return "\n".join(line for line in lines if line).encode() + b"\n"


def _atom_entry(entry: FeedEntry, face: Face) -> Iterator[str]:
    address = face.address(entry.path)
    yield "<entry>"
    yield _element("id", address)
    yield _element("title", entry.title)
    yield f'<link rel="alternate" type="text/html" href={_quoted(address)}/>'
    yield _element("published", instant(entry.date, face.timezone))
    yield _element("updated", instant(entry.updated, face.timezone))
    yield _element("summary", entry.summary)
    yield from (f"<category term={_quoted(tag)}/>" for tag in entry.tags)
    yield "</entry>"


def _element(name: str, words: str) -> str:
    """An element of plain text; nothing for none."""
    return f"<{name}>{escape(_NO_XML.sub('', words))}</{name}>" if words else ""


def _quoted(value: str) -> str:
    return f'"{escape(_NO_XML.sub("", value))}"'


# ── JSON Feed ────────────────────────────────────────────────────────────────────────────────────────────────────


def _json(page: Page, view: FeedView, face: Face) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(view, face),
        "description": "" if view.name else face.description,
        "home_page_url": face.address(view.page),
        "feed_url": face.address(page.path),
        "language": face.language,
        "authors": [{"name": face.author}] if face.author else [],
        "items": [_item(entry, face) for entry in view.entries],
    }
    filled = {key: value for key, value in feed.items() if value}
    return msgspec.json.format(msgspec.json.encode(filled), indent=1) + b"\n"


def _item(entry: FeedEntry, face: Face) -> dict[str, object]:
    address = face.address(entry.path)
    return {
        "id": address,
        "url": address,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "date_published": instant(entry.date, face.timezone),
        "date_modified": instant(entry.updated, face.timezone),
        "tags": list(entry.tags),
    }


# ── what both say ────────────────────────────────────────────────────────────────────────────────────────────────


def _title(view: FeedView, face: Face) -> str:
    return f"{view.name} · {face.title}" if view.name else face.title
