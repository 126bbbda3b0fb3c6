"""What to define next: which forms are one name, what is an alias, in which order, and the glossary file to fill in."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import made, write_site

from briefs.core.model import Matched, MatchRule, Outline, Plain, Stranger, Term, TermRule, Unit
from briefs.core.source import Source
from briefs.pipeline import Options
from briefs.stages.gather import gather
from briefs.stages.lexicon import lexicon
from briefs.stages.match import Context, Matcher
from briefs.stages.parse import parse
from briefs.suggest import Sentence, Suggestion, suggest
from briefs.suggested import as_entry, as_table, as_yaml

ARTICLES = Path(__file__).parent.parent / "content" / "articles"
HOME = "content/glossary/t.yaml"


def read(texts: Mapping[str, str]) -> dict[str, Plain]:
    sources = (Source(f"content/articles/{name}.md", text, "0") for name, text in texts.items())
    return {source.path: parse(Unit("article", source)).value.plain for source in sources}


def suggested(texts: Mapping[str, str], *terms: Term, language: str = "en", least: int = 2) -> tuple[Suggestion, ...]:
    """As the pipeline does it: match with the ledger, gather around that, suggest."""
    plains = read(texts)
    matcher = Matcher(lexicon(terms, language), [TermRule(t.id) for t in terms])
    matched = {o: matcher.match(p, context=Context(language=language), ledger=True) for o, p in plains.items()}
    return suggest(
        {o: strangers(p, matched[o], language) for o, p in plains.items()},
        {o: m.skipped for o, m in matched.items()},
        {o: m.mentions for o, m in matched.items()},
        [Outline("glossary", HOME, terms=terms)],
        plains,
        language,
        least,
    )


def strangers(plain: Plain, matched: Matched, language: str) -> tuple[Stranger, ...]:
    known = [(m.start, m.end) for m in matched.mentions] + [(s.start, s.end) for s in matched.skipped]
    return gather(plain, known, language)


def the(found: tuple[Suggestion, ...], name: str) -> Suggestion:
    (one,) = [s for s in found if s.name == name]
    return one


def test_an_acronym_its_full_name_its_dots_and_its_plural_are_one() -> None:
    found = suggested(
        {
            "a": "Now the Islamic Revolutionary Guard Corps (IRGC) came. And the I.R.G.C. left.",
            "b": "Of the Islamic Revolutionary Guard Corps’ men, and two IRGCs.",
        }
    )
    assert [(s.name, s.kind, s.expansion, s.count, s.articles) for s in found] == [
        ("IRGC", "acronym", "Islamic Revolutionary Guard Corps", 5, 2)
    ]


def test_a_full_name_elsewhere_in_the_text_is_taken_by_its_initials() -> None:
    found = suggested({"a": "He told the National Security Council. Later the NSC met."})
    assert [(s.name, s.expansion, s.count) for s in found] == [("NSC", "National Security Council", 2)]


def test_a_person_has_the_places_of_the_surname() -> None:
    found = suggested(
        {"a": "Yes, John Kirby spoke. Then Kirby left, and Kirby’s men.", "b": "It was Kirby, Kirby said."}
    )
    kirby = the(found, "John Kirby")
    assert (kirby.person, kirby.count, kirby.aliases) == (True, 5, ("Kirby",))


def test_a_surname_that_is_a_common_word_is_no_alias() -> None:
    found = suggested({"a": "Yes, Gordon Brown spoke. Then Brown left a brown hat.", "b": "It was Brown."})
    brown = the(found, "Gordon Brown")
    assert (brown.person, brown.count, brown.aliases) == (True, 2, ())


@pytest.mark.parametrize("text", ["the Black Sea Fleet. Then the Fleet", "the White House. Then the House"])
def test_a_body_is_no_person(text: str) -> None:
    found = suggested({"a": f"It was {text} left.", "b": f"It was {text} came."})
    assert not any(s.person for s in found)


def test_names_recur_and_acronyms_need_not() -> None:
    found = suggested({"a": "It was Kupiansk and the OHCHR, Alabuga and Alabuga, Conflict Armament Research."})
    assert [s.name for s in found] == ["OHCHR", "Alabuga"]


def test_a_single_word_needs_a_firm_place_and_must_not_stand_more_often_in_small_letters() -> None:
    found = suggested(
        {"a": "Drones came. Drones left.\n\nThe Union met, the Union left. A union, any union, no union."}
    )
    assert found == ()


def test_a_single_word_that_is_also_a_common_one_keeps_its_capital() -> None:
    found = suggested({"a": "Both Patriot and Patriot and Patriot met one patriot."})
    assert the(found, "Patriot").exact
    assert "match: {case: exact}" in as_yaml(found)


def test_acronyms_come_before_names_names_before_words_and_nations_last() -> None:
    text = "To Iran and Iran and Iran and Iran, to Crimea and Crimea, to Black Sea and Black Sea, to the OHCHR."
    assert [s.name for s in suggested({"a": text})] == ["OHCHR", "Black Sea", "Crimea", "Iran"]


def test_adjectives_of_nations_hide_no_name() -> None:
    found = suggested(
        {"a": "The Black Sea Fleet left. The Russian Black Sea Fleet came.", "b": "An Iranian Shahed, a Shahed."}
    )
    assert [(s.name, s.count) for s in found] == [("Black Sea Fleet", 2), ("Shahed", 2)]


def test_a_part_of_a_full_name_is_no_name_of_its_own() -> None:
    found = suggested({"a": "An Authority to Operate (ATO), an Authority to Operate. To Operate and to Operate."})
    assert [(s.name, s.count) for s in found] == [("ATO", 1), ("Operate", 2)]


def test_two_entries_never_claim_one_name(tmp_path: Path) -> None:
    text = "A Path Analysis, any Path Analysis. All Path Analyses, some Path Analyses."
    yaml = as_yaml(suggested({"a": text}))
    assert yaml.count("term:") == 1
    assert mentions_with(tmp_path, {"a": text}, yaml)["Path Analyses"] == 4


def test_headings_are_not_counted() -> None:
    assert suggested({"a": "# Title\n\n## The IRGC and the IRGC\n\nNothing."}) == ()


def test_cases_of_a_cyrillic_name_are_one() -> None:
    texts = {"a": "Вчера Шойгу и Герасимов. Потом без Герасимова, с Герасимовым.", "b": "Там был Герасимов."}
    found = suggested(texts, language="ru")
    assert [(s.name, s.count) for s in found] == [("Герасимов", 4)]


def test_a_name_that_keeps_its_case_has_its_other_spellings_as_aliases(tmp_path: Path) -> None:
    texts = {"a": "On YouTube and YouTube and Youtube."}
    found = suggested(texts)
    assert [(s.name, s.count, s.aliases) for s in found] == [("YouTube", 3, ("Youtube",))]
    assert mentions_with(tmp_path, texts, as_yaml(found))["YouTube"] == 3


def test_nato_as_some_papers_write_it_is_an_alias_of_nato() -> None:
    nato = the(suggested({"a": "Both NATO and Nato and NATO."}), "NATO")
    assert (nato.count, nato.aliases) == (3, ("Nato",))


IRGC = Term("irgc", "Islamic Revolutionary Guard Corps", "IRGC")
ZELENSKYY = Term("zelenskyy", "Volodymyr Zelenskyy", kind="person")
NSC = Term("nsc", "National Security Council")


@pytest.mark.parametrize(
    ("text", "name", "term", "why"),
    [
        ("by the Guard Corps and a Guard Corps.", "Guard Corps", "irgc", "shorter form"),
        ("by Volodymyr Zelensky and Volodymyr Zelensky.", "Volodymyr Zelensky", "zelenskyy", "spelling"),
        ("by Zelensky and by Zelensky.", "Zelensky", "zelenskyy", "spelling"),
        ("by the NSC.", "NSC", "nsc", "initials"),
        ("by the National Security Council (NSCX) and NSC.", "NSC", "nsc", "initials"),
        ("by Zelenskyy and by Zelenskyy.", "Zelenskyy", "zelenskyy", "surname before full name"),
        ("by islamic revolutionary guard corps men.", "", "", ""),
    ],
)
def test_aliases(text: str, name: str, term: str, why: str) -> None:
    found = [s for s in suggested({"a": "It was " + text}, IRGC, ZELENSKYY, NSC) if s.kind == "alias"]
    assert [(s.name, s.term, s.why, s.home) for s in found] == ([(name, term, why, HOME)] if name else [])


def test_a_full_name_that_several_terms_have_makes_no_third() -> None:
    twice = (Term("one", "Guard Corps"), Term("two", "Guard Corps"))
    (found,) = suggested({"a": "It was the Guard Corps (GC)."}, *twice)
    assert (found.name, found.kind, found.term) == ("GC", "alias", "one")


def test_a_word_that_an_acronym_folds_to_is_no_alias() -> None:
    found = suggested(
        {"a": "They told us and us and us who it was."}, Term("us", "United States", "US"), Term("who", "WHO")
    )
    assert found == ()


def test_a_name_that_its_fixed_case_kept_from_linking_is_told() -> None:
    exact = Term("tor", "Tor Browser", match=MatchRule("exact"))
    (found,) = suggested({"a": "A Tor browser. Any Tor browser."}, exact)
    assert (found.name, found.kind, found.term, found.why, found.count) == ("Tor browser", "alias", "tor", "case", 2)
    assert found.sentences == (Sentence("content/articles/a.md", 1, "A ", "Tor browser", "."),)


def test_three_sentences_at_most_firm_ones_first_each_of_another_text() -> None:
    texts = {
        "a": "“Shahed,” he said. Shahed flew.",
        "b": "A Shahed flew. A Shahed fell.",
        "c": "One Shahed.",
        "d": "Any Shahed.",
    }
    shahed = the(suggested(texts), "Shahed")
    assert [(s.origin[-4:], s.before, s.surface, s.after) for s in shahed.sentences] == [
        ("b.md", "A ", "Shahed", " flew."),
        ("c.md", "One ", "Shahed", "."),
        ("d.md", "Any ", "Shahed", "."),
    ]
    assert (shahed.count, shahed.articles) == (6, 4)


def articles() -> dict[str, str]:
    return {p.stem: p.read_text("utf-8") for p in sorted(ARTICLES.iterdir()) if p.suffix in (".md", ".txt")}


def test_the_order_of_what_is_given_does_not_matter() -> None:
    texts = list(articles().items())
    first = suggested(dict(texts), IRGC, ZELENSKYY, NSC)
    random.Random(1).shuffle(texts)
    assert suggested(dict(texts), NSC, ZELENSKYY, IRGC) == first


def test_the_first_that_are_suggested_are_what_an_editor_would_pick() -> None:
    first = [s.name for s in suggested(articles())[:20]]
    wanted = {"Security Council", "Transition Day", "Volodymyr Zelenskyy", *"UN EU IRGC IAEA UAV JCPOA OHCHR".split()}
    assert wanted <= set(first)
    assert not {"Iran", "Russia", "Iranian", "Ukraine", "US", "Council"} & set(first)


def mentions_with(root: Path, texts: Mapping[str, str], yaml: str) -> dict[str, int]:
    """How often each term of a site is mentioned; the site has no error."""
    files = {f"content/articles/{name}.md": text for name, text in texts.items()}
    write_site(root, files | {"content/glossary/suggested.yaml": yaml})
    _, result = made(root, Options(checking=True))
    assert [d for d in result.report.diagnostics if d.severity == "error"] == []
    units = [Unit("glossary", Source("g.yaml", yaml, "0"))]
    terms = [t for unit in units for t in parse(unit).value.outline.terms]
    matcher = Matcher(lexicon(terms), [TermRule(t.id, t.match.link) for t in terms])
    found: dict[str, int] = {}
    for plain in read(texts).values():
        for mention in matcher.match(plain).mentions:
            found[mention.term] = found.get(mention.term, 0) + 1
    return {name: found.get(t.id, 0) for t in terms for name in (t.term, t.abbreviation)}


def test_what_is_suggested_is_mentioned_as_often_as_was_said_at_least(tmp_path: Path) -> None:
    """More where a lower-case full name or a name inside a longer one is found too."""
    texts = {name: text.replace("[[", "").replace("]]", "") for name, text in articles().items()}
    texts = {name: text.replace("term:", "").replace("(method.md)", "") for name, text in texts.items()}
    found = suggested(texts)
    assert len(found) > 30
    mentioned = mentions_with(tmp_path, texts, as_yaml(found))
    short = {s.name: (s.count, mentioned[s.name]) for s in found if mentioned[s.name] < s.count}
    assert short == {}


def test_the_yaml_has_an_entry_for_each_name_and_a_comment_for_each_alias(tmp_path: Path) -> None:
    texts = {
        "a": "Yes, John Kirby of the National Security Council (NSC) spoke. Kirby left the Guard Corps, Guard Corps."
    }
    yaml = as_yaml(suggested(texts, IRGC), ["nsc"])
    first = "Yes, John Kirby of the National Security Council (NSC) spoke."
    assert yaml.startswith(f"# NSC: 2 times in 1 article\n#   content/articles/a.md: {first}\n")
    assert "- id: nsc-2\n  term: National Security Council\n  abbreviation: NSC\n  definition:\n" in yaml
    assert "- term: John Kirby\n  kind: person\n  definition:\n" in yaml
    assert f"# irgc ({HOME}): aliases: [Guard Corps]" in yaml
    mentioned = mentions_with(tmp_path, texts, yaml)
    assert (mentioned["NSC"], mentioned["John Kirby"]) == (2, 2)


_CHARACTERS = "aAéЖ中 '\"#:-,[]{}&*!|>%@`\\\n\r\t\0\x85\u2028\ufeff\ud800.?~()12"
_WORDS = [*"null true No ~ index CON nul 1.0 --- \u0301".split(), "- a", "a: b", "# x", "A (BC)", "x" * 300, "", " "]
_HOSTILE = st.text(st.sampled_from(_CHARACTERS), max_size=12) | st.sampled_from(_WORDS)
_SENTENCES = st.builds(Sentence, _HOSTILE, st.integers(0, 9), _HOSTILE, _HOSTILE, _HOSTILE)
_SUGGESTIONS = st.builds(
    Suggestion,
    _HOSTILE,
    st.sampled_from(["acronym", "name", "alias"]),
    st.integers(1, 99),
    st.integers(1, 99),
    st.just(1.0),
    term=_HOSTILE,
    home=_HOSTILE,
    why=_HOSTILE,
    expansion=_HOSTILE,
    aliases=st.lists(_HOSTILE, max_size=2).map(tuple),
    person=st.booleans(),
    exact=st.booleans(),
    sentences=st.lists(_SENTENCES, max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_SUGGESTIONS, max_size=6))
def test_the_yaml_of_any_suggestions_has_no_error(suggestions: list[Suggestion]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        words = " ".join(s.name for s in suggestions).encode("utf-8", "replace").decode().replace("\0", "")
        text = "Words: " + "".join(c for c in words if c.isalnum() or c == " ") + "\n"
        write_site(
            Path(folder), {"content/articles/a.md": text, "content/glossary/s.yaml": as_yaml(suggestions, ["a"])}
        )
        _, result = made(Path(folder), Options(checking=True))
    assert [d for d in result.report.diagnostics if d.severity == "error"] == []


def test_the_table_ranks_marks_and_keeps_the_terminal_as_it_was() -> None:
    found = suggested({"a": "Yes, the \u202eIRGC\x1b[31m came to Guard Corps and Guard Corps."}, IRGC)
    table = as_table(found, 160, False)
    assert "alias of irgc (shorter form)" in table
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert as_table((), 80, False).startswith("Every")


@pytest.mark.parametrize(
    ("it", "entry"),
    [
        (Suggestion("WFP", "acronym", 2, 1, 1.0), "- term: WFP\n  definition:"),
        (
            Suggestion("WFP", "acronym", 2, 1, 1.0, expansion="World Food Programme"),
            "- term: World Food Programme\n  abbreviation: WFP\n  definition:",
        ),
        (Suggestion("EU", "acronym", 2, 1, 1.0), "- id: eu-2\n  term: EU\n  definition:"),
        (Suggestion("Guard’s", "alias", 2, 1, 1.0, term="guard", home=HOME), "aliases: [Guard’s]"),
        (Suggestion("…", "name", 1, 1, 1.0), ""),
    ],
)
def test_one_suggestion_is_an_entry_to_paste_or_the_aliases_to_add(it: Suggestion, entry: str) -> None:
    assert as_entry(it, ["eu"]) == entry
