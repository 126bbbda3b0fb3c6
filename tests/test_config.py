"""config.yaml: every setting is looked at, and nothing is written where something else lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.config import NEEDED, OUTPUTS, Config, Link, Site, read_config, read_site
from briefs.core.diagnostics import Checked, Diagnostic
from briefs.core.fields import Text
from briefs.core.source import Span


def write(root: Path, text: str | bytes = "title: X\n") -> Path:
    """A config in a folder with content and a theme."""
    for folder in ("content/articles", "themes/mine"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    path = root / "config.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def config_of(root: Path, text: str) -> Config:
    found = read_config(write(root, text))
    assert not found.diagnostics, found.diagnostics
    return found.value


def only(found: Checked[Config] | Checked[Site | None]) -> Diagnostic:
    """The one diagnostic of what was read."""
    assert len(found.diagnostics) == 1, found.diagnostics
    return found.diagnostics[0]


def site_of(found: Checked[Site | None]) -> Site:
    assert found.value is not None, found.diagnostics
    return found.value


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_title_is_all_that_a_config_needs_and_not_even_that(tmp_path: Path) -> None:
    assert config_of(tmp_path, "title: X\n") == Config(title="X")
    assert config_of(tmp_path, "") == Config()
    assert config_of(tmp_path, "title:\noutput:\noutputs:\nlink:\nlints:\n") == Config()


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """\
title: Briefs on drones
description: What the papers say
url: HTTPS://Example.org:8080/briefs
language: en-GB
timezone: Europe/Paris
author: A. Writer
theme: mine
output: ../public
content: content
link: {density: section, quotations: skip}
outputs: [article, mine, article]
lints: {long-summary: off, broken-link: error}
plugins: [my_plugins.timeline]
strict: true
jobs: 4
"""
    assert config_of(tmp_path, text) == Config(
        title="Briefs on drones",
        description="What the papers say",
        url="https://example.org:8080/briefs/",
        language="en-GB",
        timezone="Europe/Paris",
        author="A. Writer",
        theme="mine",
        output="../public",
        content="content",
        link=Link(density="section", quotations="skip"),
        outputs=(*NEEDED, "mine"),
        lints=(("long-summary", "off"), ("broken-link", "error")),
        plugins=("my_plugins.timeline",),
        strict=True,
        jobs=4,
    )


def test_without_outputs_there_are_all_and_an_empty_list_is_none(tmp_path: Path) -> None:
    assert config_of(tmp_path, "title: X\n").outputs == OUTPUTS
    assert config_of(tmp_path, "outputs: []\n").outputs == NEEDED


def test_a_missing_config_says_how_to_get_one(tmp_path: Path) -> None:
    found = read_config(tmp_path / "config.yaml")
    assert found.value == Config()
    assert only(found).code == "config-missing"
    assert "`briefs new site NAME`" in only(found).hint
    assert read_site(tmp_path / "config.yaml").value is None


def test_a_config_that_is_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").mkdir()
    assert only(read_config(tmp_path / "config.yaml")).code == "config-missing"


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(tmp_path: Path) -> None:
    found = read_config(write(tmp_path, b"\xef\xbb\xbftitle: X\r\nauthor: Y\r\n"))
    assert found == Checked(Config(title="X", author="Y"))


def test_a_byte_that_is_not_utf8_is_said_at_its_place(tmp_path: Path) -> None:
    found = only(read_config(write(tmp_path, "title: é\r\nauthor: ".encode() + b"\xe9t\xe9\n")))
    assert (found.code, found.span) == ("encoding", Span("config.yaml", 2, 9, 2, 10))
    assert "0xe9" in found.message


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"title: X\rauthor: a\x00b\r", "control-character", 2),
        ("title: X\nauthor: a\ufeffb\n".encode(), "control-character", 2),
        ("title: X\nauthor: a\u2028b\n".encode(), "yaml-character", 2),
        ("title: X\n".encode("utf-16"), "encoding", 1),
    ],
)
def test_what_is_no_text_is_one_mistake_and_the_site_unusable(
    tmp_path: Path, data: bytes, code: str, line: int
) -> None:
    found = read_site(write(tmp_path, data))
    assert found.value is None
    assert only(found).code == code
    assert (only(found).span or Span("")).line == line


def test_a_mistake_in_the_yaml_is_said_and_the_site_unusable(tmp_path: Path) -> None:
    found = read_site(write(tmp_path, "title: a: b\n"))
    assert found.value is None
    assert only(found).code == "yaml-syntax"


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────

MISTAKES = [
    ("titel: X", "unknown-key", 1, "did you mean `title`?"),
    ("base_url: X", "unknown-key", 1, "the keys are `title`"),
    ("link: {densty: first}", "unknown-key", 8, "did you mean `density`?"),
    ("link: {density: frist}", "wrong-type", 17, "did you mean `first`?"),
    ("strict: yes", "wrong-type", 9, ""),
    ("lints: {x: fatal}", "wrong-type", 12, ""),
    ("lints: [x]", "wrong-type", 8, ""),
    ("outputs: article", "wrong-type", 10, "[article]"),
    ("outputs: [artcle]", "unknown-output", 11, "did you mean `article`?"),
    ("outputs: [zzzzz]", "unknown-output", 11, "glossary"),
    ("jobs: 0", "wrong-type", 7, ""),
    ("jobs: many", "wrong-type", 7, ""),
    ("plugins: [../evil.py]", "config-plugin", 11, "my_plugins.timeline"),
    ("language: english language", "config-language", 11, "`en-GB`"),
    ("language: en_GB", "config-language", 11, "`en-GB`"),
    ("timezone: Europe/Pariss", "config-timezone", 11, "did you mean `Europe/Paris`?"),
    ("timezone: ../../etc/passwd", "config-timezone", 11, ""),
    ("timezone: /etc/localtime", "config-timezone", 11, ""),
    ("timezone: Europe", "config-timezone", 11, ""),
    ("theme: ../mine", "path-outside", 8, "`themes`"),
    ("theme: /mine", "path-outside", 8, "`themes`"),
    ("theme: ..", "path-outside", 8, "`themes`"),
    ("output: ~/site", "output-refused", 9, "relative to this file"),
    ("output: ~", "output-refused", 9, "relative to this file"),
    ("output: $HOME", "output-refused", 9, "relative to this file"),
    ("output: ''", "output-refused", 9, "relative to this file"),
]


@pytest.mark.parametrize(("text", "code", "column", "hint"), MISTAKES)
def test_a_wrong_setting_is_said_at_its_place_and_has_its_default(
    tmp_path: Path, text: str, code: str, column: int, hint: str
) -> None:
    found = read_config(write(tmp_path, text))
    diagnostic = only(found)
    assert diagnostic.span is not None
    assert (diagnostic.code, diagnostic.span.column, diagnostic.severity) == (code, column, "error")
    assert hint in diagnostic.hint
    assert found.value in (Config(), Config(outputs=NEEDED))
    assert read_site(tmp_path / "config.yaml").value is None


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org", "https://example.org/"),
        ("http://localhost:8000/x/", "http://localhost:8000/x/"),
        ("https://user.github.io/briefs", "https://user.github.io/briefs/"),
        ("HTTPS://EXAMPLE.org/Briefs", "https://example.org/Briefs/"),
        ("http://[::1]:80/a%20b", "http://[::1]:80/a%20b/"),
    ],
)
def test_an_address_ends_with_a_slash(tmp_path: Path, text: str, url: str) -> None:
    assert config_of(tmp_path, f"url: '{text}'\n").url == url


EVIL_ADDRESSES = (
    "example.org;//example.org;javascript:alert(1);ftp://example.org;https://;https:///x;https://a b.org;"
    'https://example.org/?q=1;https://example.org/#x;https://example.org/">;https://example.org/<script>;'
    "https://user:secret@example.org/;https://example.org/../x;https://example.org/./;https://example.org//x;"
    "https://example.org/a b;https://example.org/`x;https://éxample.org/;https://example.org:http/;https://a..b"
).split(";")


@pytest.mark.parametrize("url", EVIL_ADDRESSES)
def test_what_is_no_plain_web_address_is_refused_in_the_config_and_on_the_command_line(
    tmp_path: Path, url: str
) -> None:
    found = only(read_config(write(tmp_path, f"url: '{url}'\n")))
    assert (found.code, found.span) == ("config-url", Span("config.yaml", 1, 6, 1, 8 + len(url)))
    given_one = read_site(write(tmp_path), url=url)
    assert given_one.value is None
    assert (only(given_one).code, only(given_one).span) == ("config-url", None)


@given(st.text(max_size=30) | st.from_regex(r"https?://[^/]{1,9}/.{0,9}", fullmatch=True))
def test_no_address_that_is_taken_could_end_an_attribute_or_a_string(url: str) -> None:
    from briefs.config import _address  # the config's file would only be in the way

    taken = _address(Text(url, Span("")))
    if isinstance(taken, str):
        assert taken.startswith(("http://", "https://"))
        assert taken.endswith("/")
        assert taken.isascii()
        assert not set(taken) & set("\"'<>`\\?#{}|^ \t\r\n")


def test_the_command_line_goes_before_the_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a", "url: https://example.org/\noutput: one\n")
    (tmp_path / "b").mkdir()
    monkeypatch.chdir(tmp_path / "b")
    site = site_of(read_site(path, Path("two"), "https://example.com/x"))
    assert site.config.url == "https://example.com/x/"
    assert site.output == (tmp_path / "b/two").resolve()


# ── folders ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_folders_are_relative_to_the_config_and_not_to_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a", "theme: mine\noutput: ../public\n")
    monkeypatch.chdir(tmp_path)
    site = site_of(read_site(Path("a/config.yaml")))
    root = (tmp_path / "a").resolve()
    assert (site.root, site.content, site.theme) == (root, root / "content", root / "themes/mine")
    assert site.output == (tmp_path / "public").resolve()


@pytest.mark.parametrize("output", ["site", "build/site", "../public", "contents", "content-site", ".briefs/preview"])
def test_a_folder_of_its_own_is_taken_as_output_whether_it_is_there_or_not(tmp_path: Path, output: str) -> None:
    path = write(tmp_path / "a", f"output: {output}\n")
    taken = (tmp_path / "a" / output).resolve()
    assert site_of(read_site(path)).output == taken
    taken.mkdir(parents=True)
    assert site_of(read_site(path)).output == taken


def links(root: Path) -> None:
    """Other names for the folders of a site."""
    (root.parent / "links").mkdir()
    for name, target in {
        "root": root,
        "content": root / "content",
        "up": root.parent,
        "themes": root / "themes",
    }.items():
        (root.parent / "links" / name).symlink_to(target)


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("/", "the root of the file system"),
        (".", "it is the site's own folder"),
        ("..", "it holds the site's own folder"),
        ("site/..", "it is the site's own folder"),
        ("content", "it is the content folder"),
        ("content/site", "it lies in the content folder"),
        ("content/articles", "it lies in the content folder"),
        ("site/../content/x/y", "it lies in the content folder"),
        ("themes", "it is the themes folder"),
        ("themes/mine", "themes folder"),
        ("themes/other/site", "it lies in the themes folder"),
        (".git", "it is the .git folder"),
        (".git/site", "it lies in the .git folder"),
        ("config.yaml", "it is a file"),
        ("../links/root", "it is the site's own folder"),
        ("../links/up", "it holds the site's own folder"),
        ("../links/content", "it is the content folder"),
        ("../links/content/x", "it lies in the content folder"),
        ("../links/themes/x", "it lies in the themes folder"),
        ("../links/up/a/content/x", "it lies in the content folder"),
    ],
)
def test_an_output_that_is_holds_or_lies_in_what_is_not_ours_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, reason: str
) -> None:
    path = write(tmp_path / "a", f"output: {output}\n")
    links(tmp_path / "a")
    found = read_site(path)
    assert found.value is None
    assert (only(found).code, only(found).span) == ("output-refused", Span("config.yaml", 1, 9, 1, 9 + len(output)))
    assert f"`{output}`" in only(found).message
    assert reason in only(found).message
    monkeypatch.chdir(tmp_path / "a")
    from_command = only(read_site(write(tmp_path / "a"), output=Path(output)))
    assert (from_command.code, from_command.span) == ("output-refused", None)
    assert reason in from_command.message


def test_the_home_folder_and_what_holds_it_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "users/me"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    path = write(tmp_path / "a")
    assert "it is your home folder" in only(read_site(path, output=home)).message
    assert "it holds your home folder" in only(read_site(path, output=home.parent)).message
    site_of(read_site(path, output=home / "public"))


def test_a_site_may_stand_in_the_home_folder_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert site_of(read_site(write(tmp_path))).output == tmp_path.resolve() / "site"


def test_a_second_name_that_a_mount_gives_a_folder_is_known_by_device_and_inode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a")
    (tmp_path / "alias").mkdir()
    site_of(read_site(path, output=tmp_path / "alias/site"))
    # What a bind mount shows: another path, the same device and inode.
    ask, alias, content = Path.stat, (tmp_path / "alias").resolve(), tmp_path / "a/content"
    monkeypatch.setattr(Path, "stat", lambda self, **how: ask(content if self == alias else self, **how))
    assert "it lies in the content folder" in only(read_site(path, output=alias / "site")).message
    assert "it is the content folder" in only(read_site(path, output=alias)).message


MOUNTED = """\
import sys
from pathlib import Path
from briefs.config import read_site
for name in sys.argv[1:]:
    found = read_site(Path("a/config.yaml"), output=Path(name)).diagnostics
    print([(d.code, d.message.rpartition(": ")[2]) for d in found])
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare, so no folder can be mounted here")
def test_a_folder_that_is_mounted_at_a_second_place_is_refused_there_too(tmp_path: Path) -> None:
    write(tmp_path / "a")
    for name in ("alias", "whole"):
        (tmp_path / name).mkdir()
    mount = 'mount --bind a/content alias && mount --bind . whole && exec "$0" -c "$1" alias alias/x whole whole/a'
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = ["unshare", "-Urm", "sh", "-c", mount, sys.executable, MOUNTED]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    assert done.stdout.splitlines() == [
        "[('output-refused', 'it is the content folder')]",
        "[('output-refused', 'it lies in the content folder')]",
        "[('output-refused', \"it holds the site's own folder\")]",
        "[('output-refused', \"it is the site's own folder\")]",
    ]


def test_content_and_theme_lie_inside_the_site(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    for content in ("..", "../elsewhere", "/", ".", str(tmp_path / "elsewhere")):
        found = read_site(write(tmp_path / "a", f"content: {content}\n"))
        assert found.value is None
        assert "path-outside" in {d.code for d in found.diagnostics}
    (tmp_path / "a/away").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a/themes/away").symlink_to(tmp_path / "elsewhere")
    for text in ("content: away\n", "theme: away\n"):
        found = read_site(write(tmp_path / "a", text))
        assert only(found).code == "path-outside"
        assert only(found).span is not None
        assert "`away`" in only(found).message
    site_of(read_site(write(tmp_path / "a", "content: texts/all\n")))


def test_a_link_that_circles_and_a_name_too_long_for_any_disk_are_left_to_the_writer(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    path = write(tmp_path, "output: circle/site\n")
    assert site_of(read_site(path)).output == tmp_path.resolve() / "circle/site"
    assert site_of(read_site(path, output=tmp_path / ("x" * 5000))).output.name == "x" * 5000


def test_a_warning_leaves_the_site_usable(tmp_path: Path) -> None:
    found = read_site(write(tmp_path, "title: Issue #1\n"))
    assert (only(found).code, only(found).severity) == ("yaml-comment-in-value", "warning")
    assert site_of(found).config.title == "Issue"


def test_a_site_carries_what_its_build_should_still_report(tmp_path: Path) -> None:
    path = write(tmp_path, "title: Issue #1\nauthor: a\u202eb\n")
    found = read_site(path)
    assert site_of(found).notices == found.diagnostics
    assert [notice.code for notice in site_of(found).notices] == ["bidi-control", "yaml-comment-in-value"]
    assert site_of(read_site(write(tmp_path))).notices == ()


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are Linux's")
def test_a_site_in_a_folder_whose_name_is_not_utf8_is_told_to_rename_it(tmp_path: Path) -> None:
    root = Path(os.fsdecode(os.fsencode(tmp_path) + b"/ha\xfcfen"))
    root.mkdir()
    (root / "config.yaml").write_text("title: Harbour\n", "utf-8")
    (told,) = read_site(root / "config.yaml").diagnostics
    assert (told.code, told.hint) == ("file-name", "rename it")
    assert told.message.endswith("/ha\\xfcfen` holds bytes that are not UTF-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes are POSIX's")
def test_a_pipe_in_the_place_of_the_config_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.yaml")
    (told,) = read_site(tmp_path / "config.yaml").diagnostics
    assert (told.code, told.message) == ("config-missing", "`config.yaml` is no file")
