"""A build over processes that is interrupted, asked to end, or killed while its workers write (FAULTS B15, B16)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from crash.ending import members
from support import site_of, write_site

from briefs.pipeline import build

ROOT = Path(__file__).parent.parent
PARAGRAPH = "The IRGC sent drones to Crimea, and nobody in Kyiv knew of them. " * 12
SITE = {
    "config.yaml": "title: Long\n",
    "content/glossary/irgc.yaml": "{term: Revolutionary Guard, abbreviation: IRGC, definition: A force.}\n",
    **{f"content/articles/a{n}.md": f"# Article {n}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n" for n in range(120)},
}


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
@pytest.mark.parametrize("name", ["SIGINT", "SIGINT twice", "SIGHUP", "SIGTERM", "SIGKILL"])
def test_whatever_ends_a_build_the_old_site_stays_and_the_next_build_is_whole(tmp_path: Path, name: str) -> None:
    write_site(tmp_path, SITE)
    assert build(site_of(tmp_path)).ok
    good = tree(tmp_path / "site")
    (tmp_path / "config.yaml").write_text("title: Long ago\n", "utf-8")
    status, said = ended(tmp_path, name)
    left = tree(tmp_path / "site")
    if name == "SIGKILL":
        assert {path: data for path, data in left.items() if ".briefs-stage" not in path} == good
    else:
        assert (status, said.strip()) == (130, "Interrupted.")
        assert left == good
        assert not (tmp_path / "site/.briefs-stage").exists()
    assert build(site_of(tmp_path)).ok
    clean = tmp_path / "clean"
    write_site(clean, SITE | {"config.yaml": "title: Long ago\n"})
    assert build(site_of(clean)).ok
    assert tree(tmp_path / "site") == tree(clean / "site")


def ended(root: Path, name: str) -> tuple[int, str]:
    """Exit status of a build that gets a signal once its workers write, and what it said; they end with it."""
    command = [sys.executable, "-m", "briefs", "build", "--jobs", "2"]
    process = subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    stage, deadline = root / "site/.briefs-stage", time.monotonic() + 60
    while not (stage.is_dir() and any(stage.iterdir())) and time.monotonic() < deadline:
        assert process.poll() is None, "it was over before it could be ended"
        time.sleep(0.002)
    number = getattr(signal, name.partition(" ")[0])
    # As a terminal does it: Ctrl-C and its own end reach all processes of the foreground.
    to_all = name not in ("SIGTERM", "SIGKILL")
    for _ in range(1 + name.endswith("twice")):
        (os.killpg if to_all else os.kill)(process.pid, number)
        time.sleep(0.02)
    said = process.communicate(timeout=60)[1]
    while members(process.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert members(process.pid) == []
    return process.returncode, said


INTERRUPTED_WHILE_A_CLASS_IS_MADE = """
import os, signal
from briefs import cli

class Part:
    def __set_name__(self, *_):
        os.kill(os.getpid(), signal.SIGINT)

def command(**_):
    class Whole:
        part = Part()

cli.cli.main = command
cli.main(["build"])
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_an_interrupt_of_which_python_makes_another_fault_is_still_an_interrupt() -> None:
    """While modules are loaded, classes are made."""
    words = [sys.executable, "-c", INTERRUPTED_WHILE_A_CLASS_IS_MADE]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, "Interrupted.\n")
