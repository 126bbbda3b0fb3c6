"""The linked site goes in, every article's notes and mentions come out as W3C Web Annotations; knows no template.

Rules: Web Annotation Data Model (W3C, 2017). Positions are code points of the article's ``text``, as in ``SLUG.json``.
A prefix or suffix ends where its block or line does: between two blocks a browser has other white space than the text.
Without the site's address all addresses are relative to the file, so that they are absolute wherever it is read from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import msgspec

from briefs.core.model import AnnotationsView, Brief, Face, Hole, Index, Mention, Note, Outline, Page, Rich
from briefs.core.relative import relative
from briefs.outputs.cut import documents, mentioned
from briefs.theme import web

Node = dict[str, Any]
Address = Callable[[str], str]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FRAGMENTS = "http://tools.ietf.org/rfc/rfc3236"
"""What a fragment of an HTML page means."""
ENDING = ".annotations.json"
AROUND = 32
"""Code points of a prefix or suffix."""
_MOTIVATIONS = {
    "context": "describing",
    "clarification": "describing",
    "claim": "assessing",
    "correction": "assessing",
    "dispute": "assessing",
    "question": "questioning",
}
"""By kind of note; any other comments."""


def pages(index: Index) -> Iterator[Page]:
    """``articles/SLUG.annotations.json`` for each article."""
    for outline in index.articles:
        yield Page(
            outline.path.removesuffix(".html") + ENDING, "", _view(index, outline), outline.title, brief=outline.origin
        )


def _view(index: Index, outline: Outline) -> AnnotationsView:
    keys = {f"{r.kind}:{r.target}" for r in outline.references}
    holes = tuple(index.targets[key] for key in sorted(keys) if key in index.targets)
    cites = documents(index, outline.cites)
    return AnnotationsView(outline.path, tuple(mentioned(index, outline)), cites, holes)


def write(page: Page, brief: Brief | None, mentions: tuple[Mention, ...], face: Face) -> bytes:
    """An AnnotationPage: the notes, then the mentions, each in order of place."""
    assert brief is not None
    made = annotated(page, brief, mentions, face)
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def annotated(page: Page, brief: Brief, mentions: tuple[Mention, ...], face: Face) -> Node:
    """The page of annotations as a record."""
    assert isinstance(page.view, AnnotationsView)
    scribe = _Scribe(page, page.view, brief, face)
    terms = frozenset(page.view.terms)
    notes = [scribe.note(number, note) for number, note in enumerate(brief.notes, 1)]
    items = [*notes, *(scribe.mention(mention) for mention in mentions if mention.term in terms)]
    return {"@context": CONTEXT, "id": scribe.id, "type": "AnnotationPage", "items": items}


class _Scribe:
    """What the annotations of one text have in common."""

    def __init__(self, page: Page, view: AnnotationsView, brief: Brief, face: Face) -> None:
        folder = page.path.rpartition("/")[0]
        self._address: Address = face.address if face.url else lambda path: relative(path, folder)
        self.id = self._address(page.path)
        self._source = self._address(view.page)
        self._text, self._view = brief.plain.text, view
        self._documents = {document.id: document for document in view.documents}
        self._language = brief.outline.language or face.language
        self._creator = {"creator": {"name": face.author}} if face.author else {}

    def note(self, number: int, note: Note) -> Node:
        """Its text, its kind, who says the words and how that stands, and what it rests on."""
        said: list[Node] = []
        if note.text.plain:
            html = filled(note.text, self._view, self._address).replace('href="#', f'href="{escape(self._source)}#')
            said.append(
                {"type": "TextualBody", "value": html, "format": "text/html", "language": self._language}
                | {"purpose": self._motivation(note)}
            )
        said.append(_tag(note.kind, "classifying"))
        said += [_tag(note.by, "identifying")] if note.by else []
        said += [_tag(note.status, "assessing")] if note.status else []
        cited = (self._documents[source] for source in note.sources if source in self._documents)
        said += [_link(web(document.url), "linking") for document in cited if web(document.url)]
        return self._made(f"n-{number}", self._motivation(note), said, f"q-{number}", note.start, note.end)

    def mention(self, mention: Mention) -> Node:
        """The term that is meant, by the address of its page."""
        term = _link(self._address(f"glossary/{mention.term}.html"), "identifying")
        return self._made(mention.anchor, "linking", [term], mention.anchor, mention.start, mention.end)

    def _motivation(self, note: Note) -> str:
        return _MOTIVATIONS.get(note.kind, "commenting")

    def _made(self, name: str, motivation: str, said: list[Node], mark: str, start: int, end: int) -> Node:
        target = {
            "type": "SpecificResource",
            "source": self._source,
            "selector": selectors(self._text, start, end, mark),
        }
        return {
            "@context": CONTEXT,
            "id": f"{self.id}#{name}",
            "type": "Annotation",
            "motivation": motivation,
            **self._creator,
            "body": said,
            "target": target,
        }


def selectors(text: str, start: int, end: int, mark: str) -> list[Node]:
    """The same words by the id of their element, by themselves and what stands around them, and by their position."""
    prefix = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    suffix = text[end : end + AROUND].partition("\n")[0]
    return [
        {"type": "FragmentSelector", "conformsTo": FRAGMENTS, "value": mark},
        {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _tag(value: str, purpose: str) -> Node:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _link(address: str, purpose: str) -> Node:
    return {"type": "SpecificResource", "source": address, "purpose": purpose}


def filled(value: Rich, view: AnnotationsView, address: Address) -> str:
    """A text value as HTML, with addresses that hold outside of any page."""
    targets = {target.key: target for target in view.targets}

    def fill(hole: Hole) -> str:
        found = targets.get(hole.target)
        if hole.title:
            return escape(found.title if found else hole.target.partition(":")[2])
        where = escape(address(found.path)) if found else "#"
        return f'src="{where}"' if hole.target.startswith("image:") else where

    return "".join(part if isinstance(part, str) else fill(part) for part in value.parts)
