"""The words of all texts go in, the search index comes out; after an edit only those drawers that hold its words.

Nothing of it depends on what was known before: an index that was changed is the one that would be made of all texts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, structs

from briefs.cache import row
from briefs.core.language import Language
from briefs.core.manifest import Artifact, Entry, Ready
from briefs.core.model import Index, Outline, Term
from briefs.core.source import digest, digest_of
from briefs.pipeline.collect import Collected, rows_of, texts_of
from briefs.pipeline.rows import Reader, encoded, read_text, read_words
from briefs.pipeline.state import Known
from briefs.pipeline.works import Works
from briefs.search.drawers import Entries, Filled, begins, block_path, entries_in, entries_of, filled, often_of, order
from briefs.search.passages import words_about, words_in
from briefs.search.postings import SIGNS, changed, mean_of, merged
from briefs.search.records import Catalogue, Drawer, Words
from briefs.search.scripts import FOLDER, READING, address, script

_LISTED = 32
"""Texts, or terms, in a file that says what their numbers stand for; ``search.js`` knows it too."""

_SELDOM = 256
"""Of how many texts one is told of."""

Files = tuple[Artifact | Ready, ...]


class Indexed(Struct, frozen=True):
    """A site's search index: its files, and the key of the catalogue that the next build goes on from."""

    files: Files = ()
    key: str = ""


def indexed(works: Works, index: Index, units: Mapping[str, Known]) -> Indexed:
    """The index of all texts and terms."""
    outlines, terms = numbered(index), [index.terms[i] for i in sorted(index.terms)]
    records = list(_words(works, [units[o.origin] for o in outlines]))
    entries = entries_of(merged(_told(works, records)), merged([words_about(term) for term in terms]))
    works.say("index", len(records), len(records))
    drawers = list(filled(entries, len(outlines)))
    day = Language(index.language).day
    lists = [*_lists("a", [(address(o.path), o.title, day(o.date, short=True) if o.date else "") for o in outlines])]
    lists += _lists("g", [(address(f"glossary/{t.id}"), _name(t), t.definition.plain) for t in terms])
    catalogue = Catalogue(
        texts=tuple(o.origin for o in outlines),
        sizes="".join(record.size for record in records),
        terms=len(terms),
        drawers=tuple(one.drawer for one in drawers),
        lists=tuple((one.path, one.entry) for one in lists),
    )
    _keep(works, drawers, _catalogue(works).drawers, catalogue.drawers)
    return _indexed(works, catalogue, [*lists, *(file for one in drawers for file in one.files)])


def numbered(index: Index) -> list[Outline]:
    """The texts in the order of their numbers. The newest are the last: one that is added moves no other."""
    return sorted((*index.articles, *index.pages), key=lambda o: (o.date, o.path))


def reindexed(works: Works, collected: Collected, touched: Collection[str]) -> Indexed | None:
    """The index after some texts were edited, no title and no term; None where what it was is not at hand."""
    before, units = _catalogue(works), collected.units
    at = {origin: number for number, origin in enumerate(before.texts)}
    edited = [units[o] for o in sorted(touched) if o in at and units[o].key != works.before.units[o].key]
    if not before.drawers or not all(collected.unworded.get(one.listed.origin) for one in edited):
        return None
    sizes, changes = list(before.sizes), defaultdict[str, dict[int, str]](dict)
    for known, now in zip(edited, _words(works, edited), strict=True):
        number, was = at[known.listed.origin], read_words(collected.unworded[known.listed.origin])
        sizes[number] = now.size
        for word, sign in _differing(was, now):
            changes[word][number] = sign
    drawers = _refilled(works, before, changes)
    if drawers is None:
        return None
    new = [one for one in drawers if isinstance(one, Filled)]
    all_of_them = tuple(one.drawer if isinstance(one, Filled) else one for one in drawers)
    _keep(works, new, before.drawers, all_of_them)
    catalogue = structs.replace(before, sizes="".join(sizes), drawers=all_of_them)
    return _indexed(works, catalogue, [file for one in new for file in one.files])


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _words(works: Works, known: Sequence[Known]) -> Iterator[Words]:
    """The words of texts in the order asked for; looked for again where the cache has none."""
    for done, (one, value) in enumerate(rows_of(works, "words", known)):
        if done % _SELDOM == 0:
            works.say("index", done, len(known))
        yield read_words(value) if value else _again(works, one)


def _told(works: Works, records: list[Words]) -> Iterator[Words]:
    """The records, and now and then that there is work: who waits for something else may end it."""
    for done, record in enumerate(records):
        if done % _SELDOM == 0:
            works.say("index", done, len(records))
        yield record


def _again(works: Works, known: Known) -> Words:
    (text,) = texts_of(works, (known,))
    words = words_in(read_text(text).brief)
    works.cache.put([row("words", known.listed.origin, known.key, encoded(words))])
    return words


def _differing(was: Words, now: Words) -> Iterator[tuple[str, str]]:
    """Words that stand otherwise than before, with their signs now; empty for one that is gone."""
    old, new = (dict(zip(each.words, each.signs, strict=True)) for each in (was, now))
    yield from ((word, SIGNS[sign]) for word, sign in new.items() if old.get(word) != sign)
    yield from ((word, "") for word in old if word not in new)


# ── drawers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _refilled(
    works: Works, before: Catalogue, changes: Mapping[str, Mapping[int, str]]
) -> list[Filled | Drawer] | None:
    """All drawers in their order, with those filled anew in which words changed; None where one is not at hand."""
    often, starts = often_of(len(before.texts)), [order(one.start) for one in before.drawers]
    opened: dict[int, Entries] = {}
    for word, signs in changes.items():
        at = max(0, bisect_right(starts, order(word)) - 1)
        entries = _opened(works, before, opened, at)
        if entries is None:
            return None
        texts, terms = entries.get(word, ("", ""))
        entries[word] = changed(texts, signs), terms
        if entries[word] == ("", ""):
            del entries[word]
            # What stood behind a word that began a drawer belongs to the one before.
            if at and begins(word, often) and _opened(works, before, opened, at - 1) is None:
                return None
    return list(_together(before, opened))


def _opened(works: Works, before: Catalogue, opened: dict[int, Entries], at: int) -> Entries | None:
    """What is in a drawer, as far as it is changed already."""
    if at not in opened:
        drawer = before.drawers[at]
        value = works.cache.get("drawer", drawer.start, drawer.key)
        if value is None:
            return None
        opened[at] = entries_in(value)
    return opened[at]


def _together(before: Catalogue, opened: Mapping[int, Entries]) -> Iterator[Filled | Drawer]:
    """Neighbours that were opened are filled as one."""
    texts = len(before.texts)
    for is_open, run in groupby(range(len(before.drawers)), opened.__contains__):
        if is_open:
            ats = list(run)
            entries = {word: where for at in ats for word, where in opened[at].items()}
            yield from filled(entries, texts, first=ats[0] == 0)
        else:
            yield from (before.drawers[at] for at in run)


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _name(term: Term) -> str:
    return f"{term.term} ({term.abbreviation})" if term.abbreviation else term.term


def _lists(name: str, rows: Sequence[tuple[str, ...]]) -> Iterator[Artifact]:
    """What the numbers stand for, some in a file."""
    for at in range(0, len(rows), _LISTED):
        yield script(f"{name}{at // _LISTED}", rows[at : at + _LISTED])


def _indexed(works: Works, catalogue: Catalogue, made: Iterable[Artifact]) -> Indexed:
    """All files: those made just now, and the others as they are."""
    files: dict[str, Artifact | Ready] = {path: Ready(path, entry) for path, entry in _entries(catalogue)}
    files |= {one.path: one for one in made}
    stamp = digest_of(tuple(sorted((path, entry.digest) for path, entry in _entries(catalogue))), catalogue.sizes)[:8]
    fences = [first for drawer in catalogue.drawers for first, _ in drawer.blocks]
    head = {"stamp": stamp, "sizes": catalogue.sizes, "mean": mean_of(catalogue.sizes), "terms": catalogue.terms}
    meta = script("meta", head | {"fences": fences or [""]} | READING)
    value = encoded(catalogue)
    works.cache.put([row("catalogue", "", key := digest(value), value)])
    return Indexed((meta, *files.values()), key)


def _entries(catalogue: Catalogue) -> Iterator[tuple[str, Entry]]:
    yield from catalogue.lists
    for drawer in catalogue.drawers:
        yield from ((f"{FOLDER}{block_path(first)}.js", entry) for first, entry in drawer.blocks)


# ── what is kept ─────────────────────────────────────────────────────────────────────────────────────────────────


def _catalogue(works: Works) -> Catalogue:
    """As the last build made it; empty where it made none."""
    value = works.cache.get("catalogue", "", works.before.search) if works.before.search else None
    return _read_catalogue(value) if value else Catalogue()


def _keep(works: Works, new: Iterable[Filled], before: Iterable[Drawer], now: Iterable[Drawer]) -> None:
    """The drawers' contents, for the next edit."""
    works.cache.drop("drawer", {one.start for one in before} - {one.start for one in now})
    works.cache.put([row("drawer", one.drawer.start, one.drawer.key, one.value) for one in new])


_read_catalogue = Reader(Catalogue)
