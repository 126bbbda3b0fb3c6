"""Sizes go in, how long after a save the open page in a browser shows it comes out, by the sort of save.

    python tests/bench/watching.py --sizes 10,10000 --saves 20

A made-up newsroom is written (corpus.py), ``briefs watch`` runs on it as an author runs it, and a headless Chromium has
one of its articles open. Each save is a file written over the old one; the clock runs from the write's return until
the page's document holds what was written. Printed are the median, the least and the most in milliseconds. Between two
saves the preview is given the time to finish the rest of the site, as it is while somebody writes; ``--pause`` says how
many seconds. ``--haste`` saves on while it is still busy.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import IO, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import ours
from bench.corpus import Corpus
from bench.processes import BRIEFS, ROOT
from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SHOWN = "text => document.documentElement.textContent.includes(text)"
STYLED = "text => getComputedStyle(document.documentElement).getPropertyValue('--bench').trim() === text"


class Save(NamedTuple):
    """A sort of edit: the file, what it becomes for a number, and what the page then is asked for."""

    name: str
    path: Path
    rewrite: Callable[[str, int], str]
    mark: Callable[[int], str]
    asks: str = SHOWN


def main(words: Sequence[str]) -> int:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,1000", help="how many articles, one size after the other")
    parser.add_argument("--saves", type=int, default=20, help="how often each sort is saved (20)")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between saves; 0 waits until all is built")
    parser.add_argument("--haste", action="store_true", help="save while the rest of the site is still being made")
    wanted = parser.parse_args(words)
    if CHROMIUM is None:
        print("no Chromium found: apt-get install chromium")
        return 2
    for size in map(int, wanted.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder) / "site", size, wanted)
    return 0


def _measure(site: Path, size: int, wanted: argparse.Namespace) -> None:
    ours.write(Corpus(size, 3_000 if size >= 10_000 else 300), site)
    shutil.copytree(ROOT / "themes" / "default" / "static", site / "themes" / "default" / "static")
    with _watched(site) as (url, said), _open(url, article := _article(site)) as page:
        print(f"\n{size:,} articles, the page is {article}\n{'save':16} {'median ms':>10} {'least':>6} {'most':>6}")
        for save in _saves(site, article):
            times = sorted(_times(page, save, said, wanted))
            print(f"{save.name:16} {statistics.median(times):10.0f} {times[0]:6.0f} {times[-1]:6.0f}", flush=True)


def _times(page: Page, save: Save, said: _Said, wanted: argparse.Namespace) -> Iterator[float]:
    """Milliseconds of each save; the first of a sort warms up and is not among them."""
    original = save.path.read_text("utf-8")
    for number in range(wanted.saves + 1):
        mark = save.mark(number)
        builds = said.builds()
        save.path.write_text(save.rewrite(original, number), "utf-8")
        began = perf_counter()
        page.wait_for_function(save.asks, arg=mark, polling="raf", timeout=60_000)
        taken = (perf_counter() - began) * 1000
        if number:
            yield taken
        if not wanted.haste:
            said.wait(builds)
        sleep(wanted.pause or 0.2)


def _article(site: Path) -> str:
    """The article in the middle that mentions the first term of some file of the glossary: its page's path."""
    names = {term: path for path in (site / "content/glossary").glob("*.yaml") if (term := _first_term(path))}
    texts = sorted((site / "content/articles").glob("*.md"))
    for path in texts[len(texts) // 2 :] + texts:
        if any(name in path.read_text("utf-8") for name in names):
            return f"articles/{path.stem}.html"
    raise AssertionError("no article mentions a first term")


def _first_term(path: Path) -> str:
    found = re.search(r"term: \"?([^\n\"]+)", path.read_text("utf-8"))
    return found[1].strip() if found else ""


def _saves(site: Path, article: str) -> Iterator[Save]:
    text = site / "content" / article.replace(".html", ".md")
    words = text.read_text("utf-8")
    glossary = next(p for p in sorted((site / "content/glossary").glob("*.yaml")) if _first_term(p) in words)
    quote = next(q for q in re.findall(r"(?<![\w“])[a-z]+(?: [a-z]+){4}(?!\w)", words) if words.count(q) == 1)
    style = site / "themes/default/static/brief.css"
    yield Save("body", text, lambda t, n: f"{t}\n\nThe words end with sentence-{n}x.\n", lambda n: f"sentence-{n}x")
    note = "notes:\n  - {{quote: {}, kind: context, text: Said in note-{}x.}}\n"
    yield Save(
        "sidecar note", text.with_suffix(".yaml"), lambda t, n: t + note.format(quote, n), lambda n: f"note-{n}x"
    )
    define = r"\g<1>Meaning-{}x, "
    yield Save(
        "term definition",
        glossary,
        lambda t, n: re.sub(r'(definition: "?)', define.format(n), t, count=1),
        lambda n: f"Meaning-{n}x",
    )
    yield Save("CSS", style, lambda t, n: f"{t}\n:root {{ --bench: {n} }}\n", str, STYLED)


class _Said:
    """What the preview has printed so far."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def text(self) -> str:
        return self._file.read_text("utf-8")

    def builds(self) -> int:
        return len(re.findall(r"pages? in \d", self.text()))

    def wait(self, builds: int, seconds: float = 120.0) -> None:
        """Until one build more than so many is done."""
        ends = perf_counter() + seconds
        while self.builds() <= builds and perf_counter() < ends:
            sleep(0.02)


@contextmanager
def _watched(site: Path) -> Iterator[tuple[str, _Said]]:
    """The address of a preview that runs while the block does."""
    log = site.parent / "watch.txt"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with log.open("w") as out:
        process = _started(site, out, environment)
        try:
            said = _Said(log)
            while not (found := re.search(r"Preview at (\S+)", said.text())):
                assert process.poll() is None, said.text()
                sleep(0.05)
            yield found[1], said
        finally:
            process.terminate()
            process.wait()


def _started(site: Path, out: IO[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [*BRIEFS, "watch", "--port", "8700"]
    return subprocess.Popen(command, cwd=site, env=environment, stdout=out, stderr=subprocess.STDOUT, text=True)


@contextmanager
def _open(url: str, path: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--headless=new"])
        page = browser.new_page()
        page.goto(url + path)
        yield page
        browser.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
