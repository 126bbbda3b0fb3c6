"""Annotations and glossaries by the command line, in a site that has texts already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from arrivals import FILES, needs_rdflib, quoted, row
from support import briefs, write_site

ROOT = Path(__file__).parent.parent.parent
TEXT = "Harbour reopens\n\nThe Port Authority said so. It did not say more.\n"
SIDECAR = (
    "title: Harbour reopens # as printed\nsource: {url: 'https://example.org/harbour'}\n"
    "notes:\n- quote: said so\n  text: Once.\n"
)
SITE = {"content/articles/harbour.txt": TEXT, "content/articles/harbour.yaml": SIDECAR}
NEW = "- quote: did not say more\n  kind: context\n  text: Why?\n  by: ada\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_site(tmp_path, SITE)
    export = {"total": 1, "rows": [row(quoted(TEXT.partition("\n\n")[2], "did not say more"))]}
    (tmp_path / "export.json").write_text(json.dumps(export), "utf-8")
    return tmp_path


def sidecar(site: Path) -> str:
    return (site / "content/articles/harbour.yaml").read_text("utf-8")


def test_a_dry_run_shows_the_difference_and_changes_nothing(site: Path) -> None:
    done = briefs(site, "import", "export.json", "--dry-run")
    assert done.returncode == 0
    assert "+++ b/content/articles/harbour.yaml" in done.stdout
    assert "+- quote: did not say more" in done.stdout
    assert sidecar(site) == SIDECAR


def test_notes_are_added_after_the_difference_was_shown_and_what_was_there_is_kept(site: Path) -> None:
    done = briefs(site, "import", "export.json", "--yes")
    assert done.returncode == 0
    assert "+- quote: did not say more" in done.stdout
    assert sidecar(site) == SIDECAR + NEW
    (kept,) = (site / ".briefs/undo/content/articles/harbour.yaml").iterdir()
    assert kept.read_text("utf-8") == SIDECAR
    assert briefs(site, "check").returncode == 0
    again = briefs(site, "import", "export.json", "--yes")
    assert (again.returncode, sidecar(site)) == (0, SIDECAR + NEW)


def test_a_no_leaves_everything_as_it_was(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from briefs.cli import cli, mending

    monkeypatch.chdir(site)
    monkeypatch.setattr(mending, "agreed", lambda: False)
    done = CliRunner().invoke(cli, ["import", "export.json"])
    assert (done.exit_code, sidecar(site)) == (0, SIDECAR)
    assert done.stderr == "Nothing was written.\n"


def test_files_of_two_formats_may_be_about_one_article(site: Path) -> None:
    target = {"source": "https://example.org/harbour", "selector": quoted(TEXT, "Port Authority")}
    one = {"type": "Annotation", "id": "urn:1", "bodyValue": "Who?", "target": target}
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [one]}
    (site / "page.json").write_text(json.dumps(page), "utf-8")
    assert briefs(site, "import", "export.json", "page.json").returncode == 0
    assert sidecar(site) == f"{SIDECAR}- quote: Port Authority\n  kind: context\n  text: Who?\n{NEW}"


@needs_rdflib
def test_a_sidecar_that_cannot_take_notes_stays_as_it_is_and_nothing_is_written(site: Path) -> None:
    flow = SIDECAR.partition("notes:")[0] + "notes: [{quote: said so, text: Once.}]\n"
    (site / "content/articles/harbour.yaml").write_text(flow, "utf-8")
    done = briefs(site, "import", "export.json", str(FILES / "educationalLevel.ttl"))
    assert done.returncode == 74
    assert "error[import-unwritten]: notes cannot be added to `content/articles/harbour.yaml`" in done.stderr
    assert sidecar(site) == flow
    assert not (site / "content/glossary").exists()


def test_where_one_sidecar_is_write_protected_neither_files_nor_other_sidecars_are_written(site: Path) -> None:
    other, pier = "title: Pier\nsource: {url: 'https://example.org/pier'}\n", site / "content/articles/pier.yaml"
    write_site(site, {"content/articles/pier.txt": TEXT, "content/articles/pier.yaml": other, "new.txt": TEXT})
    pier.chmod(0o444)
    words = quoted(TEXT.partition("\n\n")[2], "did not say more")
    of_pier = row(words, target=[{"source": "https://example.org/pier", "selector": list(words)}])
    export = {"total": 2, "rows": [row(words), of_pier]}
    (site / "export.json").write_text(json.dumps(export), "utf-8")
    done = briefs(site, "import", "export.json", "new.txt")
    assert done.returncode == 74
    assert "`content/articles/pier.yaml` was not written: it is write-protected" in done.stderr
    assert "nothing was written." in done.stderr
    assert (sidecar(site), pier.read_text("utf-8")) == (SIDECAR, other)
    assert not (site / "content/articles/new.txt").exists()


def test_what_was_wrong_with_a_sidecar_before_does_not_keep_notes_from_it(site: Path) -> None:
    wrong = SIDECAR.replace("said so", "nobody said this")
    (site / "content/articles/harbour.yaml").write_text(wrong, "utf-8")
    assert briefs(site, "import", "export.json").returncode == 0
    assert sidecar(site) == wrong + NEW


def test_an_article_without_a_sidecar_gets_one(site: Path) -> None:
    (site / "content/articles/harbour.yaml").unlink()
    done = briefs(site, "import", "export.json", "--article", "harbour")
    assert done.stdout == "content/articles/harbour.yaml\n"
    assert sidecar(site) == "notes:\n" + "".join(f"  {line}\n" for line in NEW.splitlines())


def test_the_result_is_one_object_for_programs(site: Path) -> None:
    done = briefs(site, "import", "export.json", "--format", "json")
    told = json.loads(done.stdout)
    assert [told["ok"], told["written"]] == [True, True]
    assert told["files"] == [{"path": "content/articles/harbour.yaml", "bytes": len(SIDECAR + NEW)}]
    assert [one["code"] for one in told["diagnostics"]] == ["import-notes"]


@needs_rdflib
def test_glossaries_become_files_that_the_check_reads_and_are_never_written_twice(site: Path) -> None:
    (site / "terms.csv").write_text("term,definition\nPort Authority,It runs the harbour.\n", "utf-8")
    files = [str(FILES / name) for name in ("educationalLevel.ttl", "sphinx-glossary.rst", "jupyter-book-glossary.md")]
    done = briefs(site, "import", "terms.csv", *files)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (site / "content/glossary").iterdir()) == [
        "educationallevel.yaml",
        "jupyter-book-glossary.yaml",
        "sphinx-glossary.yaml",
        "terms.yaml",
    ]
    assert briefs(site, "check").returncode == 0
    again = briefs(site, "import", "terms.csv")
    assert again.returncode == 1
    assert "error[import-exists]: `content/glossary/terms.yaml` is there already" in again.stderr


def test_what_a_site_publishes_of_its_notes_comes_back(tmp_path: Path) -> None:
    """Every note with its words, kind, text, links, sources, and who says it."""
    notes = (
        "- quote: The Port Authority\n  prefix: 'reopens.'\n  kind: claim\n  text: See [[quay]] and [[term:pa|them]].\n"
        "  by: Ada\n  status: disputed\n  sources: [a]\n"
        "- quote: The Port Authority\n  occurrence: 3\n  kind: correction\n  text: |-\n    Two.\n\n    *Parts* [[x]](https://e.org/).\n"
        "- quote: 🚢 off\n  kind: question\n  text: '1 < 2 & [so]?'\n"
    ).replace("[[x]](", "[x](")
    head = "glossary:\n- {term: Port Authority, id: pa, definition: It runs it.}\nsources:\n- {id: a, title: A, url: 'https://e.org/a'}\n"
    text = (
        "# H\n\nIt reopens. The Port Authority said so. The Port Authority sees 🚢 off. The Port Authority *rests*.\n"
    )
    files = {
        "content/articles/harbour.md": text,
        "content/articles/harbour.yaml": f"{head}notes:\n{notes}",
        "content/articles/quay.md": "# The Quay\n\nWords.\n",
    }
    write_site(tmp_path, files)
    assert briefs(tmp_path, "build").returncode == 0
    (tmp_path / "content/articles/harbour.yaml").write_text(head, "utf-8")
    done = briefs(tmp_path, "import", "site/articles/harbour.annotations.json")
    assert done.returncode == 0, done.stderr
    before = json.loads((tmp_path / "site/articles/harbour.annotations.json").read_text("utf-8"))
    assert briefs(tmp_path, "build").returncode == 0
    assert json.loads((tmp_path / "site/articles/harbour.annotations.json").read_text("utf-8")) == before
    assert len([one for one in before["items"] if "#n-" in one["id"]]) == 3


GLOSSARY = (
    "- id: pa\n  term: Port Authority\n  abbreviation: PA\n  aliases: [Authority, Harbour Office]\n"
    "  kind: organisation\n  definition: It runs the *harbour*; see [[term:quay]] and [[harbour|the news]].\n"
    "  body: |-\n    Since 1900.\n\n"
    "    In two houses.\n  see_also: [quay]\n  same_as: [https://e.org/pa]\n  pronunciation: /pa/\n  as_of: 2022-10\n"
    "  sources: [list]\n- id: quay\n  term: Quay\n  definition: 1 < 2 & [so].\n  broader: [pa]\n"
)


@needs_rdflib
@pytest.mark.parametrize("form", ["csv", "skos"])
def test_an_exported_glossary_comes_back(tmp_path: Path, form: str) -> None:
    """As CSV every column to the byte, as SKOS the same graph."""
    listed = "title: H\nsources:\n- {id: list, title: The List, url: 'https://e.org/list'}\n"
    write_site(tmp_path, {**SITE, "content/articles/harbour.yaml": listed, "content/glossary/terms.yaml": GLOSSARY})
    name = {"csv": "out.csv", "skos": "out.ttl"}[form]
    assert briefs(tmp_path, "export", "--format", form, "--output", name).returncode == 0
    before = (tmp_path / name).read_bytes()
    (tmp_path / "content/glossary/terms.yaml").unlink()
    done = briefs(tmp_path, "import", name)
    assert (done.returncode, done.stdout) == (0, "content/glossary/out.yaml\n"), done.stderr
    assert briefs(tmp_path, "export", "--format", form, "--output", name, "--force").returncode == 0
    after = (tmp_path / name).read_bytes()
    if form == "skos":
        from rdflib import Graph

        assert set(Graph().parse(data=after, format="turtle")) == set(Graph().parse(data=before, format="turtle"))
    else:
        assert after == before
