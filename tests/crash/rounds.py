"""A site in all its states goes in, rounds of builds from one to another come out, with what each of them broke."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from crash.ending import Blow, Pace, Ran, drawn, members, ran
from crash.looking import Eye, Good, Pages, beside, broken, junk, wrong
from crash.readers import Readers
from crash.states import HEAVY, LIGHT, MIDDLE, Desk, State, cost

ORPHANS_AFTER = 2.5
COLD = "cold"
SHOWN = 5


class Loop:
    """The site, what is known of its states, and the tally of all rounds."""

    def __init__(self, folder: Path, articles: int, seed: int, readers: int) -> None:
        self.dice = Random(seed)
        self.site, self.scratch = folder / "live", folder / "tmp"
        self.scratch.mkdir()
        self.desk, self.pages = Desk(self.site, articles), Pages()
        self.pace: dict[str, Pace] = {}
        self.tally, self.phases = Counter[str](), Counter[str]()
        self._lock = b""
        self._unseen: list[tuple[Ran, float]] = []
        """Killed builds of which it is not known yet whether they left processes, and when that was."""
        self.goods = {state.name: self._good(state) for state in self.desk.states}
        self._eye, self._beside = Eye(self.site / "site"), beside(self.site)
        self._walk()
        goods = [self.goods[state.name] for state in self.desk.states]
        self.readers = Readers(self.site / "site", goods, self.pages, readers, seed)

    @property
    def has_faults(self) -> bool:
        return any(self.tally[name] for name in ("broken", "wrong", "junk", "orphans", "missing", "torn"))

    # ── before the rounds ────────────────────────────────────────────────────────────────────────────────────────

    def _good(self, state: State) -> Good:
        """What a build from nothing makes of a state, with what the plain one remembers of its quotes."""
        if state.files:
            (self.site / "briefs.lock").write_bytes(self._lock)
        self.desk.edit(state)
        self._forget()
        built = ran(self.site, self.scratch)
        if built.status != 0:
            raise SystemExit(f"the state {state.name!r} cannot be built:\n{built.said[:2000]}")
        self.pace[COLD] = Pace(built.seconds, built.publishing)
        found = Eye(self.site / "site").files()
        self.pages.learn(self.site / "site", found)
        if dead := sorted(broken(found, found, found, self.pages, self.site / "site")):
            raise SystemExit(f"the state {state.name!r} is not whole: {dead[:SHOWN]}")
        lock = (self.site / "briefs.lock").read_bytes()
        self._lock = self._lock or lock
        return Good(found, lock)

    def _walk(self) -> None:
        """Edits without a kill: what is compared later holds, and how long such builds take is known."""
        for state in (self.desk.states[0], *(_first(self.desk.states, each) for each in (MIDDLE, LIGHT))):
            old = self.desk.state
            self.desk.edit(state)
            built = ran(self.site, self.scratch)
            self.pace[cost(old, state)] = Pace(built.seconds, built.publishing)
            if faults := self._after_the_next(built, self.goods[state.name]):
                raise SystemExit(f"without a kill, from {old.name!r} to {state.name!r}: {faults[:SHOWN]}")

    def _forget(self) -> None:
        shutil.rmtree(self.site / "site", ignore_errors=True)
        shutil.rmtree(self.site / ".briefs", ignore_errors=True)

    # ── kills ────────────────────────────────────────────────────────────────────────────────────────────────────

    def kill(self, count: int, cold: float, every: int) -> None:
        """So many kills; builds that were over before theirs are not counted."""
        begun, before = time.monotonic(), 0
        while self.tally["kills"] < count:
            self._round(self.dice.random() < cold)
            if (now := self.tally["kills"]) // every != before // every:
                print(f"  {now} kills, {time.monotonic() - begun:,.0f} s: {self._told()}", flush=True)
            before = now
        print(f"kills, {len(self.desk.states)} states: {self._told()}; {time.monotonic() - begun:,.0f} s")
        print(f"  they fell: {_counts(self.phases)}", flush=True)

    def _round(self, cold: bool) -> None:
        """An edit, or everything forgotten; a build that is killed; the next build."""
        old, state = self.desk.state, self.desk.drawn(self.dice)
        sort = COLD if cold else cost(old, state)
        before = Good({}, b"") if cold else self.goods[old.name]
        self.desk.edit(state)
        if cold:
            self._forget()
        else:
            self.readers.read(self.desk.states.index(old), self.desk.states.index(state))
        hits = 0
        while self._hit(sort, before, self.goods[state.name]):
            hits += 1
            if self.dice.random() < 0.85:
                break
        else:
            self.phases["over before"] += 1
        self.tally["kills"] += hits
        self.tally["rounds"] += bool(hits)
        self._finish(sort, self.goods[state.name], begun_whole=not hits)
        self._look_for_orphans()
        if not cold:
            met, faults = self.readers.met()
            self.tally += met
            self._tell(faults)

    def _hit(self, sort: str, before: Good, after: Good) -> bool:
        """A build that is killed, alone or with its workers; False where it was over before."""
        together, at_once = self.dice.random() < 0.5, self.dice.random() < 0.25
        built = ran(self.site, self.scratch, Blow(drawn(self.dice, self.pace[sort]), to_all=together))
        killed = time.monotonic()
        if built.status is not None:
            return False
        self.phases[f"{sort}, {built.phase}"] += 1
        self._unseen.append((built, killed))
        if not at_once:  # Else the next build begins while the workers of this one may be there.
            self._note("broken", broken(self._eye.files(), before.files, after.files, self.pages, self.site / "site"))
            self._look_for_orphans()
        return True

    def _look_for_orphans(self) -> None:
        for built, killed in self._unseen:
            time.sleep(max(0.0, ORPHANS_AFTER - (time.monotonic() - killed)))
            left = members(built.session)
            for process in left:
                os.kill(process, signal.SIGKILL)
            self._note("orphans", (f"orphan: process {process}" for process in left))
        self._unseen.clear()

    def _finish(self, sort: str, good: Good, begun_whole: bool) -> None:
        """The build that nobody kills."""
        built = ran(self.site, self.scratch)
        if not begun_whole:
            self.pace[sort] = self.pace[sort].with_a(built)
        faults = self._after_the_next(built, good)
        self._note("wrong", (fault for fault in faults if not fault.startswith("junk")))
        self._note("junk", (fault for fault in faults if fault.startswith("junk")))
        if faults:
            self._forget()
            ran(self.site, self.scratch)

    def _after_the_next(self, built: Ran, good: Good) -> list[str]:
        faults = [] if built.status == 0 else [f"wrong: exit {built.status}: {built.said[-1000:]}"]
        faults += wrong(self._eye.files(), good.files)
        if (self.site / "briefs.lock").read_bytes() != good.lock:
            faults.append("wrong: briefs.lock")
        return [*faults, *junk(self.site, self.scratch, self._beside)]

    # ── readers ──────────────────────────────────────────────────────────────────────────────────────────────────

    def publish(self, count: int, every: int) -> None:
        """So many builds that make every page anew, each to its end."""
        begun, heavy = time.monotonic(), [s for s in self.desk.states if s.cost == HEAVY]
        self.tally.clear()
        for number in range(1, count + 1):
            old, state = self.desk.state, (self.desk.states[0], *heavy)[number % (len(heavy) + 1)]
            self.readers.read(self.desk.states.index(old), self.desk.states.index(state))
            self.desk.edit(state)
            self._finish(HEAVY, self.goods[state.name], begun_whole=True)
            met, faults = self.readers.met()
            self.tally += met
            self._tell(faults)
            self.tally["rounds"] += 1
            if number % every == 0:
                print(f"  {number} publishes, {time.monotonic() - begun:,.0f} s: {self._told()}", flush=True)
        print(f"publishes with readers: {self._told()}; {time.monotonic() - begun:,.0f} s", flush=True)

    # ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────

    def _note(self, name: str, faults: Iterable[str]) -> None:
        """One round is broken, wrong or left junk, however many files are."""
        found = list(faults)
        self.tally[name] += bool(found)
        self._tell(found)

    def _tell(self, faults: list[str]) -> None:
        for fault in faults[:SHOWN]:
            print(f"  ! round {self.tally['rounds']}: {fault}", flush=True)

    def _told(self) -> str:
        names = ("rounds", "kills", "broken", "wrong", "junk", "orphans", "reads", "missing", "torn", "gone")
        return ", ".join(f"{self.tally[name]:,} {name}" for name in names)


def _first(states: Sequence[State], cost: str) -> State:
    """Of those that cost so much, and are not the plain one."""
    return next(state for state in states[1:] if state.cost == cost)


def _counts(tally: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(tally.items()))
