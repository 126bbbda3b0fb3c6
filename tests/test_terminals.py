"""Where a command's words go: a closed pipe, a terminal with and without colours, a locale of ASCII (FAULTS B31)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, write_site

ENTRY = "glossary:\n  - {term: Port Authority, definition: It runs the harbour.}\n"
SITE = {
    "content/articles/harbour.md": "# Harbour\n\nThe Port Authority said “so” — nothing more.\n",
    "content/articles/harbour.yaml": f"notes:\n  - quote: “nobody” said — this\n    text: No.\n{ENTRY}",
}
QUOTED = {
    "content/articles/harbour.txt": "Harbour\n\nThe old pier stands at the mouth of the harbour.\n",
    "content/articles/harbour.yaml": "notes:\n  - quote: The old pier stands at the mouth\n    text: It has.\n",
}
CLOSED = """\
import os, subprocess, sys
read, write = os.pipe()
os.close(read)
done = subprocess.run([sys.executable, "-m", "briefs", *sys.argv[1:]], stdout=write, stderr=subprocess.PIPE, text=True)
print(done.returncode, done.stderr)
"""
SHELL = """\
import subprocess, sys
print(subprocess.run(f"exec '{sys.executable}' -m briefs {sys.argv[1]}", shell=True).returncode, flush=True)
"""


def _said(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {"PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, timeout=120, env={**os.environ, **told}
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes are POSIX's")
@pytest.mark.parametrize("words", [("build", "--format", "json"), ("explain", "harbour")], ids=" ".join)
def test_where_nobody_reads_a_command_ends_without_a_word_of_it(words: tuple[str, ...], tmp_path: Path) -> None:
    done = _said(write_site(tmp_path, SITE), "-c", CLOSED, *words)
    assert "Traceback" not in done.stdout
    assert "Broken" not in done.stdout
    assert "Exception" not in done.stdout
    assert done.stdout.split() == ["0"]


@pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
def test_where_the_caller_has_closed_what_is_read_and_said_a_command_does_its_work(tmp_path: Path) -> None:
    article = write_site(tmp_path, QUOTED) / "content/articles/harbour.txt"
    for closed in ("<&-", "2>&-", "<&- >&- 2>&-"):
        assert _said(tmp_path, "-c", SHELL, f"build {closed}").stdout.split()[-1] == "0", closed
    article.write_text(article.read_text("utf-8").replace("old pier", "new pier"), "utf-8")
    assert _said(tmp_path, "-c", SHELL, "check --fix <&-").stdout.split()[-1] == "0"
    assert "The new pier" in (tmp_path / "content/articles/harbour.yaml").read_text("utf-8")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")
@pytest.mark.parametrize("words", ["build", "check --format json", "export --format csv"])
def test_what_cannot_be_said_for_want_of_room_is_no_fault_of_ours(words: str, tmp_path: Path) -> None:
    done = _said(write_site(tmp_path, QUOTED), "-c", SHELL, f"{words} > /dev/full")
    assert done.stdout.split() == ["74"]
    assert "error[cannot-write]: what is said here cannot be written: the disk is full" in done.stderr
    assert "fault" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="there a folder that somebody is in cannot go")
def test_a_command_in_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    gone = "import os; os.rmdir(os.getcwd()); os.execv(sys.executable, [sys.executable, '-m', 'briefs', 'build'])"
    done = _said(tmp_path / "gone", "-c", f"import sys; {gone}")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2, "Error: the folder that you are in is no longer there; go to another"
    )  # fmt: skip


ON_TERMINAL = """\
import os, pty, sys
words = sys.argv[1:]
seen = []
def read(handle):
    data = os.read(handle, 4096)
    seen.append(data)
    return data
pty.spawn([sys.executable, "-m", "briefs", *words], read)
"""


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX's")
@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_that_asks_for_no_colour_gets_none(variable: str, value: str, tmp_path: Path) -> None:
    """The table of ``explain`` is the one that has some: bold heads, where they are welcome."""
    write_site(tmp_path, {**SITE, "content/articles/harbour.yaml": ENTRY})
    words = ("-c", ON_TERMINAL, "explain", "harbour")
    with_none = _said(tmp_path, *words, **{"TERM": "xterm-256color", variable: value}).stdout
    welcome = _said(tmp_path, *words, TERM="xterm-256color").stdout
    assert "taken for" in with_none
    assert "\x1b[1m" in welcome
    assert not [code for code in ("\x1b[3", "\x1b[9", "\x1b[4") if code in with_none]
    assert variable == "NO_COLOR" or "\x1b" not in with_none


@pytest.mark.skipif(os.name == "nt", reason="locales of POSIX")
@pytest.mark.parametrize(("words", "said"), [("build", "“nobody” said — this"), ("explain harbour", "Port Authority")])
@pytest.mark.parametrize("encoding", ["", "ascii"])
def test_in_a_locale_of_ascii_no_command_fails_and_no_word_is_lost(
    words: str, said: str, encoding: str, tmp_path: Path
) -> None:
    """Words are written in UTF-8 there too, as Python itself does unless it is told not to; here it is told."""
    ascii_alone = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": encoding}
    done = _said(write_site(tmp_path, SITE), "-m", "briefs", *words.split(), **ascii_alone)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    assert said in done.stdout + done.stderr
