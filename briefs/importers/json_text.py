"""A file's bytes go in, the value that they are as JSON and its places come out; knows no vocabulary."""

from __future__ import annotations

import json
from collections.abc import Mapping

from msgspec import Struct

from briefs.core.decode import decode
from briefs.core.diagnostics import Checked, error
from briefs.core.source import Source, Span
from briefs.core.yaml_refusals import illegal_characters

_LIMIT = 64_000_000
"""Bytes of one file; a larger one would want many times its size in memory."""
_DIGITS = 18
"""Of a number that is read; a longer one says nothing here, and costs the square of its length."""


class Json(Struct, frozen=True):
    """A file as read: objects, lists, texts, numbers."""

    value: object
    source: Source

    def span(self, *words: str) -> Span:
        """Where the first of these texts stands in the file, if one does; else the file."""
        for word in words:
            for written in (json.dumps(word), json.dumps(word, ensure_ascii=False)):
                at = self.source.text.find(written) if word else -1
                if at >= 0:
                    return self.source.span(at, at + len(written))
        return Span(self.source.path)


def read_json(path: str, data: bytes) -> Checked[Json | None]:
    """The one value of a file; None after an error. Whatever the bytes, this raises nothing and ends soon."""
    if len(data) > _LIMIT:
        message = f"the file holds {len(data) / 1e6:.0f} MB, but {_LIMIT / 1e6:.0f} MB are read"
        return Checked(None, (error("import-unreadable", message, Span(path), "divide it into several files"),))
    text = decode(path, data)
    if text.value is None:
        return Checked(None, text.diagnostics)
    found = _parsed(text.value)
    return Checked(found.value, (*text.diagnostics, *found.diagnostics))


def _parsed(source: Source) -> Checked[Json | None]:
    try:
        value = json.loads(source.text, parse_int=_number, parse_constant=_constant)
    except json.JSONDecodeError as fault:
        span, why = source.span(fault.pos, fault.pos + 1), fault.msg[:1].lower() + fault.msg[1:]
        return Checked(
            None, (error("import-unreadable", f"the file is no JSON: {why}", span, _hint(source, fault.pos)),)
        )
    except RecursionError:
        message = "the file is nested too deep to be read"
        return Checked(None, (error("import-unreadable", message, Span(source.path), "flatten it"),))
    except ValueError as fault:
        return Checked(None, (error("import-unreadable", f"the file is no JSON: {fault}", Span(source.path)),))
    return Checked(Json(value, source))


def _hint(source: Source, at: int) -> str:
    """What is mostly wrong where a value is expected and a bracket stands."""
    if source.text[at : at + 1] in ("]", "}") and source.text[:at].rstrip().endswith(","):
        return "remove the comma before the bracket"
    return "export the file anew"


def _number(digits: str) -> int:
    return int(digits) if len(digits) <= _DIGITS else -1


def _constant(word: str) -> float:
    raise ValueError(f"`{word}` is no number of JSON")


# ── values of which nothing is known ─────────────────────────────────────────────────────────────────────────────


def table(value: object) -> Mapping[str, object]:
    """The value, if it is an object; else one without keys."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """The items of a list; a value that stands alone is a list of it, and nothing is none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def text(value: object) -> str:
    """The value, if it is a text, without what no text here may hold.

    That is control characters, and halves of characters, which a tool leaves where it cuts one in two.
    """
    if not isinstance(value, str):
        return ""
    return value if value.isprintable() else illegal_characters().sub("", value)


def count(value: object) -> int:
    """The value, if it is a count; else -1."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else -1
