"""A sample of what `tests/crash/run.py` does, and that it would see what it looks for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crash.looking import Eye, Files, Pages, beside, broken, digest_of, junk, links, wrong

OLD = {
    "index.html": b'<a href="a.html">A</a> <a href="https://example.org/">out</a>',
    "a.html": b'<a href="index.html#top">home</a>',
    "gone.html": b'<a href="a.html">A</a>',
    ".briefs-manifest.json": b'{"files": {"index.html": 1}}',
}
NEW = {
    **{path: data for path, data in OLD.items() if path != "gone.html"},
    "index.html": b'<a href="a.html">A</a> <a href="b%20b.html?x">B</a>',
    "b b.html": b'<img src="a.html">',
}


def lay(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def digests(files: dict[str, bytes]) -> Files:
    return {path: digest_of(data) for path, data in files.items()}


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    found = Pages()
    for name, files in (("old", OLD), ("new", NEW)):
        lay(tmp_path / name, files)
        found.learn(tmp_path / name, digests(files))
    return found


@pytest.mark.parametrize(
    ("files", "seen"),
    [
        (OLD, []),
        (NEW, []),
        ({**OLD, "b b.html": NEW["b b.html"]}, []),
        ({**NEW, "gone.html": OLD["gone.html"]}, []),
        ({**OLD, ".briefs-manifest.json": b'{"files": {"b b.html": 1, "gone.html": 1}}'}, []),
        ({**OLD, "index.html": NEW["index.html"]}, ["dead link: index.html leads to b b.html"]),
        ({**OLD, "a.html": b"<a href="}, ["torn: a.html"]),
        ({**OLD, "b b.html": b""}, ["torn: b b.html"]),
        ({**OLD, ".briefs-manifest.json": b'{"files": {"mine": 1}}'}, ["torn: .briefs-manifest.json"]),
        ({**OLD, ".briefs-manifest.json": b'{"files": {'}, ["torn: .briefs-manifest.json"]),
        (
            {path: data for path, data in OLD.items() if path != "a.html"},
            ["missing: a.html", "dead link: index.html leads to a.html"],
        ),
        ({path: data for path, data in OLD.items() if path != "index.html"},
         ["missing: index.html", "dead link: a.html leads to index.html"]),
    ],
)  # fmt: skip
def test_what_is_broken_on_the_way_between_two_builds_is_seen(
    tmp_path: Path, pages: Pages, files: dict[str, bytes], seen: list[str]
) -> None:
    lay(tmp_path / "live", files)
    lay(tmp_path / "live", {".briefs-stage/0": b"not looked at"})
    found = Eye(tmp_path / "live").files()
    assert sorted(broken(found, digests(OLD), digests(NEW), pages, tmp_path / "live")) == sorted(seen)


def test_a_file_that_changed_is_looked_at_again(tmp_path: Path) -> None:
    lay(tmp_path, OLD)
    eye = Eye(tmp_path)
    assert eye.files() == digests(OLD)
    before = os.stat(tmp_path / "a.html")
    (tmp_path / "a.html").write_bytes(b"x" * before.st_size)
    os.utime(tmp_path / "a.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert list(wrong(eye.files(), digests(OLD))) == ["wrong: a.html: other bytes"]
    (tmp_path / "gone.html").unlink()
    lay(tmp_path, {"deep/more": b"", "a.html": OLD["a.html"]})
    assert list(wrong(eye.files(), digests(OLD))) == ["wrong: deep/more: left behind", "wrong: gone.html: not there"]


def test_what_is_left_behind_is_seen(tmp_path: Path) -> None:
    site, scratch = tmp_path / "live", tmp_path / "tmp"
    lay(site, {"site/index.html": b"", ".briefs/cache": b"", "config.yaml": b""})
    scratch.mkdir()
    known = beside(site)
    assert list(junk(site, scratch, known)) == []
    lay(site, {".briefs/cache-journal": b"", ".briefs.lock.new": b"", "site/.briefs-stage/0": b""})
    (site / "site/empty").mkdir()
    (scratch / "pymp-x").mkdir()
    assert {path.rsplit("/")[-1].removeprefix("junk: ") for path in junk(site, scratch, known)} == {
        *("empty", "cache-journal", ".briefs.lock.new", ".briefs-stage", "pymp-x among the temporary files"),
    }


def test_links_are_those_to_files_of_the_site() -> None:
    page = b'<a href="../a.html#x"> <img src="p%C3%A9.png"> <a href="mailto:a@b"> <a href="#y"> <a href="//e.org">'
    assert list(links(page, "articles/x.html")) == ["a.html", "articles/pé.png"]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_a_sample_of_kills_signals_and_pairs_breaks_nothing(tmp_path: Path) -> None:
    numbers = ("--kills=3", "--signals=2", "--workers=1", "--pairs=1", "--publishes=1", "--writes=3")
    command = [
        sys.executable,
        str(Path(__file__).parent / "run.py"),
        *numbers,
        "--articles=5",
        "--terms=9",
        "--states=4",
    ]
    done = subprocess.run([*command, f"--folder={tmp_path}"], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    for name in ("kills", "signals", "pairs", "writes"):
        assert f"\n{name}: " in f"\n{done.stdout}", done.stdout
    assert "!" not in done.stdout
    assert list(tmp_path.iterdir()) == []
