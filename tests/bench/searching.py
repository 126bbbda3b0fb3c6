"""Sizes go in; what the search index costs and weighs, and how long a query takes from disk, comes out.

    python tests/bench/searching.py --sizes 1000,10000

For each size a made-up newsroom is written (corpus.py) and built cold with the search and without it, in turns: printed
are the medians of wall and CPU seconds, and the seconds of the stage that merges the index (the words themselves are
looked for while texts are compiled). Then one text is edited and the site built again. The index is weighed, with
passages for excerpts apart, as it is and by gzip, each file by itself. At last a headless Chromium opens
``search.html`` from disk and asks for words, each in a page of its own, from the setting of the query to the results
with their excerpts; the scripts it loads for that are weighed too.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import ours
from bench.builds import Build, Ours
from bench.corpus import Corpus
from playwright.sync_api import Browser, sync_playwright

from briefs.config import OUTPUTS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TERMS = 300
SHOWN = "words => new URLSearchParams(location.search).get('q') == words && document.querySelector('#found li')"


class Asked(NamedTuple):
    """A query: seconds until its results stand there, and the scripts it loaded, by gzip."""

    seconds: float
    weight: int
    found: str


def main(words: Sequence[str]) -> int:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000", help="how many articles, one size after the other")
    parser.add_argument("--runs", type=int, default=3, help="how often each build is timed (3)")
    wanted = parser.parse_args(words)
    for size in map(int, wanted.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder) / "site", size, wanted.runs)
    return 0


def _measure(site: Path, size: int, runs: int) -> None:
    ours.write(Corpus(size, TERMS), site)
    print(f"\n{size:,} articles, {TERMS} terms")
    _builds(site, runs)
    _edit(site)
    _weights(site / "site" / "search", size)
    if CHROMIUM is not None:
        _queries(site)


def _builds(site: Path, runs: int) -> None:
    config, found = site / "config.yaml", dict[str, list[Build]]()
    bare = config.read_text("utf-8")
    without = f"{bare}outputs: [{', '.join(name for name in OUTPUTS if name != 'search')}]\n"
    for _ in range(runs):
        for name, text in (("without", without), ("with search", bare)):
            config.write_text(text, "utf-8")
            found.setdefault(name, []).append(Ours(site).cold())
    for name, builds in found.items():
        wall, cpu = (statistics.median(getattr(one, what) for one in builds) for what in ("wall", "cpu"))
        merged = statistics.median(one.stages.get("index", 0.0) for one in builds)
        print(f"  cold, {name:12} {wall:7.2f} s   CPU {cpu:7.2f} s   merging {merged:6.3f} s")


def _edit(site: Path) -> None:
    article = sorted((site / "content" / "articles").glob("*.md"))[7]
    article.write_text(article.read_text("utf-8") + "\nAnd the quartermaster said so.\n", "utf-8")
    build = Ours(site).again()
    merged = build.stages.get("index", 0.0)
    print(f"  one edited body      {build.wall:7.2f} s   CPU {build.cpu:7.2f} s   merging {merged:6.3f} s")
    print(f"  files written by it  {build.written}")


def _weights(index: Path, size: int) -> None:
    parts = list(index.glob("*.js"))
    for name, files in (("index", parts), ("passages", list(index.glob("text/**/*.js")))):
        raw, small = sum(path.stat().st_size for path in files), sum(map(_gzipped, files))
        largest = max(path.stat().st_size for path in files)
        told = f"{raw / 1e6:7.2f} MB   gzip {small / 1e6:6.2f} MB   {small / size / 1e3:5.2f} KB an article"
        print(f"  {name:12} {told}   {len(files):,} files, the largest {largest / 1e3:.0f} KB")


def _gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def _queries(site: Path) -> None:
    with _browser() as browser:
        for words in _words(site):
            asked = [_asked(browser, site / "site", words) for _ in range(5)]
            wall = statistics.median(one.seconds for one in asked) * 1e3
            print(
                f"  first query {words!r:28} {wall:6.0f} ms   {asked[0].weight / 1e3:6.1f} KB gzip   {asked[0].found}"
            )


def _words(site: Path) -> Iterable[str]:
    """A word of every text, a rare one, several, and the beginning of many."""
    text = sorted((site / "content" / "articles").glob("*.md"))[3].read_text("utf-8")
    rare = max(re.findall(r"\b[a-z]{4,}\b", text), key=len)
    return ("the", rare, " ".join(re.findall(r"\b[a-z]{4,}\b", text)[:3]), "re")


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--headless=new"])
        yield browser
        browser.close()


def _asked(browser: Browser, output: Path, words: str) -> Asked:
    page, loaded = browser.new_page(), list[Path]()
    page.on("request", lambda request: loaded.append(Path(unquote(urlsplit(request.url).path))))
    page.goto((output / "search.html").as_uri())
    began = perf_counter()
    page.fill("#q", words)
    page.wait_for_function(SHOWN, arg=words, polling=5)
    seconds = perf_counter() - began
    found = page.inner_text("#count")
    page.close()
    index = {path for path in loaded if path.is_relative_to(output / "search")}
    return Asked(seconds, sum(map(_gzipped, index)), found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
