"""Names that are no links go in, each with its reason; the ledger's lines come out; decides nothing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from briefs.core.model import Mention, Name
from briefs.core.model.mention import Skip
from briefs.stages.match.records import Hit


class Ledger:
    """Collects what was skipped in one text; made only where somebody asks for it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._skips: set[Skip] = set()

    def skip(self, term: str, start: int, end: int, reason: str, rule: str) -> None:
        """A term that is no link at ``text[start:end]``."""
        self._skips.add(Skip(term, start, end, self._text[start:end], reason, rule))

    def skip_hit(self, hit: Hit, reason: str, names: Iterable[Name] | None = None) -> None:
        """All names of a hit, or those given."""
        for name in hit.names if names is None else names:
            if name.rule != "not":
                self.skip(name.term, hit.start, hit.end, reason, name.rule)

    def skips(self, mentions: Iterable[Mention]) -> tuple[Skip, ...]:
        """In order of place, without names inside a longer mention of their own term: ``Kirby`` in ``John Kirby``."""
        longer: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            longer[mention.term].append(mention)
        kept = [s for s in self._skips if not any(_says_more(m, s) for m in longer[s.term])]
        return tuple(sorted(kept, key=lambda s: (s.start, s.end, s.term, s.reason, s.rule)))


def _says_more(mention: Mention, skip: Skip) -> bool:
    inside = mention.start <= skip.start and skip.end <= mention.end
    return inside and (mention.linked or (mention.start, mention.end) != (skip.start, skip.end))
