"""Files that no tool wrote: each ends in an answer, soon, and never in a traceback."""

from __future__ import annotations

import json

import pytest
from arrivals import FILES, arrive, article, needs_rdflib, site
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.importers import Importer
from briefs.importers.annotating import HYPOTHESIS, WEB_ANNOTATION
from briefs.importers.glossaries import CSV, MYST, SKOS, SPHINX

ALL = {one.name: one for one in (HYPOTHESIS, WEB_ANNOTATION, CSV, SKOS, SPHINX, MYST)}
HERE = site(article("The harbour was closed.\n", "source: {url: 'https://example.org/harbour'}\n"))
REAL = {
    "hypothesis": "hypothesis.json",
    "skos": "educationalLevel.ttl",
    "sphinx-glossary": "sphinx-glossary.rst",
    "myst-glossary": "jupyter-book-glossary.md",
}

JSON = {
    "a deep nesting": '{"rows": ' + "[" * 200_000,
    "deep objects": '{"type": "AnnotationPage", "items": ' + '{"items": ' * 900 + "1" + "}" * 901,
    "a number of many digits": '{"rows": [' + "9" * 2_000_000 + "]}",
    "a number beyond all": '{"rows": [1e99999999]}',
    "no number": '{"rows": [NaN]}',
    "a comma too many": '{"rows": [\n  1,\n  ],\n}',
    "a character of control": '{"rows": ["\0"]}',
    "no end": '{"rows": [{"id": "',
    "nothing": "",
    "a text": '"rows"',
    "other types": '{"rows": 3, "annotations": null}',
}


@pytest.mark.parametrize("importer", [HYPOTHESIS, WEB_ANNOTATION], ids=lambda one: one.name)
@pytest.mark.parametrize("name", JSON)
def test_json_that_is_no_export_is_an_error(importer: Importer, name: str) -> None:
    made = arrive(importer, JSON[name], "x.json", HERE)
    assert (made.files, made.additions) == ((), ())
    assert [one.severity for one in made.diagnostics] == ["error"]
    assert made.diagnostics[0].span is not None


def test_the_place_of_a_mistake_in_json_is_told() -> None:
    (fault,) = arrive(HYPOTHESIS, JSON["a comma too many"], "x.json", HERE).diagnostics
    assert (fault.span and fault.span.line, fault.hint) == (3, "remove the comma before the bracket")


pytestmark = needs_rdflib

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = "id user text tags uri target source selector type exact prefix suffix start end references hidden document link"
MORE = "permissions read user_info display_name body bodyValue value purpose format motivation creator items refinedBy"


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(f"{KEYS} {MORE}".split()), VALUES, max_size=8), max_size=3), VALUES)
def test_whatever_the_types_in_an_export_it_is_read(rows: list[dict[str, object]], value: object) -> None:
    exact = [{"type": "TextQuoteSelector", "exact": "harbour"}]
    for row in rows:
        row.setdefault("target", {"source": "https://example.org/harbour", "selector": exact})
    for importer in (HYPOTHESIS, WEB_ANNOTATION):
        for data in ({"rows": rows}, {"items": [{**row, "type": "Annotation"} for row in rows]}, {"rows": value}):
            made = arrive(importer, json.dumps(data, allow_nan=True), "x.json", HERE)
            assert made.files or made.diagnostics, "what is in it neither came over nor was told"


@pytest.mark.parametrize("importer", ALL.values(), ids=lambda one: one.name)
def test_bytes_that_are_no_text_are_an_error(importer: Importer) -> None:
    for data in (b"\xff\xfe\0a\0b", b"\x80\x81", b"a\0b", bytes(range(256))):
        made = arrive(importer, data, "x", HERE)
        assert made.files == ()
        assert "error" in {one.severity for one in made.diagnostics}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(REAL)), st.integers(0, 20_000), st.binary(max_size=6), st.integers(0, 40))
def test_a_damaged_file_is_read_or_told(name: str, at: int, put: bytes, length: int) -> None:
    data = (FILES / REAL[name]).read_bytes()
    at %= len(data)
    made = arrive(ALL[name], data[:at] + put + data[at + length :], REAL[name], HERE)
    assert made.files or made.additions or made.diagnostics
