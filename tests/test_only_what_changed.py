"""What one edit makes a build do, in numbers of texts and pages; and that the site is that of a build from nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from support import site_of, write_site

from briefs import pipeline
from briefs.core.diagnostics import Checked
from briefs.outputs import term
from briefs.pipeline import Options, Report, build, building
from briefs.stages.load import reading
from briefs.stages.publish import Published, publish

WORDS = "The IRGC sent drones to Crimea {n} times. Nobody in Kyiv knew of them."
SITE = {
    "config.yaml": "title: Edits\n",
    "content/glossary/irgc.yaml": "{term: Revolutionary Guard, abbreviation: IRGC, definition: A force.}\n",
    "content/glossary/crimea.yaml": "{term: Crimea, definition: A peninsula.}\n",
    "content/glossary/odesa.yaml": "{term: Odesa, definition: A port.}\n",
    **{f"content/articles/a{n}.md": f"# Article {n}\n\n{WORDS.format(n=n)}\n" for n in range(6)},
    "content/articles/a9.md": "# Another\n\nThe harbour of Odesa was open. See [the fifth](a5.md).\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that was built."""
    write_site(tmp_path / "site", SITE)
    assert build(site_of(tmp_path / "site")).ok
    return tmp_path / "site"


def rebuilt(root: Path, **changes: str) -> Report:
    """A build after some files have new texts; it equals a clean one."""
    for name, text in changes.items():
        (root / "content" / name.replace("__", "/").replace("_", ".")).write_text(text, "utf-8")
    report = build(site_of(root))
    clean = root.parent / "clean"
    write_site(clean, {p.relative_to(root).as_posix(): p.read_text("utf-8") for p in sources(root)})
    assert build(site_of(clean), Options(cache=False)).diagnostics == report.diagnostics
    assert tree(root / "site") == tree(clean / "site")
    return report


def sources(root: Path) -> list[Path]:
    return [root / "config.yaml", *(p for p in (root / "content").rglob("*") if p.is_file())]


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def did(report: Report) -> tuple[int, int, int, int]:
    counts = report.counts
    return counts.compiled, counts.matched, counts.rendered, counts.written


def test_nothing_changed_and_nothing_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_RACY", -(10**12))  # as if all had been written long ago
    rebuilt(root)
    opened: list[str] = []
    real = open

    def watched(path: str | Path, *rest: object, **more: object) -> object:
        opened.append(str(path))
        return real(path, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", watched)
    assert did(build(site_of(root))) == (0, 0, 0, 0)
    monkeypatch.undo()
    assert [path for path in opened if "/content/" in path] == []


def test_a_sentence_without_a_term_makes_the_page_and_its_data(root: Path) -> None:
    report = rebuilt(root, articles__a3_md=SITE["content/articles/a3.md"] + "\nOne more sentence.\n")
    # The page and its twin, its data, its annotations and its passages. Of these the annotations
    # say the same as before. Written are the index's words and head, too.
    assert did(report) == (1, 1, 5, 6)


def test_a_word_beside_a_mention_makes_the_pages_of_the_terms_in_the_sentence_too(root: Path) -> None:
    report = rebuilt(root, articles__a3_md=SITE["content/articles/a3.md"].replace("sent drones", "flew drones"))
    assert did(report) == (1, 1, 9, 11)
    assert "flew drones" in (root / "site/glossary/irgc.html").read_text("utf-8")


def test_sentences_go_on_over_the_pages_of_a_term(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term, "MOST", 4)
    many = "# Many\n\n" + "\n\n".join(f"The IRGC was there, {n} times." for n in range(10)) + "\n"
    assert rebuilt(root, articles__a3_md=many).ok
    report = rebuilt(root, articles__a3_md=many.replace("there, 5", "here, 5"))
    assert did(report)[2:] == (7, 9)
    report = rebuilt(root, articles__a3_md=many.replace("there", "elsewhere"))
    assert did(report)[2] == 5 + 2 * len(list((root / "site/glossary").glob("irgc*.html")))


def test_one_more_mention_is_counted_wherever_mentions_are(root: Path) -> None:
    text = SITE["content/articles/a3.md"].replace("Kyiv", "Crimea")
    report = rebuilt(root, articles__a3_md=text)
    assert did(report)[:2] == (1, 1)
    assert "site/glossary/crimea.html" in {f"site/{name}" for name in tree(root / "site")}


def test_a_place_to_which_a_link_leads_is_no_matter_of_one_page(root: Path) -> None:
    (root / "content/articles/a9.md").write_text("# Another\n\nSee [the fifth](a5.md#p2).\n", "utf-8")
    assert not build(site_of(root)).ok
    report = rebuilt(root, articles__a5_md=SITE["content/articles/a5.md"] + "\nA second paragraph.\n")
    assert report.ok
    assert "a5.html#p2" in (root / "site/articles/a9.html").read_text("utf-8")


def test_a_definition_is_looked_for_in_no_text(root: Path) -> None:
    report = rebuilt(root, glossary__odesa_yaml="{term: Odesa, definition: A large port.}\n")
    assert did(report)[:2] == (1, 0)


def test_an_alias_is_looked_for_only_where_it_may_stand(root: Path) -> None:
    report = rebuilt(root, glossary__odesa_yaml="{term: Odesa, aliases: [The harbour], definition: A port.}\n")
    assert did(report)[:2] == (1, 1)
    report = rebuilt(root, glossary__crimea_yaml="{term: Crimea, aliases: [the peninsula], definition: Land.}\n")
    assert did(report)[:2] == (1, 0)


def test_a_way_to_link_concerns_every_text_with_the_term(root: Path) -> None:
    report = rebuilt(root, glossary__odesa_yaml="{term: Odesa, match: {link: none}, definition: A port.}\n")
    assert did(report)[:2] == (1, 1)


def test_a_file_that_was_touched_is_read_and_not_compiled(root: Path) -> None:
    os.utime(root / "content/articles/a3.md")
    assert did(rebuilt(root)) == (0, 0, 0, 0)


def test_without_the_cache_all_is_made_and_the_same_is_not_written(root: Path) -> None:
    before = (root / ".briefs/cache").read_bytes()
    report = build(site_of(root), Options(cache=False))
    assert (report.counts.compiled, report.counts.matched, report.counts.written) == (10, 7, 0)
    assert (root / ".briefs/cache").read_bytes() == before


def test_files_that_go_while_others_are_made_anew_are_made_anew_too(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = [root / "site/articles" / name for name in ("a1.html", "a2.html", "a1.html")]

    def disturbed(*given: Any, **how: Any) -> Checked[Published]:
        if taken:
            taken.pop(0).unlink(missing_ok=True)
        return publish(*given, **how)

    monkeypatch.setattr(pipeline, "publish", disturbed)
    report = rebuilt(root, articles__a9_md="# Another\n\nThe harbour was shut.\n")
    assert (report.published, taken) == (True, [])


def test_verify_says_what_a_build_from_nothing_would_make_otherwise(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(site_of(root), Options(verify=True)).ok
    text = root / "content/articles/a3.md"
    text.write_text(text.read_text("utf-8").replace("sent drones", "flew drones"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(building, "respoken_pages", lambda *_: [])
        report = build(site_of(root), Options(verify=True))
    (found,) = [d for d in report.diagnostics if d.severity == "error"]
    assert found.code == "not-reproduced"
    assert found.message.startswith("`glossary/crimea.html` is not what a build from nothing makes")
    report = build(site_of(root), Options(verify=True))
    assert report.ok, report.diagnostics
    assert "flew drones" in (root / "site/glossary/crimea.html").read_text("utf-8")


def test_a_sidecar_that_hides_the_word_glossary_defines_terms_all_the_same(root: Path) -> None:
    hidden = '"gloss\\x61ry": [{term: Kyiv, definition: A city.}]\n'
    (root / "content/articles/a1.yaml").write_text(hidden, "utf-8")
    report = rebuilt(root)
    assert "kyiv" in {name[len("glossary/") : -len(".html")] for name in tree(root / "site")}, report.diagnostics


def test_a_draft_that_was_left_out_while_names_changed_is_matched_under_the_new_ones(tmp_path: Path) -> None:
    draft = {
        "content/articles/d.md": "---\ndraft: true\n---\n# D\n\nThe IMO met.\n",
        "content/articles/a.md": "# A\n\nB.\n",
    }
    root = write_site(
        tmp_path, {**draft, "content/glossary/imo.yaml": "{term: Maritime Organisation, definition: X.}\n"}
    )
    assert build(site_of(root), Options(drafts=True)).ok
    named = "{term: Maritime Organisation, abbreviation: IMO, definition: X.}\n"
    (root / "content/glossary/imo.yaml").write_text(named, "utf-8")
    assert build(site_of(root)).ok
    report = build(site_of(root), Options(drafts=True))
    assert report.counts.mentions == 1
    assert 'id="m-imo-1"' in (root / "site/articles/d.html").read_text("utf-8")


def test_a_disguised_word_that_comes_or_goes_in_a_note_is_told_as_by_a_build_from_nothing(root: Path) -> None:
    note = "notes:\n  - {quote: sent drones, text: Of Pаypal.}\n"
    assert [d.code for d in rebuilt(root, articles__a1_yaml=note).diagnostics].count("lookalike") == 1
    moved = rebuilt(root, articles__a1_yaml=f"# Moved.\n{note}")
    assert [d.span.line for d in moved.diagnostics if d.code == "lookalike" and d.span] == [3]
    harmless = rebuilt(root, articles__a1_yaml=note.replace("Pаypal", "Paypal"))
    assert "lookalike" not in [d.code for d in harmless.diagnostics]
