"""A language and a name go in, the name's place in an A–Z comes out, as ICU and the Unicode CLDR have it.

Loaded only where PyICU is installed. What ICU does not know of a glossary stays our rule: articles, which letter names
of other scripts stand under, and that scripts follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import icu

from briefs.core.collation import ByRule, Place, script_of, words_of


class ByICU:
    """Names in the order of a language's collation, under the letters of its index."""

    def __init__(self, language: str) -> None:
        locale = icu.Locale.forLanguageTag(language)
        self._rule = ByRule(language)
        self._collator = icu.Collator.createInstance(locale)
        self._collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
        self._index = icu.AlphabeticIndex(locale)
        self._labels = dict(_labels(self._index))
        self.place = lru_cache(maxsize=16_384)(self._place)

    def letters(self, script: str) -> tuple[str, ...]:
        """The letters of the index that are of a script, for the language's own."""
        own = self._rule.letters(script)
        return tuple(label for label in self._labels.values() if script_of(label) == script) if own else ()

    def _place(self, name: str, reading: str = "", person: bool = False) -> Place:
        bare = self._rule.bare(name, reading, person)
        letter, script = self._rule.heading(bare)
        found = self._labels.get(self._index.getBucketIndex(bare), "")
        if found and script:
            letter, script = found, script_of(found)
        return Place((self._rule.rank(script), bytes(self._collator.getSortKey(words_of(bare))), name), letter, script)


def _labels(index: icu.AlphabeticIndex) -> Iterator[tuple[int, str]]:
    """The letters of an index by number; those before, between and after its scripts have none."""
    index.resetBucketIterator()
    while index.nextBucket():
        if index.bucketLabelType == icu.UAlphabeticIndexLabelType.NORMAL:
            yield index.bucketIndex, str(index.bucketLabel)
