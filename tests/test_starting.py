"""What `new` begins builds as it stands, and nothing that was there is touched."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import briefs, made, write_site

from briefs.core.manifest import Artifact
from briefs.core.slugs import slug_of
from briefs.pipeline import Options
from briefs.starting import article, file_stem, lay, site, term
from briefs.suggested import free_id

ROOT = Path(__file__).parent.parent


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A new site."""
    assert not lay(tmp_path / "demo", site("Demo")).refused
    return tmp_path / "demo"


# ── a site ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_site_is_checked_and_built_without_a_warning_and_shows_every_kind(tmp_path: Path) -> None:
    done = briefs(tmp_path, "new", "site", "harbour-notes")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Next: cd harbour-notes && briefs watch --open\n")
    folder = tmp_path / "harbour-notes"
    checked = briefs(folder, "check", "--strict", "--today", "2099-01-01")
    assert (checked.returncode, checked.stdout) == (0, "No mistakes found.\n"), checked.stderr
    assert briefs(folder, "--strict").returncode == 0
    pages = folder / "site"
    notes = json.loads((pages / "articles/lamp-at-sorrel-ness.json").read_text("utf-8"))["notes"]
    assert {note["kind"] for note in notes} == {
        "context", "clarification", "claim", "correction", "update", "dispute", "translation", "question", "source"
    }  # fmt: skip
    assert "Harbour notes" in (pages / "index.html").read_text("utf-8")
    article = (pages / "articles/lamp-at-sorrel-ness.html").read_text("utf-8")
    assert "made up" in article
    assert "Since then" in article
    assert {"timeline.html", "claims.html", "about.html", "map.html", "search.html"} <= set(os.listdir(pages))


def test_a_new_site_s_readme_and_ignored_files_are_there(begun: Path) -> None:
    assert (begun / ".gitignore").read_text("utf-8").split("\n")[1:] == ["/site/", "/.briefs/", ""]
    readme = (begun / "README.md").read_text("utf-8")
    assert readme.startswith("# Demo\n")
    assert sum(line.startswith("    briefs ") for line in readme.splitlines()) == 3
    assert "{{" not in "".join(data.decode() for data in tree(begun).values())


def test_the_example_can_be_deleted_as_the_readme_says_and_the_rest_builds(begun: Path) -> None:
    for path in [*begun.glob("content/articles/*"), *begun.glob("content/glossary/*")]:
        path.unlink()
    write_site(begun, {"config.yaml": "title: X\n", "content/articles/own.txt": "My own\n\nThe text is here.\n"})
    assert [d.message for d in made(begun)[1].report.diagnostics] == []


@pytest.mark.parametrize("held", ["x.txt", "sub/x.txt"])
def test_a_folder_with_anything_in_it_is_left_as_it_is(tmp_path: Path, held: str) -> None:
    write_site(tmp_path / "demo", {held: "mine", "config.yaml": "mine"})
    before = tree(tmp_path)
    done = briefs(tmp_path, "new", "site", "demo")
    assert (done.returncode, tree(tmp_path)) == (2, before)
    assert "`demo` is there and not empty" in done.stderr


def test_a_fresh_clone_is_a_place_for_a_site(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    done = briefs(tmp_path, "new", "site", ".", "--title", "it's: a [test]")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Next: briefs watch --open\n")
    assert made(tmp_path)[1].report.diagnostics == ()
    assert b"It&#39;s: a [test]" in made(tmp_path)[0]["index.html"]


@given(st.text(min_size=1).filter(str.strip))
def test_any_title_makes_a_config_that_says_it(title: str) -> None:
    from briefs.core.decode import decode
    from briefs.core.yaml import Mapping, Scalar, read_yaml

    config = next(file for file in site(title) if file.path == "config.yaml")
    source = decode("config.yaml", config.data).value
    assert source is not None
    tree = read_yaml(source)
    assert not [d for d in tree.diagnostics if d.severity == "error"]
    assert isinstance(tree.value, Mapping)
    value = next(value for key, value in tree.value.entries if key.text == "title")
    assert isinstance(value, Scalar)
    if title.isprintable():
        assert value.text.split() == title.split()


def test_without_a_site_a_bare_briefs_says_how_to_begin_one(tmp_path: Path) -> None:
    for words in ([], ["watch"], ["check"], ["new", "article", "x"], ["new", "term", "x"], ["new", "editor", "vscode"]):
        done = briefs(tmp_path, *words)
        assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
        assert "`briefs new site NAME`" in done.stderr


def test_what_cannot_be_written_ends_the_command_with_74(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    done = briefs(tmp_path, "new", "site", "file/demo")
    assert done.returncode == 74
    assert "error[cannot-write]" in done.stderr
    assert tree(tmp_path) == {"file": b"mine"}


# ── an article ───────────────────────────────────────────────────────────────────────────────────────────────────

RECEIVED = (
    "\ufeffStrike\r\n\r\nHarbour reopens: all is well\r\n\r\nPublish : 2022-10-21 09:47:00\r\n\r\nBy Jane Doe\r\n\r\n"
    "The harbour reopened on Monday.\r\n"
)


def test_a_text_is_taken_in_byte_for_byte_with_what_it_says_of_itself(begun: Path, tmp_path: Path) -> None:
    received = tmp_path / "My Harbour (1).txt"
    received.write_bytes(RECEIVED.encode())
    done = briefs(begun, "new", "article", str(received))
    assert (done.returncode, done.stderr) == (0, "")
    assert (begun / "content/articles/my-harbour-1.txt").read_bytes() == RECEIVED.encode()
    sidecar = (begun / "content/articles/my-harbour-1.yaml").read_text("utf-8")
    assert sidecar.startswith("# yaml-language-server: $schema=../../schemas/sidecar.schema.json\n")
    for line in (
        "title: 'Harbour reopens: all is well'",
        "kicker: Strike",
        "byline: Jane Doe",
        "date: 2022-10-21T09:47:00",
    ):
        assert line in sidecar.splitlines()
    files, result = made(begun)
    assert [d.message for d in result.report.diagnostics] == []
    assert b"The harbour reopened on Monday." in files["articles/my-harbour-1.html"]
    assert received.read_bytes() == RECEIVED.encode()


def test_of_a_markdown_text_the_title_stays_where_it_is(begun: Path, tmp_path: Path) -> None:
    write_site(tmp_path, {"harbour.md": "# Harbour reopens\n\nThe harbour reopened on Monday.\n"})
    assert briefs(begun, "new", "article", "../harbour.md").returncode == 0
    assert "\ntitle:" not in (begun / "content/articles/harbour.yaml").read_text("utf-8")
    files, result = made(begun)
    assert [d.message for d in result.report.diagnostics] == []
    assert files["articles/harbour.html"].count(b"Harbour reopens</h1>") == 1


def test_a_text_that_lies_in_the_content_already_gets_a_sidecar_where_it_is(begun: Path) -> None:
    write_site(begun, {"content/articles/2022/Port.txt": "Port opens\n\nThe port is open.\n"})
    done = briefs(begun, "new", "article", "content/articles/2022/Port.txt")
    assert done.stdout == "written: content/articles/2022/Port.yaml\n"
    schema = (begun / "content/articles/2022/Port.yaml").read_text("utf-8").splitlines()[0]
    assert schema.endswith("$schema=../../../schemas/sidecar.schema.json")
    again = briefs(begun, "new", "article", "content/articles/2022/Port.txt")
    assert again.returncode == 2
    assert "left as it is: content/articles/2022/Port.yaml" in again.stderr


def test_a_headline_begins_a_draft_that_is_not_published(begun: Path) -> None:
    done = briefs(begun, "new", "article", "Harbour reopens: at last")
    assert (done.returncode, done.stderr) == (0, "")
    assert "articles/harbour-reopens-at-last.html" not in made(begun)[0]
    files, result = made(begun, Options(drafts=True))
    assert [d.message for d in result.report.diagnostics] == []
    assert b"Harbour reopens: at last</h1>" in files["articles/harbour-reopens-at-last.html"]


@pytest.mark.parametrize("name", ["Lamp at Sorrel Ness", "lamp-at-sorrel-ness"])
def test_an_article_whose_name_is_taken_is_not_begun(begun: Path, name: str) -> None:
    before = tree(begun)
    done = briefs(begun, "new", "article", name)
    assert (done.returncode, tree(begun)) == (2, before)
    assert "content/articles/lamp-at-sorrel-ness.txt" in done.stderr


@pytest.mark.parametrize(
    ("word", "code", "said"),
    [
        ("absent.txt", 2, "there is no file `absent.txt`"),
        ("word.docx", 2, "`briefs import` reads other formats"),
        ("latin.txt", 1, "error[encoding]"),
        (" ", 2, "write a headline"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(begun: Path, word: str, code: int, said: str) -> None:
    (begun / "word.docx").write_bytes(b"PK")
    (begun / "latin.txt").write_bytes(b"Caf\xe9\n\nText.\n")
    before = tree(begun)
    done = briefs(begun, "new", "article", word)
    assert (done.returncode, tree(begun)) == (code, before)
    assert said in done.stderr


@given(st.text(min_size=1).filter(lambda text: text.isprintable() and text.strip()))
def test_any_headline_makes_a_file_of_its_slug(headline: str) -> None:
    text, sidecar = article(headline, "content/articles", "2026-01-02", "schemas")
    stem = file_stem(" ".join(headline.split()))
    assert stem == slug_of(stem)
    assert (text.path, sidecar.path) == (f"content/articles/{stem}.md", f"content/articles/{stem}.yaml")


# ── a term ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_term_is_begun_and_where_its_name_stands_is_told(begun: Path) -> None:
    done = briefs(begun, "new", "term", "Relay (RL)")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "written: content/glossary/rl.yaml\nIt stands in 1 text: lamp-at-sorrel-ness (1)\n"
        "Next: fill in `definition:`, then briefs explain lamp-at-sorrel-ness\n"
    )
    entry = (begun / "content/glossary/rl.yaml").read_text("utf-8").splitlines()
    assert entry[0] == "# yaml-language-server: $schema=../../schemas/glossary.schema.json"
    assert entry[1:4] == ["id: rl", "term: Relay", "abbreviation: RL"]
    files, result = made(begun)
    assert [d.code for d in result.report.diagnostics] == ["definition-missing"]
    mentions = json.loads(files["articles/lamp-at-sorrel-ness.json"])["mentions"]
    assert [m["surface"] for m in mentions if m["term"] == "rl"] == ["relay"]


def test_a_name_that_no_text_holds_is_told_too(begun: Path) -> None:
    assert briefs(begun, "new", "term", "snapback").stdout.endswith("No text holds “snapback” yet.\n")


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("leading lights", "content/glossary/leading-lights.yaml"),
        ("Harbour Board", "content/articles/lamp-at-sorrel-ness.yaml"),
        ("Something else (HBPM)", "content/articles/lamp-at-sorrel-ness.yaml"),
    ],
)
def test_a_term_that_is_there_is_not_begun_again(begun: Path, name: str, home: str) -> None:
    before = tree(begun)
    done = briefs(begun, "new", "term", name)
    assert (done.returncode, tree(begun)) == (2, before)
    assert f"already, in {home}" in done.stderr


def test_a_glossary_file_of_the_name_is_left_as_it_is(begun: Path) -> None:
    write_site(begun, {"content/glossary/relay.yaml": "term: something else\ndefinition: Else.\n"})
    before = tree(begun)
    done = briefs(begun, "new", "term", "relay")
    assert (done.returncode, tree(begun)) == (2, before)
    assert "left as it is: content/glossary/relay.yaml" in done.stderr


@given(st.text(min_size=1).filter(lambda text: text.isprintable() and text.strip()))
def test_any_name_makes_an_entry_that_reads_as_that_name(name: str) -> None:
    from briefs.core.authored import TermEntry
    from briefs.core.decode import decode
    from briefs.core.fields import convert
    from briefs.core.yaml import read_yaml

    file = term(name, "content/glossary", "")
    source = decode(file.path, file.data).value
    assert source is not None
    entry = convert(read_yaml(source).value, TermEntry, source)
    assert entry.value is not None, (name, entry.diagnostics)
    assert entry.value.id is not None
    short = entry.value.abbreviation.value if entry.value.abbreviation else ""
    whole = f"{entry.value.term.value} ({short})" if short else entry.value.term.value
    assert whole == " ".join(name.split())
    assert entry.value.id.value == free_id(short or " ".join(name.split()), ())
    assert file.path == f"content/glossary/{entry.value.id.value}.yaml"


def test_names_that_no_file_or_page_may_have_get_a_number(begun: Path) -> None:
    assert briefs(begun, "new", "term", "index").returncode == 0
    assert briefs(begun, "new", "term", "Con").returncode == 0
    assert briefs(begun, "new", "article", "CON").returncode == 0
    assert briefs(begun, "new", "article", "Either/or").returncode == 0
    paths = ("glossary/index-2.yaml", "glossary/con-2.yaml", "articles/con-2.md", "articles/either-or.md")
    assert all((begun / "content" / path).is_file() for path in paths)
    report = made(begun, Options(drafts=True))[1].report
    assert [d.message for d in report.diagnostics if d.severity == "error"] == []


# ── nothing is overwritten ───────────────────────────────────────────────────────────────────────────────────────


def test_files_that_are_there_and_links_are_left_and_the_rest_is_written(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    (tmp_path / "config.yaml").symlink_to(tmp_path / "nowhere.yaml")
    laid = lay(tmp_path, site("Demo"))
    assert set(laid.kept) == {"README.md", "config.yaml"}
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"
    assert not (tmp_path / "nowhere.yaml").exists()
    assert "content/pages/about.md" in laid.written


def test_a_site_without_schemas_gets_files_without_the_line_that_names_one(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/articles/a.txt": "Head\n\nThe relay is new.\n"})
    assert briefs(tmp_path, "new", "term", "relay").returncode == 0
    assert "yaml-language-server" not in (tmp_path / "content/glossary/relay.yaml").read_text("utf-8")
    assert not (tmp_path / "schemas").exists()


def test_a_file_whose_writing_is_interrupted_is_not_there(tmp_path: Path) -> None:
    interrupting: Any = 3  # No bytes: an exception that comes when the file has been made, as an interrupt may.
    with pytest.raises(TypeError):
        lay(tmp_path, [Artifact("a.yaml", interrupting)])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="words of any bytes are Linux's")
@pytest.mark.parametrize("words", ["article", "term", "site"])
def test_a_name_that_no_file_can_hold_is_said(words: str, tmp_path: Path) -> None:
    root = write_site(tmp_path, {"content/articles/a.txt": "A\n\nWords.\n"})
    done = briefs(root, "new", words, os.fsdecode(b"ha\xfcfen"))
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2, "Error: the name holds bytes that are not UTF-8; choose another"
    )  # fmt: skip
