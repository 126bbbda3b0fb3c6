"""Typed conversion: what an author wrote becomes records, every mistake is said, the rest is kept."""

from __future__ import annotations

import datetime
import re
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, Struct, UnsetType, field
from msgspec.structs import fields

from briefs.config import Written
from briefs.core.authored import Sidecar, TermEntry
from briefs.core.diagnostics import Checked
from briefs.core.fields import Date, Table, Text, Wording, Words, convert
from briefs.core.source import Source, Span
from briefs.core.yaml import read_yaml

PATH = "content/articles/x.yaml"


class Part(Struct, frozen=True):
    span: Span
    name: Text
    kind: Literal["good", "bad"] = "good"
    not_: tuple[str, ...] = field(default=(), name="not")
    parts: tuple[Part, ...] = ()


class Whole(Struct, frozen=True):
    title: Text | None = None
    plain: str = "unnamed"
    sure: bool = False
    count: int | None = None
    date: Date | None = None
    kind: Literal["reported", "disputed"] | None = None
    tags: tuple[Text, ...] = ()
    part: Part | None = None
    parts: tuple[Part, ...] = ()
    either: Text | Part | None = None
    mixed: tuple[Text | Part, ...] = ()
    jobs: int | Literal["auto"] = "auto"
    target: Text | UnsetType | None = UNSET
    table: Table[Text] = ()
    tables: Table[Literal["on", "off"]] = ()


def read(text: str, type_: Any = Whole) -> Checked[Any]:
    source = Source(PATH, text, "")
    tree = read_yaml(source)
    assert not tree.diagnostics, tree.diagnostics
    return convert(tree.value, type_, source)


def value(text: str, type_: Any = Whole) -> Any:
    found = read(text, type_)
    assert not found.diagnostics, found.diagnostics
    return found.value


def said(text: str, type_: Any = Whole) -> list[tuple[str, int, int, str, str]]:
    return [(d.code, d.span.line, d.span.column, d.message, d.hint) for d in read(text, type_).diagnostics if d.span]


def span(line: int, column: int, end_column: int) -> Span:
    return Span(PATH, line, column, line, end_column)


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_type_takes_its_value_with_its_place() -> None:
    whole = value(
        "title: no\nplain: 3.10\nsure: true\ncount: 12\ndate: 2022-10-21 09:47\nkind: disputed\ntags: [a, 'b']\n"
        "part: {name: n, kind: bad, not: [x]}\n"
    )
    assert whole == Whole(
        title=Text("no", span(1, 8, 10)),
        plain="3.10",
        sure=True,
        count=12,
        date=Date("2022-10-21T09:47", span(5, 7, 23)),
        kind="disputed",
        tags=(Text("a", span(7, 8, 9)), Text("b", span(7, 11, 14))),
        part=Part(span(8, 7, 37), Text("n", span(8, 14, 15)), "bad", ("x",)),
    )


def test_a_struct_may_hold_its_own_kind() -> None:
    whole = value("part: {name: a, parts: [{name: b, parts: [{name: c}]}]}")
    assert whole.part.parts[0].parts[0].name.value == "c"


def test_a_union_takes_a_text_or_a_group_of_keys() -> None:
    assert value("either: x").either == Text("x", span(1, 9, 10))
    assert value("either: {name: x}").either.name.value == "x"
    mixed = value("mixed: [a, {name: b}]").mixed
    assert [type(item) for item in mixed] == [Text, Part]
    assert value("jobs: 4").jobs == 4
    assert value("jobs: auto").jobs == "auto"


def test_a_table_keeps_the_authors_keys_in_their_order() -> None:
    assert value("table: {fa: x, ar: y}").table == (
        (Text("fa", span(1, 9, 11)), Text("x", span(1, 13, 14))),
        (Text("ar", span(1, 16, 18)), Text("y", span(1, 20, 21))),
    )


@pytest.mark.parametrize("nothing", ["", " null", " ~"])
def test_nothing_is_none_where_none_is_allowed(nothing: str) -> None:
    assert value(f"title:{nothing}").title is None
    assert value(f"either:{nothing}\npart:{nothing}") == Whole()


@pytest.mark.parametrize("nothing", ["null", "~"])
@pytest.mark.parametrize("key", ["plain", "tags", "parts", "table"])
def test_null_is_as_if_an_optional_text_list_or_table_were_not_there(key: str, nothing: str) -> None:
    assert value(f"{key}: {nothing}") == Whole()


@pytest.mark.parametrize("nothing", ["", "null", "~"])
def test_nothing_in_a_table_is_told_as_in_a_list(nothing: str) -> None:
    (found,) = said(f"table: {{fa: {nothing}}}")
    assert found[:2] == ("wrong-type", 1)
    assert found[3] == f"`fa` of `table` must be text, not {f'`{nothing}`' if nothing else 'nothing'}"
    assert value("table: {fa: 'null'}").table[0][1].value == "null"


def test_null_in_quotes_is_the_text() -> None:
    whole = value("plain: 'null'\ntags: ['~']")
    assert (whole.plain, [tag.value for tag in whole.tags]) == ("null", ["~"])


def test_null_is_told_from_a_key_that_is_not_there_or_has_no_value() -> None:
    assert value("plain: x").target is UNSET
    assert value("target:").target is UNSET
    assert value("target: null").target is None
    assert value("target: 'null'").target.value == "null"


@pytest.mark.parametrize("entry", fields(Whole), ids=lambda entry: str(entry.name))
def test_an_empty_value_of_an_optional_key_is_as_if_it_were_not_there(entry: Any) -> None:
    assert value(f"{entry.name}:") == Whole()


def test_an_empty_file_is_a_struct_without_keys_or_a_list_without_items() -> None:
    assert value("") == Whole()
    assert value("# nothing\n", tuple[Part, ...]) == ()
    assert said("", Part) == [("missing-key", 1, 1, "this file needs the key `name`", "add `name:` with text")]


def test_a_list_at_the_top_is_a_list() -> None:
    assert [part.name.value for part in value("- name: a\n- name: b\n", tuple[Part, ...])] == ["a", "b"]


# ── dates and numbers ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    "2022 2022-10 2022-10-21 2024-02-29 2022-10-21T09:47 2022-10-21T09:47:59 2022-10-21T09:47Z 0001-01-01 "
    "2022-10-21T23:59:59Z 2022-10-21T00:00:00+14:00 2022-10-21T09:47-03:30".split(),
)
def test_a_date_is_as_precise_as_it_was_written(text: str) -> None:
    assert value(f"date: {text}").date.text == text
    assert value(f"date: {text.replace('T', ' ')}").date.text == text


@pytest.mark.parametrize(
    "text",
    "tomorrow 22-10-21 2022-1-1 2022/10/21 21.10.2022 2022-10-21T9:47 20221021 "
    "2022-10-21T09 2022-10T09:47 2022-10-21T09:47+15:00 2022-10-21T09:47+0200 2022- ２０２２ "
    "2022-10-21T09:47:00.5 2022-10-21T 12022 '2022-10-21x'".split(),
)
def test_what_is_no_date_is_said_with_the_forms_there_are(text: str) -> None:
    ((code, _, _, message, hint),) = said(f"date: {text}")
    assert code == "wrong-type"
    assert message.startswith("`date` must be a date like 2022-10-21, not `")
    assert "2022-10-21T09:47:00" in hint


@pytest.mark.parametrize(
    "text", ["2022-02-30", "2023-02-29", "2022-13", "2022-00", "2022-04-31T10:00", "0000", "0000-01"]
)
def test_a_day_that_the_calendar_does_not_have_is_said(text: str) -> None:
    ((code, _, _, message, hint),) = said(f"date: {text}")
    assert (code, hint) == ("wrong-type", "the calendar has no such day")
    assert f"`{text}`" in message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2022-10-21T25:00", "a day has no such hour: they go from 00 to 23"),
        ("2022-10-21 24:00", "a day has no such hour: they go from 00 to 23"),
        ("2022-10-21T24:00:00Z", "a day has no such hour: they go from 00 to 23"),
        ("2022-10-21T09:60", "minutes and seconds go from 00 to 59"),
        ("2022-10-21T09:47:60+02:00", "minutes and seconds go from 00 to 59"),
    ],
)
def test_a_time_that_no_clock_shows_is_said_as_such(text: str, hint: str) -> None:
    assert [(code, said_hint) for code, _, _, _, said_hint in said(f"date: {text}")] == [("wrong-type", hint)]


@given(st.datetimes(timezones=st.timezones() | st.none()))
def test_every_moment_that_python_writes_to_the_second_is_a_date(moment: datetime.datetime) -> None:
    text = moment.replace(microsecond=0).isoformat()
    if re.search(r"[+-](0\d|1[0-3]):\d\d$|[+-]14:00$", text) or moment.tzinfo is None:
        assert value(f"date: {text}").date.text == text


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("7", 7), ("999999999", 999_999_999), ("'3'", 3)])
def test_digits_are_a_count(text: str, number: int) -> None:
    assert value(f"count: {text}").count == number


@pytest.mark.parametrize(
    "text", ["014", "-1", "+1", "1.0", "1e3", "0x1f", "1_000", "1,000", "1000000000", "9" * 5000, "٣", "x"]
)
def test_what_is_no_plain_number_is_said(text: str) -> None:
    ((code, line, column, message, hint),) = said(f"count: {text}")
    assert (code, line, column) == ("wrong-type", 1, 8)
    assert message.startswith("`count` must be a whole number from 1, not `")
    assert len(message) < 100
    assert "digits alone, such as 2" in hint


def test_a_count_begins_with_one() -> None:
    assert said("count: 0") == [
        ("wrong-type", 1, 8, "`count` must be a whole number from 1, not `0`", "the first is 1")
    ]


# ── mistakes ─────────────────────────────────────────────────────────────────────────────────────────────────────

QUOTE_LIST = "put a text that begins with `[` in quotes"
QUOTE_KEYS = "put a text that holds `: ` or begins with `{` in quotes"
MISTAKES = [
    ("titel: x", "unknown-key 1:1", "this file has no key `titel`", "did you mean `title`?"),
    ("part: {name: x, not_: [y]}", "unknown-key 1:17", "`part` has no key `not_`", "did you mean `not`?"),
    ("part: {name: x, span: y}", "unknown-key 1:17", "`part` has no key `span`", "the keys are `name`, `kind`, `not`"),
    ("part: {}", "missing-key 1:7", "`part` needs the key `name`", "add `name:` with text"),
    ("parts:\n- kind: bad\n", "missing-key 2:3", "an item of `parts` needs the key `name`", "add `name:`"),
    ("part: {name: }", "missing-key 1:8", "`name` has no value", "write text after the colon"),
    ("part: {name: null}", "missing-key 1:8", "`name` has no value", "write text after the colon"),
    ("part:\n  - name: x\n", "wrong-type 2:3", "`part` must be a group of keys", "as `key: value`, without `- `"),
    ("part: [name]", "wrong-type 1:7", "`part` must be a group of keys", "write `{key: value}`"),
    ("parts:\n  name: x\n", "wrong-type 2:3", "`parts` must be a list of groups of keys", "each item with `- `"),
    ("title:\n- a\n", "wrong-type 2:1", "`title` must be text, not a list", "as one text, without `- `"),
    ("title: [a]", "wrong-type 1:8", "`title` must be text, not a list", QUOTE_LIST),
    ("tags:\n- Note: x\n", "wrong-type 2:3", "an item of `tags` must be text, not a group of keys", QUOTE_KEYS),
    ("tags: a, b", "wrong-type 1:7", "`tags` must be a list of texts, not `a, b`", "write it as a list: [a, b]"),
    ("tags: it's so", "wrong-type 1:7", "`tags` must be a list of texts, not `it's so`", "on a line of its own"),
    ("tags: {a: b}", "wrong-type 1:7", "`tags` must be a list of texts, not a group of keys", "begin each item with"),
    ("tags: [a, [b]]", "wrong-type 1:11", "an item of `tags` must be text, not a list", QUOTE_LIST),
    ("tags: [a, ~]", "wrong-type 1:11", "an item of `tags` must be text, not `~`", 'if it is a text: "~"'),
    ("tags: [null]", "wrong-type 1:8", "an item of `tags` must be text, not `null`", "remove the item, or"),
    ("tags:\n- a\n-\n", "wrong-type 3:2", "an item of `tags` must be text, not nothing", "remove the item"),
    ("parts: [~]", "wrong-type 1:9", "an item of `parts` must be a group of keys", "write it, or remove the item"),
    ("sure: yes", "wrong-type 1:7", "`sure` must be `true` or `false`, not `yes`", "write `true`"),
    ("sure: True", "wrong-type 1:7", "`sure` must be `true` or `false`, not `True`", "write `true`"),
    ("sure: Off", "wrong-type 1:7", "`sure` must be `true` or `false`, not `Off`", "write `false`"),
    ("sure: maybe", "wrong-type 1:7", "`sure` must be `true` or `false`, not `maybe`", ""),
    (
        "kind: reportd",
        "wrong-type 1:7",
        "must be one of `reported`, `disputed`, not `reportd`",
        "did you mean `reported`?",
    ),
    (
        "jobs: many",
        "wrong-type 1:7",
        "`jobs` must be a whole number from 1 or one of `auto`, not `many`",
        "digits alone",
    ),
    (
        "part: x",
        "wrong-type 1:7",
        "must be a group of keys (`name`, `kind`, `not`, `parts`), not `x`",
        "its keys below",
    ),
    ("either: [x]", "wrong-type 1:9", "`kind`, `not`, `parts`) or text, not a list", QUOTE_LIST),
    ("table: [x]", "wrong-type 1:8", "`table` must be keys of your own, each with text, not a list", ""),
    ("table: {fa: [x]}", "wrong-type 1:13", "`fa` of `table` must be text, not a list", QUOTE_LIST),
    ("tables: {a: true}", "wrong-type 1:13", "`a` of `tables` must be one of `on`, `off`, not `true`", ""),
    (
        "- a",
        "wrong-type 1:1",
        "this file must be a group of keys (`title`, `plain`, `sure`, `count`, `date`, …)",
        "write each as `key: value`, without `- `",
    ),
    ("a:b", "wrong-type 1:1", "this file must be a group of keys", "with a space after the colon"),
]


@pytest.mark.parametrize(("text", "place", "message", "hint"), MISTAKES)
def test_a_mistake_is_said_in_plain_words_at_its_place(text: str, place: str, message: str, hint: str) -> None:
    ((code, line, column, said_message, said_hint),) = said(text)
    assert f"{code} {line}:{column}" == place
    assert message in said_message
    assert hint in said_hint


def test_a_caller_says_what_the_whole_is_what_a_key_wants_and_where_a_key_belongs() -> None:
    own = Wording(
        whole="the front matter",
        keys={(Whole, "table"): Words("name a language for each"), (Part, "name"): Words(write="the part's name")},
        elsewhere={"notes": "write it in the sidecar"},
    )
    text = "notes: x\ntable: x\npart: {kind: good, notes: y}\nparts: [{name: }]\n"
    source = Source(PATH, text, "")
    found = convert(read_yaml(source).value, Whole, source, own).diagnostics
    assert [(d.message, d.hint) for d in found] == [
        ("the front matter has no key `notes`", "write it in the sidecar"),
        ("`table` must name a language for each, not `x`", ""),
        ("`part` has no key `notes`", "did you mean `not`?"),
        ("`part` needs the key `name`", "add `name:` with the part's name"),
        ("`name` has no value", "write the part's name after the colon"),
    ]


def test_all_mistakes_of_a_file_are_said_and_what_is_right_is_kept() -> None:
    found = read(
        "titel: x\nplain: right\ncount: many\ntags: [a, [b], c]\nsure: maybe\n"
        "parts:\n- name: a\n- kind: bad\n- name: c\n  kind: worse\n- word\ntable: {fa: x, ar: [y]}\n"
    )
    assert [(d.code, d.span.line) for d in found.diagnostics if d.span] == [
        ("unknown-key", 1), ("wrong-type", 3), ("wrong-type", 4), ("wrong-type", 5), ("missing-key", 8),
        ("wrong-type", 10), ("wrong-type", 11), ("wrong-type", 12),
    ]  # fmt: skip
    whole = found.value
    assert (whole.plain, whole.count, whole.sure) == ("right", None, False)
    assert [tag.value for tag in whole.tags] == ["a", "c"]
    assert [(part.name.value, part.kind) for part in whole.parts] == [("a", "good"), ("c", "good")]
    assert [key.value for key, _ in whole.table] == ["fa"]


def test_where_a_required_key_is_unusable_so_is_what_holds_it_and_it_is_said_once() -> None:
    found = read("name: [x]\n", Part)
    assert [d.code for d in found.diagnostics] == ["wrong-type"]
    assert found.value is None


def test_a_type_that_no_author_can_write_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="float"):
        read("x", float)


# ── the sidecar's own types ──────────────────────────────────────────────────────────────────────────────────────

FULL = """\
title: Iran drones
date: 2022-10-21T09:47:00
language: en
draft: false
tags: [iran, drones]
image: {file: a.png, alt: A drone, credit: me}
source: {name: AP, url: https://example.org/x, published: 2022-10-20}
summary: >
  What it says.
key_points: [one, two]
glossary:
  - id: irgc
    term: Islamic Revolutionary Guard Corps
    native: {fa: سپاه}
    definition: A branch of the armed forces.
    match: {case: exact, inflect: true, not: [Shahed Beheshti], link: none}
    updates:
      - {date: 2023-10-18, text: It changed., sources: [wh, {title: A paper}]}
    senses:
      - {id: irgc-2, definition: Another., when: {tags: [x], after: 2020, words: [y]}}
terms:
  - {quote: the Corps, term: null}
notes:
  - quote: relatively small number
    kind: context
    status: reported
    occurrence: 2
timeline:
  - {date: 2022-10-10, text: It began., quote: Since October 10}
sources:
  - {id: wh, title: Briefing, kind: primary, checked: 2022-11}
"""


def test_a_full_sidecar_becomes_its_record() -> None:
    sidecar: Sidecar = value(FULL, Sidecar)
    assert sidecar.span == Span(PATH, 1, 1, 31, len(FULL.splitlines()[-1]) + 1)
    assert sidecar.glossary[0].updates[0].sources[0] == Text("wh", span(18, 57, 59))
    assert sidecar.terms[0].term is None
    assert sidecar.notes[0].occurrence == 2
    assert sidecar.glossary[0].match is not None
    assert sidecar.glossary[0].match.not_ == ("Shahed Beheshti",)


WRONG = ["[x]", "{x: y}", "x", "true", "-1", "2022-02-30", "[[x]]", "{}", "[~]"]


def records(type_: Any, found: set[Any] | None = None) -> set[type[Struct]]:
    """Every record that an author fills in below a type, itself included."""
    found = set() if found is None else found
    if isinstance(type_, type) and issubclass(type_, Struct) and type_ not in (Text, Date) and type_ not in found:
        found.add(type_)
        for entry in fields(type_):
            records(entry.type, found)
    for inner in get_args(type_):
        records(inner, found)
    return found


EVERY = sorted(records(Sidecar) | records(TermEntry) | records(Written), key=lambda one: one.__name__)


def takes(type_: Any, shape: str) -> bool:
    """Whether a value of this shape could be right for a key: what it says in detail is not asked."""
    origin, args = get_origin(type_), get_args(type_)
    if origin in (Union, UnionType):
        return any(takes(one, shape) for one in args)
    if origin is tuple and get_origin(args[0]) is tuple:
        return shape == "{}" or (shape == "{x: y}" and takes(get_args(args[0])[1], "x"))
    if origin is tuple:
        return shape.startswith("[") and shape != "[~]" and takes(args[0], shape[1:-1])
    if type_ in (Text, str):
        return shape[0] not in "[{"
    if type_ is bool:
        return shape == "true"
    if isinstance(type_, type) and issubclass(type_, Struct):
        return shape == "{}" and not any(entry.required for entry in fields(type_) if entry.type is not Span)
    return False


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("type_", EVERY)
def test_every_value_of_every_key_is_right_or_a_mistake_at_its_place(type_: type[Struct], wrong: str) -> None:
    """Those of all records that a sidecar, a glossary file and the config hold (FAULTS A16)."""
    for entry in fields(type_):
        if entry.type is not Span:
            text = f"{entry.encode_name}: {wrong}\n"
            told = said(text, type_)
            own = [one for one in told if one[0] != "missing-key" or one[2] > len(entry.encode_name)]
            assert bool(own) != takes(entry.type, wrong), (entry.encode_name, own)
            for code, line, column, _, _ in told:
                assert code in ("wrong-type", "unknown-key", "missing-key")
                assert line == 1
                assert column > len(entry.encode_name) or code == "missing-key"


def test_every_record_is_looked_at() -> None:
    assert {"Sidecar", "TermEntry", "NoteEntry", "ImageEntry", "MatchEntry", "Written"} <= {t.__name__ for t in EVERY}
    assert len(EVERY) > 12


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10_000), st.integers(0, 9), st.sampled_from([*" \n:-[]{}'\"#,ax0~", "null", ": ", "- "])
        ),
        max_size=5,
    )
)
def test_whatever_is_done_to_a_sidecar_the_mistakes_are_inside_it(changes: list[tuple[int, int, str]]) -> None:
    text = FULL
    for at, length, new in changes:
        text = text[: at % len(text)] + new + text[at % len(text) + length :]
    source = Source(PATH, text, "")
    tree = read_yaml(source)
    found = convert(tree.value, Sidecar, source)
    lines = text.split("\n")
    for diagnostic in found.diagnostics:
        assert diagnostic.span is not None
        assert diagnostic.span.line <= diagnostic.span.end_line <= len(lines)
        assert diagnostic.span.column <= len(lines[diagnostic.span.line - 1]) + 1
        assert diagnostic.span.end_column <= len(lines[diagnostic.span.end_line - 1]) + 1
    assert found.value is not None or found.diagnostics
