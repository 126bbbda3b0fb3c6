"""After any edit, in any order, the output and the diagnostics are those of a build from nothing (rule 5).

    pytest tests/test_incremental.py --seeds 0-99 --steps 300 -n auto     a long run
    pytest tests/test_incremental.py -k always --seeds 3 --steps 17       one game again, up to its step 16

The game and its edits are in the room ``rebuilds``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from rebuilds import kinds, wrong
from rebuilds.playing import Builder, Kinds, first_difference, play
from support import site_of, write_site

from briefs.pipeline import Options, build

BASE = {
    "config.yaml": "title: Edits\n",
    "content/articles/one.txt": "A headline here\n\nThe IRGC sent Shahed drones to Crimea.\n\nKyiv said so.\n",
    "content/articles/one.yaml": (
        "date: 2022-10-21\nnotes:\n  - quote: Kyiv said so\n    kind: context\n    text: It did.\n"
        "glossary:\n  - term: Islamic Revolutionary Guard Corps\n    abbreviation: IRGC\n    definition: A force.\n"
    ),
    "content/articles/two.md": "# Second\n\nA *Shahed* drone and [[one|the first]] and [[term:irgc]].\n",
    "content/glossary/shahed.yaml": "term: Shahed\ndefinition: A drone.\n",
    "content/glossary/crimea.yaml": "- term: Crimea\n  definition: A peninsula.\n",
    "content/pages/about.md": "# About\n\nThis is about the IRGC.\n",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One game a seed, so that they can be played side by side."""
    if "game_seed" in metafunc.fixturenames:
        first, _, last = str(metafunc.config.getoption("--seeds")).partition("-")
        metafunc.parametrize("game_seed", range(int(first), int(last or first) + 1))


def test_a_rebuild_is_always_equal_to_a_clean_build(
    game_seed: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    steps = int(request.config.getoption("--steps"))
    played = play(tmp_path, game_seed, steps)
    assert played.difference is None, f"\n{played.difference}"
    # A game in which nothing is published shows nothing.
    assert steps < 20 or played.published > 0.6 * steps, "\n".join(played.edits)


@pytest.mark.parametrize("jobs", [2, 3])
def test_more_processes_make_the_same(jobs: int, tmp_path: Path) -> None:
    """The clean build of each step has one process."""
    played = play(tmp_path, 1000 + jobs, 15, lambda site, options: build(site, with_jobs(options, jobs)))
    assert played.difference is None, f"\n{played.difference}"


def with_jobs(options: Options, jobs: int) -> Options:
    return structs.replace(options, jobs=jobs)


# ── the game finds what is wrong ─────────────────────────────────────────────────────────────────────────────────

WORDS: Kinds = (*kinds.TEXTS, *kinds.NOTES, *kinds.TERMS)
EDITS: Kinds = (*WORDS, *kinds.FILES)
CLOCKED: Kinds = (*kinds.CLOCKS, *kinds.TEXTS)
CACHED: Kinds = (*kinds.CACHES, *kinds.TEXTS)

FAULTS: dict[str, tuple[Callable[[], Builder], Kinds]] = {
    "a file of the same size is not read again": (lambda: wrong.Sees(lambda it: it.old.size == it.new.size), CLOCKED),
    "a file of the same size and time is not read again": (
        lambda: wrong.Sees(lambda it: (it.old.size, it.old.mtime) == (it.new.size, it.new.mtime)),
        CLOCKED,
    ),
    "a file older than the last build is not read again": (
        lambda: wrong.Sees(lambda it: it.new.mtime < it.last),
        CLOCKED,
    ),
    "a sidecar is read again only with its article": (
        lambda: wrong.Sees(
            lambda it: (
                it.name.startswith("content/articles/")
                and it.name.endswith(".yaml")
                and not it.changed & {it.name[:-4] + "md", it.name[:-4] + "txt"}
            )
        ),
        WORDS,
    ),
    "glossary files are read once": (lambda: wrong.Sees(lambda it: "/glossary/" in it.name), WORDS),
    "pages are read once": (lambda: wrong.Sees(lambda it: "/pages/" in it.name), kinds.PAGES),
    "the theme is read once": (lambda: wrong.Sees(lambda it: it.name.startswith("themes/")), kinds.THEMES),
    "the config is read once": (lambda: wrong.Sees(lambda it: it.name == "config.yaml"), kinds.SETTINGS),
    "pictures are read once": (lambda: wrong.Sees(lambda it: it.name.endswith(".png")), kinds.PICTURES),
    "the lock file is read once": (
        lambda: wrong.Sees(lambda it: it.name == "briefs.lock"),
        (*kinds.LOCKS, *kinds.TEXTS),
    ),
    "a file that is gone stays known": (lambda: wrong.Sees(lambda it: False, gone_stays=True), EDITS),
    "what stands in the cache is believed": (lambda: wrong.Believes(strict=False), CACHED),
    "a damaged cache ends the build": (lambda: wrong.Believes(strict=True), CACHED),
    "an article's page depends on its article alone": (lambda: wrong.Leaves(wrong.own_data), WORDS),
    "a term's page depends on its entry alone": (lambda: wrong.Leaves(wrong.own_entry), WORDS),
    "pages of lists depend on names alone": (lambda: wrong.Leaves(wrong.names_alone), WORDS),
    "what is no more of the site stays": (lambda: wrong.Leaves(lambda name, files: None, orphans=True), EDITS),
    "nothing is said of files that did not change": (lambda: wrong.Says(wrong.silent), EDITS),
    "what is said has its old place": (lambda: wrong.Says(wrong.old_lines), EDITS),
    "counts are those of the last build": (lambda: wrong.Says(wrong.old_counts), WORDS),
    "files that are right are written again": (lambda: wrong.Says(wrong.writes_again), WORDS),
    "a site with errors is published": (lambda: wrong.goes_on, (*kinds.MISTAKES, *kinds.TEXTS)),
    "the lock file is not written again": (lambda: wrong.forgets_the_lock, EDITS),
    "a source is touched": (lambda: wrong.touches, WORDS),
    "drafts are those that the last build was asked for": (wrong.OldOptions, WORDS),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_game_finds_that(fault: str, tmp_path: Path) -> None:
    make, edits = FAULTS[fault]
    assert first_difference(tmp_path, 7, 60, make(), edits) is not None


def test_the_game_finds_nothing_where_nothing_is_wrong(tmp_path: Path) -> None:
    """The way in which the faults above are made is none itself."""
    assert first_difference(tmp_path, 8, 10, wrong.Sees(lambda it: False)) is None


INSIDE: dict[str, tuple[str, object, Kinds]] = {
    "a stamp is size and time of change alone": (
        "briefs.stages.load.reading._stamp",
        lambda found: (found.st_size, found.st_mtime_ns),
        CLOCKED,
    ),
    "a file that is copied is taken for unchanged": (
        "briefs.pipeline.building.Building._copies_stand",
        True,
        kinds.PICTURES,
    ),
    "config and theme are in no key": ("briefs.pipeline.building.settings_of", lambda works: "", kinds.SETTINGS),
    "what others may know of a unit is in no key": ("briefs.pipeline.building._face", lambda known: (), WORDS),
    "a page's View is not in its key": ("briefs.pipeline.pages.page_key", wrong.key_without_view, WORDS),
    "a sidecar is not looked at": ("briefs.pipeline.collect.Collector._stands", wrong.stands_by_its_text, WORDS),
    "a page that is no more of the site stays": ("briefs.stages.publish._remove", lambda *_: 0, EDITS),
    "a name that changed concerns no text": ("briefs.pipeline.names.Changed.concerns", lambda *_: False, kinds.TERMS),
}
"""One name of the engine, what stands in its place, and the edits that show it. Add to these when the engine grows."""


@pytest.mark.parametrize("fault", INSIDE)
def test_the_game_finds_that_inside_the_engine(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clean build has no cache, so that the same fault does it no harm."""
    name, instead, edits = INSIDE[fault]
    monkeypatch.setattr(name, instead)
    # As if all had been written long ago: else a file is read again for its age, whatever its stamp is.
    monkeypatch.setattr("briefs.stages.load.reading._RACY", -(10**12))
    found = first_difference(tmp_path, 9, 60, lambda site, options: build(site, options), edits)
    assert found is not None
    assert "--seeds 9 --steps" in found


# ── single edits ─────────────────────────────────────────────────────────────────────────────────────────────────


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_second_build_writes_nothing_and_touches_no_file(tmp_path: Path) -> None:
    root = write_site(tmp_path, BASE)
    first = build(site_of(root), Options(sync=False))
    stamps = {p: p.stat().st_mtime_ns for p in (root / "site").rglob("*")}
    second = build(site_of(root), Options(sync=False))
    assert first.counts.written > 10
    assert (second.counts.written, second.counts.removed) == (0, 0)
    assert second.counts.unchanged == first.counts.written
    assert stamps == {p: p.stat().st_mtime_ns for p in (root / "site").rglob("*")}


def test_no_build_changes_a_source(tmp_path: Path) -> None:
    root = write_site(tmp_path, BASE)
    before = snapshot(root)
    build(site_of(root), Options(sync=False))
    after = {k: v for k, v in snapshot(root).items() if not k.startswith(("site/", ".briefs/"))}
    assert set(after) - set(before) == {"briefs.lock"}
    assert {k: v for k, v in after.items() if k in before} == before


def test_a_page_whose_article_is_gone_is_removed_and_foreign_files_stay(tmp_path: Path) -> None:
    root = write_site(tmp_path, BASE)
    build(site_of(root), Options(sync=False))
    (root / "site" / "CNAME").write_text("briefs.example", "utf-8")
    (root / "content" / "articles" / "two.md").unlink()
    report = build(site_of(root), Options(sync=False))
    assert report.counts.removed == 5  # the page and its twin, its data, its annotations and its passages
    assert not (root / "site" / "articles" / "two.html").exists()
    assert (root / "site" / "CNAME").read_text("utf-8") == "briefs.example"


def test_nothing_is_published_when_there_are_errors_and_the_last_good_site_stays(tmp_path: Path) -> None:
    root = write_site(tmp_path, BASE)
    build(site_of(root), Options(sync=False))
    before = snapshot(root / "site")
    (root / "content" / "articles" / "two.md").write_text("# Second\n\n[[nowhere]]\n", "utf-8")
    report = build(site_of(root), Options(sync=False))
    assert not report.ok
    assert not report.published
    assert snapshot(root / "site") == before
    assert build(site_of(root), Options(keep_going=True, sync=False)).published
