"""Pages speak the language they are in: the catalogues are whole, the templates hold no words, dates are Babel's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st
from languages import LANGUAGES, site_in
from support import Element, made, parse_html, site_of, write_site

from briefs.core import authored, dates
from briefs.core.alphabets import SCRIPTS
from briefs.core.language import Language, chain, direction, plural_categories
from briefs.core.model import Guess
from briefs.core.model.entry import WHY
from briefs.core.source import Source
from briefs.core.words import Catalogue, lacking, read_catalogue
from briefs.kinds import KINDS
from briefs.pipeline import Options, build

THEMES = Path(__file__).parent.parent / "themes"
DEFAULT = THEMES / "default"
TEMPLATES = sorted(path for theme in ("default", "plain") for path in (THEMES / theme / "templates").rglob("*.html"))
ASKED = re.compile(r"""\bt\(\s*"([a-z0-9-]+)\"""")
FAMILIES = {
    "kind": {kind.name for kind in KINDS} | set(get_args(authored.SourceKind)),
    "status": set(get_args(authored.NoteStatus)),
    "role": set(get_args(Guess.__annotations__["role"]) or ()) or {"kicker", "headline", "caption", "date", "omitted",
                                                                   "title"},
    "why": set(WHY),
    "in": {"heading", "caption", "code", "cell"},
    "script": set(SCRIPTS),
}  # fmt: skip
SECTIONS = {"briefs", "glossary", "timeline", "claims", "sources", "search", "map"}
"""Keys of the entries of the bar and of the foot."""


def words_of(language: str) -> Catalogue:
    path = DEFAULT / "words" / f"{language}.yaml"
    read = read_catalogue(Source(path.name, path.read_text("utf-8"), ""))
    assert read.diagnostics == ()
    return read.value


ENGLISH = words_of("en")


# ── the catalogues ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_catalogue_lacks_each_plural_of_each_of_its_words_with_numbers() -> None:
    counted = {key for key, entry in ENGLISH.items() if entry.counts}
    assert len(counted) > 1
    assert {*lacking(ENGLISH, "ru", ENGLISH)} == {
        f"{key}.{category}" for key in counted for category in ("few", "many")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_key_every_plural_of_its_language_and_no_other(language: str) -> None:
    words = words_of(language)
    assert list(words) == list(ENGLISH)
    assert lacking(words, language, ENGLISH) == []
    for key, entry in words.items():
        assert entry.counts == ENGLISH[key].counts, key
        assert entry.holes <= ENGLISH[key].holes, key
        assert {category for category, _ in entry.forms} in ({""}, set(plural_categories(language))), key


def test_there_is_a_test_for_every_catalogue() -> None:
    assert sorted(path.stem for path in (DEFAULT / "words").iterdir()) == sorted(LANGUAGES)


def test_every_key_is_asked_for_and_every_key_that_is_asked_for_is_there() -> None:
    asked = {key for path in TEMPLATES for key in ASKED.findall(path.read_text("utf-8"))} | {"note"} | SECTIONS
    families = {f"{family}-{word}" for family, words in FAMILIES.items() for word in words}
    assert sorted((asked | families) - ENGLISH.keys()) == []
    closed = {key for key in ENGLISH if not key.startswith("kind-")}
    assert sorted(closed - asked - families) == []


def test_a_terminal_and_an_english_page_give_the_same_reasons() -> None:
    assert {why: ENGLISH[f"why-{why}"].forms[0][1].value for why in WHY} == WHY


# ── templates hold no words ──────────────────────────────────────────────────────────────────────────────────────

CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
QUOTED = re.compile(r'"([^"]*)"')
NAMES = {"SHA-256"}
"""Words that are the same in every language."""
NO_WORDS = re.compile(r"[#.,:/·¶()\[\]–-]*|.*[a-z0-9]\.(?:html|css|js|svg).*|%s")
"""Literals in code that no reader sees: signs and addresses."""


class _Literals(HTMLParser):
    """The words that stand in a template itself, with their lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words not in NAMES and re.search(r"[^\W\d_]{2}", words):
            self.found.append((self.getpos()[0], words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("aria-label", "title", "alt", "placeholder", "value", "label") and re.search(
                r"\w{2}", value or ""
            ):
                self.found.append((self.getpos()[0], str(value)))


def literals(text: str) -> Iterator[tuple[int, str]]:
    """(line, words) of what a template would say in one language alone."""
    for code in CODE.finditer(text):
        for literal in QUOTED.findall(code.group()) if not code.group().startswith("{#") else ():
            if (" " in literal.strip() or literal[:1].isupper()) and not NO_WORDS.fullmatch(literal):
                yield text.count("\n", 0, code.start()) + 1, literal
    reader = _Literals()
    reader.feed(CODE.sub(lambda code: re.sub(r"[^\n]", "", code.group()), text))
    reader.close()
    yield from reader.found


def test_no_template_says_a_word_that_is_not_in_the_catalogues() -> None:
    """What it finds belongs into ``themes/default/words/en.yaml`` and its siblings, and ``t("key")`` in its place."""
    found = [
        f"themes/{path.relative_to(THEMES).as_posix()}:{line}: {words}"
        for path in TEMPLATES
        for line, words in literals(path.read_text("utf-8"))
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("<p>\n<b>Hello you</b>", 2, "Hello you"),
        ('<a aria-label="Close {{ x }}">', 1, "Close "),
        ('{{ f(x, "Since then") }}', 1, "Since then"),
        ('{% set label = "Broader" %}', 1, "Broader"),
    ],
)
def test_a_word_in_a_template_is_found(template: str, line: int, words: str) -> None:
    assert (line, words) in list(literals(template))


@pytest.mark.parametrize(
    "template", ['{# A word #}¶ {{ t("a-key") }}, {{ x|href }} · <dt>SHA-256</dt>', '{% include "a/b.html" %}']
)
def test_what_is_no_word_of_a_template_is_not_found(template: str) -> None:
    assert list(literals(template)) == []


# ── whole sites ──────────────────────────────────────────────────────────────────────────────────────────────────


def said(page: bytes) -> Iterator[str]:
    """Every text of a page that a reader sees or hears, piece by piece."""
    for element in parse_html(page):
        if element.tag in ("script", "style", "#root"):
            continue
        yield from (c for c in element.children if isinstance(c, str) and c.strip())
        yield from (v for k in ("aria-label", "title", "alt") if (v := element.attributes.get(k)))


ALLOWED = re.compile(
    r"https?://\S+|SHA-256|JSON(?:-LD)?|Web Annotation|Markdown|[0-9a-f]{64}|example\.org|JavaScript"
    r"|\bomit\b|\bcaption\b"
)


@pytest.mark.parametrize("theme", ["default", "plain"])
@pytest.mark.parametrize("language", ["uk", "fa", "ar"])
def test_a_site_in_another_script_holds_no_latin_word(tmp_path: Path, language: str, theme: str) -> None:
    files = site_in(language)
    files["config.yaml"] += f"theme: {theme}\n"
    pages, result = made(write_site(tmp_path, files))
    assert result.report.diagnostics == ()
    for path, data in pages.items():
        if path.endswith(".html"):
            words = [text for text in said(data) if re.search("[A-Za-z]{2}", ALLOWED.sub("", text))]
            assert words == [], path
    assert b'dir="rtl"' in pages["index.html"] or language == "uk"


@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_site_in_another_language_holds_no_word_of_the_english_one(tmp_path: Path, language: str) -> None:
    shared = {text for text in _fixed(language) if text in _fixed("en")}
    english = {text for text in _fixed("en") if text not in shared}
    pages, result = made(write_site(tmp_path, site_in(language)))
    assert result.report.diagnostics == ()
    for path, data in pages.items():
        if path.endswith(".html"):
            texts = {text.strip(" ·,:") for text in said(data)}
            assert sorted(texts & english) == [], path
            whole = " ".join(texts)
            assert [one for one in english if " " in one and one in whole] == [], path


def _fixed(language: str) -> set[str]:
    """The words of a language without their holes."""
    found = set()
    for entry in words_of(language).values():
        for _, form in entry.forms:
            found |= {part.strip(" ,:") for part in re.split(r"\{\w+\}", form.value) if part.strip(" ,:")}
    return found


def test_a_text_is_in_its_own_language_and_its_terms_in_the_sites(tmp_path: Path) -> None:
    files = site_in("en", page="fa")
    pages, _ = made(write_site(tmp_path, files))
    page = parse_html(pages["articles/kappa.html"])
    root = page.find("html")
    assert (root.attributes["lang"], root.attributes["dir"]) == ("fa", "rtl")
    assert "واژه‌نامه" in page.find("header", "bar").text()
    assert page.find("a", "brand").find("bdi", lang="en", dir="ltr").text() == "Ωμέγα"
    definition = page.find("section", id="terms").find("div", "rich")
    assert (definition.attributes["lang"], definition.attributes["dir"]) == ("en", "ltr")
    # The same terms beside a text in the site's language, in the same folder, are no foreign words.
    other = parse_html(pages["articles/lambda.html"])
    assert "lang" not in other.find("section", id="terms").find("div", "rich").attributes
    assert other.find("dl", "gl").attributes["data-close"] == "Close"
    assert page.find("dl", "gl").attributes["data-close"] == "بستن"


def test_a_title_in_another_language_says_so_in_every_list(tmp_path: Path) -> None:
    pages, _ = made(write_site(tmp_path, site_in("en", page="fa")))
    for path in ("index.html", "tags/θήτα.html", "glossary/abg.html", "timeline.html", "articles/lambda.html"):
        found = [e for e in parse_html(pages[path]).all(lang="fa", dir="rtl") if _names(e, "Κάππα")]
        assert found, path


def _names(element: Element, words: str) -> bool:
    return words in element.text()


def test_the_search_says_dates_in_the_sites_language(tmp_path: Path) -> None:
    for language, day in (("en", "21 Oct 2022"), ("fa", "۲۱ اکتبر ۲۰۲۲"), ("fr", "21 oct. 2022")):
        pages, _ = made(write_site(tmp_path / language, site_in(language)))
        assert f'"Κάππα σίγμα","{day}"' in pages["search/a0.js"].decode()


def test_a_kind_of_the_sites_own_is_shown_as_it_is_written(tmp_path: Path) -> None:
    files = site_in("uk")
    pages, result = made(write_site(tmp_path, files))
    assert "Κάστρο" in pages["glossary/delta.html"].decode()
    assert result.report.diagnostics == ()
    pages, _ = made(write_site(tmp_path, files | {"themes/default/words/uk.yaml": "kind-κάστρο: Замок\n"}))
    assert "Замок" in pages["glossary/delta.html"].decode()


# ── catalogues of a site ─────────────────────────────────────────────────────────────────────────────────────────

ARTICLE = {"content/articles/a.txt": "Κάππα\n\nΟ ΑΒΓ φεύγει.\n"}


def told(root: Path, files: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """(code, severity, where, hint) of what a build says of a site."""
    _, result = made(write_site(root, files))
    found = result.report.diagnostics
    return [(d.code, d.severity, f"{d.span.path}:{d.span.line}" if d.span else "", d.hint) for d in found]


def test_a_language_without_a_catalogue_is_said_once_and_shown_in_english(tmp_path: Path) -> None:
    files = {**ARTICLE, "content/articles/b.txt": "Κάππα\n\nΕδώ.\n", "config.yaml": "title: T\nlanguage: pl\n"}
    (found,) = told(tmp_path, files)
    assert found[:3] == ("words-missing", "warning", "")
    assert "`themes/default/words/pl.yaml`" in found[3]
    pages, _ = made(tmp_path)
    assert "Skip to the text" in pages["index.html"].decode()


def test_the_language_of_one_text_is_said_where_that_text_stands(tmp_path: Path) -> None:
    (found,) = told(tmp_path, {**ARTICLE, "content/articles/a.yaml": "language: pl\n"})
    assert found[:3] == ("words-missing", "warning", "content/articles/a.txt:1")


def test_a_catalogue_of_a_new_language_says_what_it_lacks(tmp_path: Path) -> None:
    few = {"config.yaml": "title: T\nlanguage: pl\n", "themes/default/words/pl.yaml": "in-brief: W skrócie\n"}
    (found,) = told(tmp_path, {**ARTICLE, **few})
    assert found[:3] == ("words-missing", "warning", "themes/default/words/pl.yaml:1")
    assert "`a-to-z`" in found[3]
    whole = (DEFAULT / "words" / "uk.yaml").read_text("utf-8")
    assert told(tmp_path, {**ARTICLE, **few, "themes/default/words/pl.yaml": whole}) == []


def test_a_site_changes_single_words_and_a_region_falls_back_to_its_language(tmp_path: Path) -> None:
    files = {
        **ARTICLE,
        "config.yaml": "title: T\nlanguage: de-AT\n",
        "themes/default/words/de.yaml": "glossary: Lexikon\n",
    }
    assert told(tmp_path, files) == []
    pages, _ = made(tmp_path)
    text = pages["index.html"].decode()
    assert '<html lang="de-AT">' in text
    assert "Lexikon" in text
    assert "Zum Text" in text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("in-breif: X\n", ("words-key", "error", ":1", "did you mean `in-brief`?")),
        (
            "note: X\nn-terms: {one: a, fwe: b, many: c, other: d}\n",
            ("words-plural", "error", ":2", "did you mean `few`?"),
        ),
        ("n-terms: {one: '{n}', few: b, many: c}\n", ("words-plural", "error", ":1", "")),
        ("note: {one: a, few: b, many: c, other: d}\n", ("words-plural", "error", ":1", "write its words")),
        ("note: 'Примітка {nubmer}'\n", ("words-hole", "error", ":1", "did you mean `number`?")),
        ("note: [a]\n", ("wrong-type", "error", ":1", "")),
        ("note: a\nnote: b\n", ("yaml-duplicate-key", "error", ":2", "")),
    ],
)
def test_a_mistake_in_a_catalogue_is_an_error_at_its_place(
    tmp_path: Path, words: str, found: tuple[str, str, str, str]
) -> None:
    first = told(tmp_path, {**ARTICLE, "themes/default/words/uk.yaml": words})[0]
    assert first[:2] == found[:2]
    assert first[2] == "themes/default/words/uk.yaml" + found[2]
    assert found[3] in first[3]


def test_a_catalogue_is_named_by_a_language(tmp_path: Path) -> None:
    (found,) = told(tmp_path, {**ARTICLE, "themes/default/words/Polish!.yaml": "note: a\n"})
    assert found[:3] == ("words-language", "error", "themes/default/words/Polish!.yaml:1")


def test_a_sites_template_may_ask_for_words_of_its_own(tmp_path: Path) -> None:
    foot = '<footer>{{ t("by-us", name=site.title) }}</footer>'
    words = {
        "themes/default/words/en.yaml": "by-us: 'By <b> {name}'\n",
        "themes/default/words/de.yaml": "by-us: 'Von {name}'\n",
    }
    files = {**ARTICLE, "themes/default/templates/parts/foot.html": foot, **words}
    assert told(tmp_path, files) == []
    assert "<footer>By &lt;b&gt; Test</footer>" in made(tmp_path)[0]["index.html"].decode()
    (found,) = told(tmp_path, {**files, "themes/default/templates/parts/foot.html": "<footer></footer>"})[:1]
    assert found[0] == "words-key"


def test_words_that_are_not_there_are_an_error_with_the_nearest(tmp_path: Path) -> None:
    _, result = made(
        write_site(tmp_path, {**ARTICLE, "themes/default/templates/parts/foot.html": '{{ t("in-breif") }}'})
    )
    found = {d.message for d in result.report.diagnostics}
    assert found == {"template `parts/foot.html`, line 1: there are no words `in-breif`; did you mean `in-brief`?"}


def test_a_rebuild_says_and_makes_what_a_build_from_nothing_does(tmp_path: Path) -> None:
    """Each edit concerns words or languages; the folder beside it is always built from nothing."""
    edits: list[dict[str, str]] = [
        {"content/articles/b.yaml": "language: pl\n"},
        {"themes/default/words/pl.yaml": "in-brief: W skrócie\n"},
        {"themes/default/words/pl.yaml": "in-brief: Krótko\nglossary: Słownik\n"},
        {"content/articles/b.txt": "Κάππα\n\nΆλλο.\n"},
        {"content/articles/b.yaml": "language: fa\n"},
        {"config.yaml": "title: Test\nlanguage: pl\n"},
    ]
    files = {**ARTICLE, "content/articles/b.txt": "Κάππα\n\nΕδώ.\n", "content/articles/b.yaml": ""}
    for number, edit in enumerate([{}, *edits]):
        files |= edit
        again = build(site_of(write_site(tmp_path / "one", files)), Options(sync=False))
        fresh = build(site_of(write_site(tmp_path / str(number), files)), Options(sync=False))
        assert again.diagnostics == fresh.diagnostics
        assert _bytes(tmp_path / "one" / "site") == _bytes(tmp_path / str(number) / "site")


def _bytes(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.suffix in (".html", ".js")}


# ── dates, numbers, direction ────────────────────────────────────────────────────────────────────────────────────


@given(st.dates(min_value=date(1000, 1, 1)))
def test_plain_english_dates_are_those_of_babel_in_the_order_of_the_world(day: date) -> None:
    assert dates.day(day.isoformat()) == format_date(day, "d MMMM y", "en")
    assert dates.short_day(day.isoformat()) == format_date(day, "d MMM y", "en")
    assert str(Locale.parse("en_001").date_formats["long"]) == "d MMMM y"


@pytest.mark.parametrize(
    ("language", "full", "short", "month", "number"),
    [
        ("en", "3 October 2022", "3 Oct 2022", "October 2022", "1,234,567"),
        ("en-US", "October 3, 2022", "Oct 3, 2022", "October 2022", "1,234,567"),
        ("uk", "3 жовтня 2022\u202fр.", "3 жовт. 2022\u202fр.", "жовтень 2022\u202fр.", "1\xa0234\xa0567"),
        ("fa", "۳ اکتبر ۲۰۲۲", "۳ اکتبر ۲۰۲۲", "اکتبر ۲۰۲۲", "۱٬۲۳۴٬۵۶۷"),
        ("ar-EG", "٣ أكتوبر ٢٠٢٢", "٣ أكتوبر ٢٠٢٢", "أكتوبر ٢٠٢٢", "١٬٢٣٤٬٥٦٧"),
        ("fr", "3 octobre 2022", "3 oct. 2022", "octobre 2022", "1\u202f234\u202f567"),
        ("de-AT", "3. Oktober 2022", "3. Okt. 2022", "Oktober 2022", None),
        ("xx", "3 October 2022", "3 Oct 2022", "October 2022", "1,234,567"),
    ],
)
def test_a_date_of_any_precision_is_said_in_its_language(
    language: str, full: str, short: str, month: str, number: str | None
) -> None:
    said = Language(language)
    assert said.day("2022-10-03T09:47:00Z") == said.day("2022-10-03") == full
    assert said.day("2022-10-03", short=True) == short
    assert said.day("2022-10") == month
    assert said.day("2022") == said.digits(2022)
    assert number in (None, said.count(1_234_567))


@pytest.mark.parametrize("tag", ["ar", "fa", "he", "ur", "ps", "ckb", "yi", "ug", "sd", "en", "uk", "az", "zh-Hant"])
def test_the_direction_is_that_of_cldr(tag: str) -> None:
    order = Locale.parse(tag, sep="-").character_order
    assert direction(tag) == ("rtl" if order == "right-to-left" else "ltr")


def test_a_script_in_the_tag_goes_before_the_languages_own() -> None:
    assert [direction(tag) for tag in ("az-Arab", "fa-Latn", "ks-Arab-IN", "FA")] == ["rtl", "ltr", "rtl", "rtl"]
    assert list(chain("de-Latn-AT")) == ["de-Latn-AT", "de-Latn", "de"]
