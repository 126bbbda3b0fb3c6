"""A type that authors fill in goes in, the JSON Schema of what may stand there comes out; knows no file and no site.

The reader takes every text as it is written, while editors read YAML's numbers, booleans and null first. So a schema
has two parts: what an editor should offer and complain about, and what is taken besides without a word (`besides`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from briefs.core.fields import DATE, Date, Text
from briefs.core.source import Span
from briefs.schemas.words import KEYS, Key

Schema: TypeAlias = dict[str, Any]
Choices: TypeAlias = Mapping[tuple[type[Struct], str], "Choice"]
"""What a key may have that its type does not say, by the Struct and the key's YAML name."""

_DATE_WORDS = "Write the year first: 2022, 2022-10, 2022-10-21 or 2022-10-21T09:47:00."
_CORE = {"true": True, "false": False, "null": None}
"""Texts that YAML 1.2 takes for something else, among those that are ever one of several."""


class Choice(Struct, frozen=True):
    """Words that may stand at a key: in its value, in the items of its list, or as keys of its table."""

    words: tuple[str, ...]
    open: bool = False
    """Whether any other word may stand there too."""


class _Shape(Struct, frozen=True):
    """What may stand somewhere: ``said`` is offered and complained about, ``besides`` is taken as well."""

    said: tuple[Schema, ...] = ()
    besides: tuple[Schema, ...] = ()

    def __or__(self, other: _Shape) -> _Shape:
        return _Shape(self.said + other.said, self.besides + other.besides)

    def schema(self) -> Schema:
        """One schema; what is taken besides is put so that no editor offers it."""
        if not self.besides:
            return self.said[0] if len(self.said) == 1 else {"anyOf": [*self.said]}
        return {"anyOf": [*self.said, {"if": self.taken(), "else": False}]}

    def taken(self) -> Schema:
        """What is taken besides, with all that is known by its type alone in one."""
        types = [type_ for one in self.besides if [*one] == ["type"] for type_ in one["type"]]
        others = [one for one in self.besides if [*one] != ["type"]]
        every = [{"type": types}, *others] if types else others
        return every[0] if len(every) == 1 else {"anyOf": every}


_NULL = _Shape(besides=({"type": ["null"]},))
_ANY = _Shape(besides=({"type": ["string", "number", "boolean"]},))
_TEXT = _Shape(({"type": "string"},), ({"type": ["number", "boolean"]},))
_SIMPLE: dict[Any, _Shape] = {
    Text: _TEXT,
    str: _TEXT,
    NoneType: _NULL,
    bool: _Shape(({"type": "boolean"},), ({"enum": ["true", "false"]},)),
    int: _Shape(
        ({"type": "integer", "minimum": 1, "maximum": 999_999_999},),
        ({"type": "string", "pattern": "^[1-9][0-9]{0,8}$"},),
    ),
    Date: _Shape(
        ({"type": "string", "pattern": f"^(?:{DATE.pattern})$", "patternErrorMessage": _DATE_WORDS},),
        ({"type": "integer", "minimum": 1, "maximum": 9999},),
    ),
}


def definitions(types: tuple[type[Struct], ...], choices: Choices) -> Schema:
    """The schemas of these records and of all that stand in them, by name."""
    found: Schema = {}
    waiting = list(types)
    while waiting:
        type_ = waiting.pop(0)
        if (name := _name(type_)) not in found:
            found[name] = _record(type_, choices)
            waiting += [inner for field in fields(type_) for inner in _records_in(field.type)]
    return found


def reference(type_: type[Struct]) -> Schema:
    """Where a record stands."""
    return {"$ref": f"#/definitions/{_name(type_)}"}


def _name(type_: type[Struct]) -> str:
    """What editors call a record: ``note`` of ``NoteEntry``."""
    return type_.__name__.removesuffix("Entry").lower()


def _record(type_: type[Struct], choices: Choices) -> Schema:
    own = [field for field in fields(type_) if field.type is not Span]
    needed = [field.encode_name for field in own if field.required]
    properties = {f.encode_name: _key(f, KEYS[type_][f.encode_name], choices.get((type_, f.encode_name))) for f in own}
    return {
        "type": "object",
        "properties": properties,
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def _key(field: FieldInfo, words: Key, choice: Choice | None) -> Schema:
    """A key of a record; one that may be left out may be left empty too, which an editor sees as null."""
    shape = _shape(field.type, choice)
    if not field.required and _NULL.besides[0] not in shape.besides:
        shape |= _NULL
    shown = {"default": field.default} if isinstance(field.default, str | bool) and field.default != "" else {}
    examples = {"examples": [words.example]}
    (first, *more) = shape.said
    if more or "items" not in first or not shape.besides:
        return {"description": words.says, **shown, **examples, **shape.schema()}
    return {"description": words.says, **_listed(first["items"], shape.taken(), examples)}


def _listed(items: Schema, besides: Schema, examples: Schema) -> Schema:
    """A list that may be left out, with its items where editors look for them when they write one.

    An example of a list of records is put where they do not look: they would insert ``[object Object]``.
    """
    if "$ref" in items:
        return {"items": items, "if": besides, "else": {"type": "array", **examples}}
    return {**examples, "items": items, "if": besides, "else": {"type": "array"}}


def _shape(type_: Any, choice: Choice | None) -> _Shape:
    """What the reader takes for a type (``briefs.core.fields.convert``)."""
    if choice and type_ in (Text, str):
        return _chosen(choice)
    if type_ in _SIMPLE:
        return _SIMPLE[type_]
    origin, args = get_origin(type_), get_args(type_)
    if origin in (Union, UnionType):
        # Records first: of several that do not fit, editors speak of the first.
        return reduce(_Shape.__or__, (_shape(arg, choice) for arg in sorted(args, key=lambda arg: arg in _SIMPLE)))
    if origin is Literal:
        return _options(args)
    if origin is tuple:
        return _many(args[0], choice)
    return _Shape((reference(type_),))


def _many(item: Any, choice: Choice | None) -> _Shape:
    """A list, or a table with keys of the author's own."""
    if get_origin(item) is not tuple:
        return _Shape(({"type": "array", "items": _shape(item, choice).schema()},))
    value = _shape(get_args(item)[1], None).schema()
    if choice and not choice.open:
        known = dict.fromkeys(choice.words, value)
        return _Shape(({"type": "object", "properties": known, "additionalProperties": False},))
    return _Shape(({"type": "object", "additionalProperties": value},))


def _chosen(choice: Choice) -> _Shape:
    words = _options(choice.words)
    return words | _ANY if choice.open else words


def _options(words: tuple[str, ...]) -> _Shape:
    """One of several words; one that YAML takes for something else may stand with quotation marks or without."""
    besides = [word for word in words if word in _CORE]
    shown = [_CORE.get(word, word) for word in words]
    return _Shape(({"enum": shown},), ({"enum": besides},) if besides else ())


def _records_in(type_: Any) -> list[type[Struct]]:
    """The records that stand somewhere in a type."""
    if isinstance(type_, type) and issubclass(type_, Struct):
        return [] if type_ in (Text, Date, Span) else [type_]
    return [inner for arg in get_args(type_) for inner in _records_in(arg)]
