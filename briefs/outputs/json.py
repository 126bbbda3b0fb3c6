"""The linked site goes in, every article as data comes out: its text, mentions and notes by position."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from briefs.core.model import Brief, DataView, Face, Index, Mention, Page
from briefs.outputs.cut import mentioned


def pages(index: Index) -> Iterator[Page]:
    """``articles/SLUG.json`` for each article."""
    for outline in index.articles:
        view = DataView(tuple(mentioned(index, outline)))
        yield Page(outline.path.removesuffix(".html") + ".json", "", view, outline.title, brief=outline.origin)


def write(page: Page, brief: Brief | None, mentions: tuple[Mention, ...], face: Face) -> bytes:
    """The article as JSON; positions are Unicode code points of ``text`` (FORMAT "Output")."""
    assert brief is not None
    text = brief.plain.text
    record = {
        "slug": brief.outline.slug,
        "title": brief.outline.title,
        "date": brief.outline.date,
        "language": brief.outline.language or face.language,
        "sha256": brief.sha256,
        "text": text,
        "mentions": [_mention(m) for m in mentions],
        "notes": [
            {"id": f"n-{i}", "kind": n.kind, "start": n.start, "end": n.end, "exact": text[n.start : n.end]}
            for i, n in enumerate(brief.notes, 1)
        ],
        "references": [{"kind": r.kind, "target": r.target} for r in brief.outline.references],
    }
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def _mention(mention: Mention) -> dict[str, object]:
    return {
        "term": mention.term,
        "surface": mention.surface,
        "start": mention.start,
        "end": mention.end,
        "linked": mention.linked,
        "id": mention.anchor,
        "paragraph": mention.paragraph,
        "sentence": mention.before + mention.surface + mention.after,
    }
