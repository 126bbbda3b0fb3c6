"""How mistakes in authored keys are put: a file's name goes in, Wording comes out; knows what the keys are for."""

from __future__ import annotations

from msgspec import Struct

from briefs.core.authored import (
    EventEntry,
    ImageEntry,
    Meta,
    NoteEntry,
    PinEntry,
    SenseEntry,
    Sidecar,
    SourceEntry,
    TermEntry,
    UpdateEntry,
)
from briefs.core.fields import Wording, Words

_QUOTE = Words(write="words copied from the article")
_KEYS: dict[tuple[type[Struct], str], Words] = {
    (TermEntry, "term"): Words(write="the term's name"),
    (TermEntry, "native"): Words(must="name a language for each form, such as {fa: سپاه}"),
    (SenseEntry, "id"): Words(write="an id of its own, such as shahed-136"),
    (SenseEntry, "definition"): Words(write="one or two sentences on this meaning"),
    (UpdateEntry, "date"): Words(write="the day it changed, such as 2023-10-18"),
    (UpdateEntry, "text"): Words(write="what changed"),
    (PinEntry, "quote"): _QUOTE,
    (PinEntry, "term"): Words(write="the id of a term, or `null` to never link it"),
    (NoteEntry, "quote"): _QUOTE,
    (EventEntry, "date"): Words(write="the day it happened, such as 2022-10-21"),
    (EventEntry, "text"): Words(write="what happened"),
    (SourceEntry, "title"): Words(write="the source's title"),
    (ImageEntry, "file"): Words(write="the picture's path from this file's folder"),
    (ImageEntry, "alt"): Words(write="what the picture shows, for those who do not see it"),
}
SIDECAR = Wording(keys=_KEYS)
TERM = Wording(keys=_KEYS)
TERMS = Wording("this list", _KEYS)


def front_matter(sidecar: str) -> Wording:
    """Of front matter; ``sidecar`` is the path of the file in which its article's other keys stand."""
    own = {field for field in Sidecar.__struct_fields__ if field not in Meta.__struct_fields__}
    hint = "it holds metadata only: write `{}:` in the sidecar, {}"
    return Wording("the front matter", _KEYS, {key: hint.format(key, sidecar) for key in sorted(own)})
