"""What stands in a text is found by the words of the index; after an edit the index is that of a build from nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import site_of, write_site

from briefs.pipeline import Options, build
from briefs.pipeline import searching as work
from briefs.search import drawers
from briefs.search.drawers import Entries, entries_in, entries_of, filled
from briefs.search.postings import changed, merged, read, words_of
from briefs.search.scripts import called
from briefs.search.tokens import counted, tokens

# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The IRGC's drones — “Shahed-136”.", "the irgc s drones shahed 136"),
        ("snake_case and x_y", "snake case and x y"),
        ("Société générale, Łódź, naïve ﬁn", "societe generale lodz naive fin"),
        ("İstanbul Kadıköy ISPARTA", "istanbul kadikoy isparta"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        ("Ще п'ять, п’ять, пʼять. Її йод", "ще пять пять пять іі иод"),
        ("سپاه پاسداران", "سپاه پاسداران"),
        ("كتابي إيران مُحَمَّد كـــتاب", "کتابی ایران محمد کتاب"),
        ("می‌خواهم ۱۴۰۰ ١٤٠٠", "میخواهم 1400 1400"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी में", "हिन्दी में"),
        ("東京タワー", "東京 京タ タワ ワー ー"),
        ("ガンダム", "ガン ンダ ダム ム"),
        ("平和 peace", "平和 和 peace"),
        ("서울은", "서울 울은 은"),
        ("ไทย", "ไท ทย ย"),
        ("x" * 40, "x" * 32 + " " + "x" * 8),
        ("…!?", ""),
    ],
)
def test_a_text_is_taken_apart(text: str, words: str) -> None:
    assert tokens(text) == words.split()


def test_a_single_latin_letter_is_no_word() -> None:
    assert counted("Iran's plan B, in 3 parts") == {"iran": 1, "plan": 1, "in": 1, "3": 1, "parts": 1}


@given(st.text(st.characters(codec="ascii") | st.sampled_from("\u2014\u2019\u201c\xa0")))
def test_easy_texts_are_taken_apart_like_any_other(text: str) -> None:
    assert [*tokens(text + " é")][:-1] == tokens(text)


# ── where a word stands ──────────────────────────────────────────────────────────────────────────────────────────

TEXTS = st.lists(st.lists(st.sampled_from(["aa", "bb", "cc", "東京"])), min_size=1, max_size=40)


def stands(texts: list[list[str]]) -> dict[str, str]:
    return merged([words_of(("aa",) if len(words) % 3 == 1 else (), words) for words in texts])


@given(TEXTS)
def test_where_a_word_stands_is_read_as_it_was_written(texts: list[list[str]]) -> None:
    for word, signs in stands(texts).items():
        assert sorted(read(signs)) == [
            at
            for at, words in enumerate(texts)
            if word in tokens(" ".join(words)) or (word, len(words) % 3) == ("aa", 1)
        ]


@given(TEXTS, st.integers(0, 39), st.lists(st.sampled_from(["aa", "dd"])))
def test_an_edit_of_where_a_word_stands_comes_to_the_same_as_beginning_anew(
    texts: list[list[str]], at: int, words: list[str]
) -> None:
    at %= len(texts)
    new = stands([words if number == at else old for number, old in enumerate(texts)])
    for word, signs in stands(texts).items():
        now = read(new.get(word, "")).get(at, "")
        assert changed(signs, {at: now}) == new.get(word, "")


def test_far_texts_are_told_too() -> None:
    empty, full = words_of((), ()), words_of((), ["word " * 300])
    signs = merged([empty, full, *[empty] * 40_000, full])["word"]
    assert read(signs) == {1: "U", 40_002: "U"}


# ── drawers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def vocabulary(count: int) -> Entries:
    return entries_of({f"word{number}": "02" * (number % 50) + "02" for number in range(count)}, {"word7": "02"})


def test_a_drawer_is_read_as_it_was_filled() -> None:
    entries = vocabulary(3_000)
    found: Entries = {}
    for one in filled(entries, 10_000):
        found |= entries_in(one.value)
    assert found == entries


def test_no_file_is_larger_than_it_may_be_and_each_is_asked_from_its_first_word() -> None:
    made = list(filled(vocabulary(3_000), 10_000))
    assert len(made) > 20
    for one in made:
        for (first, entry), file in zip(one.drawer.blocks, one.files, strict=True):
            assert entry.size <= 24_100
            assert first in ("", re.findall(rb'"([^" ]*) ', file.data)[0].decode())
    fences = [first for one in made for first, _ in one.drawer.blocks]
    assert fences == sorted(fences)
    assert fences[0] == ""


def test_a_new_word_moves_only_its_own_drawer() -> None:
    before = {one.drawer for one in filled(vocabulary(3_000), 10_000)}
    after = {one.drawer for one in filled(vocabulary(3_000) | {"word1500x": ("02", "")}, 10_000)}
    assert len(after - before) <= 2


@pytest.mark.parametrize("hostile", ["</script><script>", "\u2028\u2029", "\"'\\`${x}", "<!--", "\x00\x1b", "]]>"])
def test_whatever_a_text_says_it_stays_a_text(hostile: str) -> None:
    data = called("text/x", ["p1", hostile]).decode()
    assert json.loads("[" + data[len("briefs(") : -2] + "]") == ["text/x", ["p1", hostile]]
    assert not set("<\u2028\u2029") & set(data)


# ── sites ────────────────────────────────────────────────────────────────────────────────────────────────────────

NOUNS = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in ("rn", "st", "lk", "mp", "sh")]


def sentence(dice: Random) -> str:
    return " ".join(dice.choices(NOUNS, k=9)).capitalize() + "."


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few words begin a drawer, a few lines fill a file."""
    monkeypatch.setattr(drawers, "_BLOCK", 120)
    for room in (drawers, work):
        monkeypatch.setattr(room, "often_of", lambda texts: 4)


@pytest.fixture
def root(tmp_path: Path, small: None) -> Path:
    dice = Random(1)
    texts = {f"content/articles/a{n}.md": f"# Article {n}\n\n{sentence(dice)}\n" for n in range(30)}
    terms = {"content/glossary/pier.yaml": "{term: Pier, definition: A place to land.}\n"}
    write_site(tmp_path / "site", {"config.yaml": "title: Search\n", **texts, **terms})
    assert build(site_of(tmp_path / "site")).ok
    return tmp_path / "site"


def index(root: Path) -> dict[str, bytes]:
    folder = root / "site" / "search"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")}


def clean(root: Path) -> dict[str, bytes]:
    copy = root.parent / "clean"
    sources = (
        path
        for path in root.rglob("*")
        if path.is_file() and not {"site", ".briefs"} & set(path.relative_to(root).parts)
    )
    write_site(copy, {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sources})
    assert build(site_of(copy), Options(cache=False)).published
    return index(copy)


@pytest.fixture
def edits(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each build whether it went on from the index as it was."""
    seen, real = list[bool](), work.reindexed

    def watched(*given: object) -> object:
        found = real(*given)  # type: ignore[arg-type]
        seen.append(found is not None)
        return found

    monkeypatch.setattr(work, "reindexed", watched)
    return seen


def test_after_edits_the_index_is_that_of_a_build_from_nothing(root: Path, edits: list[bool]) -> None:
    dice = Random(2)
    for turn in range(15):
        for _ in range(dice.randint(1, 3)):
            path = root / f"content/articles/a{dice.randrange(30)}.md"
            lines = path.read_text("utf-8").splitlines()
            lines[2] = dice.choice([sentence(dice), lines[2] + f" New{turn} {sentence(dice)}", "Less."])
            path.write_text("\n".join(lines) + "\n", "utf-8")
        assert build(site_of(root)).published
        assert index(root) == clean(root)
    assert all(edits)
    assert len(edits) >= 12


def test_an_edit_moves_only_the_files_of_its_words(root: Path, edits: list[bool]) -> None:
    before = index(root)
    path = root / "content/articles/a3.md"
    path.write_text(path.read_text("utf-8") + "\nSo he said: quay.\n", "utf-8")
    assert build(site_of(root)).published
    after = index(root)
    assert edits == [True]
    moved = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    words = {name for name in moved if name.startswith("w")}
    assert moved - words == {"meta.js", "text/articles/a3.js"}
    assert len(words) <= 8 < len([name for name in after if name.startswith("w")]) / 2


def test_a_new_article_moves_no_list_but_the_last(root: Path) -> None:
    before = index(root)
    (root / "content/articles/new.md").write_text("---\ndate: 2030-01-01\n---\n# New\n\nQuays.\n", "utf-8")
    assert build(site_of(root)).published
    after = index(root)
    assert after == clean(root)
    assert {name for name in before if name.startswith("text/") and before[name] != after[name]} == set()


def test_without_the_output_there_is_no_search(root: Path) -> None:
    (root / "config.yaml").write_text("title: Search\noutputs: [timeline]\n", "utf-8")
    assert build(site_of(root)).published
    assert index(root) == {}
    assert "search.html" not in (root / "site/index.html").read_text("utf-8")
    (root / "config.yaml").write_text("title: Search\n", "utf-8")
    assert build(site_of(root)).published
    assert index(root) == clean(root)


def test_the_page_says_what_to_do_without_javascript(root: Path) -> None:
    page = (root / "site/search.html").read_text("utf-8")
    without = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert 'href="glossary/index.html"' in without
    assert 'href="index.html"' in without
    assert 'href="search.html"' in (root / "site/index.html").read_text("utf-8")
