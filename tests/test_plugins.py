"""Plugins: what they add is on the site, what they do wrong is said with their name, and leaving one out is enough."""

from __future__ import annotations

import ast
import inspect
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from support import briefs as briefs_of
from support import made, parse_html, site_of, write_site
from tables import FENCE

import briefs
from briefs.cluster import NoCluster
from briefs.pipeline import Options, build
from briefs.runner import Runner
from briefs.toolkit import at_hand, toolkit

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "tests" / "plugin" / "briefs_landmarks"
FILES = {
    "config.yaml": "title: Test\nplugins: [briefs_landmarks]\n",
    "content/articles/harbour.txt": "Harbour reopens\n\nThe old lighthouse stands near the pier.\n",
    "content/articles/harbour.yaml": "notes:\n  - {quote: old lighthouse, kind: landmark, text: Built in stone.}\n",
}
HEAD = "from msgspec.structs import replace\nfrom briefs import *\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with the example in its own folder ``plugins``."""
    shutil.copytree(EXAMPLE, tmp_path / "plugins" / EXAMPLE.name, ignore=shutil.ignore_patterns("__pycache__"))
    return write_site(tmp_path, FILES)


def with_plugin(root: Path, code: str, name: str = "own") -> Path:
    """A site with one plugin of these lines."""
    files = {**FILES, "config.yaml": f"title: Test\nplugins: [{name}]\n", f"plugins/{name}.py": code}
    return write_site(root, {**files, "content/articles/harbour.yaml": "notes: [{quote: pier, text: Of wood.}]\n"})


def extending(**entries: str) -> str:
    """The lines of ``extend`` for these entries."""
    more = ", ".join(f"{shelf}=(*kit.{shelf}, {entry})" for shelf, entry in entries.items())
    return f"def extend(kit):\n    return replace(kit, {more})\n"


def test_a_kind_a_lint_an_output_and_a_theme_of_the_site_s_own_plugin_are_used(site: Path) -> None:
    write_site(
        site,
        {**FILES, "content/articles/pier.txt": "Pier\n\nAn old lighthouse.\n",
         "content/articles/pier.yaml": FILES["content/articles/harbour.yaml"]},
    )  # fmt: skip
    files, result = made(site)
    assert [(d.code, d.severity, d.span.path) for d in result.report.diagnostics if d.span] == [
        ("landmark-twice", "warning", "content/articles/pier.txt")
    ]
    note = parse_html(files["articles/harbour.html"]).find("aside", "note-landmark")
    assert "Landmark" in note.text()
    page = parse_html(files["landmarks.html"])
    assert "2 landmarks" in page.find("main").text()
    assert page.find("main").find("a", href="articles/harbour.html#n-1").text() == "old lighthouse"
    assert page.find("footer").find("a", href="landmarks.html").text() == "Landmarks"
    assert [one["of"] for one in json.loads(files["data/landmarks.json"])["landmarks"]] == ["Harbour reopens", "Pier"]


def test_nothing_is_written_into_the_folder_of_plugins(site: Path) -> None:
    before = sorted(site.joinpath("plugins").rglob("*"))
    assert build(site_of(site), Options(sync=False)).published
    assert sorted(site.joinpath("plugins").rglob("*")) == before


def test_leaving_a_plugin_out_gives_the_site_that_was_there_without_it(site: Path) -> None:
    sidecar = site / "content/articles/harbour.yaml"
    sidecar.write_text("notes: [{quote: old lighthouse, text: Built in stone.}]\n", "utf-8")
    config = site / "config.yaml"
    config.write_text("title: Test\n", "utf-8")
    without, _ = made(site)
    config.write_text(FILES["config.yaml"], "utf-8")
    sidecar.write_text(FILES["content/articles/harbour.yaml"], "utf-8")
    build(site_of(site), Options(sync=False))
    assert (site / "site/landmarks.html").exists()
    sidecar.write_text("notes: [{quote: old lighthouse, text: Built in stone.}]\n", "utf-8")
    config.write_text("title: Test\n", "utf-8")
    build(site_of(site), Options(sync=False))
    there = {p.relative_to(site / "site").as_posix(): p.read_bytes() for p in (site / "site").rglob("*") if p.is_file()}
    there.pop(".briefs-manifest.json")
    assert there == without


def test_a_plugin_s_output_is_chosen_by_its_name_or_left_out(site: Path) -> None:
    config = site / "config.yaml"
    for outputs, expected in (("[landmarks]", True), ("[plugins]", True), ("[search]", False)):
        config.write_text(FILES["config.yaml"] + f"outputs: {outputs}\n", "utf-8")
        files, result = made(site)
        assert result.report.ok
        assert ("landmarks.html" in files) is expected, outputs


def test_an_output_that_no_plugin_has_is_said(site: Path) -> None:
    (site / "config.yaml").write_text(FILES["config.yaml"] + "outputs: [landmark]\n", "utf-8")
    (fault,) = made(site)[1].report.diagnostics
    assert (fault.code, fault.hint) == ("unknown-output", "did you mean `landmarks`?")


def test_a_site_s_theme_goes_before_a_plugin_s(site: Path) -> None:
    write_site(site, {**FILES, "themes/default/templates/landmarks.html": "ours"})
    assert made(site)[0]["landmarks.html"] == b"ours"


def test_a_theme_that_shows_no_notes_in_the_text_shows_none_of_a_plugin_s_kind(site: Path) -> None:
    (site / "config.yaml").write_text(FILES["config.yaml"] + "theme: plain\n", "utf-8")
    page = parse_html(made(site)[0]["articles/harbour.html"])
    assert len(list(page.all(id="n-1"))) == 1
    assert list(page.find("div", "article-body").all("aside")) == []


def test_a_fault_in_a_plugin_s_template_is_told_with_its_file(site: Path) -> None:
    page = site / "plugins/briefs_landmarks/theme/templates/landmarks.html"
    page.write_text("{% if %}", "utf-8")
    (fault,) = made(site)[1].report.diagnostics
    assert fault.code == "template-syntax"
    assert fault.span is not None
    assert fault.span.path == "plugins/briefs_landmarks/theme/templates/landmarks.html"


def test_two_sites_in_one_process_may_have_plugins_of_one_name(tmp_path: Path) -> None:
    for name in ("one", "two"):
        root = with_plugin(tmp_path / name, HEAD + extending(kinds=f"Kind('{name}')"))
        assert toolkit(["own"], str(root)).value.kinds[-1].name == name


def test_a_site_s_plugin_may_have_more_files_and_bear_the_name_of_a_library(tmp_path: Path) -> None:
    root = with_plugin(tmp_path, HEAD + "from .shared import NAME\n" + extending(kinds="Kind(NAME)"), "json")
    (root / "plugins/shared.py").write_text("NAME = 'shared'\n", "utf-8")
    assert made(root)[1].report.ok
    assert json.loads("1") == 1
    assert toolkit(["json"], str(root)).value.kinds[-1].name == "shared"


def test_a_file_beside_a_plugin_that_is_edited_makes_the_site_anew(tmp_path: Path) -> None:
    code = HEAD + "from .shared import WORD\ndef pages(index):\n    yield Page('word.json', '', OwnView({}))\n"
    code += "def write(*_):\n    return WORD.encode()\n"
    root = with_plugin(tmp_path, code + extending(outputs="Output('word', pages, write)"))
    for word in ("first", "other"):
        (root / "plugins/shared.py").write_text(f"WORD = '{word}'\n", "utf-8")
        assert briefs_of(root, "build").returncode == 0
        assert (root / "site/word.json").read_text("utf-8") == word


def test_after_any_edit_a_site_with_a_plugin_is_one_built_from_nothing(site: Path) -> None:
    article, sidecar = site / "content/articles/harbour.txt", site / "content/articles/harbour.yaml"
    other = site / "content/articles/pier"
    text = article.read_text("utf-8")
    edits: list[tuple[Path, str | None]] = [
        (article, text + "\nMore words stand here.\n"),
        (sidecar, "notes: [{quote: old lighthouse, kind: landmark, text: Built of wood.}]\n"),
        (sidecar, "notes: [{quote: old lighthouse, text: Built of wood.}]\n"),
        (other.with_suffix(".txt"), "Pier\n\nAn old pier.\n"),
        (other.with_suffix(".yaml"), "notes: [{quote: old pier, kind: landmark, text: Of wood.}]\n"),
        (site / "config.yaml", FILES["config.yaml"] + "outputs: [search]\n"),
        (site / "config.yaml", FILES["config.yaml"]),
        (site / "themes/default/templates/landmarks.html", "{{ view.data.landmarks|length }}"),
        (article, text),
        (other.with_suffix(".yaml"), None),
    ]
    for file, words in edits:
        if words is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words, "utf-8")
        report = build(site_of(site), Options(sync=False))
        clean, result = made(site)
        there = site / "site"
        shown = {p.relative_to(there).as_posix(): p.read_bytes() for p in there.rglob("*") if p.is_file()}
        assert {path: data for path, data in shown.items() if path != ".briefs-manifest.json"} == clean, file
        assert [d for d in report.diagnostics if d.code != "no-url"] == list(result.report.diagnostics)


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────────────────────

WRONG = [
    ("raise RuntimeError('within')\n", "plugin", "RuntimeError: within", "plugins/own.py, line 1"),
    ("import sys\nsys.exit(3)\n", "plugin", "SystemExit: 3", "plugins/own.py, line 2"),
    ("import no_such_library\n", "plugin", "No module named 'no_such_library'", "plugins/own.py, line 1"),
    ("def extend(kit) return\n", "plugin", "SyntaxError", "plugins/own.py, line 1"),
    ("EXTEND = 1\n", "plugin", "it has no function `extend`", "def extend("),
    ("def extend(kit):\n    pass\n", "plugin-failed", "it gave `None` instead of a toolkit", "mend it"),
    ("def extend(kit):\n    return 1 / 0\n", "plugin-failed", "ZeroDivisionError", "line 2, in extend: return 1 / 0"),
    (HEAD + extending(kinds="'x'"), "plugin-failed", "a `str` where a `Kind` is wanted", "mend it"),
    (HEAD + extending(kinds="Kind('context')"), "plugin-clash", "two kinds", "of Briefs and `own`"),
    (HEAD + "def check(note, span):\n    return 1 / 0\n" + extending(kinds="Kind('context2', check)"), "", "", ""),
    (HEAD + "def find(e):\n    yield e.nothing\n" + extending(lints="Lint('x', find)"),
     "plugin-failed", "failed in the lint `x`: AttributeError", "line 4, in find: yield e.nothing"),
    (HEAD + "def find(e):\n    yield 'x'\n" + extending(lints="Lint('x', find)"),
     "plugin-failed", "a `str` where a `Found` is wanted", "mend it"),
    (HEAD + "def pages(i):\n    raise KeyError('x')\n" + extending(outputs="Output('x', pages)"),
     "plugin-failed", "failed in the output `x`: KeyError", "line 4, in pages"),
    (HEAD + "def pages(i):\n    return None\n" + extending(outputs="Output('x', pages)"),
     "plugin-failed", "a `NoneType` where some `Page` are wanted", "mend it"),
]  # fmt: skip
VIEWS = [
    ("Page('../x', '', OwnView({}))", "cannot add `../x`"),
    ("Page('index.html', '', OwnView({}))", "another page has this path"),
    ("Page('ARTICLES/Harbour.html', '', OwnView({}))", "another page has this path"),
    ("Page('x.json', '', OwnView({'a': object()}))", "holds what no page can"),
    ("Page('x.json', '', 3)", "holds what no page can"),
    ("Page('x.json', '', OwnView({}), brief='nowhere')", "which is not on the site"),
    ("Page('x.json', '', OwnView({}))", "it wrote `str` where `bytes` are wanted"),
]


@pytest.mark.parametrize(("code", "word", "message", "hint"), WRONG)
def test_what_a_plugin_does_wrong_is_said_with_its_name_and_lines(
    tmp_path: Path, code: str, word: str, message: str, hint: str
) -> None:
    found = made(with_plugin(tmp_path, code))[1].report.diagnostics
    assert [d.code for d in found] == ([word] if word else [])
    for fault in found:
        assert message in fault.message
        assert hint in fault.hint
        assert "`own`" in fault.message + fault.hint
        assert str(tmp_path) not in fault.message + fault.hint


@pytest.mark.parametrize(("page", "message"), VIEWS)
def test_a_page_that_cannot_be_made_is_said_with_the_plugin_s_name(tmp_path: Path, page: str, message: str) -> None:
    lines = f"def pages(i):\n    yield {page}\ndef write(*_):\n    return 'text'\n"
    root = with_plugin(tmp_path, HEAD + lines + extending(outputs="Output('x', pages, write)"))
    (fault,) = made(root)[1].report.diagnostics
    assert fault.code == "plugin-failed"
    assert message in fault.message
    assert "`own`" in fault.message


def test_a_page_with_neither_template_nor_hand_is_said(tmp_path: Path) -> None:
    lines = "def pages(i):\n    yield Page('x.json', '', OwnView({}))\n"
    (fault,) = made(with_plugin(tmp_path, HEAD + lines + extending(outputs="Output('x', pages)")))[1].report.diagnostics
    assert "it has no template" in fault.message


def test_a_check_that_fails_is_said_at_the_note(tmp_path: Path) -> None:
    root = with_plugin(tmp_path, HEAD + "def check(n, s):\n    return 1 / 0\n" + extending(kinds="Kind('odd', check)"))
    (root / "content/articles/harbour.yaml").write_text("notes: [{quote: pier, kind: odd, text: Of wood.}]\n", "utf-8")
    (fault,) = made(root)[1].report.diagnostics
    assert (fault.code, fault.span and fault.span.line) == ("plugin-failed", 1)
    assert "plugins/own.py, line 4, in check" in fault.hint


def test_a_plugin_that_is_nowhere_is_said_with_where_it_was_looked_for(tmp_path: Path) -> None:
    for name in ("nothing_here", "own.nothing_here", "nothing_here.at_all"):
        root = with_plugin(tmp_path, "")
        (root / "config.yaml").write_text(f"plugins: [{name}]\n", "utf-8")
        (fault,) = made(root)[1].report.diagnostics
        assert fault.code == "plugin"
        assert "nor in the folder `plugins`" in fault.message


def test_a_page_that_could_not_be_added_is_missed_until_it_is_there(tmp_path: Path) -> None:
    lines = (
        "def write(*_):\n    return b'{}'\n"
        "def pages(i):\n    yield Page('x.json', '', OwnView({}))\n    if i.articles[1:]:\n        raise KeyError\n"
    )
    root = with_plugin(tmp_path, HEAD + lines + extending(outputs="Output('x', pages, write)"))
    other = root / "content/articles/other.txt"
    other.write_text("Other\n\nWords.\n", "utf-8")
    for _ in range(2):
        report = build(site_of(root), Options(sync=False))
        assert ([d.code for d in report.diagnostics], report.published) == (["plugin-failed"], False)
    other.unlink()
    assert build(site_of(root), Options(sync=False)).ok
    assert (root / "site/x.json").read_bytes() == b"{}"


# ── other processes ──────────────────────────────────────────────────────────────────────────────────────────────


def test_other_processes_find_the_site_s_own_plugin(site: Path) -> None:
    alone, _ = made(site)
    assert build(site_of(site), Options(jobs=2, sync=False)).ok
    assert {path: (site / "site" / path).read_bytes() for path in alone} == alone


def test_a_cluster_is_refused_a_plugin_that_only_this_machine_has(site: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as executor, pytest.raises(NoCluster, match="install it as a package"):
        build(site_of(site), Options(sync=False), executor=executor)
    assert not (site / "site").exists()


def test_a_worker_without_a_plugin_says_so() -> None:
    with pytest.raises(NoCluster, match="`only_over_there` cannot be used"):
        at_hand(("only_over_there",), "")
    assert Runner(1).is_far is False


def test_the_example_in_the_documentation_makes_its_page(tmp_path: Path) -> None:
    text = (ROOT / "docs/content/articles/plugins.md").read_text("utf-8").split("\n## ")[1]
    fences = {m["info"].partition(" ")[2]: m["body"] for m in FENCE.finditer(text)}
    files, result = made(write_site(tmp_path, fences))
    assert result.report.ok
    page = parse_html(files["landmarks.html"]).find("main")
    assert page.find("a", href="articles/harbour.html#n-1").text() == "old lighthouse"
    sidecar = tmp_path / "content/articles/harbour.yaml"
    sidecar.write_text(sidecar.read_text("utf-8").replace("stone", "stone " * 50), "utf-8")
    assert "landmark-long" in [d.code for d in made(tmp_path)[1].report.diagnostics]


# ── the face ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_name_of_the_face_is_there_and_documented() -> None:
    folder = ROOT / "docs/content/articles"
    said = folder.joinpath("api.md").read_text("utf-8") + folder.joinpath("plugins.md").read_text("utf-8")
    for name in briefs.__all__:
        assert getattr(briefs, name) is not None
        assert re.search(rf"`(briefs\.)?{name}\b", said), name
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = briefs.nothing_such


def test_the_functions_are_documented_as_they_are_called() -> None:
    page = (ROOT / "docs/content/articles/api.md").read_text("utf-8")
    stubs = ast.parse(page.split("```pyi\n")[1].split("```")[0])
    said = {one.name: one for one in stubs.body if isinstance(one, ast.FunctionDef)}
    assert sorted(said) == ["build", "check", "read_config", "read_site"]
    for name, stub in said.items():
        signature = inspect.signature(getattr(briefs, name))
        assert [arg.arg for arg in stub.args.args] == list(signature.parameters)
        for arg in stub.args.args:
            assert arg.annotation is not None
            assert ast.unparse(arg.annotation) == signature.parameters[arg.arg].annotation
        assert stub.returns is not None
        assert ast.unparse(stub.returns) == signature.return_annotation


@pytest.mark.parametrize(
    ("page", "record", "inner"),
    [
        ("api.md", briefs.Options, ()),
        ("api.md", briefs.Report, ()),
        ("api.md", briefs.Diagnostic, ()),
        ("plugins.md", briefs.Kind, ("plugin",)),
        ("plugins.md", briefs.Lint, ("plugin",)),
        ("plugins.md", briefs.Output, ("plugin", "twin")),
        ("plugins.md", briefs.Evidence, ("texts",)),
        ("plugins.md", briefs.Page, ("twins",)),
        ("plugins.md", briefs.NoteCard, ()),
        ("plugins.md", briefs.Toolkit, ("plugins",)),
    ],
)
def test_every_field_that_others_may_use_is_documented(page: str, record: Any, inner: tuple[str, ...]) -> None:
    text = (ROOT / "docs/content/articles" / page).read_text("utf-8")
    assert [name for name in record.__struct_fields__ if f"`{name}`" not in text and name not in inner] == []
