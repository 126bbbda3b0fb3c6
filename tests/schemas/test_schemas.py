"""The schemas take what the reader takes, and say something of every key."""

from __future__ import annotations

import json
from random import Random
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from msgspec import Struct
from msgspec.structs import FieldInfo, fields
from support import made, write_site

from briefs.config import Written, read_config
from briefs.core.authored import Sidecar, TermEntry
from briefs.core.fields import Date, Text, convert
from briefs.core.source import Source, Span
from briefs.core.yaml import read_yaml
from briefs.schemas import NAMES, schema
from briefs.schemas.shape import definitions, reference
from briefs.schemas.words import KEYS
from briefs.toolkit import Toolkit, toolkit

TYPES: dict[str, type[Struct]] = {"sidecar": Sidecar, "glossary": TermEntry, "config": Written}


def validator(name: str, kit: Toolkit = Toolkit()) -> Draft7Validator:
    return Draft7Validator(json.loads(schema(name, kit)))


def accepted(name: str, value: object) -> bool:
    return bool(validator(name).is_valid(value))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_of_draft_7_and_the_same_each_time(name: str) -> None:
    text = schema(name, Toolkit())
    Draft7Validator.check_schema(json.loads(text))
    assert text == schema(name, Toolkit())


# ── the same verdict as the reader's ─────────────────────────────────────────────────────────────────────────────

JUNK: list[Any] = ["x", "", "true", "12", -3, 0, 1.5, 1234, True, False, None, [], ["x"], {}, {"x": "y"}, [None], [[]]]
"""Years below 1000, and days that the calendar does not have, are left out: no schema can tell these."""
DATES = ["2022", 2022, "2022-10", "2022-10-21", "2022-10-21T09:47", "2022-10-21 09:47:00+02:00"]


class Writer:
    """A document of a type as somebody may write it, sometimes with slips."""

    def __init__(self, rng: Random, slips: float) -> None:
        self.rng, self.slips = rng, slips

    def value(self, type_: Any, depth: int = 0) -> Any:
        if self.rng.random() < self.slips:
            return self.rng.choice(JUNK)
        if type_ in (Text, str):
            return self.rng.choice(["a text", "", "no", "null", 3.1, 12, True])
        if type_ is bool:
            return self.rng.choice([True, False, "true"])
        if type_ is int:
            return self.rng.choice([1, 12, "3"])
        if type_ is Date:
            return self.rng.choice(DATES)
        if type_ is type(None):
            return None
        origin, args = get_origin(type_), get_args(type_)
        if origin is Literal:
            return self.rng.choice([*args, *([False] if "false" in args else [])])
        if origin is tuple and get_origin(args[0]) is tuple:
            return {k: self.value(get_args(args[0])[1], depth + 1) for k in self.rng.sample(["fa", "de", "ar"], 2)}
        if origin is tuple:
            return [self.value(args[0], depth + 1) for _ in range(self.rng.randint(0, 2))]
        if args:
            return self.value(self.rng.choice(args), depth)
        return self.record(type_, depth)

    def record(self, type_: type[Struct], depth: int) -> dict[str, Any]:
        own = [field for field in fields(type_) if field.type is not Span]
        wanted = [field for field in own if self.is_written(field, depth)]
        made = {field.encode_name: self.value(field.type, depth + 1) for field in wanted}
        if made and self.rng.random() < self.slips:
            made[self.rng.choice([*made]) + "s"] = "x"
        return made

    def is_written(self, field: FieldInfo, depth: int) -> bool:
        return self.rng.random() >= self.slips if field.required else self.rng.random() < 1 / (depth + 2)


def as_yaml(value: Any, in_list: bool = True) -> str:
    """A value as YAML in one line; nothing is written as nothing, but in a list."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {as_yaml(v, False)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_yaml(item) for item in value) + "]"
    return "" if value is None and not in_list else json.dumps(value)


def complaints(text: str, type_: Any) -> list[str]:
    """What the reader says of a file of one type."""
    source = Source("content/articles/x.yaml", text, "")
    tree = read_yaml(source)
    assert not tree.diagnostics, tree.diagnostics
    return [d.message for d in convert(tree.value, type_, source).diagnostics]


@pytest.mark.parametrize("name", NAMES)
@given(st.randoms(), st.sampled_from([0.0, 0.02, 0.2]))
@settings(max_examples=400)
def test_a_document_gets_the_same_verdict_from_the_schema_and_from_the_reader(
    name: str, rng: Random, slips: float
) -> None:
    type_ = TYPES[name]
    document = Writer(rng, slips).record(type_, 0)
    by_types = Draft7Validator({**reference(type_), "definitions": definitions((type_,), {})})
    said = complaints(as_yaml(document), type_)
    assert by_types.is_valid(document) == (not said), (document, said)
    assert slips or not said


def test_a_glossary_file_is_an_entry_or_a_list_of_entries() -> None:
    assert accepted("glossary", {"term": "PA"})
    assert accepted("glossary", [{"term": "PA"}, {"term": "NSC", "kind": "any word"}])
    assert not accepted("glossary", {"glossary": [{"term": "PA"}]})
    assert not accepted("glossary", [{"name": "PA"}])


# ── what only the toolkit can say ────────────────────────────────────────────────────────────────────────────────


def note(kind: str) -> dict[str, Any]:
    return {"notes": [{"quote": "words", "text": "x", "kind": kind}]}


def test_the_kinds_of_notes_are_those_that_the_build_knows() -> None:
    assert accepted("sidecar", note("claim"))
    assert not accepted("sidecar", note("clame"))


@pytest.mark.parametrize(
    "settings",
    [
        {"outputs": ["search"]},
        {"outputs": ["serach"]},
        {"lints": {"term-unused": "off"}},
        {"lints": {"term-unsued": "off"}},
        {"lints": {"term-unused": "loud"}},
        {"jobs": "auto"},
        {"jobs": 4},
    ],
    ids=as_yaml,
)
def test_the_words_of_the_config_are_those_that_the_build_takes(settings: dict[str, Any], tmp_path: Any) -> None:
    root = write_site(
        tmp_path, {"config.yaml": as_yaml(settings) + "\n", "content/articles/a.txt": "Head\n\nThe text is here.\n"}
    )
    usable = not read_config(root / "config.yaml").diagnostics
    fine = usable and not [d for d in made(root)[1].report.diagnostics if d.severity == "error"]
    assert accepted("config", settings) == fine


def test_a_plugin_s_kinds_lints_and_outputs_are_known(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "schema_plugin.py").write_text(
        "from msgspec.structs import replace\n"
        "from briefs.kinds import Kind\n"
        "def extend(kit):\n    return replace(kit, kinds=(*kit.kinds, Kind('rumour')))\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    kit = toolkit(["schema_plugin"]).value
    assert not validator("sidecar").is_valid(note("rumour"))
    assert validator("sidecar", kit).is_valid(note("rumour"))


@pytest.mark.parametrize("type_", TYPES.values(), ids=TYPES)
def test_no_two_records_of_a_schema_have_one_name(type_: type[Struct]) -> None:
    assert len(definitions((type_,), {})) == len(records(type_))


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def records(*types: type[Struct]) -> list[type[Struct]]:
    """Every record that a file may hold."""
    found, waiting = [], list(types or TYPES.values())
    while waiting:
        type_ = waiting.pop(0)
        if type_ not in found:
            found.append(type_)
            waiting += [inner for field in fields(type_) for inner in inside(field.type)]
    return found


def inside(type_: Any) -> list[type[Struct]]:
    if isinstance(type_, type) and issubclass(type_, Struct):
        return [] if type_ in (Text, Date, Span) else [type_]
    return [inner for arg in get_args(type_) for inner in inside(arg)]


@pytest.mark.parametrize("type_", records(), ids=lambda type_: str(type_.__name__))
def test_every_key_has_words_and_no_words_are_of_a_key_that_there_is_not(type_: type[Struct]) -> None:
    assert [*KEYS[type_]] == [field.encode_name for field in fields(type_) if field.type is not Span]
    for key, words in KEYS[type_].items():
        assert words.says.endswith("."), key


@pytest.mark.parametrize("type_", records(), ids=lambda type_: str(type_.__name__))
def test_every_example_is_taken_by_the_schema_and_by_the_reader(type_: type[Struct]) -> None:
    from briefs.schemas import _choices

    whole = {**reference(type_), "definitions": definitions((type_,), _choices(Toolkit()))}
    document = {key: words.example for key, words in KEYS[type_].items()}
    assert [error.message for error in Draft7Validator(whole).iter_errors(document)] == []
    assert complaints(as_yaml(document), type_) == []
