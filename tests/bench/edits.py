"""A file of texts goes in; quotes drawn from them, texts edited in known ways, and where each quote came back come out.

    python tests/bench/edits.py ../shared/data/reanchoring-18f.json [--quotes N] [--seed S]

Of the file only each post's ``text`` is used (see reanchor.py). From each text N runs of 1 to 20 words are drawn with a
fixed seed and remembered as a build would; then each sort of edit is made alone, where the text allows it. The outcomes
are those of reanchor.py; "elsewhere" counts the wrong ones that share no character with the right place.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from briefs.core.quotes import Haystack, Located, surroundings
from briefs.core.text import normalise

OUTCOMES = ("right", "review", "wrong", "orphan", "elsewhere")
BRITISH = (("ize", "ise"), ("izing", "ising"), ("ization", "isation"), ("or", "our"), ("er", "re"), ("ense", "ence"))
AMERICAN = re.compile(
    r"\b(organ|real|custom|util|modern|priorit|recogn|optim|standard)(ize|izing|ization)|\b(col|behavi|fav|lab)(or)\b"
    r"|\b(cent|theat)(er)\b|\b(lic|def)(ense)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
TYPOGRAPHY = {"'": "’", '"': "”", "’": "'", "“": '"', "”": '"', "-": "\u2011", "—": "--", " ": "\xa0", "…": "..."}
VERB = re.compile(r"\b(?:is|are|was|were|will|can|has|have|had|should|could|would|do|does)\b")


class Edited(NamedTuple):
    """A text after an edit, and where the quote stands in it now, if it does."""

    text: str
    place: tuple[int, int] | None


class Drawn(NamedTuple):
    """A quote ``text[start:end]`` and what the edits may draw on."""

    text: str
    start: int
    end: int
    other: str
    """Another text of the file."""
    dice: random.Random


def changed(drawn: Drawn, edits: Sequence[tuple[int, int, str]], there: bool = True) -> Edited | None:
    """The text with these ranges replaced, in order; None where nothing changes."""
    out, at, moved = [], 0, [drawn.start, drawn.end]
    for start, end, new in edits:
        out += [drawn.text[at:start], new]
        at = end
        for side, old in enumerate((drawn.start, drawn.end)):
            if end <= old and not (start == end == old and side):
                moved[side] += len(new) - (end - start)
    text = "".join([*out, drawn.text[at:]])
    return Edited(text, (moved[0], moved[1]) if there else None) if text != drawn.text else None


def around(drawn: Drawn, edges: re.Pattern[str]) -> tuple[int, int, int] | None:
    """The stretch between two edges that holds the quote, and the end of the next one, in its paragraph."""
    first = drawn.text.rfind("\n\n", 0, drawn.start) + 2 if "\n\n" in drawn.text[: drawn.start] else 0
    last = drawn.text.find("\n\n", drawn.end)
    last = last if last >= 0 else len(drawn.text)
    cuts = [first, *(m.end() for m in edges.finditer(drawn.text, first, last)), last]
    for start, end, after in zip(cuts, cuts[1:], [*cuts[2:], -1], strict=False):
        if start <= drawn.start and drawn.end <= end:
            return start, end, after
    return None


def sentences_swapped(drawn: Drawn) -> Edited | None:
    found = around(drawn, SENTENCE)
    if found is None or found[2] < 0:
        return None
    start, end, after = found
    one, other = drawn.text[start:end].rstrip(), drawn.text[end:after].rstrip()
    shift = len(other) + 1
    text = f"{drawn.text[:start]}{other} {one}{drawn.text[after:]}"
    return Edited(text, (drawn.start + shift, min(drawn.end, start + len(one)) + shift))


def paragraphs_merged(drawn: Drawn) -> Edited | None:
    gaps = [(m.start(), m.end(), " ") for m in re.finditer(r"\n\s*\n", drawn.text) if inside(m, drawn) is False]
    return changed(drawn, gaps)


def inside(match: re.Match[str], drawn: Drawn) -> bool:
    """Whether a match is not wholly outside the quote."""
    return match.start() < drawn.end and drawn.start < match.end()


def paragraph_split(drawn: Drawn) -> Edited | None:
    spaces = [m.start() for m in re.finditer(r" ", drawn.text[drawn.start : drawn.end])]
    if not spaces:
        return None
    at = drawn.start + drawn.dice.choice(spaces)
    return changed(drawn, [(at, at + 1, "\n\n")])


def typography(drawn: Drawn) -> Edited | None:
    return changed(drawn, [(n, n + 1, TYPOGRAPHY[c]) for n, c in enumerate(drawn.text) if c in TYPOGRAPHY])


def british(drawn: Drawn) -> Edited | None:
    swaps = dict(BRITISH)
    edits = [
        (m.start(m.lastindex), m.end(), swaps[m[m.lastindex].lower()])
        for m in AMERICAN.finditer(drawn.text)
        if m.lastindex
    ]
    return changed(drawn, edits) if any(drawn.start <= s < drawn.end for s, _, _ in edits) else None


def numbers_changed(drawn: Drawn) -> Edited | None:
    digits = [m.start() for m in re.finditer(r"\d", drawn.text) if drawn.start <= m.start() < drawn.end]
    return changed(drawn, [(n, n + 1, str((int(drawn.text[n]) + 1 + n % 8) % 10)) for n in digits])


def negated(drawn: Drawn) -> Edited | None:
    verb = VERB.search(drawn.text, drawn.start, drawn.end)
    return changed(drawn, [(verb.end(), verb.end(), " not")]) if verb and verb.end() < drawn.end else None


def deleted(drawn: Drawn) -> Edited | None:
    return changed(drawn, [(drawn.start, drawn.end, "")], there=False)


def sentence_deleted(drawn: Drawn) -> Edited | None:
    found = around(drawn, SENTENCE)
    return changed(drawn, [(found[0], found[1], "")], there=False) if found else None


def replaced(drawn: Drawn) -> Edited | None:
    """Other words, as many, in its place."""
    words, count = drawn.other.split(), len(drawn.text[drawn.start : drawn.end].split())
    at = drawn.dice.randrange(max(1, len(words) - count))
    return changed(drawn, [(drawn.start, drawn.end, " ".join(words[at : at + count]))], there=False)


def twin_elsewhere(drawn: Drawn) -> Edited | None:
    """Deleted, and the same words put into another paragraph."""
    spaces = [m.start() for m in re.finditer(r" ", drawn.text) if abs(m.start() - drawn.start) > 400]
    if not spaces:
        return None
    at = drawn.dice.choice(spaces)
    twin = (at, at, " " + drawn.text[drawn.start : drawn.end])
    return changed(drawn, sorted([(drawn.start, drawn.end, ""), twin]), there=False)


def twin_before(drawn: Drawn) -> Edited | None:
    """The same words put in before, while the quote stays."""
    spaces = [m.start() for m in re.finditer(r" ", drawn.text[: max(0, drawn.start - 80)])]
    if not spaces:
        return None
    at = drawn.dice.choice(spaces)
    return changed(drawn, [(at, at, " " + drawn.text[drawn.start : drawn.end])])


SORTS: dict[str, Callable[[Drawn], Edited | None]] = {
    "sentences swapped": sentences_swapped,
    "paragraphs merged": paragraphs_merged,
    "paragraph split": paragraph_split,
    "typography": typography,
    "British spelling": british,
    "numbers changed": numbers_changed,
    "negated": negated,
    "twin put in before": twin_before,
    "deleted": deleted,
    "sentence deleted": sentence_deleted,
    "replaced": replaced,
    "deleted, twin elsewhere": twin_elsewhere,
}


def judged(found: Located, text: str, place: tuple[int, int] | None) -> list[str]:
    """The outcome by the words that both ranges share, at least half."""
    if found.verdict == "review":
        return ["review"]
    if found.verdict != "anchor" or found.best is None:
        return ["right" if place is None else "orphan"]
    if place is None:
        return ["wrong", "elsewhere"]
    start, end = place
    shared = min(found.best.end, end) - max(found.best.start, start)
    union = max(found.best.end, end) - min(found.best.start, start)
    return ["right"] if shared * 2 >= union else ["wrong", "elsewhere"] if shared <= 0 else ["wrong"]


def measure(texts: Sequence[str], count: int, seed: int) -> dict[str, Counter[str]]:
    """Outcomes by sort of edit."""
    outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    dice = random.Random(seed)
    for number, text in enumerate(texts):
        words = [m.span() for m in re.finditer(r"\S+", text)]
        for _ in range(count if words else 0):
            first = dice.randrange(len(words))
            last = min(len(words), first + dice.choice((1, 2, 3, 5, 8, 12, 20))) - 1
            start, end = words[first][0], words[last][1]
            context = surroundings(text, start, end)
            for sort, edit in SORTS.items():
                edited = edit(Drawn(text, start, end, texts[number - 1], dice))
                if edited is not None:
                    found = Haystack(normalise(edited.text)).locate(text[start:end], context)
                    outcomes[sort].update(judged(found, edited.text, edited.place))
    return outcomes


def main(arguments: Sequence[str]) -> int:
    """Measure the file named first; 2 when none is."""
    options = dict(zip(arguments[1::2], arguments[2::2], strict=False))
    if not arguments or options.keys() - {"--quotes", "--seed"} or len(arguments) % 2 == 0:
        print(__doc__)
        return 2
    texts = [post["text"] for post in json.loads(Path(arguments[0]).read_text("utf-8"))]
    outcomes = measure(texts, int(options.get("--quotes", 5)), int(options.get("--seed", 1)))
    print(f"{'edit':24}{'quotes':>7}" + "".join(f"{column:>15}" for column in OUTCOMES))
    for sort in SORTS:
        counts = outcomes[sort]
        total = sum(counts[outcome] for outcome in OUTCOMES[:4])
        cells = (f"{counts[column]:6} {100 * counts[column] / max(1, total):5.1f} %" for column in OUTCOMES)
        print(f"{sort:24}{total:7}" + "".join(f"{cell:>15}" for cell in cells))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
