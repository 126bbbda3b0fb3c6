"""One lint a file, in one list: the linked site goes in, what is legal but probably not meant comes out."""

from __future__ import annotations

from briefs.lints import (
    acronym_undefined,
    active_file,
    ambiguous_name,
    article_empty,
    article_unreachable,
    dead_link,
    definition_long,
    definition_missing,
    definition_unchecked,
    duplicate_definition,
    lookalike,
    name_unlinked,
    note_empty,
    note_unsourced,
    term_unsourced,
    term_unused,
    unknown_article,
    unknown_source,
    unknown_term,
)
from briefs.lints.lint import Evidence, Found, Lint, lint

LINTS: tuple[Lint, ...] = (
    acronym_undefined.LINT,
    active_file.LINT,
    ambiguous_name.LINT,
    article_empty.LINT,
    article_unreachable.LINT,
    dead_link.LINT,
    definition_long.LINT,
    definition_missing.LINT,
    definition_unchecked.LINT,
    duplicate_definition.LINT,
    lookalike.LINT,
    name_unlinked.LINT,
    note_empty.LINT,
    note_unsourced.LINT,
    term_unsourced.LINT,
    term_unused.LINT,
    unknown_article.LINT,
    unknown_source.LINT,
    unknown_term.LINT,
)
"""By code."""

__all__ = ["LINTS", "Evidence", "Found", "Lint", "lint"]
