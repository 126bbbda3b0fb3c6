"""How many articles and terms goes in, a made-up newsroom comes out, the same each time; knows no generator's layout.

Article i does not depend on how many there are, so that a small corpus is the beginning of a large one. An article has
about 820 words in 6 to 15 paragraphs, 1 to 3 quotations, 0 to 5 links to earlier articles, and 15 to 30 mentions drawn
by Zipf's law over the terms, by their names or aliases.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from random import Random
from typing import NamedTuple, TypeAlias

from bench import words

SEED = "briefs"
FIRST = datetime(2010, 1, 1, 5)
"""When article 0 came out; each later one an hour after the one before, so that none lies in the future."""
FARTHEST_LINK = 500
LONGEST_QUOTE = 7
KINDS = {"organisation": 35, "person": 25, "treaty": 15, "place": 10, "concept": 15}
"""How many of a hundred terms."""


class Term(NamedTuple):
    """An entry of the glossary."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    definition: str


class Mention(NamedTuple):
    """A term's name in an article, as it stands there."""

    term: Term
    surface: str


class Link(NamedTuple):
    """A link to an earlier article."""

    slug: str
    words: str


Piece: TypeAlias = str | Mention | Link


class Paragraph(NamedTuple):
    """What stands in a paragraph, in order; as a quotation set off or not."""

    pieces: tuple[Piece, ...]
    quotation: bool = False


class Note(NamedTuple):
    """Words that stand once in the article, and what is said of them."""

    quote: str
    text: str


class Article(NamedTuple):
    """An article with all that belongs to it."""

    slug: str
    title: str
    date: datetime
    tags: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that it mentions, once, in order of its first mention."""
        found = (
            piece.term for paragraph in self.paragraphs for piece in paragraph.pieces if isinstance(piece, Mention)
        )
        return tuple(dict.fromkeys(found))


class Corpus:
    """A glossary and as many articles as are asked for."""

    def __init__(self, articles: int, terms: int, notes: bool = False) -> None:
        self.count = articles
        self.notes = notes
        self._names = _names(Random(f"{SEED} people"), words.FIRST_OF_PEOPLE, 4_000)
        self.terms = tuple(_glossary(terms, self))
        self._weights = list(accumulate(1 / rank for rank in range(1, terms + 1)))

    def articles(self) -> Iterator[Article]:
        """Each in turn; they are not kept."""
        return map(self.article, range(self.count))

    def article(self, number: int) -> Article:
        """The article of this number, however many there are."""
        dice = Random(f"{SEED} article {number}")
        slug, title = self.head(number)
        paragraphs = self._paragraphs(number, dice)
        return Article(
            slug=slug,
            title=title,
            date=FIRST + timedelta(hours=number),
            tags=tuple(sorted(dice.sample(words.TAGS, dice.randint(1, 3)))),
            paragraphs=tuple(Paragraph(tuple(_joined(p.pieces)), p.quotation) for p in paragraphs),
            notes=tuple(self._notes(paragraphs, dice)) if self.notes else (),
        )

    def head(self, number: int) -> tuple[str, str]:
        """An article's slug and title, which links to it need and which are made without the rest of it."""
        title = _capitalised(self.filled(words.HEADLINES, Random(f"{SEED} headline {number}")))
        return f"{number:06d}-{_slug(' '.join(title.split()[-3:]))}", title

    def filled(self, templates: Sequence[words.Template], dice: Random) -> str:
        """A sentence in which no term stands."""
        return "".join(str(piece) for piece in self._sentence(templates, dice))

    def _sentence(self, templates: Sequence[words.Template], dice: Random) -> Iterator[Piece]:
        for start, slot in dice.choice(templates):
            yield start
            if slot == "term":
                mention = self._mention(dice)
                yield mention if start else mention._replace(surface=_capitalised(mention.surface))
            elif slot:
                yield _word(slot, self._names, dice)

    def _mention(self, dice: Random) -> Mention:
        """Few terms are named often and most seldom; an alias instead of the name four times in ten."""
        term = self.terms[bisect_left(self._weights, dice.random() * self._weights[-1])]
        return Mention(term, dice.choice(term.aliases) if term.aliases and dice.random() < 0.4 else term.name)

    def _paragraphs(self, number: int, dice: Random) -> list[Paragraph]:
        mentions, sentences = dice.randint(15, 30), dice.randint(30, 35)
        kinds = [words.WITH_TERM] * mentions + [words.WITHOUT_TERM] * (sentences - mentions)
        dice.shuffle(kinds)
        cuts = [0, *sorted(dice.sample(range(1, sentences), dice.randint(6, 15) - 2)), sentences]
        made = []
        for first, last in pairwise(cuts):
            pieces: list[Piece] = []
            for kind in kinds[first:last]:
                pieces += [" "] * bool(pieces) + [*self._sentence(kind, dice)]
            made.append(Paragraph(tuple(pieces)))
        return self._linked(number, self._quoted(made, dice), dice)

    def _quoted(self, made: list[Paragraph], dice: Random) -> list[Paragraph]:
        """One quotation set off, up to two more at the ends of paragraphs."""
        for _ in range(dice.randint(0, 2)):
            at = dice.randrange(len(made))
            said = f" “{self.filled(words.SAID, dice)},” {_word('person', self._names, dice)} said."
            made[at] = Paragraph((*made[at].pieces, said))
        made.insert(dice.randrange(1, len(made) + 1), Paragraph((f"“{self.filled(words.SAID, dice)}.”",), True))
        return made

    def _linked(self, number: int, made: list[Paragraph], dice: Random) -> list[Paragraph]:
        """Up to five links to articles that came out before, each at the end of a paragraph."""
        for _ in range(dice.randint(0, 5) if number else 0):
            link = Link(*self.head(dice.randrange(max(0, number - FARTHEST_LINK), number)))
            at = dice.choice([n for n, paragraph in enumerate(made) if not paragraph.quotation])
            made[at] = Paragraph((*made[at].pieces, " We wrote about it under ", link, "."))
        return made

    def _notes(self, paragraphs: Sequence[Paragraph], dice: Random) -> Iterator[Note]:
        """Four, spread over the article, each on words that stand in it once and hold no mark."""
        runs = [run for p in paragraphs for run in _runs(p.pieces) if len(run.split()) > LONGEST_QUOTE]
        text = "\n".join(runs)
        quotes = (" ".join(run.split()[1 : LONGEST_QUOTE + 1]) for run in runs)
        once = [quote for quote in dict.fromkeys(quotes) if text.count(quote) == 1]
        for at in range(min(4, len(once))):
            yield Note(once[at * len(once) // 4], self.filled(words.NOTES, dice))


def _runs(pieces: Sequence[Piece]) -> list[str]:
    return [piece for piece in _joined(pieces) if isinstance(piece, str)]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """The same with runs of words that follow each other made one."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece:
            joined.append(piece)
    return joined


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _slug(name: str) -> str:
    """Of our own names, which are plain; not Briefs's, so that no change of it changes the corpus."""
    return "-".join(re.findall("[a-z0-9]+", name.lower()))


_LISTS = {
    "thing": words.THINGS,
    "quality": words.QUALITIES,
    "deed": words.DEEDS,
    "done": words.DONE,
    "day": words.DAYS,
    "when": words.WHENS,
    "aside": words.ASIDES,
}


def _word(slot: str, names: tuple[str, ...], dice: Random) -> str:
    if slot == "town":
        return names[int(len(names) * dice.random() ** 2)]
    if slot == "person":
        return f"{dice.choice(names)} {dice.choice(names)}"
    return str(dice.randint(3, 90)) if slot == "number" else dice.choice(_LISTS[slot])


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _names(dice: Random, firsts: Sequence[str], count: int) -> tuple[str, ...]:
    """So many made-up names, each once."""
    found: dict[str, None] = {}
    while len(found) < count:
        middle = "".join(dice.choice(words.VOWELS) + dice.choice(words.MIDDLES) for _ in range(dice.randint(1, 2)))
        found[f"{dice.choice(firsts)}{middle}{dice.choice(words.VOWELS)}{dice.choice(words.LASTS)}".capitalize()] = None
    return tuple(found)


def _glossary(count: int, corpus: Corpus) -> Iterator[Term]:
    """So many terms; a name or alias that another has already is left out."""
    dice = Random(f"{SEED} glossary")
    stems = iter(_names(dice, words.FIRST_OF_TERMS, 2 * count + 40))
    taken: set[str] = set()
    while count:
        kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
        name, *aliases = _named(kind, stems, dice)
        if name in taken:
            continue
        aliases = [alias for alias in aliases if alias not in taken]
        taken.update((name, *aliases))
        count -= 1
        yield Term(_slug(name), name, tuple(aliases), kind, corpus.filled(words.MEANINGS, dice))


def _named(kind: str, stems: Iterator[str], dice: Random) -> list[str]:
    """A name of this kind, then its aliases."""
    stem = next(stems) if kind != "concept" else ""
    if kind == "organisation":
        field, body = dice.choice(words.FIELDS), dice.choice(words.BODIES)
        return [
            f"{stem} {field} {body}",
            *_some(dice, 0.8, _initials(stem, field, body)),
            *_some(dice, 0.5, f"{stem} {body}"),
        ]
    if kind == "person":
        first = next(stems)
        return [f"{first} {stem}", *_some(dice, 0.8, stem)]
    if kind == "treaty":
        paper = dice.choice(words.PAPERS)
        return [f"{stem} {paper}", *_some(dice, 0.4, f"{paper} of {stem}")]
    if kind == "place":
        return [f"{stem} {dice.choice(words.GROUNDS)}", *_some(dice, 0.5, stem)]
    parts = [dice.choice(group) for group in (words.MATTERS, words.OBJECTS, words.MEASURES)]
    return [" ".join(parts), *_some(dice, 0.4, _initials(*parts, "rate"))]


def _some(dice: Random, share: float, alias: str) -> list[str]:
    return [alias] if dice.random() < share else []


def _initials(first: str, *others: str) -> str:
    """An acronym, with two letters of the first word to be shared by few."""
    return (first[:2] + "".join(word[0] for word in others)).upper()
