"""``check --fix``: the words of a text that was edited go back into the quotes, and nothing else changes."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from support import site_of, write_site

from briefs.pipeline import Options, Report, build
from briefs.pipeline.mending import mendings

ARTICLE = "content/articles/a.txt"
SIDECAR = "content/articles/a.yaml"
TEXT = (
    "A headline here\n\nThe harbour opened on Monday. Around 400 dockers returned to work, the union said.\n\n"
    "It was quiet. The port is open, the mayor said on Monday, and nobody left.\n"
)
NOTES = (
    "# what the editor thinks\r\n"
    "notes:\r\n"
    "  - quote: Around 400 dockers returned   # the number\r\n"
    "    kind: context\r\n"
    "    text: 'The union''s'\r\n"
    "\r\n"
    "  - {quote: 'The port is open', text: It was.}\r\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that was built once, so that its quotes are remembered."""
    config = "title: Test\nurl: https://example.org/\n"
    write_site(tmp_path, {"config.yaml": config, ARTICLE: TEXT, SIDECAR: NOTES})
    assert rebuilt(tmp_path).diagnostics == ()
    return tmp_path


def rebuilt(root: Path) -> Report:
    return build(site_of(root), Options(sync=False))


def edit(root: Path, *pairs: tuple[str, str]) -> None:
    path = root / ARTICLE
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def fix(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefs", "check", "--fix", *words]
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "NO_COLOR": "1"}
    return subprocess.run(command, cwd=root, env=path, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def sidecar(root: Path) -> str:
    return (root / SIDECAR).read_bytes().decode()


def codes(report: Report) -> list[str]:
    return [d.code for d in report.diagnostics]


def test_the_new_words_are_written_and_no_other_byte(root: Path) -> None:
    edit(root, ("400 dockers returned", "400 of the dockers returned"), ("port is open", "port is now open"))
    article = (root / ARTICLE).read_bytes()
    done = fix(root)
    assert done.returncode == 0
    assert "-  - quote: Around 400 dockers returned   # the number\n" in done.stdout
    assert "+  - quote: Around 400 of the dockers returned   # the number\n" in done.stdout
    assert "2 quotes mended in 1 file" in done.stderr
    wanted = NOTES.replace("400 dockers", "400 of the dockers").replace("port is open", "port is now open")
    assert sidecar(root) == wanted
    assert (root / ARTICLE).read_bytes() == article
    assert rebuilt(root).diagnostics == ()


def test_what_stood_there_before_is_kept(root: Path) -> None:
    edit(root, ("400 dockers returned", "400 of the dockers returned"))
    fix(root)
    kept = [path.read_bytes().decode() for path in (root / ".briefs" / "undo").rglob("*.yaml") if path.is_file()]
    assert kept == [NOTES]


def test_a_dry_run_shows_and_writes_nothing(root: Path) -> None:
    edit(root, ("400 dockers returned", "400 of the dockers returned"))
    lock = (root / "briefs.lock").read_bytes()
    assert "+  - quote: Around 400 of the dockers" in fix(root, "--dry-run").stdout
    assert (sidecar(root), (root / "briefs.lock").read_bytes()) == (NOTES, lock)
    assert not (root / ".briefs" / "undo").exists()


def test_where_nothing_was_edited_it_says_so(root: Path) -> None:
    done = fix(root)
    assert (done.returncode, done.stdout) == (0, "")
    assert "No quote needs mending" in done.stderr
    assert sidecar(root) == NOTES


def test_a_place_that_is_not_certain_waits_for_the_author_s_word(root: Path) -> None:
    edit(root, ("Around 400 dockers returned to work", "Some hundred dockers had gone to work"))
    assert "quote-not-found" in codes(rebuilt(root))
    assert (fix(root).returncode, sidecar(root)) == (1, NOTES)
    done = fix(root, "--review")
    assert done.returncode == 0, done.stderr
    assert "hundred dockers had gone   # the number" in sidecar(root)
    assert rebuilt(root).diagnostics == ()


def test_words_that_now_stand_twice_keep_their_place_by_what_is_remembered(root: Path) -> None:
    edit(root, ("The port is open", "The port is now open"), ("The harbour opened on", "The port is now open since"))
    (mending,) = mendings(site_of(root)).files
    fix(root)
    assert codes(rebuilt(root)) == []
    data = json.loads((root / "site" / "articles" / "a.json").read_bytes())
    assert data["text"].count("The port is now open") == 2
    (note,) = [n for n in data["notes"] if n["exact"] in {q.new for q in mending.quotes}]
    assert data["text"][note["end"] :].startswith(", the mayor said")


def test_what_cannot_be_mended_alone_does_not_keep_the_others(root: Path) -> None:
    clash = "terms:\n  - {quote: Around 400 dockers, term: null}\n  - {quote: 400 dockers returned, term: null}\n"
    write_site(root, {SIDECAR: NOTES + clash})
    edit(root, ("400 dockers returned", "400 of the dockers returned"))
    fix(root)
    assert "quote: Around 400 of the dockers returned   #" in sidecar(root)


def test_a_link_stays_a_link_and_the_mode_stays(root: Path) -> None:
    real = root / "content" / "real.yaml"
    (root / SIDECAR).rename(real)
    real.chmod(0o640)
    (root / SIDECAR).symlink_to("../real.yaml")
    edit(root, ("400 dockers returned", "400 of the dockers returned"))
    assert fix(root).returncode == 0
    assert (root / SIDECAR).is_symlink()
    assert "400 of the dockers" in real.read_text("utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_write_protected_sidecar_is_an_error_that_says_so(root: Path) -> None:
    edit(root, ("400 dockers returned", "400 of the dockers returned"))
    (root / SIDECAR).chmod(0o444)
    done = fix(root)
    assert done.returncode == 74
    assert "error[sidecar-unwritten]: `content/articles/a.yaml` was not written: it is write-protected" in done.stderr
    assert sidecar(root) == NOTES


def test_as_json_the_report_stands_alone_on_stdout(root: Path) -> None:
    edit(root, ("400 dockers returned", "400 of the dockers returned"))
    done = fix(root, "--format", "json")
    assert json.loads(done.stdout)["ok"] is True
    assert "400 of the dockers" in done.stderr
    assert "400 of the dockers" in sidecar(root)


@pytest.mark.parametrize("answer", ["n", "y", ""])
def test_at_a_terminal_the_author_is_asked(root: Path, answer: str) -> None:
    edit(root, ("400 dockers returned", "400 of the dockers returned"))
    ours, theirs = pty.openpty()
    os.write(ours, answer.encode() + b"\n")
    command = [sys.executable, "-m", "briefs", "check", "--fix"]
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(command, cwd=root, env=path, stdin=theirs, capture_output=True, text=True)
    os.close(ours)
    os.close(theirs)
    assert "Write this? [Y/n]" in done.stderr
    assert (sidecar(root) == NOTES) is (answer == "n")


def test_its_switches_go_with_it(root: Path) -> None:
    for switch in ("--review", "--dry-run", "--yes"):
        done = subprocess.run(
            [sys.executable, "-m", "briefs", "check", switch],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
            capture_output=True,
            text=True,
        )
        assert (done.returncode, "go with --fix" in done.stderr) == (2, True)
