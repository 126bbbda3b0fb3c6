"""Selectors too long for a page of cases: each ends in one diagnostic at its place, whatever it hangs on an article."""

from __future__ import annotations

import json

import pytest

from briefs.core.diagnostics import Diagnostic
from briefs.core.model import Unit
from briefs.core.source import Source
from briefs.stages.anchor import anchor
from briefs.stages.parse import parse

TEXT = "A headline\n\nThe harbour opened on Monday. The union said so.\n\nThe port is the port.\n"
ENTRIES: dict[str, dict[str, str | None]] = {
    "notes": {"kind": "context", "text": "Which?"},
    "terms": {"term": None},
    "timeline": {"date": "2022-10-10", "text": "It began."},
}


def said(kind: str, text: str = TEXT, **selector: str) -> list[Diagnostic]:
    sidecar = json.dumps({kind: [{**selector, **ENTRIES[kind]}]}, ensure_ascii=False)
    article = Source("content/articles/a.txt", text, "0")
    checked = parse(Unit("article", article, Source("content/articles/a.yaml", sidecar, "0")))
    anchored = anchor(checked.value)
    for one in (*checked.diagnostics, *anchored.diagnostics):
        assert one.span is not None
        assert one.hint
        assert len(one.message) < 250
        assert len(one.hint) < 900
    return [*checked.diagnostics, *anchored.diagnostics]


@pytest.mark.parametrize("kind", ENTRIES)
@pytest.mark.parametrize("key", ["quote", "prefix", "suffix"])
def test_a_megabyte_in_a_selector_is_too_long(kind: str, key: str) -> None:
    found = said(kind, **{"quote": "harbour", key: "word " * 200_000})
    assert [(d.code, d.message) for d in found] == [
        ("quote-too-long", f"the {key} has 1,000,000 characters; the limit is 100,000")
    ]


@pytest.mark.parametrize("kind", ENTRIES)
@pytest.mark.parametrize("quote", ["port " * 10_000, "x" * 100_000, "\u0301" * 9_999 + "x", "(?:a|a)*" * 5_000])
def test_ten_thousand_repetitions_stand_nowhere(kind: str, quote: str) -> None:
    assert [d.code for d in said(kind, quote=quote)] == ["quote-not-found"]


@pytest.mark.parametrize("kind", ENTRIES)
def test_a_prefix_far_longer_than_the_text_is_an_error_about_the_prefix(kind: str) -> None:
    assert [d.code for d in said(kind, quote="harbour", prefix="word " * 19_000)] == ["quote-context"]


@pytest.mark.parametrize("kind", ENTRIES)
def test_of_ten_thousand_places_nine_are_shown(kind: str) -> None:
    (found,) = said(kind, "A headline\n\n" + "The port. " * 10_000 + "\n", quote="port")
    assert (found.code, found.message) == (
        "quote-ambiguous",
        "the quote “port” stands 10,000 times or more in the text",
    )
    assert found.hint is not None
    assert found.hint.endswith("# and 9,991 more")
