"""A live site and a sort of round go in, so many rounds are played, and a line of totals comes out."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from crash.ending import MAIN, SESSION, WORKER, Blow, Ran, drawn, ran, together
from crash.live import COLD, FAULTS, Live
from crash.looking import Good
from crash.states import HEAVY, State, cost


class Sort(NamedTuple):
    """A sort of round: what it counts, and how one is played, with how many of these it had."""

    counted: str
    play: Callable[[Live], int]


def played(live: Live, name: str, count: int, every: int) -> bool:
    """Rounds until so many are counted; whether nothing was broken, wrong, left behind or missed."""
    sort, begun, before = SORTS[name], time.monotonic(), 0
    live.tally, live.phases = Counter(), Counter()
    while (now := live.tally[sort.counted]) < count:
        if now // every != before // every:
            print(f"  {time.monotonic() - begun:,.0f} s: {_told(live, sort)}", flush=True)
        before = now
        live.tally["rounds"] += 1
        live.tally[sort.counted] += sort.play(live)
    print(f"{name}: {_told(live, sort)}; {time.monotonic() - begun:,.0f} s")
    print(f"  {', '.join(f'{number} {what}' for what, number in sorted(live.phases.items()))}", flush=True)
    return not any(live.tally[fault] for fault in FAULTS)


def _told(live: Live, sort: Sort) -> str:
    names = dict.fromkeys(("rounds", sort.counted, *FAULTS[:4], "reads", *FAULTS[4:], "gone"))
    return ", ".join(f"{live.tally[name]:,} {name}" for name in names)


# ── kill -9 ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _kill(live: Live) -> int:
    """An edit, or for a fifth everything forgotten; a build that is killed, and perhaps the next; the one after."""
    old, state, cold = live.desk.state, live.desk.drawn(live.dice), live.dice.random() < 0.2
    sort, before = COLD if cold else cost(old, state), Good({}, b"") if cold else live.goods[old.name]
    if cold:
        live.desk.edit(state)
        live.forget()
    else:
        live.edited(state)
    hits = 0
    while _is_hit(live, sort, before):
        hits += 1
        if live.dice.random() < 0.85:
            break
    built = live.built()
    if hits:
        live.pace[sort] = live.pace[sort].with_a(built)
    live.see_the_end(built)
    live.look_for_orphans()
    if not cold:
        live.hear_the_readers()
    return hits


def _is_hit(live: Live, sort: str, before: Good) -> bool:
    """A build that is killed, alone or with its workers; False where it was over before."""
    whom, at_once = live.dice.choice((MAIN, SESSION)), live.dice.random() < 0.25
    built = ran(live.site, live.scratch, Blow(drawn(live.dice, live.pace[sort]), signal.SIGKILL, whom))
    live.phases[f"{sort} {built.phase}" if built.status is None else "over before it was hit"] += 1
    if built.status is not None:
        return False
    live.remember(built)
    if not at_once:  # Else the next build begins while the workers of this one may be there.
        live.see_the_folder(before)
        live.look_for_orphans()
    return True


# ── whole publishes ──────────────────────────────────────────────────────────────────────────────────────────────


def _publish(live: Live) -> int:
    """A build that makes every page anew, to its end."""
    live.edited(_heavy(live))
    live.see_the_end(live.built())
    live.hear_the_readers()
    return 1


def _heavy(live: Live) -> State:
    """A state to which the way is long, if there is one."""
    here = live.desk.state
    others = [state for state in live.desk.states if state is not here]
    return live.dice.choice([state for state in others if HEAVY in (state.cost, here.cost)] or others)


# ── asked to end ─────────────────────────────────────────────────────────────────────────────────────────────────

OVER = 0.3
"""Seconds before its end at which a build may be over, but for its interpreter, on a busy machine."""
_ASKED = {
    "Ctrl-C": (signal.SIGINT, SESSION, False),
    "Ctrl-C twice": (signal.SIGINT, SESSION, True),
    "SIGTERM": (signal.SIGTERM, MAIN, False),
    "terminal closed": (signal.SIGHUP, SESSION, False),
}


def _ask(live: Live) -> int:
    """A build that is asked to end: the folder is one whole build, the old or the new."""
    before, name = live.good, live.dice.choice(list(_ASKED))
    sort, (number, whom, twice) = live.edited(live.desk.drawn(live.dice)), _ASKED[name]
    again = live.dice.uniform(0, 0.3) if twice else None
    built = ran(live.site, live.scratch, Blow(drawn(live.dice, live.pace[sort]), number, whom, again))
    live.remember(built)
    if built.phase:
        live.phases[f"{name} {built.phase}"] += 1
        live.note("wrong", _answers(built))
        live.note("broken", _fewer(live.differs(before), live.differs(live.good)))
        live.note("junk", ["junk: a stage"] if (live.output / ".briefs-stage").exists() else [])
    live.see_the_end(live.built())
    live.look_for_orphans()
    live.hear_the_readers()
    return bool(built.phase)


def _fewer(one: list[str], other: list[str]) -> list[str]:
    return one if len(one) < len(other) else other


def _answers(built: Ran) -> list[str]:
    """What is wrong with how it ended. Before our code runs and after it, the interpreter has a status of its own."""
    ended = built.status == 130 and built.said.strip() == "Interrupted."
    late = built.status == 0 and (built.phase in ("publishing", "after publishing") or built.lasted < OVER)
    early = built.status is None and built.phase in ("before", "after publishing")
    how = f"exit {built.status}, hit {built.phase}, lasted {built.lasted:.2f} of {built.seconds:.2f} s"
    return [] if ended or late or early else [f"wrong: {how}: {built.said[-800:]}"]


# ── a worker lost ────────────────────────────────────────────────────────────────────────────────────────────────


def _lose(live: Live) -> int:
    """A build of which one worker is killed: its pages are made by another."""
    sort = live.edited(_heavy(live))
    moment = drawn(live.dice, live.pace[sort], publishing=False)
    built = ran(live.site, live.scratch, Blow(moment, signal.SIGKILL, WORKER), ("--jobs", "2"))
    live.remember(built)
    if built.phase:
        live.phases[f"{built.phase}, exit {built.status}"] += 1
    live.see_the_end(built)
    live.look_for_orphans()
    live.hear_the_readers()
    return bool(built.phase)


# ── two at once ──────────────────────────────────────────────────────────────────────────────────────────────────


def _pair(live: Live) -> int:
    """Two builds that begin at about the same time: each is right, or says who holds the lock."""
    sort = live.edited(live.desk.drawn(live.dice))
    later = live.dice.uniform(0, live.pace[sort].whole)
    both = together(live.site, live.scratch, later)
    for built in both:
        busy = "another build of this site is running (process " in built.said
        live.phases[f"exit {built.status}"] += 1
        live.note("wrong", [] if (built.status, busy) in ((0, False), (75, True)) else [built.said[-800:]])
    live.note("wrong", [] if any(built.status == 0 for built in both) else ["wrong: none of the two has built"])
    live.see_the_end(next((built for built in both if built.status == 0), both[0]))
    live.hear_the_readers()
    return 1


SORTS = {
    "kills": Sort("kills", _kill),
    "publishes": Sort("publishes", _publish),
    "signals": Sort("signals", _ask),
    "workers": Sort("workers", _lose),
    "pairs": Sort("pairs", _pair),
}
