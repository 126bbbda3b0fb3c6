"""English plurals and singulars: LINKING "Forms"."""

from __future__ import annotations

import pytest

from briefs.core.plurals import other_numbers


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("minister of defence", "ministers of defence"), ("attorneys general", "attorney general"),
        ("Secretary-General", "Secretaries-General"), ("commander in chief", "commanders in chief"),
        ("brother-in-law", "brothers-in-law"), ("passer-by", "passers-by"), ("coup d'état", "coups d'état"),
        ("axis", "axes"), ("bureau", "bureaux"), ("bureau", "bureaus"), ("long-range missile", "long-range missiles"),
    ],
)  # fmt: skip
def test_the_noun_of_a_name_has_another_number(name: str, other: str) -> None:
    assert other in set(other_numbers(name))


@pytest.mark.parametrize("name", ["US", "伊朗", "Украина", "COVID-19", "aircraft"])
def test_capitals_other_scripts_and_words_of_one_form_have_none(name: str) -> None:
    assert set(other_numbers(name)) == set()
