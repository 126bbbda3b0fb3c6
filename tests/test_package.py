"""The package as others get it: what is in it, that it installs and works, and that what it says of itself is so."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from packaged import environment, install, run, wheel_of
from support import write_site
from tables import cells

import briefs

ROOT = Path(__file__).parent.parent
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT: dict[str, Any] = SETTINGS["project"]
SITE = {"content/articles/one.txt": "A headline\n\nA sentence about nothing much.\n"}


def tracked(*folders: str) -> set[str]:
    """Files of the checkout, with those that are not committed yet."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return {path for path in listed if (ROOT / path).is_file()}


# ── what is in it ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_wheel_has_the_package_and_the_themes_and_nothing_else(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    about = {name for name in names if ".dist-info/" in name}
    brought = SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    others = {there + path.removeprefix(here) for here, there in brought.items() for path in tracked(here)}
    assert "briefs/themes/default/templates/base.html" in others
    assert names - about == tracked("briefs") | others
    assert "briefs/py.typed" in names
    assert {Path(name).name for name in about} == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "LICENSE"}


def test_a_wheel_of_the_source_archive_is_the_one_of_the_checkout(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=ROOT)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    source = tmp_path / archive.name.removesuffix(".tar.gz")
    assert wheel_of(source, tmp_path / "again").read_bytes() == wheel.read_bytes()
    here = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    assert {
        "tests/run.py",
        "docs/content/hosting/nginx.conf",
        "CHANGELOG.md",
        "SECURITY.md",
        "LICENSE",
        "build.py",
    } <= here
    assert here - tracked() <= {"PKG-INFO"}


def test_the_version_stands_in_one_place() -> None:
    assert run(sys.executable, "-m", "briefs", "--version", cwd=ROOT) == f"briefs {briefs.__version__}\n"
    code = [path for path in tracked("briefs", "build.py", "pyproject.toml") if path.endswith((".py", ".toml"))]
    holding = [path for path in sorted(code) if f'"{briefs.__version__}"' in (ROOT / path).read_text("utf-8")]
    assert holding == ["briefs/__init__.py"]
    assert f"\n## {briefs.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


# ── what it needs ────────────────────────────────────────────────────────────────────────────────────────────────


def requirements() -> Iterator[tuple[str, str]]:
    """(name, extra) of every library that the package may need, but for its tests."""
    for line in PROJECT["dependencies"]:
        yield re.split(r"[<>=\[]", line)[0].strip(), ""
    for extra, lines in PROJECT["optional-dependencies"].items():
        for line in lines if extra != "test" else ():
            yield re.split(r"[<>=\[]", line)[0].strip(), extra


def test_every_requirement_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for name, _ in requirements():
        assert re.search(rf'^    "{re.escape(name)}[^"]*", +# \S', text, re.MULTILINE), name


def test_every_requirement_is_documented_with_its_licence() -> None:
    """The licence is compared with what the library says of itself, where it is installed."""
    page = (ROOT / "docs/content/articles/installing.md").read_text("utf-8")
    rows = {row[0].text.strip("`"): [cell.text for cell in row] for row in cells(page) if len(row) == 3}
    for name, extra in requirements():
        assert name in rows, f"{name} is in no table of installing.md"
        assert rows[name][1].strip("`") == extra, name
        said = licence(name)
        assert said is None or rows[name][2] == said, (name, said)


def licence(name: str) -> str | None:
    """What a library's metadata says, in the words of SPDX; None where it is not installed."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return None
    words = [*(about.get_all("License-Expression") or ()), *(about.get_all("License") or ())]
    words += [c.rsplit(" :: ", 1)[1] for c in about.get_all("Classifier") or () if c.startswith("License :: ")]
    said = words[0].split("\n")[0].strip() if words else ""
    return _SPDX.get(said, said)


_SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache-2.0 license": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
}


def test_an_extra_that_tests_need_too_is_the_same_there() -> None:
    extras = PROJECT["optional-dependencies"]
    assert set(extras["images"]) <= set(extras["test"])


# ── how it is used ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_installed_wheel_builds_a_site_with_the_built_in_theme(installed: Path, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site-root", SITE)
    where = run(installed, "-c", "import briefs; print(briefs.__file__)", cwd=site).strip()
    assert Path(where).is_relative_to(installed.parent.parent)
    assert "1 article" in run(installed, "-m", "briefs", cwd=site)
    assert "assets/brief-0." in (site / "site" / "index.html").read_text("utf-8")
    assert "1 article" in run(installed.with_name("briefs"), "build", "--output", "other", cwd=site)


def test_an_installed_wheel_begins_a_site_and_has_its_own_files(installed: Path, tmp_path: Path) -> None:
    """The first two commands of somebody who has just installed it, and what else needs the package's own files."""
    command = installed.with_name("briefs.exe" if os.name == "nt" else "briefs")
    assert "briefs watch --open" in run(command, "new", "site", "demo", "--editor", "vscode", cwd=tmp_path)
    demo = tmp_path / "demo"
    assert {".gitignore", ".vscode", "schemas", "README.md"} <= set(os.listdir(demo))
    assert "1 article, 6 terms" in run(command, "build", "--strict", cwd=demo)
    (demo / "content/glossary/x.yaml").write_text("{term: unused, definition: Nobody says it.}\n", "utf-8")
    (log,) = json.loads(run(command, "check", "--format", "sarif", cwd=demo))["runs"]
    assert all(rule["help"]["text"] for rule in log["tool"]["driver"]["rules"])
    assert log["tool"]["driver"]["version"] == briefs.__version__


def test_an_editable_install_builds_a_site_with_the_built_in_theme(tmp_path: Path) -> None:
    python = environment(tmp_path / "env")
    install(python, "--editable", ROOT)
    site = write_site(tmp_path / "site-root", SITE)
    where = run(python, "-c", "import briefs; print(briefs.__file__)", cwd=site).strip()
    assert Path(where).is_relative_to(ROOT)
    assert "1 article" in run(python, "-m", "briefs", cwd=site)


def test_pipx_installs_the_wheel_and_a_first_site_is_built_and_seen(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, with all that it needs from the index."""
    pipx = shutil.which("pipx")
    if pipx is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no pipx: apt-get install pipx")
    home = {"PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": str(tmp_path / "bin")}
    told = run(str(pipx), "install", "--python", sys.executable, wheel, cwd=tmp_path, env=home)
    assert f"annotated-briefs {briefs.__version__}" in told
    command = tmp_path / "bin" / "briefs"
    if re.search(r"^  new\b", run(command, "--help", cwd=tmp_path), re.MULTILINE):
        run(command, "new", "site", "demo", cwd=tmp_path)
    else:
        write_site(tmp_path / "demo", SITE)
    assert "Open file://" in run(command, "build", "--strict", cwd=tmp_path / "demo")
    assert seen(tmp_path / "demo/site/index.html")


def seen(home: Path) -> list[str]:
    """The headings of the pages that the front page's list leads to, as a browser shows them from disk."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium found: apt-get install chromium")
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--headless=new"])
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.goto(home.as_uri())
        addresses = page.locator("main a[href*='articles/']").evaluate_all("links => links.map(link => link.href)")
        headings = []
        for address in dict.fromkeys(addresses):
            page.goto(address)
            headings.append(page.locator("h1").inner_text())
        browser.close()
    assert complaints == []
    return headings


# ── the checkout ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_top_level_holds_the_cards_names_and_what_a_python_project_needs() -> None:
    top = {path.split("/")[0] for path in tracked()}
    card = {"briefs", "content", "themes", "build.py", "tests", "config.yaml", "README.md"}
    project = {
        ".ci",
        ".gitignore",
        ".pre-commit-hooks.yaml",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "SECURITY.md",
        "docs",
        "pyproject.toml",
    }
    assert top - card - project <= {"requirements.lock", "requirements-test.lock", "briefs.lock"}
    assert card <= top
