"""Which words are others than they seem, and which show what they are."""

from __future__ import annotations

import unicodedata
from itertools import product
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.core import lookalikes
from briefs.core.lookalikes import disguises, skeleton
from briefs.core.source import Span
from briefs.lints import lookalike


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.signs) for one in disguises(text)]


@pytest.mark.parametrize(
    ("text", "word", "signs"),
    [
        ("the Pаypal affair", "Pаypal", "а"),
        ("gοοgle", "gοοgle", "ο"),
        ("NАТО", "NАТО", "АТО"),
        ("в Мoскве", "Мoскве", "o"),
        ("H2О", "H2О", "О"),
        ("ÉCOLЕ", "ÉCOLЕ", "Е"),
        ("e\u0301colе", "e\u0301colе", "е"),
        ("Ꭺpple", "Ꭺpple", "Ꭺ"),
        ("micrօsoft", "micrօsoft", "օ"),
        ("(Αmerica)", "Αmerica", "Α"),
        ("Pay\u200bpal", "Pay\u200bpal", "\u200b"),
        ("P\u2060a\u200by", "P\u2060a\u200by", "\u2060\u200b"),
        ("мо\u200dсква", "мо\u200dсква", "\u200d"),
    ],
)
def test_a_word_of_two_alphabets_or_with_an_unseen_sign_is_found(text: str, word: str, signs: str) -> None:
    assert found(text) == [(word, signs)]


@pytest.mark.parametrize(
    "text",
    [
        "TNFα, NFκB, TGFβ1, IFNγ, hν, Hα, ΔH, ΔΕ, kΩ, 10 μm, π-bond, χ²",
        "WhatsAppом, iPhone'ом, iPhone’а, IT-специалист, USB-кабель, Wi-Fi, 3D-печать, T-90М, С-300, XXв, XIXго",
        "Москва, СССР, аррӏе, Αθήνα, ОК",
        "می\u200cخواهم, سپاه پاسداران\u200f (IRGC)\u200e, שלום, क\u094d\u200dष, ไทย\u200bไทย, 👨\u200d👩\u200d👧",
        "❤\ufe0f, 🏴\U000e0067\U000e0062\U000e007f",
        "soft\xadhyphen, Auf\u200c, \u200bat the edge\u200b, a \u200b b, naïve café, e\u0301cole, 中\u200b文, ＮＡＴＯ",
        "snake_Москва_case",
    ],
)
def test_what_shows_what_it_is_is_not_found(text: str) -> None:
    assert found(text) == []


@given(
    st.text(
        # Of three signs that are letters to Unicode no alphabet has any.
        st.characters(max_codepoint=0x24F, exclude_categories=("M", "N", "P", "S", "Z", "C"), exclude_characters="ªµº"),
        min_size=1,
    ),
    st.data(),
)
def test_a_latin_word_in_which_any_letter_is_changed_for_its_like_is_found(word: str, data: st.DataObject) -> None:
    word = unicodedata.normalize("NFC", word) + "mn"
    like = data.draw(st.sampled_from(sorted(lookalikes._SEEN)))
    at = data.draw(st.integers(0, len(word)))
    told = found(word[:at] + like + word[at:])
    assert like in "".join(signs for _, signs in told)


@given(st.text(max_size=60))
def test_any_text_can_be_asked_and_places_lie_in_it(text: str) -> None:
    for one in disguises(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.signs
        assert set(one.signs) <= set(unicodedata.normalize("NFC", text)) | set(text)


@given(st.text(max_size=60))
def test_a_skeleton_is_its_own(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


def test_each_letter_of_the_list_is_of_its_alphabet_and_looks_like_a_latin_one() -> None:
    for script, (letters, seen) in lookalikes._LATIN.items():
        assert len(letters) == len(seen) == len(set(letters))
        for letter, latin in zip(letters, seen, strict=True):
            assert unicodedata.name(letter).startswith(script.upper())
            assert unicodedata.name(latin).startswith("LATIN")
            assert lookalikes._script(letter) == script
            assert lookalikes._script(latin) == "latin"


def test_no_letter_is_of_two_alphabets_and_no_unseen_sign_is_a_letter() -> None:
    for code in range(0x20000):
        homes = [name for name, members in lookalikes._CLASSES.items() if members.match(chr(code))]
        assert len(homes) <= 1
        assert not (homes and lookalikes._BURIED.match(chr(code)))


def test_names_of_one_look_by_the_thousand_are_compared_in_the_time_of_their_number() -> None:
    pairs = zip("aeopcyxijsdhqw", "аеорсухіјѕԁһԛԝ", strict=True)
    names = [("".join(name), "a name of the term `t`", Span("a.yaml")) for name in product(*pairs)]
    begun = process_time()
    assert list(lookalike._alike(names)) == []
    assert process_time() - begun < 5  # 16,384 of them took half a minute
    other = ("aeopcyxijsdhqw", "a name of the term `u`", Span("a.yaml"))
    (found,) = lookalike._alike([*names, other])
    assert found.message.endswith("looks like “aeopcyxijsdhqԝ”, a name of the term `t`, and has other letters")


def test_a_text_that_is_passed_over_has_no_letter_of_another_alphabet_and_no_unseen_sign() -> None:
    passed = lookalikes._UNLIKE.sub("", "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000)))))
    assert len(passed) > 800
    assert not lookalikes._FOREIGN.search(passed)
    assert not lookalikes._BURIED.search(passed)
