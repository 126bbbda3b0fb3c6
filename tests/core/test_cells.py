"""A cell of a spreadsheet: never a formula, and the same text when it is read again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.core.cells import guarded, unguarded


@given(st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠ a\"|")) | st.text())
def test_no_cell_is_a_formula_and_each_is_read_as_the_text_it_was(text: str) -> None:
    assert not re.match("[=+\\-@\t\r\n＝＋－＠]", guarded(text))
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["a=b", "'quoted'", "it's", "", "1+1", " =x", "’=x"])
def test_a_text_that_is_no_formula_stays_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text
