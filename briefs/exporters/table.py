"""The linked site goes in, its glossary comes out as CSV: a line a term, for a spreadsheet. Rules: RFC 4180, UTF-8.

Lists are joined by ``; ``. Texts are Markdown as a glossary file has it, with links in double brackets. No cell is
a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from briefs.core.cells import guarded
from briefs.core.commonmark.values import commonmark
from briefs.core.model import Index, Rich, Target, Term

COLUMNS = (
    *("id", "term", "abbreviation", "aliases", "kind", "definition", "body", "see_also", "broader", "narrower"),
    *("same_as", "pronunciation", "as_of", "sources"),
)
_OURS = re.compile(r"\[((?:[^\[\]\\|]|\\.)*)\]\(briefs:(article|term):([^)]*)\)")
"""A link to an article or a term of the site."""


def table(index: Index) -> str:
    """Every term, in the order of the A–Z, below the names of the columns."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_row(term, index.targets) for term in index.terms.values())
    return out.getvalue()


def _row(term: Term, targets: Mapping[str, Target]) -> list[str]:
    cells = {name: getattr(term, name) for name in COLUMNS}
    return [guarded(_cell(value, targets)) for value in cells.values()]


def _cell(value: str | tuple[str, ...] | Rich, targets: Mapping[str, Target]) -> str:
    if isinstance(value, Rich):
        return _markdown(value, targets)
    return value if isinstance(value, str) else "; ".join(value)


def _markdown(value: Rich, targets: Mapping[str, Target]) -> str:
    def title(key: str) -> str:
        return targets[key].title if key in targets else key.partition(":")[2]

    made = commonmark(value, lambda key: f"briefs:{key}", title)
    return _OURS.sub(lambda f: f"[[{'term:' if f[2] == 'term' else ''}{f[3]}|{f[1]}]]", made)
