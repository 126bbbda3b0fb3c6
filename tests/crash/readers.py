"""Two good builds go in, readers fetch pages while a folder goes from one to the other, and what they met comes out."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from crash.looking import HOME, MANIFEST, Files, Good, Pages, digest_of

PAUSE = 0.0004
"""Seconds between two pages of a reader, so that the build has the processors."""


class Readers:
    """Processes that follow links from the home page. Made when all good builds are known, which they then know."""

    def __init__(self, folder: Path, goods: Sequence[Good], pages: Pages, count: int, seed: int) -> None:
        context = multiprocessing.get_context("fork")
        self._lines: list[Connection] = []
        for number in range(count):
            ours, theirs = context.Pipe()
            context.Process(
                target=_serve,
                args=(theirs, [*self._lines, ours], str(folder), goods, pages, seed + number),
                daemon=True,
            ).start()
            theirs.close()
            self._lines.append(ours)

    def read(self, old: int, new: int) -> None:
        """From now on the folder goes from one good build to another, by their numbers."""
        for line in self._lines:
            line.send((old, new))

    def met(self) -> tuple[Counter[str], list[str]]:
        """Stop; how many reads there were, of them missing, torn, and gone: pages that the new build has not."""
        tally, faults = Counter[str](), list[str]()
        for line in self._lines:
            line.send(None)
        for line in self._lines:
            found, more = line.recv()
            tally += found
            faults += more
        return tally, faults


def _serve(
    line: Connection, others: Sequence[Connection], folder: str, goods: Sequence[Good], pages: Pages, seed: int
) -> None:
    """Until the parent is no more: its ends of the lines must not be held open here."""
    for other in others:
        other.close()
    os.nice(5)
    dice = Random(seed)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            old, new = line.recv()
            line.send(_read(line, folder, (goods[old].files, goods[new].files), pages, dice))


def _read(
    line: Connection, folder: str, builds: tuple[Files, Files], pages: Pages, dice: Random
) -> tuple[Counter[str], list[str]]:
    """Until told to stop."""
    old, new = builds
    both, tally, faults, path = sorted(old.keys() & new.keys() - {MANIFEST}), Counter[str](), list[str](), HOME
    while not line.poll():
        tally["reads"] += 1
        try:
            with open(f"{folder}/{path}", "rb") as file:
                found = digest_of(file.read())
        except FileNotFoundError:
            kept = path in old and path in new
            tally["missing" if kept else "gone"] += 1
            faults += [f"a reader missed {path}"] * kept
            path = HOME
            continue
        if found not in (old.get(path), new.get(path)):
            tally["torn"] += 1
            faults.append(f"a reader got {path} in neither state")
        path = _next(path, found, both, pages, dice)
        time.sleep(PAUSE)
    line.recv()
    return tally, faults


def _next(path: str, found: bytes, both: Sequence[str], pages: Pages, dice: Random) -> str:
    """A link of the page; now and then home, or an address known from earlier."""
    ahead = pages.of(path, found)
    if not ahead or dice.random() < 0.1:
        return HOME if dice.random() < 0.5 else dice.choice(both)
    return dice.choice(tuple(ahead))
