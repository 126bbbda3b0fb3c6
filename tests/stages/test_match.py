"""Terms in a text: LINKING "Terms"."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.core.model import Block, Matched, MatchRule, Pin, Plain, Term, TermRule, Unit, When, Zone
from briefs.core.source import Source
from briefs.stages.lexicon import lexicon
from briefs.stages.match import Context, Matcher
from briefs.stages.parse import parse


def plain(*paragraphs: str, kinds: str = "", zones: tuple[Zone, ...] = ()) -> Plain:
    """Paragraphs joined by a blank line; ``h`` in ``kinds`` makes one a heading with its zone."""
    blocks, closed, at = [], list(zones), 0
    for number, words in enumerate(paragraphs, 1):
        heading = kinds[number - 1 : number] == "h"
        blocks.append(Block(at, at + len(words), "heading" if heading else "paragraph", number))
        closed += [Zone(at, at + len(words), "heading")] if heading else []
        at += len(words) + 2
    return Plain("\n\n".join(paragraphs), tuple(blocks), tuple(closed))


def matcher(terms: list[Term], density: str = "every", quotations: str = "link") -> Matcher:
    return Matcher(lexicon(terms), [TermRule(t.id, t.match.link, t.when) for t in terms], density, quotations)


def in_text(text: str | Plain, *terms: Term | str, context: Context = Context(), **options: str) -> Matched:
    given = [t if isinstance(t, Term) else Term(id=t, term=t) for t in terms]
    where = plain(*text.split("\n\n")) if isinstance(text, str) else text
    return matcher(given, **options).match(where, context=context, ledger=True)


def linked(found: Matched) -> list[str]:
    return [m.surface for m in found.mentions if m.linked]


def reasons(found: Matched) -> set[tuple[str, str]]:
    return {(s.surface, s.reason) for s in found.skipped}


KIRBY = Term(id="john", term="John Kirby", kind="person", aliases=("Jack K. Kirby",))


def test_acronyms_that_are_also_words_link_none_of_the_words() -> None:
    text = (
        "Who can act? They told us it can be on the ice; if it is ai-driven, who knows. CANADA let us in, WHOLE ACTS, "
        "ICELAND, OpenAI, said, USB, “it” and “us”, IT'S and can’t, us.it, www.WHO.int, AIR and WHOIS. We gave us aid."
    )
    found = in_text(text, "US", "IT", "WHO", "ICE", "ACT", "CAN", "AI", "US aid")
    assert found.mentions == ()


COMMON = ("US", "IT", "WHO", "ICE", "ACT", "CAN", "AI")
PROSE = (
    "Who told us that it can act? It can, and who knows it better than us. Us two can act on ice; Ice is cold, and it "
    "can break. Can it? Act now, they said, or it will act on us. Can-do men, ice-cold it-girls, a who’s-who, an "
    "act-of-God; it’s, it'll, who’d, who's, can’t, can't, us-and-them, ice’s, act’s and Ai Weiwei, ai, i.t. "
    "“It,” he said, “is us.” ‘Who?’ (Can it?) [Act!] AIR and AIRPORTS, OpenAI, CANADA, CANAL, WHOLE, WHOSE, "
    "ICELAND, ACTS2, ACTION, FACT, PACT, BUS, USAGE, USB, ITALY, KIT, ITEM, us_it, IT_x, @US, #WHO, #ICE, WHO.int, "
    "www.ICE.gov, https://x.org/US/IT, US.pdf, it@US.org, ACT2, 2CAN and résUSmé.\n\n"
    "WHO CAN TELL US IF IT CAN ACT ON ICE?\n\nIt was over. Who could say? Act two began. Us? Can you?"
)


def test_seven_acronyms_that_are_common_words_link_none_of_a_long_text() -> None:
    assert linked(in_text((PROSE + "\n\n") * 40 + "So it is.", *COMMON)) == []


@pytest.mark.parametrize("name", COMMON)
def test_and_are_found_where_they_do_stand(name: str) -> None:
    text = f"{PROSE}\n\nThe {name} said so. It was “{name}”, the {name}’s own, {name}-led, (“{name}”), and {name}."
    assert linked(in_text(text, *COMMON)) == [name] * 6


def test_every_overlapping_hit_is_filtered_before_the_longest_is_taken() -> None:
    found = in_text("The Guard Corpse met the Guard.", "Guard Corps", "Guard")
    assert linked(found) == ["Guard", "Guard"]


def test_a_longer_name_hides_the_shorter_and_the_ledger_says_so() -> None:
    found = in_text("A Shahed-136 fell.", "Shahed", "Shahed-136")
    assert [m.term for m in found.mentions] == ["Shahed-136"]
    assert reasons(found) == {("Shahed", "inside longer name")}


def test_two_capitals_in_a_name_found_by_two_keys_is_one_place() -> None:
    found = in_text("Two UAVs.", Term(id="a", term="UAV"), Term(id="b", term="drone", aliases=("UAVs",)))
    assert found.mentions == ()
    assert [c.terms for c in found.clashes] == [("a", "b")]


@pytest.mark.parametrize(
    "text",
    [
        "United Nations",
        "United\u00a0Nations",
        "United\nNations",
        "Uni\u00adted Nations",
        "United-Nations",
        "UNITED nations",
    ],
)
def test_spaces_hyphens_and_hidden_characters_do_not_matter(text: str) -> None:
    assert linked(in_text(f"The {text} said.", "United Nations")) == [text]


def test_in_a_line_in_capitals_names_of_several_words_alone_are_found() -> None:
    found = in_text("THE US AND THE UNITED NATIONS SAY NO", "US", "United Nations")
    assert linked(found) == ["UNITED NATIONS"]
    assert ("US", "line in capitals") in reasons(found)
    assert linked(in_text("US", "US")) == ["US"]


def test_cyrillic_cases_are_inside_the_link() -> None:
    found = in_text("Войска Украины у Чёрного моря. НАТО и НАТОвцы.", "Украина", "Чёрное море", "НАТО")
    assert linked(found) == ["Украины", "Чёрного моря", "НАТО"]
    assert linked(in_text("В Украине.", Term(id="u", term="Украина", match=MatchRule(inflect=False)))) == []


def test_a_persian_suffix_behind_a_zero_width_non_joiner_is_another_name() -> None:
    guards = Term(id="g", term="سپاه")
    assert linked(in_text("سپاه‌ها آمدند. سپاه گفت.", guards)) == ["سپاه"]
    assert linked(in_text("سپاه‌ها آمدند.", Term(id="g", term="سپاه", aliases=("سپاه‌ها",)))) == ["سپاه‌ها"]


def test_a_surname_stands_for_a_person_once_the_full_name_has_stood() -> None:
    found = in_text("Kirby spoke. John Kirby spoke. Kirby left; the kirby stayed. Kirby's hat.", KIRBY)
    assert linked(found) == ["John Kirby", "Kirby", "Kirby"]
    assert ("Kirby", "surname before full name") in reasons(found)


def test_an_alias_a_heading_and_a_link_made_by_hand_introduce_a_person_too() -> None:
    assert linked(in_text("Jack K. Kirby spoke. Kirby left.", KIRBY)) == ["Jack K. Kirby", "Kirby"]
    assert linked(in_text(plain("John Kirby", "Kirby left.", kinds="hp"), KIRBY)) == ["Kirby"]
    by_hand = plain("The admiral left. Kirby too.", zones=(Zone(4, 11, "link", "term:john"),))
    assert linked(in_text(by_hand, KIRBY)) == ["admiral", "Kirby"]
    later = plain("John Kirby spoke. Kirby left. The admiral went.", zones=(Zone(34, 41, "link", "term:john"),))
    assert linked(in_text(later, KIRBY)) == ["John Kirby", "Kirby", "admiral"]


def test_a_surname_of_two_of_the_articles_people_stands_for_neither() -> None:
    jack = Term(id="jack", term="Jack Kirby", kind="person")
    found = in_text("John Kirby spoke. Kirby left. Jack Kirby came.", KIRBY, jack)
    assert linked(found) == ["John Kirby", "Jack Kirby"]
    assert ("Kirby", "surname of several") in reasons(found)
    assert linked(in_text("John Kirby spoke. Kirby left.", KIRBY, jack)) == ["John Kirby", "Kirby"]


def test_headings_code_and_links_are_closed_and_a_name_half_in_one_too() -> None:
    text = plain(
        "The IRGC", "The IRGC and the IRGC Navy.", kinds="hp", zones=(Zone(14, 18, "code"), Zone(27, 31, "link"))
    )
    found = in_text(text, "IRGC", "IRGC Navy")
    assert found.mentions == ()
    assert {r for _, r in reasons(found)} == {"heading", "code", "link"}


QUOTED = [
    "“The IRGC came,” he said. The IRGC left.", '"The IRGC came," he said. The IRGC left.',
    "„Die IRGC kam“, sagte er. Die IRGC ging.", "« Les IRGC » sont là. Les IRGC.", "»Die IRGC kam.« Die IRGC ging.",
    "「IRGC」と言った。IRGC。", "『IRGC』と言った。IRGC。", "‘The Guards’ IRGC came.’ The IRGC left.",
    "'The IRGC didn't come,' he said. The IRGC left.", "He said ‘don’t ask the IRGC’. The IRGC left.",
    "The Guards' men said “the IRGC” and 5\" of the IRGC.", "In the '90s, the boys' “IRGC” was an IRGC.",
    "“A ‘quoted IRGC’ in it.” An IRGC.",
]  # fmt: skip


@pytest.mark.parametrize("text", QUOTED)
def test_an_inline_quotation_is_marked_or_skipped_and_the_rest_linked(text: str) -> None:
    whole, marked, skipped = (in_text(text, "IRGC", quotations=q) for q in ("link", "mark", "skip"))
    assert [m.linked for m in whole.mentions] == [True, True]
    assert [m.linked for m in marked.mentions] == [False, True]
    assert [m.start for m in skipped.mentions] == [whole.mentions[1].start]
    assert reasons(marked) == reasons(skipped) == {("IRGC", "quotation")}


@pytest.mark.parametrize(
    "text",
    [
        "It's the Guards' IRGC, isn't it?",
        "“The IRGC came.",
        'He said "the IRGC',
        '5" of IRGC',
        "rock 'n' roll IRGC, the boys'",
        "IRGC” and “so",
    ],
)
def test_apostrophes_and_quotations_that_never_close_quote_nothing(text: str) -> None:
    assert linked(in_text(text, "IRGC", quotations="mark")) == ["IRGC"]


def test_a_speech_that_runs_over_paragraphs_is_quoted_to_its_end() -> None:
    text = "“The IRGC came.\n\n“The IRGC left.” The IRGC is gone."
    assert [m.linked for m in in_text(text, "IRGC", quotations="mark").mentions] == [False, False, True]


def test_with_density_first_a_quoted_mention_does_not_count() -> None:
    found = in_text("“The IRGC came.” The IRGC left. The IRGC.", "IRGC", quotations="mark", density="first")
    assert [m.linked for m in found.mentions] == [False, True, False]
    assert ("IRGC", "already linked") in reasons(found)


def test_a_block_quotation_is_a_quotation() -> None:
    text = plain("The IRGC came.", "The IRGC left.", zones=(Zone(0, 14, "quotation"),))
    assert [m.linked for m in in_text(text, "IRGC", quotations="mark").mentions] == [False, True]


def test_density_by_section_counts_links_made_by_hand() -> None:
    text = plain("IRGC. Guards.", "Later", "IRGC. IRGC.", kinds="php", zones=(Zone(6, 12, "link", "term:IRGC"),))
    found = in_text(text, "IRGC", density="section")
    assert [(m.surface, m.linked) for m in found.mentions] == [
        ("IRGC", False), ("Guards", True), ("IRGC", True), ("IRGC", False)
    ]  # fmt: skip


def test_pins_win_and_what_they_hide_is_in_the_ledger() -> None:
    text, terms = "The Guard came. The Guard left.", [Term(id="a", term="Guard"), Term(id="b", term="Coast")]
    found = matcher(terms).match(plain(text), (Pin(0, 9, "b"), Pin(20, 25, "")), ledger=True)
    assert [(m.term, m.surface, m.linked) for m in found.mentions] == [("b", "The Guard", True), ("a", "Guard", False)]
    assert [(s.start, s.reason) for s in found.skipped] == [(4, "pinned"), (20, "opted out")]


def test_a_pin_to_no_term_bars_no_name_elsewhere() -> None:
    terms = [Term(id="a", term="The Guard"), Term(id="b", term="Coast")]
    found = matcher(terms).match(plain("The Guard came. He left."), (Pin(4, 9, "b"), Pin(16, 18, "")))
    assert [(m.term, m.surface) for m in found.mentions] == [("b", "Guard")]


def test_a_pin_to_a_term_that_is_not_there_fails_nothing() -> None:
    assert [m.term for m in matcher([]).match(plain("The Guard came."), (Pin(4, 9, "a"),)).mentions] == ["a"]


def test_a_link_around_no_words_is_no_mention() -> None:
    text = plain("The coast.", zones=(Zone(4, 4, "link", "term:a"),))
    assert in_text(text, Term(id="a", term="Guard")).mentions == ()


def test_pins_and_links_made_by_hand_that_overlap_are_one_mention() -> None:
    text = plain("The Guard came.", zones=(Zone(4, 9, "link", "term:a"),))
    found = matcher([Term(id="a", term="Guard")]).match(text, (Pin(4, 14, "a"), Pin(6, 14, "a")))
    assert len(found.mentions) == 1


def test_a_pin_in_another_link_is_a_mention_without_a_link() -> None:
    text = plain("The Guard came.", zones=(Zone(4, 9, "link", "https://example.org/"),))
    found = matcher([Term(id="a", term="Guard")]).match(text, (Pin(0, 9, "a"),), ledger=True)
    assert [(m.surface, m.linked) for m in found.mentions] == [("The Guard", False)]
    assert ("The Guard", "link") in reasons(found)


def senses(*whens: When | None) -> list[Term]:
    return [Term(id=f"s{n}", term="Guard", when=when) for n, when in enumerate(whens)]


def test_a_sense_is_chosen_by_tags_dates_and_words() -> None:
    by_tag = senses(When(tags=("sea",)), When(tags=("iran",)))
    assert [m.term for m in in_text("The Guard.", *by_tag, context=Context(tags=("iran",))).mentions] == ["s1"]
    by_date = senses(When(before="2020-01-01"), When(after="2020-01-01"))
    assert [m.term for m in in_text("The Guard.", *by_date, context=Context(date="2022-05-05")).mentions] == ["s1"]
    by_word = senses(When(words=("sea",)), When(words=("Qom",)))
    assert [m.term for m in in_text("In season the Guard went to Qom.", *by_word).mentions] == ["s1"]
    assert [m.term for m in in_text("Qom is where the Guard went.", *by_word).mentions] == ["s1"]


def test_words_count_in_the_paragraph_first_and_nearby_else() -> None:
    by_word = senses(When(words=("sea",)), When(words=("Qom",)))
    assert [m.term for m in in_text("To sea.\n\nIn Qom the Guard left.", *by_word).mentions] == ["s1"]
    assert [m.term for m in in_text("In Qom.\n\nThe Guard left.", *by_word).mentions] == ["s1"]
    far = "In Qom.\n\n" + "word " * 60 + "the Guard left."
    assert len(in_text(far, *by_word).clashes) == 1


def test_a_sense_without_a_condition_is_the_default() -> None:
    assert [m.term for m in in_text("The Guard.", *senses(When(words=("sea",)), None)).mentions] == ["s1"]


def test_of_two_terms_the_only_one_otherwise_present_is_meant() -> None:
    coast, irgc = Term(id="c", term="Coast Guard", aliases=("Guard",)), Term(id="i", term="IRGC", aliases=("Guard",))
    assert [m.term for m in in_text("The Coast Guard came. The Guard left.", coast, irgc).mentions] == ["c", "c"]
    both = in_text("The Coast Guard and the IRGC came. The Guard left.", coast, irgc)
    assert [(c.surface, c.terms, c.start, c.end) for c in both.clashes] == [("Guard", ("c", "i"), 39, 44)]
    assert ("Guard", "ambiguous") in reasons(both)
    pinned = matcher([coast, irgc]).match(plain("They came. The Guard left."), (Pin(0, 4, "i"),))
    assert [m.term for m in pinned.mentions] == ["i", "i"]


@pytest.mark.parametrize("town", ["a-town", "z-town"])
def test_of_two_terms_with_a_name_the_one_that_is_meant_tells_the_rule(town: str) -> None:
    for terms in ((KIRBY, Term(id=town, term="Kirby")), (Term(id=town, term="Kirby"), KIRBY)):
        found = in_text("John Kirby spoke. Kirby left.", *terms).mentions
        assert [(m.term, m.rule) for m in found] == [("john", found[0].rule), ("john", "surname")]
        assert found[0].rule != "surname"


def test_a_phrase_under_not_is_no_mention() -> None:
    shahed = Term(id="s", term="Shahed", match=MatchRule(not_=("Shahed Beheshti",)))
    found = in_text("Shahed Beheshti. A Shahed.", shahed)
    assert linked(found) == ["Shahed"]
    assert reasons(found) == {("Shahed", "other phrase")}
    assert (
        linked(in_text("Beheshti Shahed.", Term(id="s", term="Shahed", match=MatchRule(not_=("Beheshti Shahed",)))))
        == []
    )


def test_the_ledger_leaves_out_the_parts_of_a_terms_own_name() -> None:
    found = in_text("John Kirby of the Revolutionary Guards.", KIRBY, Term(id="g", term="Revolutionary Guards"))
    assert found.skipped == ()


def test_nor_does_it_name_them_where_the_whole_name_is_no_link() -> None:
    found = in_text("John Kirby spoke. John Kirby left.", KIRBY, density="first")
    assert [(s.surface, s.reason) for s in found.skipped] == [("John Kirby", "already linked")]


def test_the_reason_of_one_of_two_terms_with_a_name_is_not_said_of_the_other() -> None:
    found = in_text("Kirby came. Kirby spoke.", KIRBY, Term(id="town", term="Kirby"), density="first")
    assert [(s.start, s.term, s.reason) for s in found.skipped] == [
        (0, "john", "surname before full name"),
        (12, "john", "surname before full name"),
        (12, "town", "already linked"),
    ]


def test_without_the_ledger_nothing_is_said_to_be_skipped() -> None:
    terms = [Term(id="AI", term="AI")]
    assert matcher(terms).match(plain("OpenAI is ai.")).skipped == ()


def test_the_ledger_says_boundary_and_case() -> None:
    assert reasons(in_text("OpenAI is ai.", "AI")) == {("AI", "boundary"), ("ai", "case")}


def test_each_mention_stands_in_its_sentence() -> None:
    text = "He left. The IRGC came to St. Louis. It went.\n\nThe IRGC again."
    first, second = in_text(text, "IRGC").mentions
    assert first.before + first.surface + first.after == "The IRGC came to St. Louis."
    assert second.before + second.surface + second.after == "The IRGC again."
    assert (second.paragraph, second.ordinal, second.anchor) == (2, 2, "m-IRGC-2")


WORDS = st.sampled_from(
    ["US", "us", "drone", "drones", "Drones", "Coast", "Guard", "John", "Kirby", "“so”", "'s", "伊朗", "Украины",
     "said.", "U.S.", "UAVs", "a\u00adb", "Na\u00adtions", "United", "x.org/US", "—", "\u00a0", "e\u0301", "‘", "’",
     '"']
)  # fmt: skip
NAMES = ["US", "drone", "Coast Guard", "Guard", "United Nations", "Украина", "伊朗", "UAV", "Kirby Guard"]
TERMS = st.lists(
    st.builds(
        Term,
        id=st.sampled_from("abcdef"),
        term=st.sampled_from(NAMES),
        aliases=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    ),
    max_size=6,
    unique_by=lambda t: t.id,
).map(lambda terms: [*terms, KIRBY])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=3)


@settings(max_examples=200)
@given(
    TEXTS,
    TERMS,
    st.sampled_from(["first", "every"]),
    st.sampled_from(["link", "mark", "skip"]),
    st.randoms(),
    st.data(),
)
def test_mentions_never_overlap_and_order_never_matters(
    texts: list[str], terms: list[Term], density: str, quotations: str, random: Random, data: st.DataObject
) -> None:
    text = plain(*texts)
    edges = st.integers(0, len(text.text))
    drawn = data.draw(st.lists(st.tuples(edges, edges, st.sampled_from(["", "a", "john"])), max_size=3))
    pins = tuple(Pin(min(s, e), max(s, e), term) for s, e, term in drawn if s != e)
    found = matcher(terms, density, quotations).match(text, pins, ledger=True)
    assert all(a.end <= b.start for a, b in zip(found.mentions, found.mentions[1:], strict=False))
    assert all(m.surface == text.text[m.start : m.end] for m in found.mentions)
    assert all(s.surface == text.text[s.start : s.end] for s in found.skipped)
    unlinked = {(m.term, m.start, m.end) for m in found.mentions if not m.linked}
    linked_ones = {(m.term, m.start, m.end) for m in found.mentions if m.linked}
    told = {(s.term, s.start, s.end) for s in found.skipped}
    assert unlinked <= told
    assert not linked_ones & told
    random.shuffle(terms)
    assert matcher(terms, density, quotations).match(text, pins) == Matched(found.mentions, found.clashes)


MARKUP = st.sampled_from(["{0}{1}", "**{0}{1}**", "{0}*{1}*", "*{0}*{1}", "~~{0}{1}~~", "{0}**{1}**"])


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from("USA drone Coast Guard United Nations John Kirby UAV Украины".split()), MARKUP))
)
def test_markup_inside_and_around_words_changes_no_mention(words: list[tuple[str, str]]) -> None:
    bare = " ".join(word for word, _ in words)
    marked = " ".join(markup.format(word[:2], word[2:]) for word, markup in words)
    terms = [*(Term(id=name, term=name) for name in NAMES), KIRBY]
    one, two = (
        parse(Unit("article", Source("content/articles/x.md", f"So {text} it is.\n", "0"))).value.plain
        for text in (bare, marked)
    )
    assert one.text == two.text
    assert matcher(terms).match(one) == matcher(terms).match(two)
