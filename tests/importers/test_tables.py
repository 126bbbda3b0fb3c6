"""Glossaries of spreadsheets."""

from __future__ import annotations

import pytest
from arrivals import arrive, site, told, yaml_of
from hypothesis import given
from hypothesis import strategies as st

from briefs.core.source import Source
from briefs.core.yaml import Mapping, Scalar, Sequence, read_yaml
from briefs.importers.glossaries import CSV

HEADER = (
    "id,term,abbreviation,aliases,kind,definition,body,see_also,broader,narrower,same_as,pronunciation,as_of,sources"
)


def ids(text: str) -> list[str]:
    tree = read_yaml(Source("x.yaml", text, "")).value
    assert isinstance(tree, Sequence)
    nodes = [{key.text: value for key, value in item.entries}["id"] for item in tree.items if isinstance(item, Mapping)]
    return [node.text for node in nodes if isinstance(node, Scalar)]


def test_every_column_has_its_key() -> None:
    row = 'irgc,Islamic Revolutionary Guard Corps,IRGC,Guards; Pasdaran,organisation,"An army, of Iran.",More.,quds,,,'
    made = arrive(CSV, f"{HEADER}\n{row}https://e.org/1,/x/,2022-10-01,the-list; A book\nquds,Quds Force\n", "x.csv")
    assert told(made) == []
    assert yaml_of(made) == (
        "- id: irgc\n"
        "  term: Islamic Revolutionary Guard Corps\n"
        "  abbreviation: IRGC\n"
        "  aliases: [Guards, Pasdaran]\n"
        "  pronunciation: '/x/'\n"
        "  kind: organisation\n"
        "  definition: An army, of Iran.\n"
        "  body: More.\n"
        "  see_also: [quds]\n"
        "  same_as:\n"
        "    - https://e.org/1\n"
        "  as_of: 2022-10-01\n"
        "  sources:\n"
        "    - title: the-list\n"
        "    - title: A book\n"
        "- id: quds\n"
        "  term: Quds Force\n"
    )


@pytest.mark.parametrize(
    "table",
    [
        "Term,Acronym,Meaning,native:fa\nGuard Corps,IRGC,An army.,سپاه\n",
        "\ufeffName;Abbr.;Definition;Term (fa)\r\nGuard Corps;IRGC;An army.;سپاه\r\n",
        "HEADWORD\tShort\tDescription\tname_fa\nGuard Corps\tIRGC\tAn army.\tسپاه\n",
        "sep=|\nterm|abbreviation|gloss|label:fa\nGuard Corps|IRGC|An army.|سپاه\n",
        '"Term", "Acronym", "Meaning", "native fa"\n"Guard Corps", "IRGC", "An army.", "سپاه"\n',
    ],
)
def test_a_table_is_read_as_a_spreadsheet_writes_it(table: str) -> None:
    made = arrive(CSV, table, "x.csv")
    assert told(made) == []
    assert yaml_of(made) == (
        "- id: irgc\n  term: Guard Corps\n  abbreviation: IRGC\n  native:\n    fa: سپاه\n  definition: An army.\n"
    )


def test_what_cannot_be_carried_over_is_told_with_its_line() -> None:
    table = "term,colour,see_also,same_as,as_of\nOne,red,Two; Nine,nowhere,soon\n,blue\nTwo,,,,,,more\nOne\n\n"
    made = arrive(CSV, table, "x.csv")
    found = [(one.span.line if one.span else 0, one.message) for one in made.diagnostics]
    assert found == [
        (1, "the column `colour` is none that is known"),
        (3, "this row names no term"),
        (4, "this row has 7 cells for 5 columns; the last are left out"),
        (5, "`One` would be a second term with the id `one`: line 2 has one"),
        (2, "`see_also` of `One` names what is no term here: Nine"),
        (2, "`nowhere` of `One` is no address of the web"),
        (2, "`soon`, when `One` was checked, is no date"),
    ]
    assert yaml_of(made).endswith("\n\n# The id `one` is taken:\n# - id: one\n#   term: One\n")


def test_a_term_that_the_site_has_stands_as_a_comment() -> None:
    made = arrive(CSV, "term,definition\nIRGC,An army.\nQuds,A force.\n", "x.csv", site(terms=("irgc",)))
    assert ids(yaml_of(made)) == ["quds"]
    assert "# - id: irgc\n#   term: IRGC\n#   definition: An army.\n" in yaml_of(made)


def test_a_link_leads_to_a_term_or_is_words() -> None:
    table = "term,definition\nOne,See [[two|the second]] and [[Two]] and [[nine]] and [[x|y]].\nTwo,\n"
    assert "See [[term:two|the second]] and [[term:two]] and nine and y." in yaml_of(arrive(CSV, table, "x.csv"))


@pytest.mark.parametrize(
    ("table", "line", "why"),
    [
        ("", 1, "the table is empty"),
        ("colour,size\nred,1\n", 1, "no column holds the terms' names"),
        ('term,definition\nOne,"A\nTwo,B\n', 2, "the table cannot be read on: unexpected end of data"),
        ('term,definition\nOne,B\nTwo,"A"B\n', 3, "the table cannot be read on: ',' expected after '\"'"),
        (
            "term\nOne\n" + "x" * 200_000 + "\n",
            3,
            "the table cannot be read on: field larger than field limit (131072)",
        ),
        ("term\nO\0ne\n", 2, "U+0000 (no printable character) stands here, which no text may hold"),
        ("term\n", 1, "the file holds no term"),
    ],
)
def test_a_table_that_is_none_is_an_error_with_its_place(table: str, line: int, why: str) -> None:
    made = arrive(CSV, table, "x.csv")
    assert made.files == ()
    assert [(one.severity, one.message, one.span.line if one.span else 1) for one in made.diagnostics] == [
        ("error", why, line)
    ]


@given(st.lists(st.tuples(*[st.text(alphabet='ab "\n;,|\t#:', max_size=12)] * 3), max_size=5))
def test_any_table_is_read_or_told(rows: list[tuple[str, str, str]]) -> None:
    import csv
    from io import StringIO

    file = StringIO(newline="")
    csv.writer(file).writerows([("term", "aliases", "definition"), *rows])
    made = arrive(CSV, file.getvalue(), "x.csv")
    names = [row[0].strip() for row in rows if row[0].strip()]
    if names:
        assert len(ids(yaml_of(made))) + sum("second term" in one for one in told(made)) == len(names)
    else:
        assert made.files == ()
