"""What no process answered goes in, the diagnostic of it comes out; knows not what was to be done."""

from __future__ import annotations

from briefs.core.diagnostics import Diagnostic, error
from briefs.core.source import Span
from briefs.limits import SECONDS
from briefs.runner import Lost


def loss(lost: Lost, doing: str, subject: str, span: Span | None = None) -> Diagnostic:
    """Of one item; ``doing`` is a verb, such as "read"."""
    if lost.is_slow:
        message = f"it takes more than {SECONDS:.0f} seconds to {doing} `{subject}`"
        hint = "split it up; if it is not long, a plugin, the theme or Briefs is at fault: please report it"
        return error("too-slow", message, span, hint)
    message = f"a process died, twice, when it was to {doing} `{subject}`: it may need more memory than there is"
    return error("worker-died", message, span, "split it up, or give the machine more memory")
