"""Each gate can fail: a fault is planted into a small site, and the gate that is for it says so."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from support import made, write_site

from gates import run, table, tools
from gates.checks import GATES
from gates.hard import hard
from gates.pages import Site
from gates.records import Gate, Outcome

FILES = {
    # Without feeds of its own, so that faults in them can be planted.
    "config.yaml": "title: Harbour\nurl: https://example.org/some/sub/\n"
    "outputs: [sources, timeline, claims, search, map, markdown, json, annotations, data, hosting]\n",
    "content/articles/harbour.md": (
        "# Harbour reopens\n\nThe harbour reopened on Monday after a long strike.\n\n"
        "Around 400 dockers returned to work, and the port was full of ships.\n\n"
        "| crane | height |\n|---|---|\n| old | 30 m |\n"
    ),
    "content/articles/harbour.yaml": (
        "date: 2024-01-02\nnotes:\n"
        "  - {quote: a long strike, text: It lasted three weeks., sources: [union]}\n"
        "  - {quote: Around 400 dockers, text: The union counted 250., kind: claim, by: The port}\n"
        "glossary:\n  - {term: dockers, kind: people, definition: People who load and unload ships.}\n"
        "sources:\n  - {id: union, title: Statement of the union, url: https://example.org/union}\n"
    ),
}
ARTICLE = "articles/harbour.html"
BODY = '<div class="article-body">'


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small site, built."""
    folder = tmp_path_factory.mktemp("clean")
    files, result = made(write_site(tmp_path_factory.mktemp("root"), FILES))
    assert result.report.diagnostics == ()
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def site_in(folder: Path, page: str = "") -> Site:
    """The small site; with a page named, the slow gates look at that page alone."""
    site = Site("small", folder, "https://example.org/some/sub/")
    return Site(site.name, folder, site.url, frozenset(site.pages) - {page}) if page else site


def gate(name: str) -> Gate:
    """The gate of a name, if its tools are here; in CI they must be."""
    found = next(g for g in GATES if g.name == name)
    if absent := tools.missing(found.needs):
        (pytest.fail if "CI" in os.environ else pytest.skip)(absent)
    return found


class Planted(NamedTuple):
    """A fault: which gate finds it, in which file, what is put there instead of what, and what the gate says."""

    gate: str
    file: str
    old: str
    new: str
    said: str


def page(name: str, added: str, said: str, at: str = BODY) -> Planted:
    """Something more in the article."""
    return Planted(name, ARTICLE, at, at + added, said)


def head(name: str, added: str, said: str) -> Planted:
    return page(name, added, said, "</title>")


def style(name: str, css: str, said: str) -> Planted:
    """Something more at the end of the stylesheet."""
    return Planted(name, "assets/brief-32.*.css", "$", css, said)


def script(name: str, code: str, said: str) -> Planted:
    return Planted(name, "assets/brief.*.js", "$", code, said)


def linked(data: str, said: str) -> Planted:
    return head("data", f'<script type="application/ld+json">{data}</script>', said)


def annotated(old: str, new: str, said: str) -> Planted:
    return Planted("annotations", "articles/harbour.annotations.json", old, new, said)


ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}<entry>{}</entry></feed>'
SIGNED = "<id>a:b</id><title>t</title><updated>2024-01-02T00:00:00Z</updated><author><name>n</name></author>"
POLICY = '<meta http-equiv="Content-Security-Policy"'
ALL = [
    page("nu", "<blink>x</blink>", "blink"),
    page("nu", '<p><img src="../assets/none.svg"></p>', "alt"),
    page("html-validate", '<p style="color:red">x</p>', "no-inline-style"),
    page("html-validate", "<button>x</button>", "type"),
    page("links", '<a href="../none.html">x</a>', "leads to no file"),
    page("links", '<a href="#none">x</a>', "leads to no place"),
    page("links", '<a href="/index.html">x</a>', "leads out of the site"),
    page("links", '<a href="javascript:1">x</a>', "no web address"),
    page("links", '<i id="p1">x</i>', "stands 2 times"),
    page("links", '<button popovertarget="none">x</button>', "names the id “none”"),
    page("inline", '<p style="color:red">x</p>', "has style="),
    page("inline", '<p onclick="x()">x</p>', "has onclick="),
    page("inline", "<style>p{}</style>", "a style element"),
    page("inline", "<script>1</script>", "a script in the page"),
    page("inline", '<script type="module" src="../assets/a.js"></script>', "a module"),
    page("inline", '<img alt="" src="https://example.com/a.png">', "another origin"),
    Planted("policy", ARTICLE, POLICY, "<meta", "has 0 policies"),
    Planted("policy", ARTICLE, "script-src 'self'", "script-src 'unsafe-inline'", "unsafe-inline"),
    Planted("policy", ARTICLE, POLICY, f'<script src="../assets/a.js"></script>{POLICY}', "stands before the policy"),
    linked("{", "is no JSON"),
    linked('{"@context":"https://schema.org","@type":"Articel","headline":"x"}', "has no Articel"),
    linked('{"@context":"https://schema.org","@type":"Article","url":"a:b","headlin":"x"}', "“headlin” is no property"),
    linked('{"@context":"https://schema.org","@type":"Article","url":"a:b"}', "has no headline"),
    linked('{"@context":"https://schema.org","@type":"WebPage","url":"a.html"}', "is no absolute address"),
    linked('{"@context":"https://schema.org","@type":"Report","datePublished":"May"}', "is no date"),
    Planted("data", "data/glossary.jsonld", '"prefLabel"', '"preLabel"', "the context gives “prefLabel” no meaning"),
    Planted("feeds", "feed.xml", "", ATOM.format(SIGNED, "<id>a</id>"), "has no title"),
    Planted("feeds", "feed.xml", "", "<feed>", "is not well formed"),
    Planted("feeds", "feed.json", "", '{"version":"https://jsonfeed.org/version/1.1","items":[{}]}', "has no title"),
    Planted(
        "feeds",
        "sitemap.xml",
        "",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>a.html</loc></url></urlset>',
        "is no absolute address",
    ),
    Planted(
        "feeds",
        "sitemap.xml",
        "",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.b/c</loc><x>y</x></url></urlset>',
        "is not expected",
    ),
    Planted("feeds", "feed.xml", "", ATOM.format(SIGNED, f"{SIGNED}<published>May</published>"), "published"),
    Planted(
        "feeds",
        "feed.json",
        "",
        '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"a","content_text":"b","tags":"c"}]}',
        "is not of type",
    ),
    linked('{"@context":"https://schema.org"}', "says nothing"),
    annotated('"type": "Annotation"', '"type": "Annotaton"', "is not one of ['Annotation']"),
    annotated('"motivation": "describing"', '"motivation": "musing"', "'musing' is not one of"),
    annotated('"@context": "http://www.w3.org/ns/anno.jsonld",\n   "id"', '"id"', "is a required property"),
    annotated('"exact": "a long strike"', '"exact": "a short strike"', "does not stand at its position"),
    annotated('"prefix": "', '"prefix": "x', "has other words around it"),
    annotated('"value": "q-1"', '"value": "q-9"', "no element has the id q-9"),
    Planted("contrast", "assets/brief-64.*.css", r"--ink-2:light-dark\(#\w+", "--ink-2:light-dark(#777777", "not 7"),
    Planted("contrast", "assets/brief-64.*.css", "--rule-2:light-dark", "--rule-3:light-dark", "0.00, not 3"),
    page("budgets", "".join(f"<p>{n * 7919 % 99991:x}{n * 104729:x}</p>" for n in range(6000)), "not 25,600"),
    head("budgets", '<script src="../data/site.json"></script>', "6, not 5"),
    script("budgets", "//" + "x" * 3000, "not 3,072"),
    Planted("budgets", "assets/a.woff2", "", "x", "not 0"),
    Planted("sub-path", "lost.html", "", "<p>", "no link of the site leads here"),
    page("sub-path", '<a href="/index.html">x</a>', "leads out of the site"),
    Planted("sub-path", "404.html", 'href="/some/sub/index.html"', 'href="none.html"', "status 404"),
    script("file://", ";console.error('oh')", "oh"),
    script("file://", ";fetch('a.json')", "a.json"),
    head("file://", '<script src="../assets/none.js"></script>', "ERR_FILE_NOT_FOUND"),
    page("axe", '<p><img src="../assets/icon.svg"></p>', "image-alt"),
    style("axe", ".article-body{color:#888}", "color-contrast"),
    style("axe", "@media(prefers-color-scheme:dark){.article-body{color:#555}}", "color-contrast"),
    style("axe", ".card dt a{color:#888}", "color-contrast"),
    style("axe", "@media(max-width:40rem){.article-body{color:#888}}", "color-contrast"),
    style("keyboard", ":focus-visible{outline:none!important}", "shows no outline"),
    style("keyboard", ".skip:focus{clip-path:inset(50%)}", "cannot be seen"),
    style("keyboard", ".bar{position:relative}.bar::after{content:'';position:absolute;inset:0}", "is covered"),
    page("keyboard", '<a href="#main"><span class="vh"></span>&nbsp;</a>', "has no name"),
    script("keyboard", ";onkeydown=e=>{if(e.target.id=='r-1')e.preventDefault()}", "comes back here"),
    style("reflow", ".article-body p{min-width:25rem}", "runs out of the window"),
    style("reflow", ".head{height:5rem;overflow:hidden}h1{font-size:1rem!important}", "its text is cut"),
    style("no-script", "html:not(.js) .sec{display:none}", "it lacks"),
    style("no-script", "html:not(.js) .note{display:none}", "the note is not shown"),
    style("no-script", ".note,.ref{display:block!important}.q{text-decoration:none}", "it changes nothing"),
    style("no-script", "html:not(.js) .gl>[id]{position:static!important}", "does not appear"),
    style("print", "@media print{.article-body{display:none}}", "the PDF lacks"),
    style("print", "@media print{.bar{display:block!important}}", "cannot be used on paper"),
    style("geometry", ".note{position:absolute!important;top:0!important}", "meets #n-2"),
    style("geometry", ".note{position:absolute!important;top:300vh!important}", "ends below the top of the foot"),
    style("geometry", ".note{position:absolute!important;inset-inline-start:0!important}", "meets the text"),
    style("geometry-firefox", ".note{position:absolute!important;top:0!important}", "meets #n-2"),
]


@pytest.mark.parametrize("fault", ALL, ids=[f"{f.gate}: {f.said}" for f in ALL])
def test_a_planted_fault_is_found(fault: Planted, clean: Path, tmp_path: Path) -> None:
    gate(fault.gate)
    folder = tmp_path / "site"
    shutil.copytree(clean, folder)
    plant(folder, fault)
    words = [f.words for f in seen(fault.gate, folder).faults]
    assert any(fault.said in w for w in words), words


@pytest.mark.parametrize("name", [g.name for g in GATES])
def test_a_site_without_faults_passes(name: str, clean: Path) -> None:
    gate(name)
    outcome = seen(name, clean)
    assert outcome.faults == ()
    assert outcome.count > 0 or outcome.more


def seen(name: str, folder: Path) -> Outcome:
    found = gate(name)
    return found.check(site_in(folder, ARTICLE if found.slow else ""))


def plant(folder: Path, fault: Planted) -> None:
    """Puts the fault into its file; a file that is not there is made of it."""
    file = next(iter(folder.glob(fault.file)), folder / fault.file)
    if not file.exists():
        file.write_text(fault.new, "utf-8")
        return
    text = file.read_text("utf-8")
    pattern = fault.old if fault.old == "$" or "\\" in fault.old else re.escape(fault.old)
    planted = re.sub(pattern, lambda _: fault.new, text, count=1)
    assert planted != text, f"{fault.old} does not stand in {fault.file}"
    file.write_text(planted, "utf-8")


def test_without_feeds_the_gate_says_that_it_checked_nothing(clean: Path) -> None:
    outcome = seen("feeds", clean)
    assert outcome.count == 0
    assert "none" in outcome.more[0]


def test_a_complete_feed_is_counted_and_has_no_fault(clean: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(clean, folder)
    entry = '<id>a:c</id><title>t</title><updated>2024-01-02T00:00:00Z</updated><link href="https://example.org/a"/>'
    (folder / "feed.xml").write_text(ATOM.format(SIGNED, entry), "utf-8")
    outcome = seen("feeds", folder)
    assert (outcome.count, outcome.faults, outcome.more) == (1, (), ())


def test_a_gate_that_cannot_finish_has_found_a_fault(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"\xff")
    done = run.one(run.Task("links", Site("broken", tmp_path)))
    assert "could not finish" in done.outcome.faults[0].words


def test_the_exit_status_and_the_table_say_what_was_found(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "install", lambda: None)
    words = ["--only", "links,inline", "--url", "https://example.org/some/sub/", "--site"]
    assert run.main([*words, str(clean)]) == 0
    assert "links" in capsys.readouterr().out
    folder = tmp_path / "site"
    shutil.copytree(clean, folder)
    plant(folder, page("links", '<a href="../none.html">x</a>', ""))
    assert run.main([*words, str(folder)]) == 1
    assert f"site: {ARTICLE}: line" in capsys.readouterr().out


@pytest.mark.parametrize(("strict", "fails"), [(False, False), (True, True)])
def test_a_gate_without_its_tool_is_said_to_be_missing_and_fails_where_all_must_run(strict: bool, fails: bool) -> None:
    lacking = [Gate("lacking", "what nobody has", ("no-such-tool",), GATES[0].check)]
    text = "\n".join(table.lines(lacking, [], strict))
    assert "not run: no no-such-tool" in text.replace("NOT RUN", "not run")
    assert table.failed(lacking, [], strict) is fails


def test_the_hard_site_has_what_it_is_for(tmp_path: Path) -> None:
    files, result = made(write_site(tmp_path, hard()))
    assert [d for d in result.report.diagnostics if d.severity == "error"] == []
    assert files["articles/eighty-notes.html"].count(b"<aside") == 80
    assert files["articles/persian.html"].count(b"<aside") == 80
    for name, crowded in (
        ("eighty-notes", True),
        ("persian", True),
        ("room-for-eighty", False),
        ("persian-with-room", False),
    ):
        assert files[f"articles/{name}.html"].count(b'<aside class="note') == 80
        assert (b'<article class="page crowded">' in files[f"articles/{name}.html"]) is crowded
    assert b'dir="rtl"' in files["articles/persian.html"]
    assert sum(path.startswith("glossary/") for path in files) > 200
    assert "glossary/many-names.page-2.html" in files
    assert re.search(rb"<title>[^<]{290,}</title>", files["articles/long-title.html"])
    assert b"<aside" not in files["articles/bare.html"]
    assert {"old/long-title.html", "404.html", "about.html"} <= files.keys()
