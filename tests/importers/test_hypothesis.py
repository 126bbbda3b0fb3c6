"""Exports of Hypothesis, in both of its forms, and one that its client's own tests were made with."""

from __future__ import annotations

import pytest
from arrivals import FILES, arrive, article, notes_of, quoted, row, sidecar_of, site, told

from briefs.importers.annotating import HYPOTHESIS

TEXT = "The 🚢 harbour was closed. A second ship 🚢 waited off the harbour.\n\nThe harbour opened again.\n"
SIDECAR = "title: The harbour # as printed\nsource:\n  url: http://www.example.org/harbour/\n"
HARBOUR = article(TEXT, SIDECAR)


def test_a_real_export_is_placed_where_its_words_stand_and_the_rest_is_kept() -> None:
    about = article(
        (FILES / "regression-testing.txt").read_text("utf-8"),
        "source: {url: 'https://en.wikipedia.org/wiki/Regression_testing'}\n",
    )
    made = arrive(HYPOTHESIS, (FILES / "hypothesis.json").read_bytes(), "hypothesis.json", site(about))
    after = sidecar_of(made, about)
    notes = notes_of(about, after)
    assert [(about.text[note.start : note.end][:12], note.text.plain, note.by) for note in notes] == [
        ("The purpose ", "Introduction", "mark"),
        ("Therefore, i", "Body", "mark"),
    ]
    for words in ("11 November 2016", "Also as a consequence", "Regression testing\n"):
        assert f"# - quote: {words}" in after.replace(">-\n#     ", "")
    assert told(made, "import-notes") == [
        "5 annotations of `harbour`: 2 word for word, elsewhere than their position says; 3 not found"
    ]
    assert len(told(made, "import-left-out")) == 3


@pytest.mark.parametrize("whole", ["rows", "annotations", "list"])
def test_each_form_of_an_export_is_read(whole: str) -> None:
    rows = [row(quoted(HARBOUR.text, "second ship"))]
    made = arrive(HYPOTHESIS, rows if whole == "list" else {"total": 1, whole: rows}, "x.json", site(HARBOUR))
    (note,) = notes_of(HARBOUR, sidecar_of(made, HARBOUR))
    assert HARBOUR.text[note.start : note.end] == "second ship"
    assert (note.kind, note.text.plain, note.by) == ("context", "Why?", "ada")


def test_a_sidecar_keeps_every_byte_and_the_notes_follow_its_own() -> None:
    there = article(TEXT, SIDECAR + "notes:\n  - quote: closed\n    text: Since May.\ntags: [ports]\n")
    made = arrive(HYPOTHESIS, {"rows": [row(quoted(there.text, "second ship"))]}, "x.json", site(there))
    new = "  - quote: second ship\n    kind: context\n    text: Why?\n    by: ada\n"
    assert there.unit is not None
    assert there.unit.sidecar is not None
    assert sidecar_of(made, there) == there.unit.sidecar.text.replace("tags:", f"{new}tags:")


def test_a_second_import_adds_nothing() -> None:
    rows = [
        row(quoted(HARBOUR.text, "second ship")),
        row([], "All of it", id="p"),
        row(quoted(TEXT, "opened"), "", id="h"),
    ]
    once = sidecar_of(arrive(HYPOTHESIS, {"rows": rows}, "x.json", site(HARBOUR)), HARBOUR)
    made = arrive(HYPOTHESIS, {"rows": rows}, "x.json", site(article(TEXT, once)))
    assert (made.files, made.additions) == ((), ())
    assert told(made) == ["3 annotations of `harbour`: 3 there already"]


def test_positions_are_code_units_which_an_emoji_moves() -> None:
    third = HARBOUR.text.index("harbour", HARBOUR.text.index("off"))
    selectors = [{"type": "TextPositionSelector", "start": third + 2, "end": third + 9}]
    selectors.append({"type": "TextQuoteSelector", "exact": "harbour"})
    made = arrive(HYPOTHESIS, {"rows": [row(selectors)]}, "x.json", site(HARBOUR))
    (note,) = notes_of(HARBOUR, sidecar_of(made, HARBOUR))
    assert note.start == third


def test_words_that_stand_at_two_places_are_not_guessed() -> None:
    made = arrive(
        HYPOTHESIS, {"rows": [row([{"type": "TextQuoteSelector", "exact": "harbour"}])]}, "x.json", site(HARBOUR)
    )
    after = sidecar_of(made, HARBOUR)
    assert notes_of(HARBOUR, after) == ()
    assert (
        "# Not placed: the words stand at 3 places, and nothing tells which is meant (x1):\n# - quote: harbour" in after
    )


def test_words_that_were_edited_since_are_found_and_quoted_as_they_are_now() -> None:
    selectors = quoted(
        "The 🚢 harbour was shut. A second ship 🚢 waited off the harbor.", "ship 🚢 waited off the harbor"
    )
    made = arrive(HYPOTHESIS, {"rows": [row(selectors)]}, "x.json", site(HARBOUR))
    (note,) = notes_of(HARBOUR, sidecar_of(made, HARBOUR))
    assert HARBOUR.text[note.start : note.end] == "ship 🚢 waited off the harbour"
    assert "1 through edits" in told(made, "import-notes")[0]
    assert told(made, "import-changed") == [
        "“ship 🚢 waited off the harbor”: the words are “ship 🚢 waited off the harbour” now"
    ]


@pytest.mark.parametrize(
    ("tags", "kind", "by", "left"),
    [
        (["Question", "ports"], "question", "ada", ["a note has no tags, so these are left out: ports"]),
        (["claim"], "claim", "", []),
        (["ports", "sea"], "context", "ada", ["a note has no tags, so these are left out: ports, sea"]),
    ],
)
def test_a_tag_may_name_the_kind_of_note(tags: list[str], kind: str, by: str, left: list[str]) -> None:
    made = arrive(HYPOTHESIS, {"rows": [row(quoted(TEXT, "second ship"), tags=tags)]}, "x.json", site(HARBOUR))
    (note,) = notes_of(HARBOUR, sidecar_of(made, HARBOUR))
    assert (note.kind, note.by) == (kind, by)
    assert told(made, "import-left-out") == left


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (row(None, "On all of it"), "On the whole page; here there are only notes on words"),
        (row(quoted(TEXT, "opened"), "No!", references=["x0"]), "An answer to another annotation"),
        (row(quoted(TEXT, "opened"), ""), "Words marked without a note"),
        (row([{"type": "TextPositionSelector", "start": 1, "end": 9}]), "Not placed: it gives only a position"),
    ],
)
def test_what_is_no_note_on_words_stands_as_a_comment(one: dict[str, object], why: str) -> None:
    made = arrive(HYPOTHESIS, {"rows": [one]}, "x.json", site(HARBOUR))
    after = sidecar_of(made, HARBOUR)
    assert notes_of(HARBOUR, after) == ()
    assert f"# {why}" in after
    assert len(told(made, "import-left-out")) == 1


def test_what_was_not_public_is_said() -> None:
    private = row(quoted(TEXT, "opened"), permissions={"read": ["acct:ada@hypothes.is"]})
    made = arrive(HYPOTHESIS, {"rows": [private]}, "x.json", site(HARBOUR))
    assert told(made, "import-private") == ["this annotation is not public where it was made; on the site it will be"]


def test_an_article_is_known_by_where_it_came_from_or_by_name() -> None:
    rows = {"rows": [row(quoted(TEXT, "opened"))]}
    other = article(TEXT, "title: Else\n", "other")
    made = arrive(HYPOTHESIS, rows, "x.json", site(other))
    assert (made.files, made.additions) == ((), ())
    assert told(made) == ["this annotation is about `https://example.org/harbour`, from which no article was received"]
    assert arrive(HYPOTHESIS, rows, "x.json", site(other), article="other").additions[0].path == other.sidecar
    assert told(arrive(HYPOTHESIS, rows, "x.json", site(other), article="othr")) == ["there is no article `othr`"]


def test_a_note_is_safe_and_leads_only_where_there_is_something() -> None:
    words = (
        "See [[secret]], [here](../x.md), ![map](https://e.org/m.png), [so](https://e.org) <script>alert(1)</script>"
    )
    made = arrive(HYPOTHESIS, {"rows": [row(quoted(TEXT, "opened"), words)]}, "x.json", site(HARBOUR))
    (note,) = notes_of(HARBOUR, sidecar_of(made, HARBOUR))
    assert note.text.plain == "See [[secret]], [here](../x.md), map, so <script>alert(1)</script>"
    assert "<script" not in "".join(str(part) for part in note.text.parts)


def test_half_a_character_at_the_end_of_a_prefix_does_no_harm() -> None:
    selectors = [{"type": "TextQuoteSelector", "exact": "harbour was", "prefix": "\ud83d\udea2 "[1:], "suffix": ""}]
    made = arrive(HYPOTHESIS, {"rows": [row(selectors)]}, "x.json", site(HARBOUR))
    (note,) = notes_of(HARBOUR, sidecar_of(made, HARBOUR))
    assert note.start == 6


def test_the_same_words_at_two_places_are_two_notes_also_when_imported_twice() -> None:
    second = HARBOUR.text.index("harbour", 20)
    rows = [row(quoted(HARBOUR.text, "harbour", at), id=f"x{at}") for at in (0, second)]
    once = sidecar_of(arrive(HYPOTHESIS, {"rows": rows}, "x.json", site(HARBOUR)), HARBOUR)
    assert [note.start for note in notes_of(HARBOUR, once)] == [6, second]
    made = arrive(HYPOTHESIS, {"rows": rows}, "x.json", site(article(TEXT, once)))
    assert (made.files, made.additions) == ((), ())


def test_what_looks_like_a_link_in_code_stays_as_it_is() -> None:
    words = "So `a[[0]]` and ``f[x](y) ` `` but [[a]].\n\n```\ng[[1]](z)\n```\n\nand [b](c)"
    made = arrive(HYPOTHESIS, {"rows": [row(quoted(TEXT, "opened"), words)]}, "x.json", site(HARBOUR))
    (note,) = notes_of(HARBOUR, sidecar_of(made, HARBOUR))
    assert note.text.plain == "So a[[0]] and f[x](y) `  but [[a]].\n\ng[[1]](z)\n\nand [b](c)"
