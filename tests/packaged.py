"""A source folder goes in, a wheel and an environment that has it come out: the package as others get it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path

from briefs.lock import build_lock

ROOT = Path(__file__).parent.parent
_OFFLINE = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] = {}, code: int = 0) -> str:
    """What a command prints; its status must be as expected. It knows nothing of the checkout."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")} | {"PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", env=clean | dict(env))
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def wheel_of(source: Path, target: Path) -> Path:
    """The wheel of a source folder."""
    target.mkdir(parents=True, exist_ok=True)
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target, cwd=source)
    (wheel,) = target.glob("*.whl")
    return wheel


def environment(folder: Path) -> Path:
    """An environment of its own that borrows this one's libraries, so that nothing is fetched; its Python."""
    venv.create(folder, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    own = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    (Path(own) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


def install(python: Path, *what: str | Path) -> None:
    """Into the environment of an interpreter, from here."""
    words = [sys.executable, "-m", "pip", "--python", python, "install", *_OFFLINE, "--ignore-installed", *what]
    run(*words, cwd=python.parent)


def once(shared: Path, name: str, made: str) -> Path:
    """The wheel of a folder of this repository, built by whichever process of a test run comes first."""
    target = shared / name
    with build_lock(shared / f"{name}.lock", wait=120):
        return next(target.glob("*.whl")) if target.is_dir() else wheel_of(ROOT / made, target)
