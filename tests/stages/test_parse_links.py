"""Addresses as they are written and as they stand on a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.normalize_url import normalizeLink

from briefs.stages.parse.links import normal

PARTS = ("%20", *"aB9-_./?#=&~%:;@ é[|\\")
BEGINNINGS = ("https://", "http://", "HTTPS://", "mailto:")
ENDS = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


@given(st.sampled_from(BEGINNINGS), st.sampled_from(("example.org", "a.b", "")), ENDS)
def test_an_address_is_what_the_parser_makes_of_it(scheme: str, host: str, end: str) -> None:
    assert normal(scheme + host + end) == normalizeLink(scheme + host + end)


@given(st.from_regex(r"https?://(?:[a-z0-9-]{1,45}\.){1,6}[a-z]{2,22}(?:[/?#][\w/.=&?~#-]*)?", fullmatch=True))
def test_a_usual_address_is_what_the_parser_makes_of_it(written: str) -> None:
    assert normal(written) == normalizeLink(written)


@pytest.mark.parametrize("host", ["münchen.example", "xn--mnchen-3ya.example", "-a-.example", "a..example", "1.2.3.4"])
def test_a_host_is_written_in_ascii(host: str) -> None:
    assert normal(f"https://{host}/a b") == normalizeLink(f"https://{host}/a b")
    assert normal(f"https://{host}/") == normalizeLink(f"https://{host}/")
