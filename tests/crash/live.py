"""A folder and a number of articles go in, a site in all its states comes out, with what builds must come to."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from crash.ending import Pace, Ran, members, ran
from crash.looking import Eye, Good, Pages, beside, broken, junk, wrong
from crash.readers import Readers
from crash.states import LIGHT, MIDDLE, Desk, State, cost

COLD = "cold"
ORPHANS_AFTER = 2.5
FAULTS = ("broken", "wrong", "junk", "orphans", "missing", "torn")
"""Of the tally, what must be none."""
SHOWN = 5


class Live:
    """The site, what is known of its states, and the tally of the rounds played with it."""

    def __init__(self, folder: Path, articles: int, terms: int, states: int, seed: int, readers: int) -> None:
        self.dice = Random(seed)
        self.site, self.output, self.scratch = folder / "live", folder / "live/site", folder / "tmp"
        self.scratch.mkdir()
        self.desk, self._pages = Desk(self.site, articles, terms, states), Pages()
        self.pace: dict[str, Pace] = {}
        self.tally, self.phases = Counter[str](), Counter[str]()
        self._lock = b""
        self._unseen: list[tuple[Ran, float]] = []
        """Ended builds of which it is not known yet whether they left processes, and when that was."""
        self.goods = {state.name: self._good(state) for state in self.desk.states}
        self._eye, self._beside = Eye(self.output), beside(self.site)
        self._walk()
        goods = [self.goods[state.name] for state in self.desk.states]
        self._readers = Readers(self.output, goods, self._pages, readers, seed)

    # ── before the rounds ────────────────────────────────────────────────────────────────────────────────────────

    def _good(self, state: State) -> Good:
        """What a build from nothing makes of a state, with what the plain one remembers of its quotes."""
        if state.files:
            (self.site / "briefs.lock").write_bytes(self._lock)
        self.desk.edit(state)
        self.forget()
        built = self.built()
        if built.status != 0:
            raise SystemExit(f"the state {state.name!r} cannot be built:\n{built.said[:2000]}")
        self.pace[COLD] = Pace(built.seconds, built.publishing)
        found = Eye(self.output).files()
        self._pages.learn(self.output, found)
        if dead := sorted(broken(found, found, found, self._pages, self.output)):
            raise SystemExit(f"the state {state.name!r} is not whole: {dead[:SHOWN]}")
        lock = (self.site / "briefs.lock").read_bytes()
        self._lock = self._lock or lock
        return Good(found, lock)

    def _walk(self) -> None:
        """Edits that nobody disturbs: what is compared later holds, and how long such builds take is known."""
        plain = self.desk.states[0]
        for state in (plain, _first(self.desk.states, MIDDLE), plain, _first(self.desk.states, LIGHT)):
            old = self.desk.state
            self.desk.edit(state)
            built = self.built()
            self.pace[cost(old, state)] = Pace(built.seconds, built.publishing)
            if faults := self._after(built):
                raise SystemExit(f"undisturbed, from {old.name!r} to {state.name!r}: {faults[:SHOWN]}")

    # ── what a round is made of ──────────────────────────────────────────────────────────────────────────────────

    @property
    def good(self) -> Good:
        """What a build from nothing makes of the site as it is now."""
        return self.goods[self.desk.state.name]

    def edited(self, state: State) -> str:
        """From now on the site is in this state, and readers are about; what the edit costs."""
        old = self.desk.state
        self._readers.read(self.desk.states.index(old), self.desk.states.index(state))
        self.desk.edit(state)
        return cost(old, state)

    def forget(self) -> None:
        """No output and no cache."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.rmtree(self.site / ".briefs", ignore_errors=True)

    def built(self, *options: str) -> Ran:
        """A build that nobody disturbs."""
        return ran(self.site, self.scratch, options=options)

    def see_the_folder(self, before: Good) -> None:
        """It is on its way from one good build to the one of now, whole at each step."""
        self.note("broken", broken(self._eye.files(), before.files, self.good.files, self._pages, self.output))

    def differs(self, good: Good) -> list[str]:
        """How the folder does from a good build."""
        return list(wrong(self._eye.files(), good.files))

    def see_the_end(self, built: Ran) -> None:
        """After a build to its end all is as a build from nothing makes it; else the next round begins anew."""
        faults = self._after(built)
        self.note("wrong", (fault for fault in faults if not fault.startswith("junk")))
        self.note("junk", (fault for fault in faults if fault.startswith("junk")))
        if faults:
            self.forget()
            self.built()

    def _after(self, built: Ran) -> list[str]:
        faults = [] if built.status == 0 else [f"wrong: exit {built.status}: {built.said[-1000:]}"]
        faults += self.differs(self.good)
        if (self.site / "briefs.lock").read_bytes() != self.good.lock:
            faults.append("wrong: briefs.lock")
        return [*faults, *junk(self.site, self.scratch, self._beside)]

    def hear_the_readers(self) -> None:
        """They stop."""
        met, faults = self._readers.met()
        self.tally += met
        self._tell(faults)

    def remember(self, built: Ran) -> None:
        """That a build was ended just now."""
        self._unseen.append((built, time.monotonic()))

    def look_for_orphans(self) -> None:
        """None of a build's processes may be there some time after it; where none is there, none will be."""
        for built, ended in self._unseen:
            while (left := members(built.session)) and time.monotonic() < ended + ORPHANS_AFTER:
                time.sleep(0.05)
            for process in left:
                os.kill(process, signal.SIGKILL)
            self.note("orphans", (f"orphan: process {process}" for process in left))
        self._unseen.clear()

    # ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────

    def note(self, name: str, faults: Iterable[str]) -> None:
        """One round is broken, wrong or leaves junk, however many files do."""
        found = list(faults)
        self.tally[name] += bool(found)
        self._tell(found)

    def _tell(self, faults: list[str]) -> None:
        for fault in faults[:SHOWN]:
            print(f"  ! round {self.tally['rounds']}: {fault}", flush=True)


def _first(states: Sequence[State], cost: str) -> State:
    """Of those that cost so much, and are not the plain one."""
    return next(state for state in states[1:] if state.cost == cost)
