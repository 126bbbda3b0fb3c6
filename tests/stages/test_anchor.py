"""A sidecar's quotes at their places in one article, and what is said of those that have none."""

from __future__ import annotations

import json
from collections.abc import Mapping

import yaml

from briefs.core.diagnostics import Checked
from briefs.core.memory import Remembered
from briefs.core.model import NoteCard, Parsed, Quote, Unit
from briefs.core.source import Source
from briefs.stages.anchor import Anchored, anchor, remember
from briefs.stages.parse import parse


def parsed(text: str, sidecar: Mapping[str, object]) -> Parsed:
    written = json.dumps(sidecar, ensure_ascii=False)
    return parse(
        Unit("article", Source("content/articles/a.md", text, "0"), Source("content/articles/a.yaml", written, "0"))
    ).value


def anchored(
    text: str,
    sidecar: Mapping[str, object],
    memory: Mapping[Quote, Remembered] | None = None,
    listed: frozenset[str] = frozenset(),
) -> Checked[Anchored]:
    return anchor(parsed(text, sidecar), memory or {}, listed)


def note(quote: str, **more: object) -> dict[str, object]:
    return {"quote": quote, "text": "Which?", **more}


TEXT = "The first word stands here, the second word there, and the third word nowhere else at all.\n"


def test_notes_count_from_one_in_the_order_of_the_text_and_a_list_has_those_of_its_kinds() -> None:
    notes = [note("third word", kind="claim", status="disputed"), note("first word"), note("second word")]
    outline = anchored(TEXT, {"notes": notes}, listed=frozenset({"context"})).value.brief.outline
    assert [(claim.number, claim.words, claim.status) for claim in outline.claims] == [(3, "third word", "disputed")]
    assert [(c.kind, c.number, c.words) for c in outline.listed] == [
        ("context", 1, "first word"),
        ("context", 2, "second word"),
    ]
    assert outline.notes == 3


def test_a_listed_note_has_its_status() -> None:
    notes = [note("first word"), note("second word", kind="claim", status="disputed")]
    outline = anchored(TEXT, {"notes": notes}, listed=frozenset({"claim"})).value.brief.outline
    assert outline.listed == (NoteCard("claim", 2, "", "disputed", "second word", outline.claims[0].text),)


def test_what_stands_behind_a_quote_that_is_not_found_is_placed_and_remembered() -> None:
    notes = [note("no such words of his"), note("second word")]
    found = anchored(TEXT, {"notes": notes})
    assert [d.code for d in found.diagnostics] == ["quote-not-found"]
    assert [one.quote for one in found.value.remembered] == ["second word"]
    assert [TEXT[n.start : n.end] for n in found.value.brief.notes] == ["second word"]
    assert found.value.brief.outline.notes == 1


def test_what_is_remembered_of_a_quote_names_the_article_as_it_was() -> None:
    article = parsed(TEXT, {"notes": [note("second word")]})
    (entry,) = anchor(article).value.remembered
    assert entry.digest == article.digest != ""


def test_pins_are_in_the_order_of_the_text_whatever_stands_before_them_in_the_sidecar() -> None:
    pins = [{"quote": "third word", "term": "c"}, {"quote": "no such words of his", "term": "b"}]
    pins += [{"quote": "first word", "term": "a"}]
    for sidecar in ({"notes": [note("second word")], "terms": pins}, {"terms": pins, "notes": [note("second word")]}):
        assert [pin.term for pin in anchored(TEXT, sidecar).value.brief.pins] == ["a", "c"]


def test_a_pin_whose_words_were_changed_so_that_only_its_author_can_tell_pins_nothing() -> None:
    old = parsed(TEXT, {"terms": [{"quote": "second word", "term": "a"}]})
    (quote,) = (one.quote for one in old.annotations)
    at = TEXT.index("second word")
    memory = {quote: remember(old, quote, at, at + len("second word"))}
    found = anchored(
        TEXT.replace("second word", "second thing"), {"terms": [{"quote": "second word", "term": "a"}]}, memory
    )
    assert [placed.found.verdict for placed in found.value.placed] == ["review"]
    assert found.value.brief.pins == ()


def test_a_brief_has_the_key_points_and_each_link_to_an_article_in_its_sentence() -> None:
    article = parsed(
        "The port opened. It [had shut](b.md) in May. [So](https://x.example/) it goes.\n",
        {"key_points": ["It is open."]},
    )
    brief = anchor(article).value.brief
    assert brief.key_points == article.key_points != ()
    assert [(c.before, c.words, c.after) for c in brief.outline.citations] == [("It ", "had shut", " in May.")]


# What is said.


def said(text: str, **quote: object) -> str:
    (told,) = anchored(text, {"notes": [note(**quote)]}).diagnostics  # type: ignore[arg-type]
    assert told.span is not None
    return f"{told.message}\n{told.hint}"


TWICE = "Up there.\n\nThe word.\n\nA “good” word here, and no more of it.\n\nA bad word here, and no more of it.\n"


def test_the_words_offered_before_a_place_are_of_its_paragraph_and_read_back_as_they_stand() -> None:
    text = 'One.\n\nTwo.\n\nA "good" word.\n\nFour.\n\nSome other word.\n'
    lines = said(text, quote="word").splitlines()
    offered = [yaml.safe_load(line)["prefix"] for line in lines if line.startswith("  prefix:")]
    assert offered == ['A "good"', "Some other"]


def test_an_occurrence_beyond_what_prefix_and_suffix_fit_names_both_only_where_they_leave_some_out() -> None:
    text = "In the red house, in the red barn, in the blue house."
    both = {"prefix": "in the ", "suffix": " barn", "quote": "red", "occurrence": 4}
    assert "stands there once with this `prefix` and `suffix`" in said(text, **both)
    assert "stands there once\n" in said("In the red barn.", **both | {"prefix": "In the "})


def test_a_suffix_that_stands_nowhere_is_named_alone() -> None:
    told = said(TEXT, quote="first word", suffix=" of all the others that there were")
    assert told.startswith("the quote “first word” stands in the text, but not before “of all the others that there")


def test_no_number_is_offered_where_none_would_choose_a_place() -> None:
    text = "So it goes. So it goes. So it goes."
    told = said(text, quote="it goes", prefix="nowhere at all and never in this text ")
    assert "stands there 3 times" in told
    assert "occurrence" not in told


def test_words_of_the_headline_are_said_to_stand_there_and_no_others_are_pointed_at() -> None:
    (told,) = anchored(
        "# Drones over the port\n\nDrones over the town were seen.\n", {"notes": [note("Drones over the port")]}
    ).diagnostics
    assert "the headline" in told.hint
    assert told.related == ()


def test_the_nearest_words_are_shown_to_their_end() -> None:
    words = "the council of the whole county met for three hours in the old town hall and rose without a vote at all"
    told = said(
        f"Then {words}.\n",
        quote="a council of a whole county sat for ten days in a new market hall and left with no vote",
    )
    assert "in the old town hall and rose without a vote”" in told


def test_a_long_quote_is_cut_with_no_space_before_the_dots() -> None:
    assert f"“{'x' * 68}…”" in said(TEXT, quote=f"{'x' * 68} yyyy yyyy")


def test_a_quote_that_has_lost_its_place_is_an_error_at_its_line() -> None:
    far = "Nobody minded. " * 20
    story = (
        f"In May the port was shut by the army for a month. {far}Once every port was shut by the army for a month.\n"
    )
    sidecar = {"notes": [note("port")]}
    quote = parsed(story, sidecar).annotations[0].quote
    at = story.index("port")
    memory = {quote: remember(parsed(story, sidecar), quote, at, at + 4)}
    (told,) = anchored(story.replace("the port", "the", 1), sidecar, memory).diagnostics
    assert "no longer between the words where it stood" in told.message
    assert told.span is not None
    assert told.span.path == "content/articles/a.yaml"
