from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picturing import SVG, picture, png
from PIL import Image

from briefs.core.measuring import measure
from briefs.core.pictures import FLUID, LIMIT, Measure

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
SEEDS = [*(picture(kind) for kind in FORMATS), picture("JPEG", orientation=6), picture("WEBP", lossless=True), SVG]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_has_the_size_that_its_header_says(kind: str) -> None:
    assert measure(picture(kind)) == Measure(kind.lower(), 70, 40)  # type: ignore[arg-type]


@pytest.mark.parametrize("how", [{"lossless": True}, {"mode": "RGBA"}, {"mode": "RGBA", "lossless": True}])
def test_each_form_of_webp_is_read(how: dict[str, object]) -> None:
    assert measure(picture("WEBP", **how)) == Measure("webp", 70, 40)  # type: ignore[arg-type]


def test_a_progressive_jpeg_is_read() -> None:
    assert measure(picture("JPEG", progressive=True)) == Measure("jpeg", 70, 40)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_lies_on_its_side_has_the_size_at_which_it_is_shown(kind: str, orientation: int) -> None:
    found = measure(picture(kind, orientation=orientation))
    assert found is not None
    assert (found.width, found.height) == ((40, 70) if orientation > 4 else (70, 40))


def test_browsers_do_not_turn_webp() -> None:
    assert measure(picture("WEBP", orientation=6)) == Measure("webp", 70, 40)


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('width="30" height="20"', (30, 20)),
        ("width='30px' height = '20.4'", (30, 20)),
        ('width="1in" height="10mm"', (96, 38)),
        ('width="10" viewBox="0 0 90 45"', (10, 5)),
        ('height="10" viewBox="0,0,90,45"', (20, 10)),
        ('viewBox="0 0 80 30"', (FLUID, FLUID * 3 // 8)),
        ('width="100%" height="100%" viewBox="0 0 2 1"', (FLUID, FLUID // 2)),
        ('stroke-width="3" data-height="4" width="30" height="20"', (30, 20)),
        ("", (0, 0)),
        ('width="2em" height="3em"', (0, 0)),
        ('viewBox="0 0 0 5"', (0, 0)),
        ('viewBox="0 0 nan 5"', (0, 0)),
        ('viewBox="0 0 -4 5"', (0, 0)),
        ('viewBox="0 0 1e300 1e-300"', (FLUID, 1)),
        ('viewBox="0 0 1e-300 1e300"', (0, 0)),
        ('viewBox="a b c d"', (0, 0)),
        ('width="999999999" height="3"', (0, 0)),
    ],
)
def test_a_drawing_has_the_size_that_it_asks_for(root: str, size: tuple[int, int]) -> None:
    assert measure(f'<svg xmlns="http://www.w3.org/2000/svg" {root}/>'.encode()) == Measure("svg", *size)


@pytest.mark.parametrize(
    "prolog",
    [
        "\ufeff", "\n ", "<?xml version='1.0'?>\n", "<!-- a > b -->",
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY ns "c">]>\n<!-- <svg width="1"> -->',
    ],
)  # fmt: skip
def test_a_drawing_may_begin_with_what_xml_allows(prolog: str) -> None:
    assert measure(prolog.encode() + SVG) == Measure("svg", 30, 20)


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", b"%PDF-1.7", b"<html><svg/></html>", b"BM" + bytes(60), b"<svgs/>", b"\xff\xd8"]
)
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert measure(data) is None


@pytest.mark.parametrize("kind", FORMATS)
def test_a_header_that_ends_early_has_no_size(kind: str) -> None:
    data = picture(kind)
    found = [measure(data[:length]) for length in range(len(data))]
    assert {one for one in found if one} <= {Measure(kind.lower()), Measure(kind.lower(), 70, 40)}  # type: ignore[arg-type]
    assert Measure(kind.lower()) in found  # type: ignore[arg-type]


def test_a_size_that_no_browser_shows_is_none() -> None:
    huge = png(1, 1).replace(b"\0\0\0\1\0\0\0\1", b"\x7f\xff\xff\xff\0\0\0\1")
    assert measure(huge) == Measure("png")


@given(
    st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=8), st.integers(4)
)
def test_whatever_stands_in_a_header_a_size_is_sound_or_unknown(
    seed: bytes, edits: list[tuple[int, int]], length: int
) -> None:
    data = bytearray(seed)
    for at, value in edits:
        data[at % len(data)] = value
    found = measure(bytes(data[:length]))
    assert found is None or (found.width == found.height == 0) or (1 <= found.width <= LIMIT > found.height - 1 >= 0)


@given(st.binary(max_size=300), st.sampled_from([s[:16] for s in SEEDS]))
def test_any_bytes_after_a_good_beginning_are_borne(data: bytes, head: bytes) -> None:
    found = measure(head + data)
    assert found is None or 0 <= found.width <= LIMIT >= found.height >= 0


@pytest.mark.parametrize(
    "data",
    [b"\xff\xd8" + b"\xff" * 3_000_000, b"<!--" * 500_000, b'<svg "' + b"' \"" * 500_000, SVG[:5] + b" a='" * 500_000],
)
def test_a_hostile_file_is_looked_at_no_further_than_a_sound_one(data: bytes) -> None:
    """These took seconds where all of a file is searched again from each of its places."""
    found = measure(data)
    assert found is None or not found.width


def test_what_is_measured_is_what_pillow_opens() -> None:
    for seed in SEEDS[:5]:
        found = measure(seed)
        with Image.open(BytesIO(seed)) as image:
            assert found is not None
            assert (found.width, found.height) == image.size
