"""An answer and a request's conditions go in, the whole, a part or only that it still holds comes out; knows no site.

Conditions are those of RFC 9110, 13 and 14: If-None-Match, Range for one range of bytes, If-Range.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import msgspec

CONDITIONS = ("If-None-Match", "Range", "If-Range")
Headers = tuple[tuple[str, str], ...]


class Answer(msgspec.Struct, frozen=True):
    """What a request gets, before its conditions are looked at."""

    status: HTTPStatus
    kind: str
    """The content type."""
    body: bytes
    tag: str = ""
    """Names these bytes and no others, in letters that need no quoting; empty when nothing does."""
    page: bool = False
    """Whether it is a page with the preview's script, which is only ever served whole."""
    headers: Headers = ()


def conditional(answer: Answer, headers: Mapping[str, str], method: str) -> Answer:
    """What is sent of an answer to a request with these headers."""
    if not answer.tag:
        return answer
    tag = f'"{answer.tag}"'
    named: Headers = (("ETag", tag), *(() if answer.page else (("Accept-Ranges", "bytes"),)))
    full = msgspec.structs.replace(answer, headers=(*answer.headers, *named))
    if _holds(headers.get("If-None-Match", ""), tag):
        return msgspec.structs.replace(full, status=HTTPStatus.NOT_MODIFIED, body=b"")
    # Of the methods only GET has ranges (14.2), and a part of another version would fit no other part (13.1.5).
    if answer.page or method != "GET" or headers.get("If-Range", tag).strip() != tag:
        return full
    return _part(full, headers.get("Range", ""))


def _holds(condition: str, tag: str) -> bool:
    """Whether If-None-Match names what there is; whether a tag is weak makes no difference there (13.1.2)."""
    return condition.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in condition.split(","))


# No more digits than Python turns into a number; a header with more is as malformed as any.
_RANGE: Final = re.compile(r"bytes=[ \t]*([0-9]{0,4000})-([0-9]{0,4000})[ \t]*", re.ASCII | re.IGNORECASE)


def _part(answer: Answer, asked: str) -> Answer:
    """The range of bytes that is asked for; the whole when that is malformed, empty or several ranges (14.2)."""
    size = len(answer.body)
    match = _RANGE.fullmatch(asked)
    span = _span(match[1], match[2], size) if match and size else None
    if span is None:
        return answer
    start, end = span
    if start >= end:
        told = ("Content-Range", f"bytes */{size}")
        body, status = b"", HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    else:
        told = ("Content-Range", f"bytes {start}-{end - 1}/{size}")
        body, status = answer.body[start:end], HTTPStatus.PARTIAL_CONTENT
    return msgspec.structs.replace(answer, status=status, body=body, headers=(*answer.headers, told))


def _span(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Where a range starts and ends in so many bytes, with nothing between when none are in it; None if malformed."""
    if first:
        start, end = int(first), int(last or size) + 1
        return (start, min(end, size)) if not last or start < end else None
    return (max(size - int(last), 0), size) if last else None
