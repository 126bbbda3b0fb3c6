"""What authors may write goes in, the page of all keys comes out as it should be; writes none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import yaml
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields
from reference import table

from briefs.config import OUTPUTS, Config, Link, Written
from briefs.core.authored import (
    EventEntry,
    ImageEntry,
    LinkEntry,
    MatchEntry,
    Meta,
    NoteEntry,
    OriginEntry,
    PinEntry,
    SenseEntry,
    Sidecar,
    SourceEntry,
    TermEntry,
    UpdateEntry,
    WhenEntry,
)
from briefs.core.fields import Date, Text
from briefs.kinds import KINDS
from briefs.schemas.words import KEYS

_KEYS_HEAD = """# Keys

Every key of `config.yaml`, of a sidecar and of a glossary file, drawn from the same list as the program's own messages and the schemas for editors. All are optional but those that are needed. [Writing](writing.md) says more of each, with examples that build.

A date is `2022`, `2022-10`, `2022-10-21` or `2022-10-21T09:47:00`. Text is Markdown where it says so.
"""  # noqa: E501
_RECORDS: tuple[tuple[type[Struct], str, str], ...] = (
    (Written, "Settings", "In `config.yaml`."),
    (Link, "Links of the site", "Under `link` in `config.yaml`."),
    (Sidecar, "Sidecar", "In the YAML file beside an article. Those marked * may stand in front matter too."),
    (OriginEntry, "Origin", "Under `source` of a sidecar."),
    (ImageEntry, "Picture", "Under `image` of a sidecar."),
    (LinkEntry, "Links of an article", "Under `link` of a sidecar."),
    (NoteEntry, "Note", "In the list `notes` of a sidecar."),
    (PinEntry, "Pin", "In the list `terms` of a sidecar."),
    (EventEntry, "Event", "In the list `timeline` of a sidecar."),
    (SourceEntry, "Source", "In the list `sources` of a sidecar, or where a source is written out."),
    (TermEntry, "Glossary entry", "In a file of `content/glossary/`, or in the list `glossary` of a sidecar."),
    (MatchEntry, "Matching", "Under `match` of a glossary entry."),
    (UpdateEntry, "Update", "In the list `updates` of a glossary entry."),
    (SenseEntry, "Sense", "In the list `senses` of a glossary entry."),
    (WhenEntry, "Where a sense is meant", "Under `when` of a sense."),
)
"""Every record that authors fill in: its heading, and where it stands."""


def keys_page() -> str:
    """docs, keys.md: a section a record, drawn from its fields and from what is said of each."""
    return "\n".join((_KEYS_HEAD, *("\n".join(_record(*record)) for record in _RECORDS)))


def _record(record: type[Struct], title: str, where: str) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"{where}\n"
    known = [field for field in fields(record) if field.encode_name in KEYS[record]]
    yield from table(("key", "what it is", "example"), [_key(record, field) for field in known])


def _key(record: type[Struct], field: FieldInfo) -> tuple[str, ...]:
    name, said = field.encode_name, KEYS[record][field.encode_name]
    star = " \\*" if record is Sidecar and name in KEYS[Meta] else ""
    needed = "Needed; " if field.default is NODEFAULT and field.default_factory is NODEFAULT else ""
    usual = _SETTINGS.get(name) if record is Written else field.default
    default = f"; by default `{_yaml(usual)}`" if isinstance(usual, bool | int | str) and usual != "" else ""
    may = needed + (_CLOSED.get((record, name)) or _type(field.type)) + default
    example = _yaml(said.example)
    shown = f"`{example}`" if len(example) <= _LONGEST else ""
    return f"`{name}`{star}", f"{said.says} {may[0].upper()}{may[1:]}.", shown


_SETTINGS = {field.encode_name: field.default for field in fields(Config)}
_LONGEST = 60
"""Characters of an example in a table; what is longer has a section of its own, with shorter ones."""
_CLOSED = {
    (NoteEntry, "kind"): ", ".join(f"`{kind.name}`" for kind in KINDS) + ", or a plugin's",
    (Written, "outputs"): "list of " + ", ".join(f"`{output}`" for output in OUTPUTS) + ", or a plugin's",
}
"""What the program's own lists say of a key, and its type does not."""
_NAMES: dict[object, str] = {str: "text", Text: "text", bool: "`true` or `false`", int: "number", Date: "date"}


def _type(type_: Any) -> str:
    """What may stand at a key, in words."""
    if type_ in _NAMES:
        return _NAMES[type_]
    origin, inner = get_origin(type_), get_args(type_)
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in inner)
    if origin is tuple and inner[-1] is ...:
        if get_origin(inner[0]) is tuple:
            return f"keys of your own with {_type(get_args(inner[0])[1])}"
        return f"list of {_type(inner[0])}"
    if inner:
        return " or ".join(dict.fromkeys(_type(one) for one in inner if one is not type(None)))
    title = next(title for record, title, _ in _RECORDS if record is type_)
    return f"[{title}](#{title.lower().replace(' ', '-')})"


def _yaml(value: object) -> str:
    """A value as it would be written on one line."""
    text: str = yaml.dump(
        _texts(value), Dumper=_Plain, default_flow_style=True, allow_unicode=True, sort_keys=False, width=9_999
    )
    return text.removesuffix("...\n").strip()


class _Plain(yaml.SafeDumper):
    """Writes texts as our reader takes them: a date, `off` and `2022` need no quotation marks."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """A text is a text, whatever it looks like."""
        return "tag:yaml.org,2002:str" if kind is yaml.ScalarNode else str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
