"""A term's name goes in, its entry to fill in comes out, and where the name stands already; writes no file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from briefs.core.manifest import Artifact
from briefs.core.model import Outline, Plain
from briefs.core.oneline import flat
from briefs.schemas import line
from briefs.suggested import free_id, quoted

_BOTH = re.compile(r"(.+\S) \(([^()\s]{2,12})\)")
"""A name with its abbreviation: ``Full Name (FN)``."""


class Standing(Struct, frozen=True):
    """Where a name stands."""

    known: str = ""
    """The file in which there is a term of this name or id already."""
    times: tuple[tuple[str, int], ...] = ()
    """(slug, how often) of the texts that hold it, the most first."""


def term(name: str, folder: str, schemas: str) -> Artifact:
    """A glossary file with one entry; ``Full Name (FN)`` has an abbreviation too."""
    full, short = _parted(name)
    made = free_id(short or full, ())
    path = f"{folder}/{made}.yaml"
    lines = [
        *([line("glossary", schemas, path)] if schemas else []),
        f"id: {quoted(made)}",
        f"term: {quoted(full)}",
        *([f"abbreviation: {quoted(short)}"] if short else []),
        "kind:            # organisation, person, place, weapon, treaty, law, event, concept, or a word of your own",
        "definition:      # one or two sentences, shown in previews",
        "# aliases: []    # other names by which texts call it",
        "# body:          # more, shown on the term's own page",
        "# sources: []    # what the definition rests on",
    ]
    return Artifact(path, ("\n".join(lines) + "\n").encode())


def standing(name: str, outlines: tuple[Outline, ...], texts: Mapping[str, Plain]) -> Standing:
    """Who has the name already, and which texts hold it, letter for letter but for capitals."""
    full, short = _parted(name)
    names = {flat(one).strip().casefold() for one in (full, short) if one}
    made = free_id(short or full, ())
    for outline in outlines:
        for one in outline.terms:
            if one.id == made or names & {n.casefold() for n in (one.term, one.abbreviation, *one.aliases)}:
                return Standing(known=_home(outline))
    form = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in sorted(names)))
    slugs = {outline.origin: outline.slug for outline in outlines}
    times = ((slugs[origin], len(form.findall(plain.text.casefold()))) for origin, plain in texts.items())
    return Standing(times=tuple(sorted((one for one in times if one[1]), key=lambda one: (-one[1], one[0]))))


def _home(outline: Outline) -> str:
    """The file in which an outline's terms are written."""
    return outline.origin if outline.kind == "glossary" else f"{outline.origin.rpartition('.')[0]}.yaml"


def _parted(name: str) -> tuple[str, str]:
    """A full name and its abbreviation, which may be empty."""
    words = flat(name).strip()
    both = _BOTH.fullmatch(words)
    return (both[1], both[2]) if both else (words, "")
