"""The order of names: docs, writing.md, "The order of the A–Z"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.core.alphabets import ALPHABETS, SCRIPT_OF
from briefs.core.collation import ByRule, Order

LANGUAGES = sorted({*ALPHABETS, *SCRIPT_OF, "en", "de", "fr", "xx"})
NAMES = st.one_of(
    st.text(max_size=12),
    st.text("aàÅäZz ch'lIıİ12-ßÆ", max_size=8),
    st.text("اآپچگکكةیىالـ", max_size=6),
    st.text("ЙйИиЇїіґёЁЯя", max_size=6),
    st.text("あアがゃーん漢京가까ㄱเกแ", max_size=6),
)


def in_order(order: Order, names: str) -> list[str]:
    """Names as they stand in the A–Z, whichever way they came."""
    written = names.split("|")
    turned = written[::-1]
    found = sorted(turned, key=lambda name: order.place(name).key)
    assert found == sorted(written, key=lambda name: order.place(name).key)
    return found


ORDERS = [
    ("en", "9/11|A-10|Ängelholm|Crimea|The Hague|Łódź|naive|naïve|Øresund|al-Qaeda|Zürich"),
    ("en", "Resolution 598|Resolution 2231|Shahed-20|Shahed-136|Shahed Industries"),
    ("en", "US Navy|U.S. troops|USA"),
    ("de", "Ärger|Arzt|Aster|Die Grünen|Österreich|Ostsee|Strasse|Straße|Zoo"),
    ("sv", "Arvika|Den svenska|Zorn|Åre|Ängelholm|Örebro"),
    ("da", "Zorn|Æbeltoft|Ødis|Århus"),
    ("cs", "Cyril|Čáslav|Hora|Cheb|Chlum|Ivan|Řím"),
    ("es", "Cuba|La Habana|Nube|Ñandú|Oviedo"),
    ("tr", "Cizre|Çanakkale|Iğdır|Isparta|ilçe|İzmir|Sivas|Şile"),
    ("fr", "Élysée|La Haye|l’OTAN|Paris"),
    ("hu", "Cukor|Csaba|Debrecen|Dzsungel"),
    ("uk", "Гора|Ґанок|Дім|Еней|Єва|Ива|Ірпінь|Їжак|Йод|Яр"),
    ("ru", "Ёж|Елена|Ива|Йод|Крым"),
    ("fa", "آبادان|البرز|پژوهش|تهران|چین|ژاپن|قم|کرج|گرگان|لار|هرات|یزد"),
    ("ar", "أحمد|الله|إيران|بغداد|دمشق|الرياض|القاهرة"),
    ("ur", "تہران|ٹیکسلا|دہلی|ڈھاکہ|روس|ہرات|یمن"),
    ("el", "Αθήνα|Έβρος|Η Ελλάδα|Ζάκυνθος|Θήβα|Ωρωπός"),
    ("he", "אילת|ירושלים|כנרת"),
    ("ja", "アイス|ガス|さくら|とうきょう|ぱん"),
    ("ko", "가나|까치|나라|다리|서울"),
    ("th", "กรุงเทพ|ชลบุรี|เชียงใหม่|แพร่"),
    ("hi", "अमेरिका|कश्मीर|किसान|भारत"),
]


@pytest.mark.parametrize(("language", "names"), ORDERS)
def test_names_stand_in_the_order_of_their_language(language: str, names: str) -> None:
    assert in_order(ByRule(language), names) == names.split("|")


@pytest.mark.parametrize(("language", "names"), ORDERS)
def test_icu_has_the_same_order_where_it_is_installed(language: str, names: str) -> None:
    pytest.importorskip("icu")
    from briefs.core.collation_icu import ByICU

    rule, icu = ByRule(language), ByICU(language)
    assert in_order(icu, names) == names.split("|")
    letters = [(rule.place(n).letter, icu.place(n).letter) for n in names.split("|")]
    assert [a for a, b in letters if a != b] == []


@pytest.mark.parametrize(
    ("language", "name", "letter", "script"),
    [
        ("en", "9/11", "#", ""), ("en", "…", "#", ""), ("en", "", "#", ""), ("en", "Élan", "E", "latin"),
        ("en", "the", "T", "latin"), ("en", "The ", "T", "latin"), ("en", "al-Quds", "Q", "latin"),
        ("sv", "älg", "Ä", "latin"), ("de", "älg", "A", "latin"), ("cs", "chata", "CH", "latin"),
        ("tr", "ılgaz", "I", "latin"), ("tr", "izmir", "İ", "latin"), ("uk", "їжак", "Ї", "cyrillic"),
        ("en", "Їжак", "Ї", "cyrillic"), ("ru", "ёж", "Е", "cyrillic"), ("fa", "پارس", "پ", "arabic"),
        ("ar", "القدس", "ق", "arabic"), ("ja", "ガス", "か", "hiragana"), ("ja", "ゎ", "わ", "hiragana"),
        ("ja", "京都", "漢", "cjk"), ("ko", "까치", "ㄱ", "hangul"), ("th", "เกาะ", "ก", "thai"),
        ("el", "Άρης", "Α", "greek"), ("ka", "თბილისი", "თ", "georgian"), ("hy", "Երևան", "Ե", "armenian"),
        ("en", "Ａ", "A", "latin"), ("en", "٣", "#", ""),
    ],
)  # fmt: skip
def test_a_name_stands_under_the_letter_that_its_readers_look_under(
    language: str, name: str, letter: str, script: str
) -> None:
    assert ByRule(language).place(name)[1:] == (letter, script)


def test_a_name_in_han_characters_stands_by_its_reading() -> None:
    assert ByRule("ja").place("東京", "とうきょう")[1:] == ("た", "hiragana")
    assert ByRule("zh").place("北京", "Běijīng")[1:] == ("B", "latin")
    assert ByRule("en").place("IRGC", "eye-ar-gee-see").letter == "I"


def test_a_person_keeps_what_looks_like_an_article() -> None:
    french = ByRule("fr")
    assert (french.place("Le Pen").letter, french.place("Le Pen", person=True).letter) == ("P", "L")
    assert ByRule("en").place("al-Assad", person=True).letter == "A"


def test_digits_come_first_then_the_own_script_then_the_others_each_together() -> None:
    names = "Zorn Яр 7 پارس Ω Ära さくら".split()
    for language, own in (("en", "latin"), ("uk", "cyrillic"), ("fa", "arabic")):
        order = ByRule(language)
        scripts = [order.place(n).script for n in sorted(names, key=lambda n: order.place(n).key)]
        assert scripts[:2] == ["", own]
        assert len(dict.fromkeys(scripts)) == len(set(scripts)) == 6


@given(st.sampled_from(LANGUAGES), st.lists(NAMES, max_size=6))
def test_the_order_is_one_and_total_and_no_two_names_are_equal_in_it(language: str, names: list[str]) -> None:
    order = ByRule(language)
    keys = {name: order.place(name).key for name in names}
    assert len(set(keys.values())) == len(keys)
    turned = list(keys)[::-1]
    assert sorted(keys, key=keys.__getitem__) == sorted(turned, key=keys.__getitem__)
    assert [ByRule(language).place(name) for name in names] == [order.place(name) for name in names]


@given(st.sampled_from(LANGUAGES), NAMES)
def test_every_name_has_a_letter_of_one_script(language: str, name: str) -> None:
    place = ByRule(language).place(name)
    assert place.letter.strip()
    assert bool(place.script) == (place.letter != "#")
    assert place == ByRule(language).place(name)


@given(st.sampled_from(LANGUAGES), st.lists(NAMES, max_size=12))
def test_what_stands_under_one_letter_of_an_alphabet_stands_together(language: str, names: list[str]) -> None:
    order = ByRule(language)
    own = set(order.letters(SCRIPT_OF.get(language, "latin")))
    letters = [order.place(n).letter for n in sorted(names, key=lambda n: order.place(n).key)]
    for letter in own.intersection(letters):
        first, count = letters.index(letter), letters.count(letter)
        assert letters[first : first + count] == [letter] * count
