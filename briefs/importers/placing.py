"""A text and what another tool knows of a quote go in; where it stands, and how a sidecar says so, come out.

A place is believed by the same rules as any quote's (docs, linking.md), and what is written is looked for once more
before it is written: it leads to these very words, or the quote counts as not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct

from briefs.core.alignment import Range
from briefs.core.oneline import cut, flat
from briefs.core.quotes import Context, Haystack, Located, surroundings
from briefs.core.text import normalise
from briefs.core.utf16 import Units
from briefs.importers.foreign import Selector

How = Literal["exact", "moved", "edited", "unsure", "missing"]
"""Word for word; so, but elsewhere than its position says; through edits; likely at a place; nowhere."""
_SHOWN = 60
"""Characters of a quote or of words like it in a message."""
_FAR = 100_000
"""Characters of a stretch that is compared with a quote: no quote is longer."""
_NEAR = 160
"""Characters looked at beside a position."""


class Quoted(Struct, frozen=True):
    """How a sidecar names words of its article."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    occurrence: int = 0


class Placed(Struct, frozen=True):
    """A quote that was looked for."""

    how: How
    quoted: Quoted
    """As the sidecar shall have it; as the tool had it, where it was not found."""
    start: int = -1
    end: int = -1
    why: str = ""
    """A clause about what differs or what is in the way."""


class Ground(Struct, frozen=True, dict=True):
    """A text in which quotes are looked for."""

    text: str

    @cached_property
    def hay(self) -> Haystack:
        """The text made ready."""
        return Haystack(normalise(self.text))

    @cached_property
    def units(self) -> Units:
        """Its places as JavaScript counts them."""
        return Units(self.text)


def place(selector: Selector, ground: Ground) -> Placed:
    """Where the words stand that a tool's selector means."""
    exact = selector.exact
    if not normalise(exact).flat.strip():
        why = "it gives only a position" if selector.start >= 0 else "it quotes nothing"
        return Placed("missing", Quoted(""), why=f"{why}, by which no words are known")
    at = _position(selector, ground)
    if at and _fits(selector, at, ground):
        return _placed(at, True, False, ground) or _untold(selector, at)
    found = ground.hay.locate(exact, _context(selector, at))
    if found.verdict != "anchor" or found.best is None:
        return _unplaced(selector, found)
    where = found.best.start, found.best.end
    moved = selector.start >= 0 and (at is None or at[0] != where[0])
    return _placed(where, found.exact, moved, ground) or _untold(selector, where)


def _position(selector: Selector, ground: Ground) -> Range | None:
    """Where the selector says that the words stand, if they do.

    Its position may count another text, such as a page with its menu, or other characters than it says.
    """
    if selector.start < 0:
        return None
    as_points = selector.start, selector.end
    as_units = ground.units.points(selector.start), ground.units.points(selector.end)
    wanted = _flat(selector.exact)
    for start, end in (as_units, as_points) if selector.in_units else (as_points, as_units):
        words = ground.text[start:end] if end - start <= _FAR else ""
        if _flat(words) == wanted:
            return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    return None


def _fits(selector: Selector, at: Range, ground: Ground) -> bool:
    """Whether what stands around a position is what the selector says, which leaves no doubt."""
    before, after = _flat(selector.prefix), _flat(selector.suffix)
    found = _flat(ground.text[max(0, at[0] - _NEAR) : at[0]]), _flat(ground.text[at[1] : at[1] + _NEAR])
    return found[0].endswith(before[-_NEAR // 4 :]) and found[1].startswith(after[: _NEAR // 4])


def _flat(words: str) -> str:
    return normalise(words).flat.strip()


def _context(selector: Selector, at: Range | None) -> Context | None:
    """What stood around the words, as far as the selector says so."""
    if not (selector.prefix.strip() or selector.suffix.strip()):
        return None
    return Context(selector.prefix, selector.suffix, at[0] if at else -1)


def _placed(at: Range, exact: bool, moved: bool, ground: Ground) -> Placed | None:
    """The words at their place, with the least that tells them from the same words elsewhere; None if nothing does."""
    wide = _whole(ground.text, at)
    for start, end in dict.fromkeys((at, wide)):
        for quoted in _ways(start, end, ground):
            why = "" if (start, end) == at else f"the quote is widened to whole words: “{_shown(quoted.quote)}”"
            why = why if exact else f"the words are “{_shown(quoted.quote)}” now"
            return Placed("edited" if not exact else "moved" if moved else "exact", quoted, start, end, why)
    return None


def _whole(text: str, at: Range) -> Range:
    """A stretch with the rest of the words in which it begins and ends."""
    start, end = at
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _ways(start: int, end: int, ground: Ground) -> Iterator[Quoted]:
    """How the words may be quoted so that they are found where they stand, the shortest first."""
    words, around = flat(ground.text[start:end]).strip(), surroundings(ground.text, start, end)
    alone = ground.hay.locate(words)
    if _is_at(alone, start, end):
        yield Quoted(words)
    prefix, suffix = flat(around.prefix), flat(around.suffix)
    for before, after in ((prefix, ""), ("", suffix), (prefix, suffix)):
        if (before or after) and _is_at(ground.hay.locate(words, Context(before, after)), start, end):
            yield (
                Quoted(words, before.strip(), after.strip())
                if _keeps(words, before, after, start, end, ground)
                else (Quoted(words, before, after))
            )
    number = _number(words, start, end, ground) if alone.everywhere > 1 else 0
    if number:
        yield Quoted(words, occurrence=number)


def _number(words: str, start: int, end: int, ground: Ground) -> int:
    """Which of the places that the words have this one is, from 1; 0 where it is none of them."""
    low, high = 1, len(ground.text)
    while low <= high:
        number = (low + high) // 2
        best = ground.hay.locate(words, None, number).best
        if best is not None and best.start == start:
            return number if best.end == end else 0
        if best is None or best.start > start:
            high = number - 1
        else:
            low = number + 1
    return 0


def _keeps(words: str, before: str, after: str, start: int, end: int, ground: Ground) -> bool:
    """Whether the surroundings tell the place without the spaces at their edges, which are hard to see."""
    return _is_at(ground.hay.locate(words, Context(before.strip(), after.strip())), start, end)


def _is_at(found: Located, start: int, end: int) -> bool:
    best = found.best
    return found.verdict == "anchor" and found.exact and best is not None and (best.start, best.end) == (start, end)


# ── what was not found ───────────────────────────────────────────────────────────────────────────────────────────


def _untold(selector: Selector, at: Range) -> Placed:
    return Placed("unsure", _as_it_was(selector), *at, "no quote tells these words from the same words elsewhere")


def _unplaced(selector: Selector, found: Located) -> Placed:
    quoted = _as_it_was(selector)
    if found.verdict == "ambiguous":
        return Placed(
            "unsure", quoted, why=f"the words stand at {found.places} places, and nothing tells which is meant"
        )
    if found.best is not None:
        return Placed("unsure", quoted, why=f"likely it is “{_shown(found.best.words)}” now, but that is not certain")
    if found.everywhere:
        often = "once" if found.everywhere == 1 else f"at {found.everywhere} places"
        return Placed(
            "missing", quoted, why=f"the words stand {often} in the article, but nowhere in these surroundings"
        )
    return Placed("missing", quoted, why="the article does not have these words")


def _as_it_was(selector: Selector) -> Quoted:
    prefix, suffix = flat(selector.prefix).strip(), flat(selector.suffix).strip()
    return Quoted(flat(selector.exact).strip(), prefix, suffix)


def _shown(words: str) -> str:
    return cut(flat(words).strip(), _SHOWN)
