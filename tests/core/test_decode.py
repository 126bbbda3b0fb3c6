"""Bytes to text: UTF-8 and nothing else, and what else it is said plainly and at its place."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefs.core import decode as decode_module
from briefs.core.decode import decode
from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Source, Span, digest

PATH = "content/articles/a.md"


def text_of(data: bytes) -> str:
    found = decode(PATH, data)
    assert found.value is not None, found.diagnostics
    return found.value.text


def refusal(data: bytes) -> Diagnostic:
    """The one error of bytes that are no text."""
    found = decode(PATH, data)
    assert found.value is None
    (diagnostic,) = found.diagnostics
    assert diagnostic.severity == "error"
    return diagnostic


def test_a_text_is_its_bytes_in_utf8_with_their_digest() -> None:
    data = "Naïve café, سپاه, 🛩️\n\tx\n".encode()
    assert decode(PATH, data).value == Source(PATH, data.decode(), digest(data))
    assert decode(PATH, data).diagnostics == ()
    assert text_of(b"") == ""


def test_every_kind_of_line_end_becomes_a_line_feed_and_the_digest_stays_that_of_the_bytes() -> None:
    data = b"a\r\nb\rc\n\r\nd\r\re"
    found = decode(PATH, data).value
    assert found == Source(PATH, "a\nb\nc\n\nd\n\ne", digest(data))


def test_a_byte_order_mark_before_the_text_is_taken_off_once() -> None:
    assert text_of(codecs.BOM_UTF8 + b"title") == "title"
    found = refusal(codecs.BOM_UTF8 * 2 + b"title")
    assert (found.code, found.span) == ("control-character", Span(PATH, 1, 1, 1, 2))


def test_a_byte_order_mark_in_the_middle_is_refused() -> None:
    found = refusal("a\r\nb\ufeffc".encode())
    assert (found.code, found.span) == ("control-character", Span(PATH, 2, 2, 2, 3))
    assert "U+FEFF (ZERO WIDTH NO-BREAK SPACE)" in found.message


@pytest.mark.parametrize(
    ("encoding", "mark", "name"),
    [
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "UTF-32"),
    ],
)
def test_wide_encodings_are_named(encoding: str, mark: bytes, name: str) -> None:
    found = refusal(mark + "title: Ça\r\n".encode(encoding))
    assert (found.code, found.span, found.hint) == ("encoding", Span(PATH), "save it as UTF-8")
    assert name in found.message


@pytest.mark.parametrize(
    ("data", "place", "byte", "word"),
    [
        (b"one\r\ntwo caf\xe9s\r\nthree", (2, 8), "0xe9", "two cafés"),
        (b"one\rtwo caf\xe9s", (2, 8), "0xe9", "two cafés"),
        (codecs.BOM_UTF8 + b"caf\xe9", (1, 4), "0xe9", "café"),
        ("naïve “".encode() + b"\x93word\x94", (1, 8), "0x93", "naïve ““word”"),
        (b"a\tb\xa0c", (1, 4), "0xa0", "a b c"),
        ("cut short: é".encode()[:-1], (1, 12), "0xc3", "cut short: Ã"),
        (b"\xed\xa0\x80", (1, 1), "0xed", "í €"),
        (b"/\xc0\xaf", (1, 2), "0xc0", "/À¯"),
        (b"\x81", (1, 1), "0x81", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_byte_that_is_not_utf8_is_said_at_its_place_with_its_likeliest_reading(
    data: bytes, place: tuple[int, int], byte: str, word: str
) -> None:
    found = refusal(data)
    assert found.span is not None
    assert (found.code, (found.span.line, found.span.column)) == ("encoding", place)
    assert (found.span.end_line, found.span.end_column) == (place[0], place[1] + 1)
    assert byte in found.message
    assert f"as Windows-1252 it would read “{word}”" in found.hint


@pytest.mark.parametrize("char", ["\0", "\b", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x85", "\x9f"])
def test_a_control_character_is_refused_at_its_place(char: str) -> None:
    found = refusal(f"é\r\n\tx{char}y{char}".encode())
    assert (found.code, found.span) == ("control-character", Span(PATH, 2, 3, 2, 4))
    assert f"U+{ord(char):04X}" in found.message
    assert found.hint == "remove it"


def test_every_kind_of_control_character_is_said_once() -> None:
    found = decode(PATH, b"a\x00\x00\x1b\nb\x00\x1b")
    assert found.value is None
    assert [(d.span.line, d.span.column) for d in found.diagnostics if d.span] == [(1, 2), (1, 4)]


@pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_character_that_reorders_what_is_shown_is_a_warning_and_stays_in_the_text(char: str) -> None:
    found = decode(PATH, f"if a{char}b".encode())
    assert found.value is not None
    assert found.value.text == f"if a{char}b"
    (diagnostic,) = found.diagnostics
    assert (diagnostic.code, diagnostic.severity) == ("bidi-control", "warning")
    assert diagnostic.span == Span(PATH, 1, 5, 1, 6)
    assert f"U+{ord(char):04X}" in diagnostic.message


def test_text_that_runs_from_right_to_left_and_its_marks_are_no_mistake() -> None:
    text = "سپاه پاسداران\u200c‌ \u200f(IRGC)\u200e, שלום"
    assert decode(PATH, text.encode()).diagnostics == ()


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=80))
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    assert text_of(text.encode()) == text
    assert text_of(codecs.BOM_UTF8 + text.encode()) == text


@given(st.binary(max_size=60) | st.lists(st.sampled_from([b"\xff", b"\r", b"\n", b"\xc3", b"\0", b"e"])).map(b"".join))
@example(b"\xff\xfe")
@example(b"\r\xff")
def test_any_bytes_are_a_text_or_refused_with_a_place_inside_them(data: bytes) -> None:
    found = decode(PATH, data)
    assert (found.value is None) == any(d.severity == "error" for d in found.diagnostics)
    assert all(d.hint and "\n" not in d.message + d.hint for d in found.diagnostics)
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    for diagnostic in found.diagnostics:
        assert diagnostic.span is not None
        assert 1 <= diagnostic.span.line <= len(lines)
        assert 1 <= diagnostic.span.column <= max(1, len(lines[diagnostic.span.line - 1]))


def test_nothing_that_is_looked_for_is_printable() -> None:
    """What lets a text without such a character pass at once."""
    chars = [chr(code) for code in range(0x110000)]
    found = [char for char in chars if decode_module._NO_TEXT.match(char) or decode_module._TURNING.match(char)]
    assert len(found) > 70
    assert not any(char.isprintable() for char in found)
    assert not set("".join(found)) & set(decode_module._PRINTABLE.decode())
