"""Rows in a real file: what was put comes back, and whatever befalls the file, never anything else."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.cache import Cache, row

ROOT = Path(__file__).parent.parent
ROWS = {f"name {n}": f"value {n} ".encode() * (n * 37 % 400) for n in range(40)}
NAMES = st.text(max_size=12)


def filled(path: Path, key: str = "k") -> None:
    cache = Cache(path, "1")
    cache.put([row("kind", name, key, value) for name, value in ROWS.items()])
    cache.close()


def found(path: Path, version: str = "1", key: str = "k") -> dict[str, bytes]:
    """What the cache gives for the names, read as a build reads."""
    cache = Cache(path, version)
    each = {one.name: one.value for one in cache.many("kind", list(ROWS)) if one.key == key}
    # One by one, a damaged base may find fewer or more of them, but never others.
    alone = {name: value for name in ROWS if (value := cache.get("kind", name, key)) is not None}
    assert all(each.get(name, value) == value for name, value in alone.items())
    cache.close()
    return each | alone


def test_what_was_put_comes_back_for_its_key_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "cache"
    filled(path)
    assert found(path) == ROWS
    assert found(path, key="other") == {}
    cache = Cache(path, "1")
    assert cache.get("another kind", "name 1", "k") is None
    cache.put([row("kind", "name 1", "new", b"new")])
    assert (cache.get("kind", "name 1", "k"), cache.get("kind", "name 1", "new")) == (None, b"new")
    cache.drop("kind", ["name 1", "name 2"])
    cache.close()
    assert found(path).keys() == ROWS.keys() - {"name 1", "name 2"}


def test_what_is_not_kept_is_as_if_it_never_was(tmp_path: Path) -> None:
    filled(tmp_path / "cache")
    cache = Cache(tmp_path / "cache", "1")
    cache.put([row("kind", "name 1", "k", b"other")])
    cache.clear()
    cache.close(keep=False)
    assert found(tmp_path / "cache") == ROWS


def test_another_version_and_another_tool_begin_anew(tmp_path: Path) -> None:
    filled(tmp_path / "cache")
    assert found(tmp_path / "cache", "2") == {}
    assert found(tmp_path / "cache", "1") == {}
    assert not Cache(tmp_path / "cache", "3").was_damaged
    with sqlite3.connect(tmp_path / "other") as base:
        base.execute("CREATE TABLE rows (something TEXT)")
    assert found(tmp_path / "other") == {}


@given(NAMES, NAMES, NAMES, st.binary(max_size=200))
def test_any_row_is_kept_in_memory_as_in_a_file(kind: str, name: str, key: str, value: bytes) -> None:
    cache = Cache(None, "")
    cache.put([row(kind, name, key, value)])
    assert cache.get(kind, name, key) == value
    assert cache.get(kind, name, key + "x") is None


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_gives_no_wrong_row_and_no_exception(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "cache"
    filled(path)
    good = path.read_bytes()
    lost = 0
    for _ in range(40):
        path.write_bytes(damaged(good, chance))
        left = found(path)
        assert left.items() <= ROWS.items()
        lost += left != ROWS
    assert lost > 10


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut short, with some bytes others, with a page in the place of another, or empty."""
    sort, at = chance.randrange(5), chance.randrange(len(data))
    if sort == 0:
        return data[:at]
    if sort == 1:
        page, other = (chance.randrange(len(data) // 4096) * 4096 for _ in range(2))
        return data[:page] + data[other : other + 4096] + data[page + 4096 :]
    if sort == 2:
        return chance.randbytes(at)
    bad = bytearray(data)
    for _ in range(chance.choice([1, 8, 500])):
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
    return bytes(bad)


def test_a_file_that_cannot_be_made_or_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file" / "cache", tmp_path):
        cache = Cache(path, "1")
        cache.put([row("kind", "name", "k", b"value")])
        assert cache.get("kind", "name", "k") == b"value"
        cache.close()


def test_a_file_that_is_damaged_while_it_is_in_use_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    filled(path)
    cache = Cache(path, "1")
    assert cache.get("kind", "name 3", "k") == ROWS["name 3"]
    path.write_bytes(b"\0" * path.stat().st_size)
    cache.put([row("kind", name, "new", value) for name, value in ROWS.items()])
    for name, value in ROWS.items():
        assert cache.get("kind", name, "new") in (value, None)
    cache.close()
    assert set(found(path, key="new").items()) <= set(ROWS.items())


def test_a_build_that_is_killed_leaves_the_rows_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    filled(path)
    script = (
        f"import os, sys; sys.path[:0] = [{str(ROOT)!r}]\n"
        "from pathlib import Path\n"
        "from briefs.cache import Cache, row\n"
        f"cache = Cache(Path({str(path)!r}), '1')\n"
        "cache.put([row('kind', f'name {n}', 'k', b'half' * 5000) for n in range(4000)])\n"
        "os.kill(os.getpid(), 9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode < 0
    assert found(path) == ROWS


def test_nothing_but_the_cache_is_ever_removed(tmp_path: Path) -> None:
    for name in ("cache.txt", "other", "cache-mine"):
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / "cache").write_bytes(b"no base at all")
    assert found(tmp_path / "cache") == {}
    assert sorted(os.listdir(tmp_path)) == ["cache", "cache-mine", "cache.txt", "other"]
