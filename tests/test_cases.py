"""The cases in tests/cases: a site's files in fences, and beside them what must come of it.

Before the first ``##`` stand files that all cases of the page share. In a case a fence whose info names a path is a
file of the site; the others say what is expected: ``diagnostics`` (the whole text, nothing else allowed),
``body SLUG`` (the inside of the article's body), ``mentions SLUG`` (a line each), ``text SLUG`` (the plain text),
``page PATH`` (the inside of ``<main>`` as text), ``twin PATH`` (a page in Markdown, but for its foot), ``head PATH``
(its links, title and metas but for those that every page has). ``diagnostics check [DATE]`` is what ``check`` says, on
that day; without a date no definition is old.

A table is many cases at once (tables.py): a glossary entry, the plain text of an article with its mentions marked, and
why. The fences of its ``##`` hold for each row: ``config.yaml``, and a sidecar to which the entry is added. Errors are
expected only where the reason begins with their code. ``pytest --update`` rewrites what is expected, marks included.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from support import Element, made, parse_html, write_site
from tables import FENCE, Row, article, hidden, mentions_marked, rows, unescaped, words

from briefs.pipeline import Options
from briefs.report import as_text

CASES = Path(__file__).parent / "cases"
SIDECAR = "content/articles/a.yaml"


class Fence(NamedTuple):
    """A fenced block: its info string, its text, and where that text stands in the page."""

    info: str
    body: str
    start: int
    end: int

    @property
    def path(self) -> str:
        """The file it is, or empty if it is an expectation."""
        word = self.info.split()[-1] if self.info.split() else ""
        return word if ("/" in word and self.word not in EXPECT) or word == "config.yaml" else ""

    @property
    def word(self) -> str:
        return self.info.split()[0] if self.info.split() else ""

    @property
    def argument(self) -> str:
        return self.info.split()[-1]


EXPECT = ("diagnostics", "body", "mentions", "text", "page", "head", "twin")


class Case(NamedTuple):
    """One ``##`` of a page of cases."""

    page: Path
    name: str
    files: dict[str, str]
    expected: list[Fence]
    rows: list[Row]


def cases() -> Iterator[Case]:
    for page in sorted(CASES.glob("*.md")):
        text = page.read_text("utf-8")
        fences = [Fence(m["info"].strip(), m["body"], m.start("body"), m.end("body")) for m in FENCE.finditer(text)]
        heads = list(re.finditer(r"^## (.+)$", hidden(text), re.MULTILINE))
        edges = [m.start() for m in heads] + [len(text)]
        shared = {f.path: f.body for f in fences if f.end < edges[0] and f.path}
        tabled = rows(text)
        for head, end in zip(heads, edges[1:], strict=True):
            mine = [f for f in fences if head.start() < f.start < end]
            files = {f.path: f.body for f in mine if f.path}
            inside = [row for row in tabled if head.start() < row.start < end]
            yield Case(page, head[1], {**shared, **files}, [f for f in mine if not f.path], inside)


SECTIONS = list(cases())
ALL = [case for case in SECTIONS if case.expected or not case.rows]
ROWS = [(case, row) for case in SECTIONS for row in case.rows]


@pytest.mark.parametrize("case", ALL, ids=[f"{c.page.stem}: {c.name}" for c in ALL])
def test_case(case: Case, tmp_path: Path, update: bool) -> None:
    write_site(tmp_path, {path: unescaped(text) for path, text in case.files.items()})
    files, result = made(tmp_path, _options(case))
    said = as_text(result.report.diagnostics, lambda path, line: _line(tmp_path, path, line))
    assert case.expected, "a case expects something"
    wrong = []
    if not any(f.word == "diagnostics" for f in case.expected):
        assert not said, said
    for fence in case.expected:
        got = said if fence.word == "diagnostics" else _got(fence, files)
        if got.rstrip("\n") != fence.body.rstrip("\n"):
            wrong.append((fence, got))
    if wrong and update:
        _rewrite(case.page, case.name, wrong)
    elif wrong:
        fence, got = wrong[0]
        assert got.rstrip("\n") == fence.body.rstrip("\n"), fence.info


@pytest.mark.parametrize(("case", "row"), ROWS, ids=[f"{c.page.stem}: {c.name}: {r.why}" for c, r in ROWS])
def test_row(case: Case, row: Row, tmp_path: Path, update: bool) -> None:
    files = {path: unescaped(text) for path, text in case.files.items()}
    sidecar = yaml.safe_load(files.pop(SIDECAR, "{}"))
    data, diagnostics = article(tmp_path, words(row.marked), {**sidecar, "glossary": _defined(row.entries)}, files)
    code = re.match(r"`([a-z-]+)`", row.why)
    assert [d.code for d in diagnostics if d.severity == "error"] == ([code[1]] if code else [])
    got = mentions_marked(row.marked, data)
    if got != row.marked and update:
        _remark(case, row, got)
    else:
        assert got == row.marked


def _defined(entries: list[Any]) -> list[Any]:
    """The entries, each with the definition that a row leaves out."""
    return [entry if "senses" in entry else {"definition": "A thing.", **entry} for entry in entries]


def _remark(case: Case, row: Row, got: str) -> None:
    """Put the marks that were got in the row, found anew by its reason: cases before it may have moved it."""
    page = next(c for c in cases() if c.page == case.page and c.name == case.name)
    at = next(r for r in page.rows if r.why == row.why)
    text = case.page.read_text("utf-8")
    case.page.write_text(text[: at.start] + got + text[at.start + len(at.marked) :], "utf-8")


def _options(case: Case) -> Options:
    """Those of ``build``, or of ``check`` where the diagnostics are its."""
    words = next((f.info.split() for f in case.expected if f.word == "diagnostics"), [])
    return Options(checking=True, today=words[2] if len(words) > 2 else "") if "check" in words else Options()


def _got(fence: Fence, files: dict[str, bytes]) -> str:
    """What the site says where a fence expects something."""
    if fence.word == "page":
        words = parse_html(files[fence.argument]).find("main").text()
        return "\n".join(line for line in (" ".join(x.split()) for x in words.splitlines()) if line)
    if fence.word == "twin":
        return files[fence.argument].decode().partition("\n***\n")[0]
    if fence.word == "head":
        return "\n".join(_head(parse_html(files[fence.argument])))
    if fence.word == "body":
        page = files[f"articles/{fence.argument}.html"].decode()
        parse_html(page)  # an AssertionError where elements do not nest
        start = page.index('<div class="article-body">') + len('<div class="article-body">')
        return page[start : _end_of_body(page, start)].strip("\n")
    data = json.loads(files[f"articles/{fence.argument}.json"])
    if fence.word == "text":
        return str(data["text"])
    assert fence.word == "mentions", f"unknown expectation `{fence.info}`"
    return "\n".join(
        f"{m['term']}: {m['surface']!r} {'linked' if m['linked'] else 'not linked'} ¶{m['paragraph']}"
        for m in data["mentions"]
    )


def _head(page: Element) -> Iterator[str]:
    for element in page.find("head"):
        if element.tag == "title":
            yield f"title: {element.text()}"
        elif element.tag == "meta" and element.attributes.get("http-equiv") == "refresh":
            yield f"refresh: {element.attributes['content']}"
        elif element.tag == "link" and element.attributes["rel"] not in ("stylesheet", "icon"):
            yield f"{element.attributes['rel']}: {element.attributes['href']}"


def _end_of_body(page: str, start: int) -> int:
    depth = 1
    for tag in re.finditer(r"<(/?)div\b", page[start:]):
        depth += -1 if tag[1] else 1
        if not depth:
            return start + tag.start()
    raise AssertionError("the body never ends")


def _rewrite(page: Path, name: str, wrong: list[tuple[Fence, str]]) -> None:
    """Put what was got in the place of what was expected, finding each fence anew: earlier cases may have moved it."""
    for fence, got in wrong:
        case = next(c for c in cases() if c.page == page and c.name == name)
        at = next(f for f in case.expected if f.info == fence.info)
        text = page.read_text("utf-8")
        page.write_text(text[: at.start] + got.rstrip("\n") + "\n" + text[at.end :], "utf-8")


def _line(root: Path, path: str, number: int) -> str:
    try:
        lines = (root / path).read_text("utf-8-sig", "replace").split("\n")
    except OSError:
        return ""
    return lines[number - 1] if 0 < number <= len(lines) else ""


def test_there_are_at_least_40_cases_and_25_for_wrong_input() -> None:
    wrong = [c for c in ALL if any(f.word == "diagnostics" and f.body.strip() for f in c.expected)]
    assert len(ALL) >= 40
    assert len(wrong) >= 25


def test_the_rules_for_terms_have_at_least_300_cases() -> None:
    pages = [case.page for case in ALL] + [case.page for case, _ in ROWS]
    assert sum(page.stem.startswith("terms-") for page in pages) >= 300


def test_no_two_cases_of_a_page_share_a_name() -> None:
    names = [(c.page, c.name, "") for c in SECTIONS] + [(c.page, c.name, r.why) for c, r in ROWS]
    assert len(set(names)) == len(names)
