"""The package as others get it: the built-in theme is found from a wheel and from an editable install."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from support import write_site

ROOT = Path(__file__).parent.parent
_OFFLINE = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
SITE = {"content/articles/one.txt": "A headline\n\nA sentence about nothing much.\n"}


def _environment(folder: Path) -> Path:
    """An environment of its own that borrows this one's libraries, so that nothing is fetched; its Python."""
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    own = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    (Path(own) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


def _run(*command: str | Path, cwd: Path) -> str:
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=clean)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _install(python: Path, what: list[str], cwd: Path) -> None:
    _run(python, "-m", "pip", "install", *_OFFLINE, "--ignore-installed", *what, cwd=cwd)


@pytest.mark.parametrize("how", ["wheel", "editable"])
def test_a_site_builds_with_the_built_in_theme(how: str, tmp_path: Path) -> None:
    python = _environment(tmp_path / "env")
    if how == "wheel":
        wheels = tmp_path / "wheels"
        _run(sys.executable, "-m", "pip", "wheel", *_OFFLINE, "--wheel-dir", wheels, ROOT, cwd=tmp_path)
        (wheel,) = wheels.glob("annotated_briefs-*.whl")
        _install(python, [str(wheel)], tmp_path)
    else:
        _install(python, ["--editable", str(ROOT)], tmp_path)
    site = write_site(tmp_path / "site-root", SITE)
    where = _run(python, "-c", "import briefs; print(briefs.__file__)", cwd=site).strip()
    assert Path(where).is_relative_to(tmp_path if how == "wheel" else ROOT)
    assert "1 article" in _run(python, "-m", "briefs", cwd=site)
    assert "assets/brief-0." in (site / "site" / "index.html").read_text("utf-8")
    assert _run(python, "-m", "briefs", "--version", cwd=site).startswith("briefs 0.")
    _begin(python, tmp_path)


def _begin(python: Path, folder: Path) -> None:
    """The first two commands of somebody who has just installed it, and what else needs the package's own files."""
    command = python.parent / ("briefs.exe" if os.name == "nt" else "briefs")
    assert "briefs watch --open" in _run(command, "new", "site", "demo", "--editor", "vscode", cwd=folder)
    demo = folder / "demo"
    assert {".gitignore", ".vscode", "schemas", "README.md"} <= set(os.listdir(demo))
    assert "1 article, 6 terms" in _run(command, "build", "--strict", cwd=demo)
    (demo / "content/glossary/x.yaml").write_text("{term: unused, definition: Nobody says it.}\n", "utf-8")
    (run,) = json.loads(_run(command, "check", "--format", "sarif", cwd=demo))["runs"]
    assert all(rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert run["tool"]["driver"]["version"].startswith("0.")


def test_the_top_level_holds_the_cards_names_and_what_a_python_project_needs() -> None:
    tracked = _run("git", "ls-files", cwd=ROOT).split("\n")
    top = {path.split("/")[0] for path in tracked if path}
    card = {"briefs", "content", "themes", "build.py", "tests", "config.yaml", "README.md"}
    project = {
        ".ci",
        ".gitignore",
        ".pre-commit-hooks.yaml",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "docs",
        "pyproject.toml",
    }
    assert top - card - project <= {"requirements.lock", "requirements-test.lock", "briefs.lock"}
    assert card <= top
