"""A YAML node and a type go in, a record of that type comes out; knows nothing of files or of what fields mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import UNSET, Struct, UnsetType

from briefs.core.diagnostics import Checked, Diagnostic, error, nearest
from briefs.core.source import Source, Span
from briefs.core.yaml import Mapping, Node, Scalar, Sequence

T = TypeVar("T")
X = TypeVar("X")


class Text(Struct, frozen=True):
    """A text with its place."""

    value: str
    span: Span


class Date(Struct, frozen=True):
    """A day, month, year or time of the calendar, as precise as its author was.

    ``text`` is ISO 8601: ``2022``, ``2022-10``, ``2022-10-21``, ``2022-10-21T09:47[:00][Z|+02:00]``.
    """

    text: str
    span: Span


Table: TypeAlias = tuple[tuple[Text, X], ...]
"""A mapping whose keys are the author's own, in their order: ``Table[Text]`` for ``{fa: …, ar: …}``."""


def convert(node: Node | None, type_: type[T], source: Source) -> Checked[T | None]:
    """The node as a value of ``type_``, and every mistake in it (FAULTS.md A16); None where nothing is usable.

    Types: a frozen Struct (a field ``span: Span`` receives its place, ``field(name=…)`` its YAML name), ``Text``,
    ``str``, ``bool``, ``int``, ``Date``, ``Literal`` of texts, ``tuple[X, ...]``, ``Table[X]`` and unions of these.
    In a union with None an empty value, ``null`` and ``~`` are None; an empty value of a field with a default is as
    if it were not there. What is faulty is left out, with all that cannot be without it; the rest is kept.
    An empty file is a Struct without keys, or a list without items.
    """
    wanted: Any = type_
    plan = _plan(wanted)
    if node is None:
        place = Span(source.path)
        node = Sequence((), place) if plan.items else Mapping((), place)
    found: list[Diagnostic] = []
    value = _read(node, plan, "this file", found)
    return Checked(None if value is UNSET else value, tuple(found))


# ── reading: UNSET stands for what is not usable ─────────────────────────────────────────────────────────────────

_NOTHING = frozenset(("", "null", "~"))


def _read(node: Node, plan: _Plan, label: str, found: list[Diagnostic]) -> Any:
    if type(node) is Scalar:
        if plan.nothing and node.text in _NOTHING and node.plain:
            return None
        for take in plan.texts:
            value = take(node)
            if value is not UNSET:
                return value
    elif type(node) is Sequence:
        if plan.items is not None:
            return _list(node, plan.items, label, found)
    elif type(node) is Mapping:
        if plan.struct is not None:
            return _struct(node, plan.struct, label, found)
        if plan.values is not None:
            return _table(node, plan.values, label, found)
    found.append(_wrong(node, plan, label))
    return UNSET


def _list(node: Sequence, plan: _Plan, label: str, found: list[Diagnostic]) -> tuple[Any, ...]:
    label = f"an item of {label}"
    read = [_read(item, plan, label, found) for item in node.items]
    return tuple([item for item in read if item is not UNSET])


def _table(node: Mapping, plan: _Plan, label: str, found: list[Diagnostic]) -> Table[Any]:
    read = [(key, _read(value, plan, f"`{key.text}` of {label}", found)) for key, value in node.entries]
    return tuple([(Text(key.text, key.span), value) for key, value in read if value is not UNSET])


def _struct(node: Mapping, type_: type[Struct], label: str, found: list[Diagnostic]) -> Any:
    keys = _keys(type_)
    values: dict[str, Any] = {"span": node.span} if keys.has_span else {}
    for key, value in node.entries:
        entry = keys.known.get(key.text)
        if entry is None:
            found.append(_unknown(key, keys, label))
            continue
        empty = type(value) is Scalar and not value.text and not value.style
        if empty and not entry.required:
            continue
        if empty and not entry.plan.nothing:
            found.append(error("missing-key", f"{entry.label} has no value", key.span, f"write {entry.plan.words}"))
            continue
        read = _read(value, entry.plan, entry.label, found)
        if read is not UNSET:
            values[entry.name] = read
    lacking = [entry for entry in keys.required if entry.name not in values]
    if not lacking:
        return type_(**values)
    written = {key.text for key, _ in node.entries}
    found.extend(_missing(entry, node, label) for entry in lacking if entry.key not in written)
    return UNSET


# ── plans: what is worked out once for each type ─────────────────────────────────────────────────────────────────


class _Plan(Struct, frozen=True):
    """What a type takes: ``texts`` are tried in their order; ``words`` say what is expected, ``many`` of several."""

    words: str = ""
    many: str = ""
    hint: Callable[[str], str] | None = None
    texts: tuple[Callable[[Scalar], Any], ...] = ()
    items: _Plan | None = None
    values: _Plan | None = None
    struct: type[Struct] | None = None
    nothing: bool = False


class _Entry(Struct, frozen=True):
    """A key of a Struct."""

    name: str
    key: str
    label: str
    plan: _Plan
    required: bool


class _Keys(Struct, frozen=True):
    """The keys of a Struct, by their YAML names."""

    known: dict[str, _Entry]
    required: tuple[_Entry, ...]
    has_span: bool


@cache
def _keys(type_: type[Struct]) -> _Keys:
    entries, has_span = [], False
    for field in msgspec.structs.fields(type_):
        if field.type is Span:
            has_span = True
        else:
            key, plan = field.encode_name, _plan(field.type)
            entries.append(_Entry(field.name, key, f"`{key}`", plan, field.required))
    return _Keys({e.key: e for e in entries}, tuple(e for e in entries if e.required), has_span)


@cache
def _plan(type_: Any) -> _Plan:
    """How a type is read; a type outside the list in ``convert`` is a fault of ours."""
    if type_ in _SIMPLE:
        return _SIMPLE[type_]
    origin, args = get_origin(type_), get_args(type_)
    if origin in (Union, UnionType):
        return _either([_plan(arg) for arg in sorted(args, key=lambda arg: arg in (str, Text))])
    if origin is Literal:
        options = ", ".join(f"`{arg}`" for arg in args)
        close = partial(nearest, names=args)
        return _Plan(f"one of {options}", f"words out of {options}", close, (partial(_option, options=args),))
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        if get_origin(args[0]) is tuple and get_args(args[0])[0] is Text:
            value = _plan(get_args(args[0])[1])
            return _Plan(f"keys of your own, each with {value.words}", "groups of keys", values=value)
        item = _plan(args[0])
        return _Plan(f"a list of {item.many}", f"lists of {item.many}", items=item)
    if isinstance(type_, type) and issubclass(type_, Struct):
        keys = [f"`{field.encode_name}`" for field in msgspec.structs.fields(type_) if field.type is not Span]
        some = ", ".join(keys if len(keys) <= 6 else [*keys[:5], "…"])
        return _Plan(f"a group of keys ({some})", f"groups of keys ({some})", struct=type_)
    raise TypeError(f"no field of authored content may have the type {type_!r}")


def _either(plans: list[_Plan]) -> _Plan:
    """One plan for the members of a union; what only None stands for has no words."""
    named = [plan for plan in plans if plan.words]
    return _Plan(
        words=" or ".join(plan.words for plan in named),
        many=" or ".join(plan.many for plan in named),
        hint=next((plan.hint for plan in named if plan.hint), None),
        texts=tuple(take for plan in plans for take in plan.texts),
        items=next((plan.items for plan in plans if plan.items), None),
        values=next((plan.values for plan in plans if plan.values), None),
        struct=next((plan.struct for plan in plans if plan.struct), None),
        nothing=any(plan.nothing for plan in plans),
    )


# ── texts as values ──────────────────────────────────────────────────────────────────────────────────────────────

_INT = re.compile(r"0|[1-9][0-9]{0,8}")
_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ]([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?"
    r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?)?)?)?"
)


def _text(node: Scalar) -> Text | UnsetType:
    return UNSET if node.empty else Text(node.text, node.span)


def _str(node: Scalar) -> str | UnsetType:
    return UNSET if node.empty else node.text


def _bool(node: Scalar) -> bool | UnsetType:
    return node.text == "true" if node.text in ("true", "false") else UNSET


def _int(node: Scalar) -> int | UnsetType:
    return int(node.text) if _INT.fullmatch(node.text) else UNSET


def _date(node: Scalar) -> Date | UnsetType:
    return Date(node.text.replace(" ", "T"), node.span) if _on_calendar(node.text) else UNSET


def _option(node: Scalar, options: tuple[str, ...]) -> str | UnsetType:
    return node.text if node.text in options else UNSET


def _on_calendar(text: str) -> bool:
    """Whether a text is a date that exists, in one of the forms of ``Date``."""
    form = _DATE.fullmatch(text)
    if form is None:
        return False
    try:
        datetime(int(form[1]), int(form[2] or 1), int(form[3] or 1))
    except ValueError:
        return False
    return True


def _date_hint(text: str) -> str:
    if _DATE.fullmatch(text):
        return "the calendar has no such day"
    return "write the year first: 2022, 2022-10, 2022-10-21 or 2022-10-21T09:47:00"


def _int_hint(text: str) -> str:
    return "write it in digits alone, without a sign or a leading zero, at most 999999999"


_SIMPLE: dict[Any, _Plan] = {
    Text: _Plan("text", "texts", texts=(_text,)),
    str: _Plan("text", "texts", texts=(_str,)),
    bool: _Plan("`true` or `false`", "values `true` or `false`", texts=(_bool,)),
    int: _Plan("a whole number", "whole numbers", _int_hint, (_int,)),
    Date: _Plan("a date like 2022-10-21", "dates like 2022-10-21", _date_hint, (_date,)),
    NoneType: _Plan(nothing=True),
    UnsetType: _Plan(),
}


# ── what is said of mistakes ─────────────────────────────────────────────────────────────────────────────────────


def _wrong(node: Node, plan: _Plan, label: str) -> Diagnostic:
    return error("wrong-type", f"{label} must be {plan.words}, not {_shown(node)}", node.span, _hint(node, plan))


def _hint(node: Node, plan: _Plan) -> str:
    if not isinstance(node, Scalar):
        begins = "begins with `[`" if isinstance(node, Sequence) else "holds `: ` or begins with `{`"
        return f"put a text that {begins} in quotes" if plan.texts and not plan.hint else ""
    if node.text and plan.hint:
        return plan.hint(node.text)
    if plan.items and node.text:
        short = len(node.text) <= 40 and not re.search(r"[\[\]{}\"'#:]", node.text)
        return f"write it as a list: [{node.text}]" if short else "begin each item on a line of its own with `- `"
    return "write its keys below, each as `key: value` with a space after the colon" if plan.struct else ""


def _shown(node: Node) -> str:
    if isinstance(node, Scalar):
        text = " ".join(node.text.split())
        return f"`{text if len(text) <= 40 else text[:39] + '…'}`" if text else "nothing"
    return "a list" if isinstance(node, Sequence) else "a group of keys"


def _unknown(key: Scalar, keys: _Keys, label: str) -> Diagnostic:
    names = ", ".join(f"`{name}`" for name in keys.known)
    hint = nearest(key.text, keys.known) or f"the keys are {names}"
    return error("unknown-key", f"{label} has no key {_shown(key)}", key.span, hint)


def _missing(entry: _Entry, node: Mapping, label: str) -> Diagnostic:
    hint = f"add `{entry.key}:` with {entry.plan.words}"
    return error("missing-key", f"{label} needs the key {entry.label}", node.span, hint)
