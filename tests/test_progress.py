"""The line that says how far a build is: on a terminal alone, after a second alone, and gone at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = """
import time
from briefs.cli import progress

progress._PATIENCE = {patience}
with progress.progress("text") as told:
    told("load")
    for stage, done in (("compile", 3), ("compile", 7), ("render", 1), ("render", 10)):
        time.sleep(0.11)
        told(stage, done, 10)
print("done")
"""


def on_a_terminal(patience: float, **more: str) -> str:
    """What a terminal of 100 columns gets to see, without its escapes."""
    pty = pytest.importorskip("pty")
    terminal, end = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k != "CI"} | {"TERM": "xterm", "COLUMNS": "100", **more}
    env["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-c", SCRIPT.format(patience=patience)]
    done = subprocess.run(command, env=env, stderr=end, stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout == "done\n"
    os.set_blocking(terminal, False)
    try:
        seen = os.read(terminal, 1 << 16).decode()
    except BlockingIOError:
        seen = ""
    os.close(end)
    os.close(terminal)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen)


def test_a_terminal_sees_stage_count_and_rate() -> None:
    seen = on_a_terminal(0.0)
    assert re.search(r"compile .*7/10", seen), seen
    assert re.search(r"render .*10/10\s+[\d,]+/s", seen), seen


@pytest.mark.parametrize("more", [{"CI": "true"}, {}])
def test_ci_and_what_takes_less_than_a_second_see_nothing(more: dict[str, str]) -> None:
    assert on_a_terminal(0.0 if more else 60.0, **more) == ""


def test_a_pipe_sees_nothing() -> None:
    command = [sys.executable, "-c", SCRIPT.format(patience=0.0)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("done\n", "")
