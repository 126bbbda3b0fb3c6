"""A text's mentions go in, what the rest of the site may know of them comes out, and back; knows no page."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from briefs.core.model import Line, Mention, Usage
from briefs.core.oneline import flat

_encode = msgspec.msgpack.Encoder().encode


def usages(mentions: Iterable[Mention]) -> tuple[Usage, ...]:
    """The terms mentioned, in order of first mention, each with its sentences."""
    lines: dict[str, list[Line]] = {}
    for m in mentions:
        line = Line(m.anchor, m.paragraph, m.block, flat(m.before), flat(m.surface), flat(m.after))
        lines.setdefault(m.term, []).append(line)
    return tuple(Usage(term, len(found), _encode(found)) for term, found in lines.items())
