"""Finding quotes again: texts and their quotes go in, places and verdicts are what is asserted."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefs.core.alignment import count_words, kept_words
from briefs.core.quotes import Context, Haystack, Located, surroundings
from briefs.core.text import normalise

STORY = (
    "The minister said on Tuesday that a relatively small number of inspectors had been refused entry to the plant.\n\n"
    "Two officials, who were not named, said that the number of inspectors would fall again before the winter. "
    "The plant lies forty kilometres south of the capital, and its owners have denied every charge.\n\n"
    "In the capital the council met for three hours and rose without a vote."
)


def locate(text: str, exact: str, context: Context | None = None, occurrence: int = 0) -> Located:
    return Haystack(normalise(text)).locate(exact, context, occurrence)


def words_of(text: str, found: Located) -> str:
    assert found.best is not None
    assert found.best.words == text[found.best.start : found.best.end]
    return found.best.words


def remembered(exact: str, text: str = STORY) -> Context:
    at = text.index(exact)
    return surroundings(text, at, at + len(exact))


# Word for word.


def test_a_quote_that_stands_once_needs_no_context() -> None:
    found = locate(STORY, "relatively small number")
    assert (found.verdict, found.exact, found.places) == ("anchor", True, 1)
    assert words_of(STORY, found) == "relatively small number"


def test_white_space_soft_hyphens_and_the_shape_of_quotation_marks_do_not_count() -> None:
    text = "He called it “a rela\xadtively\nsmall\xa0number” – no more."
    found = locate(text, '"a relatively small number" - no')
    assert found.exact
    assert words_of(text, found) == "“a rela\xadtively\nsmall\xa0number” – no"


def test_a_quote_may_cross_a_paragraph() -> None:
    assert words_of(STORY, locate(STORY, "to the plant. Two officials")) == "to the plant.\n\nTwo officials"


def test_a_quote_that_stands_twice_is_ambiguous_and_both_places_are_told() -> None:
    found = locate(STORY, "the capital")
    assert (found.verdict, found.best, found.places) == ("ambiguous", None, 2)
    assert [c.start for c in found.candidates] == [STORY.index("the capital"), STORY.rindex("the capital")]


def test_at_most_nine_places_are_told_of_all_that_are_counted() -> None:
    found = locate("so it goes, " * 40, "it goes")
    assert (found.verdict, found.places, len(found.candidates)) == ("ambiguous", 40, 9)


def test_a_written_prefix_or_suffix_chooses_the_place() -> None:
    first = locate(STORY, "the capital", Context(prefix="south of"))
    second = locate(STORY, "the capital", Context(suffix=" the council"))
    assert first.best is not None
    assert second.best is not None
    assert (first.best.start, second.best.start) == (STORY.index("the capital"), STORY.rindex("the capital"))


def test_a_written_prefix_that_fits_two_places_leaves_the_quote_ambiguous() -> None:
    text = "In the red house and in the red barn and in the blue house."
    found = locate(text, "red", Context(prefix="in the "))
    assert (found.verdict, found.places) == ("anchor", 1)
    assert locate(text.lower(), "red", Context(prefix="in the")).verdict == "ambiguous"


def test_a_short_quote_whose_written_context_stands_nowhere_is_not_anchored() -> None:
    found = locate(STORY, "winter", Context(prefix="in the depth of that cold", suffix=" of our discontent"))
    assert (found.verdict, found.best, found.exact) == ("orphan", None, True)
    assert found.candidates[0].words == "winter"


@pytest.mark.parametrize("number", [1, 2])
def test_an_occurrence_counts_from_one(number: int) -> None:
    found = locate(STORY, "the capital", occurrence=number)
    assert found.verdict == "anchor"
    assert found.best is not None
    assert found.best.start == [STORY.index("the capital"), STORY.rindex("the capital")][number - 1]


def test_an_occurrence_counts_the_places_that_a_written_context_fits() -> None:
    text = "a red cat, a red dog, the red fox, a red hen"
    found = locate(text, "red", Context(prefix=", a"), occurrence=2)
    assert found.best is not None
    assert found.best.start == text.rindex("red")


@pytest.mark.parametrize("number", [3, 999, -1])
def test_an_occurrence_beyond_the_text_is_an_orphan_that_tells_the_places(number: int) -> None:
    found = locate(STORY, "the capital", occurrence=number)
    assert (found.verdict, found.best, found.places, len(found.candidates)) == ("orphan", None, 2, 2)


def test_a_remembered_context_outweighs_an_occurrence_that_was_right_before_the_edit() -> None:
    context = remembered("the capital, and its owners")
    context = Context(context.prefix, ", and its owners have denied", context.start)
    text = "News from the capital. " + STORY
    found = locate(text, "the capital", context, occurrence=1)
    assert found.best is not None
    assert found.best.start == text.index("the capital, and its")


def test_places_that_no_context_tells_apart_are_told_apart_by_nearness_to_the_remembered_offset() -> None:
    text = "-- row of the table --\n" * 9
    for at in (text.index("row"), text.rindex("row")):
        found = locate(text, "row", Context("-- ", " of the table --", at))
        assert found.best is not None
        assert found.best.start == at


def test_whole_words_are_preferred_to_places_inside_words() -> None:
    text = "The cartographer drew a cart."
    assert words_of(text, locate(text, "cart")) == "cart"
    assert locate(text, "cart").places == 1
    assert words_of(text, locate(text, "cartograph")) == "cartograph"


def test_a_place_inside_a_word_is_found_again_by_its_surroundings() -> None:
    text = "The cartographer drew a cart."
    found = locate(text, "cart", surroundings(text, 4, 8))
    assert found.best is not None
    assert found.best.start == 4


def test_a_word_that_was_deleted_is_not_found_inside_another_word() -> None:
    text = "They came from the Forest Service. This is the first post of several. It is not employed with a waterfall."
    at = text.index("is the first")
    edited = text.replace("This is the", "This the")
    found = locate(edited, "is", surroundings(text, at, at + 2))
    assert (found.verdict, found.best) == ("orphan", None)
    at = text.index("a waterfall")
    assert locate(text.replace("a waterfall", "waterfall"), "a", surroundings(text, at, at + 1)).verdict != "anchor"


def test_a_written_prefix_without_its_space_finds_the_whole_word() -> None:
    text = "Nobody thought that it was the airport and not the port."
    found = locate(text, "port", Context(prefix="the airport and not the"))
    assert (found.verdict, found.best and found.best.start) == ("anchor", text.rindex("port"))


def test_where_a_script_sets_no_spaces_every_place_is_a_whole_word() -> None:
    text = "政府は制裁を発表した。「制裁」は来月始まる。"
    assert locate(text, "制裁").places == 2


# Through edits.

EDITS = [
    ("relatively small number", "relatively tiny number"),
    ("relatively small number", "relatively small (by any measure, and by any other) number"),
    ("had been refused entry", "were refused all entry"),
    ("Two officials", "Three officials"),
    ("Tuesday", "Tuseday"),
    ("forty kilometres south", "40 kilometres south"),
    ("the council met for three hours", "the Council met for nearly three hours"),
]


def test_an_edited_quote_does_not_move_to_the_same_words_between_half_alike_surroundings() -> None:
    text = "One said the port is open now. Two said the port is open now. Three said the port is open now."
    edited = "One said the port is open now. Two said the port was open now. Three said the old port is open now."
    found = locate(edited, "the port is open", surroundings(text, 40, 56))
    assert (found.verdict, words_of(edited, found)) == ("anchor", "the port was open")


def test_a_short_quote_of_a_deleted_sentence_does_not_take_in_the_sentences_that_follow() -> None:
    text = (
        "Moving notes.\n\nThe minister said the port would close. The minister said that the port would open.\n\n"
        "The minister said the port would stay. He met 6 brave men. Item one of the list. Item two of the list.\n\n"
        "The fleet sails at dawn."
    )
    context = Context("d close. The minister said that ", " open. The minister said the por", 63)
    edited = (
        "The minister said the port would stay. He met 6 brave men. Item two of the list.\n\n"
        "The minister said the port would never close.\n\nThe fleet sails at dawn."
    )
    assert locate(text, "the port would", context).verdict == "anchor"
    assert locate(edited, "the port would", context).verdict != "anchor"


@pytest.mark.parametrize(("exact", "edited"), EDITS)
def test_an_edited_quote_is_found_where_its_surroundings_stand(exact: str, edited: str) -> None:
    text = "A paragraph was put in before.\n\n" + STORY.replace(exact, edited)
    found = locate(text, exact, remembered(exact))
    assert (found.verdict, found.exact) == ("anchor", False)
    assert words_of(text, found) == edited


def test_an_edited_quote_is_found_though_one_side_was_rewritten() -> None:
    exact = "its owners have denied every charge"
    text = STORY.replace("of the capital, and its owners have denied every", "from here; its owners had denied every")
    found = locate(text, exact, remembered(exact))
    assert (found.verdict, words_of(text, found)) == ("anchor", "its owners had denied every charge")


def test_the_edges_of_an_edited_quote_are_those_of_whole_words() -> None:
    text = STORY.replace("relatively small number", "comparatively small numbers")
    found = locate(text, "relatively small number", remembered("relatively small number"))
    assert words_of(text, found) == "comparatively small numbers"


def test_a_long_edited_quote_without_context_is_anchored_if_nothing_else_is_like_it() -> None:
    exact = "said that the number of inspectors would fall again before winter"
    assert locate(STORY, exact).verdict == "anchor"


def test_a_changed_quote_of_a_few_words_without_context_is_a_slip_of_the_pen_and_not_anchored() -> None:
    assert locate("He saw a small number of men.", "a smal number of men").verdict != "anchor"


def test_a_long_quote_without_context_whose_figures_differ_is_not_anchored() -> None:
    text = "The minister said on Monday that 400 dockers had returned to their work at once."
    quote = "said on Monday that 500 dockers had returned to their work"
    assert locate(text, quote).verdict == "review"
    assert locate(text, quote.replace("500 dockers", "400 docker")).verdict == "anchor"


def test_a_short_edited_quote_without_context_is_never_anchored() -> None:
    found = locate(STORY, "refussed entry")
    assert (found.verdict, found.best) == ("orphan", None)
    assert found.candidates[0].words == "refused entry"


def test_a_short_prefix_does_not_vouch_for_a_changed_quote() -> None:
    assert locate(STORY, "south bank", Context(prefix="kilometres ")).verdict != "anchor"


def test_a_deleted_quote_is_an_orphan_and_the_gap_it_left_is_told() -> None:
    text = STORY.replace("a relatively small number of ", "")
    found = locate(text, "a relatively small number of", remembered("a relatively small number of"))
    assert found.verdict == "orphan"
    assert found.gap == (text.index("inspectors"), text.index("inspectors"))


def test_a_replaced_word_is_never_anchored() -> None:
    text = STORY.replace("refused", "granted")
    found = locate(text, "refused", remembered("refused"))
    assert found.verdict in ("orphan", "review")
    assert found.gap is not None
    assert text[slice(*found.gap)] == "granted"


def test_a_deleted_word_that_stands_elsewhere_is_not_anchored_there() -> None:
    text = STORY.replace("the number of inspectors", "their ranks")
    context = Context("officials, who were not named, said that the ", " of inspectors would fall")
    assert locate(text, "number", context).verdict != "anchor"


def test_candidates_are_at_most_three_and_the_best_is_first() -> None:
    found = locate(STORY.replace("small", "tiny") + STORY, "relatively little numbers", Context("x" * 20, "y" * 20, 7))
    assert 1 <= len(found.candidates) <= 3
    assert [c.likeness for c in found.candidates] == sorted((c.likeness for c in found.candidates), reverse=True)


def test_words_put_in_between_do_not_count_against_the_words_kept() -> None:
    assert kept_words("one two three", "One, and then two - three!") == 1
    assert kept_words("one two", "two three") == 0.5
    assert kept_words("制裁を発表", "制裁案を発表") == 1


def test_two_characters_count_as_a_word_where_a_script_sets_no_spaces() -> None:
    assert count_words("three short words") == 3
    assert count_words("政府は制裁") == 2.5


# What nobody would write.

HOSTILE = ["", " \n\xa0", "\u202e\u2066", "\u200d" * 1000, "x " * 500_000, "a" * 1_000_000, "\u0301" * 100_000]


@pytest.mark.parametrize("exact", HOSTILE, ids=lambda text: f"{len(text)} of {text[:2]!a}")
def test_a_quote_that_cannot_stand_in_the_text_is_an_orphan(exact: str) -> None:
    assert locate(STORY, exact) == Located("orphan")


def test_unpaired_bidi_controls_in_a_quote_do_not_count() -> None:
    assert words_of(STORY, locate(STORY, "\u202erelatively \u2066small number")) == "relatively small number"


def test_lone_surrogates_are_characters_as_others() -> None:
    text = "It said \ud800 and then \udc00 and ended."
    assert words_of(text, locate(text, "\ud800 and then")) == "\ud800 and then"
    assert locate(STORY, "\ud800\udc00").verdict == "orphan"
    assert locate(STORY, "winter", Context("\ud800" * 20, "\udfff" * 20)).verdict == "orphan"


def test_a_prefix_longer_than_the_text_is_compared_as_far_as_it_matters() -> None:
    found = locate("A short text.", "short", Context("word " * 200_000 + "A ", " text."))
    assert (found.verdict, found.exact) == ("anchor", True)


def test_an_empty_text_holds_no_quote() -> None:
    assert locate("", "anything", Context("before", "after", 3)) == Located("orphan")


# What always holds.

WORDS = st.lists(
    st.sampled_from("the of a plant vote said that winter 制裁 café naïve".split()), min_size=3, max_size=60
)
ANY = st.text(st.sampled_from("ab é\u0301\u200d\u202e\ud800\n\xa0“制.-"), max_size=40)


@given(WORDS, st.data())
def test_a_quote_with_its_surroundings_is_found_at_its_very_place(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    start = len(" ".join([*words[:first], ""]))
    end = start + len(" ".join(words[first:last]))
    found = locate(text, text[start:end], surroundings(text, start, end))
    assert (found.verdict, found.exact) in (("anchor", True), ("ambiguous", True))
    if found.verdict == "ambiguous":
        assert (start, end) == (0, len(text))  # without surroundings
    else:
        assert found.best is not None
        assert (found.best.start, found.best.end) == (start, end)


@given(st.integers(0, len(STORY) - 1), st.integers(1, 120), st.text("xyz qw", max_size=300))
def test_a_quote_is_found_after_anything_was_put_in_before_it(at: int, length: int, put_in: str) -> None:
    exact = STORY[at : at + length].strip()
    assume(exact)
    start = STORY.index(exact, at)
    context = surroundings(STORY, start, start + len(exact))
    text = put_in + "\n\n" + STORY
    found = locate(text, exact, context)
    assert (found.verdict, found.exact) == ("anchor", True)
    assert found.best is not None
    assert found.best.start == start + len(put_in) + 2


@given(ANY, ANY, ANY, ANY, st.integers(-2, 9), st.integers(-1, 99))
@settings(max_examples=300)
def test_any_selector_ends_in_a_verdict_whose_places_are_ranges_of_the_text(
    text: str, exact: str, prefix: str, suffix: str, occurrence: int, start: int
) -> None:
    found = locate(text, exact, Context(prefix, suffix, start), occurrence)
    assert (found.best is not None) == (found.verdict in ("anchor", "review"))
    for candidate in (*found.candidates, *((found.best,) if found.best else ())):
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert candidate.words == text[candidate.start : candidate.end]
        assert 0 <= candidate.quality <= 1
        assert 0 <= candidate.mean <= candidate.context <= 1
    if found.gap is not None:
        assert 0 <= found.gap[0] <= found.gap[1] <= len(text)


@given(st.integers(0, 32))
def test_the_more_of_the_surroundings_stands_the_surer_is_the_verdict(broken: int) -> None:
    rank = {"orphan": 0, "review": 1, "anchor": 2}
    context = remembered("winter")
    verdicts = []
    for changed in (broken, broken + 1):
        prefix = "#" * changed + context.prefix[changed:]
        suffix = context.suffix[: max(0, len(context.suffix) - changed)] + "#" * min(changed, len(context.suffix))
        verdicts.append(rank[locate(STORY, "winter", Context(prefix, suffix, context.start)).verdict])
    assert verdicts[0] >= verdicts[1]


@given(ANY, st.integers(0, 40), st.integers(0, 40))
def test_surroundings_are_short_and_begin_with_no_mark_of_a_letter_before(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    context = surroundings(text, start, end, size=8)
    assert max(len(context.prefix), len(context.suffix)) <= 8
    assert not context.prefix.startswith("\u0301")
    assert context.start == start


# How often a quote stands, and what looking for it may cost.


def test_a_whole_word_is_found_behind_thousands_of_places_inside_words() -> None:
    found = locate("seen " * 6_000 + "e", "e")
    assert (found.verdict, found.places, found.best and found.best.start) == ("anchor", 1, 30_000)


def test_a_quote_whose_context_fits_one_place_best_still_says_how_often_it_stands() -> None:
    found = locate(STORY, "the capital", Context(prefix="once upon a time near the walls of"))
    assert (found.verdict, found.places, found.everywhere) == ("orphan", 1, 2)


REPEATED = [
    ("a" * 400_000, "a" * 100_000),
    ("a" * 400_000, "a" * 100 + "b"),
    ("a " * 200_000, "a a a b " * 2_000),
    ("e" + "\u0301" * 50_000, "\u0301"),
    ("\U0001f469\u200d" * 20_000, "\U0001f469"),
    ("\U0001f1eb" * 40_000, "\U0001f1eb" * 3),
    (STORY * 500, "x" * 9_000),
]


@pytest.mark.parametrize(("text", "exact"), REPEATED, ids=lambda text: f"{len(text)} of {text[:2]!a}")
def test_a_quote_that_stands_almost_everywhere_is_dealt_with_soon(text: str, exact: str) -> None:
    # Not timed: each of these took seconds to hours when every place was looked up in the source.
    for context in (None, Context(text[:32], text[-32:], 9)):
        assert locate(text, exact, context).verdict in ("ambiguous", "anchor", "review", "orphan")


def test_an_occurrence_does_not_choose_between_places_that_a_written_context_fits_nowhere() -> None:
    found = locate(STORY, "the capital", Context(prefix="once upon a time near the walls of"), occurrence=1)
    assert (found.verdict, found.best, len(found.candidates)) == ("orphan", None, 2)


def test_a_deleted_word_is_not_anchored_at_its_like_while_its_surroundings_stand() -> None:
    # The other "port" has the same words after it; around nothing at all stand those before it too.
    far = "Nobody minded. " * 20
    story = f"In May the port was shut by the army for a month. {far}Once every port was shut by the army for a month."
    start = story.index("port")
    edited = story.replace("the port", "the", 1)
    found = locate(edited, "port", surroundings(story, start, start + len("port")))
    assert (found.verdict, found.gap) == ("review", (edited.index("was"),) * 2)
    # Without the place from which it was taken it may have moved there.
    assert locate(edited[edited.index("Once") :], "port", surroundings(story, start, start + 4)).verdict == "anchor"


# What small changes to the code would have changed unseen.


def test_surroundings_have_one_space_for_each_run_of_white_space() -> None:
    text = "He said  it\nand the words stood\n\nhere  so."
    start = text.index("the words")
    around = surroundings(text, start, start + len("the words"))
    assert (around.prefix, around.suffix) == ("He said it and ", " stood here so.")
    wide = "He said  it the words stood"
    assert surroundings(wide, wide.index("the"), len(wide)).prefix == "He said it "


def test_surroundings_end_with_a_whole_cluster() -> None:
    text = "Q" + "x" * 31 + "e\u0301" + "yy"
    assert surroundings(text, 0, 1).suffix == "x" * 31


def test_the_very_beginning_of_a_text_is_a_remembered_place_too() -> None:
    text = "A word and no more. A word and no more."
    found = locate(text, "A word", Context("", " and no", 0))
    assert (found.verdict, found.best and found.best.start, found.places) == ("anchor", 0, 2)


def test_of_two_places_with_the_same_words_on_one_side_a_few_on_the_other_decide() -> None:
    text = "no yes he said to the whole house, so yes he said to the whole house."
    for prefix, start in (("no ", 3), ("so ", 38)):
        assert text[start:].startswith("yes")
        found = locate(text, "yes", Context(prefix, " he said to the whole house", 41 - start))
        assert found.best is not None
        assert (found.verdict, found.best.start) == ("anchor", start)


LONG = "the council met for three hours"


@pytest.mark.parametrize(("text", "verdict"), [(STORY, "anchor"), (f"{STORY} Then {LONG}.", "orphan")])
def test_an_occurrence_saves_a_wrong_written_context_only_where_many_words_stand_once(text: str, verdict: str) -> None:
    assert locate(text, LONG, Context(prefix="xyzzy plugh quux wibble wobble"), occurrence=1).verdict == verdict


def test_many_words_that_stand_twice_are_anchored_at_neither_where_nothing_around_them_is_known() -> None:
    away = Context("zzzz qqqq xxxx zzzz qqqq xxxx zzzz", "kkkk jjjj zzzz kkkk jjjj kkkk zzzz", 5)
    assert locate(STORY, LONG, away).verdict == "anchor"
    assert locate(f"{STORY} Then {LONG}.", LONG, away).verdict != "anchor"


@pytest.mark.parametrize(("exact", "put_in"), [("capital", " now"), ("number", " so")])
def test_a_word_behind_which_another_was_put_in_stays_where_it_was(exact: str, put_in: str) -> None:
    edited = STORY.replace(exact, exact + put_in, 1)
    found = locate(edited, exact, remembered(exact))
    assert found.best is not None
    assert (found.verdict, found.best.start) == ("anchor", edited.index(exact))


def test_a_changed_quote_without_context_is_not_anchored_beside_another_that_is_as_like() -> None:
    one = "Two officials, who were not named, said the number of inspectors would fall again."
    text = f"{one.replace('said the', 'say the')}\n\n{one.replace('would', 'may')}"
    assert locate(one.replace("would", "may"), one).verdict == "anchor"
    assert locate(text, one).verdict != "anchor"


def test_where_no_context_is_known_its_likeness_is_nothing() -> None:
    found = locate(STORY, "relatively small number").best
    assert found is not None
    assert (found.context, found.mean) == (0, 0)


def test_a_quote_without_a_number_is_not_the_first_of_several() -> None:
    assert Haystack(normalise(STORY)).locate("the capital").verdict == "ambiguous"


def test_a_context_of_white_space_is_none() -> None:
    for blank in (Context("  ", ""), Context("", "  "), Context(" ", "\n")):
        assert locate(STORY, "the capital", blank, 2) == locate(STORY, "the capital", None, 2)
        assert locate(STORY, "the capital", blank) == locate(STORY, "the capital")
