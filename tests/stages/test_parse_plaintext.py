"""Received texts: what is prose, what is the page's, and what a sidecar says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.core.diagnostics import Diagnostic
from briefs.core.model import Guess, Parsed, Raw, Run, Unit
from briefs.core.source import Source
from briefs.stages.parse import parse
from briefs.stages.parse.furniture import byline, credits_photo, is_furniture
from briefs.stages.parse.plaintext import paragraphs
from briefs.stages.parse.published import Stated, stated
from briefs.weave import weave

SEED = Path(__file__).parents[2] / "content" / "articles" / "us-officials-iranian-troops-crimea.txt"
PROSE = "The troops were seen on Friday.\n\nNobody said why.\n"


def read(text: str, sidecar: str = "") -> Parsed:
    return read_all(text, sidecar)[0]


def read_all(text: str, sidecar: str = "") -> tuple[Parsed, tuple[Diagnostic, ...]]:
    beside = Source("content/articles/a-file.yaml", sidecar, "s") if sidecar else None
    checked = parse(Unit("article", Source("content/articles/a-file.txt", text, "d"), beside, "f00"))
    return checked.value, checked.diagnostics


def roles(parsed: Parsed) -> list[tuple[str, str]]:
    return [(guess.role, guess.text) for guess in parsed.guesses]


def body(parsed: Parsed) -> str:
    return weave(parsed.plain.text, parsed.body.pieces)


def test_the_seed_article_is_understood_and_kept_word_for_word() -> None:
    text = SEED.read_text("utf-8")
    parsed, faults = read_all(text)
    received = text.strip().split("\n\n")
    assert faults == ()
    assert parsed.outline.kicker == received[0] == "Ukraine war"
    assert parsed.outline.title == received[1]
    assert parsed.outline.date == "2022-10-21T09:47:00"
    assert [g.role for g in parsed.guesses] == ["kicker", "headline", "caption", "date", "omitted"]
    assert [g.text for g in parsed.guesses] == [received[i] for i in (0, 1, 2, 25, 26)]
    assert parsed.plain.text == "\n\n".join(received[2:25])
    assert [(b.kind, b.paragraph) for b in parsed.plain.blocks] == [
        ("caption", 0),
        *(("paragraph", n) for n in range(1, 23)),
    ]
    assert (parsed.outline.slug, parsed.outline.path) == ("a-file", "articles/a-file.html")
    assert (parsed.digest, parsed.sha256) == ("d", "f00")


def test_the_caption_stands_in_its_place_as_a_figure() -> None:
    html = body(read(f"Headline here\n\n{PROSE}\nPhoto: AP\n\nMore was said.\n"))
    assert html == (
        '<p id="p1">The troops were seen on Friday.</p>\n<p id="p2">Nobody said why.</p>\n'
        '<figure class="cap"><figcaption>Photo: AP</figcaption></figure>\n<p id="p3">More was said.</p>'
    )


def test_a_first_level_block_ends_with_each_paragraph() -> None:
    pieces = read(PROSE).body.pieces
    assert [p for p in pieces if isinstance(p, Raw)] == [
        Raw('<p id="p1">'),
        Raw("</p>", top=True),
        Raw('\n<p id="p2">'),
        Raw("</p>", top=True),
    ]


def test_a_hard_wrapped_line_joins_the_next_with_one_space() -> None:
    parsed = read("A  first line,  \n   wrapped\nhere.\n \t \nIts \u201cquotes\u201d -- and dots... stay.")
    assert parsed.plain.text == "A  first line, wrapped here.\n\nIts \u201cquotes\u201d -- and dots... stay."
    assert parsed.places.blocks[0].line == 1
    assert parsed.places.blocks[1].line == 5


def test_a_single_leading_line_is_the_headline() -> None:
    parsed = read(f"Troops seen in Crimea\n\n{PROSE}")
    assert (parsed.outline.title, parsed.outline.kicker) == ("Troops seen in Crimea", "")


def test_of_two_leading_lines_the_shorter_first_is_the_kicker() -> None:
    parsed = read(f"War\n\nTroops seen in Crimea\n\n{PROSE}")
    assert (parsed.outline.kicker, parsed.outline.title) == ("War", "Troops seen in Crimea")


def test_a_longer_first_line_is_the_headline_and_the_second_stays() -> None:
    parsed = read(f"Troops seen in Crimea\n\nA report\n\n{PROSE}")
    assert (parsed.outline.kicker, parsed.outline.title) == ("", "Troops seen in Crimea")
    assert parsed.plain.text.startswith("A report\n\nThe troops")


def test_a_third_leading_line_stays_in_the_text() -> None:
    parsed = read(f"War\n\nTroops seen in Crimea\n\nA summary without a full stop\n\n{PROSE}")
    assert parsed.outline.title == "Troops seen in Crimea"
    assert parsed.plain.text.startswith("A summary without a full stop")


def test_without_a_headline_the_title_is_the_name_of_the_file() -> None:
    parsed = read(PROSE)
    assert parsed.outline.title == "a-file"
    assert parsed.guesses == ()


def test_an_empty_text_is_an_article_without_words() -> None:
    parsed, faults = read_all("\n \n")
    assert (parsed.plain.text, parsed.plain.blocks, parsed.body.pieces, faults) == ("", (), (), ())


def test_a_byline_is_no_headline() -> None:
    parsed = read(f"Short head\n\nBy Johnathan Smith of the Associated Press\n\n{PROSE}")
    assert (parsed.outline.title, parsed.outline.kicker) == ("Short head", "")
    assert parsed.outline.byline == "Johnathan Smith of the Associated Press"


@pytest.mark.parametrize("text", ["By Friday they had left.", "By the sea", "By and large it held", "Bye Bye Birdie"])
def test_prose_that_begins_with_by_is_no_byline(text: str) -> None:
    assert byline(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Photograph released by the Ukrainian military shows the wreckage.",
        "Photo: Evan Vucci/AP",
        "Image: A drone over Kyiv.",
        "PHOTO: Reuters",
        "Photo credit: Reuters",
        "FILE - President Joe Biden speaks in Washington, Oct. 20, 2022.",
        "FILE PHOTO: A drone is seen.",
        "File photo of a Shahed drone.",
        "In this photo, a man stands beside the wreck.",
        "In this photo released by the Ukrainian military, a wreck lies in a field.",
        "In this Thursday, Oct. 20, 2022, photo provided by the army, a wreck lies in a field.",
        "This image taken from video shows a drone.",
        "This undated photograph released by the military shows the wreckage.",
        "(Photo by Drew Angerer/Getty Images)",
        "Picture taken on October 17 in Kyiv.",
    ],
)
def test_a_paragraph_that_opens_like_a_photo_credit_is_a_caption(text: str) -> None:
    assert credits_photo(text)


@pytest.mark.parametrize(
    "text",
    [
        "Photographs of the wreck were published on Friday.",
        "Photography is forbidden at the front.",
        "Image matters in politics.",
        "Picture by picture the film shows a town in ruins.",
        "Pictures released by state television showed the drones.",
        "This picture of decline is wrong.",
        "This image of Iran has many critics.",
        "File sharing is illegal there.",
        "In this picture of the economy, nothing is certain.",
        "In this photo-sharing service he wrote of it.",
        "A photograph released by the army shows it.",
        "The photo: a fake.",
    ],
)
def test_prose_that_speaks_of_pictures_is_no_caption(text: str) -> None:
    assert not credits_photo(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Publish : 2022-10-21 09:47:00", Stated("2022-10-21T09:47:00")),
        ("Published: 21 October 2022", Stated("2022-10-21")),
        ("Published 21st October 2022", Stated("2022-10-21")),
        ("Posted on October 21, 2022", Stated("2022-10-21")),
        ("Publication date: 2022/10/21", Stated("2022-10-21")),
        ("Published on Friday, October 21, 2022 at 9:47 PM", Stated("2022-10-21T21:47:00")),
        ("PUBLISHED: 12:05 a.m. EDT, Oct. 21, 2022", Stated("2022-10-21T00:05:00-04:00")),
        ("Published 2022-10-21T09:47:00Z", Stated("2022-10-21T09:47:00Z")),
        ("Published: 2022-10-21 09:47 (GMT+3)", Stated("2022-10-21T09:47:00+03:00")),
        ("Date: 21.10.2022", Stated("2022-10-21")),
        ("Date: 10/21/2022", Stated("2022-10-21")),
        ("Updated: Oct. 21, 2022, 9:47 a.m.", Stated("", "2022-10-21T09:47:00")),
        ("Last modified on 22 Oct 2022", Stated("", "2022-10-22")),
        ("Published Oct 21, 2022 | Updated Oct 22, 2022", Stated("2022-10-21", "2022-10-22")),
        ("October 21, 2022", Stated("2022-10-21")),
    ],
)
def test_the_common_forms_of_a_date_line_are_read(line: str, expected: Stated) -> None:
    assert stated(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Published on October 21, 2022, the report names four men.",
        "On October 21, 2022 the White House spoke.",
        "October 21, 2022 was a Friday.",
        "Published: tomorrow",
        "Published: 2022-02-30",
        "Published: 2022-10-21 25:00",
        "Published: 10/11/2022",
        "Updated figures came on 21 October 2022",
        "Published by the ministry",
        "Since October 10",
        "In 2022",
        "",
    ],
)
def test_a_sentence_or_an_impossible_date_is_no_date_line(line: str) -> None:
    assert stated(line) is None


def test_a_date_line_counts_before_and_after_the_prose_but_not_within() -> None:
    before = read(f"Published: 21 October 2022\n\nHeadline here\n\n{PROSE}")
    after = read(f"Headline here\n\n{PROSE}\nPublished: 21 October 2022\n\nGive Your Comments\n")
    within = read(f"Headline here\n\n{PROSE}\nPublished: 21 October 2022\n\nMore was said.\n")
    assert before.outline.date == after.outline.date == "2022-10-21"
    assert before.outline.title == after.outline.title == "Headline here"
    assert within.outline.date == ""
    assert "Published: 21 October 2022" in within.plain.text


def test_published_and_updated_are_told_apart() -> None:
    parsed = read(f"Headline here\n\n{PROSE}\nPublished: 21 October 2022\n\nUpdated: 22 October 2022\n")
    assert (parsed.outline.date, parsed.outline.updated) == ("2022-10-21", "2022-10-22")
    alone = read(f"Headline here\n\n{PROSE}\nUpdated: 22 October 2022\n")
    assert (alone.outline.date, alone.outline.updated) == ("2022-10-22", "")


@pytest.mark.parametrize(
    "text",
    [
        "Give Your Comments",
        "Leave a comment",
        "Leave a Reply",
        "0 Comments",
        "Share this article",
        "SHARE THIS STORY ON FACEBOOK",
        "Share on Facebook, Twitter and WhatsApp",
        "Facebook Twitter WhatsApp",
        "Advertisement",
        "ADVERTISEMENT - STORY CONTINUES BELOW",
        "Story continues below advertisement",
        "Read more",
        "Read more \u00bb",
        "Read more: Iran denies the charge",
        "Also read: Iran denies the charge",
        "Subscribe to our newsletter",
        "Sign up for the Daily Briefing newsletter today!",
        "Subscribe now",
        "Follow us on Twitter",
        "Related Articles",
        "Back to top",
        "Click here to read the full story",
        "Copyright 2022 The Associated Press. All rights reserved.",
    ],
)
def test_lines_of_a_page_are_left_out(text: str) -> None:
    parsed = read(f"Headline here\n\n{PROSE}\n{text}\n\nMore was said.\n")
    assert roles(parsed)[1:] == [("omitted", text)]
    assert text not in parsed.plain.text


@pytest.mark.parametrize(
    "text",
    [
        "Comments made on Thursday were denied.",
        "Share prices fell by a tenth.",
        "Share and share alike, he said.",
        "Advertisement revenue fell.",
        "Read more widely, he said.",
        "Subscribe to the theory or not, the facts stand.",
        "Follow us, they shouted.",
        "Related: the two men were brothers.",
        "Loading docks were hit.",
        "Leave a light on.",
        "Watch the border, he said.",
        "More troops were sent.",
        "Print runs were cut.",
    ],
)
def test_prose_that_resembles_a_line_of_a_page_stays(text: str) -> None:
    assert not is_furniture(text)
    assert text in read(f"Headline here\n\n{PROSE}\n{text}\n").plain.text


def test_the_sidecar_overrides_what_was_guessed() -> None:
    parsed, faults = read_all(
        f"War\n\nTroops seen in Crimea\n\n{PROSE}\nPublished: 21 October 2022\n",
        "title: Another *title*\nkicker: Crimea\ndate: 2022-10-20\nbyline: The desk\n",
    )
    assert faults == ()
    assert (parsed.outline.title, parsed.outline.kicker) == ("Another title", "Crimea")
    assert (parsed.outline.date, parsed.outline.byline) == ("2022-10-20", "The desk")
    assert parsed.plain.text == "The troops were seen on Friday.\n\nNobody said why."


def test_a_title_of_the_sidecar_that_is_a_paragraph_names_the_headline() -> None:
    parsed = read(f"Is this the headline?\n\n{PROSE}", "title: Is this the  headline?\n")
    assert parsed.outline.title == "Is this the  headline?"
    assert roles(parsed) == [("headline", "Is this the headline?")]
    assert parsed.plain.text.startswith("The troops")


def test_an_empty_kicker_says_that_there_is_none() -> None:
    parsed = read(f"War\n\nTroops seen in Crimea\n\n{PROSE}", 'kicker: ""\n')
    assert (parsed.outline.kicker, parsed.outline.title) == ("", "War")


def test_a_caption_of_the_sidecar_is_the_only_one() -> None:
    text = f"Headline here\n\nPhoto: AP\n\nA wreck\nin a field.\n\n{PROSE}"
    parsed = read(text, "caption: A wreck in a field.\n")
    assert [(b.kind, b.paragraph) for b in parsed.plain.blocks[:2]] == [("paragraph", 1), ("caption", 1)]
    assert ("caption", "A wreck in a field.") in roles(parsed)
    assert [b.kind for b in read(text, 'caption: ""\n').plain.blocks[:2]] == ["paragraph", "paragraph"]


def test_a_caption_that_is_no_paragraph_is_an_error_with_the_nearest() -> None:
    _, faults = read_all(f"Headline here\n\n{PROSE}", "caption: Nobody said who.\n")
    assert [(d.code, d.span and (d.span.line, d.span.column)) for d in faults] == [("caption-not-found", (1, 10))]
    assert "Nobody said why." in faults[0].hint


def test_omit_leaves_out_a_paragraph_by_its_text() -> None:
    parsed, faults = read_all(f"Headline here\n\n{PROSE}", "omit: [Nobody  said why.]\n")
    assert faults == ()
    assert parsed.plain.text == "The troops were seen on Friday."
    assert Guess("omitted", "Nobody said why.", "omitted") in parsed.guesses


def test_omit_of_what_is_not_there_is_an_error_with_the_nearest() -> None:
    _, faults = read_all(f"Headline here\n\n{PROSE}", "omit:\n  - Nobody said when.\n")
    assert [(d.code, d.severity, d.span and (d.span.line, d.span.column)) for d in faults] == [
        ("omit-not-found", "error", (2, 5))
    ]
    assert "Nobody said why." in faults[0].hint


LINES = st.sampled_from(
    ("Ukraine war", "A sentence.", "Photo: AP", "Publish : 2022-10-21 09:47:00", "Read more", "", "", " ", "<b>&amp;")
) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_every_paragraph_is_in_the_text_or_among_the_guesses(text: str) -> None:
    parsed = read(text)
    kept = [p.words for p in paragraphs(text)]
    guessed = [g.text for g in parsed.guesses if g.role != "caption"]
    blocks = [parsed.plain.text[b.start : b.end] for b in parsed.plain.blocks]
    assert sorted(kept) == sorted(blocks + guessed)
    assert parsed.plain.text == "\n\n".join(blocks)
    runs = [parsed.plain.text[p.start : p.end] for p in parsed.body.pieces if isinstance(p, Run)]
    assert runs == blocks
    assert len(parsed.places.blocks) == len(blocks)
