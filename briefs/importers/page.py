"""Web pages go in, articles and sidecars come out, with what was left out and where; writes and fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urljoin

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring
from msgspec import Struct
from trafilatura import extract

from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.model import Unit
from briefs.core.oneline import cut
from briefs.core.source import Source, Span
from briefs.importers.blocks import Turned, markdown_of
from briefs.importers.clean import clean_tree
from briefs.importers.facts import Facts, facts
from briefs.importers.importer import Batch, Given, Imported, Planned, guessed, left_out, together
from briefs.importers.inlines import Turning
from briefs.importers.naming import Names, source_of
from briefs.importers.pictures import Pictures
from briefs.importers.wiki import wiki_of
from briefs.importers.writing import as_yaml
from briefs.stages.parse import parse
from briefs.stages.parse.links import Refused, resolve

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LONG = 80
"""Characters from which a paragraph that was left out is told of."""
_MOST = 12
"""Paragraphs left out that are told of one by one."""


class _Body(Struct, frozen=True):
    """The article's part of a page, as HTML, its footnotes, and what was taken out of it."""

    html: str
    notes: dict[str, str]
    told: tuple[Diagnostic, ...] = ()


def read_pages(batch: Batch) -> Imported:
    """All pages of a batch."""
    names = Names(batch)
    return together(_page(given, batch, names) for given in batch.given)


def _page(given: Given, batch: Batch, names: Names) -> Checked[tuple[Planned, ...]]:
    html = decoded(given, batch.asked.encoding)
    parser = HTMLParser()
    tree = _tree(html.value, parser) if html.value is not None else None
    if html.value is None or tree is None:
        empty = error("import-format", "there is no web page in this file", Span(given.path), "see what it holds")
        return Checked((), html.diagnostics or (empty,))
    known = facts(tree, html.value)
    body = _body(tree, html.value, given)
    place = names.place(given, ".md")
    pictures = Pictures(given, batch.others, place.path)
    links = _Links(batch.asked.source_url or known.url, given)
    turned = markdown_of(_untitled(clean_tree(body.html), known.title), Turning(links.link, pictures.file, body.notes))
    if not turned.words:
        return Checked((), (error("import-format", "no article is found in this page", Span(given.path), _HINT),))
    title = known.title or PurePosixPath(given.place).stem
    sidecar = as_yaml({**place.said, **_said(known, title, batch)})
    article = _article(turned, place.path, place.sidecar, sidecar)
    told = (*html.diagnostics, *place.diagnostics, *body.told, *pictures.told(), *links.told())
    if any("depth" in one.message for one in parser.error_log):
        told += (left_out("elements nested deeper than 255 were not read, nor the words in them", Span(given.path)),)
    told += (*_skipped(tree, turned.words, given), *_head(known, given))
    return Checked((article, Planned(place.sidecar, sidecar.encode()), *pictures.planned()), told)


_HINT = "save the whole page, as a browser shows it; or copy its text into a .txt file"


def decoded(given: Given, encoding: str) -> Checked[str | None]:
    """The page's text in the encoding that is asked for, that it states, or that its bytes are in."""
    data = given.data
    stated = _CHARSET.search(data[:4096])
    boms = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    marked = next((name for mark, name in boms if data.startswith(mark)), "")
    for name in (encoding, marked, "utf-8", stated[1].decode("ascii") if stated else ""):
        if not name:
            continue
        try:
            return Checked(data.decode(name))
        except (LookupError, ValueError):
            if name == encoding:
                message = f"the file is not {encoding}"
                return Checked(None, (error("encoding", message, Span(given.path), "name another with `--encoding`"),))
    message = "the page does not say its encoding, and is read as Windows-1252"
    return Checked(data.decode("cp1252", "replace"), (guessed(message, Span(given.path), "or name it: `--encoding`"),))


def _tree(html: str, parser: HTMLParser) -> HtmlElement | None:
    try:
        # The text is decoded already, and lxml refuses one that states an encoding in an XML declaration.
        return document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", html.replace("\0", "")), parser=parser)
    except (ParserError, ValueError):
        return None


def _body(tree: HtmlElement, html: str, given: Given) -> _Body:
    """A wiki's article as it is; of any other page what trafilatura takes for the article."""
    wiki = wiki_of(tree)
    if wiki is not None:
        told = (left_out(f"{what} was left out", _at(given, line)) for what, line in wiki.apart)
        return _Body(tostring(wiki.content, encoding="unicode"), wiki.notes, tuple(told))
    found = _extracted(html)
    if found:
        return _Body(found, {})
    whole = next((one for tag in ("article", "main", "body") for one in tree.iter(tag)), tree)
    message = "it cannot be told which part of the page is the article, so all of it was taken"
    return _Body(tostring(whole, encoding="unicode"), {}, (guessed(message, Span(given.path), "see what is too much"),))


def _extracted(html: str) -> str:
    """What trafilatura takes for the article; empty where it finds none, or fails on a page."""
    try:
        found = extract(
            html,
            output_format="html",
            include_comments=False,
            include_formatting=True,
            include_links=True,
            include_images=True,
            include_tables=True,
        )
    except Exception:  # It looks up attributes that only some pages have; such a page is taken whole.
        return ""
    return str(found or "")


def _untitled(tree: HtmlElement, title: str) -> HtmlElement:
    """The tree without the headline, which the sidecar has."""
    for head in tree.iter("h1", "h2"):
        if " ".join(head.text_content().split()).casefold() == title.casefold():
            head.drop_tree()
            break
    return tree


def _said(known: Facts, title: str, batch: Batch) -> dict[str, object]:
    """What the sidecar says of the article."""
    asked, language, ours = batch.asked, known.language, batch.site.language.partition("-")[0].lower()
    return {
        "title": title,
        "byline": known.byline,
        "date": known.date,
        "updated": known.updated if known.updated[:10] != known.date[:10] else "",
        "language": "" if language.partition("-")[0].lower() == ours else language,
        "source": source_of(asked, name=known.site, url=_web(known.url), published=known.date, licence=known.licence),
    }


def _web(address: str) -> str:
    found = resolve(address, "") if address else None
    return address if found and not isinstance(found, Refused) and found.outside else ""


def _article(turned: Turned, path: str, sidecar_path: str, sidecar: str) -> Planned:
    """The article as plain text where it is nothing but paragraphs that read as they are, else as Markdown.

    Plain text needs no signs of markup, so an editor sees the page's words and nothing else.
    """
    text = turned.words + "\n"
    if not turned.structured:
        unit = Unit("article", Source("a.txt", text, ""), Source("a.yaml", sidecar, ""))
        read = parse(unit).value
        if read.plain.text == turned.words:
            return Planned(path.removesuffix(".md") + ".txt", text.encode())
    return Planned(path, turned.text.encode())


# ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Links:
    """Makes addresses whole, and counts those that cannot be."""

    def __init__(self, base: str, given: Given) -> None:
        self._base, self._given, self._lost = base, given, 0

    def link(self, address: str) -> str:
        """The address as it may stand here; empty for a place in the same page, and for one that leads nowhere."""
        if not address or address.startswith("#"):
            return ""
        try:
            whole = urljoin(self._base, address.strip())
        except ValueError:
            whole = ""
        if self._base and whole.partition("#")[0] == self._base.partition("#")[0]:
            return ""
        found = resolve(whole, "") if whole else None
        if found is None or isinstance(found, Refused) or not found.outside or any(c.isspace() for c in whole):
            self._lost += 1
            return ""
        return whole

    def told(self) -> Iterator[Diagnostic]:
        """How many links stand as words alone."""
        if self._lost:
            message = f"the words of {self._lost:,} links stand without their addresses, which lead nowhere from here"
            yield left_out(message, Span(self._given.path), "say where the page is from: `--source-url`")


def _skipped(tree: HtmlElement, words: str, given: Given) -> Iterator[Diagnostic]:
    """Long paragraphs of the page that were not taken for the article's."""
    taken = "".join(words.split())
    lost = []
    for one in tree.iter("p"):
        text = " ".join("".join(one.xpath(".//text()[not(ancestor::script or ancestor::style)]")).split())
        if len(text) >= _LONG and "".join(text.split()) not in taken and not _is_part(text, taken):
            lost.append((one.sourceline or 1, text))
    for line, text in lost[:_MOST]:
        yield left_out(f"a paragraph was not taken for the article's: “{cut(text, 60)}”", _at(given, line))
    if len(lost) > _MOST:
        yield left_out(f"{len(lost) - _MOST:,} more paragraphs were not taken for the article's", Span(given.path))


def _is_part(text: str, taken: str) -> bool:
    """Whether a paragraph is there but for its footnotes' numbers."""
    bare = re.sub(r"\[[^\]]{1,12}\]|\ufeff", "", text)
    return "".join(bare.split()) in taken


def _head(known: Facts, given: Given) -> Iterator[Diagnostic]:
    if known.image:
        hint = "save it below content/ and add `image: {file, alt, credit}` to the sidecar, if its licence allows"
        credit = f" ({known.credit})" if known.credit else ""
        yield left_out(f"the article's picture {known.image}{credit} is no file here", Span(given.path), hint)
    if not known.title:
        yield guessed("the page says no title, so its file's name is one", Span(given.path), "correct `title:`")


def _at(given: Given, line: int) -> Span:
    return Span(given.path, line, 1, line, 1)
