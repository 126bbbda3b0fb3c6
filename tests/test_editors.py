"""What editors and Git are given works on what the commands really print."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import briefs, write_site
from tables import FENCE

from briefs import cli
from briefs.schemas import NAMES, file_name
from briefs.starting import editor, lay, site

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "content" / "articles" / "editors.md"


# ── Visual Studio Code ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    assert not lay(tmp_path, (*site("Demo"), *editor())).refused
    return tmp_path


def settings(begun: Path, name: str) -> Any:
    return json.loads((begun / ".vscode" / name).read_text("utf-8"))


def test_the_problem_matcher_reads_every_diagnostic_with_its_place_and_nothing_else(begun: Path) -> None:
    write_site(
        begun,
        {
            "content/articles/a b.txt": "A headline\n\nThe relay: a relay. FBI said “x”.\n",
            "content/articles/a b.yaml": "titel: x\nnotes:\n  - {quote: nobody: said, text: y}\n",
            "content/articles/c.txt": "Other\n\nThe text is here, with the NSC.\n",
            "content/articles/c.yaml": "notes:\n  - {quote: 'the test', text: y}\ntitle: 1\nslug: a b\n",
        },
    )
    said = briefs(begun, "check").stderr
    wanted = [
        (d["path"], d["line"], d["column"], d["severity"], d["code"])
        for d in json.loads(briefs(begun, "check", "--format", "json").stdout)["diagnostics"]
    ]
    assert len(wanted) >= 4
    task = next(task for task in settings(begun, "tasks.json")["tasks"] if task["label"] == "briefs: check")
    pattern = task["problemMatcher"]["pattern"]
    read = [match for line in said.splitlines() if (match := re.search(pattern["regexp"], line))]
    groups = [pattern[name] for name in ("file", "line", "column", "severity", "code")]
    found = [tuple(match[group] for group in groups) for match in read]
    assert [(path, int(line), int(column), severity, code) for path, line, column, severity, code in found] == wanted
    assert all(match[pattern["message"]] for match in read)


def test_the_tasks_call_commands_that_there_are(begun: Path) -> None:
    for task in settings(begun, "tasks.json")["tasks"]:
        name, *options = task["args"]
        context = cli.cli.commands[name].make_context(name, options)
        assert context.args == [], "words that the command does not take"


def test_the_settings_name_schemas_that_are_there_and_globs_that_find_every_file(begun: Path) -> None:
    named = settings(begun, "settings.json")["yaml.schemas"]
    assert {(begun / path).resolve() for path in named} == {begun / "schemas" / file_name(name) for name in NAMES}
    globs = [glob.lstrip("/") for some in named.values() for glob in some]
    assert {path for glob in globs for path in begun.glob(glob)} == set(begun.rglob("*.yaml"))


def test_an_editor_s_files_come_into_a_site_that_is_there_and_none_is_overwritten(tmp_path: Path) -> None:
    write_site(tmp_path, {".vscode/settings.json": "mine"})
    done = briefs(tmp_path, "new", "editor", "vscode")
    assert done.returncode == 0
    assert "left as it is: .vscode/settings.json" in done.stderr
    assert (tmp_path / ".vscode/settings.json").read_text("utf-8") == "mine"
    assert settings(tmp_path, "extensions.json") == {"recommendations": ["redhat.vscode-yaml"]}
    assert (tmp_path / "schemas" / "sidecar.schema.json").is_file()
    assert briefs(tmp_path, "new", "editor", "vscode").returncode == 0


def test_the_documentation_gives_the_expression_and_the_hook_that_are_used(begun: Path) -> None:
    fences = [match["body"].strip() for match in FENCE.finditer(PAGE.read_text("utf-8"))]
    task = next(task for task in settings(begun, "tasks.json")["tasks"] if task["label"] == "briefs: check")
    assert task["problemMatcher"]["pattern"]["regexp"] in fences
    (local,) = next(yaml.safe_load(fence) for fence in fences if fence.startswith("repos:"))["repos"]
    shared = {key: value for key, value in local["hooks"][0].items() if key != "language"}
    assert shared.items() <= hook().items()


def test_the_first_line_in_the_documentation_is_that_of_a_new_sidecar(begun: Path) -> None:
    first = (begun / "content/articles/lamp-at-sorrel-ness.yaml").read_text("utf-8").splitlines()[0]
    assert f"```yaml\n{first}\n```" in PAGE.read_text("utf-8")


# ── schemas as files ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_schema_is_printed_alone(tmp_path: Path) -> None:
    done = briefs(tmp_path, "schema", "glossary")
    assert (done.returncode, done.stderr, list(tmp_path.iterdir())) == (0, "", [])
    assert json.loads(done.stdout)["title"] == "Briefs: glossary"


def test_schemas_replace_their_own_and_no_other_file(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    assert briefs(tmp_path, "schema", "--output", "schemas").returncode == 0
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(made) == {"sidecar.schema.json", "glossary.schema.json", "config.schema.json"}
    old = folder / "sidecar.schema.json"
    old.write_bytes(made[old.name].replace(b'"title"', b'"titel"'))
    (folder / "config.schema.json").write_text("mine", "utf-8")
    done = briefs(tmp_path, "schema", "--output", "schemas")
    assert done.returncode == 74
    assert "was not made by this command, so it is left as it is" in done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {**made, "config.schema.json": b"mine"}


def test_schemas_of_a_site_know_its_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = (
        "from msgspec.structs import replace\nfrom briefs.kinds import Kind\n"
        "def extend(kit):\n    return replace(kit, kinds=(*kit.kinds, Kind('rumour')))\n"
    )
    write_site(tmp_path, {"config.yaml": "title: X\nplugins: [rumours]\n", "rumours.py": plugin})
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])}
    command = [sys.executable, "-m", "briefs", "schema", "sidecar"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment)
    assert '"rumour"' in done.stdout, done.stderr


@pytest.mark.parametrize("words", [[], ["sidebar"], ["sidecar", "--config", "absent.yaml"]])
def test_schema_without_what_it_needs_exits_2(tmp_path: Path, words: list[str]) -> None:
    assert briefs(tmp_path, "schema", *words).returncode == 2


# ── Git ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def hook() -> dict[str, Any]:
    (one,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert isinstance(one, dict)
    return one


def test_the_hook_has_what_pre_commit_asks_for_and_calls_a_command_that_there_is() -> None:
    assert {"id", "name", "entry", "language"} <= set(hook())
    program, name, *options = shlex.split(hook()["entry"])
    assert (program, hook()["language"], hook()["pass_filenames"]) == ("briefs", "python", False)
    cli.cli.commands[name].make_context(name, list(options))


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("content/articles/harbour.txt", True),
        ("notes/content/glossary/pa.yaml", True),
        ("config.yaml", True),
        ("themes/default/templates/article.html", True),
        ("README.md", False),
        ("src/contents/x.py", False),
        ("my-config.yaml", False),
    ],
)
def test_the_hook_runs_for_the_files_of_a_site_alone(path: str, meant: bool) -> None:
    assert bool(re.search(hook()["files"], path)) is meant


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_schema_behind_a_link_is_made_anew_and_one_that_cannot_be_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefs.cli.placing import put

    (tmp_path / "there").write_text("old", "utf-8")
    (tmp_path / "link").symlink_to("there")
    put(tmp_path / "link", b"new")
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "there").read_text("utf-8")) == (True, "new")

    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="full"):
        put(tmp_path / "link", b"newer")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "there"]
