"""Words of an article's text are pointed at where they stand in its file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.core.model import Places, Plain, Unit
from briefs.core.pointing import point
from briefs.core.source import Source, Span
from briefs.stages.parse import parse

WORDS = st.sampled_from("the IRGC said IRGC-linked (IRGC) Iran, Zelenskyy. «Иран» 革命 a".split())


def read(text: str, name: str = "a.md") -> tuple[Source, Places, Plain]:
    source = Source(f"content/articles/{name}", text, "0")
    parsed = parse(Unit("article", source)).value
    return source, parsed.places, parsed.plain


def written(source: Source, span: Span) -> str:
    first = source.line_starts[span.line - 1] + span.column - 1
    return source.text[first : source.line_starts[span.end_line - 1] + span.end_column - 1]


def where(text: str, words: str, nth: int = 0, name: str = "a.md") -> tuple[int, int]:
    _, places, plain = read(text, name)
    starts = [m.start() for m in re.finditer(re.escape(words), plain.text)]
    span = point(places, plain, starts[nth], starts[nth] + len(words))
    return span.line, span.column


@pytest.mark.parametrize(
    ("text", "nth", "place"),
    [
        ("The IRGC and the IRGC.\n", 1, (1, 18)),
        ("One.\n\nThe **IRGC** and\n*the* IRGC.\n", 1, (4, 7)),
        ("---\ntitle: IRGC\n---\n\nThe IRGC.\n", 0, (5, 5)),
        ("> The IRGC and\n> the IRGC.\n", 1, (2, 7)),
        ("- a\n- the IRGC\n", 0, (2, 7)),
        ("Words[^1].\n\n[^1]: The IRGC.\n\nMore words.\n", 0, (3, 11)),
        ("| IRGC | b |\n|---|---|\n| c | IRGC |\n", 1, (3, 7)),
    ],
)
def test_a_word_is_found_on_its_line(text: str, nth: int, place: tuple[int, int]) -> None:
    assert where(text, "IRGC", nth) == place


def test_a_name_over_a_hard_wrapped_line_is_found_in_both_kinds_of_text() -> None:
    text = "A headline\n\nThe Guard\nCorps of the Guard\n  Corps.\n"
    source, places, plain = read(text, "a.txt")
    at = plain.text.rfind("Guard Corps")
    assert written(source, point(places, plain, at, at + 11)) == "Guard\n  Corps"
    source, places, plain = read("> The Guard\n> Corps\n")
    at = plain.text.index("Guard")
    assert written(source, point(places, plain, at, len(plain.text))) == "Guard\n> Corps"


def test_words_that_the_file_has_in_other_letters_are_pointed_at_by_their_block() -> None:
    _, places, plain = read("One.\n\nThe AT&amp;T case.\n")
    at = plain.text.index("AT&T")
    assert point(places, plain, at, at + 4) == places.blocks[1]


def test_a_text_without_blocks_is_pointed_at_as_a_whole() -> None:
    _, places, plain = read("")
    assert point(places, plain, 0, 0) == places.unit


@given(st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=4), st.data())
def test_any_words_of_a_wrapped_text_are_found_where_they_stand(texts: list[list[str]], data: st.DataObject) -> None:
    gaps = st.sampled_from([" ", "\n", "  "])
    parts = ["".join(w + data.draw(gaps) for w in words).strip() + "." for words in texts]
    source, places, plain = read("A headline\n\n" + "\n\n".join(parts) + "\n", "a.txt")
    number = data.draw(st.integers(0, len(plain.blocks) - 1))
    words = [m.span() for m in re.finditer(r"\S+", plain.text[plain.blocks[number].start : plain.blocks[number].end])]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = plain.blocks[number].start + words[first][0], plain.blocks[number].start + words[last][1]
    span = point(places, plain, start, end)
    assert written(source, span).split() == plain.text[start:end].split()
    before = plain.text.count("\n\n", 0, start)
    lines = source.text[: source.line_starts[span.line - 1] + span.column - 1]
    assert lines.count("\n\n") == before + 1
    assert len(lines.rpartition("\n\n")[2].split()) == first


def test_words_in_items_without_a_line_between_them_are_found_in_their_own() -> None:
    source, places, plain = read("- The IRGC came.\n- The IRGC left.\n- It went.\n")
    for nth in (0, 1):
        at = [m.start() for m in re.finditer("IRGC", plain.text)][nth]
        span = point(places, plain, at, at + 4)
        assert (written(source, span), span.line) == ("IRGC", nth + 1)


def test_words_in_other_letters_are_not_looked_for_in_the_next_block() -> None:
    _, places, plain = read("The AT&amp;T case.\n\nThe `AT&T` case.\n")
    assert point(places, plain, 4, 8) == places.blocks[0]
