"""A source that is named and does not exist.

What: an id under `sources` of a note, term, update or event that no `sources:` list has. Why: a claim would rest on
nothing. Example: `sources: [wh-breifing]` where the id is `wh-briefing`. Instead: correct the name; the hint shows
the nearest one.
"""

from __future__ import annotations

from functools import partial

from briefs.lints.dead import unnamed
from briefs.lints.lint import Lint

LINT = Lint("unknown-source", partial(unnamed, kind="source"), "error", "error")
