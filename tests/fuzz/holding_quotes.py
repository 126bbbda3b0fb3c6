"""A selector and an article, as JSON, go in; what is wrong with where we find it comes out.

Any quote ends in a verdict. One that is cut from the text at the edges of words, and stands nowhere else in it, is
found there word for word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from random import Random

from briefs.core.model import Unit
from briefs.core.quotes import Context, Haystack, Located
from briefs.core.source import Source
from briefs.core.text import normalise
from briefs.stages.anchor import anchor
from briefs.stages.parse import parse
from fuzz.mutating import mutated
from fuzz.verdict import Held, misplaced

_WORD = re.compile(r"[A-Za-z0-9]+")
_KEYS = ("quote", "prefix", "suffix")


def selector(dice: Random, texts: Sequence[str], tokens: Sequence[str]) -> bytes:
    """An article and a quote of it: as it stands there, or changed, or of another text."""
    text = dice.choice(texts)
    start = dice.randrange(len(text))
    text = text[start : start + dice.randint(20, 1500)]
    said: dict[str, object] = {"text": text, "quote": _cut(dice, text)}
    if dice.random() < 0.6:
        for key in dice.choice((("quote",), ("prefix",), ("prefix", "suffix"), _KEYS)):
            words = _cut(dice, text)
            data = mutated(dice, words, texts, tokens, 200) if dice.random() < 0.7 else words.encode()
            said[key] = data.decode("utf-8", "replace")
        said["occurrence"] = dice.choice((0, 0, 1, 2, 99))
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _cut(dice: Random, text: str) -> str:
    """A stretch of whole words, where there are any."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    first = dice.randrange(len(words))
    last = min(len(words) - 1, first + dice.choice((0, 1, 2, 5, 20)))
    return text[words[first].start() : words[last].end()]


def hold(data: bytes, thorough: bool = False) -> Held:
    """All that must hold of one selector."""
    try:
        said = json.loads(data)
        text, quote, prefix, suffix = (str(said.get(key, "")) for key in ("text", *_KEYS))
        occurrence = int(said.get("occurrence", 0))
    except (ValueError, AttributeError, TypeError):
        return Held()
    found = Haystack(normalise(text)).locate(quote, Context(prefix, suffix), occurrence)
    fault = _outside(found, text)
    unique = not prefix and not suffix and _stands_once(text, quote)
    if unique and not occurrence:
        fault = fault or _not_there(found, text, quote)
    return Held(fault or _in_a_sidecar(text, said), found.verdict == "anchor", unique)


def _outside(found: Located, text: str) -> str:
    for place in (*found.candidates, *([found.best] if found.best else [])):
        if not 0 <= place.start <= place.end <= len(text) or text[place.start : place.end] != place.words:
            return f"offsets: {place}"
    return ""


def _stands_once(text: str, quote: str) -> bool:
    """Whether the quote stands in the text as whole words, and once, whatever may be folded."""
    at = text.find(quote)
    edges = text[at - 1 : at] + text[at + len(quote) : at + len(quote) + 1]
    if not quote.strip() or at < 0 or not edges.isascii() or re.search(r"\w", edges):
        return False
    flat, needle = normalise(text).flat, normalise(quote).flat.strip()
    return bool(needle) and flat.find(needle) >= 0 and flat.find(needle) == flat.rfind(needle)


def _not_there(found: Located, text: str, quote: str) -> str:
    if found.verdict != "anchor" or not found.exact or found.best is None:
        return f"unique: {quote[:80]!r} stands once, but is {found.verdict}"
    if normalise(found.best.words).flat.strip() != normalise(quote).flat.strip():
        return f"unique: {quote[:80]!r} is found as {found.best.words[:80]!r}"
    return ""


def _in_a_sidecar(text: str, said: dict[str, object]) -> str:
    """The same through the whole of parsing and anchoring."""
    selector = {key: said[key] for key in ("quote", "prefix", "suffix") if said.get(key)}
    number = {"occurrence": said["occurrence"]} if said.get("occurrence") else {}
    sidecar = json.dumps({"notes": [{**selector, **number, "kind": "context", "text": "Why"}]}, ensure_ascii=False)
    article = Source("content/articles/x.txt", text, "d")
    beside = Source("content/articles/x.yaml", sidecar, "s")
    parsed = parse(Unit("article", article, beside))
    return misplaced(parsed.diagnostics + anchor(parsed.value).diagnostics, article, beside)
