"""What an editor shows of a sidecar: mistakes, proposals and explanations, by the server that editors use."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from gates import tools
from language_server import PACKAGE, Server, language_server

from briefs.starting import editor, lay, site


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site, with settings for an editor."""
    folder = tmp_path_factory.mktemp("site")
    assert not lay(folder, (*site("Harbour"), *editor())).refused
    return folder


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Server]:
    if absent := tools.missing(("node", PACKAGE)):
        (pytest.fail if "CI" in os.environ else pytest.skip)(absent)
    settings = json.loads((root / ".vscode" / "settings.json").read_text("utf-8"))
    with language_server(root, settings) as made:
        yield made


def opened(server: Server, root: Path, text: str, path: str = "content/articles/x.yaml") -> tuple[str, str]:
    """A file as it stands in an editor, with its address."""
    whole = dedent(text).lstrip("\n").removesuffix("\n")
    return server.open(root / path, whole), whole


WRONG = """\
    titel: Harbour
    date: tomorrow
    tags: harbour
    draft: maybe
    glossary:
      - trem: PA
    notes:
      - quote: Around 400 dockers
        kind: clame
        status: perhaps
        occurrence: 0
        sources:
          - {titel: Log}
    image: {file: a.png}
"""


def test_each_mistake_of_a_sidecar_is_shown_at_its_line(server: Server, root: Path) -> None:
    uri, _ = opened(server, root, WRONG)
    assert server.mistakes(uri) == [
        (1, "Property titel is not allowed."),
        (2, "Write the year first: 2022, 2022-10, 2022-10-21 or 2022-10-21T09:47:00."),
        (3, 'Incorrect type. Expected "array".'),
        (4, 'Incorrect type. Expected "boolean".'),
        (6, 'Missing property "term".'),
        (6, "Property trem is not allowed."),
        (9, 'Value is not accepted. Valid values: "context", "clarification", "claim", "correction", "update", '
            '"dispute", "translation", "question", "source".'),
        (10, 'Value is not accepted. Valid values: "reported", "confirmed", "disputed", false, "unknown".'),
        (11, "Value is below the minimum of 1."),
        (13, 'Missing property "title".'),
        (13, "Property titel is not allowed."),
        (14, 'Missing property "alt".'),
    ]  # fmt: skip


def test_what_the_reader_takes_is_no_mistake_though_yaml_takes_it_for_something_else(
    server: Server, root: Path
) -> None:
    uri, _ = opened(
        server,
        root,
        """
        title: 3.10
        kicker: no
        standfirst: true
        byline: 12:30
        dateline: .inf
        date: 2022
        updated: 2022-10-21 09:47
        slug: 2231
        summary:
        caption: ~
        draft: 'true'
        tags: [2022, no, 2022-10-21, 0x1F, yes]
        key_points:
        glossary:
          - term: 1701
            aliases: [2231, off]
            kind: any word
            native: {no: ja}
            match: {inflect: false, not: [1.5]}
        terms:
          - {quote: 12, term: null}
          - {quote: 12, term:}
        notes:
          - {quote: 400, text: 250, kind: claim, by: 1, status: false, occurrence: '2'}
          - {quote: 400, status: 'false', sources: [1701, {title: 1984, date: 1949}]}
        """,
    )
    assert server.mistakes(uri) == []


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("notes:\n  - quote: x\n    kind: ", {"context", "claim", "translation"}),
        ("notes:\n  - quote: x\n    status: ", {"reported", "disputed", "false"}),
        ("draft: ", {"true", "false"}),
        ("glossary:\n  - term: x\n    kind: ", {"organisation", "person"}),
        ("glossary:\n  - term: x\n    match:\n      case: ", {"auto", "exact", "ignore"}),
        ("link:\n  density: ", {"first", "section", "every", "none"}),
        ("sources:\n  - title: x\n    kind: ", {"primary", "official", "press", "analysis"}),
    ],
)
def test_the_words_that_may_stand_at_a_key_are_proposed(server: Server, root: Path, text: str, some: set[str]) -> None:
    uri, whole = opened(server, root, text)
    found = server.proposals(uri, text)
    assert some <= set(found), whole
    assert "null" not in found


def test_a_text_has_its_example_proposed_and_no_words_that_are_none(server: Server, root: Path) -> None:
    uri, text = opened(server, root, "title: ")
    assert set(server.proposals(uri, text + " ")) == {"Harbour reopens after strike"}


def test_keys_are_proposed_with_what_they_are_for(server: Server, root: Path) -> None:
    text = "title: x\nnotes:\n  - quote: x\n    "
    found = server.proposals(server.open(root / "content/articles/x.yaml", text), text)
    assert found["kind"].startswith("What sort of note it is")
    assert {"text", "by", "status", "sources", "occurrence"} <= set(found)
    top = server.proposals(server.open(root / "content/articles/x.yaml", "title: x\n"), "title: x\n")
    assert top["standfirst"].startswith("A sentence or two below the headline")
    assert {"notes", "glossary", "timeline", "sources"} <= set(top)


def test_an_item_of_a_list_is_proposed_by_what_it_is_and_none_that_would_break_the_file(
    server: Server, root: Path
) -> None:
    more = "notes:\n  - quote: x\n  "
    uri, _ = opened(server, root, "notes:\n  - quote: x\n")
    assert list(server.proposals(server.open(root / "content/articles/y.yaml", more), more)) == ["- (array item) note"]
    bare = "notes: "
    assert server.proposals(server.open(root / "content/articles/y.yaml", bare), bare) == {}
    tags = "tags: "
    assert list(server.proposals(server.open(root / "content/articles/y.yaml", tags), tags)) == ['["harbour","strike"]']
    assert server.mistakes(uri) == []


def test_a_key_says_what_it_is_for_and_gives_an_example(server: Server, root: Path) -> None:
    uri, _ = opened(server, root, "notes:\n  - quote: x\n    status: disputed\n")
    shown = server.hover(uri, "notes:\n  - quote: x\n    st")
    assert "How a claim stands." in shown
    assert "disputed" in shown


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("content/glossary/x.yaml", "- {term: PA, x: y}\n", [(1, "Property x is not allowed.")]),
        ("content/glossary/x.yaml", "term: PA\naliases: [x]\nkind: \n", []),
        ("config.yaml", "title: X\nurl: https://example.org/\nlints: {term-unused: off}\njobs: 4\n", []),
        ("config.yaml", "lints: {term-unsued: off}\n", [(1, "Property term-unsued is not allowed.")]),
        ("content/pages/about.yaml", "titel: x\n", [(1, "Property titel is not allowed.")]),
    ],
)  # fmt: skip
def test_the_settings_give_each_file_its_schema(
    server: Server, root: Path, path: str, text: str, said: list[tuple[int, str]]
) -> None:
    uri, _ = opened(server, root, text, path)
    assert server.mistakes(uri) == said


def test_the_first_line_alone_gives_a_new_file_its_schema(root: Path) -> None:
    if absent := tools.missing(("node", PACKAGE)):
        (pytest.fail if "CI" in os.environ else pytest.skip)(absent)
    files = sorted(path for path in root.rglob("*.yaml"))
    assert len(files) == 4
    with language_server(root, {}) as bare:
        for path in files:
            text = path.read_text("utf-8")
            assert bare.mistakes(bare.open(path, text)) == []
            key = "keyword_that_there_is_not"
            assert (
                bare.mistakes(bare.open(path, f"{text.splitlines()[0]}\n{key}: x\n"))[0][1].endswith(
                    f"{key} is not allowed."
                )
                or "term" in text
            )
