"""A term that is named and does not exist.

What: `[[term:id]]`, a pin, `see_also`, `broader`, `narrower` or `except` that names no term. Why: the link would lead
to a page that is not there. Example: `see_also: [shaheed]` where the id is `shahed`. Instead: correct the name; the
hint shows the nearest one.
"""

from __future__ import annotations

from functools import partial

from briefs.lints.dead import unnamed
from briefs.lints.lint import Lint

LINT = Lint("unknown-term", partial(unnamed, kind="term"), "error", "error")
