"""The table of faults names tests and cases that exist, one row for each fault; and no build changes a source."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from support import briefs, site_of, write_site
from tables import hidden
from untouched import ENTRANCES, untouched

from briefs import pipeline
from briefs.pipeline import Options, build

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "tests" / "faults.md"
WANTED = [f"{letter}{number}" for letter, last in (("A", 43), ("B", 31), ("C", 18)) for number in range(1, last + 1)]


def rows() -> list[tuple[str, str, list[str]]]:
    """Each fault, what is promised, and the tests and cases that hold it."""
    lines = re.findall(r"^\| ([A-C][0-9]+) \| (.+?) \| (.*) \|$", TABLE.read_text("utf-8"), re.MULTILINE)
    return [(fault, promise, re.findall(r"`(tests/[^`]+)`", held)) for fault, promise, held in lines]


ROWS = rows()


def test_every_fault_stands_in_the_table_once_and_in_order() -> None:
    assert [fault for fault, _, _ in ROWS] == WANTED


@cache
def functions_in(path: str) -> frozenset[str]:
    """The names of a file's test functions."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@cache
def cases_in(path: str) -> frozenset[str]:
    """The names of a page's cases."""
    return frozenset(re.findall(r"^## (.+)$", hidden((ROOT / path).read_text("utf-8")), re.MULTILINE))


@pytest.mark.parametrize(("fault", "promise", "held"), ROWS, ids=[fault for fault, _, _ in ROWS])
def test_what_holds_a_promise_is_there(fault: str, promise: str, held: list[str]) -> None:
    assert 1 <= len(held) <= 3, f"{fault}: {promise}"
    for one in held:
        path, _, name = one.partition("::")
        if name:
            assert name.startswith("test_"), one
            assert name in functions_in(path), one
        else:
            path, _, name = one.partition(": ")
            assert name in cases_in(path), one


# ── no build changes a source (B26) ──────────────────────────────────────────────────────────────────────────────

SITE = {"content/articles/a.txt": "A headline\n\nHe said so.\n", "themes/mine/static/site.css": "p { margin: 0 }\n"}


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_whatever_is_given_a_site_is_watched(entrance: str) -> None:
    assert hasattr(getattr(pipeline, entrance), "__wrapped__")


TEXT, STYLE, CONFIG = "content/articles/a.txt", "themes/mine/static/site.css", "config.yaml"
HARMS: dict[str, Callable[[Path], object]] = {
    "written": lambda path: path.write_bytes(path.read_bytes() + b"\n"),
    "of the same size": lambda path: path.write_bytes(path.read_bytes().swapcase()),
    "touched": lambda path: path.touch(),
    "given another mode": lambda path: path.chmod(0o640),
    "removed": lambda path: path.unlink(missing_ok=True),
    "beside another": lambda path: path.with_name("more.txt").write_bytes(b"More.\n"),
}


@pytest.mark.parametrize(("name", "harm"), [*((TEXT, harm) for harm in HARMS), (STYLE, "written"), (CONFIG, "touched")])
def test_a_build_that_changes_a_source_is_caught_in_any_test(name: str, harm: str, tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)

    def spoil(stage: str, done: int = 0, total: int = 0) -> None:
        if stage == "load":
            HARMS[harm](root / name)

    with pytest.raises(AssertionError, match="a build changed sources"):
        build(site_of(root), Options(sync=False), spoil)


def test_a_command_is_watched_too_and_leaves_all_sources(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    assert briefs(root, "build").returncode == 0
    with pytest.raises(AssertionError, match="a build changed sources"), untouched(root):
        (root / "content/articles/a.txt").write_bytes(b"Another headline\n\nHe said so.\n")
