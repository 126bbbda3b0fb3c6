"""A build that is right goes in, builds with one thing wrong come out, each a fault that an engine may have.

They stand outside the engine, so that they stay what they are however it is made: one sees old sources, one leaves old
pages behind, one says what was said before.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, structs

from briefs.config import Site, read_site
from briefs.core.diagnostics import Diagnostic
from briefs.core.model import Listed
from briefs.core.source import digest_of
from briefs.pipeline import Options, Report, build
from briefs.pipeline.collect import Collector
from briefs.pipeline.state import Kept, Known
from briefs.stages.load import stamp_of
from rebuilds.comparing import snapshot
from rebuilds.desk import SOURCES

Builder = Callable[[Site, Options], Report]


class Seen(Struct, frozen=True):
    """A source as it was read."""

    data: bytes
    size: int
    mtime: int
    stamp: tuple[int, ...]


class Looked(Struct, frozen=True):
    """One source, as it was and as it is, for the question whether it need be read again."""

    name: str
    old: Seen
    new: Seen
    changed: frozenset[str]
    """Names of all sources whose bytes are others than at the last build."""
    last: int
    """Time of the last build in ns."""


class Sees:
    """Builds from what it believes the sources to be; ``stale`` says which it does not read again."""

    def __init__(self, stale: Callable[[Looked], bool], gone_stays: bool = False) -> None:
        self._stale, self._gone_stays = stale, gone_stays
        self._view: dict[str, Seen] = {}
        self._last = 0

    def __call__(self, site: Site, options: Options) -> Report:
        now = _read(site.root)
        changed = frozenset(n for n, one in now.items() if n not in self._view or self._view[n].data != one.data)
        self._view = {
            **(self._view if self._gone_stays else {}),
            **{name: self._seen(name, one, changed) for name, one in now.items()},
        }
        self._last = time.time_ns()
        return _built({name: one.data for name, one in self._view.items()}, site, options)

    def _seen(self, name: str, new: Seen, changed: frozenset[str]) -> Seen:
        old = self._view.get(name)
        return old if old and self._stale(Looked(name, old, new, changed, self._last)) else new


class Believes:
    """Keeps what it read in the cache folder and takes it from there unseen; with ``strict`` it ends at a bad file."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict

    def __call__(self, site: Site, options: Options) -> Report:
        view = {name: self._kept(site.root, name, one) for name, one in _read(site.root).items()}
        return _built(view, site, options)

    def _kept(self, root: Path, name: str, one: Seen) -> bytes:
        place = root / ".briefs" / "seen" / sha256(name.encode()).hexdigest()
        head, _, data = place.read_bytes().partition(b"\n") if place.exists() else (b"", b"", b"")
        try:
            if head and tuple(json.loads(head)) == one.stamp:
                return data
        except (ValueError, TypeError):
            if self._strict:
                raise
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(json.dumps(one.stamp).encode() + b"\n" + one.data)
        return one.data


class Leaves:
    """Pages stay as they were while their key is the same; ``key`` says None of files that it has no opinion of."""

    def __init__(self, key: Callable[[str, Mapping[str, bytes]], object], orphans: bool = False) -> None:
        self._key, self._orphans = key, orphans
        self._made: dict[str, tuple[object, bytes]] = {}

    def __call__(self, site: Site, options: Options) -> Report:
        report = build(site, options)
        if report.published:
            files = {name: data for name, data in snapshot(site.output).items() if not name.endswith("/")}
            for name, (key, data) in self._made.items():
                if self._stays(name, key, files) and (site.output / name).parent.is_dir():
                    (site.output / name).write_bytes(data)
            self._learn(files)
        return report

    def _stays(self, name: str, key: object, files: Mapping[str, bytes]) -> bool:
        return (key is not None and key == self._key(name, files)) if name in files else self._orphans

    def _learn(self, files: Mapping[str, bytes]) -> None:
        for name, data in files.items():
            key = self._key(name, files)
            if name not in self._made or self._made[name][0] != key:
                self._made[name] = key, data


class Says:
    """The report is another than the build's: ``told`` is given the last one and this one."""

    def __init__(self, told: Callable[[Report, Report, frozenset[str]], Report]) -> None:
        self._told = told
        self._last: Report | None = None
        self._sources: dict[str, Seen] = {}

    def __call__(self, site: Site, options: Options) -> Report:
        sources = _read(site.root)
        same = frozenset(n for n, one in sources.items() if n in self._sources and self._sources[n].data == one.data)
        report = build(site, options)
        last, self._last, self._sources = self._last or report, report, sources
        return self._told(last, report, same)


# ── what they see ────────────────────────────────────────────────────────────────────────────────────────────────


def _read(root: Path) -> dict[str, Seen]:
    paths = [p for name in (*SOURCES, "briefs.lock") for p in (root / name, *(root / name).rglob("*")) if p.is_file()]
    return {path.relative_to(root).as_posix(): _one(path) for path in sorted(paths)}


def _one(path: Path) -> Seen:
    found = path.stat()
    stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return Seen(path.read_bytes(), found.st_size, found.st_mtime_ns, stamp)


def _built(view: Mapping[str, bytes], site: Site, options: Options) -> Report:
    """A right build of these sources, in the site's output, with the site's lock file."""
    shadow = site.root.parent / "believed"
    shutil.rmtree(shadow, ignore_errors=True)
    for name, data in view.items():
        (shadow / name).parent.mkdir(parents=True, exist_ok=True)
        (shadow / name).write_bytes(data)
    seen = read_site(shadow / "config.yaml", output=site.output).value
    assert seen is not None
    report = build(seen, options)
    if (shadow / "briefs.lock").exists():
        shutil.copyfile(shadow / "briefs.lock", site.root / "briefs.lock")
    return report


def own_data(name: str, files: Mapping[str, bytes]) -> object:
    """An article's page by the article's data alone: its text, mentions and notes."""
    return files.get(name.removesuffix(".html") + ".json") if name.startswith("articles/") else None


def own_entry(name: str, files: Mapping[str, bytes]) -> object:
    """A term's page by its entry in the glossary, without the number of its mentions."""
    if not name.startswith("glossary/") or name == "glossary/index.html" or "data/glossary.json" not in files:
        return None
    entries = json.loads(files["data/glossary.json"])
    found = [e for e in entries if f"glossary/{e['id']}.html" == name]
    return [{k: v for k, v in e.items() if isinstance(v, str)} for e in found] or None


def names_alone(name: str, files: Mapping[str, bytes]) -> object:
    """Every page of lists by the names of the pages there are."""
    return tuple(sorted(files)) if name in ("index.html", "timeline.html", "glossary/index.html") else None


# ── what they say and do ─────────────────────────────────────────────────────────────────────────────────────────


def silent(last: Report, now: Report, same: frozenset[str]) -> Report:
    """Nothing of files that were not compiled anew."""
    return structs.replace(now, diagnostics=tuple(d for d in now.diagnostics if not (d.span and d.span.path in same)))


def old_lines(last: Report, now: Report, same: frozenset[str]) -> Report:
    """Places as they were when the same was said for the first time."""
    known = {(d.code, d.message): d for d in last.diagnostics}
    return structs.replace(now, diagnostics=tuple(_known(known, d) for d in now.diagnostics))


def _known(known: Mapping[tuple[str, str], Diagnostic], one: Diagnostic) -> Diagnostic:
    return known.get((one.code, one.message), one)


def old_counts(last: Report, now: Report, same: frozenset[str]) -> Report:
    """Counts of the last build."""
    return structs.replace(now, counts=last.counts)


def writes_again(last: Report, now: Report, same: frozenset[str]) -> Report:
    """A file is written whether it differs or not."""
    return structs.replace(now, counts=structs.replace(now.counts, written=now.counts.written + 1))


def goes_on(site: Site, options: Options) -> Report:
    """Publishes in spite of errors, and denies it."""
    report = build(site, structs.replace(options, keep_going=True))
    return structs.replace(report, published=report.published and (report.ok or options.keep_going))


def forgets_the_lock(site: Site, options: Options) -> Report:
    """``briefs.lock`` stays as it was."""
    lock = site.root / "briefs.lock"
    before = lock.read_bytes() if lock.exists() else None
    report = build(site, options)
    if before is not None:
        lock.write_bytes(before)
    return report


def touches(site: Site, options: Options) -> Report:
    """A source has another time of change after the build."""
    report = build(site, options)
    os.utime(site.root / "content" / "images" / "unused.png", (1, 1))
    return report


class OldOptions:
    """Drafts as the build before was asked for them."""

    def __init__(self) -> None:
        self._drafts = False

    def __call__(self, site: Site, options: Options) -> Report:
        drafts, self._drafts = self._drafts, options.drafts
        return build(site, structs.replace(options, drafts=drafts))


def key_without_view(made: Kept, shown: Known | None, look: str) -> str:
    """A page's key as it must not be: without what the page knows of the rest of the site."""
    return digest_of(made.output, look, shown.key if shown else "", shown.said if shown else "")


def stands_by_its_text(collector: Collector, listed: Listed) -> bool:
    """Whether a unit is as it was, by its text alone."""
    known = collector._before.get(listed.origin)
    seen = {one.path: one.stamp for one in known.seen} if known else {}
    if known is None or seen.get(listed.origin, ()) != stamp_of(f"{collector._root}/{listed.origin}"):
        return False
    collector._units[listed.origin] = known
    return True
