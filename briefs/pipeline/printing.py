"""Pages that are due go in, all of a site's files come out made, or known to be as they were; publishes nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct, structs

from briefs.cache import row
from briefs.core.diagnostics import Diagnostic
from briefs.core.manifest import Artifact, Entry, Ready
from briefs.pipeline.collect import Collected, groups, mentions_of, texts_of
from briefs.pipeline.deck import Deck, with_loose
from briefs.pipeline.losses import loss
from briefs.pipeline.pages import LAST, Due, twins_of
from briefs.pipeline.rows import NOWHERE, Order, Printed, Shared, Sheet, encoded, read_leaf, read_printed
from briefs.pipeline.state import Kept
from briefs.pipeline.tasks import print_pages
from briefs.pipeline.works import Works
from briefs.runner import Lost
from briefs.stages.publish import write_staged

Turn = tuple[int, Due]
"""A page and which one it is of all."""

_TOGETHER = 16
"""Texts whose pages go to a worker at once."""
_AT_HAND = 64
"""Texts that are held at once."""


class Printing(Struct, frozen=True):
    """The pages of a site as they are now."""

    pages: dict[str, Kept]
    """By path."""
    artifacts: dict[str, Artifact | Ready]
    """By path."""
    faults: tuple[Diagnostic, ...]
    rendered: int = 0


class Printer:
    """Makes the pages of one build."""

    def __init__(self, works: Works, collected: Collected, look: bytes, deck: Deck, stage: str | None) -> None:
        """``look`` is encoded. ``stage`` is the folder to write to; empty to hold the files' bytes, None to keep
        nothing but digests.
        """
        self._works, self._collected, self._deck, self._stage = works, collected, deck, stage
        # The previews of a large glossary would be sent to another machine with every few pages.
        shown = encoded(Deck() if works.runner.is_far else deck)
        self._shared = encoded(Shared(look, shown, str(works.site.root)))
        self._asked: deque[list[tuple[int, Due, str]]] = deque()
        self._turns: dict[str, int] = {}
        self._pages: dict[str, Kept] = {}
        self._artifacts: dict[str, Artifact | Ready] = {}
        self._faults: list[Diagnostic] = []
        self._rendered = 0
        self._twins = {output.name for output in twins_of(works)}
        self._lost: Collection[str] = ()
        self._total = 0

    def print(self, due: Iterable[Due], lost: Collection[str] = (), total: int = 0) -> Printing:
        """Every page made that is not as it was; ``lost`` are paths of files that the output does not hold any more.

        ``total`` is about how many there are.
        """
        self._lost, self._total = frozenset(lost), total
        sheets = self._sheets(self._changed(due))
        for answer in self._works.runner.run(print_pages, self._shared, sheets, _TOGETHER):
            self._take_all(self._asked.popleft(), answer)
            self._works.say("render", len(self._pages), total)
        return Printing(self._pages, self._artifacts, tuple(self._faults), self._rendered)

    def keep(self, pages: Mapping[str, Kept]) -> None:
        """Pages that are as they were."""
        for path, made in pages.items():
            self._pages[path] = made
            self._artifacts[path] = Ready(path, Entry(made.digest, made.size))

    def _changed(self, due: Iterable[Due]) -> Iterator[Turn]:
        """Those to be made; the others are kept as they are."""
        before = self._works.before.pages
        for turn, one in enumerate(due):
            if turn % _AT_HAND == 0:  # Long may no page have changed.
                self._works.say("render", len(self._pages), self._total)
            old = before.get(one.path)
            if old is None or old.key != one.made.key or not old.digest or one.path in self._lost:
                yield turn, one
            elif self._is_last(one.path, turn):
                self.keep({one.path: old})

    def _is_last(self, path: str, turn: int) -> bool:
        """Whether no later page has this address: two that share one are an error, and the last is shown."""
        self._turns[path] = max(turn, self._turns.get(path, turn))
        return self._turns[path] == turn

    def _sheets(self, due: Iterable[Turn]) -> Iterator[bytes]:
        """Encoded Sheets with the texts they show, some at a time."""
        works, units = self._works, self._collected.units
        for part in groups(_by_text(due), _AT_HAND):
            shown = [units[origin] for each in part if (origin := each[0][1].made.origin)]
            texts = iter(list(texts_of(works, shown)))
            mentions = iter(list(mentions_of(works, self._collected.setup, shown)))
            kept = (one for each in part for _, one in each if self._is_kept(one))
            works.cache.put([row("page", one.path, one.made.page, one.leaf) for one in kept])
            for each in part:
                text, said = (next(texts), next(mentions)) if each[0][1].made.origin else (b"", b"")
                yield encoded(Sheet(self._orders(each), text, said))

    def _is_kept(self, one: Due) -> bool:
        """Whether the next build may ask for the View: those of the site as a whole are cut anew, twins have none."""
        return one.made.output not in self._twins and (bool(one.made.origin) or one.made.output in LAST)

    def _orders(self, pages: Iterable[Turn]) -> tuple[Order, ...]:
        """What is to be made of some pages, noted to be compared with the answer."""
        orders: list[Order] = []
        asked: list[tuple[int, Due, str]] = []
        before = b""
        for turn, one in pages:
            name = f"p{self._rendered}" if self._stage else ""
            self._rendered += 1
            asked.append((turn, one, name))
            leaf = b"" if one.leaf == before else self._leaf(one)  # a twin is made from what its page is made from
            before = one.leaf
            orders.append(Order(one.made.output, leaf, self._place(name), self._made_before(one.path)))
        self._asked.append(asked)
        return tuple(orders)

    def _leaf(self, one: Due) -> bytes:
        if not self._works.runner.is_far:
            return one.leaf
        return encoded(with_loose(read_leaf(one.leaf), self._deck))

    def _made_before(self, path: str) -> str:
        """Digest of a file that the output may still hold; empty where its bytes are wanted in any case."""
        old = self._works.before.pages.get(path)
        return old.digest if old and self._stage and path not in self._lost else ""

    def _place(self, name: str) -> str:
        """Where a worker is to put a file: into the stage, if it can see it."""
        if self._stage is None:
            return NOWHERE
        return f"{self._stage}/{name}" if name and not self._works.runner.is_far else ""

    def _take_all(self, asked: list[tuple[int, Due, str]], answer: bytes | Lost) -> None:
        if isinstance(answer, Lost):
            self._faults += [loss(answer, "make", one.path) for _, one, _ in asked]
            return
        for (turn, one, name), printed in zip(asked, read_printed(answer), strict=True):
            self._take(turn, one, name, printed)

    def _take(self, turn: int, one: Due, name: str, printed: Printed) -> None:
        self._faults += printed.faults
        if not self._is_last(one.path, turn):
            return
        self._pages[one.path] = structs.replace(one.made, digest=printed.digest, size=printed.size)
        self._artifacts.pop(one.path, None)
        if not printed.digest:
            return
        if printed.digest == self._made_before(one.path):
            name = ""
        elif self._stage == "":
            self._artifacts[one.path] = Artifact(one.path, printed.data)
            return
        elif self._stage and self._works.runner.is_far:
            write_staged(f"{self._stage}/{name}", printed.data)
        self._artifacts[one.path] = Ready(one.path, Entry(printed.digest, printed.size), name)


def _by_text(due: Iterable[Turn]) -> Iterator[list[Turn]]:
    """Pages of one text that follow each other, together; any other with its twin."""
    for _, pages in groupby(due, lambda one: one[1].made.origin or one[1].made.page):
        yield list(pages)
