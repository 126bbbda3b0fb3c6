"""SKOS vocabularies in each syntax of RDF, and what must not be read in them."""

from __future__ import annotations

import pytest
from arrivals import FILES, arrive, needs_rdflib, site, told, yaml_of

from briefs.importers.glossaries import SKOS

pytestmark = needs_rdflib

PREFIXES = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n"
HARBOUR = """
<https://v.org/1> a skos:Concept ; skos:prefLabel "Harbour"@en, "Hafen"@de, "port"@fr ;
  skos:altLabel "Port"@en, "Hafenbecken"@de ; skos:hiddenLabel "habour"@en ; skos:notation "H1" ;
  skos:definition "A place for *ships*."@en, "Ein Ort für Schiffe."@de ; skos:scopeNote "Not for planes."@en ;
  skos:related <https://v.org/2>, <https://v.org/9> ; skos:exactMatch <https://w.org/h> ; dct:source "A book" .
<https://v.org/2> a skos:Concept ; skos:prefLabel "Ship"@en ; skos:broader <https://v.org/3> .
<https://v.org/3> a skos:Concept ; skos:prefLabel "Fahrzeug"@de ; skos:narrower <https://v.org/2> .
"""
HARBOUR_YAML = """\
- id: fahrzeug
  term: Fahrzeug
  narrower: [ship]
  same_as:
    - https://v.org/3
- id: harbour
  term: Harbour
  aliases: [Port, habour]
  native:
    de: Hafen
    fr: port
  definition: A place for \\*ships\\*.
  body: Not for planes.
  see_also: [ship]
  same_as:
    - https://v.org/1
    - https://w.org/h
  sources:
    - title: A book
- id: ship
  term: Ship
  broader: [fahrzeug]
  same_as:
    - https://v.org/2
"""


def test_a_concept_is_a_term() -> None:
    made = arrive(SKOS, PREFIXES + HARBOUR, "v.ttl")
    assert yaml_of(made).replace("'", "") == HARBOUR_YAML
    assert told(made) == [
        "`Fahrzeug` is the name in `de`: the concept has none in the site's language",
        "`notation` of 1 concept is left out: a term has no code beside its name",
        "`altLabel` in other languages is left out: 1 text",
        "`definition` in other languages is left out: 1 text",
        "`hiddenLabel` of 1 concept is an alias now, which a term's page shows",
        "`see_also` of `Harbour` names what is no term here: https://v.org/9",
    ]


def test_the_name_is_in_the_sites_language() -> None:
    made = yaml_of(arrive(SKOS, PREFIXES + HARBOUR, "v.ttl", site(language="de-AT")))
    assert "  term: Hafen\n  aliases: [Hafenbecken]\n  native:\n    en: Harbour\n    fr: port\n" in made
    assert "  definition: Ein Ort für Schiffe.\n" in made


@pytest.mark.parametrize("form", ["xml", "json-ld", "nt", "pretty-xml"])
def test_each_syntax_of_rdf_says_the_same(form: str) -> None:
    from rdflib import Graph

    graph = Graph().parse(data=PREFIXES + HARBOUR, format="turtle")
    written = graph.serialize(format=form)
    assert yaml_of(arrive(SKOS, written, "v.rdf")).replace("'", "") == HARBOUR_YAML


def test_a_real_vocabulary_comes_over_with_what_it_says_of_itself() -> None:
    made = arrive(SKOS, (FILES / "educationalLevel.ttl").read_bytes(), "educationalLevel.ttl")
    (file,) = made.files
    text = file.data.decode()
    assert file.path == "glossary/educationallevel.yaml"
    assert text.startswith(
        "# Imported from educationalLevel.ttl.\n# Title: Educational level\n# Licence: http://creative"
    )
    assert text.count("\n- id: ") == 12
    assert "  narrower: [bachelor-or-equivalent, master-or-equivalent, doctoral-or-equivalent]\n" in text
    assert told(made) == [
        "`altLabel` in other languages is left out: 16 texts",
        "`definition` in other languages is left out: 2 texts",
    ]


def test_labels_and_definitions_may_be_things_of_their_own() -> None:
    made = arrive(
        SKOS,
        PREFIXES
        + "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n"
        + "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        + '<urn:1> a skos:Concept ; xl:prefLabel [ xl:literalForm "Concept"@en ] ;'
        + ' xl:altLabel [ xl:literalForm "Idea" ] ;'
        + ' skos:definition [ rdf:value "A unit of thought."@en ] .',
        "v.ttl",
    )
    assert yaml_of(made) == "- id: concept\n  term: Concept\n  aliases: [Idea]\n  definition: A unit of thought.\n"


def test_a_concept_without_a_name_and_two_of_one_name_are_told() -> None:
    labels = '<urn:1> a skos:Concept .\n<urn:2> a skos:Concept ; skos:prefLabel "X" .\n'
    labels += '<urn:3> skos:prefLabel "x" ; a skos:Concept .'
    made = arrive(SKOS, PREFIXES + labels, "v.ttl")
    assert told(made) == [
        "the concept `urn:1` has no `prefLabel`",
        "`x` would be a second term with the id `x`: line 4 has one",
    ]


RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">'
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (f'<!DOCTYPE x [<!ENTITY e0 "ha">{BOMB}]>{RDF}&e8;</rdf:RDF>', "stands for more than an address"),
        (
            f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{RDF}&a;</rdf:RDF>',
            "stands elsewhere, and nothing is fetched",
        ),
        (f'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>{RDF}</rdf:RDF>', "nothing is fetched"),
        (
            f'<!DOCTYPE x [<!ENTITY a "{"a" * 999}">]>{RDF}<skos:Concept>{"&a;" * 400_000}</skos:Concept></rdf:RDF>',
            "limit on",
        ),
        ('<?xml version="1.0"?>' + "<a>" * 50_000, "deeper in one another than"),
        (f"{RDF}\n<skos:Concept", "unclosed token"),
        (
            '{"@context": "http://127.0.0.1:9/skos", "@id": "a"}',
            "the context stands elsewhere, at `http://127.0.0.1:9/skos`",
        ),
        ('{"@graph": [{"@context": [{"@import": "http://127.0.0.1:9/"}]}]}', "the context stands elsewhere"),
        ('{"a": ' + "[" * 100_000 + '"', "nested too deep"),
        ('{"@id": "a", ]', "no JSON"),
        (f"{PREFIXES}<a> skos:broader {'[ skos:broader ' * 50_000}", "nested too deep"),
        (f'{PREFIXES}<a> skos:prefLabel "x" .\n<b> nope:x 3 .', 'Prefix "nope:" not bound'),
        (f'{PREFIXES}<a> skos:prefLabel "\0" .', "U+0000"),
        ("skos \xff".encode("latin-1"), "byte 0xff is not UTF-8"),
        (f"{PREFIXES}<a> a <b> .", "the file holds no term"),
    ],
)
def test_a_hostile_or_broken_file_ends_in_an_error(data: str | bytes, why: str) -> None:
    made = arrive(SKOS, data, "v.rdf")
    assert made.files == ()
    (fault,) = made.diagnostics
    assert fault.severity == "error"
    assert why in fault.message


@pytest.mark.parametrize(
    "address", ["../glossary/h-1.html", "glossary/h-1.html", "https://a.org/b/glossary/h-1.html#x"]
)
def test_a_term_of_the_site_itself_keeps_its_id(address: str) -> None:
    concept = f'<{address}> a skos:Concept ; skos:prefLabel "Harbour" ; skos:exactMatch <glossary/other.html> .'
    made = arrive(SKOS, PREFIXES + concept, "v.ttl", site(url="https://a.org/b/"))
    assert yaml_of(made) == "- id: h-1\n  term: Harbour\n"


def test_without_the_library_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rdflib", None)
    (fault,) = arrive(SKOS, PREFIXES + HARBOUR, "v.ttl").diagnostics
    assert (fault.code, fault.hint) == ("import-missing", "pip install 'annotated-briefs[import]'")
