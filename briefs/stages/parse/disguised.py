"""A unit's files and what was read of them go in, the words that are others than they seem come out; knows no lint.

They are looked for in the files as written, so in notes, tags and comments too; and in names and the text as read,
where an escape or an entity may have been written for a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from briefs.core.lookalikes import disguises, may_deceive
from briefs.core.model import Disguised, Places, Plain
from briefs.core.pointing import point
from briefs.core.source import Source, Span

MOST = 20
"""Words of a unit that are told of."""
_LONGEST = 60
"""Characters of a word that are told of, and of the signs in it."""


def disguised(
    sources: Sequence[Source], names: Iterable[tuple[str, Span]], plain: Plain, places: Places
) -> tuple[Disguised, ...]:
    """Each word once, where it stands first: in the sources, else in a name at the span beside it, else in the text."""
    found: dict[str, Disguised] = {}
    for one in _all(sources, names, plain, places):
        found.setdefault(one.word, one)
        if len(found) == MOST:
            break
    return tuple(found.values())


def _all(
    sources: Sequence[Source], names: Iterable[tuple[str, Span]], plain: Plain, places: Places
) -> Iterator[Disguised]:
    suspect = [source for source in sources if may_deceive(source.text)]
    for source in suspect:
        for word, signs, start, end in _words(source.text):
            if source.text[start - 1 : start] != "\\":  # its first letter is an escape's: ``\nА``
                yield Disguised(word, signs, source.span(start, end))
    for name, span in names:
        for word, signs, _, _ in _words(name):
            yield Disguised(word, signs, span)
    if not suspect and not any("&" in source.text for source in sources):
        return  # The text has no sign that its file has not, unless by an entity.
    for word, signs, start, end in islice(_words(plain.text), MOST):
        yield Disguised(word, signs, point(places, plain, start, end))


def _words(text: str) -> Iterator[tuple[str, str, int, int]]:
    for start, end, signs in disguises(text):
        yield text[start:end][:_LONGEST], signs[:_LONGEST], start, end
