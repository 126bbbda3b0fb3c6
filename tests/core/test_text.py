"""Normalising, folding and scripts: what the linking rules promise, against a plain reference and on any text."""

from __future__ import annotations

from string import ascii_letters, digits
from typing import Literal
from unicodedata import category, decomposition, is_normalized, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.core.text import (
    _FOLDS,
    _IGNORED_RUN,
    _SPACE,
    Normalised,
    _by_pieces,
    _pattern_for,
    _unsettled,
    fold_case,
    is_word,
    normalise,
    script_of,
)

WHITE_SPACE = [chr(c) for c in (*range(9, 14), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B))]
WHITE_SPACE += ["\u2028", "\u2029", "\u202f", "\u205f", "\u3000"]
DROPPED = [chr(c) for c in (0xAD, 0x200B, 0x2060, 0xFEFF, 0x200C, 0x200D, 0x200E, 0x200F, 0x61C)]
DROPPED += [chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
DROPPED += [chr(c) for c in (0x640, *range(0x64B, 0x653), 0x670)]
DASHES = [chr(c) for c in range(0x10FFFF) if category(chr(c)) == "Pd" and c not in (0x2D, 0xFE32, 0xFE31)]
DASHES = [d for d in DASHES if d <= "\u30a0" or d in "\ufe58\ufe63\uff0d"] + ["\ufe31", "\ufe32", "\u2212", "\u2043"]
FOLDED = dict.fromkeys(DASHES, "-")
FOLDED |= dict.fromkeys("‘’‚‛′‵ʹʻʼʽʾʿ´＇׳", "'") | dict.fromkeys("“”„‟″‶ʺ＂״", '"')
NARROW = {chr(ord(c) + 0xFEE0): c for c in digits + ascii_letters}
FOLDED |= {"‴": "'''", "‷": "'''", "⁗": "''''", "…": "...", "\u064a": "\u06cc", "\u0643": "\u06a9"}
MARKS = ["\u0301", "\u0323", "\u0308", "\u093c", "\u0654", "\u064e", "\u3099", "\u1161", "\u11a8"]
LETTERS = [*"aAe1 ._'\n\n", "é", "ß", "И", "ф", "к", "ك", "ي", "ا", "क", "क़", "か", "一", "ᄀ", "가", "Å", "👩", "💻"]
LETTERS += ["🇺🇦", "\r\n", "=\u0338"]

texts = st.lists(
    st.one_of(
        st.sampled_from(LETTERS),
        st.sampled_from(MARKS),
        st.sampled_from(DROPPED),
        st.sampled_from(WHITE_SPACE),
        st.sampled_from(sorted(FOLDED)),
        st.sampled_from("１Ａｅ"),
        st.text(max_size=3),
    ),
    max_size=30,
).map("".join)


def reference(text: str) -> str:
    """The same rules, one character at a time and without a map."""
    out: list[str] = []
    line_ends = 0
    for char in normalize("NFC", "".join(NARROW.get(c, c) for c in text if c not in DROPPED)).replace("\r\n", "\n"):
        if char not in WHITE_SPACE:
            out.append(FOLDED.get(char, char))
            line_ends = 0
            continue
        line_ends += {"\n": 1, "\r": 1, "\x85": 1, "\u2028": 1, "\u2029": 2}.get(char, 0)
        if out and out[-1] in (" ", "\n"):
            out.pop()
        out.append("\n" if line_ends > 1 else " ")
    return "".join(out)


@given(texts)
@settings(max_examples=400, deadline=None)
def test_the_fast_way_gives_what_the_plain_way_gives(text: str) -> None:
    assert normalise(text).text == reference(text)


@given(st.text(alphabet="ab .-\t\n\r\v\f\x1c\x85", max_size=40))
def test_the_fast_way_gives_what_the_plain_way_gives_in_ascii(text: str) -> None:
    assert normalise(text).text == reference(text)


PRINT = ["word", "a", "B", "é", "ß", "“", "”", "’", "—", "…", "\xa0", " ", " ", " ", "\n", "\n\n", "\n\n", "\t", "\r\n"]
PRINT += ["\x1c", "\x85", "´", "\xad", "слово", "ё", "か", "、", "漢", "가", "‚", "\u2029", "Ａ"]
print_ = st.lists(st.sampled_from(PRINT), max_size=25).map("".join)


@given(st.one_of(print_, print_.map(str.strip), texts))
@settings(max_examples=1000, deadline=None)
def test_a_text_cut_at_its_paragraphs_is_the_text_gone_through_piece_by_piece(text: str) -> None:
    narrow = "".join(NARROW.get(c, c) for c in text)
    assert normalise(text) == _by_pieces(narrow, text, _pattern_for(narrow))


def test_what_counts_as_settled_stands_for_itself_behind_any_of_its_kind() -> None:
    kept = [c for c in map(chr, range(0x30000)) if not _unsettled().match(c) and c not in (*WHITE_SPACE, "…")]
    assert len(kept) > 30_000
    for before in ("", "a", "=", "か", "가", "И", "α"):
        together = "".join(before + char for char in kept)
        assert normalize("NFC", together) == together == reference(together)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_a_normalised_text_is_normal(text: str) -> None:
    once = normalise(text)
    assert normalise(once.flat).text == reference(once.flat)
    assert normalise(once.text.replace("\n", "\n\n")).text == once.text
    assert len(once.flat) == len(once.text)


@given(texts, st.data())
@settings(max_examples=400, deadline=None)
def test_a_range_maps_to_the_source_that_it_stands_for(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    low, high = normal.to_source(start, end)
    assert 0 <= low <= high <= len(text)
    first, last = normal.from_source(low), normal.from_source(high)
    if start == end:
        assert low == high
    else:
        assert first <= start < end <= last, "whole clusters: wider, never narrower"
        assert normalise(text[low:high]).text == normal.text[first:last]


@given(texts)
@settings(max_examples=200, deadline=None)
def test_the_map_runs_forward_only(text: str) -> None:
    normal = normalise(text)
    everywhere = range(len(normal.text) + 1)
    starts = [normal.source_start(i) for i in everywhere]
    ends = [normal.source_end(i) for i in everywhere]
    back = [normal.from_source(i) for i in range(len(text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert back == sorted(back)
    assert set(back) <= set(everywhere)
    assert back[-1] == len(normal.text)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_no_range_starts_or_ends_inside_a_letter_and_its_marks(text: str) -> None:
    normal = normalise(text)
    edges = {normal.source_start(i) for i in range(len(normal.text))}
    edges |= {normal.source_end(i) for i in range(1, len(normal.text) + 1)}
    for edge in edges - {0, len(text)}:
        before, after = text[edge - 1], text[edge]
        assert category(after)[0] != "M" or category(before) in ("Cc", "Cf", "Zl", "Zp"), (before, after)


@pytest.mark.parametrize("char", DROPPED, ids=ascii)
def test_an_ignored_character_is_dropped_within_a_word_and_kept_in_its_range(char: str) -> None:
    normal = normalise(f"o ab{char}cd e")
    assert normal.text == "o abcd e"
    assert normal.to_source(2, 6) == (2, 7)


@pytest.mark.parametrize("char", [c for c in DROPPED if category(c) == "Cf" and c not in "\u200c\u200d"], ids=ascii)
def test_an_ignored_character_at_the_edge_of_a_range_is_left_out(char: str) -> None:
    assert normalise(f"a {char}bc{char} d").to_source(2, 4) == (3, 5)


@pytest.mark.parametrize(("char", "fold"), sorted(FOLDED.items()), ids=ascii)
def test_a_character_folds(char: str, fold: str) -> None:
    normal = normalise(f"ab {char} cd")
    assert normal.text == f"ab {fold} cd"
    assert normal.to_source(3, 3 + len(fold)) == (3, 4)
    assert normal.to_source(4 + len(fold), 6 + len(fold)) == (5, 7)


@pytest.mark.parametrize("char", WHITE_SPACE, ids=ascii)
def test_a_white_space_is_one_space(char: str) -> None:
    expected = "a\nb" if char == "\u2029" else "a b"
    assert normalise(f"a{char}b").text == expected
    assert normalise(f"a {char} b").text == expected
    assert normalise(f"a {char} b").to_source(1, 2) == (1, 4)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one\n\ntwo", "one\ntwo"),
        ("one \n\n two", "one\ntwo"),
        ("one\n \n\ntwo", "one\ntwo"),
        ("one\r\n\r\ntwo", "one\ntwo"),
        ("one\r\ntwo\rthree\nfour", "one two three four"),
        ("one\u2029two", "one\ntwo"),
        ("one\u200b \n\u200b\ntwo", "one\ntwo"),
    ],
)
def test_a_paragraph_break_is_one_line_end(source: str, text: str) -> None:
    assert normalise(source).text == text
    assert normalise(source).flat == text.replace("\n", " ")


def test_a_quote_finds_its_place_across_a_paragraph() -> None:
    article = normalise("He said “no”.\n\nThen he\u00a0 left…  at once.")
    at = article.flat.index(normalise('"no". Then he left... at').flat)
    low, high = article.to_source(at, at + len('"no". Then he left... at'))
    assert article.source[low:high] == "“no”.\n\nThen he\u00a0 left…  at"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_composed_quote_is_found_in_any_form_with_all_its_marks(form: Literal["NFC", "NFD"]) -> None:
    source = normalize(form, "Người Việt, café — Škoda")
    normal = normalise(source)
    for word in ("Người", "Việt", "café", "Škoda"):
        at = normal.text.index(normalise(word).text)
        low, high = normal.to_source(at, at + len(word))
        assert source[low:high] == normalize(form, word)


def test_a_letter_and_its_accent_meet_when_what_stood_between_is_dropped() -> None:
    assert normalise("cafe\u200b\u0301 noir").text == "café noir"
    assert normalise("cafe\u200b\u0301 noir").to_source(0, 4) == (0, 6)


def test_vowel_points_belong_to_the_letter_before_them() -> None:
    source = "قال مُحَمَّدٌ نعم"
    normal = normalise(source)
    at = normal.text.index("محمد")
    low, high = normal.to_source(at, at + 4)
    assert source[low:high] == "مُحَمَّدٌ"


def test_alef_maksura_stays_apart_from_yeh() -> None:
    assert normalise("على").text != normalise("علي").text
    assert normalise("علي").text == normalise("علی").text


@pytest.mark.parametrize(
    "cluster",
    [
        *("👩\u200d💻", "👍🏽", "❤\ufe0f", "🇺🇦", "\u0e19\u0e33", "\u1100\u1161\u11a8", "\u1100\u1160\u11ff"),
        *("x\u0301\u0323", "ی\u200c", "\u0915\u093f"),
    ],
    ids=ascii,
)
def test_a_grapheme_cluster_is_never_split(cluster: str) -> None:
    source = f"a{cluster}b"
    normal = normalise(source)
    assert normal.source_start(1) == 1
    for inside in range(1, len(normal.text) - 1):
        assert normal.to_source(inside, inside + 1) == (1, 1 + len(cluster))


def test_marks_on_a_space_stay_with_it() -> None:
    source = "a  \u0301\xad\u0301e\u0301"
    normal = normalise(source)
    assert normal.text == "a \u0301\u0301é"
    assert normal.to_source(0, 2) == (0, 6)
    assert normal.to_source(2, 5) == (1, 8)


def test_flags_pair_from_the_left() -> None:
    normal = normalise("🇺🇦🇬🇧")
    assert normal.to_source(0, 1) == (0, 2)
    assert normal.to_source(1, 3) == (0, 4)
    assert normal.to_source(2, 4) == (2, 4)


def test_a_plain_text_is_its_own_normal_form() -> None:
    plain = "Nothing to change here, not even this: it's 3.14 - or so."
    assert normalise(plain) == Normalised(plain, plain)
    assert normalise(plain).to_source(3, 9) == (3, 9)
    assert normalise("") == Normalised("", "")


def test_a_row_of_thousands_of_marks_is_kept_whole() -> None:
    source = "a" + "\u0301\u0323" * 5000
    normal = normalise(source)
    assert normal.to_source(0, 1) == (0, len(source))


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_folding_case_keeps_every_offset(text: str) -> None:
    folded = fold_case(text)
    assert len(folded) == len(text)
    assert folded == "".join(map(fold_case, text))
    assert fold_case(folded) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("IRGC", "irgc"),
        ("Straße", "straße"),
        ("STRAẞE", "straße"),
        ("İstanbul", "İstanbul"),
        ("Oﬃce", "oﬃce"),
        ("КИЇВ", "київ"),
        ("ΣΑΣ ας", "σασ ασ"),
        ("ÉCOLE ŉ", "école ŉ"),
    ],
)
def test_case_folds_where_the_length_stays(text: str, folded: str) -> None:
    assert fold_case(text) == folded


@pytest.mark.parametrize("char", [*"aZ7_éЖ一ह٣½ʰ", "\u094d", "\u093f", "\u0301"], ids=ascii)
def test_a_letter_digit_underscore_or_mark_is_of_a_word(char: str) -> None:
    assert is_word(char)


@pytest.mark.parametrize("char", ["", " ", "\n", "-", "'", ".", "@", "#", "—", "\u200d", "👩", "€"], ids=ascii)
def test_anything_else_is_of_no_word(char: str) -> None:
    assert not is_word(char)


@pytest.mark.parametrize(
    ("script", "chars"),
    [
        ("han", "一龥㐀豈𠀀々〇"),
        ("kana", "あアーｱ゛"),
        ("thai", "กำ๙"),
        ("lao", "ກ"),
        ("khmer", "ក"),
        ("myanmar", "က"),
        ("hangul", "가ᄀㄱ"),
        ("cyrillic", "ЖїҐѢ"),
        ("arabic", "عیکﷲ"),
        ("other", "aéαא1 .。、「ह👩฿"),
    ],
)
def test_a_character_has_its_script(script: str, chars: str) -> None:
    assert {char: script_of(char) for char in chars} == dict.fromkeys(chars, script)


def test_the_usual_characters_neither_compose_nor_are_dropped_nor_fold_into_several() -> None:
    """What lets a text of them do without the patterns for all others."""
    chars = [chr(code) for code in range(0x80, 0x110000)]
    inert = [char for char in chars if not _unsettled().match(char) and char != "…"]
    assert len(inert) > 1000
    parts = [decomposition(char).split() for char in chars]
    later = {chr(int(code, 16)) for codes in parts if codes and codes[0][0] != "<" for code in codes[1:]}
    for char in inert:
        assert is_normalized("NFC", char)
        assert category(char)[0] != "M"
        assert char not in later
        assert not _IGNORED_RUN.match(char)
        assert not _SPACE.match(char)
        assert len(_FOLDS.get(ord(char), "-")) == 1
