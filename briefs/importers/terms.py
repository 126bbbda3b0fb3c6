"""Entries of another tool's glossary and a site go in, a file of terms comes out; knows no format.

Nothing is lost: an entry whose id is taken stands as a comment below the others, ready to be joined with the one there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic, error, has_errors
from briefs.core.oneline import flat
from briefs.core.slugs import slug_of
from briefs.core.source import Span
from briefs.importers.entries import Entry, Listed
from briefs.importers.foreign_text import outside_code
from briefs.importers.importer import Batch, Given, Imported, Planned, Standing, changed, left_out
from briefs.importers.naming import fit
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


class _Known(Struct, frozen=True):
    """Terms that may be referred to."""

    ids: Mapping[str, str]
    """By key, id, and names in small letters."""
    names: Mapping[str, str]
    """By id."""

    def meant(self, name: str) -> str:
        """The id of the term that a key, an id or a name means; empty where there is none."""
        return self.ids.get(name) or self.ids.get(name.casefold(), "")


def file_of(listed: Listed, given: Given, batch: Batch) -> Imported:
    """The terms of one given file, as a file of terms of the same name."""
    if not listed.entries:
        empty = error("import-empty", "the file holds no term", Span(given.path), "name its format with `--from`")
        return Imported((), (*listed.diagnostics, *(() if has_errors(listed.diagnostics) else (empty,))))
    name = fit(slug_of(batch.asked.slug or given.place.rpartition("/")[2].rpartition(".")[0]))
    named = tuple(_Named(_id(entry), entry) for entry in listed.entries)
    known = _known(named, batch.site)
    kept, doubled, told = _parted(named, batch.site)
    told += [d for one in (*kept, *doubled) for d in _unkept(one.entry, known)]
    records = [_record(one, known, batch.site) for one in kept]
    head = "\n".join((f"Imported from {given.place.rpartition('/')[2]}.", *map(flat, listed.head)))
    below = "".join(_comment(one, known, batch.site) for one in doubled)
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


def _known(named: Sequence[_Named], site: Standing) -> _Known:
    """The file's terms before the site's: of two with one name the first is meant."""
    ids: dict[str, str] = {}
    for one in named:
        ids.setdefault(one.entry.key, one.id)
        ids.setdefault(one.id, one.id)
    for one in named:
        for name in (one.entry.term, one.entry.abbreviation, *one.entry.aliases):
            ids.setdefault(name.casefold(), one.id)
    for name in site.terms:
        ids.setdefault(name, name)
    for id_, name in site.names:
        ids.setdefault(name.casefold(), id_)
    ids.pop("", None)
    return _Known(ids, {**dict(site.names), **{one.id: one.entry.term for one in named}})


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


def _comment(one: _Named, known: _Known, site: Standing) -> str:
    entry = as_yaml([_record(one, known, site)]).rstrip("\n")
    return "".join(f"{line}\n" for line in ("", f"# The id `{one.id}` is taken:", *comment(entry)))


# ── one entry ────────────────────────────────────────────────────────────────────────────────────────────────────


def _record(one: _Named, known: _Known, site: Standing) -> dict[str, object]:
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
        "definition": _linked(entry.definition, known, site),
        "body": _linked(entry.body, known, site),
        **{name: _others(one, name, known) for name in _RELATIONS},
        "same_as": [address for address in dict.fromkeys(entry.same_as) if _is_address(address)],
        "as_of": entry.as_of if _is_date(entry.as_of) else "",
        "sources": [_source(text, site) for text in dict.fromkeys(entry.sources)],
    }


def _others(one: _Named, relation: str, known: _Known) -> list[str]:
    """The ids of the terms that an entry names, without itself."""
    found = map(known.meant, getattr(one.entry, relation))
    return [name for name in dict.fromkeys(found) if name and name != one.id]


def _linked(text: str, known: _Known, site: Standing) -> str:
    """A text whose links between double brackets lead somewhere; those that do not are words again.

    A link that shows the term's name, or the article's title, is written without words.
    """
    titles = {article.slug: article.title for article in site.articles} if "[[" in text else {}

    def link(found: re.Match[str]) -> str:
        name, words = found[1].strip(), (found[2] or "|")[1:]
        meant = known.meant(name)
        if meant:
            words = words or (name if name != meant else "")
            return f"[[term:{meant}{_shown(words, known.names[meant])}]]"
        return f"[[{name}{_shown(words, titles[name])}]]" if name in titles else words or name

    return outside_code("\n".join(line.rstrip() for line in text.split("\n")), lambda part: _WIKI.sub(link, part))


def _shown(words: str, own: str) -> str:
    """The words of a link, if they are not those that it has without."""
    return f"|{words}" if words and words != own else ""


def _source(text: str, site: Standing) -> object:
    """The id of one of the site's sources, an address, or a title."""
    known = next((name for name, url in site.documents if text in (name, url)), "")
    if known:
        return known
    if _is_address(text):
        return {"title": urlsplit(text).hostname or text, "url": text}
    return {"title": flat(text).strip()}


def _unkept(entry: Entry, known: _Known) -> Iterator[Diagnostic]:
    """What of an entry cannot stand in a file of terms."""
    for relation in _RELATIONS:
        names: Sequence[str] = getattr(entry, relation)
        lost = [name for name in names if not known.meant(name)]
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
