"""A preview that goes on from build to build shows what a preview from nothing shows, whatever was edited between."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from msgspec import structs
from rebuilds.desk import Step
from rebuilds.kinds import ALL
from rebuilds.playing import Game, _site
from support import site_of, write_site

from briefs.core.source import digest
from briefs.pipeline import Options
from briefs.pipeline.sitting import Audience, Proof, Sitting
from briefs.preview.folder import folder_reader
from briefs.preview.watch import Stamp, scan
from briefs.theme import SHEETS

SITE = {
    "content/articles/a.md": "# First\n\nThe IRGC sent drones to Crimea.\n",
    "content/articles/a.yaml": "notes:\n  - {quote: sent drones, kind: context, text: It did.}\n",
    "content/articles/b.md": "# Second\n\nNobody in Crimea knew of the IRGC.\n",
    "content/glossary/irgc.yaml": "term: Revolutionary Guard\nabbreviation: IRGC\ndefinition: A force of Iran.\n",
    "content/glossary/crimea.yaml": "term: Crimea\ndefinition: A peninsula.\n",
}


class Watched(Game):
    """The game of rebuilds, played on a sitting; what it is told of changes is what a look at all files tells."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed, None, ALL)
        self._sitting = Sitting(self._desk.root)
        self._seen: dict[str, Stamp] | None = None
        self._pages: tuple[str, ...] = ()
        self.good = 0

    def _built(self, step: Step, how: str) -> str | None:
        root, options, early = self._desk.root, Options(drafts=step.options.drafts), dict[str, bytes]()
        site, clean = _site(root), self._copied()
        audience = Audience(lambda: self._pages, early.update)
        proof = self._sitting.build(site, options, self._changed(root), audience)
        pages = sorted(path for path in proof.files if path.endswith(".html"))
        self._pages = tuple(self._desk.dice.sample(pages, min(8, len(pages))))
        self._kept(structs.replace(proof.report, published=True))
        with Sitting(clean) as sitting:
            wanted = sitting.build(_site(clean), options, None, Audience())
        shutil.rmtree(clean)
        self._errors = tuple(d for d in wanted.report.diagnostics if d.severity == "error")
        if not self._errors:
            self.good += 1
        return None if self._errors else _difference(proof, wanted, folder_reader(self._sitting.site))

    def _changed(self, root: Path) -> frozenset[str] | None:
        """As the preview's bell says it."""
        now = scan(
            [str(root.resolve())], frozenset({f"{root.resolve()}/{name}" for name in (".briefs", "site", "public")})
        )
        before, self._seen = self._seen, now
        if before is None or now.keys() != before.keys():
            return None
        changed = {path.removeprefix(f"{root.resolve()}/") for path, stamp in now.items() if stamp != before[path]}
        return None if "config.yaml" in changed else frozenset(changed)


A, B = SITE["content/articles/a.md"], SITE["content/articles/b.md"]
NOTE, IRGC = SITE["content/articles/a.yaml"], SITE["content/glossary/irgc.yaml"]


def _difference(proof: Proof, wanted: Proof, read: Callable[[str], bytes | None]) -> str | None:
    """What is shown otherwise than by a preview from nothing."""
    paths = sorted(p for p in proof.files.keys() | wanted.files.keys() if proof.files.get(p) != wanted.files.get(p))
    if paths:
        return f"other files: {paths[:5]}"
    if proof.report.diagnostics != wanted.report.diagnostics:
        return f"{proof.report.diagnostics}\ninstead of\n{wanted.report.diagnostics}"
    lost = [path for path, found in proof.files.items() if digest(read(path) or b"") != found]
    return f"not in the folder: {lost[:5]}" if lost else None


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Sitting(write_site(tmp_path, SITE)) as sitting:
        yield Desk(tmp_path, sitting)


class Desk:
    """Somebody who writes with one page open."""

    def __init__(self, root: Path, sitting: Sitting) -> None:
        self._root, self._sitting = root, sitting
        self.ahead: dict[str, bytes] = {}
        self.files: Mapping[str, str] = {}
        self.codes: list[str] = []
        self.save({})

    def save(self, changes: Mapping[str, str], asked: str = "articles/a.html") -> dict[str, bytes]:
        """What is shown ahead of the build with these files, by path."""
        self.ahead = {}
        for path, text in changes.items():
            (self._root / path).write_text(text, "utf-8")
        changed = frozenset(changes) if changes and changes.keys() <= SITE.keys() else None
        audience = Audience(lambda: (asked,), self.ahead.update)
        proof = self._sitting.build(site_of(self._root), Options(), changed, audience)
        self.files, self.codes = proof.files, [d.code for d in proof.report.diagnostics if d.severity == "error"]
        return self.ahead

    def shown(self, path: str) -> str:
        return (self._sitting.site / path).read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "text", "asked", "said"),
    [
        ("content/articles/a.md", A + "\nAnd more.\n", "articles/a.html", "And more."),
        ("content/articles/a.yaml", NOTE.replace("It did", "So it was"), "articles/a.html", "So it was"),
        ("content/glossary/irgc.yaml", IRGC.replace("A force", "An army"), "articles/a.html", "An army"),
        ("content/glossary/irgc.yaml", IRGC.replace("A force", "An army"), "glossary/irgc.html", "An army"),
    ],
)
def test_the_page_that_is_looked_at_is_shown_first_and_as_it_will_be(
    desk: Desk, path: str, text: str, asked: str, said: str
) -> None:
    ahead = desk.save({path: text}, asked)
    assert list(ahead) == [asked]
    assert said in ahead[asked].decode()
    assert digest(ahead[asked]) == desk.files[asked]


def test_a_new_name_is_found_on_the_page_that_is_looked_at(desk: Desk) -> None:
    term = SITE["content/glossary/crimea.yaml"] + "aliases: [drones]\n"
    assert 'id="m-crimea-2"' in desk.save({"content/glossary/crimea.yaml": term})["articles/a.html"].decode()


def test_a_style_is_shown_before_anything_is_built(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "themes/default/static/brief.css"
    own.parent.mkdir(parents=True)
    desk.save({"themes/default/static/brief.css": "p { color: red }\n"})
    pages = dict(desk.files)
    ahead = desk.save({"themes/default/static/brief.css": "p { color: blue }\n"})
    assert b"p{color:blue}" in ahead["assets/brief-64.css"]
    assert {path for path in pages if desk.files[path] != pages[path]} == {f"assets/brief-{n}.css" for n in SHEETS}


@pytest.mark.parametrize(
    ("path", "broken", "code"),
    [
        ("content/articles/a.yaml", "notes: [", "yaml-syntax"),
        ("content/articles/a.yaml", "notes:\n  - {quote: no such words, kind: context, text: T.}\n", "quote-not-found"),
        ("content/glossary/irgc.yaml", "term: [", "yaml-syntax"),
    ],
)
def test_what_has_an_error_stays_as_it_was_and_the_rest_goes_on(desk: Desk, path: str, broken: str, code: str) -> None:
    before = dict(desk.files)
    desk.save({path: broken})
    assert desk.codes == [code]
    assert desk.files == before
    desk.save({"content/articles/b.md": SITE["content/articles/b.md"] + "\nMore of it.\n"})
    assert desk.codes == [code]
    assert "More of it." in desk.shown("articles/b.html")
    assert desk.files["articles/a.html"] == before["articles/a.html"]
    desk.save({path: SITE[path], "content/articles/b.md": SITE["content/articles/b.md"]})
    assert desk.codes == []
    assert desk.files == before


def test_what_was_wrong_from_the_start_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    site = write_site(tmp_path, SITE | {"content/articles/a.yaml": "title: Mine\nnots: []\n"})
    with Sitting(site) as sitting:
        proof = sitting.build(site_of(site), Options(), None, Audience())
        assert [d.code for d in proof.report.diagnostics if d.severity == "error"] == ["unknown-key"]
        assert "Mine" in (sitting.site / "articles/a.html").read_text("utf-8")


def test_a_build_that_is_overtaken_leaves_all_as_it_was(tmp_path: Path) -> None:
    site = write_site(tmp_path, SITE)

    class Overtaken(Exception):
        pass

    def say(stage: str, done: int = 0, total: int = 0) -> None:
        if stage == "render":
            raise Overtaken

    with Sitting(site) as sitting:
        first = sitting.build(site_of(site), Options(), None, Audience())
        text = SITE["content/articles/a.md"] + "\nAnd more.\n"
        (site / "content/articles/a.md").write_text(text, "utf-8")
        with pytest.raises(Overtaken):
            sitting.build(site_of(site), Options(), frozenset({"content/articles/a.md"}), Audience(say=say))
        assert "And more." not in (sitting.site / "articles/a.html").read_text("utf-8")
        assert not (sitting.site / ".briefs-stage").exists()
        second = sitting.build(site_of(site), Options(), frozenset({"content/articles/a.md"}), Audience())
        assert second.files["articles/a.html"] != first.files["articles/a.html"]


def test_a_renamed_text_has_its_old_page_lead_to_the_new(desk: Desk, tmp_path: Path) -> None:
    with Sitting(write_site(tmp_path / "other", SITE)) as sitting:
        site = site_of(tmp_path / "other")
        sitting.build(site, Options(), None, Audience())
        for end in (".md", ".yaml"):
            (site.root / f"content/articles/a{end}").rename(site.root / f"content/articles/first{end}")
        proof = sitting.build(site, Options(), None, Audience())
    assert proof.moved == {"articles/a.html": "articles/first.html"}


def test_a_second_preview_of_a_site_has_a_folder_of_its_own(tmp_path: Path) -> None:
    site = write_site(tmp_path, SITE)
    with Sitting(site) as one, Sitting(site) as other:
        assert one.folder == site / ".briefs/preview"
        assert other.folder != one.folder
        proofs = [each.build(site_of(site), Options(), None, Audience()) for each in (one, other)]
        assert proofs[0].files == proofs[1].files
        folder = other.folder
    assert not folder.exists()


def test_a_sitting_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    site = write_site(tmp_path, SITE)
    with Sitting(site) as sitting:
        first = sitting.build(site_of(site), Options(), None, Audience())
    with Sitting(site) as sitting:
        second = sitting.build(site_of(site), Options(), None, Audience())
    assert second.files == first.files
    assert second.report.counts.compiled == second.report.counts.rendered == 0


def test_neither_output_nor_lock_file_nor_the_memory_of_builds_is_touched(tmp_path: Path) -> None:
    site = write_site(tmp_path, SITE)
    with Sitting(site) as sitting:
        sitting.build(site_of(site), Options(), None, Audience())
    assert sorted(p.name for p in site.iterdir()) == [".briefs", "config.yaml", "content"]
    assert [p.name for p in (site / ".briefs").iterdir()] == ["preview"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_preview_is_always_equal_to_one_from_nothing(seed: int, tmp_path: Path) -> None:
    game = Watched(tmp_path, seed)
    for number in range(40):
        found = game.play(number)
        assert found is None, found
    assert game.good > 20


def test_a_folder_that_somebody_removed_is_there_again_though_the_build_gives_way(tmp_path: Path) -> None:
    def give_way(stage: str, done: int = 0, total: int = 0) -> None:
        if stage == "publish":
            raise InterruptedError

    site = site_of(write_site(tmp_path, SITE))
    with Sitting(tmp_path) as sitting:
        sitting.build(site, Options(), None, Audience())
        shutil.rmtree(tmp_path / ".briefs")
        (tmp_path / "content/articles/a.md").write_text(B, "utf-8")
        with pytest.raises(InterruptedError):
            sitting.build(site, Options(), None, Audience(say=give_way))
        assert (tmp_path / ".briefs/preview").is_dir()
        assert sitting.build(site, Options(), None, Audience()).files
