"""A picture's bytes and some widths go in, the same picture in these widths comes out; knows no file.

What a camera wrote beside the picture, such as where it stood, does not come out; its colours do.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageOps

from briefs.core.pictures import PIXELS

_FORMATS = ("PNG", "JPEG", "WEBP", "AVIF")
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
"""Kinds of pixels that can become those of WebP without a choice of ours."""
_QUALITY = 82


def scaled(data: bytes, widths: Sequence[int], size: tuple[int, int]) -> tuple[bytes, ...]:
    """WebP files of the picture, one a width; an empty one where it would be no lighter than the whole picture.

    None at all where it cannot be decoded, moves, or is not of the ``size`` that browsers show.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _scaled(data, widths, size)
    except Exception:  # Decoders raise whatever a damaged file leads them to; the file itself is still shown.
        return ()


def _scaled(data: bytes, widths: Sequence[int], size: tuple[int, int]) -> tuple[bytes, ...]:
    with Image.open(BytesIO(data), formats=_FORMATS) as file:
        if file.width * file.height > PIXELS or getattr(file, "n_frames", 1) > 1 or file.mode not in _MODES:
            return ()
        profile = file.info.get("icc_profile")
        factor = max(widths) / max(size)
        file.draft(None, (int(file.width * factor * 2), int(file.height * factor * 2)))  # a JPEG's cheap halving
        whole = file if file.format == "WEBP" else ImageOps.exif_transpose(file)  # as browsers do
        if abs(whole.width * size[1] - whole.height * size[0]) > max(size) * 8:
            return ()
        clear = "A" in whole.getbands() or "transparency" in whole.info
        pixels = whole.convert("RGBA" if clear else "RGB")
    # A profile of four inks says nothing of three lights.
    kept = profile if file.mode != "CMYK" else None
    made = (_written(pixels, width, size, kept) for width in widths)
    return tuple(one if len(one) < len(data) else b"" for one in made)


def _written(pixels: Image.Image, width: int, size: tuple[int, int], profile: bytes | None) -> bytes:
    height = max(1, round(size[1] * width / size[0]))
    small = pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = BytesIO()
    small.save(out, "WEBP", quality=_QUALITY, method=4, exif=b"", xmp=b"", icc_profile=profile or b"")
    return out.getvalue()
