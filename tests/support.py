"""Sites in a folder, pages as trees: what the tests of whole builds share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from html.parser import HTMLParser
from pathlib import Path

from untouched import WRITING, untouched

from briefs.config import Site, read_site
from briefs.pipeline import Made, Options, make

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_BLOCKS = frozenset(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr main nav ol p pre section table ul".split()
)

ROOT = Path(__file__).parent.parent


def briefs(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as typed in a folder, without anybody at the keyboard."""
    with nullcontext() if WRITING.intersection(words) else untouched(folder):
        return subprocess.run(
            [sys.executable, "-m", "briefs", *words],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
        )


class Element:
    """An element with its children in order; text stands among them as ``str``."""

    def __init__(self, tag: str, attributes: Mapping[str, str | None], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = dict(attributes)
        self.parent = parent
        self.children: list[Element | str] = []

    def __iter__(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def has_class(self, name: str) -> bool:
        return name in (self.attributes.get("class") or "").split()

    def find(self, tag: str = "", css_class: str = "", **attributes: str) -> Element:
        """The first element that fits; an AssertionError if there is none."""
        found = next(self.all(tag, css_class, **attributes), None)
        assert found is not None, f"no <{tag or '*'} class={css_class!r} {attributes}> in <{self.tag}>"
        return found

    def all(self, tag: str = "", css_class: str = "", **attributes: str) -> Iterator[Element]:
        for element in self:
            if (
                (not tag or element.tag == tag)
                and (not css_class or element.has_class(css_class))
                and all(element.attributes.get(k) == v for k, v in attributes.items())
            ):
                yield element

    def text(self, added: bool = True) -> str:
        """The words below; without ``added`` those of elements marked ``data-added`` are left out."""
        if not added and "data-added" in self.attributes:
            return ""
        return "".join(c if isinstance(c, str) else c.text(added) for c in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("#root", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute stands twice in <{tag}>"
        _check_place(tag, self.here)
        element = Element(tag, dict(attrs), self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def _check_place(tag: str, here: Element) -> None:
    """The nesting rules of HTML that weaving could break."""
    above = []
    element: Element | None = here
    while element is not None:
        above.append(element.tag)
        element = element.parent
    assert not (tag == "a" and "a" in above), "a link stands inside a link"
    assert not (tag in _BLOCKS and "p" in above), f"<{tag}> stands inside <p>"
    assert not (tag in _BLOCKS and any(t in above for t in ("a", "em", "strong", "mark", "span"))), (
        f"<{tag}> in a phrase"
    )


def parse_html(text: str | bytes) -> Element:
    """The page as a tree; an AssertionError where its elements are not properly nested."""
    reader = _Reader()
    reader.feed(text.decode() if isinstance(text, bytes) else text)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is never closed"
    return reader.root


def words_of(page: str | bytes) -> str:
    """The article's words as a page has them: without what is marked ``data-added``."""
    return parse_html(page).find("div", "article-body").text(added=False)


def contrast(one: str, other: str) -> float:
    """Of two colours, ``#rgb`` or ``#rrggbb``, as WCAG 2 defines it."""
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    hexes = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = (int(hexes[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def folded(text: str) -> str:
    """Text but for white space."""
    return "".join(text.split())


def write_site(root: Path, files: Mapping[str, str]) -> Path:
    """Files of a site below a folder; ``config.yaml`` is added where it is missing."""
    for path, text in {"config.yaml": "title: Test\n", **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8", "surrogateescape"))
    return root


def site_of(root: Path) -> Site:
    """The site in a folder; its config must be usable."""
    checked = read_site(root / "config.yaml")
    assert checked.value is not None, checked.diagnostics
    return checked.value


def made(root: Path, options: Options = Options()) -> tuple[dict[str, bytes], Made]:
    """All files of the site in a folder by path, made but not written, and the whole result."""
    result = make(site_of(root), options)
    return {a.path: a.data for a in result.artifacts}, result
