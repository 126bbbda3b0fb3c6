from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.core.source import Source
from briefs.core.yaml import Mapping as Keys
from briefs.core.yaml import Node, Scalar, read_yaml
from briefs.core.yaml_refusals import illegal_characters
from briefs.importers.writing import NULL, as_yaml

_ODD = [
    *"no true ~ null - -- --- ? : # & * ! | > % @ ` ' \" [] {} <<".split(),
    *(
        "a: b",
        "a #b",
        "- a",
        "a:",
        " a",
        "a ",
        "a\n",
        "\na",
        "a\n\nb",
        "a\n b",
        "1.0",
        "2022-10-21",
        "...",
        "\t",
        "a\tb",
    ),
    *(
        "a b " * 60,
        "word " * 30 + "\n" + "x" * 150,
        "https://example.org/a?b=c#d",
        "é" * 120,
        "# no comment",
        "x" * 300,
    ),
    "\u0085\u2028\ufeff\x00a",
]
_TEXTS = st.text(max_size=30) | st.sampled_from(_ODD) | st.text(" -:#\n'\"ab[]{},\t>|", max_size=140)
_VALUES = st.recursive(
    _TEXTS | st.booleans() | st.integers(1, 999),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


def clean(text: str) -> str:
    return illegal_characters().sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def expected(value: object) -> object:
    """What a record reads as: every value a text, and nothing that says nothing."""
    if isinstance(value, Mapping):
        pairs = {clean(str(key)): expected(one) for key, one in value.items()}
        return {key: one for key, one in pairs.items() if one not in ("", [], {})}
    if isinstance(value, list):
        return [one for one in map(expected, value) if one not in ("", [], {})]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else clean(str(value))


def as_read(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Keys):
        return {key.text: as_read(value) for key, value in node.entries}
    return [as_read(one) for one in node.items]


@settings(max_examples=300)
@given(st.dictionaries(_TEXTS, _VALUES, max_size=4) | st.lists(_VALUES, max_size=3), _TEXTS)
def test_any_record_reads_as_it_was_written(record: Mapping[str, object] | Sequence[object], head: str) -> None:
    found = read_yaml(Source("a.yaml", as_yaml(record, head), ""))
    assert found.diagnostics == ()
    wanted = expected(record)
    assert (as_read(found.value) if found.value else type(wanted)()) == wanted


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (
            {"title": "Harbour reopens", "by": "", "tags": ["port", "storm"]},
            "title: Harbour reopens\ntags: [port, storm]\n",
        ),
        ({"title": "Harbour: again"}, "title: 'Harbour: again'\n"),
        ({"url": "https://example.org/a"}, "url: https://example.org/a\n"),
        ({"draft": True, "term": NULL, "title": "No"}, "draft: true\nterm: null\ntitle: 'No'\n"),
        ({"text": "One.\n\nTwo."}, "text: |-\n  One.\n\n  Two.\n"),
        ([{"quote": "a", "sources": [{"title": "B c"}]}], "- quote: a\n  sources:\n    - title: B c\n"),
        ({}, ""),
    ],
)
def test_a_record_is_written_as_an_author_would(record: Mapping[str, object], text: str) -> None:
    assert as_yaml(record) == text


def test_a_long_text_is_folded_and_a_head_stands_as_comments() -> None:
    text = as_yaml({"text": "word " * 40 + "end"}, "Where it is from\n\nand when")
    assert text.startswith("# Where it is from\n#\n# and when\ntext: >-\n  word word")
    assert max(map(len, text.splitlines())) <= 102
