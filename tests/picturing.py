"""Small pictures of every format, made when a test asks for them."""

from __future__ import annotations

import zlib
from io import BytesIO
from random import Random
from struct import pack
from typing import Any

from PIL import Image

PLACE = "a place that a camera noted"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'


def picture(
    kind: str, width: int = 70, height: int = 40, orientation: int = 0, noise: bool = False, **how: Any
) -> bytes:
    """A file with a picture; ``orientation`` is EXIF's, and comes with the place where it was taken."""
    mode = how.pop("mode", "RGB")
    if noise:
        data = Random(width).randbytes(width * height // 64 * 3)
        image = Image.frombytes("RGB", (width // 8, height // 8), data[: width // 8 * (height // 8) * 3])
        image = image.resize((width, height), Image.Resampling.BILINEAR)
    else:
        image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    if orientation:
        exif = Image.Exif()
        exif[0x0112], exif[0x010E] = orientation, PLACE
        how["exif"] = exif
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def png(width: int, height: int, seed: int = 0) -> bytes:
    """A PNG of noise, by hand: for sites that are made very often."""
    dice = Random(seed)
    rows = b"".join(b"\0" + dice.randbytes(width * 3) for _ in range(height))
    chunks = (
        (b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
