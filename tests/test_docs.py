"""The documentation is true: its examples run, its tables hold, its links lead somewhere, nothing is left out."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import yaml
from markdown_it import MarkdownIt
from reference import commands_page
from reference_keys import keys_page
from support import briefs, contrast, made, parse_html, write_site
from tables import FENCE, Row, article, cells, hidden, mentions_marked, remarked, words
from tables import rows as rows_of
from test_blocks import SITE
from walks import is_walk

from briefs.config import OUTPUTS, Config, read_site
from briefs.core import authored
from briefs.kinds import KINDS
from briefs.lints import LINTS
from briefs.pipeline import Made, make
from briefs.theme import SHEETS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "content" / "articles"
FRONT = ROOT / "docs" / "content" / "pages" / "index.md"
PAGES = sorted([*DOCS.glob("*.md"), FRONT, ROOT / "README.md", ROOT / "CONTRIBUTING.md"])


class Fence(NamedTuple):
    """A fenced block: its language, what follows it, its text."""

    language: str
    argument: str
    body: str


class Section(NamedTuple):
    """What stands under one ``##`` of a page."""

    page: str
    title: str
    text: str

    @property
    def fences(self) -> list[Fence]:
        found = []
        for match in FENCE.finditer(self.text):
            language, _, argument = match["info"].strip().partition(" ")
            found.append(Fence(language, argument, match["body"]))
        return found

    @property
    def files(self) -> dict[str, str]:
        """The fences that name a path of a site."""
        return {f.argument: f.body for f in self.fences if f.argument.startswith(SITE)}

    @property
    def rows(self) -> list[list[str]]:
        """The cells of its tables."""
        return [[cell.text for cell in row] for row in cells(self.text)]


def sections(name: str) -> list[Section]:
    """The sections of a page in docs; a ``##`` inside a fence begins none."""
    text = (DOCS / name).read_text("utf-8")
    heads = list(re.finditer(r"^## (.+)$", hidden(text), re.MULTILINE))
    ends = [*(head.start() for head in heads[1:]), *[len(text)][: len(heads)]]
    return [Section(name, head[1].strip(), text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]


def named(cases: list[Any]) -> list[Any]:
    return [pytest.param(case, id=f"{case.page}: {case.title}") for case in cases]


# ── README ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def walk(tmp_path: Path) -> tuple[Path, str]:
    """The five minutes' site as the README has it, and the error that it shows at the end."""
    text = (ROOT / "README.md").read_text("utf-8")
    article, sidecar, shown = (m["body"] for m in FENCE.finditer(text) if m["info"] in ("text", "yaml"))
    assert "`content/articles/harbour.txt`" in text
    files = {"content/articles/harbour.txt": article, "content/articles/harbour.yaml": sidecar}
    return write_site(tmp_path, files), shown


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checkout's own package, in child processes too."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")


def test_the_readme_s_term_is_found_by_both_names_and_has_both_sentences(walk: tuple[Path, str]) -> None:
    files, result = made(walk[0])
    assert result.report.diagnostics == ()
    mentions = json.loads(files["articles/harbour.json"])["mentions"]
    assert [(m["surface"], m["linked"]) for m in mentions] == [("Port Authority", True), ("PA", False)]
    term = parse_html(files["glossary/pa.html"]).find("section", id="mentions")
    lines = [" ".join(item.text().split()) for item in term.all("li")]
    assert [line.split(" ¶")[0] for line in lines] == [
        "The Port Authority said on Monday that the harbour had reopened.",
        "The PA did not say how long the backlog would last.",
    ]


def test_the_readme_s_wrong_quote_is_reported_as_shown_and_keeps_the_last_site(walk: tuple[Path, str]) -> None:
    root, shown = walk
    good = briefs(root, "--url", "https://example.org/")
    assert (good.returncode, good.stderr) == (0, "")
    page = (root / "site/articles/harbour.html").read_bytes()
    wrong = re.search(r"Write `(quote: [^`]+)` and save", (ROOT / "README.md").read_text("utf-8"))
    assert wrong is not None
    sidecar = root / "content/articles/harbour.yaml"
    sidecar.write_text(re.sub(r"quote: .*", wrong[1], sidecar.read_text("utf-8")), "utf-8")
    bad = briefs(root)
    assert bad.returncode == 1
    assert bad.stderr == f"{shown}\n1 error; nothing was published.\n"
    assert (root / "site/articles/harbour.html").read_bytes() == page


# ── sites in fences ──────────────────────────────────────────────────────────────────────────────────────────────

SITES = [page.name for page in sorted(DOCS.glob("*.md")) if not is_walk(page.read_text("utf-8"))]
WITH_FILES = [s for name in SITES for s in sections(name) if any(path.startswith("content/") for path in s.files)]
"""A section whose files are a site, alone; pages that are followed from end to end have a test of their own."""


@pytest.mark.parametrize("section", named(WITH_FILES))
def test_the_files_of_a_section_build_without_a_diagnostic(section: Section, tmp_path: Path) -> None:
    files, result = made(write_site(tmp_path, section.files))
    shown = [(d.code, d.message, d.span) for d in result.report.diagnostics]
    assert shown == []
    for fence in section.fences:
        if fence.language == "mentions":
            found = json.loads(files[f"articles/{fence.argument}.json"])["mentions"]
            lines = [f"'{m['surface']}' {'linked' if m['linked'] else 'not linked'}" for m in found]
            assert lines == fence.body.splitlines()


def test_the_pages_have_sections_with_files() -> None:
    found = {name: sum(s.page == name for s in WITH_FILES) for name in ("writing.md", "themes.md", "api.md")}
    assert found == {"writing.md": 14, "themes.md": 5, "api.md": 1}


def test_a_theme_s_example_changes_the_page(tmp_path: Path) -> None:
    section = next(s for s in sections("themes.md") if s.title == "Replace one file")
    files, _ = made(write_site(tmp_path, section.files))
    assert b"<span>Harbour notes, by The editors</span>" in files["index.html"]


def test_the_colours_of_the_example_are_those_of_every_page_and_keep_their_contrast(tmp_path: Path) -> None:
    section = next(s for s in sections("themes.md") if s.title == "Change colours and measures")
    files, _ = made(write_site(tmp_path, section.files))
    sheets = [data.decode() for path, data in files.items() if path.endswith(".css")]
    assert [sheet.endswith("--measure:36rem}") for sheet in sheets] == [True] * len(SHEETS)
    assert_contrasts({**variables(DEFAULT_CSS), **variables(section.fences[-1].body)})


DEFAULT_CSS = (ROOT / "themes" / "default" / "static" / "brief.css").read_text("utf-8")


def variables(css: str) -> dict[str, str]:
    """The custom properties of every ``:root{}``, and what was said of each last; print has its own."""
    blocks = re.findall(r":root\s*\{(.*?)\}", css.partition("@media print")[0], re.DOTALL)
    return {name: value.strip() for block in blocks for name, value in re.findall(r"(--[\w-]+):([^;]*)", block)}


def test_every_variable_is_documented_and_every_documented_one_is_there() -> None:
    assert {name for name in rows("themes.md") if name.startswith("--")} == set(variables(DEFAULT_CSS))


def test_the_default_s_colours_keep_the_contrast_that_is_promised_of_them() -> None:
    assert_contrasts(variables(DEFAULT_CSS))


def assert_contrasts(colours: dict[str, str]) -> None:
    table = next(s for s in sections("themes.md") if s.title == "Variables").rows
    checked = 0
    for names, _, kept in (row for row in table if "7:1" in row[2] or "3:1" in row[2]):
        for ground in re.findall(r"`(--[\w-]+)`", kept):
            pairs = [re.findall(r"#\w+", colours[name]) for name in (names.strip("`"), ground)]
            assert [len(pair) for pair in pairs] == [2, 2], (names, ground)
            for one, other in zip(*pairs, strict=True):
                assert contrast(one, other) >= int(kept[0]), (names, ground)
                checked += 1
    assert checked == 66


def test_the_python_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = next(s for s in sections("api.md") if s.title == "Example")
    write_site(tmp_path, section.files)
    monkeypatch.chdir(tmp_path)
    examples = [fence.body for fence in section.fences if fence.language == "python"]
    assert len(examples) == 2
    space: dict[str, Any] = {}
    for example in examples:
        exec(compile(example, "api.md", "exec"), space)


# ── tables of examples ───────────────────────────────────────────────────────────────────────────────────────────

EXAMPLES = [pytest.param(row, id=words(row.marked)) for row in rows_of((DOCS / "linking.md").read_text("utf-8"))]


class Note(NamedTuple):
    """A row of docs, linking.md about a note: the text with the place that is found, the note, and what comes of it."""

    marked: str
    note: Any
    result: str


def notes() -> list[Note]:
    found = [row for section in sections("linking.md") for row in section.rows if len(row) == 3]
    return [Note(row[0], yaml.safe_load(row[1][1:-1]), row[2]) for row in found if row[1].startswith("`{")]


NOTES = [pytest.param(note, id=words(note.marked)) for note in notes()]


def test_the_rules_have_examples() -> None:
    assert len(EXAMPLES) > 30
    assert len(NOTES) > 8


@pytest.mark.parametrize("row", EXAMPLES)
def test_a_term_is_found_as_the_table_says(row: Row, tmp_path: Path) -> None:
    data, diagnostics = article(tmp_path, words(row.marked), {"glossary": row.entries})
    assert [d.message for d in diagnostics if d.severity == "error"] == []
    assert mentions_marked(row.marked, data) == row.marked


@pytest.mark.parametrize("row", NOTES)
def test_a_quote_is_found_as_the_table_says(row: Note, tmp_path: Path) -> None:
    data, diagnostics = article(tmp_path, words(row.marked), {"notes": [{**row.note, "text": "A note."}]})
    code = re.match(r"`([a-z-]+)`", row.result)
    assert [d.code for d in diagnostics] == ([code[1]] if code else [])
    if "*" in row.marked:
        found = [(note["start"], note["start"] + len(note["exact"]), True) for note in data["notes"]]
        assert remarked(row.marked, data["text"], found) == row.marked


# ── nothing is left out ──────────────────────────────────────────────────────────────────────────────────────────

SAYS = {"error": 0, "warning": 0, "note": 0, "Diagnostic": 0, "Lint": 0, "severity": 0, "Refused": 0}
SAYS |= {"_twice": 0, "_unused": 1, "stop": 1, "named": 2, "_name": 3}
"""Functions that make a diagnostic, or hand its code on, and which of their arguments the code is."""
SOURCES = sorted((ROOT / "briefs").rglob("*.py"))


def code_of(call: ast.Call) -> str:
    """The code that a call hands on, if it is written out there."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    at = SAYS.get(name, -1)
    given = [call.args[at]] if 0 <= at < len(call.args) else []
    given += [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    texts = (one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return next((text for text in texts if re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", text)), "")


def emitted() -> set[str]:
    """Every code that stands in a call that makes a diagnostic, and those that the command prints itself."""
    found = set()
    for path in SOURCES:
        text = path.read_text("utf-8")
        found |= {code_of(node) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)}
        found |= set(re.findall(r"error\[([a-z-]+)\]", text)) if path.parent.name == "cli" else set()
    return found - {""}


def texts() -> Iterator[str]:
    """Every text that stands in the code."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


CODES = [section.title for section in sections("diagnostics.md")]


def test_every_code_in_the_program_is_documented() -> None:
    assert sorted(emitted() - set(CODES)) == []


def test_every_code_that_a_case_expects_is_documented() -> None:
    cases = "".join(page.read_text("utf-8") for page in (ROOT / "tests" / "cases").glob("*.md"))
    assert sorted(set(re.findall(r"(?:error|warning|note)\[([a-z-]+)\]", cases)) - set(CODES)) == []


def test_every_documented_code_is_in_the_program() -> None:
    known = emitted() | set(texts())
    # A reference to nothing is `unknown-` and the kind of thing that is not there.
    known |= {f"unknown-{kind}" for kind in ("term", "source", "article")} if "unknown-" in known else set()
    assert [code for code in CODES if code not in known] == []


def test_the_codes_stand_in_the_order_of_the_alphabet_each_once() -> None:
    assert sorted(set(CODES)) == CODES


@pytest.mark.parametrize("section", named(sections("diagnostics.md")))
def test_a_code_has_its_severity_an_example_and_advice(section: Section) -> None:
    severity, meaning, example, advice = re.fullmatch(
        r"\n\n(Error|Warning|Note|Warning or error)\. (\S.*)\n\n```text\n(.+)\n```\n\n(\S.*)\n+", section.text
    ).groups()  # type: ignore[union-attr]
    assert re.search(r"(\w+)\[" + re.escape(section.title) + r"\]: \S", example)[1] in severity.lower()  # type: ignore[index]
    assert meaning.endswith(".")
    assert advice.endswith(".")


def rows(page: str) -> set[str]:
    """Everything in code that a page's tables have in their first column."""
    return {word for section in sections(page) for cells in section.rows for word in re.findall(r"`([^`]+)`", cells[0])}


def keys(record: type[msgspec.Struct]) -> set[str]:
    return {f.encode_name for f in msgspec.structs.fields(record)} - {"span"}


RECORDS = [
    value for value in vars(authored).values() if isinstance(value, type) and value.__module__ == authored.__name__
]


@pytest.mark.parametrize("record", [pytest.param(r, id=r.__name__) for r in RECORDS])
def test_every_key_that_an_author_may_write_is_documented(record: type[msgspec.Struct]) -> None:
    text = (DOCS / "writing.md").read_text("utf-8")
    assert [key for key in sorted(keys(record)) if f"`{key}`" not in text] == []


def test_every_setting_output_and_kind_of_note_is_in_a_table() -> None:
    known = keys(Config) | set(OUTPUTS) | {kind.name for kind in KINDS}
    assert sorted(known - rows("writing.md")) == []


def test_every_lint_is_named_where_lints_are_set() -> None:
    section = next(s for s in sections("writing.md") if s.title == "Settings")
    assert [lint.code for lint in LINTS if f"[`{lint.code}`]" not in section.text] == []


LINT_PARTS = re.compile(r"What: (.+?) Why: (.+?) Example: (.+?) Instead: (.+)", re.DOTALL)


def drawn_lints() -> str:
    """docs, lints.md from the first comment of each lint's module: what, why, an example, what to do instead."""
    drawn = [LINTS_HEAD]
    for one in LINTS:
        module = ROOT / "briefs" / "lints" / f"{one.code.replace('-', '_')}.py"
        title, said = (ast.get_docstring(ast.parse(module.read_text("utf-8"))) or "").split("\n\n", 1)
        parts = LINT_PARTS.fullmatch(" ".join(said.split()))
        assert parts, one.code
        levels = f"`build`: {one.build}. `check`: {one.check}."
        lines = [
            f"**{name}.** {part[0].upper()}{part[1:]}" for name, part in zip(LINT_NAMES, parts.groups(), strict=True)
        ]
        drawn.append("\n\n".join((f"## {one.code}", f"{title} {levels}", *lines)))
    return "\n\n".join(drawn) + "\n"


LINT_NAMES = ("What", "Why", "Example", "Do instead")
LINTS_HEAD = (
    "# Lints\n\nWhat is allowed, but probably not meant. `lints: {CODE: error}`, `warning` or `off` in config.yaml "
    "sets the level of one; without it a lint has the levels that stand here."
)


def test_every_lint_is_told_as_its_module_tells_it(update: bool) -> None:
    assert stands(DOCS / "lints.md", drawn_lints(), update), "run pytest with --update, and read the diff"


def stands(page: Path, text: str, update: bool) -> bool:
    """Whether a page that the program itself knows stands there as it should."""
    if update:
        page.write_text(text, "utf-8")
    return page.read_text("utf-8") == text


def test_every_command_is_told_as_its_help_tells_it(update: bool) -> None:
    assert stands(DOCS / "commands.md", commands_page(), update), "run pytest with --update, and read the diff"


def test_every_key_is_told_as_editors_tell_it(update: bool) -> None:
    assert stands(DOCS / "keys.md", keys_page(), update), "run pytest with --update, and read the diff"


def test_every_template_is_documented_and_every_documented_one_is_there() -> None:
    folder = ROOT / "themes" / "default" / "templates"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert {name for name in rows("themes.md") if name.endswith(".html")} == there


# ── the manual, built by what it is the manual of ─────────────────────────────────────────────────────────────────

SORTS = ("tutorial", "how-to", "reference", "explanation")


@pytest.fixture(scope="module")
def manual() -> Made:
    site = read_site(ROOT / "docs" / "config.yaml").value
    assert site is not None
    return make(site)


def test_the_manual_builds_without_a_diagnostic(manual: Made) -> None:
    assert [(d.code, d.message, d.span) for d in manual.report.diagnostics if d.code != "no-url"] == []


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in sorted(DOCS.glob("*.md"))])
def test_a_page_of_the_manual_is_of_one_sort_and_named_on_the_front_page(page: Path) -> None:
    sidecar = yaml.safe_load(page.with_suffix(".yaml").read_text("utf-8"))
    assert [tag for tag in sidecar["tags"] if tag in SORTS] == sidecar["tags"]
    assert len(sidecar["tags"]) == 1
    assert f"../articles/{page.name}" in set(links(FRONT))


def test_the_manual_s_own_words_are_linked_in_it(manual: Made) -> None:
    files = {artifact.path: artifact.data for artifact in manual.artifacts}
    linked = {
        m["term"]
        for path in files
        if path.startswith("articles/") and path.endswith(".json")
        for m in json.loads(files[path]).get("mentions", ())
        if m["linked"]
    }
    assert {"sidecar", "quote", "ledger", "lock-file", "brief", "lint", "theme"} <= linked


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────


def anchors(page: Path) -> set[str]:
    """The ids that a page's headings have where it is read: small letters, hyphens for spaces, no other signs."""
    tokens = MarkdownIt("commonmark").parse(page.read_text("utf-8"))
    titles = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def links(page: Path) -> Iterator[str]:
    """The addresses of a page's links and pictures."""
    for block in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        for token in block.children or ():
            address = token.attrs.get("href") or token.attrs.get("src")
            if address:
                yield str(address)


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES])
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    inside = [link for link in links(page) if not re.match(r"[a-z]+:", link)]
    for link in inside:
        name, _, fragment = link.partition("#")
        target = (page.parent / name) if name else page
        assert target.exists(), link
        assert not fragment or fragment in anchors(target), link
