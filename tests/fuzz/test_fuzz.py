"""A sample of what `tests/fuzz/run.py` does, and everything that it ever found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefs.core.diagnostics import error
from briefs.core.source import Source, Span
from fuzz import run, shrinking, slow
from fuzz.corpus import gather
from fuzz.readers import READERS, made, tried
from fuzz.verdict import misplaced

KEPT = sorted(p for p in (Path(__file__).parent / "kept").iterdir() if p.suffix.removeprefix(".") in
              {r.ending for r in READERS.values()})  # fmt: skip
SAMPLE = {"yaml": 300, "markdown": 300, "plain": 150, "quotes": 150}


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_was_found_once_holds(path: Path) -> None:
    name = next(name for name, reader in READERS.items() if path.suffix == f".{reader.ending}")
    assert tried(name, path.read_bytes(), thorough=True).fault == ""


@pytest.mark.parametrize("name", READERS)
def test_a_reader_stands_a_sample_of_hostile_inputs(name: str) -> None:
    _, accepted, compared, finds = run.chunk(name, 0, range(SAMPLE[name]))
    assert finds == []
    assert 0 < accepted < SAMPLE[name] or name == "plain"
    assert compared > SAMPLE[name] // 20


def test_an_input_depends_on_its_seed_and_number_alone() -> None:
    code = "from fuzz.corpus import gather; from fuzz.readers import *\n"
    code += "print([made(n, 3, 7, gather()) for n in READERS])"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(["tests", "."]), "PYTHONHASHSEED": "5"}
    root = Path(__file__).parents[2]
    other = subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == str([made(name, 3, 7, gather()) for name in READERS])


def test_a_place_outside_its_file_is_seen() -> None:
    source = Source("a", "one\ntwo\n", "")
    good, bad = Span("a", 2, 1, 3, 1), [Span("a", 1, 5), Span("b"), Span("a", 0, 1), Span("a", 2, 2, 2, 1)]
    assert misplaced([error("x", "", good)], source) == ""
    assert [misplaced([error("x", "", span)], source)[:5] for span in bad] == ["place"] * 4


def test_what_a_reader_loses_or_lets_in_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from briefs.stages.parse import walk

    def careless(words: str) -> str:
        return words.replace("harbour", "")

    monkeypatch.setattr(walk, "_clean", careless)
    assert tried("markdown", b"The *harbour*.\n").fault.startswith("words:")
    monkeypatch.undo()
    monkeypatch.setattr("briefs.stages.parse.desk.Desk.link", lambda self, href, span: _Anything(href))
    assert tried("markdown", b"[a](javascript:alert(1))\n").fault.startswith("active:")


class _Anything:
    target, outside = "", False

    def __init__(self, href: str) -> None:
        self.href = href


def test_an_input_is_made_small_and_keeps_its_fault() -> None:
    assert (
        shrinking.shrunk(b"some words, then a bang! and more", lambda data: "bang: !" if b"!" in data else "") == b"!"
    )


@pytest.mark.parametrize(
    ("reader", "kinds"), [("markdown", slow.MARKDOWN), ("yaml", slow.YAML), ("patterns", slow.PATTERNS)]
)
def test_every_text_made_to_be_slow_is_read_to_its_end(reader: str, kinds: dict[str, object]) -> None:
    assert [kind for kind, (_,) in slow.rows(reader, (1_000,))] == list(kinds)


def test_how_time_grows_is_told_by_the_last_two_sizes() -> None:
    assert slow.exponent([0.01, 0.1, 10.0], (10, 100, 1_000)) == pytest.approx(2)
    assert slow.exponent([0.1, 1.0], (10, 100, 1_000)) == pytest.approx(1)
    assert slow.exponent([0.0001, 0.1], (10, 100)) == 0
