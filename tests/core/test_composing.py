"""Normal forms in the time of a text's length."""

from __future__ import annotations

from time import process_time
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from briefs.core.composing import Form, normal
from briefs.core.slugs import slug_of
from briefs.core.text import normalise

FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])


@given(
    FORMS,
    st.lists(st.sampled_from([*"a e\u0301\u0323\u0338\u0941∃—한ᄀ\u1161=", "x" * 130, "\u2014" * 130, "∄" * 130])),
)
def test_a_text_that_somebody_may_write_is_as_unicode_has_it(form: Form, parts: list[str]) -> None:
    text = "".join(parts)
    assert normal(form, text) == normalize(form, text)


def test_a_letter_with_marks_without_end_is_read_in_the_time_of_their_number() -> None:
    row = "a" + "\u0301\u0323" * 120_000
    begun = process_time()
    assert normal("NFC", row).startswith("\u1ea1\u0323")
    assert slug_of(row).startswith("\u1ea1")
    assert normalise(row).source == row
    assert process_time() - begun < 8  # once alone would take a minute
