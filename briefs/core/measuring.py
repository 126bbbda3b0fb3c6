"""The bytes of a picture's file go in, its kind and its size as a browser shows it come out; decodes nothing.

Only headers are looked at, and of these no more parts than a sound file has: a hostile one costs no more than others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from struct import Struct as Layout
from struct import error as TooShort  # noqa: N812 (an exception named for what it says)
from typing import Literal

from briefs.core.pictures import FLUID, LIMIT, Kind, Measure

_PARTS = 4096
"""Segments, boxes or chunks that are looked at."""
_PROLOG = 65_536
"""Bytes in which a drawing must begin."""


def measure(data: bytes) -> Measure | None:
    """The kind and size of a picture; None for what is no picture of a kind that every browser shows."""
    for kind, begins, read in _KINDS:
        if begins(data):
            try:
                width, height = read(data)
            except (TooShort, ValueError, IndexError, OverflowError):
                return Measure(kind)
            sound = 0 < width <= LIMIT and 0 < height <= LIMIT
            return Measure(kind, width, height) if sound else Measure(kind)
    return None


_U16, _U32, _LE16 = Layout(">H"), Layout(">I"), Layout("<H")


def _u16(data: bytes, at: int) -> int:
    return int(_U16.unpack_from(data, at)[0])


def _u32(data: bytes, at: int) -> int:
    return int(_U32.unpack_from(data, at)[0])


# ── pixels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _png(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise ValueError("no header")
    width, height = _u32(data, 16), _u32(data, 20)
    at, turned = 33, False
    for _ in range(_PARTS):
        name = data[at + 4 : at + 8]
        if name in (b"", b"IDAT", b"IEND"):
            break
        length = _u32(data, at)
        if name == b"eXIf":
            turned = _is_turned(data[at + 8 : at + 8 + length])
        at += length + 12
    return (height, width) if turned else (width, height)


def _gif(data: bytes) -> tuple[int, int]:
    return int(_LE16.unpack_from(data, 6)[0]), int(_LE16.unpack_from(data, 8)[0])


_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Segments of a JPEG that hold its size."""


def _jpeg(data: bytes) -> tuple[int, int]:
    """The first frame; a camera that was held upright says so in the metadata before it."""
    at, turned = 2, False
    for _ in range(_PARTS):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in _FRAMES:
            height, width = _u16(data, at + 5), _u16(data, at + 7)
            return (height, width) if turned else (width, height)
        if marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            turned = _is_turned(data[at + 10 : at + 2 + _u16(data, at + 2)])
        at += 2 if marker == 0x01 or 0xD0 <= marker <= 0xD8 else 2 + _u16(data, at + 2)
    raise ValueError("no frame")


def _is_turned(exif: bytes) -> bool:
    """Whether EXIF says that the picture lies on its side (orientations 5 to 8)."""
    order: Literal["little", "big"] = "little" if exif[:2] == b"II" else "big"

    def number(at: int, length: int) -> int:
        return int.from_bytes(exif[at : at + length], order)

    first = number(4, 4)
    for entry in range(first + 2, first + 2 + 12 * min(number(first, 2), _PARTS), 12):
        if entry + 12 > len(exif):
            break
        if number(entry, 2) == 0x0112:
            return 5 <= number(entry + 8, 2) <= 8
    return False


def _webp(data: bytes) -> tuple[int, int]:
    name = data[12:16]
    if name == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if name == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return _LE16.unpack_from(data, 26)[0] & 0x3FFF, _LE16.unpack_from(data, 28)[0] & 0x3FFF
    if name == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise ValueError("no frame")


# ── AVIF: boxes in boxes ─────────────────────────────────────────────────────────────────────────────────────────────


def _avif(data: bytes) -> tuple[int, int]:
    """The properties of the item that is shown: its size, and whether it is turned."""
    meta = dict(_boxes(data, *_box(data, b"meta", 0, len(data)), skip=4))
    shown = _shown(data, meta[b"pitm"]) if b"pitm" in meta else 1
    inner = dict(_boxes(data, *_need(meta, b"iprp")))
    properties = list(_boxes(data, *_need(inner, b"ipco")))
    size, turned = None, False
    for number in _properties_of(data, shown, *_need(inner, b"ipma")):
        name, (start, end) = properties[number - 1] if 0 < number <= len(properties) else (b"", (0, 0))
        if name == b"ispe" and end - start >= 12:
            size = _u32(data, start + 4), _u32(data, start + 8)
        elif name == b"irot" and end > start:
            turned = bool(data[start] & 1)
    if size is None:
        raise ValueError("no size")
    return (size[1], size[0]) if turned else size


def _boxes(data: bytes, start: int, end: int, skip: int = 0) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """(name, (start, end)) of what each box between two places holds."""
    at = start + skip
    for _ in range(_PARTS):
        if at + 8 > end:
            return
        size, head = _u32(data, at), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or end - at
        if size < head or at + size > end:
            return
        yield data[at + 4 : at + 8], (at + head, at + size)
        at += size


def _box(data: bytes, name: bytes, start: int, end: int) -> tuple[int, int]:
    return _need(dict(_boxes(data, start, end)), name)


def _need(boxes: dict[bytes, tuple[int, int]], name: bytes) -> tuple[int, int]:
    if name not in boxes:
        raise ValueError("a box is missing")
    return boxes[name]


def _shown(data: bytes, box: tuple[int, int]) -> int:
    return _u32(data, box[0] + 4) if data[box[0]] else _u16(data, box[0] + 4)


def _properties_of(data: bytes, item: int, start: int, end: int) -> list[int]:
    """Numbers of an item's properties, as the box that ties them together says."""
    version, wide = data[start], data[start + 3] & 1
    at = start + 8
    for _ in range(min(_u32(data, start + 4), _PARTS)):
        number = _u32(data, at) if version else _u16(data, at)
        at += 4 if version else 2
        count, step = data[at], 2 if wide else 1
        at += 1
        if at + count * step > end:
            break
        if number == item:
            each = (int.from_bytes(data[at + step * n : at + step * (n + 1)], "big") for n in range(count))
            return [one & (0x7FFF if wide else 0x7F) for one in each]
        at += count * step
    return []


# ── drawings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?+>)*+"
    rb"<(?:[\w.-]++:)?+svg(?=[\s/>])((?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"\s(width|height|viewBox)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LENGTH = re.compile(rb"\s*\+?([0-9]{0,9}\.?[0-9]{1,9})(px|pt|pc|mm|cm|in|)\s*")
_UNITS = {b"": 1.0, b"px": 1.0, b"pt": 4 / 3, b"pc": 16.0, b"mm": 96 / 25.4, b"cm": 96 / 2.54, b"in": 96.0}


def _svg(data: bytes) -> tuple[int, int]:
    """The size that the drawing asks for; one that has only a shape is as wide as there is room."""
    root = _ROOT.match(data[:_PROLOG])
    assert root is not None
    said = {m[1]: m[2] if m[2] is not None else m[3] for m in _ATTRIBUTE.finditer(root[1])}
    width, height = _length(said.get(b"width", b"")), _length(said.get(b"height", b""))
    ratio = _ratio(said.get(b"viewBox", b""))
    if not (width and height):
        if not ratio:
            raise ValueError("no size")
        width = width or (height * ratio if height else FLUID)
        height = height or width / ratio
    return max(1, round(width)), max(1, round(height))


def _length(written: bytes) -> float:
    """Pixels; 0 for what depends on the page, such as a percentage."""
    found = _LENGTH.fullmatch(written)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0


def _ratio(box: bytes) -> float:
    """Width by height of a drawing's frame; 0 where it has none."""
    numbers = [float(one) for one in box.replace(b",", b" ").split()]
    return numbers[2] / numbers[3] if len(numbers) == 4 and min(numbers[2:]) > 0 else 0.0


_KINDS: tuple[tuple[Kind, Callable[[bytes], bool], Callable[[bytes], tuple[int, int]]], ...] = (
    ("png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    ("jpeg", lambda data: data.startswith(b"\xff\xd8\xff"), _jpeg),
    ("gif", lambda data: data.startswith((b"GIF87a", b"GIF89a")), _gif),
    ("webp", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _webp),
    ("avif", lambda data: data[4:8] == b"ftyp" and bool({b"avif", b"avis"} & _brands(data)), _avif),
    ("svg", lambda data: _ROOT.match(data[:_PROLOG]) is not None, _svg),
)


def _brands(data: bytes) -> set[bytes]:
    """What an ISO file says that it is."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    return {data[at : at + 4] for at in range(8, length, 4)}
