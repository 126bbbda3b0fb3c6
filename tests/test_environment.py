"""Disks that are full or read-only, rights that are missing, few files and processes: FAULTS B1 to B3, for real."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="disks, rights and limits are POSIX's here")

from scenes import MOUNTING, SCENES

MOUNTS = ("unshare", "-Urm")
SOMEBODY = ("unshare", "-U", "--map-user=1000", "--map-group=1000")


@cache
def works(*words: str) -> bool:
    """Whether this machine lets us have a namespace of our own."""
    try:
        return not subprocess.run([*words, "true"], capture_output=True).returncode
    except OSError:
        return False


def around(scene: str) -> tuple[str, ...]:
    """What a scene is run by: to the superuser rights mean nothing."""
    return MOUNTS if scene in MOUNTING else SOMEBODY if os.geteuid() == 0 else ()


@pytest.mark.parametrize("scene", SCENES)
def test_where_something_is_scarce_the_site_stands_and_is_right_once_there_is_enough(
    tmp_path: Path, scene: str
) -> None:
    words = around(scene)
    if words and not works(*words):
        pytest.skip(f"no `{' '.join(words)}` here")
    command = [*words, sys.executable, str(Path(__file__).parent / "scenes.py"), scene, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr[-3000:]
