"""Sidecars and glossary files: metadata, values, terms, sources and what hangs on quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import folded, parse_html

from briefs.core.diagnostics import Diagnostic
from briefs.core.model import (
    Annotation,
    Document,
    Event,
    Hole,
    Image,
    MatchRule,
    Note,
    Origin,
    Parsed,
    Pin,
    Quote,
    Reference,
    Rich,
    Unit,
    UnitKind,
    Update,
    When,
)
from briefs.core.source import Source, Span
from briefs.stages.parse import parse

SIDECAR = "content/articles/2022/x.yaml"


def read_all(sidecar: str, name: str = "x.txt", kind: UnitKind = "article") -> tuple[Parsed, tuple[Diagnostic, ...]]:
    text = Source(f"content/articles/2022/{name}", "Some words stand here.\n", "d")
    checked = parse(Unit(kind, text, Source(SIDECAR, sidecar, "s")))
    return checked.value, checked.diagnostics


def read(sidecar: str) -> Parsed:
    parsed, faults = read_all(sidecar)
    assert faults == ()
    return parsed


def read_glossary(text: str) -> tuple[Parsed, tuple[Diagnostic, ...]]:
    checked = parse(Unit("glossary", Source("content/glossary/g.yaml", text, "g")))
    return checked.value, checked.diagnostics


def places(faults: tuple[Diagnostic, ...]) -> list[tuple[str, str, int, int]]:
    return [(d.severity, d.code, d.span.line, d.span.column) for d in faults if d.span]


def value(text: str) -> Rich:
    return read(f"summary: {text}\n").summary


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_value_of_one_paragraph_has_no_paragraph_around_it() -> None:
    assert value('"a *b* <i> & `c`"') == Rich(("a <em>b</em> &lt;i&gt; &amp; <code>c</code>",), "a b <i> & c")


def test_a_value_of_several_blocks_keeps_them() -> None:
    parsed = read("summary: |\n  # One\n\n  Two.\n\n  - three\n")
    assert parsed.summary == Rich(("<h4>One</h4><p>Two.</p><ul><li>three</li></ul>",), "One\n\nTwo.\n\nthree")


def test_links_in_a_value_are_holes_for_the_address_and_where_there_are_no_words_for_the_title() -> None:
    parsed = read('summary: "See [[other]], [[term:irgc|the *Corps*]], [it](../y.md#z) and [web](https://a.b/)."\n')
    assert parsed.summary.parts == (
        'See <a href="', Hole("article:other"), '">', Hole("article:other", True), '</a>, <a href="', Hole("term:irgc"),
        '">the <em>Corps</em></a>, <a href="', Hole("file:content/articles/y.md#z"),
        '">it</a> and <a href="https://a.b/" rel="noopener external">web</a>.',
    )  # fmt: skip
    assert parsed.summary.plain == "See other, the Corps, it and web."
    assert parsed.outline.references == (
        Reference("article", "other"),
        Reference("term", "irgc"),
        Reference("file", "content/articles/y.md#z"),
    )


def test_references_in_values_stand_at_their_letters_each_at_its_own() -> None:
    sidecar = "summary: >-\n  See [[a]] and\n  [[a]].\nstandfirst: '[[a]]'\n"
    spans = read(sidecar).places.references
    assert [(s.path, s.line, s.column, s.end_column) for s in spans] == [
        (SIDECAR, 4, 14, 19),
        (SIDECAR, 2, 7, 12),
        (SIDECAR, 3, 3, 8),
    ]


def test_a_mistake_in_a_value_is_shown_at_its_letters() -> None:
    _, faults = read_all('notes:\n  - quote: words\n    text: "see [it](javascript:x)"\n')
    assert places(faults) == [("error", "link-scheme", 3, 21)]


def test_signs_for_which_an_address_would_be_no_link_are_written_as_digits() -> None:
    parsed, faults = read_all("source: {url: 'https://e.example/a \"<b>\"?c=d'}\n")
    assert (parsed.source.url, faults) == ("https://e.example/a%20%22%3Cb%3E%22?c=d", ())


def test_a_value_has_no_footnotes() -> None:
    assert value('"a[^1] ^[b]"').plain == "a[^1] ^[b]"


_MARKS = "* ** ` ~~ [ ]( ) [[ ]] | < > & # - 1. ![ a b é <script> [[term:x]] [[y]] [z](w.md) | ---".split()


@given(st.lists(st.sampled_from((*_MARKS, "\n", "\n\n")), max_size=25))
def test_any_value_gives_sound_html_and_its_words(pieces: list[str]) -> None:
    written = " ".join(pieces).replace("\n", "\n  ")
    parsed, _ = read_all(f"summary: |2\n  {written}\n")
    html = "".join(part if isinstance(part, str) else "hole" for part in parsed.summary.parts)
    page = parse_html(html)
    assert "\0" not in html
    assert not {e.tag for e in page} & {"script"}
    filled = [p if isinstance(p, str) else p.target.partition(":")[2] * p.title for p in parsed.summary.parts]
    assert folded(parse_html("".join(filled)).text()) == folded(parsed.summary.plain)


# ── metadata ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_key_of_the_metadata_arrives() -> None:
    parsed = read(
        """
title: T
kicker: K
standfirst: S *s*
byline: B
dateline: WASHINGTON
date: 2022-10-21T09:47:00
updated: 2022-10-22
language: pt-BR
slug: other-name
draft: true
tags: [a, b, a]
image: {file: ../img/m.png, alt: A map, credit: AP}
source:
  {name: N, url: "https://n.org/", published: 2022-10-20, retrieved: 2022-10-23, archived: "https://a.org/", licence: L}
redirect_from: [old/path.html, b.html]
related: [one, two]
key_points: [a *b*, c]
"""
    )
    outline = parsed.outline
    assert (outline.title, outline.kicker, outline.byline, parsed.dateline) == ("T", "K", "B", "WASHINGTON")
    assert outline.standfirst == Rich(("S <em>s</em>",), "S s")
    assert (outline.date, outline.updated, outline.language) == ("2022-10-21T09:47:00", "2022-10-22", "pt-BR")
    assert (outline.slug, outline.path, outline.draft) == ("other-name", "articles/other-name.html", True)
    assert outline.tags == ("a", "b")
    assert outline.image == Image("content/articles/img/m.png", "A map", "AP")
    assert parsed.source == Origin("N", "https://n.org/", "2022-10-20", "2022-10-23", "https://a.org/", "L")
    assert outline.redirect_from == ("old/path.html", "b.html")
    assert outline.related == ("one", "two")
    assert [point.plain for point in parsed.key_points] == ["a b", "c"]
    assert set(outline.references) == {
        Reference("image", "content/articles/img/m.png"), Reference("article", "one"), Reference("article", "two"),
    }  # fmt: skip


def test_a_title_that_looks_like_a_list_or_heading_is_kept() -> None:
    assert read('title: "1. First #1"\n').outline.title == "1. First #1"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("A File & more.txt", "a-file-more"),
        ("Straße_2.txt", "straße_2"),
        ("e\u0301te\u0301.txt", "été"),
        ("\u0641\u0627\u0631\u0633\u06cc.txt", "\u0641\u0627\u0631\u0633\u06cc"),
    ],
)
def test_the_slug_is_the_file_s_stem(name: str, slug: str) -> None:
    assert read_all("", name)[0].outline.slug == slug


def test_a_slug_longer_than_80_is_cut_and_told_apart() -> None:
    first, second = (read_all("", "a" * 90 + end + ".txt")[0].outline.slug for end in "xy")
    assert len(first) <= 80
    assert first != second


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("slug: a/b", "slug", 7),
        ("slug: Some Thing", "slug", 7),
        ("slug: con", "reserved-name", 7),
        ("language: en_GB!", "language", 11),
        ("redirect_from: [/x.html]", "redirect-path", 17),
        ("redirect_from: [a/../../x.html]", "redirect-path", 17),
        ("redirect_from: ['https://a.b/x.html']", "redirect-path", 17),
        ("redirect_from: [old/]", "redirect-path", 17),
        ("redirect_from: [aux/x.html]", "reserved-name", 17),
        ("image: {file: 'https://a.b/x.png', alt: a}", "image-outside", 15),
        ("image: {file: ../../../../x.png, alt: a}", "link-outside", 15),
        ("source: {url: 'javascript:x'}", "link-scheme", 15),
        ("titel: x", "unknown-key", 1),
        ("date: tomorrow", "wrong-type", 7),
        ("notes: [{quote: ''}]", "quote-empty", 17),
        ("notes: [{quote: '  '}]", "quote-empty", 17),
        ("notes: [{quote: words, occurrence: 0}]", "wrong-type", 36),
        ("timeline: [{date: 2022-10-10, end: 2022-10-01, text: t}]", "event-order", 36),
        ("timeline: [{date: 2022-10, end: 2022-09-30, text: t}]", "event-order", 33),
        ("timeline: [{date: '2022-10-10T10:00', end: '2022-10-10T09:59', text: t}]", "event-order", 44),
        ("sources: [{title: T, id: ''}]", "slug", 26),
        ("sources: [{title: ''}]", "missing-key", 19),
        ("glossary: [{term: T, id: ''}]", "slug", 26),
        ("glossary: [{term: ''}]", "missing-key", 19),
        ("terms: [{quote: '', term: x}]", "quote-empty", 17),
        ("timeline: [{date: 2022, text: t, quote: ''}]", "quote-empty", 41),
        ("sources: [{title: T, url: 'files/x.pdf'}]", "link-scheme", 27),
        ("sources: [{title: T, id: 'A B'}]", "slug", 26),
        ("sources: [{id: a, title: T}, {id: a, title: U}]", "duplicate-source", 30),
        ("glossary: [{term: T, id: 'A B'}]", "slug", 26),
        ("glossary: [{term: Index}]", "reserved-name", 19),
        ("glossary: [{term: T, same_as: ['x']}]", "link-scheme", 32),
    ],
)
def test_a_mistake_is_an_error_at_its_value(line: str, code: str, column: int) -> None:
    _, faults = read_all(line + "\n")
    assert places(faults) == [("error", code, 1, column)]
    assert faults[0].hint


def test_a_quote_longer_than_any_article_is_an_error() -> None:
    _, faults = read_all(f"notes: [{{quote: '{'a' * 100_001}'}}]\n")
    assert places(faults) == [("error", "quote-too-long", 1, 17)]


@pytest.mark.parametrize("name", ["claims", "timeline", "search", "map", "404", "glossary", "articles"])
def test_a_page_may_not_take_an_address_of_the_site_s_own(name: str) -> None:
    text = Source(f"content/pages/{name}.md", "text\n", "d")
    (fault,) = parse(Unit("page", text)).diagnostics
    assert (fault.code, fault.span) == ("page-reserved", Span(text.path))


def test_a_page_called_index_is_the_front_page() -> None:
    read = parse(Unit("page", Source("content/pages/index.md", "# Start\n", "d")))
    assert (read.value.outline.path, read.diagnostics) == ("index.html", ())


def test_a_page_stands_at_its_name() -> None:
    outline = parse(Unit("page", Source("content/pages/About us.md", "# About\n", "d"))).value.outline
    assert (outline.kind, outline.path, outline.title) == ("page", "about-us.html", "About")


def test_a_sidecar_that_is_no_yaml_leaves_the_article_readable() -> None:
    parsed, faults = read_all("title: [\n")
    assert [d.severity for d in faults] == ["error"]
    assert parsed.plain.text == "Some words stand here."


# ── sources ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sources_written_in_place_are_sources_like_any_other() -> None:
    parsed = read(
        """
sources:
  - {id: one, title: The *one*, publisher: P, url: "https://a.b/", date: 2022, kind: official, checked: 2022, note: n}
notes:
  - {quote: words, sources: [elsewhere, {title: Second source}, one]}
timeline:
  - {date: 2022-10-10, text: t, sources: [third, one]}
"""
    )
    assert parsed.outline.documents == (
        Document("one", "The one", "P", "https://a.b/", "2022", "official", "", "2022", Rich(("n",), "n")),
        Document("second-source", "Second source"),
    )
    assert [s.line for s in parsed.places.documents] == [3, 5]
    assert parsed.outline.cites == ("elsewhere", "second-source", "one", "third")
    used = [(r.target, s.line) for r, s in zip(parsed.outline.references, parsed.places.references, strict=True)]
    assert used == [("elsewhere", 5), ("second-source", 5), ("one", 5), ("third", 7), ("one", 7)]


def test_the_same_source_written_out_twice_is_one() -> None:
    parsed = read("notes:\n  - {quote: a, sources: [{title: T}]}\n  - {quote: b, sources: [{title: T}]}\n")
    assert [d.id for d in parsed.outline.documents] == ["t"]


# ── what hangs on quotes ─────────────────────────────────────────────────────────────────────────────────────────


def test_pins_notes_and_events_wait_for_their_places() -> None:
    parsed = read(
        """
terms:
  - {quote: Some words, term: irgc}
  - {quote: here, term: null}
notes:
  - {quote: words, prefix: Some, suffix: stand, occurrence: 1, kind: claim, text: "*t*", by: Kirby, status: reported}
  - quote: stand
timeline:
  - {date: 2022-10-10, end: 2022-10-12, text: First, quote: Some}
  - {date: 2022-10-11, text: Second}
"""
    )
    assert [(a.quote, a.payload) for a in parsed.annotations] == [
        (Quote("Some words"), Pin(-1, -1, "irgc")),
        (Quote("here"), Pin(-1, -1, "")),
        (Quote("words", "Some", "stand", 1), Note("claim", -1, -1, Rich(("<em>t</em>",), "t"), "Kirby", "reported")),
        (Quote("stand"), Note("context", -1, -1, Rich())),
        (Quote("Some"), Event("2022-10-10", Rich(("First",), "First"), "2022-10-12")),
    ]
    assert parsed.annotations[2] == Annotation(
        parsed.annotations[2].quote,
        parsed.annotations[2].payload,
        Span(SIDECAR, 6, 13, 6, 18),
        Span(SIDECAR, 6, 70, 6, 75),
    )
    assert parsed.outline.events == (Event("2022-10-11", Rich(("Second",), "Second")),)
    assert parsed.outline.notes == 2
    assert parsed.outline.references == (Reference("term", "irgc"),)


@pytest.mark.parametrize(
    ("date", "end"),
    [
        ("2022-10-10", "2022-10-10"),
        ("2022-10-10", "2022-10"),
        ("2022", "2022-01-01"),
        ("2022-10-21T23:00+02:00", "2022-10-21T22:00Z"),
        ("2022-10-21T09:47:30", "2022-10-21T09:47:10"),
    ],
)
def test_an_end_that_may_not_be_before_its_beginning_is_let_be(date: str, end: str) -> None:
    parsed = read(f"timeline: [{{date: '{date}', end: '{end}', text: t}}]\n")
    assert [event.text.plain for event in parsed.outline.events] == ["t"]


def test_what_hangs_on_an_entry_that_could_not_be_read_whole_is_marked() -> None:
    parsed, faults = read_all("notes:\n  - {quote: Some, txt: One}\n  - {quote: words, kind: claim}\n")
    assert [d.code for d in faults] == ["unknown-key"]
    assert [(a.quote.exact, a.faulty) for a in parsed.annotations] == [("Some", True), ("words", False)]


# ── terms ────────────────────────────────────────────────────────────────────────────────────────────────────────

IRGC = """
id: irgc
term: Islamic Revolutionary Guard Corps
abbreviation: IRGC
aliases: [Revolutionary Guards, the Corps]
native: {fa: سپاه}
pronunciation: x
kind: organisation
definition: An *army*.
body: |
  One.

  Two.
see_also: [shahed]
broader: [army]
narrower: [quds]
same_as: ["https://www.wikidata.org/entity/Q1"]
as_of: 2022-10-01
updates:
  - {date: 2023-10-18, text: Later, sources: [a]}
  - {date: 2023, text: Sooner}
sources: [b, {title: C}]
match: {case: exact, inflect: false, not: [Corps of Signals], link: none}
"""


def test_every_key_of_a_term_arrives() -> None:
    parsed, faults = read_glossary(IRGC)
    assert faults == ()
    (term,) = parsed.outline.terms
    assert (term.id, term.term, term.abbreviation) == ("irgc", "Islamic Revolutionary Guard Corps", "IRGC")
    assert term.aliases == ("Revolutionary Guards", "the Corps")
    assert (term.native, term.pronunciation, term.kind) == ((("fa", "سپاه"),), "x", "organisation")
    assert term.definition == Rich(("An <em>army</em>.",), "An army.")
    assert term.body.parts == ("<p>One.</p><p>Two.</p>",)
    assert (term.see_also, term.broader, term.narrower) == (("shahed",), ("army",), ("quds",))
    assert (term.same_as, term.as_of) == (("https://www.wikidata.org/entity/Q1",), "2022-10-01")
    assert term.updates == (
        Update("2023", Rich(("Sooner",), "Sooner")),
        Update("2023-10-18", Rich(("Later",), "Later"), ("a",)),
    )
    assert term.sources == ("b", "c")
    assert term.match == MatchRule("exact", False, ("Corps of Signals",), "none")
    assert parsed.outline.kind == "glossary"
    assert (parsed.outline.path, parsed.digest) == ("", "g")
    assert sorted((r.kind, r.target) for r in parsed.outline.references) == [
        ("source", "a"), ("source", "b"), ("source", "c"), ("term", "army"), ("term", "quds"), ("term", "shahed"),
    ]  # fmt: skip
    assert parsed.places.terms == (Span("content/glossary/g.yaml", 2, 5, 2, 9),)


def test_a_glossary_file_holds_a_list_as_well_or_nothing() -> None:
    parsed, faults = read_glossary("- term: One\n- term: Second Term\n  abbreviation: ST\n")
    assert ([t.id for t in parsed.outline.terms], faults) == (["one", "st"], ())
    assert read_glossary("# nothing yet\n")[1] == ()


def test_senses_share_the_name_and_differ_in_what_they_mean() -> None:
    text = """
term: Mercury
kind: planet
senses:
  - id: mercury-metal
    definition: A metal.
    kind: element
    when: {tags: [chemistry], words: [toxic], after: 2020, before: 2023-01}
  - {id: mercury-planet, definition: A planet.}
"""
    parsed, faults = read_glossary(text)
    when = When(("chemistry",), "2020", "2023-01", ("toxic",))
    assert faults == ()
    assert [(t.id, t.term, t.kind, t.definition.plain, t.sense_of, t.when) for t in parsed.outline.terms] == [
        ("mercury-metal", "Mercury", "element", "A metal.", "mercury", when),
        ("mercury-planet", "Mercury", "planet", "A planet.", "mercury", None),
    ]


def test_an_entry_with_senses_and_a_definition_of_its_own_is_a_term_too() -> None:
    parsed, _ = read_glossary("term: M\ndefinition: Any.\nsenses: [{id: m-1, definition: One.}]\n")
    assert [(t.id, t.sense_of) for t in parsed.outline.terms] == [("m", ""), ("m-1", "m")]


def test_terms_of_a_sidecar_have_their_places() -> None:
    parsed = read("glossary:\n  - {term: T, definition: 'see [[term:u]]'}\n")
    assert [t.id for t in parsed.outline.terms] == ["t"]
    assert parsed.places.terms == (Span(SIDECAR, 2, 12, 2, 13),)
    assert parsed.places.references == (Span(SIDECAR, 2, 32, 2, 42),)


def test_a_mistake_in_one_entry_leaves_the_others() -> None:
    parsed, faults = read_glossary("- term: One\n- id: x\n- term: Two\n")
    assert [t.id for t in parsed.outline.terms] == ["one", "two"]
    assert places(faults) == [("error", "missing-key", 2, 3)]


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("term: Islamic Revolutionary Guard Corps (IRGC)", "irgc"),
        ("term: Full Name (FN)\nabbreviation: F.N.", "f-n"),
        ("term: Full Name (FN)\nid: full", "full"),
        ("term: The Corps (in Iran)", "the-corps-in-iran"),
        ("term: (FN)", "fn"),
    ],
)
def test_an_id_is_the_slug_of_the_abbreviation_however_that_is_given(keys: str, name: str) -> None:
    parsed, faults = read_glossary(keys + "\n")
    assert ([term.id for term in parsed.outline.terms], faults) == ([name], ())


def test_a_term_without_a_name_is_none_and_an_empty_id_is_as_if_none_were_given() -> None:
    parsed, faults = read_glossary("- {term: '  ', id: x}\n- {term: Two, id: ''}\n")
    assert [term.id for term in parsed.outline.terms] == ["two"]
    assert [(d.code, d.message) for d in faults] == [
        ("missing-key", "`term` is empty"),
        ("slug", "the term id is empty"),
    ]
    assert faults[0].hint == "write the term's name"


def test_each_definition_has_its_place_or_that_of_its_term() -> None:
    text = "- {term: One, definition: First.}\n- term: Two\n- {term: M, senses: [{id: m-1, definition: A.}]}\n"
    parsed, _ = read_glossary(text)
    lines = text.splitlines()
    shown = [lines[s.line - 1][s.column - 1 : s.end_column - 1] for s in parsed.places.definitions]
    assert shown == ["First.", "Two", "A."]


def test_a_glossary_file_that_begins_like_a_sidecar_is_one_error_and_its_terms_are_known() -> None:
    parsed, faults = read_glossary("glossary:\n  - {term: One}\n  - {term: Two}\n")
    assert [term.id for term in parsed.outline.terms] == ["one", "two"]
    assert places(faults) == [("error", "unknown-key", 1, 1)]
    assert faults[0].hint == "begin with the list itself, without `glossary:`"


def test_the_place_of_an_article_is_its_slug_where_one_is_given() -> None:
    assert read("slug: other\n").places.unit == Span(SIDECAR, 1, 7, 1, 12)
    assert read("title: T\nslug: ''\n").places.unit == Span("content/articles/2022/x.txt")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("terms: [{quote: words}]", "add `term:` with the id of a term, or `null` to never link it"),
        ("notes: [{quote: , text: t}]", "write words copied from the article after the colon"),
        ("notes: [{quote: words, text: t, occurrence: second}]", "write digits alone, such as 2"),
        ("notes: {quote: words}", "begin each item with `- `"),
    ],
)
def test_a_hint_says_what_to_write(line: str, hint: str) -> None:
    _, (fault,) = read_all(line + "\n")
    assert fault.hint.startswith(hint)


def test_forms_in_other_languages_must_name_the_language() -> None:
    _, (fault,) = read_glossary("term: T\nnative: سپاه\n")
    assert fault.message == "`native` must name a language for each form, such as {fa: سپاه}, not `سپاه`"


def test_null_for_a_list_is_none_and_an_item_that_is_nothing_is_no_tag() -> None:
    assert read("notes: null\ntags: ~\nglossary:\n").outline.tags == ()
    parsed, faults = read_all("tags: [war, ~]\n")
    assert (parsed.outline.tags, places(faults)) == (("war",), [("error", "wrong-type", 1, 13)])


@pytest.mark.parametrize("key", ["omit", "caption"])
def test_a_paragraph_that_is_not_alike_is_not_offered_as_the_nearest(key: str) -> None:
    written = "[A ship at sea]" if key == "omit" else "A ship at sea"
    text = Source("content/articles/x.txt", "A headline\n\nSome words stand here.\n", "d")
    (fault,) = parse(Unit("article", text, Source(SIDECAR, f"{key}: {written}\n", "s"))).diagnostics
    assert fault.hint == "copy a whole paragraph from the text, from its first word to its last"


def test_more_senses_than_any_name_has_are_an_error_and_left_out() -> None:
    senses = ", ".join(f"{{id: s{n}, definition: d}}" for n in range(102))
    parsed, (fault,) = read_glossary(f"{{term: T, senses: [{senses}]}}\n")
    assert (fault.code, fault.message) == ("senses-many", "this term has 102 senses; 100 are kept apart")
    assert [term.id for term in parsed.outline.terms] == [f"s{n}" for n in range(100)]


def test_a_name_longer_than_any_text_calls_a_thing_is_an_error_and_cut() -> None:
    long, whole = "tee" * 1_000, "t" * 2_500
    entry = f"{{term: {long}, abbreviation: {long}, aliases: [{whole}, x{long}], native: {{fa: {long}}}, "
    parsed, faults = read_glossary(f"{entry}match: {{not: [{long}]}}, definition: d}}\n")
    assert [fault.code for fault in faults] == ["name-long"] * 5
    (term,) = parsed.outline.terms
    names = (term.term, term.abbreviation, *term.aliases, *(name for _, name in term.native), *term.match.not_)
    assert {len(name) for name in names} == {2_500}
    assert term.aliases[0] == whole
