"""A quote that is not simply found goes in, what to tell its author comes out: where it may stand, what to write."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from unicodedata import category

from msgspec import Struct

from briefs.core.alignment import MOST_PLACES, exact_places
from briefs.core.diagnostics import Diagnostic, Related, error, warning
from briefs.core.model import Annotation, Parsed, Quote
from briefs.core.pointing import point
from briefs.core.quotes import Candidate, Located
from briefs.core.source import Span
from briefs.core.text import Normalised, normalise

_CONTEXT = 32
"""Characters of a prefix that is offered (as many as W3C Web Annotation clients keep)."""
_LEAST = 0.35
"""A place less like the quote than this is not worth showing."""
_BESIDE = 0.8
"""A side as like as this is the one that is meant (the first rule of core/quotes.py)."""
_SEEN = 96
"""Characters before a place in which the words that tell it from other places are looked for."""

_PLACES = {"omitted": "a paragraph that is left out", "date": "the line with the date"}


class Scene(Struct, frozen=True):
    """The article in which quotes are looked for."""

    parsed: Parsed
    norm: Normalised

    def where(self, at: int) -> str:
        """A place in words."""
        blocks = self.parsed.plain.blocks
        block = blocks[max(0, bisect_right(blocks, at, key=lambda b: b.start) - 1)]
        return f"paragraph {block.paragraph}" if block.kind in ("paragraph", "item") else f"in a {block.kind}"

    def before(self, at: int) -> str:
        """What stands before a place of the normalised text, in its paragraph."""
        return self.norm.text[max(0, at - _SEEN) : at].rsplit("\n", 1)[-1].rstrip()


def changed(annotation: Annotation, found: Located, scene: Scene) -> Diagnostic:
    """Found, but through an edit: published at its new place."""
    assert found.best is not None
    was, now = _apart(annotation.quote.exact, found.best.words)
    message = f"the text has changed: “{was}” is now “{now}”, {scene.where(found.best.start)}"
    hint = "if these words are meant, `check --fix` writes them into the sidecar"
    return warning("quote-changed", message, annotation.span, hint)


def not_anchored(annotation: Annotation, found: Located, scene: Scene) -> Diagnostic:
    """Why a quote has no place."""
    quote, span = annotation.quote, annotation.span
    said = f"the quote “{_short(quote.exact)}”"
    if not scene.norm.flat.strip():
        hint = "write the article's text, or take the entry out"
        return error("quote-not-found", f"{said} cannot be found: this article has no text", span, hint)
    if found.verdict == "ambiguous":
        hint = "say which by adding one of these lines:\n" + _ready(found, quote, scene)
        return error("quote-ambiguous", f"{said} stands {_times(found.places)} in the text", span, hint)
    if found.exact and quote.occurrence > max(found.places, 1) and _fits(found):
        return _beyond(quote, found, span)
    if found.exact and (quote.prefix or quote.suffix):
        return _elsewhere(quote, found, span, scene)
    if found.exact:
        message = f"{said} stands in the text, but no longer between the words where it stood"
        hint = "if this is the place meant, quote more words there: " + _nearest(found, scene)
        return error("quote-not-found", message, span, hint + _mendable(found), _places(found, scene))
    outside = _outside(quote, scene)
    hint = outside or _nearest(found, scene) + _mendable(found)
    related = () if outside else _places(found, scene)
    return error("quote-not-found", f"{said} does not stand in the text", span, hint, related)


def _places(found: Located, scene: Scene) -> tuple[Related, ...]:
    """Where the nearest words stand in the article's file."""
    nearest = next((c for c in found.candidates if max(c.quality, c.kept) >= _LEAST), None)
    if nearest is None:
        return ()
    span = point(scene.parsed.places, scene.parsed.plain, nearest.start, nearest.end)
    return (Related("the nearest words", span),)


def _mendable(found: Located) -> str:
    """How a place that is likely but not certain is accepted."""
    return "\nif the nearest is meant, `check --fix --review` takes it" if found.verdict == "review" else ""


def _fits(found: Located) -> bool:
    """Whether nothing is known of the quote's surroundings, or what is known stands at the best place."""
    return all(c.mean == 0 for c in found.candidates) or max(c.context for c in found.candidates) >= _BESIDE


def _beyond(quote: Quote, found: Located, span: Span) -> Diagnostic:
    sides = " and ".join(f"`{name}`" for name in ("prefix", "suffix") if getattr(quote, name).strip())
    where = f" with this {sides}" if sides and found.places < found.everywhere else ""
    said = f"the quote “{_short(quote.exact)}” stands there {_times(found.places)}{where}"
    hint = f"give a number from 1 to {found.places}" if found.places > 1 else "leave `occurrence` out"
    return error("quote-occurrence", f"`occurrence: {quote.occurrence}` is beyond the text: {said}", span, hint)


def _elsewhere(quote: Quote, found: Located, span: Span, scene: Scene) -> Diagnostic:
    after = f" after “{_short(quote.prefix[-200:], 40, last=True)}”" if quote.prefix.strip() else ""
    before = f" before “{_short(quote.suffix[:200], 40)}”" if quote.suffix.strip() else ""
    both = " and" if after and before else ""
    message = f"the quote “{_short(quote.exact)}” stands in the text, but not{after}{both}{before}"
    if found.everywhere == 1:
        sides = " and ".join(f"`{name}`" for name, said in (("prefix", after), ("suffix", before)) if said)
        return error("quote-context", message, span, f"leave {sides} out: the quote stands there once")
    hint = f"it stands there {_times(found.everywhere)}; say which by one of these lines instead:\n"
    return error("quote-context", message, span, hint + _ready(found, quote, scene))


def _outside(quote: Quote, scene: Scene) -> str:
    """Whether the words stand in a line of the file that is not part of the text."""
    words = normalise(quote.exact).flat.strip()
    if all(category(char)[0] == "M" for char in words):
        return "these are accents without their letter; quote the letter too"
    outline = scene.parsed.outline
    lines = [("headline", outline.title), ("kicker", outline.kicker)]
    lines += [(g.role, g.text) for g in scene.parsed.guesses if g.role in ("omitted", "date")]
    for role, line in lines:
        if words and words in normalise(line).flat:
            place = _PLACES.get(role, f"the {role}")
            return f"these words stand in {place}, which is not part of the text; quote words of the text"
    return ""


def _nearest(found: Located, scene: Scene) -> str:
    """The likeliest places, and what stands now where the quote stood."""
    shown = [c for c in found.candidates if max(c.quality, c.kept) >= _LEAST]
    lines = [_likely(c, scene) for c in shown]
    if found.gap is not None:
        start, end = found.gap
        now = f"“{_short(scene.norm.source[start:end], 160)}”" if end > start else "nothing"
        lines.append(f"between the words before and after it stands now: {now}")
    if not lines:
        return "copy the words from the article; nothing is published until they are found"
    return f"nearest, {lines[0]}" if len(lines) == 1 and shown else "it may be one of these:\n  " + "\n  ".join(lines)


def _likely(place: Candidate, scene: Scene) -> str:
    """A place that may be meant; the very words stand in a few others, by which an author knows where."""
    where = scene.where(place.start)
    if place.quality < 1:
        return f"{place.quality:.0%} alike, {where}: “{_short(place.words, 160)}”"
    source = scene.norm.source
    *above, before = source[max(0, place.start - _CONTEXT) : place.start].rsplit("\n\n", 1)
    after, *below = source[place.end : place.end + _CONTEXT].split("\n\n", 1)
    if not above and place.start > _CONTEXT:
        before = "…" + before[before.find(" ") + 1 :]
    if not below and place.end + _CONTEXT < len(source):
        after = after[: after.rfind(" ")] + "…"
    return f"{where}: “{' '.join((before + _short(place.words, 100) + after).split())}”"


def _ready(found: Located, quote: Quote, scene: Scene) -> str:
    """A line for each place that an author can copy into the sidecar: a prefix if it tells the place from all others.

    A number tells a place too where all that stand in the text are counted.
    """
    numbered = found.verdict == "ambiguous"
    places = sorted((c for c in found.candidates if c.quality == 1), key=lambda c: c.start)
    every = [scene.before(start) for start, _ in exact_places(scene.norm.flat, normalise(quote.exact).flat.strip())]
    lines = []
    for number, candidate in enumerate(places, 1):
        before = scene.before(scene.norm.from_source(candidate.start))
        prefix = next((p for p in _prefixes(before) if sum(b.endswith(p) for b in every) < 2), "")
        where = scene.where(candidate.start)
        if prefix:
            lines.append(f"  prefix: {_yaml(prefix)}   # {f'or occurrence: {number}, ' if numbered else ''}{where}")
        else:
            lines.append(f"  occurrence: {number}   # {where}" if numbered else f"  # {where}")
    more = (found.places if numbered else found.everywhere) - len(lines)
    return "\n".join([*lines, f"  # and {more:,} more"] if more > 0 else lines)


def _prefixes(before: str) -> Iterator[str]:
    """The words before a place: two or more, as few as there can be, at most ``_CONTEXT`` characters."""
    words = before.split(" ")
    for count in range(min(2, len(words)), len(words) + 1):
        prefix = " ".join(words[-count:])
        if len(prefix) > _CONTEXT:
            return
        if prefix:
            yield prefix


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times" + (" or more" if count >= MOST_PLACES else "")


def _short(words: str, limit: int = 70, last: bool = False) -> str:
    """The words in one line, cut at their end or, with ``last``, at their beginning."""
    flat = " ".join(words[: 20 * limit].split()) if not last else " ".join(words.split())
    if len(flat) <= limit:
        return flat
    return "…" + flat[1 - limit :].lstrip() if last else flat[: limit - 1].rstrip() + "…"


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two texts as short as they are shown, from shortly before where they begin to differ."""
    one, other = " ".join(one.split()), " ".join(other.split())
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    at = one.rfind(" ", 0, max(0, same - 20)) + 1 if same > 40 else 0
    cut = "…" if at else ""
    return cut + _short(one[at:]), cut + _short(other[at:])


def _yaml(words: str) -> str:
    """Words as a YAML scalar that reads back as the same words."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
