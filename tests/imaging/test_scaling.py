from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picturing import PLACE, picture
from PIL import Image

from briefs.imaging import scaling
from briefs.imaging.scaling import scaled

SIZE = (900, 600)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_a_copy_has_the_width_that_was_asked_for_and_the_picture_s_shape(kind: str) -> None:
    files = scaled(picture(kind, *SIZE, noise=True), (480, 300), SIZE)
    assert [Image.open(BytesIO(one)).size for one in files if one] == [(480, 320), (300, 200)][-len(files) :]
    assert all(one[8:12] == b"WEBP" for one in files if one)


def test_a_copy_is_the_same_bytes_each_time() -> None:
    data = picture("JPEG", *SIZE, noise=True)
    assert scaled(data, (480,), SIZE) == scaled(data, (480,), SIZE)


def test_a_copy_stands_upright_and_says_nothing_of_the_camera() -> None:
    data = picture("JPEG", *SIZE, orientation=6, noise=True)
    assert PLACE.encode() in data
    (copy,) = scaled(data, (300,), (600, 900))
    image = Image.open(BytesIO(copy))
    assert image.size == (300, 450)
    assert not image.getexif()
    assert PLACE.encode() not in copy


def test_a_copy_heavier_than_its_picture_is_none() -> None:
    (copy,) = scaled(picture("WEBP", *SIZE, noise=True, quality=1), (800,), SIZE)
    assert copy == b""


def test_what_is_clear_stays_clear() -> None:
    image = Image.new("RGBA", SIZE, (200, 0, 0, 0))
    image.paste(Image.effect_noise((400, 400), 90).convert("RGBA"), (0, 0))
    out = BytesIO()
    image.save(out, "PNG")
    (copy,) = scaled(out.getvalue(), (480,), SIZE)
    assert Image.open(BytesIO(copy)).convert("RGBA").getpixel((470, 310))[3] == 0  # type: ignore[index]


def test_what_moves_has_no_copies() -> None:
    frames = [Image.new("RGB", SIZE, colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    assert scaled(out.getvalue(), (480,), SIZE) == ()


def test_a_picture_with_too_many_pixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scaling, "PIXELS", SIZE[0] * SIZE[1] - 1)
    assert scaled(picture("JPEG", *SIZE), (480,), SIZE) == ()


@pytest.mark.parametrize("data", [b"", b"no picture", picture("JPEG", *SIZE)[:300], picture("PNG", *SIZE)[:90]])
def test_what_cannot_be_decoded_has_no_copies(data: bytes) -> None:
    assert scaled(data, (480,), SIZE) == ()


DAMAGED = [picture(kind, 90, 60, noise=True) for kind in ("PNG", "JPEG", "WEBP", "AVIF")]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(DAMAGED), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_file_ends_no_build(data: bytes, edits: list[tuple[int, int]]) -> None:
    damaged = bytearray(data)
    for at, value in edits:
        damaged[at % len(damaged)] = value
    assert len(scaled(bytes(damaged), (48,), (90, 60))) <= 1
