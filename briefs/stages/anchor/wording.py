"""A quote that is not simply found goes in, what to tell its author comes out: where it may stand, what to write."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic, error, warning
from briefs.core.model import Annotation, Parsed, Quote
from briefs.core.quotes import Candidate, Located
from briefs.core.text import Normalised, normalise

_CONTEXT = 32
"""Characters of a prefix that is offered (as many as W3C Web Annotation clients keep)."""
_LEAST = 0.35
"""A place less like the quote than this is not worth showing."""


_PLACES = {"omitted": "a paragraph that is left out", "date": "the line with the date"}


class Scene(Struct, frozen=True):
    """The article in which quotes are looked for."""

    parsed: Parsed
    norm: Normalised

    def where(self, at: int) -> str:
        """A place in words."""
        blocks = self.parsed.plain.blocks
        block = blocks[max(0, bisect_right(blocks, at, key=lambda b: b.start) - 1)] if blocks else None
        if block is None:
            return "in the text"
        return f"paragraph {block.paragraph}" if block.kind in ("paragraph", "item") else f"in a {block.kind}"


def changed(annotation: Annotation, found: Located, scene: Scene) -> Diagnostic:
    """Found, but through an edit: published at its new place."""
    assert found.best is not None
    now = f"“{_short(found.best.words)}”, {scene.where(found.best.start)}"
    message = f"the text has changed: “{_short(annotation.quote.exact)}” is now {now}"
    return warning("quote-changed", message, annotation.span, "write the new words into the sidecar if they are meant")


def not_anchored(annotation: Annotation, found: Located, scene: Scene) -> Diagnostic:
    """Why a quote has no place."""
    quote, span = annotation.quote, annotation.span
    said = f"the quote “{_short(quote.exact)}”"
    if found.verdict == "ambiguous":
        hint = "say which by adding one of these lines:\n" + _ready(found.candidates, scene)
        return error("quote-ambiguous", f"{said} stands {_times(found.places)} in the text", span, hint)
    if found.exact and quote.occurrence > max(found.places, 1):
        message = f"`occurrence: {quote.occurrence}` is beyond the text: {said} stands there {_times(found.places)}"
        least = f"give a number from 1 to {found.places}" if found.places > 1 else "leave `occurrence` out"
        return error("quote-occurrence", message, span, least)
    if found.exact and (quote.prefix or quote.suffix):
        return _elsewhere(quote, found, annotation, scene)
    if found.exact:
        message = f"{said} stands in the text, but no longer between the words where it stood"
        hint = "if this is the place meant, quote more words there: " + _nearest(found, scene)
        return error("quote-not-found", message, span, hint)
    hint = _outside(quote, scene) or _nearest(found, scene)
    return error("quote-not-found", f"{said} does not stand in the text", span, hint)


def _elsewhere(quote: Quote, found: Located, annotation: Annotation, scene: Scene) -> Diagnostic:
    after = f" after “{_short(quote.prefix, 40)}”" if quote.prefix else ""
    before = f" before “{_short(quote.suffix, 40)}”" if quote.suffix else ""
    message = f"the quote “{_short(quote.exact)}” stands in the text, but not{after}{before}"
    if found.places == 1:
        return error("quote-context", message, annotation.span, "leave `prefix` and `suffix` out: it stands there once")
    hint = "it stands here:\n" + _ready(sorted(found.candidates, key=lambda c: c.start), scene, False)
    return error("quote-context", message, annotation.span, hint)


def _outside(quote: Quote, scene: Scene) -> str:
    """Whether the words stand in a line of the file that is not part of the text."""
    words = normalise(quote.exact).flat.strip()
    outline = scene.parsed.outline
    lines = [("headline", outline.title), ("kicker", outline.kicker)]
    lines += [(g.role, g.text) for g in scene.parsed.guesses if g.role in ("omitted", "date")]
    for role, line in lines:
        if words and words in normalise(line).flat:
            place = {"omitted": "a paragraph that is left out", "date": "the line with the date"}.get(
                role, f"the {role}"
            )
            return f"these words stand in {place}, which is not part of the text; quote words of the text"
    return ""


def _nearest(found: Located, scene: Scene) -> str:
    """The likeliest places, and what stands now where the quote stood."""
    shown = [c for c in found.candidates if max(c.quality, c.kept) >= _LEAST]
    lines = [f"{c.quality:.0%} alike, {scene.where(c.start)}: “{_short(c.words, 160)}”" for c in shown]
    if found.gap is not None:
        start, end = found.gap
        now = f"“{_short(scene.norm.source[start:end], 160)}”" if end > start else "nothing"
        lines.append(f"between the words before and after it stands now: {now}")
    if not lines:
        return "copy the words from the article; nothing is published until they are found"
    return f"nearest, {lines[0]}" if len(lines) == 1 and shown else "it may be one of these:\n  " + "\n  ".join(lines)


def _ready(places: Sequence[Candidate], scene: Scene, numbered: bool = True) -> str:
    """A line for each place that an author can copy into the sidecar: a prefix if it tells the place from the others.

    ``numbered`` says that these are all the places, in order, so that a number names one too.
    """
    befores = [normalise(scene.norm.source[: c.start]).flat.rstrip() for c in places]
    lines = []
    for number, (candidate, before) in enumerate(zip(places, befores, strict=True), 1):
        others = [b for b in befores if b is not before]
        prefix = next((p for p in _prefixes(before) if not any(b.endswith(p) for b in others)), "")
        where = scene.where(candidate.start)
        if prefix:
            lines.append(f"  prefix: {_yaml(prefix)}   # {f'or occurrence: {number}, ' if numbered else ''}{where}")
        else:
            lines.append(f"  occurrence: {number}   # {where}" if numbered else f"  # {where}")
    return "\n".join(lines)


def _prefixes(before: str) -> Iterator[str]:
    """The words before a place: two or more, as few as there can be, at most ``_CONTEXT`` characters."""
    words = before.rsplit("\n", 1)[-1].split(" ")
    for count in range(min(2, len(words)), len(words) + 1):
        prefix = " ".join(words[-count:])
        if len(prefix) > _CONTEXT:
            return
        if prefix:
            yield prefix


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _short(words: str, limit: int = 70) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def _yaml(words: str) -> str:
    """Words as a YAML scalar that reads back as the same words."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
