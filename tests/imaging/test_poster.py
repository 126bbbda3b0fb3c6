from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageColor, features

from briefs.core.pictures import POSTER, Colours, Poster
from briefs.imaging import fonts
from briefs.imaging.poster import drawn

PLAIN = Poster("Harbour notes", "Strike", "Harbour reopens after three weeks")


def colours(data: bytes) -> set[tuple[int, ...]]:
    image = Image.open(BytesIO(data)).convert("RGB")
    return {colour for _, colour in image.getcolors(1 << 20) or ()}  # type: ignore[misc]


def test_a_poster_has_the_size_and_the_colours_of_the_theme() -> None:
    theme = Colours("#101820", "#f0e8d8", "#ff0080")
    data = drawn(Poster("Harbour notes", "Strike", "Harbour reopens", theme))
    assert Image.open(BytesIO(data)).size == POSTER
    assert {ImageColor.getrgb(c) for c in ("#101820", "#f0e8d8", "#ff0080")} <= colours(data)


def test_the_same_words_make_the_same_bytes_and_others_make_others() -> None:
    assert drawn(PLAIN) == drawn(PLAIN)
    assert drawn(PLAIN) != drawn(Poster(PLAIN.site, PLAIN.kicker, PLAIN.title + "!"))


@pytest.mark.parametrize("title", ["word " * 200, "w" * 4000, "", "港" * 300])
def test_no_headline_runs_over_the_edge(title: str) -> None:
    data = drawn(Poster("Harbour " * 40, "Strike " * 60, title))
    if not data:
        pytest.skip("no font here has these letters")
    image = Image.open(BytesIO(data)).convert("RGB")
    paper = image.getpixel((2, 2))
    assert {image.getpixel((POSTER[0] - 20, y)) for y in range(POSTER[1] - 20)} == {paper}
    assert {image.getpixel((x, POSTER[1] - 22)) for x in range(POSTER[0])} == {paper}


def test_a_script_without_a_font_has_no_poster() -> None:
    assert drawn(Poster("Harbour notes", "", "Signs \U00012000\U00012001 of old")) == b""


def test_letters_that_join_are_not_drawn_in_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    arabic = Poster("Harbour notes", "", "سپاه پاسداران")
    monkeypatch.setattr(features, "check", lambda name: False)
    assert drawn(arabic) == b""
    assert drawn(PLAIN) != b""


def test_a_sign_that_only_joins_or_parts_letters_needs_none_itself() -> None:
    assert drawn(Poster("Harbour notes", "", "Har\u00adbour re\u200bopens \u2060now")) != b""


def test_a_line_from_the_right_stands_at_the_right() -> None:
    data = drawn(Poster("Harbour notes", "", "سپاه"))
    if not data:
        pytest.skip("no font here has Arabic letters, or nothing joins them")
    image = Image.open(BytesIO(data)).convert("L")
    left, _, right, _ = (
        image.crop((0, 180, POSTER[0], 420)).point(lambda v: 255 if v < 128 else 0).getbbox() or (0,) * 4
    )
    assert left > POSTER[0] / 2
    assert right > POSTER[0] - 100


def test_a_machine_without_fonts_draws_plain_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FAMILIES", {"serif": (), "sans": ()})
    assert drawn(PLAIN) != b""
    assert drawn(Poster("Harbour notes", "", "Гавань")) == b""
