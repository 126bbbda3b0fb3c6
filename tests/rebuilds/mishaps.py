"""A desk goes in; clocks jump, the cache is damaged, hands meddle with the output and the lock; says what happened."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from rebuilds.desk import Desk, other_digit, quietly

_DAY = 86_400


def touched(desk: Desk) -> str:
    path = desk.some(desk.sources())
    if path is None:
        return ""
    os.utime(path)
    return f"{desk.name(path)} touched"


def all_touched(desk: Desk) -> str:
    """As after a fresh checkout: the same words, other inodes and times."""
    for path in desk.sources():
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    return "every source written anew"


def clock_jumped(desk: Desk) -> str:
    """A file changed at a time that cannot be."""
    path = desk.some(p for p in desk.sources() if p.suffix != ".png")
    if path is None:
        return ""
    desk.write(path, _other(desk, path))
    seconds = desk.dice.choice((0, 1, _DAY, 4_000_000_000, 1_000_000_000, int(path.stat().st_mtime) - 3600))
    os.utime(path, (seconds, seconds))
    return f"{desk.name(path)} changed in the second {seconds}"


def quietly_changed(desk: Desk) -> str:
    """Other bytes of the same number, and the time of change as it was."""
    path = desk.some(p for p in desk.sources() if _other(desk, p) != p.read_bytes())
    if path is None:
        return ""
    quietly(path, _other(desk, path))
    return f"{desk.name(path)} changed with its size and time kept"


def quietly_replaced(desk: Desk) -> str:
    """Another file of the same size and time moved over it, as an editor or a copying program does."""
    path = desk.some(p for p in desk.sources() if _other(desk, p) != p.read_bytes())
    if path is None:
        return ""
    new, stat = path.with_name(".new"), path.stat()
    new.write_bytes(_other(desk, path))
    os.utime(new, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    new.replace(path)
    return f"{desk.name(path)} replaced with its size and time kept"


def _other(desk: Desk, path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".png":
        return data[:-1] + bytes([(data[-1] + 1) % 256])
    try:
        return other_digit(desk, data.decode()).encode()
    except UnicodeDecodeError:
        return data


# ── where the site lies ──────────────────────────────────────────────────────────────────────────────────────────


def site_moved(desk: Desk) -> str:
    new = desk.root.with_name(f"moved-{desk.step}")
    desk.root.rename(new)
    desk.root = new
    return "the site's folder renamed"


def site_copied(desk: Desk) -> str:
    """With all times, the cache and the output; the copy goes on."""
    new = desk.root.with_name(f"copied-{desk.step}")
    shutil.copytree(desk.root, new, symlinks=True)
    shutil.rmtree(desk.root)
    desk.root = new
    return "the site's folder copied"


# ── the lock file ────────────────────────────────────────────────────────────────────────────────────────────────


def lock_deleted(desk: Desk) -> str:
    desk.remove(desk.root / "briefs.lock")
    return "briefs.lock deleted"


def lock_edited(desk: Desk) -> str:
    """A line less, or one that is none."""
    path = desk.root / "briefs.lock"
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    gone = desk.some(range(len(lines)))
    bad = [b"<<<<<<< ours\n"] if desk.often(0.3) else []
    path.write_bytes(b"".join([*bad, *(line for at, line in enumerate(lines) if at != gone)]))
    return "briefs.lock edited"


def lock_restored(desk: Desk) -> str:
    old = desk.some(desk.locks)
    if old is None:
        return ""
    (desk.root / "briefs.lock").write_bytes(old)
    return "briefs.lock as it was before"


# ── the output ───────────────────────────────────────────────────────────────────────────────────────────────────


def _output(desk: Desk) -> Path:
    return desk.root / str(desk.read(desk.root / "config.yaml").get("output", "site"))


def _published(desk: Desk) -> Path | None:
    """A file that a build wrote, but for the manifest, which says what is ours."""
    found = (p for p in sorted(_output(desk).rglob("*")) if p.is_file() and not p.name.startswith(".briefs"))
    return desk.some(p for p in found if p.relative_to(_output(desk)).as_posix() not in desk.foreign)


def output_edited(desk: Desk) -> str:
    path = _published(desk)
    if path is None:
        return ""
    data = path.read_bytes()
    ways = (b"", data[: len(data) // 2], data + b"<!-- mine -->", data.swapcase())
    path.write_bytes(desk.dice.choice(ways))
    return f"{desk.name(path)} edited by hand"


def output_quietly_edited(desk: Desk) -> str:
    path = _published(desk)
    if path is None:
        return ""
    quietly(path, path.read_bytes().swapcase())
    return f"{desk.name(path)} edited by hand with its size and time kept"


def output_file_deleted(desk: Desk) -> str:
    path = _published(desk)
    if path is None:
        return ""
    path.unlink()
    return f"{desk.name(path)} deleted by hand"


def output_deleted(desk: Desk) -> str:
    shutil.rmtree(_output(desk), ignore_errors=True)
    return "the output deleted"


def foreign_added(desk: Desk) -> str:
    """Beside our files; in a folder that every site has."""
    if not (_output(desk) / "articles").is_dir():
        return ""
    name = desk.dice.choice(("CNAME", ".well-known/security.txt", f"articles/{desk.fresh('mine')}.txt"))
    desk.write(_output(desk) / name, "mine\n")
    desk.foreign.add(name)
    return f"{name} put into the output"


# ── the cache ────────────────────────────────────────────────────────────────────────────────────────────────────


def cached(root: Path) -> dict[str, bytes]:
    """The files of the cache, but for the lock that a build holds."""
    folder = root / ".briefs"
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def cache_deleted(desk: Desk) -> str:
    shutil.rmtree(desk.root / ".briefs", ignore_errors=True)
    return "the cache deleted"


def cache_file_deleted(desk: Desk) -> str:
    """Of several files that belong together, one is gone."""
    name = desk.some(cached(desk.root))
    if name is None:
        return ""
    desk.remove(desk.root / ".briefs" / name)
    return f".briefs/{name} deleted"


def cache_damaged(desk: Desk) -> str:
    """One file or all of them, each in its own way."""
    files = cached(desk.root)
    names = [name for name in files if desk.often(0.7)]
    ways = {name: desk.dice.choice(DAMAGES) for name in names}
    for name, way in ways.items():
        (desk.root / ".briefs" / name).write_bytes(damaged(desk, files[name], way))
    return ", ".join(f".briefs/{name} {way}" for name, way in ways.items())


DAMAGES = ("cut short", "with bits flipped", "with a page of zeros", "of garbage", "empty", "longer")


def damaged(desk: Desk, data: bytes, way: str) -> bytes:
    """The bytes after something that happens to files."""
    at, new = desk.dice.randrange(len(data) + 1), bytearray(data)
    if way == "with bits flipped":
        for place in _places(desk, data):
            new[place] ^= 1 << desk.dice.randrange(8)
        return bytes(new)
    if way == "with a page of zeros":
        new[at : at + 4096] = bytes(len(new[at : at + 4096]))
        return bytes(new)
    ways = {"cut short": data[:at], "of garbage": desk.dice.randbytes(5000), "longer": data + b"\0" * 100}
    return ways.get(way, b"")


def _places(desk: Desk, data: bytes) -> Iterable[int]:
    count = desk.dice.choice((1, 3, 30, 300))
    return {desk.dice.randrange(len(data)) for _ in range(count)} if data else ()


def cache_file_restored(desk: Desk) -> str:
    """One file as it was some steps ago, among others of today."""
    old = desk.some(desk.caches)
    name = desk.some(old) if old else None
    if old is None or name is None:
        return ""
    desk.write(desk.root / ".briefs" / name, old[name])
    return f".briefs/{name} as it was before"


def cache_restored(desk: Desk) -> str:
    """The whole of it, as a service that keeps caches between runs would."""
    old = desk.some(desk.caches)
    if old is None:
        return ""
    cache_deleted(desk)
    for name, data in old.items():
        desk.write(desk.root / ".briefs" / name, data)
    return "the cache as it was before"
