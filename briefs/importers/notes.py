"""Markdown texts with front matter go in, articles and sidecars come out, with links between them; no disk."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from briefs.core.diagnostics import Checked, Diagnostic
from briefs.core.model import Raw, Unit
from briefs.core.source import Source, Span
from briefs.importers.bodies import Body, Headings, with_words
from briefs.importers.decoding import received
from briefs.importers.frontmatter import Front, front_matter
from briefs.importers.importer import Batch, Given, Imported, Planned, guessed, left_out
from briefs.importers.keys import Said, said
from briefs.importers.naming import Names, Place, source_of
from briefs.importers.shelf import Note, Shelf, dated
from briefs.importers.tally import Tally
from briefs.importers.writing import as_yaml
from briefs.stages.parse import parse

_HEADING = re.compile(r'<h[1-6] id="([^"]+)"')
_RULE = re.compile(r"\A---(?=[ \t]*(?:\n|\Z))")
"""A rule at the beginning of a text, which here would open front matter."""
_WIKI = "[["


class _Read(Struct, frozen=True):
    """A text as read, before it is known where its links lead."""

    given: Given
    front: Front
    said: Said
    place: Place
    note: Note
    day: str
    """What the name of one of Jekyll's posts begins with."""


def read_notes(batch: Batch) -> Imported:
    """All texts of a batch, which may link to each other and to the other files."""
    names, tally = Names(batch), Tally()
    found = [_read(given, batch, names, tally) for given in batch.given]
    read = [one.value for one in found if one.value is not None]
    shelf = Shelf([one.note for one in read], batch.others)
    headings = _headings({one.note.path: one.front.body for one in read})
    by_name = any(_WIKI in one.front.body for one in read)
    linked: Counter[str] = Counter()
    files: list[Planned] = []
    for one in read:
        body = Body(one.note, one.place.path, shelf, headings, tally)
        text = _RULE.sub("***", body.text(one.front.body, one.front.first))
        linked.update({note.place for note in body.linked})
        files.append(Planned(one.place.path, text.encode()))
        sidecar = as_yaml(_sidecar(one, batch, shelf, tuple(body.tags) if by_name else (), tally))
        files += [Planned(one.place.sidecar, sidecar.encode())] if sidecar else []
    told = [told for one in found for told in one.diagnostics]
    told += [*tally.told(), *_offers(read, linked)]
    return Imported((*files, *shelf.planned()), tuple(told))


def _read(given: Given, batch: Batch, names: Names, tally: Tally) -> Checked[_Read | None]:
    text = received(given, batch.asked.encoding)
    if text.value is None:
        return Checked(None, text.diagnostics)
    front = front_matter(text.value.source)
    told = (*text.diagnostics, *front.diagnostics)
    if posixpath.basename(given.place) == "_index.md" and not front.body.strip():
        tally.add(left_out, "a section's page that has no text was left out", Span(given.path))
        return Checked(None, told)
    known = said(front.entries)
    for entry in known.unplaced:
        span = Span(given.path, entry.line, 1, entry.line, 1)
        tally.add(left_out, f"the front matter's key `{entry.key}` has no place in a sidecar", span)
    day, bare = dated(given.place)
    place = names.place(Given(given.path, _housed(bare)), ".md", str(known.sidecar.get("slug", "")))
    note = Note(given.place, place.path, given.path, known.names)
    return Checked(_Read(given, front, known, place, note, day), (*told, *place.diagnostics))


def _housed(place: str) -> str:
    """A place without the folders that only its own tool needs."""
    parts = [part for part in place.split("/") if part not in ("_posts", "_drafts")]
    return "/".join(parts[1:] if parts[0] == "content" and len(parts) > 1 else parts)


def _headings(bodies: dict[str, str]) -> Headings:
    """The ids of a text's headings as our own parser gives them; a text is parsed when a link asks."""

    @cache
    def headings(path: str) -> tuple[str, ...]:
        text = with_words(bodies.get(path, ""))
        unit = Unit("article", Source("a.md", text, ""), Source("a.yaml", "title: T\n", ""))
        pieces = parse(unit).value.body.pieces
        return tuple(name for piece in pieces if isinstance(piece, Raw) for name in _HEADING.findall(piece.html))

    return headings


def _sidecar(one: _Read, batch: Batch, shelf: Shelf, tags: tuple[str, ...], tally: Tally) -> dict[str, object]:
    """What the sidecar says: the front matter, the file's name, the words that are tags in the text."""
    known = dict(one.said.sidecar)
    known.pop("slug", None)
    own = known.get("tags", [])
    if not known.get("title") and not _has_title(one.front.body):
        known["title"] = _stem(one)
        message = "a text says no title, so its file's name is one"
        tally.add(guessed, message, Span(one.given.path), "correct `title:` in the sidecar")
    known["tags"] = list(dict.fromkeys((*(own if isinstance(own, list) else ()), *tags)))
    known["date"] = known.get("date") or one.day
    known["draft"] = known.get("draft") or "_drafts" in one.given.place.split("/")
    known["image"] = _image(one, shelf, str(known.get("title", "")), tally)
    source = known.get("source")
    known["source"] = source_of(batch.asked, **(source if isinstance(source, dict) else {}))
    if known["draft"] is False:
        del known["draft"]
    order = ("title", "standfirst", "byline", "date", "updated", "language", "draft", "tags", "image")
    first = {key: known.pop(key) for key in order if key in known}
    return {**first, **one.place.said, **known}


def _has_title(body: str) -> bool:
    """Whether our own parser finds a title in a text."""
    return "# " in body and any(
        guess.role == "title" for guess in parse(Unit("article", Source("a.md", body, ""))).value.guesses
    )


def _stem(one: _Read) -> str:
    """The name of the file, or of the folder of which it is the text."""
    folder, name = posixpath.split(dated(one.given.place)[1])
    stem = posixpath.splitext(name)[0]
    return posixpath.basename(folder) if stem in ("index", "_index") and folder else stem


def _image(one: _Read, shelf: Shelf, title: str, tally: Tally) -> dict[str, str] | None:
    """The article's picture, if it is a file of the import."""
    file, alt, credit = one.said.picture
    path = shelf.file(file, one.given.place) if file and "://" not in file else ""
    span = Span(one.given.path)
    if file and not path:
        tally.add(left_out, f"the article's picture {file} is no file among those that are imported", span)
    if not path:
        return None
    if not alt:
        tally.add(guessed, "a picture without other text has the article's title for one", span, "correct `alt:`")
    relative = posixpath.relpath(path, posixpath.dirname(one.place.path))
    return {"file": relative, "alt": alt or title or _stem(one), "credit": credit}


def _offers(read: list[_Read], linked: Counter[str]) -> Iterator[Diagnostic]:
    """Notes that are linked and have other names, as what a glossary explains has."""
    for one in read:
        times = linked[one.note.place]
        if times and one.said.names:
            term = as_yaml([{"term": _stem(one), "aliases": list(one.said.names)}]).strip()
            message = f"`{_stem(one)}` has other names, and {times:,} of the texts link to it: it may be a term"
            hint = f"if it is, put its text into content/glossary/ as the definition of\n{term}"
            yield guessed(message, Span(one.given.path), hint)
