from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefs.core.utf16 import Units

TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("e\u0301\U0001f469\u200d\U0001f4bb\r\n\U00020000")
    )
)


def _length(text: str) -> int:
    """Code units, counted by the codec."""
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_each_place_is_where_the_codec_counts_it(text: str) -> None:
    both = Units(text)
    for at in range(len(text) + 1):
        assert both.units(at) == _length(text[:at])
        assert both.points(_length(text[:at])) == at


@given(TEXTS)
def test_a_place_inside_a_character_is_its_beginning(text: str) -> None:
    both = Units(text)
    for at, char in enumerate(text):
        if _length(char) == 2:
            assert both.points(_length(text[:at]) + 1) == at


def test_a_place_beyond_the_end_stays_beyond_it() -> None:
    assert Units("a\U0001f600").points(9) == 8
