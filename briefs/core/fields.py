"""A YAML node and a type go in, a record of that type comes out; knows nothing of files or of what fields mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Lookup
from datetime import datetime
from functools import cache, partial
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, TypeAlias, TypeGuard, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import UNSET, Struct, UnsetType, structs

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


class Words(Struct, frozen=True):
    """What a type alone does not say of a key: ``must`` follows "must", ``write`` is what to write."""

    must: str = ""
    write: str = ""


class Wording(Struct, frozen=True):
    """How a caller speaks of what it has converted."""

    whole: str = "this file"
    keys: Lookup[tuple[type[Struct], str], Words] = MappingProxyType({})
    """By the Struct and the key's YAML name."""
    elsewhere: Lookup[str, str] = MappingProxyType({})
    """Hints for keys that the whole does not have but another file does."""


def convert(node: Node | None, type_: type[T], source: Source, wording: Wording = Wording()) -> Checked[T | None]:
    """The node as a value of ``type_``, and every mistake in it (FAULTS.md A16); None where nothing is usable.

    Types: a frozen Struct (a field ``span: Span`` receives its place, ``field(name=…)`` its YAML name), ``Text``,
    ``str``, ``bool``, ``int`` (a count, from 1), ``Date``, ``Literal`` of texts, ``tuple[X, ...]``, ``Table[X]`` and
    unions of these. In a union with None an empty value, ``null`` and ``~`` are None; an empty value of a field with a
    default is as if it were not there, and so is ``null`` for a ``str``, a list or a Table. What is faulty is left
    out, with all that cannot be without it; the rest is kept. An empty file is a Struct without keys, or a list
    without items.
    """
    wanted: Any = type_
    plan = _plan(wanted)
    if node is None:
        place = Span(source.path)
        node = Sequence((), place) if plan.items else Mapping((), place)
    reader = _Reader(wording)
    value = reader.read(node, plan, wording.whole)
    return Checked(None if value is UNSET else value, tuple(reader.found))


# ── reading: UNSET stands for what is not usable ─────────────────────────────────────────────────────────────────

_NOTHING = frozenset(("", "null", "~"))


class _Reader:
    """Reads one tree; what is wrong with it is collected in order."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.found: list[Diagnostic] = []

    def read(self, node: Node, plan: _Plan, label: str) -> Any:
        """The value that a plan makes of a node."""
        if type(node) is Scalar:
            if plan.nothing and node.text in _NOTHING and node.plain:
                return None
            for take in plan.texts:
                value = take(node)
                if value is not UNSET:
                    return value
        elif type(node) is Sequence:
            if plan.items is not None:
                return self.list_(node, plan.items, label)
        elif type(node) is Mapping:
            if plan.struct is not None:
                return self.struct(node, plan.struct, label)
            if plan.values is not None:
                return self.table(node, plan.values, label)
        self.found.append(_wrong(node, plan, label))
        return UNSET

    def list_(self, node: Sequence, plan: _Plan, label: str) -> tuple[Any, ...]:
        """The items that can be used; nothing is none, even where a text might stand."""
        read = [self.item(item, plan, f"an item of {label}") for item in node.items]
        return tuple([item for item in read if item is not UNSET])

    def item(self, node: Node, plan: _Plan, label: str) -> Any:
        """A value of a list or a table, in which nothing stands for nothing."""
        if _is_nothing(node) and not plan.nothing:
            self.found.append(_no_item(node, plan, label))
            return UNSET
        return self.read(node, plan, label)

    def table(self, node: Mapping, plan: _Plan, label: str) -> Table[Any]:
        """The author's own keys with the values that can be used."""
        read = [(key, self.item(value, plan, f"`{key.text}` of {label}")) for key, value in node.entries]
        return tuple([(Text(key.text, key.span), value) for key, value in read if value is not UNSET])

    def struct(self, node: Mapping, type_: type[Struct], label: str) -> Any:
        """The record; UNSET where a key that it cannot be without is missing or unusable."""
        keys, own = _keys(type_), self.wording.keys
        values: dict[str, Any] = {"span": node.span} if keys.has_span else {}
        for key, value in node.entries:
            entry = keys.known.get(key.text)
            if entry is None:
                self.found.append(self.unknown(key, keys, label))
                continue
            words = own.get((type_, entry.key))
            if _is_nothing(value):
                if not entry.required and (not value.text or entry.plan.absent):
                    continue
                if entry.required and not entry.plan.nothing:
                    self.found.append(_no_value(key, entry, words))
                    continue
            plan = structs.replace(entry.plan, must=words.must) if words and words.must else entry.plan
            read = self.read(value, plan, entry.label)
            if read is not UNSET:
                values[entry.name] = read
        lacking = [entry for entry in keys.required if entry.name not in values]
        if not lacking:
            return type_(**values)
        written = {key.text for key, _ in node.entries}
        self.found += [_missing(e, node, label, own.get((type_, e.key))) for e in lacking if e.key not in written]
        return UNSET

    def unknown(self, key: Scalar, keys: _Keys, label: str) -> Diagnostic:
        """A key that there is not, with where it belongs, the nearest there is, or all there are."""
        elsewhere = self.wording.elsewhere.get(key.text) if label == self.wording.whole else None
        names = ", ".join(f"`{name}`" for name in keys.known)
        hint = elsewhere or nearest(key.text, keys.known) or f"the keys are {names}"
        return error("unknown-key", f"{label} has no key {_shown(key)}", key.span, hint)


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
    absent: bool = False
    """Whether ``null`` is as if an optional key were not there."""
    must: str = ""
    """What follows "must" where it is not "be" and the words."""


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
            return _Plan(f"keys of your own, each with {value.words}", "groups of keys", values=value, absent=True)
        item = _plan(args[0])
        return _Plan(f"a list of {item.many}", f"lists of {item.many}", items=item, absent=True)
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

_INT = re.compile(r"[1-9][0-9]{0,8}")
DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ]([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?"
    r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?)?)?)?"
)
_CLOCK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(?:Z|[+-][0-9]{2}:[0-9]{2})?")


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
    form = DATE.fullmatch(text)
    if form is None:
        return False
    try:
        datetime(int(form[1]), int(form[2] or 1), int(form[3] or 1))
    except ValueError:
        return False
    return True


def _date_hint(text: str) -> str:
    if DATE.fullmatch(text):
        return "the calendar has no such day"
    clock = _CLOCK.fullmatch(text)
    if clock and clock[1] > "23":
        return "a day has no such hour: they go from 00 to 23"
    if clock and (clock[2] > "59" or (clock[3] or "") > "59"):
        return "minutes and seconds go from 00 to 59"
    return "write the year first: 2022, 2022-10, 2022-10-21 or 2022-10-21T09:47:00"


def _int_hint(text: str) -> str:
    if text == "0":
        return "the first is 1"
    return "write digits alone, such as 2: no sign, no leading zero, at most 999999999"


def _bool_hint(text: str) -> str:
    word = text.lower()
    if word in ("true", "yes", "on", "y", "1"):
        return "write `true`"
    return "write `false`" if word in ("false", "no", "off", "n", "0") else ""


_SIMPLE: dict[Any, _Plan] = {
    Text: _Plan("text", "texts", texts=(_text,)),
    str: _Plan("text", "texts", texts=(_str,), absent=True),
    bool: _Plan("`true` or `false`", "values `true` or `false`", _bool_hint, (_bool,)),
    int: _Plan("a whole number from 1", "whole numbers from 1", _int_hint, (_int,)),
    Date: _Plan("a date like 2022-10-21", "dates like 2022-10-21", _date_hint, (_date,)),
    NoneType: _Plan(nothing=True),
    UnsetType: _Plan(),
}


# ── what is said of mistakes ─────────────────────────────────────────────────────────────────────────────────────


def _is_nothing(node: Node) -> TypeGuard[Scalar]:
    """Whether a value was left out, or is ``null`` or ``~``."""
    return type(node) is Scalar and node.text in _NOTHING and node.plain


def _wrong(node: Node, plan: _Plan, label: str) -> Diagnostic:
    must = plan.must or f"be {plan.words}"
    return error("wrong-type", f"{label} must {must}, not {_shown(node)}", node.span, _hint(node, plan))


def _hint(node: Node, plan: _Plan) -> str:
    if isinstance(node, Sequence):
        return _list_hint(node, plan)
    if isinstance(node, Mapping):
        return _group_hint(plan)
    if node.text and plan.hint:
        return plan.hint(node.text)
    if plan.items and node.text:
        short = len(node.text) <= 40 and not re.search(r"[\[\]{}\"'#:]", node.text)
        return f"write it as a list: [{node.text}]" if short else "begin each item on a line of its own with `- `"
    return "write its keys below, each as `key: value` with a space after the colon" if plan.struct else ""


def _list_hint(node: Sequence, plan: _Plan) -> str:
    """Of a list where none may stand: by how it is written, meant or a text that looks like one."""
    if plan.texts and not plan.hint:
        return "write it as one text, without `- `" if node.block else "put a text that begins with `[` in quotes"
    if plan.struct or plan.values:
        return "write each as `key: value`, without `- `" if node.block else "write `{key: value}`"
    return ""


def _group_hint(plan: _Plan) -> str:
    """Of keys where none may stand."""
    if plan.items:
        return "begin each item with `- `"
    return "put a text that holds `: ` or begins with `{` in quotes" if plan.texts and not plan.hint else ""


def _shown(node: Node) -> str:
    if isinstance(node, Scalar):
        text = " ".join(node.text.split())
        return f"`{text if len(text) <= 40 else text[:39] + '…'}`" if text else "nothing"
    return "a list" if isinstance(node, Sequence) else "a group of keys"


def _no_value(key: Scalar, entry: _Entry, words: Words | None) -> Diagnostic:
    what = (words and words.write) or entry.plan.words
    return error("missing-key", f"{entry.label} has no value", key.span, f"write {what} after the colon")


def _no_item(node: Scalar, plan: _Plan, label: str) -> Diagnostic:
    hint = "write it, or remove the item"
    if node.text and plan.texts:
        hint = f'remove the item, or put it in quotes if it is a text: "{node.text}"'
    return error("wrong-type", f"{label} must be {plan.words}, not {_shown(node)}", node.span, hint)


def _missing(entry: _Entry, node: Mapping, label: str, words: Words | None) -> Diagnostic:
    hint = f"add `{entry.key}:` with {(words and words.write) or entry.plan.words}"
    return error("missing-key", f"{label} needs the key {entry.label}", node.span, hint)
