"""An article that is named and does not exist.

What: `[[slug]]` or an entry of `related` that names no article. Why: a reader is promised a text that is not there.
Example: `[[harbor-strike]]` where the file is `harbour-strike.txt`. Instead: correct the name; the hint shows the
nearest one.
"""

from __future__ import annotations

from functools import partial

from briefs.lints.dead import unnamed
from briefs.lints.lint import Lint

LINT = Lint("unknown-article", partial(unnamed, kind="article"), "error", "error")
