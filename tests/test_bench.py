"""What the benchmarks measure is what they say: the same corpus each time, and the same site for both generators."""

from __future__ import annotations

import re
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from statistics import mean

import pytest
from bench import hugo, ours
from bench.changes import changes, made
from bench.corpus import Article, Corpus, Link, Mention, Piece
from support import made as site_made
from support import parse_html

COMMAND = (sys.executable, str(Path(__file__).parent / "bench" / "site.py"))
ARTICLES = 60


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(ARTICLES, 300, notes=True)


@pytest.fixture(scope="module")
def site(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    ours.write(corpus, folder)
    return folder


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A site of few articles."""
    ours.write(Corpus(6, 300, notes=True), tmp_path / "few")
    return tmp_path / "few"


def pieces(article: Article) -> list[Piece]:
    return [piece for paragraph in article.paragraphs for piece in paragraph.pieces]


def test_the_corpus_is_the_same_each_time_and_on_each_machine(corpus: Corpus) -> None:
    said = repr((corpus.terms, [corpus.article(number) for number in range(5)]))
    assert blake2b(said.encode(), digest_size=8).hexdigest() == "bdb9f09fe9318562", (
        "figures of before are no longer comparable"
    )


def test_an_article_does_not_depend_on_how_many_there_are(corpus: Corpus) -> None:
    assert list(Corpus(10, 300, notes=True).articles()) == [corpus.article(number) for number in range(10)]


def test_notes_change_nothing_else(corpus: Corpus) -> None:
    assert corpus.article(7)._replace(notes=()) == Corpus(10, 300).article(7)


def test_a_mean_article_is_as_the_documentation_says(corpus: Corpus) -> None:
    articles = list(corpus.articles())
    assert 790 < mean(len(ours.text_of(article).split()) for article in articles) < 850
    assert 21 < mean(sum(isinstance(p, Mention) for p in pieces(article)) for article in articles) < 24
    assert 540 < sum(1 + len(term.aliases) for term in corpus.terms) < 560
    for article in articles:
        text = ours.text_of(article)
        assert 6 <= len(article.paragraphs) <= 15
        assert 1 <= text.count("“") <= 3
        assert sum(isinstance(piece, Link) for piece in pieces(article)) <= 5
        assert len(article.notes) == 4


def test_ours_is_built_without_a_word_and_finds_what_is_marked_by_hand_for_hugo(corpus: Corpus, site: Path) -> None:
    files, result = site_made(site)
    assert not result.report.diagnostics
    for article in corpus.articles():
        page = parse_html(files[f"articles/{article.slug}.html"]).find("div", "article-body")
        links = {link.attributes["href"] or "" for link in page.all("a", "term")}
        by_hand = set(re.findall(r"\]\(g:([\w-]+)\)", hugo.text_of(article)))
        assert {Path(link).stem for link in links} == by_hand == {term.id for term in article.terms}
    assert result.report.counts.mentions == sum(hugo.text_of(a).count("](g:") for a in corpus.articles())


@pytest.mark.skipif(not hugo.find(""), reason="there is no Hugo")
def test_hugo_links_the_terms_that_ours_links(corpus: Corpus, tmp_path: Path) -> None:
    hugo.write(corpus, tmp_path)
    hugo.cold(hugo.find(""), tmp_path, look=False)
    articles = list(corpus.articles())
    for article in articles:
        page = (tmp_path / "public" / "articles" / article.slug / "index.html").read_text("utf-8")
        links = set(re.findall(r'<a class="term" href="/terms/([\w-]+)/">', page))
        assert links == {term.id for term in article.terms}
    for term in corpus.terms:
        page = (tmp_path / "public" / "terms" / term.id / "index.html").read_text("utf-8")
        naming = {article.slug for article in articles if term in article.terms}
        assert set(re.findall(r'<li><a href="/articles/([\w-]+)/">', page)) == naming


def test_every_sort_of_edit_is_built_without_a_word_and_leaves_nothing_behind(few: Path) -> None:
    before = {path: path.read_bytes() for path in few.rglob("*") if path.is_file()}
    names = []
    for change in changes(few):
        with made(change):
            edited = {path: path.read_bytes() for path in few.rglob("*") if path.is_file()}
            assert edited != before
            assert not site_made(few)[1].report.diagnostics
        names.append(change.name)
    assert names == ["body", "title", "sidecar note", "term definition", "new alias", "template"]
    assert {path: path.read_bytes() for path in few.rglob("*") if path.is_file()} == before


def test_no_edit_is_made_twice_alike(few: Path) -> None:
    for change in changes(few):
        texts = []
        for _ in range(2):
            with made(change):
                texts.append(change.path.read_text("utf-8"))
        assert texts[0] != texts[1]


def test_the_command_measures_a_size() -> None:
    words = ("--sizes", "2", "--terms", "10", "--runs", "1", "--only", "body", "--with=--verify")
    said = subprocess.run([*COMMAND, *words], capture_output=True, text=True, check=True).stdout
    for line in ("--help", "two articles, cold", "cold, as Hugo's", "cold ", "body", "render", "CPU an article"):
        assert re.search(rf"(?m)^{re.escape(line)}", said), line
    assert "no change" not in said


def test_the_command_measures_a_site_and_leaves_it_alone(few: Path) -> None:
    before = set(few.rglob("*"))
    said = subprocess.run([*COMMAND, str(few), "--profile"], capture_output=True, text=True, check=True).stdout
    assert "publish" in said
    assert "Ordered by: internal time" in said
    assert set(few.rglob("*")) == before


def test_the_command_says_how_it_is_called() -> None:
    done = subprocess.run(COMMAND, capture_output=True, text=True)
    assert done.returncode == 2
    assert "--sizes" in done.stdout
