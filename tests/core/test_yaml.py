"""The strict YAML reader: texts stay texts, everything has its place, nothing an author writes makes it fail."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.source import Source, Span
from briefs.core.yaml import LIMITS, Limits, Mapping, Node, Scalar, Sequence, read_yaml
from briefs.core.yaml_refusals import explain
from briefs.report import as_text

SIDECAR = """\
# What the reader needs to know
title: "Iran’s drones: a second front"
date: 2022-10-21T09:47:00     # local time
tags: [ukraine, 'iran', {odd: yes}]
summary: >
  Two lines that
  fold into one.

  A second paragraph.

glossary:
  - id: irgc
    term: Islamic Revolutionary Guard Corps
    native: {fa: سپاه پاسداران, emoji: 🛩️ x}
    match: {not: ["Shahed Beheshti"], inflect: true}
notes:
- quote: relatively small number
  text: |
    First.
      Indented.

  by:
- quote: 'it''s'
  occurrence: 2
"""


def source(text: str) -> Source:
    return Source("content/articles/x.yaml", text, "")


def read(text: str, limits: Limits = LIMITS) -> Checked[Node | None]:
    return read_yaml(source(text), limits)


def only(text: str) -> Diagnostic:
    """The one diagnostic of a text."""
    found = read(text).diagnostics
    assert len(found) == 1, found
    return found[0]


def plain(node: Node | None) -> Any:
    """A node as lists, dicts and texts."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if node else None


def scalars(node: Node | None) -> list[Scalar]:
    """Every text of a tree, keys included."""
    if isinstance(node, Mapping):
        return [found for pair in node.entries for child in pair for found in scalars(child)]
    if isinstance(node, Sequence):
        return [found for item in node.items for found in scalars(item)]
    return [node] if node else []


def cut(text: str, span: Span) -> str:
    """What a span covers."""
    starts = source(text).line_starts
    return text[starts[span.line - 1] + span.column - 1 : starts[span.end_line - 1] + span.end_column - 1]


def value_of(text: str, key: str) -> Node:
    root = read(text).value
    assert isinstance(root, Mapping)
    return {k.text: v for k, v in root.entries}[key]


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sidecar_is_read_as_written() -> None:
    found = read(SIDECAR)
    assert not found.diagnostics
    assert plain(found.value) == {
        "title": "Iran’s drones: a second front",
        "date": "2022-10-21T09:47:00",
        "tags": ["ukraine", "iran", {"odd": "yes"}],
        "summary": "Two lines that fold into one.\nA second paragraph.\n",
        "glossary": [
            {
                "id": "irgc",
                "term": "Islamic Revolutionary Guard Corps",
                "native": {"fa": "سپاه پاسداران", "emoji": "🛩️ x"},
                "match": {"not": ["Shahed Beheshti"], "inflect": "true"},
            }
        ],
        "notes": [
            {"quote": "relatively small number", "text": "First.\n  Indented.\n", "by": ""},
            {"quote": "it's", "occurrence": "2"},
        ],
    }


@pytest.mark.parametrize(
    "text", "no on yes NO true 3.10 12:30 12:30:45 014 0x1f 1e3 1_000 .inf ~ null 2022-10-21 = - -x ?x :x <".split()
)
def test_a_plain_value_stays_the_text_it_is(text: str) -> None:
    if text == "-":
        text = "-1"
    node = value_of(f"key: {text}\n", "key")
    assert isinstance(node, Scalar)
    assert (node.text, node.plain) == (text, True)


@pytest.mark.parametrize("key", ["true", "3.10", "2022-10-21", "no", "12:30", "'<<'", '""'])
def test_a_key_stays_the_text_it_is(key: str) -> None:
    root = read(f"{key}: x\n")
    assert not root.diagnostics
    assert plain(root.value) == {key.strip("'\""): "x"}


@pytest.mark.parametrize(
    ("written", "style"), [("x", ""), ("'x'", "'"), ('"x"', '"'), ("|\n  x", "|"), (">-\n  x", ">")]
)
def test_a_text_knows_how_it_was_written(written: str, style: str) -> None:
    node = value_of(f"key: {written}\n", "key")
    assert isinstance(node, Scalar)
    assert (node.text.strip(), node.style, node.plain) == ("x", style, style == "")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "# one\n# two\n", "---\n", "--- # x\n...\n", "---"])
def test_an_empty_file_is_nothing_and_no_mistake(text: str) -> None:
    assert read(text) == Checked(None, ())


def test_a_list_or_a_text_at_the_top_is_for_others_to_judge() -> None:
    assert plain(read("- a\n- b\n").value) == ["a", "b"]
    assert plain(read("just words\n").value) == "just words"


def test_an_empty_value_is_empty_and_an_empty_quoted_text_is_not() -> None:
    for text, empty in (("a:", True), ("a: ''", False), ("a: null", False)):
        node = value_of(text, "a")
        assert isinstance(node, Scalar)
        assert node.empty is empty


# ── places ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_span_covers_the_value_as_it_is_written() -> None:
    root = read(SIDECAR).value
    written = [cut(SIDECAR, node.span) for node in scalars(root)]
    assert written[:8] == [
        "title",
        '"Iran’s drones: a second front"',
        "date",
        "2022-10-21T09:47:00",
        "tags",
        "ukraine",
        "'iran'",
        "odd",
    ]
    assert "🛩️ x" in written
    assert "'it''s'" in written
    assert ">\n  Two lines that\n  fold into one.\n\n  A second paragraph." in written
    assert "|\n    First.\n      Indented." in written


def test_a_block_ends_with_its_last_word_and_a_no_break_space_is_part_of_one() -> None:
    text = "a: |\n  LAX\u00a0 \t\n\n"
    assert cut(text, value_of(text, "a").span) == "|\n  LAX\u00a0"
    text = "a: |\n  LAX\n"
    assert cut(text, value_of(text, "a").span) == "|\n  LAX"


def test_columns_count_characters_and_not_bytes() -> None:
    text = "{fa: سپاه, emoji: 🛩️, x: y}"
    column = text.index("y}") + 1
    assert value_of(text, "x").span == Span("content/articles/x.yaml", 1, column, 1, column + 1)


def test_a_block_ends_where_its_last_value_ends() -> None:
    text = "a:\n  - b: c\n    d: |\n      e\n\n# a comment\n\nf: g\n"
    root = read(text).value
    assert root is not None
    assert cut(text, value_of(text, "a").span) == "- b: c\n    d: |\n      e"
    assert cut(text, root.span) == text.rstrip("\n")


def test_brackets_belong_to_their_list() -> None:
    text = "a: [b, {c: d}, [e: f] ]  # x\n"
    assert cut(text, value_of(text, "a").span) == "[b, {c: d}, [e: f] ]"


def test_an_empty_value_stands_behind_its_colon() -> None:
    text = "a: x\nb:\n\n\n# z\nc: d\n"
    assert value_of(text, "b").span == Span("content/articles/x.yaml", 2, 3, 2, 3)


# ── mistakes ─────────────────────────────────────────────────────────────────────────────────────────────────────

SAID = Path(__file__).with_name("yaml_mistakes.txt")
"""Every mistake of these tests, what is read of it, the places, and what its author sees; ``--update`` rewrites it."""
HASHES = ("quote: price #1", "quote: #1 in the list", "quote: a \t#b  ")
DASHES = ("- war\n  - drones\n", "tags:\n  - war\n    - drones\n   - iran\n", "a: b\n  c\n\n  -\n")
MISTAKES = [
    # text, code, line and column, words of the message, words of the hint
    ("a: x\na: y\n", "yaml-duplicate-key", (2, 1), "`a` stands twice", "keep one"),
    ("a: &x y\n", "yaml-anchor", (1, 4), "`&x`", "write the value out"),
    ("a: *x\n", "yaml-anchor", (1, 4), "`*x`", "quotes"),
    ("a:\n  <<: {b: c}\n", "yaml-anchor", (2, 3), "merge keys (`<<`)", "write the values out"),
    ("a: !!int 3\n", "yaml-tag", (1, 4), "`!!int` gives a type", "remove it"),
    ("a: !important x\n", "yaml-tag", (1, 4), "`!important`", "quotes"),
    ("a: !e!x y\n", "yaml-tag", (1, 4), "cannot begin with `!`", '"!e!x y"'),
    ("%YAML 1.1\n---\na: b\n", "yaml-tag", (1, 1), "directives", "delete this line"),
    ("%YAML 9.9\n---\na: b\n", "yaml-tag", (1, 1), "directives", "delete this line"),
    ("a: b\n---\nc: d\n", "yaml-documents", (2, 1), "a second document", "remove the `---`"),
    ("a:\tb\n", "yaml-character", (1, 3), "a tab stands", "spaces"),
    ("a:\n\tb: c\n", "yaml-character", (2, 1), "a tab stands", "spaces"),
    ("a:\n  b: c\n\td: e\n", "yaml-character", (3, 1), "a tab stands", "spaces"),
    ("- \tb\n", "yaml-character", (1, 3), "a tab stands", "spaces"),
    ("a: [b,\tc]\n", "yaml-character", (1, 7), "a tab stands", "spaces"),
    ("a: x\x00y\n", "yaml-character", (1, 5), "U+0000", "remove it"),
    ("a: x\x7f\n", "yaml-character", (1, 5), "U+007F", "remove it"),
    ("a: b\nc: x\x85y\n", "yaml-character", (2, 5), "U+0085", "remove it"),
    ("a: b\nc: x\u2028y\n", "yaml-character", (2, 5), "U+2028 (LINE SEPARATOR)", "remove it"),
    ("a: \ufeffb\n", "yaml-character", (1, 4), "U+FEFF", "remove it"),
    ("a: \ud800b\n", "yaml-character", (1, 4), "U+D800", "remove it"),
    ("a: b\rc: d\n", "yaml-character", (1, 5), "U+000D", "remove it"),
    ('a: "x\\0"\n', "yaml-character", (1, 4), "U+0000", "two backslashes"),
    ('a: "\\x1b[0m"\n', "yaml-character", (1, 4), "U+001B", "two backslashes"),
    ('a: "\\L"\n', "yaml-character", (1, 4), "U+2028", "two backslashes"),
    ('a: "C:\\dir"\n', "yaml-syntax", (1, 7), "escape", "two backslashes"),
    ('a: "\\ud800"\n', "yaml-syntax", (1, 7), "escape", "two backslashes"),
    ("a: @home now\n", "yaml-syntax", (1, 4), "cannot begin with `@`", '"@home now"'),
    ("a: `x`\n", "yaml-syntax", (1, 4), "cannot begin with a backtick", '"`x`"'),
    ("a: %x\n", "yaml-syntax", (1, 4), "cannot begin with `%`", '"%x"'),
    ("a: **bold**\n", "yaml-syntax", (1, 4), "cannot begin with `*`", '"**bold**"'),
    ("a: & x\n", "yaml-syntax", (1, 4), "cannot begin with `&`", '"& x"'),
    ("a: - x\n", "yaml-syntax", (1, 4), "cannot begin with `-`", '"- x"'),
    ("a: ? x\n", "yaml-syntax", (1, 4), "cannot begin with `?`", '"? x"'),
    ("a: ,x\n", "yaml-syntax", (1, 4), "a value is expected", "`,`"),
    ("a: >x\n", "yaml-syntax", (1, 4), "nothing may follow `>`", 'on the next line, or put it in quotes: ">x"'),
    ("a: > x\n", "yaml-syntax", (1, 4), "nothing may follow `>`", 'put it in quotes without the `>`: "x"'),
    ("a: | x y\n  z\n", "yaml-syntax", (1, 4), "nothing may follow `|`", 'in quotes without the `|`: "x y"'),
    ("a: b: c\n", "yaml-syntax", (1, 5), "holds `: `", '"b: c"'),
    ("- a: He said: no\n", "yaml-syntax", (1, 13), "holds `: `", '"He said: no"'),
    ('a: "b" c\n', "yaml-syntax", (1, 8), "ends before this", "'\"b\" c'"),
    ("a: [1] see\n", "yaml-syntax", (1, 8), "ends before this", '"[1] see"'),
    ("a: 'it's'\n", "yaml-syntax", (1, 8), "ends before this", 'in double quotes: "it\'s"'),
    ("a: 'it's' # c\n", "yaml-syntax", (1, 8), "ends before this", 'in double quotes: "it\'s"'),
    ('a: "he said "no""\n', "yaml-syntax", (1, 14), "ends before this", "in quotes: 'he said \"no\"'"),
    ("a: 'twas\nb: c\n", "yaml-syntax", (1, 4), "never closed", "apostrophe"),
    ("a: [b, c\n", "yaml-syntax", (1, 4), "never closed", "close it"),
    ("a: {b: c", "yaml-syntax", (1, 4), "never closed", "close it"),
    ('a: "twas\nb: c\n', "yaml-syntax", (1, 4), "never closed", 'close it with another `"`'),
    ("a: [b, c\nd: e\n", "yaml-syntax", (1, 4), "the `[` that stands here is never closed", '"[b, c"'),
    ("a: [b,\n\n# c\nd: e\n", "yaml-syntax", (1, 4), "the `[` that stands here is never closed", '"[b,"'),
    ("- a: {b: c\n  d: e\n", "yaml-syntax", (1, 6), "the `{` that stands here is never closed", "close it"),
    ("- a: [b\n- c: d\n", "yaml-syntax", (1, 6), "the `[` that stands here is never closed", "close it"),
    ("a: [b,\n  c d: e: f]\n", "yaml-syntax", (2, 9), "`]` is expected", "quotes"),
    ("a: {b: c: d}\n", "yaml-syntax", (1, 9), "`}` is expected", "quotes"),
    ("a: b\n  c: d\n", "yaml-syntax", (2, 3), "indentation", "indent it"),
    ("a: |\n   b\n  c\n", "yaml-syntax", (3, 3), "indentation", "indent it"),
    ("- a\nb: c\n", "yaml-syntax", (2, 1), "indentation", "indent it"),
    ("a:b\nc: d\n", "yaml-syntax", (1, 2), "a space is missing after this colon", "write `a: b`"),
    ("a:b\n\nc: d\n", "yaml-syntax", (1, 2), "a space is missing after this colon", "write `a: b`"),
    ("a: b\nc:d\ne: f\n", "yaml-syntax", (2, 2), "a space is missing after this colon", "write `c: d`"),
    ("- a: b\n  c:{d}\n", "yaml-syntax", (2, 4), "a space is missing after this colon", "write `c: {d}`"),
    ("a: b\nwords\n", "yaml-syntax", (2, 1), "not `key: value`", "add the colon"),
    (": x\n", "yaml-syntax", (1, 1), "a key is missing", "`key: value`"),
    ("{: x}\n", "yaml-syntax", (1, 2), "a key is missing", "`key: value`"),
    ("[a]: b\n", "yaml-syntax", (1, 1), "where a key belongs", "quotes"),
    ("? {a: b}\n: c\n", "yaml-syntax", (1, 3), "where a key belongs", "quotes"),
    ("a: {\n", "yaml-syntax", (2, 1), "a bracket is still open at the end", "close it with `]` or `}`"),
    ("a: [b, [c],", "yaml-syntax", (1, 12), "a bracket is still open at the end", "begins with `[` or `{` in quotes"),
    ("a: |0\n b\n", "yaml-syntax", (1, 5), "not YAML", ""),
]


@pytest.mark.parametrize(("text", "code", "place", "message", "hint"), MISTAKES)
def test_a_mistake_is_said_in_plain_words_at_its_place(
    text: str, code: str, place: tuple[int, int], message: str, hint: str
) -> None:
    found = only(text)
    assert found.span is not None
    assert (found.code, found.severity, (found.span.line, found.span.column)) == (code, "error", place)
    assert message in found.message
    assert hint in found.hint


MORE = (
    "a: {b: c, d: e\n  f: g\n",
    "a: [b,\n  c\n d: e\n",
    "\na: [b\nc: d\n",
    "a: b\n- c: [\nd:\n",
    "a: [b\n  c: d\n  e: f\n",
    "[b\nc: d\n",
    "a: b\n[c\nd: e\n",
    "a: [\n\nb: c\n\n\n",
    "a:b",
    "a:b\n- c\n",
    "x\na: b\n",
    "one\ntwo: three\n",
    "- a: b\n - c:d\n",
    "a: b\n  https://c: d\n",
    "a: |x{y}\n",
    "a: 'b' 'c'\n",
    "a: 'b'c'\n",
    "a: '' b\n",
    "a: 'b\" c'd'\n",
    'a: "b\\\\c" d\n',
    "- @a b\n- c\n",
    "a: @\n",
    "a: \"\\0\\1 \\0\"\nb: '\\0'\n",
    'a: "\\U00110000"\n',
    'a: "\\x4"\n',
    "a: %b: c # d\n",
    f"a: @{'b' * 70}\n",
    f"a: @{'b' * 57}\nc: d\n",
    f"a: @{'b' * 59}\nc: d\n",
    f"a: @{'b' * 60}\nc: d\n",
    f"{'long ' * 20}: b\n{'long ' * 20}: b\n",
    "%YAML 1.1\n%TAG ! a:\n---\nb: c\n",
    "# one\n%YAML 1.2\n---\nb: c\n---\nd: e\n--- f\n",
    "a: b\n%YAML 1.1\n---\n",
    "a: b\n... c\n",
    "a:\t\tb\n\tc: d\n",
    "- \t- a\n-\t b\n",
    "a: [\tb, {\tc: d}]\n",
    "&a b: c\n*d : e\n!f g: !h i\n",
    "a: &b [c]\nd: !e {f: g}\n&h :\n",
    "? a\n? b\n? a\n",
    "a: b #c\nd: [e #f\n  , g]\nh: #i j\nk: l # m\n",
    "a: 'b' #c\n? d #e\n: f #g\n",
    "a: b\n  - c\n  - d\n",
    "- a\n  -\tb  \n- [c\n  - d]\n",
    "a: b\n  c\n  - d\ne: f\n  - g\n",
    "a: \x01\x02\u202e\x01\n\x85",
    "{a: b, : c}\n",
    "just words #1\n",
    "a: *b #c\n",
    "a: b\n---\n---\n",
    "%YAML 1.1\n--- {a: b}",
    "- \t&a b\n- &c\td\n",
    "- \t\t[a]\n",
    "\ta: b\n",
    "a: '\t'\n  \t\n",
    "&\ta b: c\n",
    "!a\tb: c\n",
    "a: !<tag:x,{y}> b\n",
    "a: >x y\n",
    "a: >\tx y\n",
    "a: |-2x\n",
    "a: b\n c:d\n e: f\n",
    ":b\nc: d\n: e\n",
    "a: [\n- b: c\n",
    "- a: [b\n  - c: d\n",
    "a: [b\n\n e: f\n",
    "a:\n  b: [c\n  d: e\n",
    "a:\n  b: [c\nd: e\n",
    "- a\n  - b  \n  c\n",
    "a: b\n  c\nd:\n  - e\n",
    "a: [b\n  c\n  - d]\ne: f\n",
    "a:\t\tb\n",
    "a:\t\nb: \n",
    'a: "\\0 \\e"\n',
    "- a:b\n- c: d: e\n",
    "- a:b\nc: d\n",
    "%\na: b\n",
    "%YAML\n---\na: b\n",
    "%TAG x\n---\na: b\n",
    "%YAML 1.1\n%YAML 1.1\n---\na: b\n",
    "a: &\n",
    "a: *\n",
    "a: !\n",
    "a: |1\n",
    "a: 'b\n",
    "? a: b\n? c\nd: e: f\n",
    "a: !!\n",
    "? - a\n- b",
    "a: {b, c\n",
    "a: {b: c,\n\n",
    "\n  a: [b\n  c: d\n",
    "a: x\nb:\n  c: [d\n  e: f\n",
    "a: 'it's'  \n",
    "a: ''b' c'\n",
    'a: "b""\n',
    "a: ''' b\n",
    "a: @b\\c\n",
    "a: @b  \n",
    "a: >  x  y  \n",
    "[a, b]: c\n{d: e}: f\n<<: g\n",
)


def test_all_that_is_said_of_mistakes_stands_in_one_file(update: bool) -> None:
    told = []
    for text in (*(row[0] for row in MISTAKES), *MORE, *HASHES, *DASHES):
        file, found = source(text), read(text)
        said = as_text(found.diagnostics, lambda path, line, file=file: file.line(line))  # type: ignore[misc]
        spans = " ".join(str(astuple(d.span)[1:]) for d in found.diagnostics if d.span)
        told.append(f"{json.dumps(text)} is {json.dumps(plain(found.value), ensure_ascii=False)}\n{spans}\n{said}")
    if update:
        SAID.write_text("\n".join(told), "utf-8")
    assert "\n".join(told) == SAID.read_text("utf-8")


def test_words_of_the_parser_that_are_not_known_are_passed_on_braces_and_all() -> None:
    mark = yaml.Mark("", 3, 0, 3, None, 0)
    hint = "put the value in quotes, or write it anew"
    said = explain(source("a: b"), yaml.MarkedYAMLError("while {x}", mark, "found {y} or }", mark))
    place = Span("content/articles/x.yaml", 1, 4, 1, 5)
    assert said == error("yaml-syntax", "this is not YAML: found {y} or }", place, hint)
    said = explain(source("a: b"), yaml.MarkedYAMLError(None, None, "it broke", None))
    place = Span("content/articles/x.yaml", 1, 1, 1, 2)
    assert said == error("yaml-syntax", "this is not YAML: it broke", place, hint)


def test_a_duplicate_key_shows_both_places_and_keeps_the_first() -> None:
    found = read("a: x\nb: y\na: z\n")
    (diagnostic,) = found.diagnostics
    assert diagnostic.related[0].span == Span("content/articles/x.yaml", 1, 1, 1, 2)
    assert plain(found.value) == {"a": "x", "b": "y"}


def test_every_anchor_tag_and_duplicate_of_a_file_is_reported_and_the_rest_kept() -> None:
    found = read("a: &x 1\na: 2\nb: !!str 3\nc: [*x, 4]\n")
    assert [d.code for d in found.diagnostics] == ["yaml-anchor", "yaml-tag", "yaml-anchor", "yaml-duplicate-key"]
    assert plain(found.value) == {"a": "1", "b": "3", "c": ["*x", "4"]}


def test_an_alias_bomb_and_a_recursive_alias_are_only_text() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len(scalars(read(bomb).value)) == 9 + 1 + 8 * 3
    assert plain(read("a: &a [*a]\n").value) == {"a": ["*a"]}


def test_every_kind_of_character_that_may_not_stand_is_reported_once() -> None:
    found = read("a: \x00\x00\x01\nb: \x00\n")
    assert [(d.span.line, d.span.column) for d in found.diagnostics if d.span] == [(1, 4), (1, 6)]
    assert found.value is None


def test_a_tab_inside_a_text_or_before_a_comment_is_no_mistake() -> None:
    found = read("a: b\tc  # x\ty\nd: 'e\tf'\t# g\nh: |\n  i\tj\n")
    assert not found.diagnostics
    assert plain(found.value) == {"a": "b\tc", "d": "e\tf", "h": "i\tj\n"}


# ── comments that eat text ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "column", "value", "dropped", "whole"),
    [
        ("quote: price #1", 14, "price", "#1", '"price #1"'),
        ("quote: #1 in the list", 8, "", "#1 in the list", '"#1 in the list"'),
        ("quote: a \t#b  ", 11, "a", "#b", '"a #b"'),
    ],
)
def test_a_hash_in_a_value_warns_with_what_is_kept_and_what_is_dropped(
    text: str, column: int, value: str, dropped: str, whole: str
) -> None:
    found = only(text)
    assert (found.code, found.severity) == ("yaml-comment-in-value", "warning")
    assert found.span == Span("content/articles/x.yaml", 1, column, 1, column + len(dropped))
    assert f"`{dropped}`" in found.message
    assert (f"`{value}`" if value else "nothing") in found.message
    assert whole in found.hint
    assert plain(read(text).value) == {"quote": value}


@pytest.mark.parametrize(
    "text",
    ["a: b # c", "a: b  ## c", "a: C# c", "a: 'b' #c", "a: #\n  b: c", "#a\nb: c", "a: |\n  b #c", "a: #c\n  b: d"],
)
def test_a_comment_that_looks_like_one_is_no_mistake(text: str) -> None:
    assert not read(text).diagnostics


# ── dashes that are text ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line", "column", "written", "whole"),
    [
        ("- war\n  - drones\n", 2, 3, "- drones", "war - drones"),
        ("tags:\n  - war\n    - drones\n   - iran\n", 3, 5, "- drones", "war - drones - iran"),
        ("tags: war\n  - drones\n", 2, 3, "- drones", "war - drones"),
        ("a: b\n  c\n\n  -\n", 4, 3, "-", "b c -"),
    ],
)
def test_a_dash_that_begins_a_line_of_a_text_warns(text: str, line: int, column: int, written: str, whole: str) -> None:
    found = only(text)
    assert (found.code, found.severity) == ("yaml-continued", "warning")
    assert found.span == Span("content/articles/x.yaml", line, column, line, column + len(written))
    assert f"`{written}`" in found.message
    assert f"`{whole}`" in found.message
    assert "indent it like the line above" in found.hint


@pytest.mark.parametrize(
    "text", ["- war\n- drones", "a: one - two", "a: one\n  two - three\n  -four", "a: >\n  b\n  - c", "a: 'b\n  - c'"]
)
def test_other_dashes_are_no_mistake(text: str) -> None:
    assert not read(text).diagnostics


# ── limits ───────────────────────────────────────────────────────────────────────────────────────────────────────


def nested(depth: int) -> list[str]:
    blocks = "\n".join("  " * level + "a:" for level in range(depth))
    return ["[" * depth + "]" * depth, "{a: " * depth + "}" * depth, "- " * depth + "x", blocks + " {}"]


def test_thirty_two_levels_are_read_and_a_thirty_third_is_not() -> None:
    for text in (*nested(32)[:3], nested(31)[3]):
        assert not read(text).diagnostics, text
    for text in (*nested(33)[:3], nested(32)[3]):
        assert only(text).code == "yaml-depth", text
        assert "32" in only(text).message
        assert read(text).value is None


def test_the_deepest_nesting_does_no_harm_on_a_small_stack() -> None:
    answers: list[str] = []

    def work() -> None:
        for text in (*nested(20_000)[:3], nested(700)[3], "[" * 60_000, "? " * 60_000, "{" * 60_000):
            answers.append(only(text).code)

    before = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert answers == ["yaml-depth"] * 7


def test_a_file_beyond_the_size_limit_is_refused_with_the_limit() -> None:
    found_in, found = "content/articles/x.yaml", only("a: '" + "é" * 1_000_000 + "'")
    assert found.code == "yaml-size"
    assert "2.0 MB" in found.message
    assert "may hold 2 MB" in found.message
    assert not read("a: '" + "é" * 999_000 + "'").diagnostics
    assert read("a: é", Limits(size=4)).diagnostics == (
        error("yaml-size", "the file holds 0.0 MB, but a YAML file may hold 4e-06 MB", Span(found_in, 1, 1, 1, 1),
              "divide it into several files"),
    )  # fmt: skip
    assert not read("a: é", Limits(size=5)).diagnostics
    assert "holds 2.6 MB, but a YAML file may hold 2.55 MB" in (
        read("x" * 2_550_001, Limits(size=2_550_000)).diagnostics[0].message
    )


def test_a_file_of_too_many_values_is_refused_with_the_limit() -> None:
    found = read("- a\n" * 300, Limits(events=100))
    assert [d.code for d in found.diagnostics] == ["yaml-size"]
    assert found.diagnostics == (
        error("yaml-size", "the file holds more texts, lists and keys than the 100 that are read",
              Span("content/articles/x.yaml", 97, 3, 97, 4), "divide it into several files"),
    )  # fmt: skip
    assert found.value is None
    assert not read("- a\n" * 90, Limits(events=100)).diagnostics


# ── what always holds ────────────────────────────────────────────────────────────────────────────────────────────

WORDS = ": ¦ #¦- ¦<<: ¦&a ¦*a¦!!int ¦---\n¦...\n¦%YAML 1.1\n¦  ¦\n\n¦\"\\¦'''¦[[[[¦{{¦? ¦|2-\n¦\\u0000¦null¦\n\t"
SNIPPETS = [*"\t\n\r\0#:-?,[]{}&*!|>'\"%@`~<=\\/ .0aé🛩\u2028\x85\ufeff\ud800\u202e", *WORDS.split("¦")]
edits = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 12), st.sampled_from(SNIPPETS) | st.text(max_size=3)), max_size=6
)


def mutated(text: str, changes: list[tuple[int, int, str]]) -> str:
    """A text with stretches replaced, deleted and inserted."""
    for at, length, new in changes:
        at %= len(text) + 1
        text = text[:at] + new + text[at + length :]
    return text


def assert_inside(text: str, span: Span) -> None:
    lines = text.split("\n")
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    assert 1 <= span.line <= span.end_line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1


def spans(found: Checked[Node | None]) -> list[Span]:
    every = [d.span for d in found.diagnostics if d.span] + [r.span for d in found.diagnostics for r in d.related]
    return every + [s.span for s in scalars(found.value)] + ([found.value.span] if found.value else [])


@given(edits)
def test_whatever_is_done_to_a_sidecar_there_are_only_diagnostics_inside_the_file(
    changes: list[tuple[int, int, str]],
) -> None:
    text = mutated(SIDECAR, changes)
    found = read(text)
    assert all(d.span for d in found.diagnostics)
    for span in spans(found):
        assert_inside(text, span)


@given(edits)
def test_what_is_read_is_what_the_plainest_loader_reads(changes: list[tuple[int, int, str]]) -> None:
    text = mutated(SIDECAR, changes)
    found = read(text)
    if not any(d.severity == "error" for d in found.diagnostics):
        assert (plain(found.value) or None) == (yaml.load(text, yaml.CBaseLoader) or None)


legal = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"))


@given(legal)
def test_any_text_in_quotes_comes_back_as_it_is(text: str) -> None:
    found = read(f"key: {json.dumps(text, ensure_ascii=False)}\n")
    assert not found.diagnostics
    assert plain(found.value) == {"key": text}


@given(st.text(max_size=60))
def test_any_text_at_all_is_read_or_explained(text: str) -> None:
    for span in spans(read(text)):
        assert_inside(text, span)


@given(
    st.recursive(
        legal,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(legal, inner, min_size=1, max_size=3),
        max_leaves=12,
    ),
    st.booleans(),
)
def test_any_tree_that_is_written_out_is_read_back(tree: Any, flow: bool) -> None:
    text = yaml.dump(tree, allow_unicode=True, default_flow_style=flow, Dumper=yaml.CSafeDumper)
    found = read(text)
    if not any(d.code in ("yaml-character", "yaml-syntax") for d in found.diagnostics):
        assert plain(found.value) == tree
