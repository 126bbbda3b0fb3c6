"""W3C Web Annotations: pages, collections, single ones, and those that a site of ours publishes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from arrivals import arrive, article, notes_of, quoted, sidecar_of, site, told
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.core.model import Note
from briefs.importers.annotating import WEB_ANNOTATION

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TEXT = "The harbour was closed. A second ship waited off the harbour.\n\nThe harbour opened again.\n"
SOURCE = "https://example.org/harbour"
HARBOUR = article(TEXT, f"source: {{url: '{SOURCE}'}}\n")


def annotation(exact: str = "second ship", **more: object) -> dict[str, object]:
    selector = [one for one in quoted(TEXT, exact) if one["type"] != "RangeSelector"]
    made = {"id": "urn:x:1", "type": "Annotation", "body": {"type": "TextualBody", "value": "Why?"}}
    return made | {"target": {"source": SOURCE, "selector": selector}} | more


def notes(*made: object, whole: object = None) -> tuple[Note, ...]:
    data = whole or {"@context": CONTEXT, "type": "AnnotationPage", "items": list(made)}
    return notes_of(HARBOUR, sidecar_of(arrive(WEB_ANNOTATION, data, "x.jsonld", site(HARBOUR)), HARBOUR))


@pytest.mark.parametrize(
    "whole",
    [
        annotation(),
        [annotation()],
        {"type": "AnnotationPage", "items": [annotation()]},
        {"type": ["AnnotationCollection"], "first": {"type": "AnnotationPage", "items": [annotation()]}},
        {"@graph": [annotation()]},
    ],
)
def test_each_form_of_a_file_is_read(whole: object) -> None:
    (note,) = notes(whole=whole)
    assert (HARBOUR.text[note.start : note.end], note.kind, note.text.plain) == ("second ship", "context", "Why?")


@pytest.mark.parametrize(
    ("motivation", "kind"),
    [
        ("commenting", "context"),
        ("describing", "clarification"),
        ("oa:questioning", "question"),
        ("editing", "correction"),
        ("assessing", "claim"),
        (["bookmarking", "questioning"], "question"),
        ("classifying", "context"),
        (None, "context"),
    ],
)
def test_the_motivation_says_what_kind_of_note_it_is(motivation: object, kind: str) -> None:
    (note,) = notes(annotation(motivation=motivation))
    assert note.kind == kind


def test_a_tag_that_names_a_kind_goes_before_the_motivation() -> None:
    tag = {"type": "TextualBody", "value": "Dispute", "purpose": "tagging"}
    one = annotation(motivation="commenting", body=[{"type": "TextualBody", "value": "No."}, tag])
    (note,) = notes(one)
    assert (note.kind, note.text.plain) == ("dispute", "No.")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"type": "TextualBody", "value": "a *b* [[c]]"}, "a *b* [[c]]"),
        ({"type": "TextualBody", "value": "a *b*", "format": "text/markdown"}, "a b"),
        ({"type": "TextualBody", "value": "<p>a <b>b</b></p><script>c</script>", "format": "text/html"}, "a b"),
        ([{"type": "TextualBody", "value": "a"}, {"type": "TextualBody", "value": "b"}], "a\n\nb"),
        ({"type": "Choice", "items": [{"type": "TextualBody", "value": "a"}, {"value": "b"}]}, "a"),
        ("https://example.org/list", "https://example.org/list"),
        ({"type": "SpecificResource", "source": "https://example.org/list"}, "https://example.org/list"),
    ],
)
def test_a_body_is_read_by_its_format(body: object, words: str) -> None:
    (note,) = notes(annotation(body=body))
    assert note.text.plain == words


def test_the_short_form_of_a_body_is_a_text() -> None:
    one = annotation()
    del one["body"]
    (note,) = notes(one | {"bodyValue": "a <b>"})
    assert note.text.plain == "a <b>"


def test_each_target_has_its_own_note() -> None:
    target = [annotation(exact)["target"] for exact in ("opened", "closed")]
    assert [HARBOUR.text[one.start : one.end] for one in notes(annotation(target=target))] == ["closed", "opened"]


def test_each_target_that_is_not_found_is_kept() -> None:
    lost = [{"source": SOURCE, "selector": {"type": "TextQuoteSelector", "exact": words}} for words in ("gone", "away")]
    after = sidecar_of(arrive(WEB_ANNOTATION, [annotation(target=lost)], "x.json", site(HARBOUR)), HARBOUR)
    assert after.count("# Not placed: the article does not have these words (urn:x:1):\n# - quote: ") == 2


def test_a_selector_that_refines_another_is_the_one_that_is_meant() -> None:
    (quote,) = (one for one in quoted(TEXT, "opened") if one["type"] == "TextQuoteSelector")
    outer = {"type": "TextQuoteSelector", "exact": "The harbour opened again.", "refinedBy": quote}
    (note,) = notes(annotation(target={"source": SOURCE, "selector": outer}))
    assert HARBOUR.text[note.start : note.end] == "opened"


def test_a_maker_with_a_name_signs_the_note() -> None:
    people = [{"type": "Person", "name": "Ada"}, {"id": "https://example.org/b"}, {"nickname": "Cy"}]
    (note,) = notes(annotation(creator=people))
    assert note.by == "Ada, Cy"


def test_words_that_name_a_term_are_counted_and_left_to_the_build() -> None:
    body = {"type": "SpecificResource", "source": "https://example.org/term", "purpose": "identifying"}
    made = arrive(WEB_ANNOTATION, [annotation(body=body), annotation("opened", body=body)], "x.json", site(HARBOUR))
    assert (made.files, made.additions) == ((), ())
    assert told(made) == ["which term is meant is left to the build: 2 annotations"]


def test_a_source_that_the_site_knows_is_named_by_its_id() -> None:
    links = [{"source": f"https://example.org/{name}", "purpose": "linking"} for name in ("list", "else")]
    one = annotation(body=[{"type": "TextualBody", "value": "So."}, *links])
    here = site(HARBOUR, documents=(("the-list", "https://example.org/list"),))
    after = sidecar_of(arrive(WEB_ANNOTATION, [one], "x.json", here), HARBOUR)
    assert "sources:\n    - the-list\n    - title: example.org\n      url: https://example.org/else\n" in after


def test_a_page_of_our_own_site_is_known_by_its_name() -> None:
    about = article(TEXT)
    for page, here in (
        ("harbour.html", site(about)),
        ("https://a.org/b/articles/harbour.html", site(about, url="https://a.org/b")),
    ):
        target = {"source": page, "selector": quoted(TEXT, "opened")}
        after = sidecar_of(arrive(WEB_ANNOTATION, [annotation(target=target)], "x.json", here), about)
        assert len(notes_of(about, after)) == 1


WORDS = st.sampled_from(
    "the harbour was closed on Monday, 🚢 ships — “so” не был 東京 *a* _b_ [[c]] <i> &amp; # 1.".split()
)
TEXTS = st.lists(st.lists(WORDS, min_size=3, max_size=25).map(" ".join), min_size=1, max_size=4).map("\n\n".join)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_an_annotation_of_any_words_of_any_article_is_placed_on_them(text: str, data: st.DataObject) -> None:
    about = article(f"A {text}", f"source: {{url: '{SOURCE}'}}\n")
    starts = [
        at
        for at in range(len(about.text))
        if not about.text[at].isspace() and (at == 0 or about.text[at - 1].isspace())
    ]
    ends = [
        at
        for at in range(1, len(about.text) + 1)
        if not about.text[at - 1].isspace() and about.text[at : at + 1].strip() == ""
    ]
    start = data.draw(st.sampled_from(starts))
    end = data.draw(st.sampled_from([at for at in ends if at > start]))
    selector = {"type": "TextPositionSelector", "start": start, "end": end}
    quote = {"type": "TextQuoteSelector", "exact": about.text[start:end]}
    target = {"source": SOURCE, "selector": [selector, quote]}
    made = arrive(WEB_ANNOTATION, [annotation(target=target)], "x.json", site(about))
    if not any(char.isalnum() for char in about.text[start:end]):
        return
    (note,) = notes_of(about, sidecar_of(made, about))
    assert (note.start, note.end) == (start, end)


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=3))
def test_the_words_of_any_plain_body_are_shown_as_they_are(parts: Iterable[str]) -> None:
    value = "\n\n".join(parts)
    (note,) = notes(annotation(body={"type": "TextualBody", "value": f"A{value}"}))
    shown = "".join(f"A{value}".split())
    kept = "".join(char for char in shown if char.isprintable() or char.isspace())
    assert "".join(char for char in note.text.plain if not char.isspace() and char.isprintable()) == kept
