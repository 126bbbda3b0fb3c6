"""The default theme and how themes are read, against real folders and real records."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, TemplateRuntimeError, UndefinedError
from markupsafe import Markup, escape
from msgspec import structs

from briefs.core import model as m
from briefs.core.paging import nth_page
from briefs.stages.render import Renderer, charted, surroundings
from briefs.stages.render.contents import contents
from briefs.stages.render.speech import Speech
from briefs.stages.render.templates import environment, text
from briefs.theme import (
    CHOICES,
    SHEETS,
    Theme,
    asset_paths,
    assets,
    expand,
    load_theme,
    minify,
    stylesheet,
    web,
)

BUILT_IN = Path(__file__).parent.parent / "themes" / "default"
PLAIN = BUILT_IN.parent / "plain"
PAGES = tuple("article page term glossary home tag claims sources timeline search map 404".split())
HOSTILE = "<script>alert(1)</script>\"' onload=x <b>&amp;"
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle"})


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return good(load_theme("default", tmp_path_factory.mktemp("site")).value)


@pytest.fixture(scope="module", params=["default", "plain"])
def any_theme(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """Each theme that is built in."""
    return good(load_theme(request.param, tmp_path_factory.mktemp("site")).value)


def good(value: Theme | None) -> Theme:
    assert value is not None
    return value


def own_theme(site: Path, files: Mapping[str, str | bytes], name: str = "default") -> Path:
    """A site's theme of these files."""
    for path, content in files.items():
        place = site / "themes" / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return site / "themes" / name


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_site_without_themes_gets_the_built_in_default_whole(theme: Theme) -> None:
    names = {f"templates/{name}" for name, _ in theme.templates} | {f"static/{name}" for name, _ in theme.static}
    names |= {f"words/{language}.yaml" for language, _ in theme.words}
    assert names == set(files_of(BUILT_IN))
    assert {f"{page}.html" for page in PAGES} <= {name for name, _ in theme.templates}


@pytest.mark.parametrize("name", ["default", "ours"])
def test_a_site_replaces_single_files_and_keeps_the_others(tmp_path: Path, theme: Theme, name: str) -> None:
    own_theme(tmp_path, {"templates/tag.html": "just {{ view.tag }}", "static/icon.svg": "<svg/>"}, name)
    mine = good(load_theme(name, tmp_path).value)
    assert dict(mine.templates)["tag.html"] == "just {{ view.tag }}"
    assert dict(mine.static)["icon.svg"] == b"<svg/>"
    assert dict(mine.templates) | dict(theme.templates) == dict(theme.templates)
    assert set(dict(mine.static)) == set(dict(theme.static))
    assert mine.digest != theme.digest


def test_an_unknown_theme_names_the_nearest(tmp_path: Path) -> None:
    own_theme(tmp_path, {"static/a.css": ""}, "broadsheet")
    checked = load_theme("broadsheat", tmp_path)
    (fault,) = checked.diagnostics
    assert checked.value is None
    assert (fault.code, fault.hint) == ("theme-missing", "did you mean `broadsheet`?")


def test_a_folder_of_themes_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(folder: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", denied)
    (fault,) = load_theme("default", tmp_path).diagnostics
    assert (fault.code, fault.message) == ("unreadable", "the folder `themes` cannot be read: permission is denied")


@pytest.mark.parametrize("name", ["..", ".", "", "../themes/default", "default/static"])
def test_a_theme_is_a_folder_in_themes_and_nothing_else(tmp_path: Path, name: str) -> None:
    own_theme(tmp_path, {"static/a.css": ""})
    assert [d.code for d in load_theme(name, tmp_path).diagnostics] == ["theme-missing"]


def test_the_digest_changes_with_any_file(tmp_path: Path) -> None:
    shutil.copytree(BUILT_IN, tmp_path / "themes" / "copy")
    before = good(load_theme("copy", tmp_path).value).digest
    seen = {before}
    for name in files_of(BUILT_IN):
        path = tmp_path / "themes" / "copy" / name
        kept = path.read_bytes()
        path.write_bytes(kept + b"\n")
        seen.add(good(load_theme("copy", tmp_path).value).digest)
        path.write_bytes(kept)
    assert len(seen) == 1 + len(files_of(BUILT_IN))
    assert good(load_theme("copy", tmp_path).value).digest == before


def test_the_digest_changes_with_a_file_more_but_not_with_an_editors_copy(tmp_path: Path, theme: Theme) -> None:
    own_theme(tmp_path, {"static/.hidden": "x", "templates/base.html~": "{% broken", "README.md": "x"})
    assert good(load_theme("default", tmp_path).value).digest == theme.digest
    own_theme(tmp_path, {"static/more.svg": ""})
    assert good(load_theme("default", tmp_path).value).digest != theme.digest


def test_what_was_read_stays_what_it_was(tmp_path: Path) -> None:
    own_theme(tmp_path, {"templates/tag.html": "before"})
    env = environment(good(load_theme("default", tmp_path).value))
    own_theme(tmp_path, {"templates/tag.html": "after"})
    assert env.get_template("tag.html").render() == "before"


def test_a_syntax_error_has_its_file_and_line(tmp_path: Path) -> None:
    own_theme(tmp_path, {"templates/parts/foot.html": "<p>\n{% if x %}\n{% endfor %}\n"})
    checked = load_theme("default", tmp_path)
    (fault,) = checked.diagnostics
    assert checked.value is None
    assert fault.code == "template-syntax"
    assert fault.span is not None
    assert (fault.span.path, fault.span.line) == ("themes/default/templates/parts/foot.html", 3)


def test_a_template_that_is_not_there_is_found_before_any_page_is_made(tmp_path: Path) -> None:
    own_theme(tmp_path, {"templates/tag.html": '\n{% include "parts/bars.html" %}'})
    (fault,) = load_theme("default", tmp_path).diagnostics
    assert (fault.code, fault.hint) == ("template-missing", "did you mean `parts/bar.html`?")
    assert fault.span is not None
    assert fault.span.line == 2
    own_theme(tmp_path, {"templates/tag.html": '{% include "parts/bars.html" ignore missing %}'})
    assert load_theme("default", tmp_path).diagnostics == ()


@pytest.mark.parametrize("name", ["templates/tag.html", "static/brief.css"])
def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path, name: str) -> None:
    own_theme(tmp_path, {name: b"caf\xe9"})
    (fault,) = load_theme("default", tmp_path).diagnostics
    assert (fault.code, fault.span and fault.span.path) == ("theme-file", f"themes/default/{name}")


def test_a_byte_order_mark_is_no_part_of_a_template(tmp_path: Path) -> None:
    own_theme(tmp_path, {"templates/tag.html": b"\xef\xbb\xbfhere"})
    assert dict(good(load_theme("default", tmp_path).value).templates)["tag.html"] == "here"


def test_a_link_that_leads_out_of_the_theme_is_not_followed(tmp_path: Path, theme: Theme) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = own_theme(tmp_path / "site", {"static/ours.txt": "ours"})
    (folder / "static" / "theirs.txt").symlink_to(secret)
    (folder / "static" / "gone.txt").symlink_to(tmp_path / "nowhere")
    static = dict(good(load_theme("default", tmp_path / "site").value).static)
    assert set(static) - set(dict(theme.static)) == {"ours.txt"}


# ── static files ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_published_names_carry_the_digest_of_their_content(tmp_path: Path, theme: Theme) -> None:
    own_theme(tmp_path, {"static/brief.js": "// other"})
    before, after = asset_paths(theme), asset_paths(good(load_theme("default", tmp_path).value))
    assert all(re.fullmatch(r"assets/[\w-]+\.[0-9a-f]{8}\.(css|js|svg)", path) for path in before.values())
    assert {name for name in before if before[name] != after[name]} == {"brief.js"}
    assert {asset.name: asset.path for asset in assets(theme)} == before


def test_the_stylesheets_stay_within_their_budget(theme: Theme) -> None:
    for name in ("brief-0.css", "brief-64.css"):
        sheet = next(asset.data for asset in assets(theme) if asset.name == name)
        assert len(sheet) <= 36 * 1024
        assert len(gzip.compress(sheet, 9)) <= 8 * 1024


def test_the_scripts_stay_within_their_budget(theme: Theme) -> None:
    published = {asset.name: asset.data for asset in assets(theme)}
    assert len(published["brief.js"]) <= 3 * 1024
    assert len(published["theme.js"]) <= 512
    assert len(published["brief.js"]) + len(published["theme.js"]) <= 3 * 1024


@pytest.mark.parametrize("size", SHEETS[1:])
def test_a_stylesheet_has_rules_for_every_note_and_preview_and_no_more(theme: Theme, size: int) -> None:
    css = next(asset.data.decode() for asset in assets(theme) if asset.name == f"brief-{size}.css")
    for name in ("#q-{}{{", "#n-{}{{", "[data-def=t{}]", " #t{}{}"):
        assert name.format(1, ",") in css
        assert name.format(size, "{") in css
        assert name.format(size + 1, "") not in css
    assert "%" + "n" not in css
    assert css.count("{") == css.count("}")


def test_a_site_s_own_rules_come_last_in_every_stylesheet(tmp_path: Path, theme: Theme) -> None:
    own_theme(tmp_path, {"static/site.css": ":root { --term: #204a87 }\nbody { background: url(icon.svg) }\n"})
    mine = {asset.name: asset.data.decode() for asset in assets(good(load_theme("default", tmp_path).value))}
    icon = asset_paths(theme)["icon.svg"].removeprefix("assets/")
    for built_in in assets(theme):
        added = f":root{{--term:#204a87}}body{{background:url({icon})}}" if built_in.name.endswith(".css") else ""
        assert mine[built_in.name] == built_in.data.decode() + added
    assert "site.css" not in mine


def test_an_empty_file_takes_away_the_one_below_it(tmp_path: Path, theme: Theme) -> None:
    own_theme(
        tmp_path,
        {"static/brief.js": "", "static/indexed.css": "", "static/lists.css": "", "templates/parts/related.html": ""},
        "ours",
    )
    mine = good(load_theme("ours", tmp_path).value)
    assert set(asset_paths(theme)) - set(asset_paths(mine)) == {"brief.js"}
    assert len({asset.data for asset in assets(mine) if asset.name.endswith(".css")}) == 1
    assert "Related" not in Tree(ready(mine).get_template("parts/related.html").render()).text


def test_a_static_file_that_is_not_there_is_a_template_s_mistake(tmp_path: Path) -> None:
    own_theme(tmp_path, {"static/theme.js": ""})
    face, page = m.Face("T"), m.Page("index.html", "home.html", m.HomeView(None, (), ()))
    (fault,) = Renderer(good(load_theme("default", tmp_path).value), face).render(page).diagnostics
    assert fault.code == "template-error"
    assert "`parts/scripts.html`, line 2: this theme has no static file `theme.js`" in fault.message


def test_a_page_without_notes_and_previews_has_the_rules_of_lists_instead(theme: Theme) -> None:
    css = {asset.name: asset.data.decode() for asset in assets(theme)}
    assert ".az" in css["brief-0.css"]
    assert "#n-1" not in css["brief-0.css"]
    assert ".az" not in css["brief-64.css"]
    assert "lists.css" not in css


def test_a_list_can_be_narrowed_by_as_many_choices_as_there_are_rules(theme: Theme) -> None:
    css = next(asset.data.decode() for asset in assets(theme) if asset.name == "brief-0.css")
    ruled = [int(n) for n in re.findall(r'body:has\(#f-(\d+):checked\) \[data-f\]:not\(\[data-f~="\1"\]\)', css)]
    assert ruled == list(range(1, CHOICES + 1))


@pytest.mark.parametrize(
    ("count", "name"),
    [
        (0, "0"),
        (1, "32"),
        (32, "32"),
        (33, "64"),
        (64, "64"),
        (65, "128"),
        (128, "128"),
        (129, "256"),
        (256, "256"),
        (900, "256"),
    ],
)
def test_a_page_links_the_smallest_stylesheet_that_fits(count: int, name: str) -> None:
    assert stylesheet(count) == f"brief-{name}.css"


def test_css_names_other_files_as_they_are_published(tmp_path: Path) -> None:
    css = "@font-face{src:url('fonts/a.woff2')}p{background:url(nowhere.png)}"
    inner = "a{background:url( ../icon.svg )}"
    own_theme(tmp_path, {"static/x.css": css, "static/fonts/a.woff2": b"\0f", "static/fonts/y.css": inner})
    mine = good(load_theme("default", tmp_path).value)
    made = {asset.name: asset.data.decode("utf-8", "replace") for asset in assets(mine)}
    paths = {name: path.removeprefix("assets/") for name, path in asset_paths(mine).items()}
    assert f"url('{paths['fonts/a.woff2']}')" in made["x.css"]
    assert "url(nowhere.png)" in made["x.css"]
    assert f"url(../{paths['icon.svg']})" in made["fonts/y.css"]


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a { color : red ; }\n\nb > c , d { margin : 0 auto }", "a{color :red}b>c,d{margin :0 auto}"),
        ("/* x */a/* y */{b:c/* z */}", "a{b:c}"),
        (".a/**/.b{margin:0/*x*/auto}", ".a/**/.b{margin:0/**/auto}"),
        ("a :hover{width:calc(1px + 2px)}", "a :hover{width:calc(1px + 2px)}"),
        ('a::after{content:" /* } */  ; "}', 'a::after{content:" /* } */  ; "}'),
        ("a{b:url(x /*y*/ )}", "a{b:url(x /*y*/ )}"),
        (r".a\  b{c:'\'  '}", r".a\  b{c:'\'  '}"),
        ("@media ( min-width : 1px ) and (x){a{b:c;;}}", "@media (min-width :1px) and (x){a{b:c}}"),
    ],
)
def test_minifying_keeps_what_css_means(css: str, small: str) -> None:
    assert minify(css) == small


PIECES = st.sampled_from(
    ["a", ".b", " ", "\n", "{", "}", ";", ":", ",", ">", "(", ")", "/* c */", '"s  {;} /*"', "'t\\' '", "%", "+", "1px"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_minifying_again_changes_nothing_and_no_string_is_touched(css: str) -> None:
    small = minify(css)
    strings = r'"[^"]*"|\'t\\\' \''
    assert minify(small) == small
    assert re.findall(strings, small) == re.findall(strings, css)
    assert len(small) <= len(css)


@given(st.integers(1, 40))
def test_rules_for_one_index_become_rules_for_each(count: int) -> None:
    css = "@media x{@supports y{#q%n{a:%n}}b{c:d}}body:has(#n%n) #q%n{e:f}g{h:i}"
    rules = "".join(f"#q{n}{{a:{n}}}" for n in range(1, count + 1))
    heads = ",".join(f"body:has(#n{n}) #q{n}" for n in range(1, count + 1))
    assert expand(css, count) == f"@media x{{@supports y{{{rules}}}b{{c:d}}}}{heads}{{e:f}}g{{h:i}}"


def test_braces_in_strings_and_statements_do_not_end_a_rule() -> None:
    css = '@import "a{%n}";#a%n{content:"}";b:%n}c{d:"{"}'
    expected = '@import "a{1}";@import "a{2}";#a1{content:"}";b:1}#a2{content:"}";b:2}c{d:"{"}'
    assert expand(css, 2) == expected


# ── templates, as they are written ───────────────────────────────────────────────────────────────────────────────


TEMPLATES = [path for home in (BUILT_IN, PLAIN) for path in sorted((home / "templates").rglob("*.html"))]


@pytest.mark.parametrize("path", [pytest.param(path, id=f"{path.parent.name}-{path.name}") for path in TEMPLATES])
def test_a_template_has_no_inline_style_or_script_and_quotes_every_attribute(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle\s*=|\son\w+\s*=|javascript:", text, re.IGNORECASE)
    run = [tag for tag in re.findall(r"<script[^>]*>", text) if tag != '<script type="application/ld+json">']
    assert all("src=" in tag for tag in run)
    assert not re.search(r"(?<!;)\s[\w-]+=\{\{", text)
    assert "|safe" not in text


def test_every_template_compiles(theme: Theme) -> None:
    env = ready(theme)
    assert all(env.get_template(name) for name, _ in theme.templates)


@pytest.mark.parametrize("home", [BUILT_IN, PLAIN], ids=["default", "plain"])
def test_the_built_in_templates_are_sound(tmp_path: Path, home: Path) -> None:
    """Held here because a build looks only at the templates of the site's own."""
    shutil.copytree(home, tmp_path / "themes" / home.name)
    assert load_theme(home.name, tmp_path).diagnostics == ()


@given(st.one_of(st.text(), st.text("&<>\"'a"), st.text("&<'a").map(Markup), st.integers(), st.booleans(), st.none()))
def test_a_value_stands_on_the_page_as_jinja_would_write_it(value: object) -> None:
    assert text(value) == escape(value)


OBJECTS = {"record": m.Target("k", "p<", "t"), "table": {"path": "<i>", "it": 1}, "marked": Markup("<b>")}
WRITTEN = (
    "{{ record.path }}{{ table.path }}{{ marked }}{{ table.it }}",
    "{% for x in [record, table] %}{{ x.path }}{{ loop.index }}{% if x.none is defined %}!{% endif %}{% endfor %}",
    "{% for x in [record] if x.path %}{% for y in [table] %}{{ y.path ~ x.path }}{% endfor %}{{ x.path }}{% endfor %}",
    "{% set block %}<p>{{ record.path }}{% endset %}{{ block }}{{ block|length }}",
    "{% macro cell(x) %}{{ x.path }}{{ caller() }}{% endmacro %}{% call cell(record) %}{{ table.path }}{% endcall %}",
    "{% set mine = 1 %}{% for x in [1, 2] %}{% include 'part' %}{% endfor %}{% include 'no' ignore missing %}",
    "{% include ['no', 'part'] %}{% set x %}{% include 'part' %}{% endset %}{{ x }}",
    "{% autoescape false %}{{ table.path }}{% endautoescape %}{{ '<' }}{{ 1 + 1 }}{{ '<'|upper }}{{ [1, '<'] }}",
    "{% if false %}{{ 1|nowhere }}{% endif %}{{ (1 is unheard) if false else 'well' }}",
    "{% extends 'frame' %}{% block inner %}{{ super() }}{{ record.path }}{% endblock %}",
)


@pytest.mark.parametrize("source", WRITTEN)
def test_a_template_makes_what_plain_jinja_makes_of_it(source: str) -> None:
    more = {
        "part": "[{{ x }}{{ mine }}{{ record.path }}]",
        "frame": "<{% block inner %}in{{ table.path }}{% endblock %}>",
    }
    texts = {"page": source, **more}
    plain = Environment(loader=DictLoader(texts), autoescape=True)
    ours = environment(Theme("t", "", tuple(sorted(texts.items())), ()))
    given = OBJECTS | {"x": "", "mine": ""}
    assert ours.get_template("page").render(given) == plain.get_template("page").render(given)


def test_a_filter_that_is_not_there_is_named_where_a_page_comes_to_use_it() -> None:
    env = environment(Theme("t", "", (("page", "{% if true %}{{ 1|nowhere }}{% endif %}"),), ()))
    with pytest.raises(TemplateRuntimeError, match="No filter named 'nowhere' found"):
        env.get_template("page").render()


@pytest.mark.parametrize("source", ["{{ r.none }}", "{% for x in [r] %}{{ x.none }}{% endfor %}", "{{ r.none.more }}"])
def test_a_field_that_a_record_does_not_have_is_an_error(source: str) -> None:
    env = environment(Theme("t", "", (("page", source),), ()))
    with pytest.raises(UndefinedError, match="has no attribute 'none'"):
        env.get_template("page").render(r=OBJECTS["record"])


def test_a_name_that_is_not_defined_is_an_error(tmp_path: Path) -> None:
    own_theme(tmp_path, {"templates/tag.html": "{{ view.tagg }}{{ nothing }}"})
    env = environment(good(load_theme("default", tmp_path).value))
    with pytest.raises(UndefinedError):
        env.get_template("tag.html").render(view=m.TagView("x", "tags/x.html", (), 0))


def test_templates_know_no_chance(theme: Theme) -> None:
    env = environment(theme)
    assert "lipsum" not in env.globals
    assert "random" not in env.filters
    assert env.autoescape is True


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "/a", "https://a b", 'https://a"b', ""]
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert web(address) == ""
    assert web("https://example.org/?a=b&c#d") == "https://example.org/?a=b&c#d"
    assert web("MAILTO:a@example.org") == "MAILTO:a@example.org"


# ── templates, as pages ──────────────────────────────────────────────────────────────────────────────────────────


class Tree(HTMLParser):
    """Elements as (tag, attributes, path of tags above), with text; asserts that they nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute stands twice: {attrs}"
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes, _ in self.elements if (value := attributes.get(attribute)) is not None]

    def with_class(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes, _ in self.elements if name in (attributes.get("class") or "").split()]


def said(words: str) -> m.Rich:
    return m.Rich((str(escape(words)),), words)


def ready(theme: Theme) -> Environment:
    """An environment with filters like those of the render stage, for a page one folder deep."""
    env = environment(theme)
    as_is: Callable[[str], str] = str
    env.filters.update(
        href=lambda path: f"../{path}",
        image=lambda key, late=True: Markup('src="../a.png" width="8" height="6"'),
        nth=nth_page,
        rich=lambda value: Markup("".join(str(part) for part in value.parts)),
        day=as_is,
        shortday=as_is,
        label=lambda word, family="": word,
        number=as_is,
        digits=as_is,
        isolated=lambda words, language="": words,
        alphabetical=lambda cards: cards,
        chart=charted,
        around=surroundings,
        contents=contents,
        part=lambda value, name: Markup(env.get_template(name).render(it=value)),
    )
    paths = asset_paths(theme)
    speech = Speech(theme.words, m.Face("Site"))
    env.globals.update(asset=lambda name: f"../{paths[name]}", t=speech.words, foreign=speech.foreign)
    return env


def sample(words: str) -> dict[str, tuple[m.View, m.Brief | None]]:
    """By template: a view in which every text is ``words``, and the brief it shows."""
    date, rich = "2022-10-21", said(words)
    update = m.Update(date, rich, ("doc",))
    document = m.Document("doc", words, words, f"javascript:{words}", date, "press", "https://a.example/", date, rich)
    term = m.Term(
        "t", words, words, (words,), (("fa", words),), words, words, rich, rich,
        same_as=("https://www.wikidata.org/entity/Q1", words), as_of=date, updates=(update,),
    )  # fmt: skip
    card = m.TermCard("t", words, words, words, rich, date, (update,))
    other = structs.replace(card, id="u")
    brief = m.BriefCard("articles/a.html", words, date, words, rich, (card,))
    lines = tuple(m.Line(f"m-t-{n}", n, block, words, words, words) for n, block in enumerate(("paragraph", "cell")))
    groups = (m.Group(brief, lines),)
    event = m.Event(date, rich, date, 3, ("doc",))
    row = m.GlossaryRow(card, 3, 2)
    image = m.Image("content/a.png", words, words)
    outline = m.Outline(
        "article", "content/articles/a.txt", "a", "articles/a.html", words, words, rich, words, date, date,
        image=image, events=(event,),
    )  # fmt: skip
    whole = m.Brief(
        outline, m.Plain("x", (m.Block(0, 1, "paragraph", 1),)), m.Body(()), (m.Note("context", 0, 1, rich),),
        (), rich, (rich, rich), words, m.Origin(words, words, date, date, words, words),
        (m.Guess("omitted", words, words),), "", words,
    )  # fmt: skip
    targets = (m.Target("image:content/a.png", "a.png", words),)
    article = m.ArticleView((card, other), (document,), (brief,), groups, brief, brief, targets)
    entry = m.TermView(
        term, groups, 2, (card,), (card,), (card,), (document,), card, card, "T",
        (("2022-09", 1), ("2022-10", 4)), (card,), 1, 2,
    )  # fmt: skip
    uses = (m.Use("articles/a.html", words, "s-1", date, "", m.Resting("doc", (1, 2), (1,))),)
    nodes = (m.MapNode("articles/a.html", words), m.MapNode("glossary/b.html", words))
    letters = (m.Letter("T", "letter-T", (row,), "1"), m.Letter("U", "letter-U", ()))
    choices = (m.Choice(words, 1), m.Choice("other", 2))
    claim = m.SiteClaim(m.Claim(1, words, "reported", words, rich), brief, "fa", "1")
    told = m.SiteEvent(event, brief, 1, "1")
    return {
        "article": (article, whole),
        "page": (article, whole),
        "term": (entry, None),
        "glossary": (m.GlossaryView((m.Script("latin", letters), m.Script("greek", ())), 1, choices), None),
        "home": (m.HomeView(brief, (brief,), (row,), ((words, "tags/a.html", 1),), 1, 2), None),
        "tag": (m.TagView(words, "tags/a.html", (brief,), 101, 2, 2), None),
        "claims": (m.ClaimsView((m.Speaker(words, "who-a", "t", (claim,), "1"),), choices, 1, 2), None),
        "sources": (m.SourcesView((("press", (m.DocumentCard(document, uses),)),), 1, 2), None),
        "timeline": (
            m.TimelineView((m.Year("2022", (told,), "1"),), choices, (("2022", "timeline.html#y-2022"),)),
            None,
        ),
        "search": (m.EmptyView(), None),
        "map": (m.MapView(nodes, nodes, ((0, 0), (1, 0), (1, 1)), ((0, 1),), False), None),
        "404": (m.EmptyView(), None),
    }


EMPTY: dict[str, tuple[m.View, m.Brief | None]] = {
    "article": (m.ArticleView(), m.Brief(m.Outline("article", "a", title="T"), m.Plain("", ()), m.Body(()))),
    "page": (m.ArticleView(), m.Brief(m.Outline("page", "a", title="T"), m.Plain("", ()), m.Body(()))),
    "term": (m.TermView(m.Term("t", "T")), None),
    "glossary": (m.GlossaryView((), 0), None),
    "home": (m.HomeView(None, (), ()), None),
    "tag": (m.TagView("T", "tags/t.html", (), 0), None),
    "claims": (m.ClaimsView(()), None),
    "sources": (m.SourcesView(()), None),
    "timeline": (m.TimelineView(()), None),
    "search": (m.EmptyView(), None),
    "map": (m.MapView((), (), (), ()), None),
    "404": (m.EmptyView(), None),
}
"""The least that each page can be made of."""


def render(
    env: Environment, name: str, view: m.View, brief: m.Brief | None, words: str = "Briefs", url: str = ""
) -> str:
    nav = (("briefs", words, "index.html"), ("glossary", words, "glossary/index.html"))
    face = m.Face(words, words, url, "en", words, nav, ((words, "feed.xml"),))
    return env.get_template(f"{name}.html").render(
        site=face,
        page=m.Page(f"x/{name}.html", f"{name}.html", view, words, "briefs"),
        view=view,
        brief=brief,
        body=Markup('<p id="p1">Words.</p>'),
        minutes=4,
        crowded=False,
        cited={},
        graph="",
        stylesheet="brief-64.css",
        lang="en",
        dir="ltr",
        links=(("alternate", "text/markdown", "articles/a.md", words),),
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_text_stays_a_text_on_every_page(any_theme: Theme, name: str) -> None:
    view, brief = sample(HOSTILE)[name]
    page = Tree(render(ready(any_theme), name, view, brief, HOSTILE, "https://example.org/"))
    assert HOSTILE in page.text
    for tag, attributes, above in page.elements:
        assert tag != "b"
        assert tag != "script" or set(attributes) <= {"src", "defer"}
        assert not any(key.startswith("on") or key == "style" for key in attributes), above
        assert "javascript:" not in (attributes.get("href") or "")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
def test_a_page_nests_and_its_ids_are_its_own(any_theme: Theme, name: str, full: bool) -> None:
    view, brief = (sample("Words") if full else EMPTY)[name]
    page = Tree(render(ready(any_theme), name, view, brief))
    ids = page.values("id")
    assert sorted(ids) == sorted(set(ids))
    assert [tag for tag, *_ in page.elements].count("h1") == 1
    for attribute in ("aria-labelledby", "popovertarget"):
        assert set(page.values(attribute)) <= set(ids)
    local = {href.removeprefix("#") for href in page.values("href") if href.startswith("#")}
    # The body here is a stand-in: the paragraphs and numbers that others point to are the weaver's.
    assert {i for i in local if not re.fullmatch(r"(p|r-)\d+", i)} <= set(ids)
    assert not full or name != "article" or {"terms", "sources", "s-1", "timeline"} <= set(ids)
    assert not full or name != "article" or {"t1", "t2"} <= set(ids)


@pytest.mark.parametrize("name", [page for page in PAGES if page != "404"])
def test_a_page_forbids_what_it_does_not_use(any_theme: Theme, name: str) -> None:
    view, brief = EMPTY[name]
    policy = next(
        attributes["content"] or ""
        for _, attributes, _ in Tree(render(ready(any_theme), name, view, brief)).elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy


def test_a_preview_says_what_a_term_is_and_what_changed_but_counts_nothing(theme: Theme) -> None:
    view, brief = sample("Words")["article"]
    html = render(ready(theme), "article", view, brief)
    entry = re.search(r'<div id="t1">.*?</dd></div>\n', html, re.DOTALL)
    assert entry
    text = Tree(entry[0]).text
    assert "Since then" in text
    assert "As of 2022-10-21" in text
    assert not re.search(r"\d+ (brief|mention)", text)
    assert '<a href="../glossary/t.html">Words</a>' in entry[0]


@pytest.mark.parametrize("words", ["", "Said on Friday."])
def test_a_note_is_one_element_that_is_no_part_of_the_source(theme: Theme, words: str) -> None:
    document = m.Document("doc", "A source")
    note = m.Note("claim", 0, 5, said(words), "John Kirby", "reported")
    html = ready(theme).get_template("parts/note.html").render(note=note, number=4, cites=((2, document),))
    tree = Tree(html)
    tag, attributes, _ = tree.elements[0]
    assert (tag, attributes["id"], attributes["class"]) == ("aside", "n-4", "note note-claim")
    assert "data-added" in attributes
    assert all(above[0] == "aside" for _, _, above in tree.elements[1:])
    assert {"#r-4", "#s-2"} == set(tree.values("href"))
    assert " ".join(tree.text.split()) == f"4 claim by John Kirby · reported {words}\u20602"


def test_each_sentence_of_a_concordance_is_one_link_to_its_place(theme: Theme) -> None:
    view, _ = sample("Words")["term"]
    html = render(ready(theme), "term", view, None)
    sentences = re.findall(r"<li>(<a href=\"[^\"]*#m-t-\d\">.*?)</li>", html)
    assert [sentence.count("<a ") for sentence in sentences] == [1, 1]
    assert [Tree(sentence).text.replace("Words", "w") for sentence in sentences] == ["www ", "www cell"]
    assert "../articles/a.html#m-t-1" in html


def test_further_pages_of_a_term_hold_its_sentences_and_no_second_entry(theme: Theme) -> None:
    term = m.Term("t", "Word", definition=said("Meaning."), body=said("Longer."))
    tree = Tree(render(ready(theme), "term", m.TermView(term, page=2, pages=3), None))
    assert "Longer." not in tree.text
    assert "page 2 of 3" in tree.text
    pages = [href for href in tree.values("href") if href.startswith("../glossary/t")]
    assert pages == ["../glossary/t.html", "../glossary/t.page-2.html", "../glossary/t.page-3.html"]


@pytest.mark.parametrize(
    ("url", "root"),
    [("https://example.org/", "/"), ("https://example.org", "/"), ("https://example.org/a/b/", "/a/b/")],
)
def test_a_page_not_found_is_served_at_any_depth(theme: Theme, url: str, root: str) -> None:
    env = ready(theme)
    paths = asset_paths(theme)
    env.globals.update(asset=lambda name: paths[name])  # it stands at the root
    html = render(env, "404", m.EmptyView(), None, url=url)
    links = [*Tree(html).values("href"), *Tree(html).values("src")]
    assert all(re.match(re.escape(root) + r"\w", link) for link in links)
    assert root + paths["brief-64.css"] in links
    assert root + "glossary/index.html" in links


def test_a_page_not_found_without_an_address_links_to_nothing(theme: Theme) -> None:
    tree = Tree(render(ready(theme), "404", m.EmptyView(), None))
    assert tree.values("href") == tree.values("src") == []
    assert "Page not found" in tree.text


def test_absolute_addresses_stand_only_where_the_site_has_one(theme: Theme) -> None:
    view, brief = EMPTY["article"]
    assert "canonical" not in render(ready(theme), "article", view, brief)
    html = render(ready(theme), "article", view, brief, url="https://example.org/a/")
    assert '<link rel="canonical" href="https://example.org/a/x/article.html">' in html
