"""All terms go in, what matching must know of a site comes out, and which texts must be matched anew when it changes.

A text that holds no key of a changed name, and that names no changed term by hand, has the mentions it had.
"""

from __future__ import annotations

from collections.abc import Iterable

import ahocorasick_rs

from briefs.config import Site
from briefs.core.model import Term, TermRule
from briefs.pipeline.rows import Folded, Setup
from briefs.stages.lexicon import lexicon

_FEW = 24
"""Names up to which one after the other is looked for faster than all at once."""


def setup_of(terms: Iterable[Term], site: Site) -> Setup:
    """What matching must know; ``terms`` in the order of their files."""
    all_terms, config = tuple(terms), site.config
    rules = tuple(TermRule(t.id, t.match.link, t.when) for t in all_terms)
    names = lexicon(all_terms, config.language)
    return Setup(names, rules, config.link.density, config.link.quotations, config.language)


class Changed:
    """The difference between two setups of one way to link."""

    def __init__(self, old: Setup, new: Setup) -> None:
        self._all = _way(old) != _way(new) or _is_muddled(old) or _is_muddled(new)
        rules = set(old.rules) ^ set(new.rules)
        self._terms = {rule.term for rule in rules}
        names = set(old.lexicon.names) ^ set(new.lexicon.names)
        both = (*old.lexicon.names, *new.lexicon.names)
        keys = {name.key for name in names} | {name.key for name in both if name.term in self._terms}
        self._few = sorted(keys) if len(keys) <= _FEW else []
        self._automaton = ahocorasick_rs.AhoCorasick(sorted(keys)) if len(keys) > _FEW else None

    @property
    def is_none(self) -> bool:
        """Whether no text can be concerned."""
        return not (self._all or self._few or self._automaton or self._terms)

    def concerns(self, text: Folded) -> bool:
        """Whether the mentions in a text may be others now."""
        if self._all or not self._terms.isdisjoint(text.terms):
            return True
        if self._automaton is not None:
            return bool(self._automaton.find_matches_as_indexes(text.text))
        return any(key in text.text for key in self._few)


def _way(setup: Setup) -> tuple[str, ...]:
    return setup.density, setup.quotations, setup.language


def _is_muddled(setup: Setup) -> bool:
    """Whether two terms have one id: an error elsewhere, and here their order would matter."""
    return len({rule.term for rule in setup.rules}) < len(setup.rules)
