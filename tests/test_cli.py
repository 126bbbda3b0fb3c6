"""The command line as a whole process: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
from support import briefs, write_site

from briefs import cli
from briefs.cli.today import today

ROOT = Path(__file__).parent.parent
GOOD = {
    "content/articles/harbour.txt": "Harbour reopens\n\nThe Port Authority said so. The PA did not say more.\n",
    "content/articles/harbour.yaml": (
        "glossary:\n  - term: Port Authority\n    abbreviation: PA\n    definition: It runs the harbour.\n"
    ),
}
WRONG = {**GOOD, "content/articles/harbour.yaml": "notes:\n  - quote: nobody said this\n    text: No.\n"}


def test_a_bare_call_builds_and_names_the_page_to_open(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    done = briefs(tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith(
        "note[no-url]: left out for want of the site's address: `feeds`, `sitemap`\n  hint: set"
    )
    assert briefs(tmp_path, "--url", "https://example.org/").stderr == ""
    assert done.stdout.splitlines()[-1] == f"Open {(tmp_path / 'site' / 'index.html').as_uri()}"
    assert "1 article, 1 term, 2 mentions" in done.stdout
    assert (tmp_path / "site" / "articles" / "harbour.html").exists()


def test_options_without_a_command_are_those_of_build(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    assert briefs(tmp_path, "--output", "public").returncode == 0
    assert (tmp_path / "public" / "index.html").exists()


def test_build_py_is_the_same_door(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    command = [sys.executable, str(ROOT / "build.py"), "build", "--config", str(tmp_path / "config.yaml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "index.html").exists()


def test_errors_go_to_stderr_publish_nothing_and_exit_1(tmp_path: Path) -> None:
    write_site(tmp_path, WRONG)
    done = briefs(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("content/articles/harbour.yaml:2:12: error[quote-not-found]: ")
    assert "  2 |   - quote: nobody said this\n    |            ^^^^^^^^^^^^^^^^\n" in done.stderr
    assert done.stderr.endswith("1 error; nothing was published.\n")
    assert not (tmp_path / "site").exists()


def test_keep_going_publishes_and_exits_1_all_the_same(tmp_path: Path) -> None:
    write_site(tmp_path, WRONG)
    assert briefs(tmp_path, "build", "--keep-going").returncode == 1
    assert (tmp_path / "site" / "index.html").exists()


def test_strict_makes_a_warning_an_error(tmp_path: Path) -> None:
    write_site(tmp_path, {**GOOD, "content/glossary/a.yaml": "term: Nowhere Mentioned\ndefinition: D.\n"})
    assert briefs(tmp_path, "build").returncode == 0
    assert briefs(tmp_path, "build", "--strict").returncode == 1


def test_a_warning_about_the_config_is_reported_and_counts_when_strict(tmp_path: Path) -> None:
    write_site(tmp_path, {**GOOD, "config.yaml": "title: Issue #1\n"})
    done = briefs(tmp_path)
    assert done.returncode == 0
    assert "config.yaml:1:" in done.stderr
    assert briefs(tmp_path, "--strict").returncode == 1


def test_check_writes_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, {**GOOD, "config.yaml": "title: T\nlints: {term-unsourced: off, note-unsourced: off}\n"})
    before = sorted(tmp_path.rglob("*"))
    done = briefs(tmp_path, "check")
    assert (done.returncode, done.stdout) == (0, "No mistakes found.\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_check_says_which_definitions_are_old_on_a_day_and_no_build_does(tmp_path: Path) -> None:
    term = "term: harbour\nas_of: 2024-05-31\ndefinition: A place for ships.\nsources: [{id: s, title: T}]\n"
    write_site(tmp_path, {**GOOD, "content/glossary/a.yaml": term})
    for day, said in (("2025-05-31", False), ("2025-06-01", True)):
        assert ("definition-unchecked" in briefs(tmp_path, "check", "--today", day).stderr) is said
    assert "definition-unchecked" in briefs(tmp_path, "check").stderr
    assert "definition-unchecked" not in briefs(tmp_path, "build").stderr
    wrong = briefs(tmp_path, "check", "--today", "tomorrow")
    assert (wrong.returncode, "write it like 2026-11-01" in wrong.stderr) == (2, True)


def test_where_a_day_is_asked_for_it_may_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """As makers of packages do, who want the same bytes on another day."""
    for seconds, day in (("1700000000", "2023-11-14"), ("0", "1970-01-01"), ("-1", "1969-12-31")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        assert today() == day
    for wrong in ("yesterday", "1e9", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(click.UsageError, match="no number of seconds"):
            today()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    before = date.today().isoformat()
    assert before <= today() <= date.today().isoformat()


def test_a_draft_has_the_day_that_is_set_from_outside(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    assert briefs(tmp_path, "new", "article", "Harbour closes", SOURCE_DATE_EPOCH="1700000000").returncode == 0
    assert "date: 2023-11-14" in (tmp_path / "content/articles/harbour-closes.yaml").read_text("utf-8")


def test_json_is_one_object_alone_on_stdout(tmp_path: Path) -> None:
    write_site(tmp_path, WRONG)
    done = briefs(tmp_path, "build", "--format", "json")
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert report["ok"] is False
    assert set(report) == {"ok", "diagnostics", "counts", "seconds"}
    (diagnostic,) = report["diagnostics"]
    assert set(diagnostic) == set("code severity message path line column end_line end_column hint".split())
    assert (diagnostic["code"], diagnostic["path"], diagnostic["line"]) == (
        "quote-not-found",
        "content/articles/harbour.yaml",
        2,
    )
    wanted = "articles pages terms mentions notes backlinks written unchanged removed compiled matched rendered"
    assert set(report["counts"]) == set(wanted.split())
    assert "total" in report["seconds"]


def test_an_unusable_command_or_config_exits_2(tmp_path: Path) -> None:
    assert briefs(tmp_path, "bild").returncode == 2
    missing = briefs(tmp_path)
    assert missing.returncode == 2
    assert "config.yaml" in missing.stderr
    write_site(tmp_path, {"config.yaml": "titel: X\n"})
    done = briefs(tmp_path)
    assert done.returncode == 2
    assert "did you mean `title`?" in done.stderr


def test_an_output_that_holds_the_sources_is_refused(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    for output in (".", "content", "content/articles/site", "..", "/"):
        assert briefs(tmp_path, "build", "--output", output).returncode == 2, output
    assert (tmp_path / "content" / "articles" / "harbour.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX's")
def test_an_output_that_cannot_be_written_exits_74(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    done = briefs(tmp_path, "build", "--output", "/proc/briefs-cannot-write-here")
    assert done.returncode == 74, done.stderr
    assert done.stderr.startswith("error[cannot-write]: ")


def test_another_build_of_the_site_exits_75(tmp_path: Path) -> None:
    from briefs.lock import build_lock

    write_site(tmp_path, GOOD)
    with build_lock(tmp_path / ".briefs" / "lock"):
        done = briefs(tmp_path)
    assert done.returncode == 75
    assert f"process {os.getpid()}" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_an_interrupt_ends_watch_with_130_and_leaves_the_output_alone(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    process = subprocess.Popen(
        [sys.executable, "-m", "briefs", "watch", "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr is not None
    said = next(line for line in _lines(process) if line.startswith("Preview at http://127.0.0.1:"))
    process.send_signal(signal.SIGINT)
    rest = process.stderr.read()
    process.stderr.close()
    assert process.wait(20) == 130, said + rest
    assert "Traceback" not in rest
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("editor", ["notepad", "javascript://{path}"])
def test_an_editor_that_is_not_known_is_refused_with_those_that_are(tmp_path: Path, editor: str) -> None:
    done = briefs(write_site(tmp_path, GOOD), "watch", "--editor", editor)
    assert done.returncode == 2
    assert f"`{editor}` is neither one of vscode, " in done.stderr


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stderr is not None
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        line = process.stderr.readline()
        if not line:
            break
        yield line


@pytest.mark.skipif(os.name == "nt", reason="pipes are POSIX's")
def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    command = f"{sys.executable} -m briefs build --format json | head -c 1; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, env=environment)
    assert "Traceback" not in done.stderr


def test_a_terminal_without_unicode_gets_readable_text(tmp_path: Path) -> None:
    sidecar = "notes:\n  - quote: “nobody” said\n    text: No.\n"
    write_site(tmp_path, {**WRONG, "content/articles/harbour.yaml": sidecar})
    done = briefs(tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii:backslashreplace")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, groups and the program itself included."""
    yield words
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*words, name))


@pytest.mark.parametrize("words", [*commands(cli.cli)], ids=" ".join)
def test_every_command_shows_an_example_of_itself(words: tuple[str, ...]) -> None:
    done = briefs(ROOT, *words, "--help")
    assert done.returncode == 0
    assert f"Example: briefs {' '.join(words)}".strip() in done.stdout.replace("echo 'eval \"$(", "")


def test_help_and_version_load_no_stage() -> None:
    code = (
        "import sys; from briefs.cli import cli\n"
        "for words in (['--version'], ['--help'], ['build', '--help']):\n"
        "    cli.main(args=words, standalone_mode=False)\n"
        "heavy = {'jinja2', 'markdown_it', 'yaml', 'msgspec', 'rich', 'ahocorasick_rs', 'rapidfuzz', 'watchdog'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_a_fault_of_ours_exits_70_and_says_that_it_is_ours(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    code = (
        "import briefs.pipeline\n"
        "def build(*_):\n    raise RuntimeError('within')\n"
        "briefs.pipeline.build = build\n"
        "briefs.cli.main([])\n"
    )
    command = [sys.executable, "-c", "import briefs.cli\n" + code]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 70
    assert "error[fault]: RuntimeError: within" in done.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(os.name == "nt", reason="pipes are POSIX's")
def test_a_pipe_among_the_articles_is_said_and_not_waited_for(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    os.mkfifo(tmp_path / "content" / "articles" / "pipe.txt")
    done = briefs(tmp_path)
    assert done.returncode == 0
    assert "warning[special-file]" in done.stderr


@pytest.mark.parametrize(
    "article",
    ["---\ndraft: true\ntitle: [\n---\nSECRET words here.\n", "---\ndraft: True\n---\nSECRET words.\n",
     "---\ndratf: true\n---\nSECRET words.\n"],
)  # fmt: skip
def test_keep_going_never_publishes_what_may_be_a_draft(tmp_path: Path, article: str) -> None:
    write_site(tmp_path, {**GOOD, "content/articles/secret.md": article})
    assert briefs(tmp_path, "build", "--keep-going").returncode == 1
    assert (tmp_path / "site" / "index.html").exists()
    for path in (tmp_path / "site").rglob("*"):
        assert not path.is_file() or b"SECRET" not in path.read_bytes(), path


def test_a_template_that_goes_wrong_is_the_sites_fault_and_removes_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, GOOD)
    assert briefs(tmp_path).returncode == 0
    before = sorted((tmp_path / "site").rglob("*"))
    for text in ("{{ 1 / 0 }}", "{{ siet.title }}", '{% extends "parts/foot.html" %}'):
        write_site(tmp_path, {"themes/default/templates/parts/foot.html": text})
        done = briefs(tmp_path)
        assert done.returncode == 1, done.stderr
        assert "error[template-error]: template `parts/foot.html`" in done.stderr
        assert sorted((tmp_path / "site").rglob("*")) == before


LACKING = {
    "content/articles/a.md": "The NSC met Mary Smith. Mary Smith of the NSC said so, and Smith left.\n",
    "content/articles/b.md": "The National Security Council (NSC) met. The Guard Corps came, the Guard Corps left.\n",
    "content/glossary/irgc.yaml": "{id: irgc, term: Islamic Revolutionary Guard Corps, definition: A force.}\n",
}


def test_suggest_shows_what_the_glossary_lacks_and_writes_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, LACKING)
    before = sorted(tmp_path.rglob("*"))
    done = briefs(tmp_path, "suggest")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split() for line in done.stdout.splitlines() if line.strip()]
    assert [row[1] for row in rows if row[0] in "123" and len(row) > 2] == ["NSC", "Mary", "Guard"]
    assert "3 suggestions" in done.stdout
    assert sorted(tmp_path.rglob("*")) == before
    assert "1 suggestion" in briefs(tmp_path, "suggest", "--limit", "1").stdout
    assert "2 more: `--limit 0` shows all." in briefs(tmp_path, "suggest", "--limit", "1").stderr


def test_suggest_as_yaml_is_a_glossary_file_that_builds_as_it_stands(tmp_path: Path) -> None:
    write_site(tmp_path, LACKING)
    stub = briefs(tmp_path, "suggest", "--yaml").stdout
    assert "# irgc (content/glossary/irgc.yaml): aliases: [Guard Corps]\n" in stub
    write_site(tmp_path, {"content/glossary/suggested.yaml": stub})
    done = briefs(tmp_path, "build", "--format", "json")
    report = json.loads(done.stdout)
    assert report["ok"], report
    terms = json.loads((tmp_path / "site" / "data" / "glossary.json").read_text("utf-8"))
    assert {t["id"]: t["mentions"] for t in terms} == {"irgc": 0, "mary-smith": 3, "nsc": 4}


def test_suggest_as_json_says_all_of_each(tmp_path: Path) -> None:
    write_site(tmp_path, LACKING)
    found = json.loads(briefs(tmp_path, "suggest", "--format", "json").stdout)
    assert found["total"] == 3
    assert [(s["kind"], s["name"], s["count"], s["articles"]) for s in found["suggestions"]] == [
        ("acronym", "NSC", 4, 2),
        ("name", "Mary Smith", 3, 1),
        ("alias", "Guard Corps", 2, 1),
    ]
    assert found["suggestions"][0]["expansion"] == "National Security Council"
    assert briefs(tmp_path, "suggest", "--yaml", "--format", "json").returncode == 2
