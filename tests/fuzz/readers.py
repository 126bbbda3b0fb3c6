"""The name of a reader, a seed and a number go in, an input for it and how it fared come out; the same each time."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from time import process_time
from types import FrameType

from msgspec import Struct

from fuzz import holding_quotes, holding_text, holding_yaml
from fuzz.corpus import Corpus
from fuzz.grammar import MARKDOWN_TOKENS, YAML_TOKENS, markdown_text, yaml_text
from fuzz.mutating import mutated
from fuzz.verdict import Held

SECONDS = 2.0
"""CPU time for 100 KB, and for anything smaller."""
_HANGING = 30.0
_LONGEST = 2_000


class Reader(Struct, frozen=True):
    """What is tried: how its inputs are made, what must hold of them, how files of its finds end."""

    make: Callable[[Random, Corpus], bytes]
    hold: Callable[[bytes, bool], Held]
    ending: str


def _yaml(dice: Random, corpus: Corpus) -> bytes:
    text = yaml_text(dice) if dice.random() < 0.3 else dice.choice(corpus.yaml)
    if dice.random() < 0.05:
        return text.encode()
    return mutated(dice, text, corpus.yaml, YAML_TOKENS, _LONGEST)


def _markdown(dice: Random, corpus: Corpus) -> bytes:
    if dice.random() < 0.3:
        return markdown_text(dice).encode()
    text = dice.choice(corpus.markdown if dice.random() < 0.9 else corpus.plain)
    return mutated(dice, text, corpus.markdown, MARKDOWN_TOKENS, _LONGEST)


def _plain(dice: Random, corpus: Corpus) -> bytes:
    text = dice.choice(corpus.plain if dice.random() < 0.7 else corpus.markdown)
    return mutated(dice, text, corpus.plain, MARKDOWN_TOKENS, _LONGEST)


def _quotes(dice: Random, corpus: Corpus) -> bytes:
    texts = corpus.plain if dice.random() < 0.5 else corpus.markdown
    return holding_quotes.selector(dice, texts, MARKDOWN_TOKENS)


READERS = {
    "yaml": Reader(_yaml, holding_yaml.hold, "yaml"),
    "markdown": Reader(_markdown, holding_text.hold_markdown, "md"),
    "plain": Reader(_plain, holding_text.hold_plain, "txt"),
    "quotes": Reader(_quotes, holding_quotes.hold, "json"),
}


def made(name: str, seed: int, number: int, corpus: Corpus) -> bytes:
    """One input; it depends on nothing but these and the files of the corpus."""
    return READERS[name].make(Random(f"{seed}:{name}:{number}"), corpus)


def tried(name: str, data: bytes, thorough: bool = False) -> Held:
    """How one input fared: an exception, or more time than it may take, is a fault."""
    begun = process_time()
    try:
        with _limited():
            held = READERS[name].hold(data, thorough)
    except Exception as fault:
        where = traceback.extract_tb(fault.__traceback__)[-1]
        return Held(f"{type(fault).__name__} in {where.name}: {fault} ({where.filename}:{where.lineno})")
    spent = process_time() - begun
    if not held.fault and spent > SECONDS * max(1.0, len(data) / 100_000):
        return Held(f"time: {spent:.1f} s for {len(data):,} bytes", held.accepted, held.compared)
    return held


@contextmanager
def _limited() -> Iterator[None]:
    """What hangs ends in an exception."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"no answer in {_HANGING:.0f} s of CPU time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _HANGING)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
