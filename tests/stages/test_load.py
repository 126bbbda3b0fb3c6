"""Real folders: what is content and what is not, what cannot be read and why, and that nothing is ever written."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from briefs.core.diagnostics import Checked, Diagnostic
from briefs.core.source import Source, Span, digest
from briefs.stages import load as stage
from briefs.stages.load import ARTICLE_LIMIT, SIDECAR_LIMIT, Library, contents, load, reading

A = "content/articles/a.txt"
SIDECAR = "content/articles/a.yaml"


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, data in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def clean(root: Path) -> Library:
    """What is loaded from a folder that nothing is wrong with."""
    found = load(root, "content")
    assert found.diagnostics == ()
    return found.value


def only(found: Checked[Library]) -> Diagnostic:
    """The one diagnostic of a folder."""
    assert len(found.diagnostics) == 1, found.diagnostics
    return found.diagnostics[0]


def said(found: Checked[Library]) -> tuple[str, str, str]:
    """Code, severity and path of the one diagnostic; each has a message on one line, and a hint."""
    diagnostic = only(found)
    assert diagnostic.hint
    assert (diagnostic.message + diagnostic.hint).isprintable()
    return diagnostic.code, diagnostic.severity, diagnostic.span.path if diagnostic.span else ""


def origins(library: Library) -> list[str]:
    return [unit.origin for unit in library.units]


# ── what is content ──────────────────────────────────────────────────────────────────────────────────────────────


def test_articles_pages_and_glossary_files_are_units_in_the_order_of_their_paths(tmp_path: Path) -> None:
    files = {
        "content/pages/about.md": "About",
        "content/glossary/states.yaml": "- term: Iran",
        "content/articles/b.md": "B",
        A: "A",
        SIDECAR: "title: A",
    }
    library = clean(write(tmp_path, files))
    assert [(unit.kind, unit.origin) for unit in library.units] == [
        ("article", A),
        ("article", "content/articles/b.md"),
        ("glossary", "content/glossary/states.yaml"),
        ("page", "content/pages/about.md"),
    ]
    first = library.units[0]
    assert first.text == Source(A, "A", digest(b"A"))
    assert first.sidecar == Source(SIDECAR, "title: A", digest(b"title: A"))
    assert [unit.sidecar for unit in library.units[1:]] == [None] * 3
    assert library.files == ()


def test_the_sha256_is_of_the_bytes_as_received_and_not_of_the_text(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfone\r\ntwo\r"
    (unit,) = clean(write(tmp_path, {A: data})).units
    assert unit.sha256 == sha256(data).hexdigest()
    assert unit.text == Source(A, "one\ntwo\n", digest(data))


def test_nested_folders_of_articles_and_terms_are_read_to_the_bottom(tmp_path: Path) -> None:
    files = {
        "content/articles/2022/10/a.md": "A",
        "content/articles/2022/10/a.yaml": "title: A",
        "content/glossary/people/x.yaml": "[]",
    }
    library = clean(write(tmp_path, files))
    assert origins(library) == ["content/articles/2022/10/a.md", "content/glossary/people/x.yaml"]
    assert library.units[0].sidecar is not None


def test_pages_have_no_folders_so_what_lies_in_one_is_a_file_like_a_picture(tmp_path: Path) -> None:
    inner = {"content/pages/sub/more.md": "More", "content/pages/sub/more.yaml": "", "content/pages/sub/x.yml": ""}
    library = clean(write(tmp_path, {"content/pages/about.md": "About", **inner}))
    assert origins(library) == ["content/pages/about.md"]
    assert library.files == tuple(sorted(inner))


def test_everything_else_is_a_file_by_its_name(tmp_path: Path) -> None:
    files = [
        "content/articles/a.csv",
        "content/articles/pictures/map é.png",
        "content/glossary/readme.txt",
        "content/loose.csv",
        "content/other/x.yaml",
    ]
    library = clean(write(tmp_path, dict.fromkeys(files, b"\xff\x00")))
    assert library == Library((), tuple(files))
    assert contents(tmp_path, files[1]) == b"\xff\x00"


def test_a_name_with_dots_has_the_sidecar_that_differs_in_the_end_alone(tmp_path: Path) -> None:
    files = {"content/articles/a.b.txt": "A", "content/articles/a.b.yaml": "title: A"}
    (unit,) = clean(write(tmp_path, files)).units
    assert unit.sidecar is not None


def test_hidden_files_and_editors_copies_are_left_out(tmp_path: Path) -> None:
    names = [".a.txt.swp", ".hidden.md", "#a.txt#", "a.txt~", "b.swp", "c.tmp", ".git/x.md", ".obsidian/y.yaml"]
    files = {f"content/articles/{name}": "\0" for name in names}
    library = clean(write(tmp_path, {A: "A", **files}))
    assert (origins(library), library.files) == ([A], ())


def test_a_content_folder_of_another_name_and_depth_is_the_same_to_it(tmp_path: Path) -> None:
    write(tmp_path, {"texts/all/articles/a.txt": "A", "content/articles/no.txt": "no"})
    assert origins(load(tmp_path, "texts/all").value) == ["texts/all/articles/a.txt"]


@pytest.mark.parametrize("folder", ["articles", "glossary", "pages"])
def test_a_yml_file_is_not_read_and_said(tmp_path: Path, folder: str) -> None:
    path = f"content/{folder}/a.yml"
    found = load(write(tmp_path, {path: "\0"}), "content")
    assert said(found) == ("file-unread", "warning", path)
    assert ".yaml" in only(found).message
    assert found.value == Library((), (path,))


@pytest.mark.parametrize("folder", ["articles", "articles/2022", "pages"])
def test_a_sidecar_alone_is_said_with_the_names_its_text_may_have(tmp_path: Path, folder: str) -> None:
    path = f"content/{folder}/a.yaml"
    found = load(write(tmp_path, {path: "title: A", f"content/{folder}/ab.txt": "B"}), "content")
    assert said(found) == ("sidecar-alone", "error", path)
    assert f"content/{folder}/a.txt or content/{folder}/a.md" in only(found).hint
    assert origins(found.value) == [f"content/{folder}/ab.txt"]


# ── what is no text ──────────────────────────────────────────────────────────────────────────────────────────────

NO_TEXT = [
    ("T\u00eftle".encode("utf-16"), "encoding", (1, 1), "UTF-16"),
    (b"one\r\ncaf\xe9s\r\n", "encoding", (2, 4), "“cafés”"),
    (b"one\rtwo\x00", "control-character", (2, 4), "U+0000"),
    ("one\n\ufefftwo".encode(), "control-character", (2, 1), "U+FEFF"),
]


@pytest.mark.parametrize(("data", "code", "place", "words"), NO_TEXT)
@pytest.mark.parametrize("path", [A, "content/pages/p.md", "content/glossary/g.yaml"])
def test_what_is_no_text_is_said_once_at_its_place_and_left_out(
    tmp_path: Path, path: str, data: bytes, code: str, place: tuple[int, int], words: str
) -> None:
    found = load(write(tmp_path, {path: data, "content/articles/good.txt": "good"}), "content")
    assert said(found) == (code, "error", path)
    diagnostic = only(found)
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == place
    assert words in diagnostic.message + diagnostic.hint
    assert origins(found.value) == ["content/articles/good.txt"]
    assert found.value.files == ()


@pytest.mark.parametrize(("data", "code", "place", "words"), NO_TEXT)
def test_a_sidecar_that_is_no_text_is_said_once_and_leaves_its_article_standing(
    tmp_path: Path, data: bytes, code: str, place: tuple[int, int], words: str
) -> None:
    found = load(write(tmp_path, {A: "A", SIDECAR: data}), "content")
    assert said(found) == (code, "error", SIDECAR)
    assert only(found).span is not None
    assert words in only(found).message + only(found).hint
    (unit,) = found.value.units
    assert (unit.origin, unit.sidecar) == (A, Source(SIDECAR, "", ""))


def test_a_character_that_reorders_text_is_a_warning_and_the_text_is_kept(tmp_path: Path) -> None:
    found = load(write(tmp_path, {A: "a\u202eb"}), "content")
    assert said(found) == ("bidi-control", "warning", A)
    assert found.value.units[0].text.text == "a\u202eb"


@pytest.mark.parametrize(("path", "limit"), [(A, ARTICLE_LIMIT), ("content/glossary/g.yaml", SIDECAR_LIMIT)])
def test_a_file_at_its_limit_is_read_and_one_byte_more_is_said_with_the_limit(
    tmp_path: Path, path: str, limit: int
) -> None:
    write(tmp_path, {path: b"#" * limit})
    assert len(clean(tmp_path).units[0].text.text) == limit
    found = load(write(tmp_path, {path: b"#" * (limit + 1)}), "content")
    assert said(found) == ("file-size", "error", path)
    assert f"{limit:,} bytes" in only(found).message
    assert found.value == Library()


# ── links, pipes and names ───────────────────────────────────────────────────────────────────────────────────────


def test_a_link_to_a_file_of_the_content_is_as_good_as_the_file(tmp_path: Path) -> None:
    write(tmp_path, {A: "A"})
    (tmp_path / "content/articles/b.txt").symlink_to("a.txt")
    assert origins(clean(tmp_path)) == [A, "content/articles/b.txt"]


@pytest.mark.parametrize("target", ["secret.txt", "secrets"])
def test_a_link_out_of_the_content_is_left_out_with_a_warning(tmp_path: Path, target: str) -> None:
    write(tmp_path, {A: "A", "secret.txt": "secret", "secrets/b.txt": "secret"})
    link = "content/articles/link.txt"
    (tmp_path / link).symlink_to(tmp_path / target)
    found = load(tmp_path, "content")
    assert said(found) == ("symlink-outside", "warning", link)
    assert (origins(found.value), found.value.files) == ([A], ())


def test_a_link_to_a_folder_whose_name_begins_like_the_contents_leads_out(tmp_path: Path) -> None:
    write(tmp_path, {A: "A", "content-old/b.txt": "secret"})
    (tmp_path / "content/articles/b.txt").symlink_to(tmp_path / "content-old/b.txt")
    assert only(load(tmp_path, "content")).code == "symlink-outside"


def test_a_link_to_nothing_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {A: "A"})
    (tmp_path / SIDECAR).symlink_to("gone.yaml")
    found = load(tmp_path, "content")
    assert said(found) == ("symlink-dangling", "error", SIDECAR)
    assert origins(found.value) == [A]


def test_links_that_circle_are_said_and_end(tmp_path: Path) -> None:
    write(tmp_path, {A: "A"})
    (tmp_path / "content/articles/up").symlink_to(tmp_path / "content")
    (tmp_path / "content/articles/self.txt").symlink_to("self.txt")
    (tmp_path / "content/articles/x.txt").symlink_to("y.txt")
    (tmp_path / "content/articles/y.txt").symlink_to("x.txt")
    found = load(tmp_path, "content")
    assert [(d.code, d.span.path.rsplit("/", 1)[1]) for d in found.diagnostics if d.span] == [
        ("symlink-dangling", "self.txt"),
        ("symlink-folder", "up"),
        ("symlink-dangling", "x.txt"),
        ("symlink-dangling", "y.txt"),
    ]
    assert (origins(found.value), found.value.files) == ([A], ())


def test_a_pipe_is_left_out_and_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"content/articles/b.txt": "B"})
    os.mkfifo(tmp_path / A)
    found = load(tmp_path, "content")
    assert said(found) == ("special-file", "warning", A)
    assert origins(found.value) == ["content/articles/b.txt"]


ODD = [
    (b"new\nline.txt", "new\\nline.txt"),
    (b"bell\x07.md", "bell\\x07.md"),
    (b"caf\xe9.txt", "caf\\xe9.txt"),
    ("c1\x85.txt".encode(), "c1\\x85.txt"),
    ("line\u2028separator.png".encode(), "line\\u2028separator.png"),
    ("\u202edm.txt".encode(), "\\u202edm.txt"),
]


@pytest.mark.parametrize(("name", "shown"), ODD, ids=[shown for _, shown in ODD])
@pytest.mark.parametrize("folder", [False, True], ids=["file", "folder"])
def test_a_name_that_can_be_no_address_is_said_once_in_a_form_that_can_be_printed(
    tmp_path: Path, name: bytes, shown: str, folder: bool
) -> None:
    write(tmp_path, {A: "A"})
    odd = os.fsencode(tmp_path / "content/articles") + b"/" + name
    try:
        if folder:
            os.mkdir(odd)
        for path in [odd + b"/b.txt", odd + b"/c.txt"] if folder else [odd]:
            with open(path, "wb") as file:
                file.write(b"B")
    except OSError:
        assert os.name == "nt" or os.uname().sysname == "Darwin", "this system takes any name"
        return
    found = load(tmp_path, "content")
    assert said(found) == ("file-name", "error", "")
    assert f"`content/articles/{shown}`" in only(found).message
    assert (origins(found.value), found.value.files) == ([A], ())


@pytest.mark.parametrize("name", ["a b", "-x", "a#b", "%41&'", "سپاه", "🛩️", "a\u200db", "con", "x.", "x "])
def test_a_name_that_is_only_unusual_is_read(tmp_path: Path, name: str) -> None:
    path = f"content/articles/{name}.txt"
    assert origins(clean(write(tmp_path, {path: "A"}))) == [path]


# ── files that change while they are read ────────────────────────────────────────────────────────────────────────


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, each time; the waiting itself is left out."""
    waited: list[float] = []
    monkeypatch.setattr(reading, "sleep", waited.append)
    return waited


def after_listing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen between the listing of a folder and the reading of its files."""
    read = stage.read

    def act_and_read(*arguments: object) -> object:
        act()
        return read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(stage, "read", act_and_read)


def test_files_that_vanish_after_the_listing_are_waited_for_once_and_then_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    write(tmp_path, {A: "A", "content/articles/b.txt": "B", "content/articles/c.txt": "C"})
    gone = [tmp_path / f"content/articles/{name}.txt" for name in "ac"]
    after_listing(monkeypatch, lambda: list(map(Path.unlink, gone)))
    found = load(tmp_path, "content")
    assert waits == [0.05]
    assert [(d.code, d.severity, d.span) for d in found.diagnostics] == [
        ("unreadable", "error", Span(A)),
        ("unreadable", "error", Span("content/articles/c.txt")),
    ]
    assert "cannot be read: No such file" in found.diagnostics[0].message
    assert origins(found.value) == ["content/articles/b.txt"]


def test_a_file_that_an_editor_removes_and_writes_anew_is_read_as_if_nothing_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {A: "old", SIDECAR: "title: A"})
    after_listing(monkeypatch, (tmp_path / A).unlink)
    monkeypatch.setattr(reading, "sleep", lambda seconds: (tmp_path / A).write_text("new"))
    (unit,) = clean(tmp_path).units
    assert (unit.text.text, unit.text.digest, unit.sidecar is None) == ("new", digest(b"new"), False)


def test_a_file_that_is_written_to_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    write(tmp_path, {A: "half "})
    look = os.fstat

    def save(descriptor: int) -> os.stat_result:
        found = look(descriptor)
        if not waits and found.st_size == len("half "):
            with (tmp_path / A).open("a") as file:
                file.write("and whole")
        return found

    monkeypatch.setattr(os, "fstat", save)
    (unit,) = clean(tmp_path).units
    assert unit.text.text == "half and whole"
    assert waits == [0.05]


def test_a_file_that_is_written_to_all_the_time_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    write(tmp_path, {A: ""})
    look = os.fstat

    def save(descriptor: int) -> os.stat_result:
        found = look(descriptor)
        with (tmp_path / A).open("a") as file:
            os.write(file.fileno(), b"more")
        return found

    monkeypatch.setattr(os, "fstat", save)
    found = load(tmp_path, "content")
    assert said(found) == ("unreadable", "error", A)
    assert "it is being written" in only(found).message
    assert waits == [0.05]


def test_a_folder_that_cannot_be_listed_is_said_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {A: "A", "content/articles/closed/b.txt": "B"})
    scan = os.scandir

    def refuse(folder: str) -> object:
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    found = load(tmp_path, "content")
    assert said(found) == ("unreadable", "error", "content/articles/closed")
    assert origins(found.value) == [A]


# ── what always holds ────────────────────────────────────────────────────────────────────────────────────────────


def snapshot(root: Path) -> dict[str, tuple[object, ...]]:
    """Every file and folder with all that a write would change; reading may set the time of the last access."""
    found: dict[str, tuple[object, ...]] = {}
    for path in (root, *root.rglob("*")):
        info = path.lstat()
        data = path.read_bytes() if stat.S_ISREG(info.st_mode) else b""
        found[str(path)] = (info.st_mode, info.st_ino, info.st_mtime_ns, info.st_ctime_ns, info.st_size, data)
    return found


def test_loading_writes_nothing_whatever_it_finds(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"content/articles/{n}.txt": data for n, (data, *_) in enumerate(NO_TEXT)}
    write(tmp_path, {A: "A\r\n", SIDECAR: "a: \0", "content/articles/b.yml": "", "content/x/alone.yaml": "", **files})
    (tmp_path / "content/articles/gone.txt").symlink_to("nothing")
    (tmp_path / "content/articles/up").symlink_to("..")
    before = snapshot(tmp_path)
    first = load(tmp_path, "content")
    assert len(first.diagnostics) > 5
    assert snapshot(tmp_path) == before
    assert load(tmp_path, "content") == first


@pytest.mark.parametrize(("content", "severity"), [("content", "warning"), ("texts", "error")])
def test_a_missing_content_folder_is_said_and_an_error_where_the_config_names_it(
    tmp_path: Path, content: str, severity: str
) -> None:
    assert said(load(tmp_path, content)) == ("content-missing", severity, "")


@pytest.mark.parametrize("name", ["content/articles/A.TXT", "content/pages/a.markdown"])
def test_a_file_that_its_author_may_take_for_an_article_is_said(tmp_path: Path, name: str) -> None:
    write(tmp_path, {A: "A", name: "B"})
    assert said(load(tmp_path, "content")) == ("file-unread", "warning", name)


def test_an_empty_content_folder_is_an_empty_library(tmp_path: Path) -> None:
    (tmp_path / "content/articles").mkdir(parents=True)
    assert clean(tmp_path) == Library()


def test_a_pipe_that_came_after_the_folder_was_listed_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {A: "A"})
    listing = stage.scan(tmp_path, "content").value
    (tmp_path / A).unlink()
    os.mkfifo(tmp_path / A)
    (one,) = stage.read(tmp_path, listing.units)
    assert [(d.code, d.message) for d in one.faults] == [("unreadable", f"`{A}` cannot be read: it is no file")]
    assert stage.seen_at(str(tmp_path / A), A) == stage.seen_at(str(tmp_path / "none"), A)
