"""Catalogues of interface words as YAML go in, words by key come out, and what is wrong with them; knows no page.

A value is words, or words by CLDR plural category where a number stands in them: ``{one: "{n} term", other: …}``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from briefs.core.diagnostics import Checked, Diagnostic, error, nearest, warning
from briefs.core.fields import Table, Text, Wording, convert
from briefs.core.language import chain, plural_categories
from briefs.core.source import Source, Span
from briefs.core.yaml import read_yaml

OPEN = ("kind-",)
"""Keys that begin so may be the site's own: a kind is any word."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HOLE = re.compile(r"\{([a-z]+)\}")
_SHOWN = 6
"""How many keys a hint names."""
_WORDING = Wording(whole="this catalogue")


class Entry(Struct, frozen=True):
    """What a catalogue says for a key."""

    key: Text
    forms: tuple[tuple[str, Text], ...]
    """(plural category, words); words that do not ask for a number stand alone, under no category."""

    @property
    def holes(self) -> frozenset[str]:
        """The names in braces in any of its words."""
        return frozenset(name for _, words in self.forms for name in _HOLE.findall(words.value))

    @property
    def counts(self) -> bool:
        """Whether its words go by a number."""
        return any(category for category, _ in self.forms)


Catalogue = Mapping[str, Entry]


class Authored(Struct, frozen=True):
    """One catalogue as a file, and whether it is the site's own or a plugin's."""

    language: str
    source: Source
    own: bool
    added: bool = False
    """Whether it is a plugin's: what it has words for is its own matter."""


Layers = tuple[tuple[str, tuple[Source, ...]], ...]
"""(language, its catalogues: of two that have a key the later counts), sorted."""


def layered(catalogues: Iterable[Authored]) -> Layers:
    """Catalogues by language, in their order."""
    found: dict[str, tuple[Source, ...]] = {}
    for one in catalogues:
        found[one.language] = (*found.get(one.language, ()), one.source)
    return tuple(sorted(found.items()))


def catalogue(layers: Layers, language: str) -> Catalogue:
    """All that there is for a language itself; nothing where it has no catalogue."""
    sources = dict(layers).get(language, ())
    return {key: entry for source in sources for key, entry in read_catalogue(source).value.items()}


def has_words(layers: Layers, language: str) -> bool:
    """Whether there is a catalogue for a language, or for one that it is a kind of."""
    return any(one in dict(layers) for one in chain(language))


@lru_cache(maxsize=64)
def read_catalogue(source: Source) -> Checked[Catalogue]:
    """The entries of one file by key; the same text is read once."""
    node = read_yaml(source)
    read = convert(node.value, Table[Text | Table[Text]], source, _WORDING)
    entries = (Entry(key, _forms(value)) for key, value in read.value or ())
    return Checked({entry.key.value: entry for entry in entries}, node.diagnostics + read.diagnostics)


def pieces(words: str) -> tuple[str, ...]:
    """Words and the names of their holes by turns: ``page {n}`` is ``page ``, ``n`` and nothing."""
    return tuple(_HOLE.split(words))


def check(catalogues: Sequence[Authored], asked: Collection[str]) -> Iterator[Diagnostic]:
    """What is wrong with the site's own, and what they lack; ``asked`` are the keys that its templates name."""
    layers, own = layered(catalogues), layered(one for one in catalogues if one.own)
    english = catalogue(layered(one for one in catalogues if not one.own), "en")
    known = {**catalogue(layers, "en"), **english}
    for language, sources in own:
        if not _LANGUAGE.fullmatch(language):
            hint = "name it by the language's tag, such as `pl.yaml` or `de-AT.yaml`"
            yield error("words-language", f"`{language}` is not a language tag", Span(sources[-1].path), hint)
            continue
        wrong = [fault for source in sources for fault in _checked(source, language, english, known, asked)]
        missing = [] if wrong else lacking(_whole(layers, language), language, english)
        yield from wrong
        yield from [_lack(language, missing, Span(sources[-1].path))] if missing else ()


def _whole(layers: Layers, language: str) -> Catalogue:
    """What there is for a language, also by those that it is a kind of."""
    return {key: entry for tag in reversed([*chain(language)]) for key, entry in catalogue(layers, tag).items()}


def _checked(
    source: Source, language: str, english: Catalogue, known: Catalogue, asked: Collection[str]
) -> Iterator[Diagnostic]:
    read = read_catalogue(source)
    yield from read.diagnostics
    for key, entry in read.value.items():
        new = key in asked or key.startswith(OPEN)
        yield from _faults(entry, language, known if new else english, new)


def _faults(entry: Entry, language: str, english: Catalogue, new: bool) -> Iterator[Diagnostic]:
    """What could never be shown, or not be filled; ``new`` keys are the site's own."""
    key, model = entry.key, english.get(entry.key.value)
    if model is None and not new:
        hint = nearest(key.value, english) or "the documentation of themes says where the keys are listed"
        yield error("words-key", f"no page asks for the words `{key.value}`", key.span, hint)
        return
    yield from _misplaced(entry, language)
    yield from _unfilled(entry, model) if model else ()


def lacking(catalogue: Catalogue, language: str, english: Catalogue) -> list[str]:
    """The keys that a language has no words for, and the plural categories it has none for, as ``n-terms.few``."""
    found = [key for key in english if key not in catalogue]
    categories = plural_categories(language)
    for key, entry in catalogue.items():
        if entry.counts:
            had = {category for category, _ in entry.forms}
            found += [f"{key}.{one}" for one in categories if one not in had]
    return sorted(found)


def _lack(language: str, missing: Iterable[str], span: Span | None) -> Diagnostic:
    """That a language has no words for something, or no form for some numbers."""
    names = list(missing)
    shown = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    what = f"{len(names)} words" if len(names) > 1 else "one of the words"
    message = f"the catalogue of `{language}` lacks {what} of the pages"
    return warning("words-missing", message, span, f"add {shown}{rest}")


def no_catalogue(language: str, theme: str, span: Span | None) -> Diagnostic:
    """That there is no catalogue for a language that pages are in."""
    message = f"there is no catalogue of interface words for `{language}`; they are shown in English"
    hint = f"write `themes/{theme}/words/{language}.yaml`; the documentation of themes says how"
    return warning("words-missing", message, span, hint)


def _forms(value: Text | Table[Text]) -> tuple[tuple[str, Text], ...]:
    if isinstance(value, Text):
        return (("", value),)
    return tuple((category.value, words) for category, words in value)


def _misplaced(entry: Entry, language: str) -> Iterator[Diagnostic]:
    """Plural categories that the language does not have, and none for all other numbers."""
    categories = plural_categories(language)
    for category, words in entry.forms if entry.counts else ():
        if category not in categories:
            message = f"`{entry.key.value}` has words for `{category}`, a plural that `{language}` does not have"
            hint = nearest(category, categories) or f"the plurals are {', '.join(categories)}"
            yield error("words-plural", message, words.span, hint)
    if not entry.forms or (entry.counts and all(category != "other" for category, _ in entry.forms)):
        message = f"`{entry.key.value}` has no words for `other`"
        yield error("words-plural", message, entry.key.span, "add `other:` for every number that no other form is for")


def _unfilled(entry: Entry, model: Entry) -> Iterator[Diagnostic]:
    """Names in braces that no page fills; and plurals where no page gives a number."""
    for _, words in entry.forms:
        for name in dict.fromkeys(_HOLE.findall(words.value)):
            if name not in model.holes:
                hint = nearest(name, model.holes) or "write the words without braces"
                message = f"`{entry.key.value}` is given nothing for `{{{name}}}`"
                yield error("words-hole", message, words.span, hint)
    if entry.counts and not model.counts:
        message = f"`{entry.key.value}` is given no number, so it has no plurals"
        yield error("words-plural", message, entry.key.span, "write its words after the colon")
