"""Notes on landmarks: a kind of note, a lint, a page of all landmarks, and the same as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from briefs import (
    Brief,
    Diagnostic,
    Evidence,
    Face,
    Found,
    Index,
    Kind,
    Lint,
    Mention,
    Note,
    Output,
    OwnView,
    Page,
    Span,
    Toolkit,
    error,
)


def extend(toolkit: Toolkit) -> Toolkit:
    """The toolkit with all of this."""
    return replace(
        toolkit,
        kinds=(*toolkit.kinds, Kind("landmark", check, needs_source=False, listed=True)),
        lints=(*toolkit.lints, Lint("landmark-twice", twice)),
        outputs=(*toolkit.outputs, Output("landmarks", pages, write, foot=("landmarks.html",))),
        themes=(*toolkit.themes, Path(__file__).parent / "theme"),
    )


def check(note: Note, span: Span) -> Iterator[Diagnostic]:
    """A landmark stands where it stands: nothing is reported or disputed of it."""
    if note.status:
        yield error("landmark-status", "a landmark has no status", span, "leave `status` out")


def twice(evidence: Evidence) -> Iterator[Found]:
    """Words that two articles explain as a landmark: one note, and a link to it, would do."""
    first: dict[str, str] = {}
    for outline in evidence.outlines:
        for note in outline.listed:
            if note.kind == "landmark" and first.setdefault(note.words, outline.origin) != outline.origin:
                message = f"“{note.words}” is explained as a landmark in `{first[note.words]}` too"
                yield Found(message, evidence.places[outline.origin].unit, "link to the first")


def pages(index: Index) -> Iterator[Page]:
    """A page of all landmarks, and the same as data; none where there is no landmark."""
    landmarks = [
        {"words": note.words, "text": note.text.plain, "of": article.title, "path": f"{article.path}#n-{note.number}"}
        for article in index.articles
        for note in article.listed
        if note.kind == "landmark"
    ]
    if landmarks:
        yield Page("landmarks.html", "landmarks.html", OwnView({"landmarks": landmarks}), "Landmarks")
        yield Page("data/landmarks.json", "", OwnView({"landmarks": landmarks}))


def write(page: Page, brief: Brief | None, mentions: tuple[Mention, ...], face: Face) -> bytes:
    """The landmarks as JSON."""
    assert isinstance(page.view, OwnView)
    return json.dumps({"site": face.title, **page.view.data}, ensure_ascii=False, indent=1).encode() + b"\n"
