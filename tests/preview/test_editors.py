"""Which address opens a place in the author's editor."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.preview.editors import EDITORS, Editor, form_of


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("vscode", "vscode://file/site/content/a%20b.md:3:5"),
        ("vscodium", "vscodium://file/site/content/a%20b.md:3:5"),
        ("cursor", "cursor://file/site/content/a%20b.md:3:5"),
        ("zed", "zed://file/site/content/a%20b.md:3:5"),
        ("idea", "idea://open?file=/site/content/a%20b.md&line=3&column=5"),
        ("textmate", "txmt://open?url=file:///site/content/a%20b.md&line=3&column=5"),
        ("none", ""),
    ],
)
def test_each_editor_has_its_own_form(name: str, address: str) -> None:
    assert Editor(EDITORS[name], "/site").at("content/a b.md", 3, 5) == address


@pytest.mark.parametrize(
    ("form", "address"),
    [
        ("vscode://file{path}:{line}", "vscode://file/C:/My%20site/a.md:3"),
        ("vscode://file/{path}:{line}", "vscode://file/C:/My%20site/a.md:3"),
        ("idea://open?file={path}&line={line}", "idea://open?file=C:/My%20site/a.md&line=3"),
        ("txmt://open?url=file://{path}", "txmt://open?url=file:///C:/My%20site/a.md"),
        ("txmt://open?url=file:///{path}", "txmt://open?url=file:///C:/My%20site/a.md"),
        ("edit://{path}", "edit:///C:/My%20site/a.md"),
    ],
)
def test_a_drive_letter_stands_where_a_url_wants_it(form: str, address: str) -> None:
    assert Editor(form, "C:/My site").at("a.md", 3) == address


@pytest.mark.parametrize(
    ("root", "address"), [("/", "x:///a.md"), ("//server/share", "x:////server/share/a.md"), ("/s/", "x:///s/a.md")]
)
def test_any_root_leads_to_the_file(root: str, address: str) -> None:
    assert Editor("x://{path}", root).at("a.md") == address


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1, max_size=30))
def test_a_path_cannot_leave_its_place_in_the_address(name: str) -> None:
    address = Editor(EDITORS["textmate"], "/site").at(name, 3, 5)
    head, tail = "txmt://open?url=file:///site/", "&line=3&column=5"
    assert address.startswith(head)
    assert address.endswith(tail)
    inside = address.removeprefix(head).removesuffix(tail)
    assert unquote(inside) == name
    assert inside.isascii()
    assert not set(inside) & set('&?#"<> {}:+\\')


@pytest.mark.parametrize("named", ["my-editor://open?f={path}&l={line}&c={column}", "http://localhost:8080/?f={path}"])
def test_an_author_may_write_a_form_of_their_own(named: str) -> None:
    assert form_of(named) == named


@pytest.mark.parametrize(
    "named",
    [
        *("", "notepad", "x://open", "x:{path}", "{path}", "x://{path}{unknown}", "x://a b{path}", 'x://"{path}'),
        *("javascript://x%0a{path}", "JavaScript://{path}", "data://{path}", "1x://{path}"),
    ],
)
def test_what_is_no_name_and_no_form_is_refused(named: str) -> None:
    assert form_of(named) is None


def test_without_an_editor_or_a_file_there_is_no_address() -> None:
    assert Editor().at("a.md") == ""
    assert Editor(EDITORS["vscode"], "/site").at("") == ""
    assert Editor(EDITORS["vscode"], "/site").at("a.md", 0, 0) == "vscode://file/site/a.md:1:1"
