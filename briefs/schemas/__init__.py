"""The kinds, lints and outputs of a site go in, JSON Schemas of the files that authors write come out; writes none.

They are of draft 7, which the editors' YAML servers know best.
"""

from __future__ import annotations

from posixpath import dirname, relpath

from msgspec import Struct
from msgspec.json import encode, format

from briefs.config import NEEDED, Written
from briefs.core.authored import NoteEntry, SenseEntry, Sidecar, TermEntry
from briefs.schemas.shape import Choice, Choices, Schema, definitions, reference
from briefs.toolkit import Toolkit

NAMES = ("sidecar", "glossary", "config")
"""The files that there are schemas of."""
MADE = "made by `briefs schema`; make it anew after an update of Briefs"
"""What each schema says of itself, so that a file of ours is told from one that is not."""
_KINDS = ("organisation", "person", "place", "weapon", "treaty", "law", "event", "concept")
"""Kinds of terms that are proposed; a site may have any other."""


def schema(name: str, kit: Toolkit) -> str:
    """One of ``NAMES`` as JSON, each time the same."""
    top, types = _TOPS[name]
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": MADE,
        "title": f"Briefs: {name}",
        **top,
        "definitions": definitions(types, _choices(kit)),
    }
    return format(encode(whole), indent=2).decode() + "\n"


def file_name(name: str) -> str:
    """What the file is called that a schema is kept in."""
    return f"{name}.schema.json"


def line(name: str, folder: str, path: str) -> str:
    """The comment by which a YAML server finds a file's schema; both are named from one root."""
    return f"# yaml-language-server: $schema={relpath(f'{folder}/{file_name(name)}', dirname(path))}"


_TOPS: dict[str, tuple[Schema, tuple[type[Struct], ...]]] = {
    "sidecar": ({"allOf": [reference(Sidecar)]}, (Sidecar,)),
    "glossary": ({"anyOf": [{"type": "array", "items": reference(TermEntry)}, reference(TermEntry)]}, (TermEntry,)),
    "config": ({"allOf": [reference(Written)]}, (Written,)),
}


def _choices(kit: Toolkit) -> Choices:
    """What only a site's toolkit can say."""
    outputs = dict.fromkeys((*NEEDED, *(output.name for output in kit.outputs)))
    return {
        (NoteEntry, "kind"): Choice(tuple(kind.name for kind in kit.kinds)),
        (TermEntry, "kind"): Choice(_KINDS, open=True),
        (SenseEntry, "kind"): Choice(_KINDS, open=True),
        (Written, "outputs"): Choice(tuple(outputs)),
        (Written, "lints"): Choice(tuple(lint.code for lint in kit.lints)),
        (Written, "jobs"): Choice(("auto",), open=True),
    }
