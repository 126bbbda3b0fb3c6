"""The name of a tool goes in, where it is on this machine comes out, or how to get it; installs nothing but our own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
_PACKAGES = {
    "chromium": "apt-get install chromium",
    "firefox": "apt-get install firefox-esr",
    "java": "apt-get install default-jre-headless",
    "node": "apt-get install nodejs npm",
    "pdfinfo": "apt-get install poppler-utils",
    "pdftotext": "apt-get install poppler-utils",
    "xmllint": "apt-get install libxml2-utils",
}
_NAMES = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "firefox": ("firefox-esr", "firefox")}


def where(tool: str) -> str | None:
    """The path of a tool, or of a folder that npm installed."""
    if tool.startswith("npm:"):
        folder = MODULES / tool.removeprefix("npm:")
        return str(folder) if folder.is_dir() else None
    return next((found for name in _NAMES.get(tool, (tool,)) if (found := shutil.which(name))), None)


def path(tool: str) -> str:
    """The same, where it was made sure of before."""
    found = where(tool)
    assert found is not None, missing((tool,))
    return found


def missing(needs: tuple[str, ...]) -> str:
    """What of these is not here, and how to get it; empty if nothing is missing."""
    absent = [tool for tool in needs if where(tool) is None]
    return "; ".join(f"no {t.removeprefix('npm:')}: {_PACKAGES.get(t, 'npm ci in tests/gates')}" for t in absent)


def install() -> None:
    """What package.json names, exactly as locked, if npm is here and it is not there yet."""
    done = MODULES / ".package-lock.json"
    lock = HERE / "package-lock.json"
    if where("npm") and not (done.is_file() and done.stat().st_mtime >= lock.stat().st_mtime):
        subprocess.run(
            [path("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=HERE, check=True
        )


def run(command: list[str], stdin: str = "", timeout: float = 300) -> str:
    """What a command prints; its exit status is for the output to explain."""
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode not in (0, 1) or (done.returncode and not done.stdout.strip()):
        raise RuntimeError(f"{command[0]}: exit status {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def told(command: list[str], timeout: float = 300) -> str:
    """What a command prints and complains of, whatever its exit status."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    return done.stdout + done.stderr
