"""The command ``import``: what it writes, what it says, and that nothing of an author's is ever lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing import imported, texts
from support import briefs, write_site

from briefs.core.fields import _on_calendar
from briefs.importers import Asked
from briefs.importers.dating import iso
from briefs.importers.disk import write
from briefs.importers.importer import Planned

ROOT = Path(__file__).parent.parent.parent
TEXT = "Harbour reopens after the storm\n\nThe Port Authority said so on Monday.\n\nGive Your Comments\n"


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = write_site(tmp_path / "site", {})
    (tmp_path / "harbour.txt").write_text(TEXT, "utf-8")
    return root


def test_a_text_is_copied_byte_for_byte_with_what_is_said_of_it(site: Path) -> None:
    data = b"\xef\xbb\xbfHarbour\r\n\r\nIt reopened.  \r\n"
    (site.parent / "harbour.txt").write_bytes(data)
    done = briefs(site, "import", "../harbour.txt", "--source-name", "BBC: News", "--retrieved", "2026-11-01")
    assert (done.returncode, done.stdout) == (0, "content/articles/harbour.txt\ncontent/articles/harbour.yaml\n")
    assert (site / "content/articles/harbour.txt").read_bytes() == data
    sidecar = (site / "content/articles/harbour.yaml").read_text("utf-8")
    assert sidecar == "source:\n  name: 'BBC: News'\n  retrieved: 2026-11-01\n"
    assert briefs(site, "check").returncode == 0


def test_it_says_what_was_guessed_and_what_to_do_next(site: Path) -> None:
    done = briefs(site, "import", "../harbour.txt")
    guessed = "note[import-guessed]"
    assert done.stderr.splitlines() == [
        f"content/articles/harbour.txt:1:1: {guessed}: “Harbour reopens after the storm” is taken for the headline",
        "  1 | Harbour reopens after the storm",
        "    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "  hint: say otherwise in the sidecar if it is not",
        "",
        f"content/articles/harbour.txt:5:1: {guessed}: “Give Your Comments” is taken for page furniture, and left out",
        "  5 | Give Your Comments",
        "    | ^^^^^^^^^^^^^^^^^^",
        "  hint: say otherwise in the sidecar if it is not",
        "",
        "1 file written (2 guessed: see above). Next: briefs check",
    ]


def test_a_dry_run_shows_all_and_writes_nothing(site: Path) -> None:
    before = everything(site)
    done = briefs(site, "import", "../harbour.txt", "--dry-run", "--source-url", "https://example.org/h")
    assert done.returncode == 0
    assert "+++ content/articles/harbour.txt\n+Harbour reopens" in done.stdout
    assert "+++ content/articles/harbour.yaml\n+source:\n+  url: https://example.org/h\n" in done.stdout
    assert everything(site) == before


def test_nothing_is_written_where_one_file_would_be_overwritten(site: Path) -> None:
    (site.parent / "other.txt").write_text("Other.\n\nIt is other.\n", "utf-8")
    write_site(site, {"content/articles/harbour.yaml": "", "content/articles/deep/other.txt": "Mine.\n"})
    before = everything(site)
    done = briefs(site, "import", "../harbour.txt", "../other.txt", "--retrieved", "2026-11-01")
    assert done.returncode == 1
    assert "../other.txt:1:1: error[import-exists]: the site has an article `other` already" in done.stderr
    assert done.stderr.endswith("nothing was written.\n")
    assert everything(site) == before
    alone = briefs(site, "import", "../harbour.txt", "--retrieved", "2026-11-01")
    assert "error[import-exists]: `content/articles/harbour.yaml` is there already" in alone.stderr
    assert everything(site) == before
    named = briefs(site, "import", "../harbour.txt", "--as", "New harbour")
    assert (named.returncode, named.stdout) == (0, "content/articles/new-harbour.txt\n")


def test_a_folder_that_cannot_be_written_leaves_no_trace(site: Path) -> None:
    write_site(site, {"content/articles": "a file where a folder belongs"})
    before = everything(site)
    done = briefs(site, "import", "../harbour.txt")
    assert done.returncode == 74
    assert "error[import-unwritten]: nothing was written:" in done.stderr
    assert everything(site) == before


@pytest.mark.parametrize("fault", [KeyboardInterrupt, PermissionError])
def test_who_interrupts_an_import_has_none_of_its_files(
    site: Path, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    def interrupted(_: Path) -> bytes:
        raise fault

    content = site / "content"
    planned = [Planned("articles/deep/a.txt", b"A"), Planned("articles/deep/b.png", copied="b.png")]
    before = everything(site)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", interrupted)
        if fault is KeyboardInterrupt:
            with pytest.raises(KeyboardInterrupt):
                write(site, content, planned)
        else:
            assert [told.code for told in write(site, content, planned)] == ["import-unwritten"]
    assert everything(site) == before
    assert not (content / "articles/deep").exists()


def test_a_text_that_is_not_utf_8_is_refused_with_what_it_would_be_or_converted_when_asked(site: Path) -> None:
    (site.parent / "cafe.txt").write_bytes("Café noir\n\nIl était fermé.\n".encode("cp1252"))
    refused = briefs(site, "import", "../cafe.txt")
    assert refused.returncode == 1
    assert (
        "as Windows-1252 it would read “Café noir”; or name its encoding: `--encoding windows-1252`" in refused.stderr
    )
    done = briefs(site, "import", "../cafe.txt", "--encoding", "windows-1252", "--format", "json")
    report = json.loads(done.stdout)
    assert (report["ok"], report["written"], report["files"]) == (
        True,
        True,
        [{"path": "content/articles/cafe.txt", "bytes": 30}],
    )
    assert report["diagnostics"][0]["code"] == "import-changed"
    assert "Café" in (site / "content/articles/cafe.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.txt"], 1, "error[unreadable]"),
        (["../pipe.txt"], 1, "is neither a file nor a folder"),
        (["../scan.pdf"], 1, "error[import-format]"),
        (["../harbour.txt", "--from", "wrod"], 2, "did you mean `word`?"),
        (["../harbour.txt", "--retrieved", "yesterday"], 2, "is no day"),
        (["..", "--as", "x"], 2, "--as names one article"),
        (["../harbour.txt", "--encoding", "nonsense"], 1, "there is no encoding `nonsense`"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_said(site: Path, words: list[str], code: int, said: str) -> None:
    (site.parent / "scan.pdf").write_bytes(b"%PDF-1.7")
    os.mkfifo(site.parent / "pipe.txt")
    before = everything(site)
    done = briefs(site, "import", *words)
    assert done.returncode == code
    assert said in done.stderr
    assert everything(site) == before


def test_without_the_libraries_the_message_names_what_to_install(site: Path) -> None:
    (site.parent / "harbour.html").write_text("<p>x</p>", "utf-8")
    blocked = "import sys; sys.modules['trafilatura'] = None; from briefs.cli import main; main(sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", blocked, "import", "../harbour.html"]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 1
    assert "error[import-missing]: web pages are read by a library that is not installed" in done.stderr
    assert "hint: pip install 'annotated-briefs[import]'" in done.stderr


def test_a_folder_comes_with_its_structure_and_hidden_files_stay_out(site: Path) -> None:
    write_site(
        site.parent / "vault", {"A note.md": "# A\n\n[[B]]\n", "Sub dir/B.md": "# B\n\nB.\n", ".obsidian/x.md": "# X\n"}
    )
    (site.parent / "vault" / "config.yaml").unlink()
    done = briefs(site, "import", "../vault")
    assert done.stdout.splitlines() == ["content/articles/a-note.md", "content/articles/sub-dir/b.md"]
    assert (site / "content/articles/a-note.md").read_text("utf-8") == "# A\n\n[B](sub-dir/b.md)\n"
    assert briefs(site, "check").returncode == 0


def test_a_plugin_adds_a_format(site: Path) -> None:
    plugin = (
        "from msgspec import structs\nfrom briefs.importers import Imported, Importer, Planned\n"
        "def read(batch):\n"
        "    return Imported(tuple(Planned('articles/' + g.place + '.txt', g.data) for g in batch.given))\n"
        "def extend(kit):\n"
        "    return structs.replace(kit, importers=(*kit.importers, Importer('log', ('.log',), read)))\n"
    )
    write_site(site, {"config.yaml": "title: T\nplugins: [logs]\n", "logs.py": plugin})
    (site.parent / "day.log").write_text("Day one\n\nIt rained.\n", "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{site}"}
    command = [sys.executable, "-m", "briefs", "import", "../day.log"]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, timeout=60, env=environment)
    assert done.stdout == "content/articles/day.log.txt\n"


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("My Note.txt", "articles/my-note.txt"),
        ("../../etc/passwd.txt", "articles/etc/passwd.txt"),
        ("a\nb.txt", "articles/a-b.txt"),
        ("CON.txt", "articles/con-1.txt"),
        ("index.txt", "articles/index-1.txt"),
        ("trip/index.txt", "articles/trip.txt"),
        ("Überblick (2).txt", "articles/überblick-2.txt"),
        (".txt", "articles/txt.txt"),
    ],
)
def test_files_are_named_as_addresses_are(place: str, path: str) -> None:
    assert next(iter(texts(imported({place: TEXT}, "text")))) == path


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2022-10-21", "2022-10-21"),
        ("2022-10", "2022-10"),
        ("2022", "2022"),
        ("2022-13", ""),
        ("2022/1/5", "2022-01-05"),
        ("2022-10-21T09:47:00.123+0100", "2022-10-21T09:47:00+01:00"),
        ("2022-10-21 9:47", "2022-10-21T09:47"),
        ("2022-10-21 09:47:00 -0500", "2022-10-21T09:47:00-05:00"),
        ("2022-10-21T25:00:00Z", "2022-10-21"),
        ("Fri, 21 Oct 2022 09:47:00 GMT", "2022-10-21T09:47:00+00:00"),
        ("2022-02-30", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_a_date_is_understood_or_left_out(written: str, date: str) -> None:
    assert iso(written) == date


@given(
    st.text(max_size=20) | st.from_regex(r"\d{1,5}[-/.]\d{1,3}[-/.]\d{1,3}[T ]?(\d\d?:\d\d(:\d\d)?)?( ?[+-]\d{1,4})?")
)
def test_a_date_that_is_understood_is_one_that_a_sidecar_can_hold(written: str) -> None:
    assert iso(written) == "" or _on_calendar(iso(written))


def test_what_the_command_line_says_goes_before_what_a_file_says() -> None:
    text = "---\ntitle: A\ncanonical_url: https://a.example/\n---\nA.\n"
    made = imported({"a.md": text}, "markdown", Asked(source_url="https://b.example/", retrieved="2026-11-02"))
    assert "url: https://b.example/\n  retrieved: 2026-11-02\n" in texts(made)["articles/a.yaml"]


def test_texts_of_two_formats_that_would_be_one_page_are_an_error(site: Path) -> None:
    write_site(site.parent / "texts", {"a/x.txt": TEXT, "b/x.md": "# X\n\nX.\n"})
    (site.parent / "texts" / "config.yaml").unlink()
    before = everything(site)
    done = briefs(site, "import", "../texts")
    assert done.returncode == 1
    assert "`content/articles/b/x.md` and `content/articles/a/x.txt` would be one page, articles/x.html" in done.stderr
    assert everything(site) == before
