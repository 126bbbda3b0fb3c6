"""Files of the content that would do something where they are published: told, and kept out of the output."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import site_of, write_site

from briefs.pipeline import Options, Report, build

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">%s</svg>'
SCRIPT = SVG % "<script>hit=1</script>"
FILES = {
    "config.yaml": "title: T\n",
    "content/articles/a.md": "# A\n\n[one](../page.html) [two](../map.svg) ![two](../map.svg) [three](../_redirects)\n",
    "content/page.html": "<p>Hello.</p>\n",
    "content/_redirects": "/* https://e.example/ 301\n",
    "content/map.svg": SCRIPT,
}
PLACES = [("content/articles/a.md", 3, column) for column in (7, 27, 46, 66)]


def published(root: Path, *, keep_going: bool = True) -> tuple[set[str], Report]:
    report = build(site_of(root), Options(sync=False, jobs=1, verify=True, keep_going=keep_going))
    return {path.name for path in (root / "site").rglob("*") if path.is_file()}, report


def places(report: Report) -> list[tuple[str, int, int]]:
    return [(d.span.path, d.span.line, d.span.column) for d in report.diagnostics if d.code == "active-file" and d.span]


def test_a_file_that_would_do_something_is_told_where_it_is_named_and_never_published(tmp_path: Path) -> None:
    root = write_site(tmp_path, FILES)
    for _ in range(2):
        names, report = published(root)
        assert places(report) == PLACES
        assert [d.code for d in report.diagnostics if d.severity == "error"] == ["active-file"] * 4
        assert report.published
        assert names.isdisjoint({"page.html", "map.svg", "_redirects"})
    page = (root / "site/articles/a.html").read_text()
    assert "map.svg" not in page
    assert not published(root, keep_going=False)[1].published


def test_a_file_that_was_mended_is_published_and_one_that_was_spoilt_goes(tmp_path: Path) -> None:
    root = write_site(tmp_path, FILES)
    published(root)
    (root / "content/map.svg").write_text(SVG % "")
    names, report = published(root)
    assert "map.svg" in names
    assert places(report) == [PLACES[0], PLACES[3]]
    (root / "content/map.svg").write_text(SCRIPT)
    names, report = published(root)
    assert "map.svg" not in names
    assert places(report) == PLACES


def test_who_keeps_the_site_may_allow_such_files(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**FILES, "config.yaml": "{title: T, lints: {active-file: off}}\n"})
    names, report = published(root, keep_going=False)
    assert report.diagnostics == () or {d.severity for d in report.diagnostics} == {"note"}
    assert names >= {"page.html", "map.svg", "_redirects"}
    (root / "config.yaml").write_text("{title: T, lints: {active-file: warning}}\n")
    names, report = published(root, keep_going=False)
    assert places(report) == PLACES
    assert names >= {"page.html", "map.svg", "_redirects"}


def test_a_file_too_large_to_be_held_in_memory_is_told_and_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("briefs.pipeline.pictures", "briefs.stages.load.reading"):
        monkeypatch.setattr(f"{room}.COPY_LIMIT", 1_000)
    files = {"config.yaml": "title: T\n", "content/articles/a.md": "# A\n\n[film](../film.mp4) ![plan](../plan.png)\n"}
    root = write_site(tmp_path, files)
    for name in ("film.mp4", "plan.png"):
        with open(root / "content" / name, "wb") as file:
            file.truncate(1_001)
    for _ in range(2):
        names, report = published(root)
        assert [d.code for d in report.diagnostics if d.severity == "error"] == ["file-size"] * 2
        assert names.isdisjoint({"film.mp4", "plan.png"})
    (root / "content/film.mp4").write_bytes(b"film")
    names, report = published(root)
    assert "film.mp4" in names
    assert [d.code for d in report.diagnostics if d.severity == "error"] == ["file-size"]
