"""Cases of Cyrillic names: LINKING "Scripts"."""

from __future__ import annotations

import pytest

from briefs.core.declension import declined, stem_of
from briefs.core.names import compare_key
from briefs.core.text import normalise


def case_of(name: str, text: str) -> str:
    form, text = compare_key(name), normalise(text).text
    folded = compare_key(text)
    start = folded.find(stem_of(form))
    end = declined(form, folded, text.replace("-", " "), start) if start >= 0 else 0
    return text[start:end] if end else ""


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("Украина", "Украины Украине Украину Украиной"),
        ("Россия", "Россия России Россию Россией"),
        ("Герань", "Герань Герани Геранью Геранями Гераней"),
        ("Азия", "Азия Азии Азию Азией"),
        ("санкция", "санкции санкций санкциями санкциях"),
        ("Київ", "Київ Київом"),
        ("Путин", "Путина Путину Путиным"),
    ],
)
def test_a_cyrillic_word_is_found_in_its_cases(name: str, cases: str) -> None:
    for case in cases.split():
        assert case_of(name, case) == case


def test_each_word_of_a_cyrillic_name_declines_for_itself() -> None:
    name = "Корпус стражей исламской революции"
    whole = "Корпуса стражей исламской революции"
    assert case_of(name, f"от {whole} и") == whole
    assert case_of("Чёрное море", "на Чёрном море") == "Чёрном море"
    assert case_of("Чёрное море", "на Чёрной реке") == ""
    assert case_of("Чёрное море", "на Чёрном, море") == ""
    assert case_of("Книга и мир", "о книге и мир в") == "книге и мир"
    assert case_of("Книга и мир", "о книге с миром") == ""


@pytest.mark.parametrize(
    ("name", "text"), [("Азия", "азот"), ("дрон", "дронщиками"), ("Иран", "иранский"), ("мир", "мира")]
)
def test_longer_words_and_words_under_four_letters_are_not_cases(name: str, text: str) -> None:
    assert stem_of(compare_key(name)) == "" or case_of(name, text) == ""


def test_cyrillic_acronyms_do_not_decline() -> None:
    assert stem_of("НАТО") == ""
    assert stem_of("ООН и НАТО") == ""


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Украина", "украинцы украинцев украинка украинец"),
        ("Россия", "россияне россиян россиянин"),
        ("Сирия", "сириец сирийцы сирийцев"),
        ("Грузия", "грузины грузин"),
        ("Франция", "француз французы"),
        ("Москва", "москвич москвичи"),
        ("Иран", "иранец иранцы ирано"),
        ("ракета", "ракетка ракетный ракетчик"),
        ("Донецк", "донецкий донецких"),
        ("Україна", "українець українців українка"),
    ],
)
def test_a_people_an_adjective_and_a_trade_are_no_cases(name: str, others: str) -> None:
    assert [other for other in others.split() if case_of(name, other)] == []
