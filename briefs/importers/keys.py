"""Front matter of another tool goes in, what a sidecar says in its place comes out, and what has no place there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from briefs.importers.dating import iso
from briefs.importers.frontmatter import Entry, Value
from briefs.stages.parse.links import Refused, web_address

_LISTS = frozenset(("tags", "tag", "categories", "category", "tags[]"))
_TEXTS = {
    "title": "title",
    "subtitle": "standfirst",
    "description": "standfirst",
    "excerpt": "standfirst",
    "lead": "standfirst",
    "summary": "summary",
    "date": "date",
    "publishdate": "date",
    "pubdate": "date",
    "published_at": "date",
    "created": "date",
    "lastmod": "updated",
    "modified": "updated",
    "updated": "updated",
    "last_modified_at": "updated",
    "lang": "language",
    "language": "language",
    "locale": "language",
    "slug": "slug",
}
_SOURCE = {
    "canonical_url": "url",
    "canonicalurl": "url",
    "canonical": "url",
    "original_url": "url",
    "source_url": "url",
}
_SOURCE |= {"licence": "licence", "license": "licence", "retrieved": "retrieved"}
_AUTHORS = frozenset(("author", "authors", "by", "byline"))
_DATES = frozenset(("date", "updated"))
_OLD = frozenset(("aliases", "alias", "redirect_from", "permalink", "url"))
_PICTURES = frozenset(
    ("image", "cover", "featured_image", "featuredimage", "thumbnail", "header_image", "banner", "images")
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"/?(?:[A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]*")


class Said(Struct, frozen=True):
    """What front matter comes to."""

    sidecar: dict[str, object]
    """In the order in which a sidecar is read."""
    names: tuple[str, ...] = ()
    """Other names of what the text is about, as Obsidian's ``aliases`` are."""
    picture: tuple[str, str, str] = ("", "", "")
    """Its file as written, its other text and its credit."""
    unplaced: tuple[Entry, ...] = ()
    """Keys that have no place in a sidecar, or not with this value."""


_ORDER = ("title", "standfirst", "byline", "date", "updated", "language", "slug", "draft", "tags", "source", "summary")
_AFTER = ("redirect_from",)


def said(entries: Iterable[Entry]) -> Said:
    """The sidecar's keys; of two entries for one key the first counts."""
    found: dict[str, object] = {}
    unplaced, names, picture = list[Entry](), list[str](), ("", "", "")
    for entry in entries:
        if entry.key in _PICTURES and not picture[0] and (drawn := _picture(entry.value))[0]:
            picture = drawn
        elif entry.key in _OLD:
            old, other = _addresses(entry)
            found["redirect_from"] = [*_list(found.get("redirect_from")), *old]
            names += other if entry.key in ("aliases", "alias") else ()
        elif not _place(entry, found):
            unplaced.append(entry)
    source = found.pop("source", None)
    ordered = {key: source if key == "source" else found.get(key) for key in (*_ORDER, *_AFTER)}
    return Said({key: value for key, value in ordered.items() if value}, tuple(names), picture, tuple(unplaced))


def _place(entry: Entry, found: dict[str, object]) -> bool:
    """Enter what an entry says; False where it has no place."""
    key, value = entry.key, entry.value
    if not value:
        return True
    if key in ("draft", "published", "status"):
        return _draft(key, str(value).lower(), found)
    if key in _LISTS:
        spaced = isinstance(value, str) and "," not in value and key in ("tags", "categories")
        named = str(value).split() if spaced else texts(value)  # As Jekyll and Obsidian read a text without commas.
        tags = [*_list(found.get("tags")), *(tag.lstrip("#") for tag in named)]
        found["tags"] = list(dict.fromkeys(tag for tag in tags if tag))
        return True
    if key in _AUTHORS:
        return found.setdefault("byline", ", ".join(texts(value))) != ""
    if key in _SOURCE or (key == "source" and isinstance(value, str)):
        return _source(_SOURCE.get(key, "url" if str(value).startswith("http") else "name"), value, found)
    return _text(key, value, found)


def _text(key: str, value: Value, found: dict[str, object]) -> bool:
    ours = _TEXTS.get(key, "")
    if not ours or not isinstance(value, str) or ours in found:
        return False
    text = iso(value) if ours in _DATES else value.strip()
    if ours == "language":
        text = text.replace("_", "-") if _LANGUAGE.fullmatch(text.replace("_", "-")) else ""
    found[ours] = text
    return bool(text)


def _draft(key: str, value: str, found: dict[str, object]) -> bool:
    """``draft: true``, ``published: false``, ``status: draft``; a date under ``published`` is the date."""
    if key == "published" and iso(value.upper()):
        return found.setdefault("date", iso(value.upper())) != ""
    draft = value in (("false", "no") if key == "published" else ("true", "yes", "draft", "hidden"))
    if draft:
        found["draft"] = True
    return draft or value in ("true", "false", "yes", "no", "published")


def _source(key: str, value: Value, found: dict[str, object]) -> bool:
    text = str(value).strip() if isinstance(value, str) else ""
    if key == "url" and isinstance(web_address(text), Refused):
        return False
    if key == "retrieved":
        text = iso(text)
    known = found.setdefault("source", {})
    assert isinstance(known, dict)
    return bool(text) and known.setdefault(key, text) == text


def texts(value: Value) -> list[str]:
    """The texts of a list, or of one text with commas; of a person who is given by keys, the name."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, dict):
        return [str(value["name"])] if isinstance(value.get("name"), str) else []
    return [text for one in value for text in ([one.strip()] if isinstance(one, str) else texts(one)) if text]


def _list(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _addresses(entry: Entry) -> tuple[list[str], list[str]]:
    """What an old address was, as a file's path; and what is no address but a name."""
    values = texts(entry.value) if not isinstance(entry.value, dict) else []
    address = [one for one in values if _is_address(one) or entry.key in ("permalink", "url", "redirect_from")]
    return [file for one in address if (file := _file(one))], [one for one in values if one not in address]


def _is_address(text: str) -> bool:
    """Whether an alias is an address, as Hugo's are, and no name, as Obsidian's are, in which a slash may stand."""
    return text.startswith("/") or text.endswith(("/", ".html", ".htm"))


def _file(address: str) -> str:
    """The file that a server shows at an address; empty for the front page, and for what is no path."""
    path = address.strip("/")
    if (
        not path
        or not _ADDRESS.fullmatch(path)
        or any(part in ("", ".", "..") or part.endswith(".") for part in path.split("/"))
    ):
        return ""
    return path if path.endswith((".html", ".htm")) else f"{path}/index.html"


def _picture(value: Value) -> tuple[str, str, str]:
    """A picture's file, other text and credit, in the forms that themes use."""
    if isinstance(value, str):
        return value, "", ""
    if isinstance(value, list):
        return _picture(value[0]) if value else ("", "", "")
    texts_of = {key: str(one) for key, one in value.items() if isinstance(one, str)}
    file = next((texts_of[key] for key in ("image", "src", "url", "path", "file", "feature") if texts_of.get(key)), "")
    return file, texts_of.get("alt", ""), texts_of.get("credit", "") or texts_of.get("caption", "")
