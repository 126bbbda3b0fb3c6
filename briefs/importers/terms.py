"""Entries of another tool's glossary and a site go in, a file of terms comes out; knows no format.

Nothing is lost: an entry whose id is taken stands as a comment below the others, ready to be joined with the one there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic, error
from briefs.core.oneline import flat
from briefs.core.slugs import slug_of
from briefs.importers.entries import Entry, Listed
from briefs.importers.importer import Batch, Given, Imported, Planned, Standing, changed, left_out
from briefs.importers.writing import as_yaml, comment

_HEADWORD = re.compile(r".+\S \(([^()\s]{2,12})\)")
"""A name with its abbreviation, ``Full Name (FN)``, by which the term is called."""
_RESERVED = frozenset({"index"})
"""Ids whose page would be that of the glossary itself."""
_WIKI = re.compile(r"(?<!\\)\[\[(?:term:)?([^\s\[\]|][^\[\]|\n]*)(\|[^\[\]]+)?\]\]")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_RELATIONS = ("see_also", "broader", "narrower")


class _Named(Struct, frozen=True):
    """An entry with its id."""

    id: str
    entry: Entry


def file_of(listed: Listed, given: Given, batch: Batch) -> Imported:
    """The terms of one given file, as a file of terms of the same name."""
    if not listed.entries:
        message = "the file holds no term"
        said = listed.diagnostics or (error("import-empty", message, None, "name its format with `--from`"),)
        return Imported((), said)
    name = slug_of(batch.asked.slug or given.place.rpartition("/")[2].rpartition(".")[0])
    named = tuple(_Named(_id(entry), entry) for entry in listed.entries)
    ids = _ids(named, batch.site)
    kept, doubled, told = _parted(named, batch.site)
    told += [d for one in (*kept, *doubled) for d in _unkept(one.entry, ids)]
    records = [_record(one, ids, batch.site) for one in kept]
    head = "\n".join((f"Imported from {given.place.rpartition('/')[2]}.", *map(flat, listed.head)))
    below = "".join(_comment(one, ids, batch.site) for one in doubled)
    text = as_yaml(records, head) + below
    return Imported((Planned(f"glossary/{name}.yaml", text.encode()),), (*listed.diagnostics, *told))


def ids_of(listed: Listed) -> tuple[str, ...]:
    """The ids that a file's terms get."""
    return tuple(map(_id, listed.entries))


def _id(entry: Entry) -> str:
    """As given, else the slug of the abbreviation or of the name, as for a term without an id."""
    name = (entry.id or entry.abbreviation or entry.term).strip()
    both = _HEADWORD.fullmatch(name)
    made = slug_of(both[1] if both else name)
    return f"{made}-term" if made in _RESERVED else made


def _ids(named: Iterable[_Named], site: Standing) -> Mapping[str, str]:
    """Ids by all that an entry may be called by: its key, its id, its names in small letters; the first is meant."""
    found: dict[str, str] = {}
    for one in named:
        found.setdefault(one.entry.key, one.id)
        found.setdefault(one.id, one.id)
    for one in named:
        for name in (one.entry.term, one.entry.abbreviation, *one.entry.aliases):
            found.setdefault(name.casefold(), one.id)
    for name in site.terms:
        found.setdefault(name, name)
    found.pop("", None)
    return found


def _parted(named: Iterable[_Named], site: Standing) -> tuple[list[_Named], list[_Named], list[Diagnostic]]:
    """Those whose id is free, those whose id is taken, and what is said of the latter."""
    kept, doubled, told = dict[str, _Named](), list[_Named](), list[Diagnostic]()
    standing = frozenset(site.terms)
    for one in named:
        if one.id not in kept and one.id not in standing:
            kept[one.id] = one
            continue
        where = f"line {kept[one.id].entry.span.line} has one" if one.id in kept else "the site has one"
        message = f"`{one.entry.term}` would be a second term with the id `{one.id}`: {where}"
        told.append(left_out(message, one.entry.span, "it stands as a comment at the end of the file; join the two"))
        doubled.append(one)
    return list(kept.values()), doubled, told


def _comment(one: _Named, ids: Mapping[str, str], site: Standing) -> str:
    entry = as_yaml([_record(one, ids, site)]).rstrip("\n")
    return "".join(f"{line}\n" for line in ("", f"# The id `{one.id}` is taken:", *comment(entry)))


# ── one entry ────────────────────────────────────────────────────────────────────────────────────────────────────


def _record(one: _Named, ids: Mapping[str, str], site: Standing) -> dict[str, object]:
    """A term as a file of terms has it."""
    entry = one.entry
    own = {entry.term, entry.abbreviation}
    return {
        "id": one.id,
        "term": flat(entry.term).strip(),
        "abbreviation": flat(entry.abbreviation).strip(),
        "aliases": [name for name in dict.fromkeys(flat(alias).strip() for alias in entry.aliases) if name not in own],
        "native": dict(entry.native),
        "pronunciation": flat(entry.pronunciation).strip(),
        "kind": flat(entry.kind).strip(),
        "definition": _linked(entry.definition, ids, site),
        "body": _linked(entry.body, ids, site),
        **{name: _others(one, name, ids) for name in _RELATIONS},
        "same_as": [address for address in dict.fromkeys(entry.same_as) if _is_address(address)],
        "as_of": entry.as_of if _is_date(entry.as_of) else "",
        "sources": [_source(text, site) for text in dict.fromkeys(entry.sources)],
    }


def _others(one: _Named, relation: str, ids: Mapping[str, str]) -> list[str]:
    """The ids of the terms that an entry names, without itself."""
    found = (_meant(name, ids) for name in getattr(one.entry, relation))
    return [name for name in dict.fromkeys(found) if name and name != one.id]


def _meant(name: str, ids: Mapping[str, str]) -> str:
    return ids.get(name) or ids.get(name.casefold(), "")


def _linked(text: str, ids: Mapping[str, str], site: Standing) -> str:
    """A text whose links between double brackets lead somewhere; those that do not are words again."""
    slugs = {article.slug for article in site.articles} if "[[" in text else frozenset()

    def link(found: re.Match[str]) -> str:
        name, words = found[1].strip(), found[2] or f"|{found[1].strip()}"
        meant = _meant(name, ids)
        if meant:
            return f"[[term:{meant}{words}]]"
        return found[0] if name in slugs else words[1:]

    return _WIKI.sub(link, "\n".join(line.rstrip() for line in text.split("\n")))


def _source(text: str, site: Standing) -> object:
    """The id of one of the site's sources, an address, or a title."""
    known = next((name for name, url in site.documents if text in (name, url)), "")
    if known:
        return known
    if _is_address(text):
        return {"title": urlsplit(text).hostname or text, "url": text}
    return {"title": flat(text).strip()}


def _unkept(entry: Entry, ids: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What of an entry cannot stand in a file of terms."""
    for relation in _RELATIONS:
        names: Sequence[str] = getattr(entry, relation)
        lost = [name for name in names if not _meant(name, ids)]
        if lost:
            message = f"`{relation}` of `{entry.term}` names what is no term here: {', '.join(lost)}"
            yield left_out(message, entry.span)
    for address in entry.same_as:
        if not _is_address(address):
            yield left_out(f"`{address}` of `{entry.term}` is no address of the web", entry.span)
    if entry.as_of and not _is_date(entry.as_of):
        hint = "write it like 2026-11-01"
        yield left_out(f"`{entry.as_of}`, when `{entry.term}` was checked, is no date", entry.span, hint)
    if not entry.definition and entry.body:
        yield changed(f"`{entry.term}` has no definition, only a longer text", entry.span, "write a sentence or two")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)
    except ValueError:
        return False


def _is_date(text: str) -> bool:
    """Whether a day, a month or a year is one of the calendar."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) == 4 else (text + "-01")[:10])
    except ValueError:
        return False
    return True
