"""Sidecar, front matter and what a text says of itself go in, the Outline's own fields come out; knows no site.

The sidecar wins over front matter, front matter over the text, the text over the file's name (FORMAT, "Sidecar").
"""

from __future__ import annotations

import posixpath
import re

from msgspec import Struct

from briefs.core.authored import ImageEntry, Meta, OriginEntry
from briefs.core.diagnostics import error
from briefs.core.fields import Date, Text
from briefs.core.manifest import is_output_path
from briefs.core.model import Image, Outline, Unit
from briefs.core.oneline import cut
from briefs.core.slugs import slug_of
from briefs.core.source import Span
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.documents import iso
from briefs.stages.parse.reading import Reading, Wishes
from briefs.stages.parse.rich import inline_text, rich

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_PAGES = frozenset({"claims", "timeline", "search", "map", "404", "feed", "sitemap", "robots"})
_FOLDERS = frozenset({"articles", "glossary", "sources", "tags", "assets", "data"})
_SAFE_PATH = re.compile(r"[^\x00-\x1f\x7f\\:*?\"<>|#%]+")
_LONGEST_NAME = 255
_LONGEST_PATH = 1000
"""Bytes; the folder that the site lies in comes before it (FAULTS A34)."""

_UNSAID = (None, "", ())


class Said(Struct, frozen=True):
    """The metadata that an author gave, from both places."""

    title: Text | None = None
    kicker: Text | None = None
    standfirst: Text | None = None
    byline: str = ""
    dateline: str = ""
    date: Date | None = None
    updated: Date | None = None
    language: Text | None = None
    slug: Text | None = None
    draft: bool = False
    tags: tuple[Text, ...] = ()
    caption: Text | None = None
    image: ImageEntry | None = None
    source: OriginEntry | None = None
    redirect_from: tuple[Text, ...] = ()

    @property
    def address(self) -> Span | None:
        """Where the slug is given; None where the file's name decides."""
        return self.slug.span if self.slug and self.slug.value.strip() else None


def merge(sidecar: Meta | None, front: Meta | None) -> Said:
    """Key by key what the sidecar says, else what front matter says."""
    found: dict[str, object] = {}
    for meta in (front, sidecar):
        if meta is not None:
            values = ((name, getattr(meta, name)) for name in Said.__struct_fields__)
            found |= {name: value for name, value in values if value not in _UNSAID}
    return Said(**found)  # type: ignore[arg-type]


def wishes(said: Said, omit: tuple[Text, ...] = ()) -> Wishes:
    """What the author says of the text's own paragraphs. An empty title is none; an empty kicker means no kicker."""
    title = said.title.value.strip() if said.title else ""
    return Wishes(title or None, said.kicker.value if said.kicker else None, said.caption, omit)


def outline(unit: Unit, said: Said, reading: Reading, desk: Desk) -> Outline:
    """All but what a sidecar hangs on the text."""
    stem = posixpath.splitext(posixpath.basename(unit.origin))[0]
    slug = _slug(unit, stem, said, desk)
    return Outline(
        kind=unit.kind,
        origin=unit.origin,
        slug=slug,
        path=f"articles/{slug}.html" if unit.kind == "article" else f"{slug}.html",
        title=_title(said) or reading.title or stem,
        kicker=inline_text(said.kicker.value) if said.kicker else reading.kicker,
        standfirst=rich(said.standfirst, desk),
        byline=said.byline or reading.byline,
        date=iso(said.date) or reading.date,
        updated=iso(said.updated) or reading.updated,
        language=_language(said.language, desk),
        draft=said.draft,
        tags=_tags(said.tags, desk),
        image=_image(said.image, desk),
        redirect_from=_redirects(said.redirect_from, desk),
    )


def _title(said: Said) -> str:
    return inline_text(said.title.value) if said.title else ""


def _slug(unit: Unit, stem: str, said: Said, desk: Desk) -> str:
    """The file's stem, or what ``slug`` says; a page must not be what the tool itself writes there."""
    place = said.address or unit.text.span(0, 0)
    given = desk.slug(said.slug, "slug") if said.slug and said.slug.value.strip() else ""
    slug = given or desk.portable(slug_of(stem), place)
    if unit.kind == "page" and slug in _PAGES | _FOLDERS:
        message = f"a page cannot be called `{slug}`: that address is taken by the site's own"
        desk.faults.append(error("page-reserved", message, place, "rename the file, or set `slug:` in its sidecar"))
    return slug


def _language(text: Text | None, desk: Desk) -> str:
    """A language tag (BCP 47); its form alone is asked."""
    if text is None or not text.value.strip():
        return ""
    tag = text.value.strip()
    if _LANGUAGE.fullmatch(tag):
        return tag
    hint = "write a tag such as `en`, `fa` or `pt-BR`"
    desk.faults.append(error("language", f"`{tag}` is not a language tag", text.span, hint))
    return ""


def _image(entry: ImageEntry | None, desk: Desk) -> Image | None:
    found = desk.image(entry.file.value.strip(), entry.file.span) if entry else None
    if entry is None or found is None:
        return None
    return Image(found.target.removeprefix("image:"), entry.alt.value, entry.credit)


def _tags(texts: tuple[Text, ...], desk: Desk) -> tuple[str, ...]:
    """Each once; its page has the name of its slug."""
    found: dict[str, Span] = {}
    for text in texts:
        name = text.value.strip()
        if name and name not in found:
            desk.portable(slug_of(name), text.span)
            found[name] = text.span
    desk.tag_spans += found.values()
    return tuple(found)


def _redirects(paths: tuple[Text, ...], desk: Desk) -> tuple[str, ...]:
    """Old addresses from the output's root, each once, that must name a file in it."""
    found: dict[str, Span] = {}
    for text in paths:
        path = text.value.strip()
        hint = _no_redirect(path)
        if hint:
            message = f"`{cut(path, 60)}` is not the path of a page"
            desk.faults.append(error("redirect-path", message, text.span, hint))
        else:
            found.setdefault("/".join(desk.portable(part, text.span) for part in path.split("/")), text.span)
    desk.redirect_spans += found.values()
    return tuple(found)


def _no_redirect(path: str) -> str:
    """How an old address must be written, where it cannot be that of a page; empty where it can."""
    parts = path.split("/")
    odd = any(part in ("", ".", "..") or part.endswith((".", " ")) for part in parts)
    if odd or not _SAFE_PATH.fullmatch(path) or not path.endswith((".html", ".htm")) or not is_output_path(path):
        return "write it from the site's root, such as old/path.html: no `..`, no leading `/`, no address"
    if len(path.encode()) > _LONGEST_PATH or max(len(part.encode()) for part in parts) > _LONGEST_NAME:
        return (
            f"shorten it: a name may have {_LONGEST_NAME} bytes on most disks, and {_LONGEST_PATH:,} with its folders"
        )
    return ""
