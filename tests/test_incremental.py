"""After any edit, in any order, the output folder and the diagnostics are those of a build from nothing (rule 5)."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import site_of, write_site

from briefs.pipeline import Options, Report, build

SEEDS = range(6)
EDITS = 25
WORDS = "Iran drone Shahed IRGC Crimea sanctions resolution power station Kyiv report minister said".split()

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


class Editor:
    """Edits a site as an author might, from one seed."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.dice = random.Random(seed)
        self.kept: dict[str, str] = {}

    def edit(self) -> str:
        """One edit of a random sort; says which."""
        sorts: list[Callable[[], str]] = [
            self.body, self.body, self.title, self.sidecar, self.glossary, self.glossary,
            self.template, self.config, self.add, self.delete, self.rename, self.restore, self.break_, self.mend,
        ]  # fmt: skip
        return self.dice.choice(sorts)()

    def _files(self, pattern: str) -> list[Path]:
        return sorted(p for p in (self.root / "content").rglob(pattern) if p.is_file())

    def _some(self, pattern: str) -> Path | None:
        files = self._files(pattern)
        return self.dice.choice(files) if files else None

    def _words(self, count: int) -> str:
        return " ".join(self.dice.choice(WORDS) for _ in range(count))

    def body(self) -> str:
        path = self._some("articles/*.txt") or self._some("articles/*.md")
        if path is None:
            return self.add()
        path.write_text(path.read_text("utf-8") + f"\n\n{self._words(8)}.\n", "utf-8")
        return f"body {path.name}"

    def title(self) -> str:
        path = self._some("articles/*.md")
        if path is None:
            return self.add()
        lines = path.read_text("utf-8").split("\n")
        path.write_text("\n".join([f"# {self._words(3)}", *lines[1:]]), "utf-8")
        return f"title {path.name}"

    def sidecar(self) -> str:
        path = self._some("articles/*.txt") or self._some("articles/*.md")
        if path is None:
            return self.add()
        text = path.read_text("utf-8")
        words = self.dice.choice([w for w in text.split() if w.isalpha()] or ["Kyiv"])
        path.with_suffix(".yaml").write_text(
            f"date: 20{self.dice.randrange(10, 30)}-0{self.dice.randrange(1, 10)}-11\n"
            f"tags: [{self.dice.choice(WORDS)}]\n"
            f"notes:\n  - quote: {words}\n    occurrence: 1\n    kind: context\n    text: Because {self._words(3)}.\n",
            "utf-8",
        )
        return f"sidecar {path.name}"

    def glossary(self) -> str:
        name = self.dice.choice(WORDS).lower()
        path = self.root / "content" / "glossary" / f"{name}.yaml"
        also = self.dice.choice(WORDS)
        path.write_text(
            f"id: {name}-term\nterm: {name.capitalize()}\naliases: [{also}{self.dice.randrange(9)}]\n"
            f"definition: What {self._words(2)} is.\n",
            "utf-8",
        )
        return f"glossary {name}"

    def template(self) -> str:
        path = self.root / "themes" / "default" / "templates" / "parts" / "foot.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and self.dice.random() < 0.5:
            path.unlink()
            return "template gone"
        path.write_text(f"<footer>{self._words(2)}</footer>\n", "utf-8")
        return "template"

    def config(self) -> str:
        density = self.dice.choice(["first", "every", "section"])
        text = f"title: {self._words(2)}\nlink: {{density: {density}}}\n"
        (self.root / "config.yaml").write_text(text, "utf-8")
        return f"config {density}"

    def add(self) -> str:
        name = f"new-{self.dice.randrange(6)}"
        path = self.root / "content" / "articles" / f"{name}.md"
        path.write_text(f"# {self._words(2)}\n\n{self._words(12)}. {self._words(5)}.\n", "utf-8")
        return f"add {name}"

    def delete(self) -> str:
        path = self._some("*.*")
        if path is None:
            return self.add()
        self.kept[path.relative_to(self.root).as_posix()] = path.read_text("utf-8")
        path.unlink()
        return f"delete {path.name}"

    def rename(self) -> str:
        path = self._some("articles/*.*")
        if path is None:
            return self.add()
        path.rename(path.with_stem(f"{path.stem[:12]}-{self.dice.randrange(9)}"))
        return f"rename {path.name}"

    def restore(self) -> str:
        if not self.kept:
            return self.add()
        name = self.dice.choice(sorted(self.kept))
        write_site(
            self.root, {"config.yaml": (self.root / "config.yaml").read_text("utf-8"), name: self.kept.pop(name)}
        )
        return f"restore {name}"

    def break_(self) -> str:
        path = self.root / "content" / "articles" / "broken.md"
        path.write_text("# Broken\n\nA link to [[nowhere]].\n", "utf-8")
        return "break"

    def mend(self) -> str:
        path = self.root / "content" / "articles" / "broken.md"
        path.unlink(missing_ok=True)
        return "mend"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def clean_build(root: Path, empty: Path) -> tuple[Report, dict[str, bytes]]:
    """A build of a copy of the sources, and of the lock as it was, with no cache and no output before it."""
    for name in ("content", "themes"):
        if (root / name).exists():
            shutil.copytree(root / name, empty / name)
    shutil.copy(root / "config.yaml", empty / "config.yaml")
    report = build(site_of(empty), Options(keep_going=True, sync=False))
    return report, snapshot(empty / "site")


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edit_the_output_and_the_diagnostics_are_those_of_a_clean_build(seed: int, tmp_path: Path) -> None:
    root = write_site(tmp_path / "site-root", BASE)
    editor = Editor(root, seed)
    done: list[str] = []
    for number in range(EDITS):
        done.append(editor.edit())
        empty = _folder(tmp_path, number)
        if (root / "briefs.lock").exists():
            shutil.copy(root / "briefs.lock", empty / "briefs.lock")
        report = build(site_of(root), Options(keep_going=True, sync=False))
        clean, expected = clean_build(root, empty)
        assert report.diagnostics == clean.diagnostics, done
        assert snapshot(root / "site") == expected, done
        assert lock_of(root) == lock_of(empty), done


def lock_of(root: Path) -> bytes:
    return (root / "briefs.lock").read_bytes() if (root / "briefs.lock").exists() else b""


def _folder(tmp_path: Path, number: int) -> Path:
    folder = tmp_path / f"clean-{number}"
    folder.mkdir()
    return folder


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
    assert report.counts.removed == 2  # the page and its data
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
