"""Word documents: text, footnotes, pictures and tables by what they mean, comments as notes that are found."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing import faults, imported, needs_import, texts, told
from support import folded, made, words_of, write_site

pytestmark = needs_import

FILES = Path(__file__).parent / "files"
HARBOUR = (FILES / "harbour.docx").read_bytes()
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MARKDOWN = """\
The **Port Authority** said on Monday that the harbour had reopened, and that the harbour had reopened fully.[^1]

## What it costs

- Dredging: 1.2 million_a_year
- Cranes

| Pier | Open |
| --- | --- |
| A \\| east | yes |

See [the notice](https://example.org/harbour?a=1&b=2) of 3. ![A red crane](harbour/picture-1.png)

[^1]: Notice 12 of the Authority.
"""
SIDECAR = """\
title: Harbour reopens after the storm
byline: Mara Lind
notes:
  - quote: the harbour had reopened
    occurrence: 1
    kind: context
    text: 'Its spokeswoman told us so, \\*on the phone\\*.'
    by: Ana Reyes
"""


def document(body: str, **parts: str) -> bytes:
    """A document with the least that one needs."""
    out = io.BytesIO()
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/>'
        "</Types>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", types)
        file.writestr("_rels/.rels", relations)
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            file.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def commented(number: int, inside: str) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>{inside}<w:commentRangeEnd w:id="{number}"/>'


def said(comments: Mapping[int, str]) -> str:
    inside = (
        f'<w:comment w:id="{n}" w:author="Ana">{paragraph(run(text))}</w:comment>' for n, text in comments.items()
    )
    return f"<w:comments {W}>{''.join(inside)}</w:comments>"


def test_a_document_of_libreoffice_comes_over_whole() -> None:
    found = imported({"harbour.docx": HARBOUR}, "word")
    assert faults(found) == []
    assert texts(found)["articles/harbour.md"] == MARKDOWN
    assert texts(found)["articles/harbour.yaml"] == SIDECAR
    assert next(one for one in found.files if one.path.endswith(".png")).data.startswith(b"\x89PNG")
    assert told(found) == ["harbour.docx:1: “Mara Lind”, who made the file, is taken for its author"]


def test_the_site_of_a_document_has_its_words_and_its_comment_at_the_right_place(tmp_path: Path) -> None:
    found = imported({"harbour.docx": HARBOUR}, "word")
    for one in found.files:
        target = tmp_path / "content" / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.data)
    files, result = made(write_site(tmp_path, {}))
    assert [d for d in result.report.diagnostics if d.severity == "error"] == []
    with zipfile.ZipFile(io.BytesIO(HARBOUR)) as file:
        from lxml.etree import fromstring

        root = fromstring(file.read("word/document.xml"))
        notes = fromstring(file.read("word/footnotes.xml"))
    words = "".join(t.text or "" for t in root.iter("{*}t")) + "".join(t.text or "" for t in notes.iter("{*}t"))
    body = folded(words_of(files["articles/harbour.html"]))
    assert body == folded(words.removeprefix("Harbour reopens after the storm"))
    assert b"Its spokeswoman told us so" in files["articles/harbour.html"]


def test_what_libreoffice_writes_now_comes_over_the_same(tmp_path: Path) -> None:
    """CI goes without it, since it is large, and has the file that it wrote before."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    shutil.copy(FILES / "harbour.fodt", tmp_path)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx"]
    subprocess.run([*command, "harbour.fodt"], cwd=tmp_path, check=True, capture_output=True, timeout=180)
    found = imported({"harbour.docx": (tmp_path / "harbour.docx").read_bytes()}, "word")
    assert texts(found)["articles/harbour.md"] == MARKDOWN


def test_of_equal_words_the_comment_stands_at_those_it_hung_on() -> None:
    body = paragraph(run("The harbour is open. "), run("The "), commented(1, run("harbour")), run(" is full."))
    found = imported({"a.docx": document(body, comments=said({1: "Why?"}))}, "word")
    note = "notes:\n  - quote: harbour\n    occurrence: 2\n    kind: context\n    text: Why?\n    by: Ana\n"
    assert texts(found)["articles/a.yaml"] == f"title: a\n{note}"
    assert faults(found) == []


def test_a_comment_over_two_paragraphs_stands_at_the_first() -> None:
    start, end = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
    body = paragraph(run("It "), start, run("rained.")) + paragraph(run("It blew"), end, run(" too."))
    found = imported({"a.docx": document(body, comments=said({1: "Both?"}))}, "word")
    assert "quote: rained." in texts(found)["articles/a.yaml"]
    assert faults(found) == []


def test_a_comment_at_a_point_is_taken_for_one_on_its_paragraph_and_told_of() -> None:
    body = paragraph(run("It rained."), '<w:r><w:commentReference w:id="1"/></w:r>') + paragraph(run("It blew."))
    found = imported({"a.docx": document(body, comments=said({1: "When?"}))}, "word")
    assert "quote: It rained." in texts(found)["articles/a.yaml"]
    assert [line for line in told(found) if "stands at a point" in line]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 no more",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc",
        document("<w:p>").replace(b"document.xml", b"documemt.xml"),
        document('<!DOCTYPE x [<!ENTITY a "b">]>'),
    ],
)
def test_what_is_no_document_is_an_error_and_no_fault(data: bytes) -> None:
    found = imported({"a.docx": data}, "word")
    assert [d.code for d in faults(found)] in (["import-format"], [])
    assert found.files == () or faults(found) == []


def test_entities_are_never_expanded() -> None:
    out = io.BytesIO()
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + f"<w:document {W}><w:body/></w:document>"
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", bomb)
    assert [d.code for d in faults(imported({"a.docx": out.getvalue()}, "word"))] == ["import-format"]


def test_a_picture_that_no_browser_shows_is_told_of() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(HARBOUR)) as whole, zipfile.ZipFile(out, "w") as file:
        for one in whole.namelist():
            file.writestr(one, b"\xd7\xcd\xc6\x9a\0\0" if one == "word/media/image1.png" else whole.read(one))
    found = imported({"harbour.docx": out.getvalue()}, "word")
    assert faults(found) == []
    assert "![" not in texts(found)["articles/harbour.md"]
    assert "harbour.docx:1: a picture is of a kind that no browser shows" in told(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels", "word/comments.xml"])
def test_entities_are_expanded_in_no_part_and_no_encoding(part: str, encoding: str) -> None:
    out = io.BytesIO()
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!-- {"x" * 3000} --><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    )
    with zipfile.ZipFile(io.BytesIO(HARBOUR)) as whole, zipfile.ZipFile(out, "w") as file:
        for one in whole.namelist():
            file.writestr(one, bomb.encode(encoding) if one == part else whole.read(one))
    assert [d.code for d in faults(imported({"a.docx": out.getvalue()}, "word"))] == ["import-format"]


PARTS = [name for name in zipfile.ZipFile(io.BytesIO(HARBOUR)).namelist() if name.endswith((".xml", ".rels"))]


@settings(max_examples=40)
@given(st.sampled_from(PARTS), st.integers(0, 6000), st.integers(0, 60), st.binary(max_size=12))
def test_a_damaged_document_is_an_article_or_an_error(part: str, at: int, gone: int, new: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(HARBOUR)) as whole, zipfile.ZipFile(out, "w") as file:
        for one in whole.namelist():
            data = whole.read(one)
            file.writestr(one, data[:at] + new + data[at + gone :] if one == part else data)
    found = imported({"a.docx": out.getvalue()}, "word")
    assert [d.code for d in faults(found)] in ([], ["import-format"])
