"""A page of the documentation goes in, the same comes out with what a terminal answers now; knows no command.

A page that has blocks of the language ``console`` is walked through in an empty folder, from its first block to its
last: a block that names a file is written, and in a ``console`` block each line that begins with ``$`` is run.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tables import FENCE

ROOT = Path(__file__).parent.parent
HOME = "/home/you"
"""What the walk's own folder is called in the documentation."""
_SECONDS = re.compile(r"\(\d+\.\d+ s\)")


def is_walk(text: str) -> bool:
    """Whether a page is to be followed."""
    return any(fence["info"].strip() == "console" for fence in FENCE.finditer(text))


def walked(text: str, folder: Path) -> str:
    """The page as it should be, having been followed to the letter in a folder that is empty."""
    walk = Walk(folder)
    return FENCE.sub(lambda fence: _step(walk, fence), text)


def _step(walk: Walk, fence: re.Match[str]) -> str:
    language, _, path = fence["info"].strip().partition(" ")
    if path:
        walk.write(path, fence["body"])
    if language != "console":
        return fence[0]
    commands = [line[2:] for line in fence["body"].splitlines() if line.startswith("$ ")]
    answers = "".join(f"$ {command}\n{walk.run(command)}" for command in commands)
    return f"{fence['ticks']}{fence['info']}\n{answers}{fence['ticks']}"


class Walk:
    """A terminal in a folder: where it is, and what its commands answer."""

    def __init__(self, folder: Path) -> None:
        self._home = folder
        self._here = folder
        tools = folder / ".tools"
        tools.mkdir(parents=True, exist_ok=True)
        command = tools / "briefs"
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m briefs "$@"\n', "utf-8")
        command.chmod(0o755)
        path = f"{tools}{os.pathsep}{os.environ['PATH']}"
        kept = {name: value for name, value in os.environ.items() if name not in ("CI", "GITHUB_ACTIONS")}
        self._environment = kept | {"PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "HOME": str(folder)}

    def write(self, path: str, body: str) -> None:
        file = self._here / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, "utf-8")

    def run(self, command: str, well: bool = False) -> str:
        """What the command prints, with the walk's folder and all seconds as the documentation has them.

        A walk may show an author's mistake; with ``well`` the command must end without one.
        """
        if command.startswith("cd "):
            self._here = (self._here / command[3:]).resolve()
            return ""
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self._here,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
        assert done.returncode in ((0,) if well else (0, 1)), f"{command}: {done.returncode}\n{done.stdout}"
        shown = _SECONDS.sub("(0.2 s)", done.stdout.replace(str(self._home), HOME))
        shown = shown.replace("Usage: python -m briefs", "Usage: briefs")
        return "".join(f"{line.rstrip()}\n" for line in shown.splitlines())
