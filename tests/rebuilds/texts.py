"""A desk goes in, an article's file is edited, made, moved or removed; says what was done."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from rebuilds.desk import Desk, other_digit, prose


def _edited(desk: Desk, change: Callable[[str], str], what: str) -> str:
    """One paragraph of one article changed; an empty one is taken out."""
    path = desk.some(desk.articles())
    block = desk.some(prose(path.read_text("utf-8"))) if path else None
    if path is None or block is None:
        return ""
    new = change(block)
    text = path.read_text("utf-8").replace(block + "\n\n" * (not new), new, 1)
    desk.write(path, text)
    return f"{what} in {desk.name(path)}"


def word_added(desk: Desk) -> str:
    return _edited(desk, lambda block: block[:-1] + " then.", "a word more")


def word_removed(desk: Desk) -> str:
    return _edited(desk, lambda block: re.sub(r"^(\w+) \w+ ", r"\1 ", block), "a word less")


def digit_changed(desk: Desk) -> str:
    return _edited(desk, lambda block: other_digit(desk, block), "another digit")


def sentence_added(desk: Desk) -> str:
    sentence = desk.words()
    first = desk.often(0.5)
    return _edited(desk, lambda b: f"{sentence} {b}" if first else f"{b} {sentence}", f"the sentence “{sentence}”")


def sentence_removed(desk: Desk) -> str:
    return _edited(desk, lambda block: block.rpartition(". ")[0] + "." if ". " in block else block, "a sentence less")


def paragraph_added(desk: Desk) -> str:
    paragraph = f"{desk.words()} {desk.words()}"
    first = desk.often(0.5)
    return _edited(desk, lambda b: f"{paragraph}\n\n{b}" if first else f"{b}\n\n{paragraph}", "a paragraph more")


def paragraph_removed(desk: Desk) -> str:
    path = desk.some(p for p in desk.articles() if len(prose(p.read_text("utf-8"))) > 2)
    block = desk.some(prose(path.read_text("utf-8"))) if path else None
    if path is None or block is None:
        return ""
    desk.write(path, path.read_text("utf-8").replace(f"{block}\n\n", "", 1))
    return f"a paragraph less in {desk.name(path)}"


def paragraph_moved(desk: Desk) -> str:
    path = desk.some(desk.articles())
    blocks = prose(path.read_text("utf-8")) if path else []
    if path is None or len(blocks) < 2:
        return ""
    one, two = desk.dice.sample(blocks, 2)
    text = path.read_text("utf-8").replace(one, "\0", 1).replace(two, one, 1).replace("\0", two, 1)
    desk.write(path, text)
    return f"two paragraphs change places in {desk.name(path)}"


def lines_moved(desk: Desk) -> str:
    """Every place in the file moves and no word of it changes."""
    path = desk.some(desk.articles())
    text = path.read_text("utf-8") if path else ""
    if path is None or text.startswith("---"):
        return ""
    desk.write(path, "\n" + text if not text.startswith("\n\n") else text.lstrip("\n"))
    return f"blank lines above {desk.name(path)}"


def mention_removed(desk: Desk) -> str:
    names = [name for term in desk.terms() for name in term.names()]
    path = desk.some(desk.articles())
    text = path.read_text("utf-8") if path else ""
    name = desk.some(n for n in names if f" {n} " in text)
    if path is None or name is None:
        return ""
    desk.write(path, text.replace(f" {name} ", " thing "))
    return f"“{name}” no more in {desk.name(path)}"


def link_added(desk: Desk) -> str:
    path = desk.some(p for p in desk.articles() if p.suffix == ".md")
    target = desk.some([*desk.slugs(), *(f"term:{one}" for one in desk.ids())])
    if path is None or target is None:
        return ""
    desk.write(path, path.read_text("utf-8").rstrip() + f"\n\nMore in [[{target}]] of {desk.number()} words.\n")
    return f"[[{target}]] in {desk.name(path)}"


def link_removed(desk: Desk) -> str:
    path = desk.some(p for p in desk.articles() if "[[" in p.read_text("utf-8"))
    if path is None:
        return ""
    desk.write(path, re.sub(r"\[\[[^\]]*\]\]", "the other", path.read_text("utf-8"), count=1))
    return f"a link less in {desk.name(path)}"


def article_added(desk: Desk) -> str:
    suffix = desk.dice.choice((".md", ".txt"))
    path = desk.root / "content" / "articles" / desk.dice.choice(("", "2022", "2024")) / (desk.fresh("new") + suffix)
    title = ("# " if suffix == ".md" else "") + f"News of {desk.number()} ships"
    desk.write(path, f"{title}\n\n{desk.words()} {desk.words()}\n\n{desk.words()}\n")
    if desk.often(0.6):
        desk.put(path.with_suffix(".yaml"), {"date": desk.date(), "tags": [desk.dice.choice(("storm", "new"))]})
    return f"new article {desk.name(path)}"


def article_deleted(desk: Desk) -> str:
    """Mostly one that was added; the others are linked to."""
    young = [p for p in desk.articles() if p.stem.startswith("new")]
    path = desk.some(young if desk.often(0.9) or not young else desk.articles())
    if path is None:
        return ""
    desk.remove(path, path.with_suffix(".yaml"))
    return f"{desk.name(path)} deleted"


def article_renamed(desk: Desk) -> str:
    """The address of one that others link to stays, as its sidecar says it; else it changes with the file's name."""
    path = desk.some(desk.articles())
    if path is None:
        return ""
    side, new = path.with_suffix(".yaml"), desk.fresh("new")
    tree = desk.read(side)
    if not path.stem.startswith("new"):
        desk.put(side, {"slug": path.stem.lower(), **tree})
    for one in (path, side):
        if one.exists():
            one.rename(one.with_stem(new))
    return f"{desk.name(path)} renamed to {new}"


def article_moved(desk: Desk) -> str:
    """To another folder, which plays no part in its address."""
    path = desk.some(p for p in desk.articles() if p.stem.startswith("new"))
    if path is None:
        return ""
    folder = desk.root / "content" / "articles" / desk.dice.choice(("2022", "2023", "deep/er"))
    for one in (path, path.with_suffix(".yaml")):
        if one.exists() and not (folder / one.name).exists():
            _move(one, folder / one.name)
    return f"{desk.name(path)} moved to {folder.name}"


def texts_swapped(desk: Desk) -> str:
    """Two files change names: neither's own time changes."""
    suffix = desk.dice.choice((".md", ".txt"))
    young = [
        p for p in desk.articles() if p.stem.startswith(("new", "levy", "inquiry", "draft")) and p.suffix == suffix
    ]
    if len(young) < 2:
        return ""
    one, two = desk.dice.sample(young, 2)
    aside = one.with_suffix(".aside")
    one.rename(aside)
    two.rename(one)
    aside.rename(two)
    return f"{desk.name(one)} and {desk.name(two)} change names"


def suffix_changed(desk: Desk) -> str:
    path = desk.some(p for p in desk.articles() if p.stem.startswith("new"))
    if path is None:
        return ""
    to = path.with_suffix(".txt" if path.suffix == ".md" else ".md")
    desk.remove(path) if to.exists() else path.rename(to)
    return f"{desk.name(path)} is now {to.suffix}"


def not_utf8(desk: Desk) -> str:
    path = desk.some([*desk.articles(), *desk.files("content/**/*.yaml")])
    if path is None:
        return ""
    desk.write(path, path.read_bytes() + b"\xe9\n")
    return f"{desk.name(path)} is no UTF-8"


def slug_twice(desk: Desk) -> str:
    path, slug = desk.some(desk.articles()), desk.some(desk.slugs())
    if path is None or slug is None or path.stem == slug:
        return ""
    desk.put(path.with_suffix(".yaml"), desk.read(path.with_suffix(".yaml")) | {"slug": slug})
    return f"{desk.name(path)} has the slug {slug}"


def page_edited(desk: Desk) -> str:
    path = desk.root / "content" / "pages" / desk.dice.choice(("about.md", "method.md", "third.md", "index.md"))
    if path.exists() and path.stem in ("third", "index") and desk.often(0.5):
        desk.remove(path)
        return "a page less"
    text = path.read_text("utf-8") if path.exists() else "# A third page\n"
    desk.write(path, f"{text}\n{desk.words()}\n")
    return f"a paragraph more in {desk.name(path)}"


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    path.rename(to)
