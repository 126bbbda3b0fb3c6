"""One kind of note a file, in one list: a note as written goes in, what is wrong with it comes out."""

from __future__ import annotations

from briefs.kinds import claim, clarification, context, correction, dispute, question, source, translation, update
from briefs.kinds.kind import Kind, check_notes

KINDS: tuple[Kind, ...] = (
    context.KIND,
    clarification.KIND,
    claim.KIND,
    correction.KIND,
    update.KIND,
    dispute.KIND,
    translation.KIND,
    question.KIND,
    source.KIND,
)
"""In the order in which the documentation names them (FORMAT "Sidecar")."""

__all__ = ["KINDS", "Kind", "check_notes"]
