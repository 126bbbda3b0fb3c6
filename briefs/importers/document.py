"""Word documents go in, articles and sidecars come out: text by what its styles mean, comments as notes; no disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from lxml.html import HtmlElement
from mammoth import convert_to_html
from mammoth.images import img_element
from mammoth.results import Result
from msgspec import Struct

from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.measuring import measure
from briefs.core.oneline import cut
from briefs.core.source import Span
from briefs.importers.blocks import Turned, markdown_of
from briefs.importers.clean import clean_tree
from briefs.importers.comments import Comment, Reading, comments, has_doctype, xml
from briefs.importers.escapes import escaped, line_start
from briefs.importers.importer import Batch, Given, Imported, Planned, changed, guessed, left_out, together
from briefs.importers.inlines import Turning
from briefs.importers.naming import Names, source_of
from briefs.importers.pictures import Pictures
from briefs.importers.writing import as_yaml
from briefs.stages.parse.links import Refused, resolve

MOST = 256 * 1024 * 1024
"""Bytes that a document may hold when it is unpacked."""
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Preformatted Text'] => pre:separator('\\n')
"""
_XML = (".xml", ".rels")
_NOTE = re.compile(r"(foot|end)note-(\d+)$")
_DC = "{http://purl.org/dc/elements/1.1/}"


class _Parts(Struct, frozen=True):
    """What of a document is read beside its text."""

    reading: Reading
    title: str
    creator: str
    furniture: bool
    """Whether it has a header or footer with words."""


def read_documents(batch: Batch) -> Imported:
    """All documents of a batch."""
    names = Names(batch)
    return together(_document(given, batch, names) for given in batch.given)


def _document(given: Given, batch: Batch, names: Names) -> Checked[tuple[Planned, ...]]:
    place = names.place(given, ".md")
    pictures = Pictures(given, (), place.path)
    parts = _parts(given)
    if parts.value is None:
        return Checked((), parts.diagnostics)
    drawn = _Drawn(pictures)
    result = _converted(given, drawn)
    if result is None:
        return Checked((), (_unreadable(given),))
    tree = clean_tree(result.value)
    title = _title(tree, parts.value.title)
    turned = markdown_of(tree, Turning(_link, drawn.file, _notes(tree)))
    noted = _annotated(parts.value.reading.comments, turned, given)
    sidecar = as_yaml(
        {
            **place.said,
            "title": title or PurePosixPath(given.place).stem,
            "byline": parts.value.creator,
            "source": source_of(batch.asked),
            "notes": noted.value,
        }
    )
    files = [Planned(place.path, turned.text.encode()), *pictures.planned()]
    files += [Planned(place.sidecar, sidecar.encode())] if sidecar else []
    told = (
        *place.diagnostics,
        *((_undrawn(drawn.lost, given),) if drawn.lost else ()),
        *noted.diagnostics,
        *_told(given, parts.value, title, {m.message for m in result.messages}),
    )
    return Checked(tuple(files), told)


def _converted(given: Given, drawn: _Drawn) -> Result | None:
    """The document as HTML; None where it is damaged, of which mammoth and what it reads XML with say it variously."""
    try:
        return convert_to_html(BytesIO(given.data), style_map=_STYLES, convert_image=img_element(drawn.image))
    except Exception:
        return None


def _unreadable(given: Given) -> Diagnostic:
    message = "the document is damaged, and cannot be read"
    return error("import-format", message, Span(given.path), "open it in Word or LibreOffice, and save it anew")


def _parts(given: Given) -> Checked[_Parts | None]:
    """The document's own parts; an error where it is none, or would fill the memory."""
    try:
        with ZipFile(BytesIO(given.data)) as file:
            if sum(one.file_size for one in file.infolist()) > MOST:
                message = f"the document holds more than the {MOST:,} bytes that are read"
                return Checked(None, (error("file-size", message, Span(given.path), "take its pictures out"),))
            parts = {one.filename: file.read(one) for one in file.infolist() if one.filename.endswith(_XML)}
    except (BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as problem:
        message = f"this is no Word document: {problem}"
        hint = "save it as .docx; older .doc files must be opened in Word or LibreOffice first"
        return Checked(None, (error("import-format", message, Span(given.path), hint),))
    if any(has_doctype(data) for data in parts.values()):
        message = "the document defines entities of its own, which no Word document does"
        return Checked(None, (error("import-format", message, Span(given.path), "open it in Word and save it anew"),))
    core = xml(parts.get("docProps/core.xml", b"<a/>"))
    found = {one.tag: (one.text or "").strip() for one in (core if core is not None else ())}
    reading = comments(parts.get("word/document.xml", b""), parts.get("word/comments.xml", b""))
    heads = [data for name, data in parts.items() if re.match(r"word/(header|footer)\d*\.xml", name)]
    furniture = any((root := xml(data)) is not None and "".join(root.itertext()).strip() for data in heads)
    return Checked(_Parts(reading, found.get(f"{_DC}title", ""), found.get(f"{_DC}creator", ""), furniture))


class _Drawn:
    """The document's pictures, named in their order."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._files: dict[str, str] = {}
        self.lost = 0
        """How many are of kinds that no browser shows, such as Windows metafiles."""

    def image(self, image: object) -> dict[str, str]:
        """Mammoth's picture as an address of our own."""
        with image.open() as handle:  # type: ignore[attr-defined]
            data = handle.read()
        found = measure(data)
        if found is None:
            self.lost += 1
            return {"src": ""}
        name = f"picture-{len(self._files) + 1}.{'jpg' if found.kind == 'jpeg' else found.kind}"
        self._files[name] = self._pictures.keep(Planned("", data), name)
        return {"src": name}

    def file(self, source: str, alt: str) -> str:
        """The file of an address of our own."""
        return self._files.get(source, "")


def _undrawn(number: int, given: Given) -> Diagnostic:
    what = "a picture is of a kind" if number == 1 else f"{number:,} pictures are of kinds"
    hint = "save what it shows as .png or .svg, and name it in the article"
    return left_out(f"{what} that no browser shows", Span(given.path), hint)


def _link(address: str) -> str:
    found = resolve(address, "") if address else None
    return address if found and not isinstance(found, Refused) and found.outside and " " not in address else ""


def _title(tree: HtmlElement, stated: str) -> str:
    """The title: the paragraph in that style, what the file says, or the first heading; the first leaves the text."""
    shown = next(iter(tree.xpath(".//h1[contains(@class, 'title')]")), None)
    heads = [*([shown] if shown is not None else []), *tree.iter("h1")]
    for head in heads:
        words = " ".join(head.text_content().split())
        if words and (head is shown or not stated or words.casefold() == stated.casefold()):
            head.drop_tree()
            return words
    return " ".join(stated.split())


def _notes(tree: HtmlElement) -> dict[str, str]:
    """The ids of footnotes and endnotes with labels of their own; the arrows that lead back are taken out."""
    found: dict[str, str] = {}
    for li in tree.iter("li"):
        kind = _NOTE.search(li.get("id") or "")
        if kind is None:
            continue
        found[li.get("id") or ""] = str(len(found) + 1)
        for back in [a for a in li.iter("a") if "note-ref-" in (a.get("href") or "")]:
            back.drop_tree()
    return found


# ── comments ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _annotated(found: tuple[Comment, ...], turned: Turned, given: Given) -> Checked[list[dict[str, object]]]:
    """The comments as notes with their quotes; one whose words are not in the text is told of."""
    notes, told = list[dict[str, object]](), list[Diagnostic]()
    text = _flat(turned.words)
    for one in found:
        quote = next((words for words in _candidates(one.words) if words in text), "")
        if not quote or not one.text:
            told.append(left_out(f"a comment has no words to stand at: “{cut(one.text, 60)}”", Span(given.path)))
            continue
        if one.point:
            message = f"a comment stands at a point, and is taken for one on “{cut(quote, 60)}”"
            told.append(guessed(message, Span(given.path), "correct `quote:` in the sidecar"))
        notes.append(_note(one, quote, text))
    return Checked(notes, tuple(told))


def _note(one: Comment, quote: str, text: str) -> dict[str, object]:
    """The note; with which of several equal quotes is meant."""
    number = min(_flat(one.before).count(quote) + 1, text.count(quote))
    said = "\n\n".join(line_start(escaped(line)) for line in one.text.split("\n\n"))
    occurrence = number if text.count(quote) > 1 else None
    return {"quote": quote, "occurrence": occurrence, "kind": "context", "text": said, "by": one.author}


def _candidates(words: str) -> Iterator[str]:
    """The words as a quote: all, or the first paragraph of them that is found."""
    yield _flat(words)
    yield from (flat for part in words.split("\n\n") if (flat := _flat(part)))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _told(given: Given, parts: _Parts, title: str, messages: set[str]) -> Iterator[Diagnostic]:
    span = Span(given.path)
    if not title:
        yield guessed("the document says no title, so its file's name is one", span, "correct `title:` in the sidecar")
    if parts.creator:
        yield guessed(f"“{parts.creator}”, who made the file, is taken for its author", span, "correct `byline:`")
    if parts.reading.revised:
        yield changed("tracked changes stand as if they were accepted", span, "see that nothing is lost by it")
    if parts.furniture:
        yield left_out("the header and the footer of its pages were left out", span)
    for message in sorted(one for one in messages if "run style" not in one):
        yield changed(f"in reading the document: {message}", span)
