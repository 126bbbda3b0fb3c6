"""A word that is another than it seems.

What: letters of two alphabets that look like one, or an unseen sign, in a word; and two names or addresses on the site
that cannot be told apart. Why: neither a search nor the glossary finds such a word, and it may be there to deceive.
Example: `Paypal` with a Cyrillic `а`. Instead: write the word anew in one alphabet; the message names what deceives.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.diagnostics import Related
from briefs.core.model import Disguised, Outline
from briefs.core.oneline import cut
from briefs.core.source import Span
from briefs.lints.lint import Evidence, Found, Lint

_TOLD = 3
"""Signs of a word that are named."""
_WORD = 60
"""Characters of it."""
_ALIKE = 16
"""Names of one look among which that of a further one is sought: disguises are few, hostile names thousands."""


def find(evidence: Evidence) -> Iterator[Found]:
    """Disguised words of each file, then names that look like others."""
    for outline in evidence.outlines:
        for one in evidence.places[outline.origin].disguised:
            yield Found(_told(one), one.span, "write the word anew in one alphabet, unless it is meant")
    yield from _alike([name for outline in evidence.outlines for name in _names(outline, evidence)])


def _told(one: Disguised) -> str:
    from briefs.core.decode import character_name
    from briefs.core.lookalikes import skeleton  # with patterns of five alphabets

    word = cut(one.word, _WORD)
    names = " and ".join(character_name(sign) for sign in one.signs[:_TOLD])
    if skeleton(one.signs):
        return f"“{word}” mixes letters of two alphabets that look alike: {names}"
    return f"“{word}” has a sign in it that is not seen: {names}"


def _names(outline: Outline, evidence: Evidence) -> Iterator[tuple[str, str, Span]]:
    """Names by what they stand for, and where; an address counts as one."""
    places = evidence.places[outline.origin]
    if outline.slug:
        yield outline.slug, f"the address of {outline.origin}", places.unit
    for term, span in zip(outline.terms, places.terms, strict=True):
        for name in dict.fromkeys((term.term, term.abbreviation, *term.aliases)):
            yield name, f"a name of the term `{term.id}`", span


def _alike(names: list[tuple[str, str, Span]]) -> Iterator[Found]:
    """Names in letters that may deceive, of which another thing has the like in others."""
    strange = [one for one in names if not one[0].isascii()]
    if not strange:
        return
    from briefs.core.lookalikes import skeleton

    seen: dict[str, list[tuple[str, str, Span]]] = {bones: [] for n, _, _ in strange if (bones := skeleton(n)) != n}
    for one in names if seen else ():
        alike = seen.get(one[0] if one[0].isascii() else skeleton(one[0]))
        if alike is None:
            continue
        other = next((o for o in alike if o[0] != one[0] and o[1] != one[1]), None)
        if other:
            message = f"“{one[0]}”, {one[1]}, looks like “{other[0]}”, {other[1]}, and has other letters"
            hint = "write one of the two otherwise, or make them one"
            yield Found(message, one[2], hint, (Related(f"“{other[0]}” stands here", other[2]),))
        if len(alike) < _ALIKE:
            alike.append(one)


LINT = Lint("lookalike", find)
