"""Names that stand in a text go in, the one term that each means comes out, or a clash; knows no page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefs.core.model import Clash, Plain, TermRule, When
from briefs.core.names import bounded, compare_key
from briefs.core.text import normalise
from briefs.stages.match.ledger import Ledger
from briefs.stages.match.places import Places
from briefs.stages.match.records import Chosen, Context, Hit

_WORDS_NEARBY = 40
"""How far on either side a sense's words count where they do not stand in the paragraph: two or three sentences."""


class Judge:
    """Decides in one text what a name that several terms claim stands for."""

    def __init__(self, plain: Plain, places: Places, rules: Mapping[str, TermRule], context: Context) -> None:
        self._text = plain.text
        self._places = places
        self._rules = rules
        self._context = context

    def senses(self, hit: Hit, terms: tuple[str, ...]) -> tuple[str, ...]:
        """The terms whose ``when`` holds; if none does, those that have none; if that leaves none, all."""
        conditions = {t: self._rules[t].when if t in self._rules else None for t in terms}
        asked = {t: when for t, when in conditions.items() if when is not None}
        holding = self._holding(asked, hit) if asked else ()
        return holding or tuple(t for t in terms if t not in asked) or terms

    def _holding(self, asked: Mapping[str, When], hit: Hit) -> tuple[str, ...]:
        """By the words of the same paragraph; if that decides nothing, by those nearby."""
        block = self._places.block(hit.start)
        for words in (self._text[block.start : block.end], self._nearby(hit)):
            held = tuple(t for t, when in asked.items() if _holds(when, self._context, words))
            if held:
                return held
        return ()

    def _nearby(self, hit: Hit) -> str:
        before = self._text[: hit.start].split()[-_WORDS_NEARBY:]
        after = self._text[hit.end :].split(maxsplit=_WORDS_NEARBY)[:_WORDS_NEARBY]
        return " ".join((*before, self._text[hit.start : hit.end], *after))


def decide(
    taken: Sequence[Hit],
    given: Sequence[Chosen],
    plain: Plain,
    places: Places,
    rules: Mapping[str, TermRule],
    context: Context,
    book: Ledger | None,
) -> tuple[list[Chosen], list[Clash]]:
    """One term for each hit: the only one, the sense that holds, or the only one that is otherwise present.

    ``given`` are the terms that the author named at a place. A sense that its ``when`` decided once is present for
    the rest of the article.
    """
    chosen, open_ = [], []
    clashes: list[Clash] = []
    judge = Judge(plain, places, rules, context)
    for hit in taken:
        if len(hit.names) == 1:
            chosen.append(Chosen(hit.start, hit.end, hit.names[0].term, hit.names[0].rule))
            continue
        terms = terms_of(hit)
        held = terms if len(terms) == 1 else judge.senses(hit, terms)
        if len(held) == 1:
            chosen.append(_chosen(hit, held[0]))
        else:
            open_.append((hit, terms, held))
    if not open_:
        return chosen, clashes
    present = {it.term for it in (*given, *chosen)}
    for hit, terms, held in open_:
        named = [term for term in held if term in present]
        if len(named) == 1:
            chosen.append(_chosen(hit, named[0]))
            continue
        clashes.append(Clash(hit.start, hit.end, plain.text[hit.start : hit.end], terms))
        if book:
            book.skip_hit(hit, "ambiguous")
    return chosen, clashes


def _chosen(hit: Hit, term: str) -> Chosen:
    name = hit.names[0] if len(hit.names) == 1 else next(n for n in hit.names if n.term == term)
    return Chosen(hit.start, hit.end, term, name.rule)


def terms_of(hit: Hit) -> tuple[str, ...]:
    """The terms that claim a place, each once, sorted."""
    if len(hit.names) == 1:
        return (hit.names[0].term,)
    return tuple(sorted({name.term for name in hit.names}))


def _holds(when: When, context: Context, words: str) -> bool:
    """Whether all that a sense asks for is so: a tag, the article's date, a word among ``words``."""
    return (
        (not when.tags or any(t in context.tags for t in when.tags))
        and (not when.after or (context.date != "" and context.date >= when.after))
        and (not when.before or (context.date != "" and context.date < when.before))
        and (not when.words or any(_has_word(words, w) for w in when.words))
    )


def _has_word(words: str, word: str) -> bool:
    """Whether a word or phrase stands among words as a whole one; case is free."""
    text, key = normalise(words).text, compare_key(normalise(word).text)
    folded = compare_key(text)
    at = folded.find(key)
    while key and at >= 0:
        if bounded(text, at, at + len(key)):
            return True
        at = folded.find(key, at + 1)
    return False
