"""A key goes in, the value that was kept for it comes out, or nothing; knows no stage and trusts no byte on the disk.

One SQLite file. Each row has a name, the key it was made for and a digest of all of it, so that a row that is not what
was written is as good as none (FAULTS D9, B10). Nothing in it is ever run: values are plain bytes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from msgspec import Struct

T = TypeVar("T")

_SCHEMA = "CREATE TABLE rows (kind TEXT, name TEXT, key TEXT, value BLOB, digest INTEGER, PRIMARY KEY (kind, name))"
_QUESTION = "SELECT name, key, value, digest FROM rows WHERE kind = ? AND name IN ("
_AT_ONCE = 500
"""Names in one question; SQLite allows 999 variables in its oldest builds."""


class Row(Struct, frozen=True, array_like=True, gc=False):
    """What is kept under a name of some kind: the value, the key of what it was made from, and a digest of all that."""

    kind: str
    name: str
    key: str
    value: bytes
    digest: int


def row(kind: str, name: str, key: str, value: bytes) -> Row:
    """A row to be kept."""
    return Row(kind, name, key, value, _digest(kind, name, key, value))


class Cache:
    """The rows of one site. Losing it loses time only; it may be deleted whenever no build runs."""

    def __init__(self, path: Path | None, version: str) -> None:
        """``path`` of the file, made when missing; None keeps the rows in memory. Another ``version`` begins anew."""
        self._path, self._version = path, version
        self._rows: dict[tuple[str, str], Row] = {}
        """Without a file: all there is. With one: what is not in it yet."""
        self.was_damaged = False
        """Whether something in the file was not what had been written; that it is of another version is no damage."""
        self._base = self._opened()

    def get(self, kind: str, name: str, key: str) -> bytes | None:
        """The value kept for exactly this key."""
        return next((held.value for held in self.many(kind, (name,)) if held.key == key), None)

    def many(self, kind: str, names: Sequence[str]) -> Iterator[Row]:
        """The rows of a kind that are there and whole, of those that are named; in no order."""
        asked = []
        for name in names:
            held = self._rows.get((kind, name))
            if held is None:
                asked.append(name)
            else:
                yield held
        for at in range(0, len(asked), _AT_ONCE):
            yield from self._read(kind, asked[at : at + _AT_ONCE])

    def put(self, rows: Iterable[Row]) -> None:
        """Keep rows in the place of those of the same names."""
        if self._base is None:
            self._rows.update(((held.kind, held.name), held) for held in rows)
            return
        written = [(r.kind, r.name, r.key, r.value, r.digest) for r in rows]
        self._tried(lambda base: base.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)", written))

    def drop(self, kind: str, names: Iterable[str]) -> None:
        """Forget rows."""
        gone = [(kind, name) for name in names]
        for pair in gone:
            self._rows.pop(pair, None)
        self._tried(lambda base: base.executemany("DELETE FROM rows WHERE kind = ? AND name = ?", gone))

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
        self._tried(lambda base: base.execute("DELETE FROM rows WHERE kind <> 'version'"))

    def commit(self) -> None:
        """Write what was put."""
        self._tried(lambda base: base.commit())

    def rollback(self) -> None:
        """Forget what was put since the last ``commit``."""
        self._tried(lambda base: base.rollback())

    def close(self, keep: bool = True) -> None:
        """Write what was put, or with ``keep`` false forget it."""
        if self._base is not None:
            self._tried(lambda base: base.commit() if keep else base.rollback())
        if self._base is not None:
            self._base.close()
            self._base = None

    def _read(self, kind: str, names: Sequence[str]) -> list[Row]:
        question = _QUESTION + ",".join("?" * len(names)) + ")"
        found = self._tried(lambda base: base.execute(question, (kind, *names)).fetchall()) or []
        rows, wanted = [], frozenset(names)
        for name, key, value, digest in found:
            with suppress(TypeError, AttributeError, UnicodeError):
                # A damaged index leads to whole rows of other names.
                if name in wanted and _digest(kind, name, key, value) == digest:
                    rows.append(Row(kind, name, key, value, digest))
        self.was_damaged = self.was_damaged or len(rows) < len(found)
        return rows

    def _tried(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """The answer of the base; None, and an end of it, where it is damaged or cannot be written."""
        if self._base is None:
            return None
        try:
            return work(self._base)
        except (sqlite3.Error, UnicodeError, OverflowError):
            self._discard()
            return None

    def _opened(self) -> sqlite3.Connection | None:
        """The file's base; a new one in the place of one that is damaged or of another version; None without a file."""
        if self._path is None:
            return None
        doubtful = os.path.exists(self._path)
        for _ in range(2):
            with suppress(sqlite3.Error, OSError, UnicodeError):
                os.makedirs(self._path.parent, exist_ok=True)
                base = _connected(self._path)
                if base.execute("SELECT value FROM rows WHERE kind = 'version'").fetchone() == (
                    self._version.encode(),
                ):
                    return base
                base.close()
                doubtful = False
            self.was_damaged, doubtful = self.was_damaged or doubtful, False
            _removed(self._path)
            with suppress(sqlite3.Error, OSError):
                return self._made(self._path)
        return None

    def _made(self, path: Path) -> sqlite3.Connection:
        base = _connected(path)
        base.execute(_SCHEMA)
        base.execute("INSERT INTO rows VALUES ('version', '', '', ?, '')", (self._version.encode(),))
        base.commit()
        return base

    def _discard(self) -> None:
        """From here on there is no file: rows are kept in memory, and the next build begins anew."""
        self.was_damaged = True
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._base.close()
        self._base = None
        if self._path is not None:
            _removed(self._path)


def _connected(path: Path) -> sqlite3.Connection:
    """A rolled-back journal guards against a build that is killed; against power loss each row's digest does."""
    base = sqlite3.connect(path, timeout=1.0, isolation_level="DEFERRED")
    base.execute("PRAGMA journal_mode = DELETE")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA mmap_size = 0")
    return base


def _removed(path: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            os.unlink(f"{path}{end}")


def _digest(kind: str, name: str, key: str, value: bytes) -> int:
    """A checksum: it guards against a damaged disk, not against a forger, and costs a fifth of a digest that would."""
    return crc32(value, crc32(f"{kind}\0{name}\0{key}\0{len(value)}".encode("utf-8", "surrogatepass")))
