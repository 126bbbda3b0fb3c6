"""A text as received, or a headline, goes in; the files of an article to begin with come out; writes none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from briefs.core.manifest import Artifact
from briefs.core.model import Outline, Unit
from briefs.core.oneline import flat
from briefs.core.slugs import numbered, reserved, slug_of
from briefs.core.source import Source
from briefs.schemas import line
from briefs.stages.parse import parse
from briefs.suggested import quoted

_LATER = """
# Take away the # of what you fill in. The documentation has every key.
# summary:
# key_points: []
# glossary:
#   - term:
#     definition:
# notes:
#   - quote:      # words of the article, copied exactly
#     kind: context
#     text:
# sources:
#   - {id: , title: , url: }
"""


def article(headline: str, folder: str, day: str, schemas: str) -> tuple[Artifact, Artifact]:
    """A draft of this headline without a text yet, and its sidecar. ``schemas`` is their folder, empty if not there."""
    name = flat(headline).strip()
    path = f"{folder}/{file_stem(name)}.md"
    text = f"# {name}\n\nThe text goes here.\n"
    lines = [f"date: {day}", "draft: true      # left out of the site until you take this line away", "tags: []"]
    return Artifact(path, text.encode()), _sidecar(path, lines, schemas)


def file_stem(name: str) -> str:
    """The slug of a headline or of a file's name, or with a number where no file may be called so."""
    return next(slug for slug in numbered(slug_of(name)) if not reserved(slug))


def beside(source: Source, schemas: str) -> Artifact:
    """The sidecar of a text that is there: with what the text seems to say of itself, each to be corrected."""
    outline = parse(Unit("article", source)).value.outline
    return _sidecar(source.path, list(_guessed(outline)), schemas)


def _guessed(outline: Outline) -> Iterator[str]:
    """What was understood. Of Markdown the text itself says it, and a second title would make its heading a part."""
    plain = outline.origin.endswith(".txt")
    if plain:
        yield from [f"title: {quoted(outline.title)}"] if outline.title else []
        yield from [f"kicker: {quoted(outline.kicker)}"] if outline.kicker else []
        yield from [f"byline: {quoted(outline.byline)}"] if outline.byline else []
    if plain or not outline.date:
        yield f"date: {outline.date}".rstrip()
    yield "tags: []"
    yield "# source: {name: , url: , retrieved: }      # where the text was received from"


def _sidecar(path: str, lines: list[str], schemas: str) -> Artifact:
    """A sidecar that builds as it stands."""
    target = PurePosixPath(path).with_suffix(".yaml").as_posix()
    head = f"# What is said of {PurePosixPath(path).name} stands here; the text itself is never edited."
    text = "\n".join([*([line("sidecar", schemas, target)] if schemas else []), head, *lines]) + "\n" + _LATER
    return Artifact(target, text.encode())
