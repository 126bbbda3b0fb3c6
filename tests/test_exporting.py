"""`briefs export`: the glossary and the annotations as files for other programs, read by other readers than our own."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from gates.hard import hard
from hostile import INPUTS, escaped, yaml
from rdflib.namespace import DCTERMS, RDF, SKOS
from support import made, site_of, write_site

from briefs.cli import cli
from briefs.exporters.table import COLUMNS, table
from briefs.exporters.turtle import skos
from briefs.pipeline import linked_site

URL = "https://example.org/sub/"
FILES = {
    "config.yaml": f"title: Notes\nurl: {URL}\n",
    "content/articles/a.txt": "The harbour reopens\n\nThe IRGC came to the port.\n",
    "content/articles/a.yaml": (
        "date: 2022-07-01\nsources: [{id: one, title: Report, url: 'https://example.org/r?a=1&b=<2>'}]\n"
        "notes: [{quote: came, kind: claim, by: Ann, status: disputed, text: 'See [[term:irgc]].', sources: [one]}]\n"
    ),
    "content/glossary/all.yaml": (
        "- term: Islamic Revolutionary Guard Corps\n  abbreviation: IRGC\n  aliases: [Guards, IRGC]\n"
        "  native: {fa: سپاه, EN: The Corps}\n  kind: organisation\n"
        "  definition: 'A *force*, \"so called\", of [[harbour|the port]].'\n"
        '  body: "One.\\n\\n- Two \\\\ three"\n  broader: [army]\n  see_also: [army, harbour]\n'
        "  same_as: ['https://www.wikidata.org/entity/Q1']\n  as_of: 2022-10-01\n  sources: [one]\n"
        "  updates: [{date: 2023-01-01, text: More.}]\n"
        "- {term: Army, definition: Soldiers., narrower: [navy]}\n"
        "- {term: Navy, definition: Ships., see_also: [irgc]}\n"
        "- {id: harbour, term: Port, definition: Where ships lie.}\n"
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {**FILES, "content/articles/harbour.txt": "Harbour\n\nA harbour.\n"}
    return write_site(tmp_path, files)


def run(root: Path, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["export", "--config", str(root / "config.yaml"), *words], standalone_mode=False)
    code = done.exception.code if isinstance(done.exception, SystemExit) else done.return_value or 0
    return int(str(code)), done.stdout, done.stderr


def graph_of(turtle: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle, format="turtle", publicID=URL)


def test_skos_has_every_term_with_its_names_relations_and_sources(root: Path) -> None:
    code, turtle, _ = run(root, "--format", "skos")
    graph, irgc = graph_of(turtle), rdflib.URIRef(URL + "glossary/irgc.html")
    assert code == 0
    assert set(graph.objects(irgc, SKOS.prefLabel)) == {
        rdflib.Literal("Islamic Revolutionary Guard Corps", "en"),
        rdflib.Literal("سپاه", "fa"),
    }
    assert {str(name) for name in graph.objects(irgc, SKOS.altLabel)} == {"IRGC", "Guards", "The Corps"}
    assert str(graph.value(irgc, SKOS.definition)) == 'A force, "so called", of the port.'
    assert str(graph.value(irgc, SKOS.note)) == "One.\n\nTwo \\ three"
    assert str(graph.value(irgc, SKOS.historyNote)) == "2023-01-01: More."
    assert graph.value(irgc, SKOS.broader) == rdflib.URIRef(URL + "glossary/army.html")
    assert set(graph.objects(irgc, SKOS.related)) == {rdflib.URIRef(URL + "glossary/harbour.html")}
    assert graph.value(irgc, SKOS.exactMatch) == rdflib.URIRef("https://www.wikidata.org/entity/Q1")
    assert graph.value(irgc, DCTERMS.source) is not None
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == 4


@pytest.mark.parametrize("files", [FILES, hard()], ids=["small", "hard"])
def test_skos_keeps_the_conditions_that_skos_sets(files: dict[str, str], tmp_path: Path) -> None:
    """S13, S14 and S27 of the SKOS Reference, and that every concept is reached from its scheme."""
    write_site(tmp_path, files)
    index = linked_site(site_of(tmp_path)).value
    graph = graph_of(skos(index, "T", URL))
    kept = {str(c).rpartition("/")[2].removesuffix(".html") for c in graph.subjects(RDF.type, SKOS.Concept)}
    assert len(kept) == len(index.terms) > 0
    above: dict[object, set[object]] = {}
    for concept in set(graph.subjects(RDF.type, SKOS.Concept)):
        names = Counter(str(getattr(name, "language", "")).lower() for name in graph.objects(concept, SKOS.prefLabel))
        assert max(names.values()) == 1
        assert not set(graph.objects(concept, SKOS.prefLabel)) & set(graph.objects(concept, SKOS.altLabel))
        over: set[object] = set(graph.transitive_objects(concept, SKOS.broader)) | set(
            graph.transitive_subjects(SKOS.narrower, concept)
        )
        above[concept] = over - {concept}
        assert (concept, SKOS.inScheme, None) in graph
    for one, other in graph.subject_objects(SKOS.related):
        assert other not in above[one]
        assert one not in above[other]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own reader
def test_turtle_is_the_same_graph_as_the_linked_data_that_a_build_publishes(root: Path) -> None:
    files, _ = made(root)
    other = rdflib.Graph().parse(
        data=files["data/glossary.jsonld"], format="json-ld", publicID=URL + "data/glossary.jsonld"
    )
    ours = graph_of(run(root, "--format", "skos")[1])
    for name in ("prefLabel", "altLabel", "definition", "broader", "narrower", "related", "inScheme"):
        assert set(ours.subject_objects(SKOS[name])) == set(other.subject_objects(SKOS[name])), name


def test_csv_has_a_line_a_term_with_markdown_and_lists(root: Path) -> None:
    code, text, _ = run(root, "--format", "csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert code == 0
    assert tuple(text.splitlines()[0].split(",")) == COLUMNS
    assert list(rows) == ["army", "irgc", "navy", "harbour"]
    irgc = rows["irgc"]
    assert irgc["definition"] == 'A *force*, "so called", of [[harbour|the port]].'
    assert irgc["body"] == "One.\n\n- Two \\\\ three"
    assert irgc["aliases"] == "Guards; IRGC"
    assert irgc["see_also"] == "army; harbour"
    assert (irgc["as_of"], irgc["sources"], irgc["abbreviation"]) == ("2022-10-01", "one", "IRGC")


def test_a_definition_that_was_exported_says_the_same_when_it_is_read_again(root: Path) -> None:
    before = linked_site(site_of(root)).value
    rows = list(csv.DictReader(io.StringIO(table(before))))
    for row in rows:
        entry = {key: row[key] for key in ("id", "term", "definition", "body") if row[key]}
        (root / f"content/glossary/{row['id']}.yaml").write_text(json.dumps(entry, ensure_ascii=False), "utf-8")
    (root / "content/glossary/all.yaml").unlink()
    after = linked_site(site_of(root)).value
    for id_, term in before.terms.items():
        assert after.terms[id_].definition == term.definition
        assert after.terms[id_].body == term.body


FORMULAS = ['=HYPERLINK("https://evil.test")', "+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "'=1", "＝1"]


def test_no_cell_is_a_formula_and_a_table_that_was_exported_is_imported_with_the_same_words(root: Path) -> None:
    entries = [{"id": f"f{n}", "term": one, "definition": f"{one} is it."} for n, one in enumerate(FORMULAS)]
    (root / "content/glossary/formulas.yaml").write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
    assert run(root, "--format", "csv", "--output", str(root / "out.csv"))[0] == 0
    rows = list(csv.reader(io.StringIO((root / "out.csv").read_text("utf-8"), newline="")))
    assert [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r＝＋－＠")] == []
    new = write_site(root / "new", {})
    words = ["import", str(root / "out.csv"), "--config", str(new / "config.yaml"), "--yes"]
    assert CliRunner().invoke(cli, words).exit_code == 0
    before, after = (linked_site(site_of(one)).value.terms for one in (root, new))
    for id_ in (f"f{n}" for n in range(len(FORMULAS))):
        assert (after[id_].term, after[id_].definition) == (before[id_].term, before[id_].definition)


def test_annotations_and_turtle_of_hostile_words_are_read_as_those_words(tmp_path: Path) -> None:
    words = " ".join(INPUTS[:60])
    entry = {"id": "x", "term": "Zq term", "aliases": ["".join(INPUTS[60:90])], "definition": "Zq."}
    note = {"quote": "Zq words", "text": escaped(words)}
    root = write_site(
        tmp_path,
        {
            "config.yaml": f"title: {yaml(words)}\nurl: {URL}\n",
            "content/articles/a.txt": "Zq\n\nZq words stand here, of the Zq term too.\n",
            "content/articles/a.yaml": yaml({"notes": [note], "glossary": [entry]}),
        },
    )
    code, text, _ = run(root, "--format", "annotations")
    (item,) = [item for item in json.loads(text)["items"] if item["id"].endswith("n-1")]
    html = next(body["value"] for body in item["body"] if body.get("format") == "text/html")
    assert code == 0
    assert unescape(re.sub("<[^>]*>", "", html)).split() == words.split()
    graph = graph_of(run(root, "--format", "skos")[1])
    names = {str(name) for name in graph.objects(rdflib.URIRef(URL + "glossary/x.html"), SKOS.altLabel)}
    assert names == {"".join(INPUTS[60:90])}


def test_annotations_of_all_articles_are_one_page(root: Path) -> None:
    code, text, _ = run(root, "--format", "annotations")
    page = json.loads(text)
    assert code == 0
    assert page["type"] == "AnnotationPage"
    assert [item["id"] for item in page["items"]] == [
        URL + f"articles/a.annotations.json#{name}" for name in ("n-1", "m-irgc-1", "m-harbour-1")
    ]


def test_a_file_that_is_there_is_left_as_it_is_unless_force_is_given(root: Path, tmp_path: Path) -> None:
    there = tmp_path / "out.csv"
    there.write_text("mine", "utf-8")
    code, _, said = run(root, "--format", "csv", "--output", str(there))
    assert (code, there.read_text("utf-8")) == (2, "mine")
    assert "--force" in said
    assert run(root, "--format", "csv", "--output", str(there), "--force")[0] == 0
    assert there.read_text("utf-8").startswith("id,term")
    assert run(root, "--format", "csv", "--output", str(tmp_path / "none" / "x.csv"))[0] == 74


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_force_keeps_a_link_its_file_s_mode_and_a_pipe(root: Path, tmp_path: Path) -> None:
    there, link, pipe = tmp_path / "out.csv", tmp_path / "link.csv", tmp_path / "pipe"
    there.touch(0o600)
    link.symlink_to(there)
    assert run(root, "--format", "csv", "--output", str(link), "--force")[0] == 0
    assert (link.is_symlink(), there.stat().st_mode & 0o777) == (True, 0o600)
    os.mkfifo(pipe)
    handle = os.open(pipe, os.O_RDWR)
    assert run(root, "--format", "csv", "--output", str(pipe), "--force")[0] == 0
    assert os.read(handle, 1 << 16) == there.read_bytes()
    os.close(handle)


def test_a_name_that_is_too_long_is_said_and_one_that_is_nearly_so_is_written(root: Path, tmp_path: Path) -> None:
    assert run(root, "--format", "csv", "--output", str(tmp_path / ("x" * 250)))[0] == 0
    code, _, said = run(root, "--format", "csv", "--output", str(tmp_path / ("x" * 256)))
    assert (code, "cannot be written" in said) == (74, True)


def test_content_with_an_error_is_not_exported(root: Path) -> None:
    (root / "content/glossary/bad.yaml").write_text("- {term: X, definitoin: Y.}\n", "utf-8")
    for form in ("csv", "skos", "annotations"):
        code, out, said = run(root, "--format", form)
        assert (code, out) == (1, "")
        assert "bad.yaml:1:" in said
