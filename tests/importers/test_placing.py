from __future__ import annotations

from unicodedata import category

from hypothesis import assume, given
from hypothesis import strategies as st

from briefs.core.quotes import Context, Haystack
from briefs.core.text import normalise
from briefs.importers.foreign import Selector
from briefs.importers.placing import Ground, place

WORDS = st.sampled_from(
    [
        *"the the harbour was closed on Monday Monday, and 🚢 ships wait".split(),
        *"in 𝔘 cafe\u0301 — “so”, it said. не был 東京 a".split(),
    ]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=4).map("\n\n".join)


def _joins(text: str, at: int) -> bool:
    """Whether a place is inside a grapheme cluster, where no selector may begin or end."""
    return at < len(text) and category(text[at])[0] == "M"


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a stretch of it that begins and ends with something visible."""
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 200)))
    assume(not _joins(text, start) and not _joins(text, end))
    assume(not text[start].isspace() and not text[end - 1].isspace())
    return text, start, end


def _utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2


def _selector(text: str, start: int, end: int, units: bool) -> Selector:
    where = (_utf16(text, start), _utf16(text, end)) if units else (start, end)
    return Selector(text[start:end], text[max(0, start - 32) : start], text[end : end + 32], *where, in_units=units)


@given(quoted(), st.booleans())
def test_what_is_written_of_a_selector_leads_to_its_words(made: tuple[str, int, int], units: bool) -> None:
    text, start, end = made
    placed = place(_selector(text, start, end, units), Ground(text))
    assert placed.how == "exact", placed
    whole = start == 0 or text[start - 1].isspace(), end == len(text) or text[end].isspace()
    if all(whole):
        assert (placed.start, placed.end) == (start, end)
    assert placed.start <= start
    assert placed.end >= end
    assert not any(map(str.isspace, text[placed.start : start] + text[end : placed.end]))
    quoted = placed.quoted
    context = Context(quoted.prefix, quoted.suffix) if quoted.prefix or quoted.suffix else None
    found = Haystack(normalise(text)).locate(quoted.quote, context, quoted.occurrence)
    assert found.best is not None
    assert (found.verdict, found.best.start, found.best.end) == ("anchor", placed.start, placed.end)
