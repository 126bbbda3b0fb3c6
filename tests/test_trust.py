"""What a build does to the machine it runs on, as Python itself tells it, and that SECURITY.md names what holds it."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from picturing import png
from support import write_site

ROOT = Path(__file__).parent.parent
HOSTILE = {
    "config.yaml": "title: '{{ 7 * 7 }}'\nurl: https://example.org/\n",
    "content/articles/one.md": (
        "# {{ cycler.__init__.__globals__.os.popen('touch popped').read() }}\n\n"
        "{% include '/etc/passwd' %} The Harbour Board met. ![A quay](../images/quay.png)\n\n"
        "[a link](https://example.net/{{7*7}}) and `!!python/object/apply:os.system [touch popped]`\n"
    ),
    "content/articles/one.yaml": (
        "date: 2024-01-01\ntags: ['{{ 7 * 7 }}']\nsummary: \"{{ config }} ${7*7} <%= 7*7 %>\"\n"
        "glossary:\n  - {term: Harbour Board, definition: \"{{ ''.__class__.__mro__ }} $(touch popped) `id`\"}\n"
    ),
    "content/pages/about.md": "# About\n\n{{ self }} {% raw %} {# not gone #}\n",
}
_WATCHED = """\
import json, os, runpy, sys
seen = []
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
TWO = ("os.rename", "os.link", "os.symlink")
ONE = ("os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.utime", "os.chmod", "os.chown", "sqlite3.connect")
RUN = ("subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "os.fork", "os.forkpty")
def hook(name, args):
    if name.startswith(RUN) or name.startswith("socket."):
        seen.append([name, ""])
    elif name == "open" and (args[2] or 0) & WRITES and not isinstance(args[0], int):
        seen.append([name, os.path.abspath(os.fsdecode(args[0]))])
    elif name in ONE + TWO:
        paths = [path for path in args[: 1 + (name in TWO)] if not isinstance(path, int)]
        seen.extend([name, os.path.abspath(os.fsdecode(path))] for path in paths)
sys.addaudithook(hook)
told = sys.argv.pop(1)
try:
    runpy.run_module("briefs", run_name="__main__", alter_sys=True)
finally:
    kept = seen[:]
    with open(told, "w") as file:
        json.dump(kept, file)
"""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str]]]:
    """A site of hostile words, and what Python said that its build did: calls with their paths."""
    folder = tmp_path_factory.mktemp("watched")
    root = write_site(folder / "site-root", HOSTILE)
    (root / "content/images").mkdir()
    (root / "content/images/quay.png").write_bytes(png(900, 4))
    command: list[str | Path] = [sys.executable, "-c", _WATCHED, folder / "told.json", "build", "--jobs", "1"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return root, [(call, path) for call, path in json.loads((folder / "told.json").read_text("utf-8"))]


Watched = tuple[Path, list[tuple[str, str]]]


def test_a_build_starts_no_program_and_opens_no_connection(watched: Watched) -> None:
    assert [call for call, path in watched[1] if not path] == []


def test_a_build_writes_in_its_own_places_alone(watched: Watched) -> None:
    """The hook tells of paths as they were asked for, and every place of ours is asked for by its whole path."""
    root, seen = watched
    ours = (root / "site", root / ".briefs", root / "briefs.lock")
    paths = {Path(path) for _, path in seen if path and path != os.devnull}
    assert len(paths) > 10
    strange = {p for p in paths if not any(p == place or p.is_relative_to(place) for place in ours)}
    # The new briefs.lock stands beside the old one for a moment.
    assert {p for p in strange if not (p.parent == root and p.name.startswith(".briefs"))} == set()
    assert not list(root.rglob("popped"))


def test_words_that_look_like_a_template_stay_words(watched: Watched) -> None:
    page = (watched[0] / "site/articles/one.html").read_text("utf-8")
    assert "{{ cycler." in page
    assert "{% include" in page
    assert ">49<" not in page
    assert "{# not gone #}" in (watched[0] / "site/about.html").read_text("utf-8")


RUNS = {"pickle", "cPickle", "dill", "marshal", "shelve", "subprocess", "ctypes", "webbrowser", "urllib.request"}
RUNS |= {"socket", "http.client", "requests", "runpy", "code"}
CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "import_module", "from_code"}
KNOWN = {
    "pool.py": "pickle goes between our own processes",
    "stages/render/kept.py": "compiled templates, from where Python keeps its own modules and from nowhere else",
    "stages/render/templates.py": "templates are code of the site's owner",
    "modules.py": "plugins that config.yaml names are too",
    "__init__.py": "its own rooms, when a name of them is asked for",
    "stages/publish/disk.py": "the system's own call that brings a whole disk up to date",
    "preview/": "serves",
}
"""The rooms that may run, load or send something, and what it is."""


def reaches(path: Path) -> set[str]:
    """The names in a file by which code can be run, loaded or fetched."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & RUNS
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module)} & RUNS
        elif isinstance(node, ast.Call):
            called, owner = node.func, getattr(node.func, "value", None)
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            # `re.compile` and the like make nothing that runs.
            if name in CALLS and not (name == "compile" and owner is not None):
                found.add(name)
    return found


def test_no_other_room_runs_loads_or_fetches_code() -> None:
    """So the cache, the lock file and all content are only ever read as data (FAULTS B11)."""
    package = ROOT / "briefs"
    rooms = {path.relative_to(package).as_posix(): reaches(path) for path in package.rglob("*.py")}
    reaching = {name: found for name, found in rooms.items() if found}
    assert {name: found for name, found in reaching.items() if not name.startswith(tuple(KNOWN))} == {}
    assert [known for known in KNOWN if not any(name.startswith(known) for name in reaching)] == []


def test_what_security_md_names_is_there() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`(tests/[^`]+)`", text)
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).is_file()] == []
    links = re.findall(r"\]\(([^)#]+)", text)
    assert [path for path in links if not (ROOT / path).is_file()] == []
    rows = re.search(r"## What is promised\n\n(.+?)\n\n", text, re.DOTALL)
    assert rows is not None
    assert [row for row in rows[1].splitlines()[2:] if "`tests/" not in row] == []
