"""What `check` says to code hosts: GitHub's commands and SARIF, each as its reader takes it apart."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unicodedata import category
from urllib.parse import unquote

import pytest
from gates import tools
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from support import briefs, write_site

from briefs.core.diagnostics import Diagnostic, Related
from briefs.core.source import Span
from briefs.github import as_commands
from briefs.manual import rules
from briefs.sarif import as_log

ROOT = Path(__file__).parent.parent
WRONG = {
    "content/articles/a b.txt": "A headline\n\nThe port 100%, again: the port.\n",
    "content/articles/a b.yaml": "notes:\n  - {quote: nobody said, text: x}\nglossary:\n  - {term: port}\n",
    "content/articles/c.yaml": "title: x\n",
}
WORDS = st.characters(codec="utf-8")
SPANS = st.builds(
    Span,
    st.text(WORDS, min_size=1),
    *[st.integers(1, 99) for _ in range(4)],
)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.from_regex(r"[a-z]+(-[a-z]+)?", fullmatch=True),
    st.sampled_from(["error", "warning", "note"]),
    st.text(WORDS, min_size=1),
    st.none() | SPANS,
    st.text(WORDS),
    st.lists(st.builds(Related, st.text(WORDS), SPANS), max_size=2).map(tuple),
)


def checked(site: Path, form: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefs", "check", "--format", form, "--config", str(site / "config.yaml")]
    return subprocess.run(
        command,
        cwd=cwd or site,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )


# ── GitHub ───────────────────────────────────────────────────────────────────────────────────────────────────────


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it: name, properties, message."""
    form = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
    assert form, line
    properties = dict(part.split("=", 1) for part in form[2].split(","))
    shown = {key: plain(value.replace("%3A", ":").replace("%2C", ",")) for key, value in properties.items()}
    return form[1], shown, plain(form[3])


def plain(data: str) -> str:
    return data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@given(DIAGNOSTICS)
def test_a_command_is_one_line_from_which_the_diagnostic_can_be_read(diagnostic: Diagnostic) -> None:
    command = as_commands([diagnostic], "sub/folder")
    assert not re.search(r"[\r\n]", command)
    name, properties, message = read_command(command)
    assert name == {"error": "error", "warning": "warning", "note": "notice"}[diagnostic.severity]
    assert properties["title"] == diagnostic.code
    assert message.startswith(diagnostic.message)
    assert message.split(diagnostic.message, 1)[1].startswith("\n" + diagnostic.hint if diagnostic.hint else "")
    if diagnostic.span is None:
        assert set(properties) == {"title"}
    else:
        assert properties["file"] == f"sub/folder/{diagnostic.span.path}"
        assert properties["line"] == str(diagnostic.span.line)


def test_check_for_github_prints_commands_alone_with_paths_from_the_repository(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    done = checked(write_site(tmp_path / "notes", WRONG), "github", cwd=tmp_path)
    assert done.returncode == 1
    found = [read_command(line) for line in done.stdout.splitlines()]
    shown = [(name, p["title"], p.get("file"), p.get("line"), p.get("col")) for name, p, _ in found]
    assert ("error", "quote-not-found", "notes/content/articles/a b.yaml", "2", "13") in shown
    assert ("warning", "definition-missing", "notes/content/articles/a b.yaml", "4", "12") in shown
    assert re.fullmatch(r"\d+ errors? and \d+ warnings?; nothing was published\.\n", done.stderr)


def test_a_config_that_cannot_be_used_is_said_in_the_form_asked_for(tmp_path: Path) -> None:
    write_site(tmp_path, {"config.yaml": "titel: x\n"})
    done = checked(tmp_path, "github")
    assert done.returncode == 2
    assert done.stdout.startswith("::error file=config.yaml,line=1,col=1,endColumn=6,title=unknown-key::")
    log = json.loads(checked(tmp_path, "sarif").stdout)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["unknown-key"]


# ── SARIF ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def faults() -> Callable[[object], list[str]]:
    """What is wrong with a log, by the schema of SARIF 2.1.0 from the npm package of those who made it."""
    package = "npm:@microsoft/jest-sarif"
    if absent := tools.missing((package,)):
        (pytest.fail if "CI" in os.environ else pytest.skip)(absent)
    schema = Path(tools.path(package)) / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    validator = Draft4Validator(json.loads(schema.read_text("utf-8")))
    return lambda log: [error.message for error in validator.iter_errors(log)]


@given(st.lists(DIAGNOSTICS, max_size=4), st.sampled_from(["", "sub/folder"]))
def test_any_diagnostics_make_a_valid_log(
    faults: Callable[[object], list[str]], diagnostics: list[Diagnostic], folder: str
) -> None:
    log = json.loads(as_log(diagnostics, rules(), "1.0", folder))
    assert faults(log) == []
    run = log["runs"][0]
    codes = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for diagnostic, result in zip(diagnostics, run["results"], strict=True):
        assert codes[result["ruleIndex"]] == result["ruleId"] == diagnostic.code
        if diagnostic.span is not None:
            place = result["locations"][0]["physicalLocation"]
            assert unquote(place["artifactLocation"]["uri"]) == f"{folder}/{diagnostic.span.path}".lstrip("/") or (
                diagnostic.span.path.startswith("/")
            )


def test_check_as_sarif_is_one_valid_log_alone_with_a_rule_for_each_code(
    faults: Callable[[object], list[str]], tmp_path: Path
) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    done = checked(write_site(tmp_path / "notes", WRONG), "sarif", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    log = json.loads(done.stdout)
    assert faults(log) == []
    run = log["runs"][0]
    found = next(result for result in run["results"] if result["ruleId"] == "quote-not-found")
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "notes/content/articles/a%20b.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 24}
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"].endswith("."), rule
        assert rule["help"]["markdown"]
        assert "](" not in rule["help"]["markdown"], "a link that leads nowhere from a code host"


def test_every_code_of_the_manual_is_a_rule() -> None:
    manual = (ROOT / "docs/content/articles/diagnostics.md").read_text("utf-8")
    assert [*rules()] == re.findall(r"^## (.+)$", manual, re.MULTILINE)
    assert all(rule.brief and "`" not in rule.text for rule in rules().values())


ORDERS = (
    *("\x1b[2J\x1b]0;owned\x07", "\n::error file=x::owned", "%0A::warning::owned", "\r\x9b31m"),
    *("\u202edetres", "::stop::"),
)
"""What would give orders to a terminal, or to a host that reads commands."""


@pytest.mark.parametrize("form", ["text", "github", "sarif", "json"])
def test_no_name_key_or_word_gives_an_order_to_who_reads_what_is_said_of_it(tmp_path: Path, form: str) -> None:
    files = {"content/articles/a.txt": "A headline\n\nWords.\n"}
    for at, order in enumerate(ORDERS):
        files[f"content/articles/{at}{order.replace('/', '')}.md"] = f"{order} [x]({order}.md) [y](nowhere.md)\n"
        files[f"content/glossary/{at}.yaml"] = f"{order}: {order}\nterm: {order}\n"
        escaped = json.dumps(order)
        files[f"content/glossary/e{at}.yaml"] = f"{{{escaped}: x, term: {escaped}, see_also: [{escaped}]}}\n"
    root = write_site(tmp_path, files)
    done = briefs(root, "check", "--format", form)
    assert done.returncode == 1
    for said in (done.stdout, done.stderr):
        orders = ("Cc", "Cf", "Zl", "Zp") if form == "text" else ("Cc",)  # for programs words stay as they are
        assert [c for c in said if category(c) in orders and c != "\n"] == []
    if form == "github":
        assert [line for line in done.stdout.splitlines() if not re.match("::(error|warning|notice) ", line)] == []
        assert "owned" not in [re.split("[ :]", line)[2] for line in done.stdout.splitlines()]
    if form in ("sarif", "json"):
        assert json.loads(done.stdout)
