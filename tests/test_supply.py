"""What is installed is what was locked: every line of the lock files has its hashes, and none says where from."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from packaged import environment, run
from test_package import PROJECT, ROOT

LOCKS = ("requirements.lock", "requirements-test.lock")
_ENTRY = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+)(?: ; (?P<when>[^\\]+))? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
_REMARK = re.compile(r"^(?:    )?#")


def entries(text: str) -> Iterator[tuple[str, str, int]]:
    """(name, version, hashes) of each requirement of a lock file; an AssertionError at a line that is none of it."""
    found: list[tuple[str, str, int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if entry := _ENTRY.match(line):
            found.append((entry["name"], entry["version"], 0))
        elif _HASH.match(line):
            name, version, hashes = found.pop()
            found.append((name, version, hashes + 1))
        else:
            assert _REMARK.match(line), f"line {number}: {line}"
    yield from found


def plain(name: str) -> str:
    """The name of a package as a lock file spells it, without extras and versions."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=\[; ]", name)[0].strip()).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_fixed_and_has_its_hashes(lock: str) -> None:
    found = list(entries((ROOT / lock).read_text("utf-8")))
    assert len(found) > len(PROJECT["dependencies"])
    assert [name for name, _, hashes in found if not hashes] == []
    assert len({name for name, _, _ in found}) == len(found)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host_and_no_place(lock: str) -> None:
    """Whoever installs takes their own index; the hashes say whether it gave the right files."""
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r"^.*(?:://|--index|--extra-index|--find-links|--trusted-host|file:|@ ).*$", text, re.M) == []


def test_what_the_project_asks_for_is_locked() -> None:
    locked, for_tests = ({name for name, _, _ in entries((ROOT / lock).read_text("utf-8"))} for lock in LOCKS)
    assert {plain(line) for line in PROJECT["dependencies"]} <= locked
    assert {plain(line) for line in PROJECT["optional-dependencies"]["test"]} <= for_tests
    assert locked <= for_tests


@pytest.mark.parametrize("lock", LOCKS)
def test_the_readme_s_command_installs_from_the_lock_file(lock: str) -> None:
    """One hash in a file makes pip ask for the hash of everything; no option of the command may undo that."""
    (command,) = re.findall(rf"^    (.*pip install .*{re.escape(lock)}.*)$", (ROOT / "README.md").read_text(), re.M)
    assert re.search(rf"pip install -qr {re.escape(lock)} &&", command)


def test_only_the_file_that_was_locked_is_installed(plugin_wheel: Path, tmp_path: Path) -> None:
    """From a lock file of our form, with pip as it is; what is installed is our example of a plugin."""
    name, version = plugin_wheel.name.split("-")[:2]
    python, lock = environment(tmp_path / "env"), tmp_path / "some.lock"
    options = ("--no-deps", "--no-index", "--find-links", plugin_wheel.parent, "--disable-pip-version-check")
    words = (sys.executable, "-m", "pip", "--python", python, "install", "-qr", lock, *options)
    lock.write_text(f"{name}=={version} \\\n    --hash=sha256:{'0' * 64}\n", "utf-8")
    assert "DO NOT MATCH THE HASHES" in run(*words, cwd=tmp_path, code=1)
    lock.write_text(
        f"{name}=={version} \\\n    --hash=sha256:{sha256(plugin_wheel.read_bytes()).hexdigest()}\n", "utf-8"
    )
    run(*words, cwd=tmp_path)
