"""A cache that is damaged, old or somebody else's costs time and nothing else (FAULTS B9-B11, B22)."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from msgspec import structs
from rebuilds.comparing import Outcome, difference, outcome, said_by
from rebuilds.desk import Desk, lay, quietly
from rebuilds.mishaps import DAMAGES, cached, damaged
from rebuilds.site import BASE
from support import briefs, site_of
from untouched import edited

from briefs.cache import Cache, Row, row
from briefs.core.model import Listed
from briefs.pipeline import Options, Report, build
from briefs.pipeline.state import Kept, Known, State, keep_state, read_state

PLAIN = Options(sync=False)


def copied(root: Path, to: Path) -> Path:
    """The sources and the lock file, and nothing else."""
    for name in ("content", "themes"):
        shutil.copytree(root / name, to / name)
    for name in ("config.yaml", "briefs.lock"):
        if (root / name).exists():
            shutil.copy(root / name, to / name)
    return to


def differs_from_clean(root: Path, clean: Path, options: Options = PLAIN) -> str | None:
    """What a build in place makes otherwise than one from nothing; it is made in both folders."""
    copied(root, clean)
    found, wanted = build(site_of(root), options), build(site_of(clean), options)
    return difference(of(root, found), of(clean, wanted))


def of(root: Path, report: Report) -> Outcome:
    return outcome(root / "site", root, said_by(report), set())


def put(root: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(root / ".briefs", ignore_errors=True)
    lay(root / ".briefs", files)


def definition_changed(root: Path, number: int) -> None:
    """An edit that is seen on many pages and compiles few texts."""
    path = root / "content" / "glossary" / "bodies.yaml"
    path.write_text(path.read_text("utf-8").replace("It runs", f"It ran {number} years and runs", 1), "utf-8")


@pytest.mark.parametrize("way", DAMAGES)
def test_a_damaged_cache_costs_nothing_but_time(way: str, tmp_path: Path) -> None:
    root = lay(tmp_path / "root", BASE)
    build(site_of(root), PLAIN)
    good, desk = cached(root), Desk(root)
    for number in range(8):
        desk.dice = random.Random(f"{way}/{number}")
        name = desk.dice.choice(sorted(good))
        put(root, good | {name: damaged(desk, good[name], way)})
        if number % 2:
            definition_changed(root, number)
        assert differs_from_clean(root, tmp_path / str(number)) is None, (way, number, name)


@pytest.mark.parametrize(("harm", "said"), [(b"", True), (b"garbage", True), (None, False)])
def test_a_damaged_cache_is_told_in_one_line_that_is_no_diagnostic(
    harm: bytes | None, said: bool, tmp_path: Path
) -> None:
    """One that is gone or of another version is no damage, and the next build has nothing to tell."""
    root = lay(tmp_path / "root", BASE)
    assert not build(site_of(root), PLAIN).cache_was_damaged
    cache = root / ".briefs" / "cache"
    if harm is None:
        cache.unlink()
    else:
        cache.write_bytes(harm)
    done = briefs(root, "build")
    line = "What builds remember in .briefs/ was damaged or could not be written: all was made anew.\n"
    assert done.stderr.count(line) == said
    assert not build(site_of(root), PLAIN).cache_was_damaged


def of_articles(count: int, key: str = "key") -> dict[str, Known]:
    names = [f"content/articles/{number}.txt" for number in range(count)]
    return {name: Known(Listed("article", name), key) for name in sorted(names)}


def of_pages(count: int) -> dict[str, Kept]:
    return {path: Kept("key", "digest", 1) for path in sorted(f"{number}.html" for number in range(count))}


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Cache, State]:
    """A state of some parts, and the cache that holds it."""
    cache = Cache(tmp_path / "cache", "1")
    keep_state(cache, State(), State(setup="first", units=of_articles(600), pages=of_pages(1000)))
    return cache, read_state(cache)


@pytest.mark.parametrize("counts", [(0, 0), (1, 0), (256, 257), (599, 1000), (600, 1000), (601, 1), (2000, 3000)])
def test_a_state_comes_back_as_it_was_put_whatever_was_there(
    counts: tuple[int, int], kept: tuple[Cache, State]
) -> None:
    cache, before = kept
    assert (before.units, before.pages) == (of_articles(600), of_pages(1000))
    now = State(setup="second", units=of_articles(counts[0]), pages=of_pages(counts[1]))
    keep_state(cache, before, now)
    found = read_state(cache)
    assert structs.replace(found, unit_parts=(), page_parts=()) == now
    keep_state(cache, State(), now)
    assert read_state(cache) == found


def test_of_a_state_only_the_parts_that_changed_are_written(
    kept: tuple[Cache, State], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, before = kept
    path = "content/articles/7.txt"
    changed = structs.replace(before.units[path], face="other")
    shuffled = dict(reversed(before.pages.items()))
    written: list[str] = []

    def put(rows: Iterable[Row]) -> None:
        each = list(rows)
        written.extend(one.kind for one in each)
        Cache.put(cache, each)

    monkeypatch.setattr(cache, "put", put)
    keep_state(cache, before, structs.replace(before, units=before.units | {path: changed}, pages=shuffled))
    assert written == ["units", "state"]
    assert read_state(cache).units[path] == changed


@pytest.mark.parametrize(("kind", "name"), [("units", "0"), ("units", "2"), ("pages", "1"), ("state", "")])
def test_a_state_without_a_part_or_with_one_of_another_build_is_none(
    kind: str, name: str, kept: tuple[Cache, State]
) -> None:
    cache, before = kept
    (good,) = cache.many(kind, (name,))
    other = Cache(None, "")
    keep_state(other, State(), State(units=of_articles(600, "other"), pages=of_pages(1100)))
    (foreign,) = other.many(kind, (name,))
    for harm in (foreign, row(kind, name, good.key, b"\xc1")):
        cache.put([harm])
        assert read_state(cache) == State()
    cache.drop(kind, (name,))
    assert read_state(cache) == State()
    cache.put([good])
    assert read_state(cache) == before


def test_a_build_whose_state_lost_a_part_begins_anew(tmp_path: Path) -> None:
    root = lay(tmp_path / "root", BASE)
    build(site_of(root), PLAIN)
    for number, kind in enumerate(("units", "pages")):
        with sqlite3.connect(root / ".briefs" / "cache") as base:
            assert base.execute("DELETE FROM rows WHERE kind = ?", (kind,)).rowcount == 1
        assert differs_from_clean(root, tmp_path / str(number)) is None


def test_a_folder_in_the_place_of_a_file_of_the_cache_ends_no_build(tmp_path: Path) -> None:
    root = lay(tmp_path / "root", BASE)
    build(site_of(root), PLAIN)
    for number, name in enumerate(sorted(cached(root))):
        (root / ".briefs" / name).unlink(missing_ok=True)
        (root / ".briefs" / name / "x").mkdir(parents=True)
        assert differs_from_clean(root, tmp_path / str(number)) is None, name


def test_the_cache_of_another_site_is_none_of_ours(tmp_path: Path) -> None:
    """The same paths and other words, as where a folder is copied to begin a new site."""
    other, root = lay(tmp_path / "other", BASE), lay(tmp_path / "root", BASE)
    for path in (p for p in (other / "content").rglob("*.txt")):
        path.write_text(path.read_text("utf-8").replace("quay", "pier"), "utf-8")
    build(site_of(other), PLAIN)
    shutil.copytree(other / ".briefs", root / ".briefs")
    assert differs_from_clean(root, tmp_path / "clean") is None


def test_two_outputs_of_one_site_do_not_take_each_other_for_themselves(tmp_path: Path) -> None:
    root = lay(tmp_path / "root", BASE)
    for number in range(4):
        output = ("site", "public")[number % 2]
        lay(root, {"config.yaml": f"title: To {output}\noutput: {output}\n"})
        definition_changed(root, number)
        copied(root, clean := tmp_path / str(number))
        found, wanted = build(site_of(root), PLAIN), build(site_of(clean), PLAIN)
        one, two = (outcome(r / output, r, said_by(s), set()) for r, s in ((root, found), (clean, wanted)))
        assert difference(one, two) is None, number


DAY = 86_400 * 10**9
CLOCKS: dict[str, Callable[[int], int]] = {
    "in the future": lambda old: 4_000_000_000 * 10**9,
    "long ago": lambda old: 10**9,
    "before the last build": lambda old: old - DAY,
    "as it was": lambda old: old,
    "as it was, to the second": lambda old: old // 10**9 * 10**9,
    "as it was, to two seconds": lambda old: old // (2 * 10**9) * (2 * 10**9),
    "a moment later": lambda old: old + 1,
}
"""The time that a file is given after an edit, from the time it had."""


@pytest.mark.parametrize(
    ("clock", "moved"), [*((clock, False) for clock in CLOCKS), ("as it was", True), ("before the last build", True)]
)
def test_whatever_time_a_changed_file_claims_its_change_is_seen(
    clock: str, moved: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same size too, in its place or another file moved over it, as by a copy that keeps times (B8, B9)."""
    # As if all had been written long ago: else a file is read again for its age, whatever its stamp is.
    monkeypatch.setattr("briefs.stages.load.reading._RACY", -(10**12))
    root = lay(tmp_path / "root", BASE)
    path = root / "content/articles/levy.txt"
    build(site_of(root), PLAIN)
    old = path.stat().st_mtime_ns
    changed = re.sub(rb"[0-9](?= days\b)", b"7", path.read_bytes())
    assert changed != path.read_bytes()
    new = path.with_name(".new") if moved else path
    new.write_bytes(changed)
    os.utime(new, ns=(old, CLOCKS[clock](old)))
    new.replace(path)
    assert differs_from_clean(root, tmp_path / "clean") is None


def test_no_time_that_a_file_claims_changes_a_page_or_makes_one_anew(tmp_path: Path) -> None:
    root = lay(tmp_path / "root", BASE)
    build(site_of(root), PLAIN)
    before = outcome(root / "site", root, [], set())
    for number, clock in enumerate(CLOCKS):
        for path in (root / "content").rglob("*.*"):
            os.utime(path, ns=(number, CLOCKS[clock](path.stat().st_mtime_ns)))
        report = build(site_of(root), PLAIN)
        assert (report.counts.compiled, report.counts.written, report.counts.removed) == (0, 0, 0), clock
    assert difference(outcome(root / "site", root, [], set()), before) is None


SAVED = {
    "content/articles/levy.txt": b" days",
    "content/articles/pilots.yaml": b" men",
    "content/glossary/people.yaml": b" years",
    "themes/default/templates/parts/foot.html": b" words",
}
"""A file, and what stands in it after a digit that may change."""


@pytest.mark.parametrize("when", ["load", "compile", "match", "link", "lint", "render", "publish"])
@pytest.mark.parametrize("name", SAVED)
def test_what_is_saved_while_a_build_runs_is_seen_by_the_next(name: str, when: str, tmp_path: Path) -> None:
    """Of the same size and with its time put back, too; a stage that a build does not have changes nothing."""
    root = lay(tmp_path / "root", BASE)
    build(site_of(root), PLAIN)

    def save(digit: bytes) -> None:
        data = (root / name).read_bytes()
        quietly(root / name, re.sub(rb"[0-9](?=" + SAVED[name] + rb"\b)", digit, data))

    def at_stage(stage: str, done: int = 0, total: int = 0) -> None:
        if stage == when:
            save(b"5")

    save(b"4")
    with edited():
        build(site_of(root), PLAIN, at_stage)
    assert differs_from_clean(root, tmp_path / "clean") is None


@pytest.mark.parametrize("drafts", [(a, b, c) for a in (False, True) for b in (False, True) for c in (False, True)])
def test_what_changed_before_a_build_with_errors_is_not_forgotten_after_it(
    drafts: tuple[bool, bool, bool], tmp_path: Path
) -> None:
    root = lay(tmp_path / "root", BASE)
    first, failing, last = (Options(sync=False, drafts=asked) for asked in drafts)
    build(site_of(root), first)
    people = root / "content" / "glossary" / "people.yaml"
    people.write_text(
        people.read_text("utf-8").replace("term: Anna Lind", "term: Anna Lind of 7, id: anna-lind"), "utf-8"
    )
    lay(root, {"content/articles/alone.yaml": "title: A sidecar of nothing\n"})
    assert not build(site_of(root), failing).ok
    (root / "content" / "articles" / "alone.yaml").unlink()
    assert differs_from_clean(root, tmp_path / "clean", last) is None
