"""The names and acronyms that no term has: what is one, where it ends, and whether its capital says so."""

from __future__ import annotations

import cProfile
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.core.acronyms import stands_for
from briefs.core.model import Block, Plain, Stranger, Zone
from briefs.core.text import is_word
from briefs.stages.gather import gather


def plain(text: str, kind: str = "paragraph", zones: Iterable[Zone] = ()) -> Plain:
    """A text whose blocks are joined by blank lines."""
    blocks, at = [], 0
    for number, part in enumerate(text.split("\n\n"), 1):
        blocks.append(Block(at, at + len(part), kind, number))  # type: ignore[arg-type]
        at += len(part) + 2
    return Plain(text, tuple(blocks), tuple(zones))


def acronyms(text: str, language: str = "en") -> list[str]:
    return [s.surface for s in gather(plain(text), (), language) if s.kind == "acronym"]


def firm(text: str, language: str = "en") -> list[str]:
    """The names whose capital is not explained by their place."""
    return [s.surface for s in gather(plain(text), (), language) if s.kind == "name" and s.firm]


def names(text: str, language: str = "en") -> list[str]:
    return [s.surface for s in gather(plain(text), (), language) if s.kind == "name"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The IRGC and the U.N. spoke.", ["IRGC", "U.N."]),
        ("COVID-19, F-16s, an S-300, MH17 and the G7.", ["COVID-19", "F-16", "S-300", "MH17", "G7"]),
        ("Its GDPs, two NGOs and the IAEA’s view.", ["GDP", "NGO", "IAEA"]),
        ("An IRGC-linked firm, US-Iran talks, pro-EU voices.", ["IRGC", "US", "Iran", "EU"]),
        ("In DoD and IoT, a PhD.", ["DoD", "IoT", "PhD"]),
        ("By the U.S.-led coalition.", ["U.S."]),
    ],
)
def test_acronyms(text: str, expected: list[str]) -> None:
    found = [s.surface for s in gather(plain(text), ())]
    assert [n for n in found if n in expected] == expected
    assert acronyms(text) == [n for n in expected if n != "Iran"]


@pytest.mark.parametrize(
    "text",
    [
        "Between A&E, AT&T and R&D.",
        "World War II and Henry IV, chapter XIV.",
        "At 10 AM it gave 5 MW, or 30 GB, and 4 kWh.",
        "By J. K. Rowling and J.K. Rowling.",
        "See https://example.org/IRGC/UN, mail IRGC@example.org, or open UN.md and www.NATO.int now.",
        "Per UN2231 the quarter Q3 on A4.",
        "IRANIAN TROOPS IN CRIMEA, NATO SAYS",
        "BREAKING NEWS it was.",
        "KYIV, Ukraine (Reuters) — it snowed.",
        "An INTERNATIONAL word.",
        "Plan B is an X-ray.",
    ],
)
def test_what_is_no_acronym(text: str) -> None:
    assert acronyms(text) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("В среду МИД и ООН заявили.", "ru", ["МИД", "ООН"]),
        ("Ο ΟΗΕ και οι ΗΠΑ.", "el", ["ΟΗΕ", "ΗΠΑ"]),
        ("米国のNSCとIRGCは声明を発表した。", "ja", ["NSC", "IRGC"]),
        ("سازمان NATO و آژانس IAEA گفتند.", "fa", ["NATO", "IAEA"]),
        ("قال IRGC إن الأمر", "ar", ["IRGC"]),
        ("Selon l’ONU et l'OTAN.", "fr", ["ONU", "OTAN"]),
        ("ABD’nin ve NATO'ya göre.", "tr", ["ABD", "NATO"]),
        ("북대서양 NATO는 말했다.", "ko", ["NATO"]),
        ("Die NATO-Staaten und der BND.", "de", ["NATO", "BND"]),
    ],
)
def test_acronyms_of_other_languages(text: str, language: str, expected: list[str]) -> None:
    assert acronyms(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the United Nations and the White House", ["United Nations", "White House"]),
        ("the Ministry of Foreign Affairs and Trade", ["Ministry of Foreign Affairs and Trade"]),
        ("the Institute for the Study of War", ["Institute for the Study of War"]),
        ("the Strait of Hormuz", ["Strait of Hormuz"]),
        ("of Russia and Ukraine", ["Russia", "Ukraine"]),
        ("left London for Paris", ["London", "Paris"]),
        ("by John Kirby of the White House and Macron of France", ["John Kirby", "White House", "Macron", "France"]),
        ("with Ursula von der Leyen, Mohammed bin Salman and Luiz da Silva",
         ["Ursula von der Leyen", "Mohammed bin Salman", "Luiz da Silva"]),
        ("by Bashar al-Assad, al-Qaeda and Hossein Amir-Abdollahian’s office",
         ["Bashar al-Assad", "al-Qaeda", "Hossein Amir-Abdollahian"]),
        ("with O’Brien's friends in Sana’a", ["O’Brien", "Sana’a"]),
        ("saw President Volodymyr Zelenskyy and Mr Kirby", ["Volodymyr Zelenskyy", "Kirby"]),
        ("met British Foreign Secretary James Cleverly", ["British", "James Cleverly"]),
        ("an Air Force Brigadier General Pat Ryder said", ["Air Force", "Pat Ryder"]),
        ("told Secretary of State Antony Blinken", ["Antony Blinken"]),
        ("at the General Assembly", ["General Assembly"]),
        ("the President, a Minister, the Foreign Minister and the Prime Minister", []),
        ("on Thursday in October, and in May", []),
        ("with Theresa May on Monday", ["Theresa May"]),
        ("flew a Shahed-136 and two Geran-2s", ["Shahed-136", "Geran-2"]),
        ("under Resolution 2231 and sold Russia 400 drones", ["Resolution 2231", "Russia"]),
        ("in Tehran, Moscow (Russia) and Iran’s Revolutionary Guards", [
            "Tehran", "Moscow", "Russia", "Iran", "Revolutionary Guards"]),
        ("the Black\nSea Fleet", ["Black\nSea Fleet"]),
        ("by George W. Bush and J.K. Rowling", ["George W. Bush", "J.K. Rowling"]),
        ("after World War II", ["World War II"]),
        ("the Iranian-made drones", ["Iranian"]),
        ("at The Hague", ["Hague"]),
        ("between Iran—Russia’s ally—and Kyiv–Moscow", ["Iran", "Russia", "Kyiv–Moscow"]),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[str]) -> None:
    assert firm("It was " + text + ".") == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Der Sprecher des Weißen Hauses, John Kirby, sprach über Drohnen.", "de", ["Weißen Hauses", "John Kirby"]),
        ("Il parle avec Emmanuel Macron et Jean-Luc Mélenchon.", "fr", ["Emmanuel Macron", "Jean-Luc Mélenchon"]),
        ("L’Iran parle. Il achète L’Oréal et D’Artagnan.", "fr", ["Iran", "L’Oréal", "D’Artagnan"]),
        ("L’Aquila parla, e All’Aquila.", "it", ["Aquila", "All’Aquila"]),
        ("L’Oréal speaks.", "en", ["L’Oréal"]),
        ("Según el Ministerio de Defensa de España.", "es", ["Ministerio de Defensa de España"]),
        ("Dün Türkiye’nin başkenti Ankara'da Recep Tayyip Erdoğan konuştu.", "tr",
         ["Türkiye", "Ankara", "Recep Tayyip Erdoğan"]),
        ("Вчера Владимир Путин и Сергей Шойгу были в Москве.", "ru", ["Владимир Путин", "Сергей Шойгу", "Москве"]),
        ("Σήμερα ο Κυριάκος Μητσοτάκης στην Αθήνα.", "el", ["Κυριάκος Μητσοτάκης", "Αθήνα"]),
        ("Երեւանում այսօր Նիկոլ Փաշինյան խոսեց։", "hy", ["Նիկոլ Փաշինյան"]),
        ("声明をJohn Kirbyが発表した。", "ja", ["John Kirby"]),
    ],
)  # fmt: skip
def test_names_of_other_languages(text: str, language: str, expected: list[str]) -> None:
    found = names(text, language)
    assert [name for name in found if name in expected] == expected
    assert set(found) - set(expected) <= {"Dün", "Σήμερα", "Երեւանում"}


def test_in_german_one_noun_is_no_name() -> None:
    assert names("Der Hund sah die Drohne über der Stadt.", "de") == []


def test_what_its_place_explains_is_not_firm() -> None:
    text = "Missiles fell. “Drones came,” he said: Nobody saw “Heavy” ones. In Crimea it rained."
    found = {s.surface: s.firm for s in gather(plain(text), ())}
    assert found == {"Missiles": False, "Drones": False, "Heavy": False, "Crimea": True}


def test_a_word_that_begins_a_sentence_is_cut_off_by_the_text_itself() -> None:
    assert firm("Yesterday Kirby spoke. Drones Iran had sent, and other drones.") == ["Kirby", "Iran"]


def test_a_name_of_several_words_that_begins_a_sentence_is_firm() -> None:
    assert firm("Guard Corps officers left. Shahed-136 flew. The White House knew. Hundreds of Iranians fled.") == [
        "Guard Corps",
        "Shahed-136",
        "White House",
        "Iranians",
    ]


def test_a_heading_says_so_and_is_not_firm() -> None:
    found = gather(plain("The IRGC and John Kirby", "heading"), ())
    assert [(s.surface, s.firm, s.heading) for s in found] == [("IRGC", False, True), ("John Kirby", False, True)]


def test_code_links_and_what_is_known_are_passed_over_and_not_crossed() -> None:
    text = "Both NATO and Black Sea Fleet of Aerospace Force met Guard Corps."
    at = {word: text.index(word) for word in ("NATO", "Sea", "Aerospace")}
    zones = [Zone(at["NATO"], at["NATO"] + 4, "code"), Zone(at["Aerospace"], at["Aerospace"] + 9, "link")]
    found = gather(plain(text, zones=zones), [(at["Sea"], at["Sea"] + 3)])
    assert [s.surface for s in found] == ["Black", "Fleet", "Force", "Guard Corps"]


def test_its_sentence_its_paragraph_and_its_block_are_those_of_its_place() -> None:
    (found,) = gather(plain("Nothing.\n\nIt rained. Then the IRGC left. It snowed."), ())
    assert (found.before, found.after, found.paragraph, found.block) == ("Then the ", " left.", 2, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Islamic Revolutionary Guard Corps (IRGC).", "Islamic Revolutionary Guard Corps"),
        ("the JCPOA (Joint Comprehensive Plan of Action) ended.", "Joint Comprehensive Plan of Action"),
        ("the White House National Security Council (NSC) said", "National Security Council"),
        ("unmanned aerial vehicles (UAVs) flew", "unmanned aerial vehicle"),
        ("the Technology Transformation Service (TTS) said", "Technology Transformation Service"),
        ("an intercontinental ballistic missile (“ICBM”) flew", "intercontinental ballistic missile"),
        ("the International Atomic Energy Agency, or IAEA, said", "International Atomic Energy Agency"),
        ("of some words that happen to stand before (IRGC) it", ""),
        ("of the Iranian army of Guards (IRGC) it", ""),
        ("by the Strategic Rocket Forces (RVSN) it", ""),
        ("about Atomic Energy. International Agency (AEIA) it", ""),
        ("the Office of the High Commissioner for Human Rights (OHCHR)",
         "Office of the High Commissioner for Human Rights"),
    ],
)  # fmt: skip
def test_the_full_name_is_what_the_letters_stand_for(text: str, expected: str) -> None:
    found = [s for s in gather(plain("It was " + text), ()) if s.kind == "acronym"]
    assert [s.expansion for s in found] == [expected]


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("КСИР", "Корпус стражей исламской революции", True),
        ("AIEA", "Agence internationale de l’énergie atomique", True),
        ("ONU", "Organización de las Naciones Unidas", True),
        ("UNSCR", "UN Security Council Resolution", True),
        ("IRGC", "Islamic Guard Corps", False),
        ("US", "Usual", False),
        ("PA", "of Plan Action", False),
    ],
)
def test_letter_by_letter(acronym: str, name: str, fits: bool) -> None:
    assert stands_for(acronym, name) is fits


_PARTS = (
    "The Iran IRGC U.N. of the and John Kirby al-Assad O’Brien’s COVID-19 US-led J. K. von der МИД Путина Ankara'da "
    "ΟΗΕ 米国の NATOは . , ( ) “ ” : \n\n \xa0 https://A.B/CD x@Y.org H2O Q1 II GDPs \u0301 \xad drones 2231 Resolution"
).split(" ")


@given(
    st.lists(st.sampled_from(_PARTS) | st.text(max_size=6), max_size=30).map(" ".join),
    st.lists(st.tuples(st.integers(0, 150), st.integers(0, 12)), max_size=3),
    st.sampled_from(["en", "de", "fr", "tr", "ru", "ja", "x"]),
)
def test_strangers_are_whole_words_apart_from_each_other_and_from_what_is_known(
    text: str, stretches: list[tuple[int, int]], language: str
) -> None:
    text = re.sub(r"\n\s+", "\n\n", text)
    known = [(start, min(len(text), start + length)) for start, length in stretches if start < len(text)]
    found: tuple[Stranger, ...] = gather(plain(text), known, language)
    end = 0
    for it in found:
        assert it.surface == text[it.start : it.end] != ""
        assert it.start >= end
        end = it.end
        assert not any(a < it.end and it.start < b for a, b in known if a < b)
        assert "\n\n" not in it.surface
        assert text[: it.start].endswith(it.before)
        assert text[it.end :].startswith(it.after)
        before, after = text[it.start - 1 : it.start], text[it.end : it.end + 1]
        assert not (is_word(before) and before.isascii() and is_word(it.surface[0]))
        assert not (is_word(after) and after.isascii() and after != "s")


@pytest.mark.parametrize(
    "text",
    ["NSC (", "A of ", "“A” ", "Aa ", "A.", "A'a", "al-", "Zed zed. ", "Abc abcz. ", "(NSC) ", "NSC (a ", "Xx \xa0"],
)
def test_what_is_looked_at_grows_with_the_text_and_no_faster(text: str) -> None:
    """Counted in calls, not in seconds: four times the text, at most five times the calls."""

    def calls(times: int) -> int:
        profile = cProfile.Profile()
        profile.runcall(gather, plain(text * times), ())
        return sum(entry.callcount for entry in profile.getstats())

    gather(plain(text), ())
    assert calls(1200) <= 5 * calls(300)
