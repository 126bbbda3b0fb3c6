"""Where each word stands goes in, the drawers of the vocabulary and the files they are cut into come out.

Which words begin a drawer, the words themselves say: so a word that comes or goes moves nothing beyond its own drawer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from zlib import crc32

from msgspec import Struct

from briefs.core.manifest import Artifact
from briefs.core.source import digest
from briefs.search.records import Drawer
from briefs.search.scripts import script

_BLOCK = 24_000
"""Letters in a file, unless one word alone needs more."""

Entries = dict[str, tuple[str, str]]
"""By word: where it stands in texts, and in terms."""


class Filled(Struct, frozen=True):
    """A drawer with what is in it."""

    drawer: Drawer
    value: bytes
    """As it is kept."""
    files: tuple[Artifact, ...]


def entries_of(texts: Mapping[str, str], terms: Mapping[str, str]) -> Entries:
    """All words with where they stand."""
    found = {word: (signs, terms.get(word, "")) for word, signs in texts.items()}
    return found | {word: ("", signs) for word, signs in terms.items() if word not in texts}


def filled(entries: Entries, texts: int, first: bool = True) -> Iterator[Filled]:
    """The drawers in the order of their words; ``texts`` is how many there are, ``first`` whether none is before."""
    start, lines = "", list[str]()
    often = often_of(texts)
    for word in sorted(entries, key=order):
        if begins(word, often) and not (first and not lines and not start):
            if lines:
                yield _filled(start, lines)
            start, lines = word, []
        lines.append(f"{word} {' '.join(entries[word]).rstrip()}")
    if lines:
        yield _filled(start, lines)


def entries_in(value: bytes) -> Entries:
    """What is in a drawer that was kept."""
    lines = (line.split(" ") for line in value.decode().split("|") if line)
    return {word: (texts, more[0] if more else "") for word, texts, *more in lines}


def _filled(start: str, lines: Sequence[str]) -> Filled:
    value = "|".join(lines).encode()
    files, blocks = [], []
    for first, block in _blocks(start, lines):
        file = script(block_path(first), "|".join(block))
        files.append(file)
        blocks.append((first, file.entry))
    return Filled(Drawer(start, digest(value), tuple(blocks)), value, tuple(files))


def _blocks(start: str, lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines in files, each with the word from which on it is asked."""
    first, size, block = start, 0, list[str]()
    for line in lines:
        if block and size + len(line) > _BLOCK:
            yield first, block
            first, size, block = line.partition(" ")[0], 0, []
        block.append(line)
        size += len(line) + 1
    yield first, block


def block_path(first: str) -> str:
    """The name of a file by the word from which on it is asked."""
    return "w" + "-".join(f"{ord(letter):x}" for letter in first)


def begins(word: str, often: int) -> bool:
    """Whether a word begins a drawer."""
    return crc32(word.encode()) % often == 0


def often_of(texts: int) -> int:
    """One word of how many begins a drawer: the more texts, the more there is to say of each word."""
    return max(16, 1 << (13 - texts.bit_length() // 2))


def order(word: str) -> bytes:
    """As a browser compares: by units of UTF-16."""
    return word.encode("utf-16-be")
