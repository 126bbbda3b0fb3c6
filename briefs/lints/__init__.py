"""One lint a file, in one list: the linked site goes in, what is legal but probably not meant comes out."""

from __future__ import annotations

from briefs.lints import article_empty, definition_long, definition_missing, term_unused
from briefs.lints.lint import Lint, lint

LINTS: tuple[Lint, ...] = (
    article_empty.LINT,
    definition_long.LINT,
    definition_missing.LINT,
    term_unused.LINT,
)
"""By code."""

__all__ = ["LINTS", "Lint", "lint"]
