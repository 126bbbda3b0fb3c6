"""The example of a plugin as a package of its own: installed it changes the site, left out it changes it back."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packaged import ROOT, environment, install, run, wheel_of
from support import write_site

SITE = {
    "config.yaml": "title: Test\nplugins: [briefs_landmarks]\n",
    "content/articles/harbour.txt": "Harbour reopens\n\nThe old lighthouse stands near the pier.\n",
    "content/articles/harbour.yaml": "notes: [{quote: old lighthouse, kind: landmark, text: Built in stone.}]\n",
}
PLAIN = {
    "config.yaml": "title: Test\n",
    "content/articles/harbour.yaml": "notes: [{quote: old lighthouse, text: Built in stone.}]\n",
}


@pytest.fixture(scope="module")
def python(wheel: Path, plugin_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with both wheels."""
    made = environment(tmp_path_factory.mktemp("with-plugin") / "env")
    install(made, wheel, plugin_wheel)
    return made


def files(site: Path) -> dict[str, bytes]:
    """The published site by path."""
    root = site / "site"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_installed_plugin_changes_the_site_and_left_out_changes_it_back(python: Path, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site-root", SITE | PLAIN)
    run(python, "-m", "briefs", cwd=site)
    before = files(site)
    write_site(site, SITE)
    run(python, "-m", "briefs", "build", "--strict", cwd=site)
    with_plugin = files(site)
    assert b"note-landmark" in with_plugin["articles/harbour.html"]
    assert b"1 landmark" in with_plugin["landmarks.html"]
    assert b"landmarks.html" in with_plugin["glossary/index.html"]
    assert with_plugin.keys() - before.keys() == {"landmarks.html", "data/landmarks.json"}
    write_site(site, SITE | PLAIN)
    run(python, "-m", "briefs", cwd=site)
    assert files(site) == before


def test_without_the_plugin_installed_the_site_says_what_to_do(installed: Path, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site-root", SITE)
    said = run(installed, "-m", "briefs", cwd=site, code=1)
    assert "error[plugin]: the plugin `briefs_landmarks` cannot be used: no module of this name is installed" in said


def test_a_new_version_of_a_plugin_makes_the_pages_anew(python: Path, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site-root", SITE)
    run(python, "-m", "briefs", cwd=site)
    assert " 0 rendered;" in run(python, "-m", "briefs", cwd=site)
    source = tmp_path / "plugin"
    shutil.copytree(ROOT / "tests" / "plugin", source, ignore=shutil.ignore_patterns("__pycache__"))
    project = source / "pyproject.toml"
    project.write_text(project.read_text("utf-8").replace('version = "1.0"', 'version = "1.1"'), "utf-8")
    install(python, wheel_of(source, tmp_path / "wheel"))
    told = run(python, "-m", "briefs", cwd=site)
    assert " 0 rendered;" not in told
    assert "0 written" in told


def test_a_plugin_is_checked_by_mypy_against_the_installed_package(python: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/plugin/briefs_landmarks", tmp_path / "briefs_landmarks")
    words: list[str | Path] = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--python-executable",
        python,
        "--cache-dir",
        tmp_path / "cache",
    ]
    done = subprocess.run([*words, "briefs_landmarks"], cwd=tmp_path, capture_output=True, text=True)
    assert "Success: no issues found" in done.stdout, done.stdout + done.stderr
    module = tmp_path / "briefs_landmarks" / "__init__.py"
    module.write_text(module.read_text("utf-8").replace("note.status:", "note.state:"), "utf-8")
    done = subprocess.run([*words, "briefs_landmarks"], cwd=tmp_path, capture_output=True, text=True)
    assert '"Note" has no attribute "state"' in done.stdout
