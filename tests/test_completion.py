"""What a shell proposes, asked in the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import write_site

ROOT = Path(__file__).parent.parent
FILES = {
    "content/articles/harbour.txt": "Harbour reopens\n\nThe Port Authority reopened it.\n",
    "content/articles/Hall of Mirrors.md": "# The hall\n\nThe Port Authority has a hall.\n",
    "content/glossary/pa.yaml": "{term: Port Authority, abbreviation: PA, definition: It runs the harbour.}\n",
    "content/glossary/pier.yaml": "{term: pier, definition: It stands in the sea.}\n",
}
ASKED = {
    "bash": """
        source {script}
        COMP_WORDS=(briefs {words}); COMP_CWORD={last}
        _briefs_completion briefs >/dev/null
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """,
    "zsh": """
        compdef() {{}}
        _describe() {{ print -l -- ${{completions_with_descriptions%%:*}} }}
        compadd() {{ print -l -- $completions }}
        source {script}
        words=(briefs {words}); CURRENT={current}
        _briefs_completion
    """,
    "fish": "source {script}; complete --do-complete 'briefs {line}' | string replace --regex '\\t.*' ''",
}


@pytest.fixture(params=ASKED)
def shell(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    if shutil.which(name) is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)(f"no {name}: apt-get install {name}")
    return name


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was built, and a command `briefs` in a folder of its own."""
    write_site(tmp_path / "demo", FILES)
    command = tmp_path / "bin" / "briefs"
    command.parent.mkdir()
    command.write_text(
        f"#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -c "
        f'"import sys; sys.argv[0] = \'briefs\'; from briefs.cli import main; main()" "$@"\n'
    )
    command.chmod(0o755)
    assert run(tmp_path / "demo", [str(command), "build"]).returncode == 0
    return tmp_path / "demo"


def run(site: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    path = f"{site.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(site.parent), "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=site, capture_output=True, text=True, env=environment, timeout=60)


def proposed(shell: str, site: Path, *words: str) -> set[str]:
    """What a shell proposes for the last of these words after ``briefs``."""
    script = site.parent / f"completion.{shell}"
    script.write_text(run(site, ["briefs", "completion", shell]).stdout, "utf-8")
    asked = ASKED[shell].format(
        script=script,
        words=" ".join(f"'{word}'" for word in words),
        last=len(words),
        current=len(words) + 1,
        line=" ".join(words),
    )
    bare = {"bash": ["--norc"], "zsh": ["--no-rcs"], "fish": ["--no-config"]}[shell]
    done = run(site, [shell, *bare, "-c", asked])
    assert done.stderr == ""
    return {line for line in done.stdout.split("\n") if line}


def test_commands_options_articles_and_terms_are_completed(shell: str, site: Path) -> None:
    assert proposed(shell, site, "s") == {"schema", "suggest"}
    assert proposed(shell, site, "new", "") == {"article", "editor", "site", "term"}
    assert {"--strict", "--format", "--fix"} <= proposed(shell, site, "check", "--")
    assert proposed(shell, site, "check", "--format", "s") == {"sarif"}
    assert proposed(shell, site, "explain", "ha") == {"hall-of-mirrors", "harbour"}
    assert proposed(shell, site, "explain", "harbour", "p") == {"pa", "pier"}


def test_outside_of_a_site_nothing_is_proposed_and_nothing_complained_of(shell: str, site: Path) -> None:
    for path in site.rglob("*"):
        if path.name == "config.yaml":
            path.unlink()
    assert proposed(shell, site, "explain", "ha") == set()
