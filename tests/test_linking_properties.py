"""What must hold of linking and quoting whatever the words are: markup and order do not matter, and all pages agree."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support import Element, folded, made, parse_html, site_of, write_site

from briefs.core.alignment import SIDE
from briefs.core.memory import Remembered, decode_lock, encode_lock
from briefs.core.model import Brief, Quote, TermRule, Unit
from briefs.core.source import Source
from briefs.core.text import normalise
from briefs.explain import Entry, Explained, explain
from briefs.pipeline import Options, build
from briefs.stages.anchor import Anchored, anchor
from briefs.stages.lexicon import lexicon
from briefs.stages.match import Matcher
from briefs.stages.parse import parse

NAMES = [
    "IRGC", "Revolutionary Guard", "Guard", "Shahed-136", "Shahed", "United Nations", "US", "John Kirby", "drone",
    "armies", "Москва", "Чёрное море", "سپاه پاسداران", "革命防衛隊", "이란", "ทหารเรือ", "résumé",
]  # fmt: skip
PLAIN = ["the", "of", "said", "Kirby", "guards", "drones", "army", "Москве", "은", "and", "A", "US aid", "in", "left"]
SIGNS = ["—", "“so”,", "(he)", "1 < 2", "<b>", "&", "a*b", "[x]", "its", "U.S.", "don’t", "co\u00adop"]
PHRASE = st.lists(st.sampled_from([*NAMES, *NAMES, *PLAIN, *SIGNS]), min_size=1, max_size=6).map(" ".join)
DENSITIES = st.sampled_from(["first", "section", "every"])


def parsed_brief(name: str, text: str) -> Brief:
    return anchor(parse(Unit("article", Source(f"content/articles/{name}", text, "0"))).value).value.brief


# Markup between and inside the words.


def _escaped(words: str, entities: bool) -> str:
    special = {"<": "&lt;", "&": "&amp;", "*": "&#42;", "[": "&#x5B;"} if entities else {}
    return "".join(special.get(c, "\\" + c if c in "\\`*_[]<>&~#" else c) for c in words)


@st.composite
def twice_written(draw: st.DrawFn) -> tuple[str, str]:
    """One text of three paragraphs as it is read, and as Markdown with markup and line breaks put in anywhere."""
    plain, marked = [], []
    for _ in range(3):
        words = draw(PHRASE) + " " + draw(PHRASE)
        cuts = sorted(draw(st.sets(st.integers(0, len(words)), max_size=4)) | {0, len(words)})
        out = ""
        for start, end in pairwise(cuts):
            piece = words[start:end]
            wrap = draw(st.sampled_from(["", "*", "**", "***"]))
            inside = piece.strip()
            wrapped = wrap + _escaped(inside, draw(st.booleans())) + wrap if inside else ""
            lead, trail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :] if inside else ""
            out += lead + wrapped + trail
        plain.append(f"So {words} it was.")
        marked.append(f"So {_wrapped(draw, out)} it was.")
    return "\n\n".join(plain) + "\n", "\n\n".join(marked) + "\n"


def _wrapped(draw: st.DrawFn, words: str) -> str:
    """Soft line breaks for some spaces."""
    seed = draw(st.integers(0, 999))
    dice = random.Random(seed)
    return "".join("\n" if c == " " and dice.random() < 0.2 else c for c in words)


GLOSSARY = st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True)


def entries(names: list[str]) -> str:
    terms = []
    for number, name in enumerate(names):
        kind = {"kind": "person"} if name == "John Kirby" else {}
        terms.append({"id": f"t{number}", "term": name, "definition": "D.", **kind})
    return json.dumps(terms, ensure_ascii=False)


@settings(max_examples=150)
@given(twice_written(), GLOSSARY, DENSITIES)
def test_a_text_split_by_markup_has_the_mentions_that_it_has_whole(
    both: tuple[str, str], names: list[str], density: str
) -> None:
    plain, marked = (parsed_brief("a.md", _escaped(both[0], False)), parsed_brief("a.md", both[1]))
    one, other = plain.plain.text, marked.plain.text
    assume(one.split() == other.split())  # a run of `*` may stand where CommonMark opens nothing
    terms = parse(Unit("glossary", Source("g.yaml", entries(names), "0"))).value.outline.terms
    matcher = Matcher(lexicon(terms), [TermRule(t.id) for t in terms], density)
    found = [
        [
            (m.term, len(folded(text[: m.start])), folded(m.surface), m.linked)
            for m in matcher.match(brief.plain).mentions
        ]
        for text, brief in ((one, plain), (other, marked))
    ]
    assert found[0] == found[1]


# The order of files, of terms in a file, of names in a term.

TERMS: list[dict[str, object]] = [
    {"id": "irgc", "term": "IRGC", "aliases": ["Revolutionary Guard", "Guard"], "definition": "A force."},
    {"id": "coast", "term": "Coast Guard", "aliases": ["Guard", "coastguard"], "definition": "Another."},
    {"id": "shahed", "term": "Shahed", "aliases": ["سپاه", "Geran"], "match": {"not": ["Shahed Beheshti"]}},
    {"id": "shahed-136", "term": "Shahed-136", "aliases": ["Geran-2", "drone"], "see_also": ["shahed"]},
    {"id": "kirby", "term": "John Kirby", "kind": "person", "definition": "A man.", "aliases": ["Admiral K"]},
    {"id": "kirby-2", "term": "Jack Kirby", "kind": "person", "definition": "Another man."},
    {"id": "un", "term": "United Nations (UN)", "aliases": ["Vereinte Nationen", "ООН"], "definition": "A body."},
    {"id": "us", "term": "US", "aliases": ["United States"], "definition": "A state."},
]  # fmt: skip
WORDS = [
    "the", "IRGC", "Guard", "Coast Guard", "Revolutionary Guard", "Shahed", "Shahed-136", "Shahed Beheshti", "Geran-2",
    "drones", "John Kirby", "Jack Kirby", "Kirby", "United Nations", "UN", "ООН", "US", "U.S.", "said", "of", "left.",
    "“US”", "(UN)", "سپاه",
]  # fmt: skip


def orders(draw: st.DrawFn, terms: list[dict[str, object]], names: bool) -> dict[str, str]:
    """The terms in files of any number, name and order."""
    dice = draw(st.randoms(use_true_random=False))
    shelves: dict[str, list[dict[str, object]]] = {}
    for term in dice.sample(terms, len(terms)):
        copy = dict(term)
        aliases = copy.get("aliases")
        if names and isinstance(aliases, list):
            copy["aliases"] = dice.sample(aliases, len(aliases))
        shelves.setdefault(f"content/glossary/{dice.choice('abcxyz')}.yaml", []).append(copy)
    return {path: json.dumps(shelf, ensure_ascii=False) for path, shelf in shelves.items()}


@st.composite
def shuffled(draw: st.DrawFn, names: bool) -> tuple[Mapping[str, str], Mapping[str, str]]:
    body = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=5, max_size=30)))
    more = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)))
    terms = draw(st.lists(st.sampled_from(TERMS), min_size=2, unique_by=lambda t: str(t["id"])))
    base = {
        "config.yaml": f"title: T\nlink: {{density: {draw(DENSITIES)}}}\n",
        "content/articles/one.md": f"# One\n\nSo {body} it was.\n\n## Part\n\nSo {more} it was.\n",
        "content/articles/two.md": f"# Two\n\nSo {more} it was. [[one]]\n",
    }
    return {**base, **orders(draw, terms, False)}, {**base, **orders(draw, terms, names)}


def outcome(files: Mapping[str, str]) -> tuple[dict[str, bytes], set[tuple[str, ...]], list[Entry]]:
    """All artifacts, the diagnostics but for their places, and the ledgers."""
    with TemporaryDirectory() as folder:
        root = write_site(Path(folder), files)
        artifacts, result = made(root, Options(keep_going=True))
        ledgers = [explain(site_of(root), slug) for slug in ("one", "two")]
    entries = [e for found in ledgers if isinstance(found, Explained) for e in found.entries]
    said: set[tuple[str, ...]] = {
        (d.code, d.severity, " ".join(sorted(d.message.split()))) for d in result.report.diagnostics
    }
    return artifacts, said, entries


@settings(max_examples=20)
@given(shuffled(False))
def test_the_order_of_files_and_of_terms_in_them_changes_nothing(sites: tuple[dict[str, str], dict[str, str]]) -> None:
    one, other = outcome(sites[0]), outcome(sites[1])
    assert one[1:] == other[1:]
    assert {path for path in one[0] if one[0][path] != other[0].get(path)} == set()
    assert one[0].keys() == other[0].keys()


@settings(max_examples=20)
@given(shuffled(True))
def test_the_order_of_a_terms_names_changes_no_article(sites: tuple[dict[str, str], dict[str, str]]) -> None:
    one, other = outcome(sites[0]), outcome(sites[1])
    assert one[1] == other[1]
    assert [(e.start, e.end, e.term, e.outcome) for e in one[2]] == [
        (e.start, e.end, e.term, e.outcome) for e in other[2]
    ]
    for path in ("articles/one.json", "articles/two.json"):
        assert one[0].get(path) == other[0].get(path)


# The ledger, the page, the JSON and the term's page.


@st.composite
def sites(draw: st.DrawFn) -> dict[str, str]:
    """A site with every way in which a mention comes about."""
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
    blocks = []
    for number in range(draw(st.integers(1, 5))):
        text = draw(words)
        sort = draw(st.sampled_from(["{}", "{}", "{}", "## {}", "> {}", "- {}", "`{}`", "**{}** {}", "“{}” he said"]))
        blocks.append(f"Part{number} " + sort.format(text, text) if sort[0] not in "#>-" else sort.format(text))
        if draw(st.booleans()):
            blocks.append(f"By hand{number} [[term:{draw(st.sampled_from(['us', 'un']))}|that body]] left.")
    pins, notes = [], []
    for number in range(len(blocks)):
        if f"Part{number} " in blocks[number] and draw(st.booleans()):
            pins.append({"quote": f"Part{number}", "term": draw(st.sampled_from(["us", "un", None]))})
    if any("that body" in block for block in blocks):
        notes.append({"quote": "that body left", "occurrence": "1", "kind": "context", "text": "Which?"})
    flat = parsed_brief("a.md", "\n\n".join(["# Head", *blocks]) + "\n").plain.text.split()
    if draw(st.booleans()) and len(flat) > 2:
        start = draw(st.integers(0, len(flat) - 2))
        quote = " ".join(flat[start : start + draw(st.integers(1, 6))])
        notes.append({"quote": quote, "occurrence": "1", "kind": "context", "text": "A note."})
    chosen = draw(st.lists(st.sampled_from(TERMS[:6]), max_size=6, unique_by=lambda t: str(t["id"])))
    sidecar = {"terms": pins, "notes": notes}
    settings_ = f"density: {draw(DENSITIES)}, quotations: {draw(st.sampled_from(['link', 'mark', 'skip']))}"
    return {
        "config.yaml": f"title: T\nlink: {{{settings_}}}\n",
        "content/articles/a.md": "\n\n".join(["# Head", *blocks]) + "\n",
        "content/articles/a.yaml": json.dumps(sidecar, ensure_ascii=False),
        "content/glossary/g.yaml": json.dumps([*chosen, *TERMS[6:]], ensure_ascii=False),
    }


def is_link(element: Element) -> bool:
    """Whether a mention's element is a link: a term's, or a span around one made by hand; a note's number is none."""
    return (element.tag == "a" and element.has_class("term")) or any(
        e.tag == "a" and not e.has_class("ref") for e in element
    )


@settings(max_examples=60)
@given(sites())
def test_the_ledger_the_page_the_data_and_the_terms_pages_agree(files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        root = write_site(Path(folder), files)
        artifacts, _ = made(root, Options(keep_going=True))
        found = explain(site_of(root), "a")
    assert isinstance(found, Explained)
    page = parse_html(artifacts["articles/a.html"])
    body = page.find("div", "article-body")
    mentions = json.loads(artifacts["articles/a.json"])["mentions"]
    elements = {str(e.attributes["id"]): e for e in body if str(e.attributes.get("id")).startswith("m-")}
    assert elements.keys() == {m["id"] for m in mentions}
    for mention in mentions:
        element = elements[mention["id"]]
        assert mention["id"].rpartition("-")[0] == f"m-{mention['term']}"
        assert is_link(element) == mention["linked"], mention
        assert element.has_class("mention") or element.has_class("term")
        if not mention["linked"]:
            assert (element.tag, element.has_class("mention")) == ("span", True)
    linked = sorted((e.start, e.end, e.term) for e in found.entries if e.outcome == "linked")
    assert linked == sorted((m["start"], m["end"], m["term"]) for m in mentions if m["linked"])
    places = {(e.start, e.end, e.term) for e in found.entries}
    assert {(m["start"], m["end"], m["term"]) for m in mentions} <= places
    for term in {m["term"] for m in mentions}:
        entry = parse_html(artifacts[f"glossary/{term}.html"])
        here = [str(a.attributes["href"]) for a in entry.find("main").all("a")]
        back = [href.partition("#")[2] for href in here if href.startswith("../articles/a.html#m-")]
        assert sorted(back) == sorted(m["id"] for m in mentions if m["term"] == term)


# Quotes of any words of any text.

TEXT_WORDS = st.lists(
    st.sampled_from(["the", "port", "opened", "on", "Monday,", "said", "“so”", "—", "union", "café", "制裁は", "سپاه",
                     "US", "dockers.", "The", "400", "it", "co\u00adop", "e\u0301t"]),
    min_size=12, max_size=70,
)  # fmt: skip


def note_on(words: str, **more: str) -> str:
    entry = {"quote": words, "kind": "context", "text": "Which?", **more}
    return json.dumps({"notes": [entry]}, ensure_ascii=False)


def placed(text: str, sidecar: str, memory: Mapping[Quote, Remembered] | None = None) -> Anchored:
    unit = Unit("article", Source("content/articles/a.txt", text, "0"), Source("content/articles/a.yaml", sidecar, "0"))
    return anchor(parse(unit).value, memory or {}).value


@st.composite
def quoted(draw: st.DrawFn) -> tuple[list[list[str]], int, int, int]:
    """Paragraphs of words, and a range of whole words in one of them or over two."""
    words = draw(TEXT_WORDS)
    cut = draw(st.integers(5, len(words) - 5))
    start = draw(st.integers(0, len(words) - 1))
    end = draw(st.integers(start + 1, min(len(words), start + 12)))
    return [words[:cut], words[cut:]], cut, start, end


def text_of(paragraphs: list[list[str]]) -> str:
    return "So it began here, he said.\n\n" + "\n\n".join("And " + " ".join(p) + "." for p in paragraphs) + "\n"


def place_of(text: str, paragraphs: list[list[str]], start: int, end: int) -> tuple[int, int]:
    """Offsets of a range of words, counted over the paragraphs."""
    at, spans = len("So it began here, he said.\n\n"), []
    for words in paragraphs:
        at += len("And ")
        for word in words:
            spans.append((at, at + len(word)))
            at += len(word) + 1
        at += len(".\n\n") - 1
    assert text[slice(*spans[start])]
    return spans[start][0], spans[end - 1][1]


@settings(max_examples=150)
@given(quoted())
def test_a_quote_with_the_words_around_it_stands_at_its_very_place(case: tuple[list[list[str]], int, int, int]) -> None:
    paragraphs, _, first, last = case
    text = text_of(paragraphs)
    start, end = place_of(text, paragraphs, first, last)
    sides = {"prefix": text[max(0, start - 60) : start], "suffix": text[end : end + 60].rstrip("\n")}
    brief = placed(text, note_on(text[start:end], **{k: v for k, v in sides.items() if v.strip()})).brief
    assert [(n.start, n.end) for n in brief.notes] == [(start, end)]


@settings(max_examples=80)
@given(quoted(), st.sampled_from(["before", "after"]), st.sampled_from(["put in", "taken out"]), TEXT_WORDS)
def test_a_remembered_quote_stays_at_its_words_when_the_text_is_edited_elsewhere(
    case: tuple[list[list[str]], int, int, int], side: str, sort: str, words: list[str]
) -> None:
    paragraphs, _, first, last = case
    text = text_of(paragraphs)
    start, end = place_of(text, paragraphs, first, last)
    sidecar = note_on(text[start:end], prefix=text[:start][-60:], suffix=text[end:][:60].rstrip("\n") or ".")
    entries = placed(text, sidecar).remembered
    assume(len(entries) == 1)
    new, near = " ".join(words), 2 * SIDE
    if side == "before":
        kept = text[max(0, start - near) :]
        edited = "So it began here, he said.\n\nAnd " + (f"{new}\n\n" if sort == "put in" else "") + kept
    else:
        edited = text[: end + near].rstrip() + (f" {new}.\n" if sort == "put in" else ".\n")
    brief = placed(edited, sidecar, {e.key[1]: e for e in entries}).brief
    # The words with all that is remembered around them must stand once: no one could tell two such places apart.
    flat = normalise(brief.plain.text)
    before, quote = normalise(entries[0].before).flat, normalise(entries[0].quote).flat
    around = (before + quote + normalise(entries[0].after).flat).rstrip()
    assume(flat.flat.count(around) == 1)
    at = flat.flat.index(around) + len(before)
    assert [(n.start, n.end) for n in brief.notes] == [flat.to_source(at, at + len(quote))]


# The lock.

LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
REMEMBERED = st.builds(
    Remembered,
    LINE,
    LINE,
    LINE,
    LINE,
    st.integers(0, 99),
    LINE,
    LINE,
    st.integers(0, 9_999),
    st.sampled_from(["", "ab"]),
)


@given(st.lists(REMEMBERED, max_size=8))
def test_what_is_remembered_is_read_as_it_was_written_in_any_order(entries: list[Remembered]) -> None:
    data = encode_lock(entries)
    checked = decode_lock("briefs.lock", data)
    assert checked.diagnostics == ()
    assert {e.key: e for e in checked.value} == {e.key: e for e in entries}
    assert encode_lock(checked.value) == data
    single = {e.key: e for e in entries}.values()
    assert encode_lock(reversed(list(single))) == encode_lock(single)


@settings(max_examples=15)
@given(sites())
def test_a_second_build_leaves_the_lock_byte_for_byte(files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        root = write_site(Path(folder), files)
        locks, reports = [], []
        for _ in range(2):
            reports.append(build(site_of(root), Options(sync=False)))
            locks.append((root / "briefs.lock").read_bytes() if (root / "briefs.lock").exists() else b"")
        assert locks[0] == locks[1]
        assert reports[0].diagnostics == reports[1].diagnostics


# What entries say of each other.

IDS = [f"t{n}" for n in range(6)]
NEAR = st.lists(st.sampled_from([*IDS, *IDS, "t9", "nowhere"]), max_size=3)
GRAPH = st.dictionaries(st.sampled_from(IDS), st.tuples(NEAR, NEAR, NEAR), min_size=1, max_size=6)


@settings(max_examples=20)
@given(GRAPH)
def test_entries_may_name_each_other_in_any_circle_and_what_is_not_there_is_an_error_at_its_word(
    graph: dict[str, tuple[list[str], list[str], list[str]]],
) -> None:
    """Themselves included (FAULTS A36)."""
    lines = [
        f"- {{id: {name}, term: Name {name}, definition: 'As {' '.join(f'[[term:{one}]]' for one in told)}.',"
        f" see_also: [{', '.join(also)}], broader: [{', '.join(above)}]}}"
        for name, (told, also, above) in graph.items()
    ]
    missing = sorted(
        (line, name) for line, each in enumerate(graph.values(), 1) for one in each for name in one if name not in graph
    )
    with TemporaryDirectory() as folder:
        words = " ".join(f"Name {name}" for name in graph)
        articles = {"content/articles/a.txt": f"A headline\n\nHe said {words} so.\n"}
        root = write_site(Path(folder), {**articles, "content/glossary/all.yaml": "\n".join(lines) + "\n"})
        files, result = made(root)
    dead = [d for d in result.report.diagnostics if d.code == "unknown-term" and d.span]
    told_at = sorted((d.span.line, d.message.split("`")[1]) for d in dead if d.span)
    assert set(told_at) == set(missing)
    assert {d.code for d in result.report.diagnostics if d.severity == "error"} <= {"unknown-term"}
    for d in dead:
        assert d.span is not None
        shown = lines[d.span.line - 1][d.span.column - 1 : d.span.end_column - 1]
        assert d.message.split("`")[1] in shown
    assert {f"glossary/{name}.html" for name in graph} <= files.keys()
    for name in graph:
        parse_html(files[f"glossary/{name}.html"])
