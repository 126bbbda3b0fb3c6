"""Terms to names: LINKING "Forms" and "Case, per term"."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.core.model import MatchRule, Name, Term
from briefs.stages.lexicon import lexicon, named


def names(term: Term, language: str = "en") -> tuple[Name, ...]:
    return lexicon([term], language).names


def keys(headword: str, **more: object) -> set[str]:
    return {n.key for n in names(Term(id="t", term=headword, **more))}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("drone", "drones"), ("army", "armies"), ("convoy", "convoys"), ("gas", "gases"), ("bus", "buses"),
        ("church", "churches"), ("box", "boxes"), ("crisis", "crises"), ("analysis", "analyses"), ("basis", "bases"),
        ("policeman", "policemen"), ("woman", "women"), ("German", "Germans"), ("child", "children"),
        ("criterion", "criteria"), ("memorandum", "memoranda"), ("memorandum", "memorandums"), ("index", "indices"),
        ("index", "indexes"), ("knife", "knives"), ("embargo", "embargoes"), ("embargo", "embargos"),
        ("person", "people"), ("cruise missile", "cruise missiles"), ("policy-maker", "policy-makers"),
        ("lens", "lenses"), ("quiz", "quizzes"),
    ],
)  # fmt: skip
def test_a_singular_gives_its_plural(one: str, many: str) -> None:
    assert many.lower().replace("-", " ") in keys(one)


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("drones", "drone"), ("armies", "army"), ("sanctions", "sanction"), ("boxes", "box"), ("houses", "house"),
        ("bonuses", "bonus"), ("crises", "crisis"), ("analyses", "analysis"), ("policemen", "policeman"),
        ("children", "child"), ("leases", "lease"), ("Houthis", "houthi"), ("NGOs", "ngo"), ("shoes", "shoe"),
    ],
)  # fmt: skip
def test_a_plural_gives_its_singular(many: str, one: str) -> None:
    assert one in keys(many)


@pytest.mark.parametrize(
    ("name", "other"),
    [("news", "new"), ("customs", "custom"), ("arms", "arm"), ("politics", "politic"), ("Paris", "pari"), ("US", "uss"),
     ("IT", "its"), ("glass", "glas"), ("status", "statu"), ("German", "germen"), ("drones", "droneses")],
)  # fmt: skip
def test_other_words_are_no_forms(name: str, other: str) -> None:
    assert other not in keys(name)


def test_the_noun_before_an_of_has_a_plural_too() -> None:
    assert {"weapons of mass destruction", "rights of way"} <= keys("weapon of mass destruction") | keys("right of way")


def test_persons_other_languages_natives_and_inflect_false_have_no_forms() -> None:
    assert "john kirbys" not in keys("John Kirby", kind="person")
    assert keys("drone", match=MatchRule(inflect=False)) == {"drone"}
    assert {n.key for n in names(Term(id="t", term="Drohne"), "de")} == {"drohne"}
    assert "guards" not in keys("IRGC", native=(("en", "guard"),))


def test_a_headword_with_its_abbreviation_gives_both() -> None:
    assert {"calendar year", "cy", "calendar year (cy)", "calendar years"} <= keys("Calendar year (CY)")
    assert {"megawatt capacity fee", "mc fee", "megawatt capacity fees"} <= keys("Megawatt Capacity (MC) fee")
    assert {"thousand cubic feet", "mcf"} <= keys("Thousand cubic feet (mcf)")
    assert {"kilowatt hour", "kwh"} <= keys("Kilowatt hour (kWh)")
    assert "planet" not in keys("Mercury (planet)")
    assert "mercury" in keys("Mercury (planet)")


def test_dotted_forms_are_those_of_capitals() -> None:
    assert {"us", "u.s."} <= keys("US")
    assert "d.r.o.n.e." not in keys("drone")
    assert all(n.fixed == ((0, "U.S."),) for n in names(Term(id="t", term="US")) if n.key == "u.s.")


def test_a_surname_is_the_last_word_with_its_particles() -> None:
    surnames = {n.key for n in names(Term(id="t", term="Ursula von der Leyen", kind="person")) if n.rule == "surname"}
    assert surnames == {"leyen", "von der leyen"}
    assert not [n for n in names(Term(id="t", term="Ali", kind="person")) if n.rule == "surname"]
    junior = names(Term(id="t", term="Robert Kennedy Jr.", kind="person"))
    assert {n.key for n in junior if n.rule == "surname"} == {"kennedy"}


def test_names_that_are_equal_are_one_and_the_authors_own_comes_first() -> None:
    both = names(Term(id="t", term="drone", aliases=("Drone", "drones", "  drone ")))
    assert [(n.key, n.rule) for n in both] == [("drone", "term"), ("drones", "alias")]


@pytest.mark.parametrize("name", ["-", "—", "…", "\u200b", "«»"])
def test_a_name_without_a_letter_or_digit_is_none(name: str) -> None:
    assert keys(name) == set()


WORDS = st.sampled_from(
    ["US", "drone", "Coast Guard", "Guard", "NGOs", "Украина", "伊朗", "John Kirby", "crisis", "U.S.", "-"]
)
TERMS = st.lists(
    st.builds(Term, id=st.sampled_from("abcd"), term=WORDS, aliases=st.lists(WORDS, max_size=2).map(tuple),
              kind=st.sampled_from(["", "person"])),
    max_size=5, unique_by=lambda t: t.id,
)  # fmt: skip


@settings(max_examples=100)
@given(TERMS, st.randoms())
def test_the_order_of_terms_never_matters(terms: list[Term], random: object) -> None:
    shuffled = list(terms)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert lexicon(shuffled) == lexicon(terms)


def test_what_a_term_is_called_by_is_all_that_its_names_are_made_from() -> None:
    """Any other field may change and the same names are looked for, in any language of the site."""
    asked: set[str] = set()

    class Asked(Term, frozen=True):
        def __getattribute__(self, name: str) -> object:
            asked.add(name)
            return super().__getattribute__(name)

    person = Asked(
        id="x", term="Ali Khan (AK)", native=(("fa", "علی"),), kind="person", match=MatchRule(not_=("Khan Academy",))
    )
    thing = Asked(id="y", term="US Army", abbreviation="UA", aliases=("the force",))
    for language in ("en", "tr", "uk"):
        lexicon([person, thing], language)
    own = {name for name in asked if name in Term.__struct_fields__}
    asked.clear()
    named(person)
    assert own <= {name for name in asked if name in Term.__struct_fields__}
