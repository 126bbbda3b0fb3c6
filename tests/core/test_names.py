"""Whether a name stands as a word: LINKING "Boundary", "Case, per term", "Scripts"."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.core.names import _bounded, bounded, compare_key, fixed_letters, is_acronym
from briefs.core.text import normalise


def found(text: str, name: str) -> str:
    """The words that the first place of a name takes in, or nothing."""
    text = normalise(text).text
    start = compare_key(text).index(compare_key(name))
    end = bounded(text, start, start + len(name))
    return text[start:end] if end else ""


@pytest.mark.parametrize(
    "text",
    [
        "the IRGC came", "IRGC", "(IRGC)", "“IRGC”", "IRGC's men", "IRGC’s men", "IRGC' men", "IRGC-linked", "non-IRGC",
        "IRGC/army", "IRGC—army", "IRGC.", "IRGC. It", "IRGC, 5", "IRGC: a", "IRGC'll", "l'IRGC", "IRGC\nCame", "IRGC…",
    ],
)  # fmt: skip
def test_punctuation_possessives_and_hyphens_are_boundaries(text: str) -> None:
    assert found(text, "IRGC") == "IRGC"


@pytest.mark.parametrize(
    "text",
    [
        "IRGCs2", "OpenIRGC", "2IRGC", "IRGC_x", "_IRGC", "IRGC.gov", "x.IRGC", "IRGC@x.org", "@IRGC", "#IRGC",
        "a/IRGC", "https://IRGC-news.example/a", "www.IRGC-x.ir", "a@IRGC-x.ir", "my-IRGC-list.pdf", "IRGC\u0323",
        "https://x.org/?q=IRGC&a",
    ],
)  # fmt: skip
def test_parts_of_words_addresses_and_files_are_none(text: str) -> None:
    assert found(text, "IRGC") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("can't", "can"), ("won’t", "won"), ("U.S.A.", "U.S."), ("2231.5", "2231"), ("2231,000", "2231"),
        ("12,231", "231"), ("ईरानी", "ईरान"), ("বাংলাদেশি", "বাংলাদেশ"), ("سپاهان", "سپاه"), ("بایران", "ایران"),
        ("비이란", "이란"), ("隊が", "隊"), ("ไท่ย", "ไท"), ("2010s", "2010"),
    ],
)  # fmt: skip
def test_contractions_numbers_and_longer_words_of_any_script_are_none(text: str, name: str) -> None:
    assert found(text, name) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("革命防衛隊は", "革命防衛隊"), ("他说伊朗否认", "伊朗"), ("イランは", "イラン"), ("ที่อิหร่านบอก", "อิหร่าน"),
        ("នៅអ៊ីរ៉ង់", "អ៊ីរ៉ង់"), ("이란은", "이란"), ("IRGC는", "IRGC"), ("伊朗IRGC的", "IRGC"), ("请看x.cn，伊朗。", "伊朗"),
        ("ईरान ने", "ईरान"), ("سپاه، گفت", "سپاه"), ("U.S.-led", "U.S."), ("the U.S. said", "U.S."),
    ],
)  # fmt: skip
def test_each_script_has_its_boundaries(text: str, name: str) -> None:
    assert found(text, name) == name


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [("two UAVs came", "UAV", "UAVs"), ("PhDs", "PhD", "PhDs"), ("Shahed-136s fell", "Shahed-136", "Shahed-136s"),
     ("Iranian UAVs", "Iranian UAV", "Iranian UAVs"), ("UAVs' range", "UAV", "UAVs")],
)  # fmt: skip
def test_the_plural_s_of_capitals_and_of_models_is_inside(text: str, name: str, whole: str) -> None:
    assert found(text, name) == whole


@pytest.mark.parametrize(
    "name", ["US", "IT", "WHO", "NATO", "U.S.", "F-16", "kWhX", "OpenAI", "PhD", "УВКБ", "UNITED NATIONS"]
)
def test_acronyms_keep_their_case(name: str) -> None:
    assert is_acronym(name)
    assert fixed_letters(name, "auto") == ((0, name.replace("-", " ")),)


@pytest.mark.parametrize(
    "name", ["Iran", "drone", "Shahed-136", "Crude Oil", "2231", "سپاه", "伊朗", "InternationalCommittee"]
)
def test_other_names_do_not(name: str) -> None:
    assert not is_acronym(name)
    assert fixed_letters(name, "auto") == ()


def test_in_a_name_of_several_words_the_acronyms_alone_are_fixed() -> None:
    assert fixed_letters("US aid", "auto") == ((0, "US"),)
    assert fixed_letters("New START treaty", "auto") == ((4, "START"),)
    assert fixed_letters("New START treaty", "ignore") == ()
    assert fixed_letters("New-Start treaty", "exact") == ((0, "New Start treaty"),)


def plainly_an_acronym(name: str) -> bool:
    """The rule as LINKING has it, letter by letter."""
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return capitals > 0 and (capitals == len(letters) or (capitals >= 2 and len(name) <= 12 and " " not in name))


@given(st.one_of(st.text(alphabet="aBC1 -.'éÉßЖж漢ǅⓐ", max_size=14), st.text(max_size=14)))
@settings(max_examples=500, deadline=None)
def test_acronyms_are_told_by_their_letters_whatever_the_shortcut(name: str) -> None:
    assert is_acronym(name) == plainly_an_acronym(name)
    words = [(m.start(), m.group()) for m in re.finditer(r"[^ \-]+", name)]
    capitals = [
        (at, w) for at, w in words if sum(map(str.isalpha, w)) > 1 and all(c.isupper() for c in w if c.isalpha())
    ]
    whole = [(0, name.replace("-", " "))] if plainly_an_acronym(name) else capitals
    assert list(fixed_letters(name, "auto")) == whole


@given(
    st.lists(st.sampled_from([*"aB1 .,'-/@\ns한漢й\u0301", "IRGC", "https://"]), max_size=12).map("".join), st.data()
)
@settings(max_examples=500, deadline=None)
def test_a_name_between_white_space_needs_no_closer_look(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start < end:
        assert bounded(text, start, end) == _bounded(text, start, end)
