"""A name goes in, the files to begin a site, an article or a term with come out; only `lay` writes them."""

from __future__ import annotations

from briefs.starting.article import article, beside, file_stem
from briefs.starting.lay import Laid, lay, namesake, taken
from briefs.starting.site import editor, schemas, site
from briefs.starting.term import standing, term

__all__ = [
    "Laid",
    "article",
    "beside",
    "editor",
    "file_stem",
    "lay",
    "namesake",
    "schemas",
    "site",
    "standing",
    "taken",
    "term",
]
