"""What is sent of an answer to a request with conditions, without a socket."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.preview.parts import Answer, conditional

FILE = Answer(HTTPStatus.OK, "image/png", b"0123456789", "abc")
PAGE = msgspec.structs.replace(FILE, kind="text/html", page=True)
NOTHING = Answer(HTTPStatus.NOT_FOUND, "text/html", b"nothing")


def sent(answer: Answer = FILE, method: str = "GET", **headers: str) -> Answer:
    return conditional(answer, {name.replace("_", "-"): value for name, value in headers.items()}, method)


def test_an_answer_names_its_bytes_and_offers_parts_of_them() -> None:
    assert sent().headers == (("ETag", '"abc"'), ("Accept-Ranges", "bytes"))
    assert sent(PAGE).headers == (("ETag", '"abc"'),)
    assert sent(NOTHING, If_None_Match="*", Range="bytes=0-1") == NOTHING


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("answer", [FILE, PAGE])
@pytest.mark.parametrize("condition", ['"abc"', 'W/"abc"', '"x", "abc"', ' "x" ,W/"abc"', "*"])
def test_what_the_browser_has_is_not_sent_again(condition: str, answer: Answer, method: str) -> None:
    spared = sent(answer, method, If_None_Match=condition, Range="bytes=0-1")
    assert (spared.status, spared.body) == (304, b"")
    assert ("ETag", '"abc"') in spared.headers


@pytest.mark.parametrize("condition", ["", "abc", '"ABC"', '"x"', '"abcd"', "W/", '"abc', "**"])
def test_any_other_tag_gets_the_whole(condition: str) -> None:
    assert sent(If_None_Match=condition) == sent()


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=0-0", b"0", "bytes 0-0/10"),
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-99", b"0123456789", "bytes 0-9/10"),
        ("bytes=0-9", b"0123456789", "bytes 0-9/10"),
        ("bytes=8-" + "9" * 4000, b"89", "bytes 8-9/10"),
        ("Bytes= 2-4 ", b"234", "bytes 2-4/10"),
    ],
)
def test_a_range_of_bytes_gets_that_part(asked: str, part: bytes, told: str) -> None:
    answer = sent(Range=asked)
    assert (answer.status, answer.body) == (206, part)
    assert answer.headers == (*sent().headers, ("Content-Range", told))


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=" + "9" * 4000 + "-"])
def test_a_range_beyond_the_end_is_refused_with_the_length(asked: str) -> None:
    answer = sent(Range=asked)
    assert (answer.status, answer.body) == (416, b"")
    assert ("Content-Range", "bytes */10") in answer.headers


MALFORMED = ["", "bytes", "bytes=", "bytes=-", "bytes=4-2", "bytes=a-b", "bytes=0-1,3-4", "bytes=0-1, bytes=3-4"]
MALFORMED += ["lines=0-1", "bytes=0-1-2", "bytes=+0-1", "bytes=0x1-2", "bytes=٠-١", "bytes =0-1", "bytes=" + "1" * 5000]


@pytest.mark.parametrize("asked", MALFORMED, ids=[ascii(asked[:30]) for asked in MALFORMED])
def test_a_malformed_range_and_several_are_ignored(asked: str) -> None:
    assert sent(Range=asked) == sent()


def test_a_page_another_method_and_an_empty_file_have_no_parts() -> None:
    assert sent(PAGE, Range="bytes=0-1") == sent(PAGE)
    assert sent(FILE, "HEAD", Range="bytes=0-1") == sent()
    empty = msgspec.structs.replace(FILE, body=b"")
    assert sent(empty, Range="bytes=0-") == sent(empty, Range="bytes=-5") == sent(empty)


@pytest.mark.parametrize(("condition", "status"), [('"abc"', 206), ('"x"', 200), ('W/"abc"', 200), ("Sat, 1 Jan", 200)])
def test_a_part_is_sent_only_of_the_version_that_the_browser_has_parts_of(condition: str, status: int) -> None:
    assert sent(Range="bytes=0-1", If_Range=condition).status == status


@given(st.binary(max_size=20), st.text(max_size=20), st.text(st.sampled_from("0123456789-, "), max_size=8))
def test_no_header_raises_or_makes_bytes_up(body: bytes, anything: str, numbers: str) -> None:
    answer = msgspec.structs.replace(FILE, body=body)
    for asked in (anything, f"bytes={anything}", f"bytes={numbers}"):
        assert sent(answer, Range=asked).body in body
        assert sent(answer, If_None_Match=asked, If_Range=asked).body in (b"", body)
