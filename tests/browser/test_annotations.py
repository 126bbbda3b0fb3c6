"""Each exported selector, found again by a second implementation, in the built page, at the same words.

That is dom-anchor-text-quote (npm), of the line of code from which Hypothesis anchors too; it knows nothing of us.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gates import tools
from gates.hard import hard
from playwright.sync_api import Browser, Page
from support import made, write_site

ROOT = Path(__file__).parent.parent.parent
PACKAGE = "dom-anchor-text-quote"
_REQUIRE = re.compile(r"require\(['\"]([^'\"]+)['\"]\)")
FIND = """annotations => {
  const body = document.querySelector(".article-body").cloneNode(true);
  for (const added of body.querySelectorAll("[data-added]")) added.remove();
  const { toRange } = loaded("dom-anchor-text-quote");
  const dense = text => text.replace(/\\s/g, "");
  const places = [...body.textContent.matchAll(/\\S/gu)].map(letter => letter.index);
  return annotations.map(({ quote, before }) => {
    const whole = document.createRange();
    whole.selectNodeContents(body);
    // It looks for the prefix first.
    const range = toRange(body, quote, { hint: Math.max(0, places[before] - quote.prefix.length) });
    if (!range) return null;
    whole.setEnd(range.startContainer, range.startOffset);
    return [[...dense(whole.toString())].length, dense(range.toString())];
  });
}"""
"""The words found, and how many letters stand before them: between blocks a page has white space of its own."""


def bundle() -> str:
    """The package with all that it asks for, as one script with ``loaded(NAME)``: what a bundler would make of it."""
    modules: dict[str, tuple[str, dict[str, str]]] = {}
    waiting = [(PACKAGE, _resolved(tools.MODULES, PACKAGE))]
    names = {PACKAGE: str(waiting[0][1])}
    while waiting:
        _, file = waiting.pop()
        if str(file) in modules:
            continue
        code = file.read_text("utf-8")
        asked = {name: _resolved(file.parent, name) for name in _REQUIRE.findall(code)}
        modules[str(file)] = (code, {name: str(path) for name, path in asked.items()})
        waiting += asked.items()
    made = ",".join(
        f"{json.dumps(path)}:[function(module,exports,require){{{code}\n}},{json.dumps(asked)}]"
        for path, (code, asked) in modules.items()
    )
    return (
        f"const modules={{{made}}},done={{}},names={json.dumps(names)};"
        "function load(path){if(!done[path]){const m=done[path]={exports:{}},[run,asked]=modules[path];"
        "run(m,m.exports,name=>load(asked[name]))}return done[path].exports}"
        "window.loaded=name=>load(names[name]);0"
    )


def _resolved(folder: Path, name: str) -> Path:
    """The file that a name means to Node: a file beside, or a package's main file."""
    if name.startswith("."):
        place = (folder / name).resolve()
    else:
        place = tools.MODULES / name
        main = json.loads((place / "package.json").read_text("utf-8")).get("main", "index.js")
        place = place / main
    tries = (place, place.with_name(place.name + ".js"), place / "index.js")
    return next(one for one in tries if one.is_file())


@pytest.fixture(scope="module")
def script() -> str:
    if absent := tools.missing((f"npm:{PACKAGE}",)):
        (pytest.fail if "CI" in os.environ else pytest.skip)(absent)
    return bundle()


@pytest.fixture(scope="module", params=["own", "hard"])
def site(request: pytest.FixtureRequest) -> Iterator[dict[str, bytes]]:
    if request.param == "own":
        yield made(ROOT)[0]
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield made(write_site(Path(folder), hard()))[0]


def dense(text: str) -> str:
    return "".join(text.split())


def found_by(page: Page, html: str, script: str, asked: list[dict[str, Any]]) -> list[list[Any] | None]:
    """As another tool does that has the position too: it looks first where that says, in the page's own letters."""
    page.set_content(html)
    page.evaluate(script)
    found: list[list[Any] | None] = page.evaluate(FIND, asked)
    return found


def asked_of(item: dict[str, Any], text: str) -> dict[str, Any]:
    _, quote, position = item["target"]["selector"]
    return {"quote": quote, "before": len(dense(text[: position["start"]]))}


def test_every_selector_is_found_again_at_the_same_words(browser: Browser, script: str, site: dict[str, bytes]) -> None:
    paths = sorted(path for path in site if path.endswith(".annotations.json"))
    count, astray = 0, []
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        for path in paths:
            items = json.loads(site[path])["items"]
            stem = path.removesuffix(".annotations.json")
            text = json.loads(site[f"{stem}.json"])["text"]
            html = re.sub(r"<(link|script)\b[^>]*>(</script>)?", "", site[f"{stem}.html"].decode())
            asked = [asked_of(item, text) for item in items]
            for item, one, seen in zip(items, asked, found_by(page, html, script, asked), strict=True):
                count += 1
                if seen != [one["before"], dense(one["quote"]["exact"])]:
                    astray.append((item["id"], one, seen))
    assert astray == []
    assert count > 100
