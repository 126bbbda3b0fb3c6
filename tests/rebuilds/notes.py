"""A desk goes in, an article's sidecar is edited, made or removed; says what was done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rebuilds.desk import Desk

KINDS = ("context", "clarification", "question", "source", "update", "translation")


def _side(desk: Desk) -> tuple[Path, dict[str, Any], str]:
    """Some sidecar, what it holds, and the words of its article to hang something on."""
    article = desk.some(desk.articles())
    if article is None:
        return desk.root, {}, ""
    tree = desk.read(article.with_suffix(".yaml"))
    return article.with_suffix(".yaml"), tree if isinstance(tree, dict) else {}, desk.fragment(article) or ""


def _set(desk: Desk, key: str, value: object) -> str:
    path, tree, _ = _side(desk)
    if path == desk.root:
        return ""
    desk.put(path, {**tree, key: value})
    return f"{key}: {value} in {desk.name(path)}"


def _dropped(desk: Desk, key: str) -> str:
    """One entry of a list less, or the key itself."""
    found = desk.some((p, t) for p, t in desk.sidecars() if t.get(key))
    if found is None:
        return ""
    path, tree = found
    entries = tree[key] if isinstance(tree[key], list) else []
    gone = desk.some(range(len(entries)))
    rest = [entry for at, entry in enumerate(entries) if at != gone]
    tree = {name: value for name, value in tree.items() if name != key} | ({key: rest} if rest else {})
    desk.put(path, tree)
    return f"less under {key} in {desk.name(path)}"


def _more(desk: Desk, key: str, entry: object, at: tuple[Path, dict[str, Any]]) -> str:
    path, tree = at
    desk.put(path, tree | {key: [*tree.get(key, []), entry]})
    return f"{entry} under {key} in {desk.name(path)}"


def title(desk: Desk) -> str:
    return _set(desk, "title", f"A title of {desk.number()} words: {desk.words()[:-1]}")


def date(desk: Desk) -> str:
    return _set(desk, "date", desk.date())


def slug(desk: Desk) -> str:
    """Mostly of one that nobody links to."""
    young = [p for p in desk.articles() if p.stem.startswith("new")]
    path = desk.some(young if desk.often(0.9) else desk.articles())
    if path is None:
        return ""
    side = path.with_suffix(".yaml")
    desk.put(side, {**desk.read(side), "slug": desk.fresh("at")})
    return f"another slug for {desk.name(path)}"


def draft(desk: Desk) -> str:
    young = [p for p in desk.articles() if p.stem.startswith(("new", "draft", "levy", "inquiry"))]
    path = desk.some(young if desk.often(0.9) else desk.articles())
    if path is None:
        return ""
    side = path.with_suffix(".yaml")
    tree = desk.read(side)
    desk.put(side, tree | {"draft": not tree.get("draft", False)})
    return f"draft turned in {desk.name(side)}"


def tag_added(desk: Desk) -> str:
    path, tree, _ = _side(desk)
    tag = desk.dice.choice(("storm", "harbour", "ferry", f"tag {desk.number()}"))
    if path == desk.root or tag in tree.get("tags", []):
        return ""
    return _more(desk, "tags", tag, (path, tree))


def tag_removed(desk: Desk) -> str:
    return _dropped(desk, "tags")


def note_added(desk: Desk) -> str:
    path, tree, words = _side(desk)
    if not words or any(note["quote"] == words for note in tree.get("notes", [])):
        return ""
    note = {"quote": words, "kind": desk.dice.choice(KINDS), "text": f"It says {desk.number()} words. {desk.words()}"}
    return _more(desk, "notes", note, (path, tree))


def note_removed(desk: Desk) -> str:
    return _dropped(desk, "notes")


def note_reworded(desk: Desk) -> str:
    found = desk.some((p, t) for p, t in desk.sidecars() if t.get("notes"))
    if found is None:
        return ""
    path, tree = found
    note = desk.dice.choice(tree["notes"])
    note["text"] = f"Now {desk.number()} words on [[term:{desk.some(desk.ids())}]]."
    desk.put(path, tree)
    return f"a note reworded in {desk.name(path)}"


def quote_broken(desk: Desk) -> str:
    found = desk.some((p, t) for p, t in desk.sidecars() if t.get("notes"))
    if found is None:
        return ""
    path, tree = found
    desk.dice.choice(tree["notes"])["quote"] = "words that nobody ever wrote down"
    desk.put(path, tree)
    return f"a broken quote in {desk.name(path)}"


def pin_added(desk: Desk) -> str:
    path, tree, words = _side(desk)
    if not words or tree.get("terms"):
        return ""
    return _more(desk, "terms", {"quote": words, "term": desk.some([None, *desk.ids()])}, (path, tree))


def pin_removed(desk: Desk) -> str:
    return _dropped(desk, "terms")


def omitted(desk: Desk) -> str:
    """A whole paragraph left out, if no quote stands in it; or let in again."""
    path, tree, _ = _side(desk)
    text = next((p.read_text("utf-8") for p in desk.articles() if p.with_suffix(".yaml") == path), "")
    blocks = [b for b in text.split("\n\n")[2:] if b.endswith(".") and len(b) > 40 and "[" not in b and "*" not in b]
    if tree.get("omit") and desk.often(0.6):
        return _dropped(desk, "omit")
    block = desk.some(blocks)
    return _more(desk, "omit", block, (path, tree)) if block else ""


def event_added(desk: Desk) -> str:
    path, tree, words = _side(desk)
    event = {"date": desk.date(), "text": f"An event of {desk.number()} days.", **({"quote": words} if words else {})}
    return _more(desk, "timeline", event, (path, tree)) if path != desk.root else ""


def event_removed(desk: Desk) -> str:
    return _dropped(desk, "timeline")


def source_added(desk: Desk) -> str:
    """A source, and at times a note that rests on it in another article."""
    path, tree, words = _side(desk)
    if path == desk.root:
        return ""
    name = desk.fresh("source")
    done = _more(desk, "sources", {"id": name, "title": f"A paper of {desk.number()} words"}, (path, tree))
    other, that, words = _side(desk)
    if words and other != path:
        done += _more(desk, "notes", {"quote": words, "text": "See there.", "sources": [name]}, (other, that))
    return done


def related_added(desk: Desk) -> str:
    path, tree, _ = _side(desk)
    slug = desk.some(desk.slugs())
    if slug is None or slug in (path.stem, tree.get("slug"), *tree.get("related", [])):
        return ""
    return _more(desk, "related", slug, (path, tree))


def related_removed(desk: Desk) -> str:
    return _dropped(desk, "related")


def redirect_added(desk: Desk) -> str:
    path, tree, _ = _side(desk)
    return _more(desk, "redirect_from", f"old/{desk.fresh('at')}.html", (path, tree)) if path != desk.root else ""


def redirect_removed(desk: Desk) -> str:
    return _dropped(desk, "redirect_from")


def summary(desk: Desk) -> str:
    target = desk.some([*desk.slugs(), *(f"term:{one}" for one in desk.ids())])
    return _set(desk, "summary", f"In {desk.number()} words: [[{target}]]. {desk.words()}")


def linking(desk: Desk) -> str:
    density = desk.dice.choice(("first", "section", "every", "none"))
    term = desk.some(desk.ids())
    return _set(desk, "link", {"density": density, **({"except": [term]} if term and desk.often(0.4) else {})})


def language(desk: Desk) -> str:
    return _set(desk, "language", desk.dice.choice(("en", "en-GB", "de")))


def sidecar_removed(desk: Desk) -> str:
    found = desk.some(p for p, t in desk.sidecars() if t and not ({"glossary", "sources", "slug"} & t.keys()))
    if found is None:
        return ""
    desk.remove(found)
    return f"{desk.name(found)} deleted"


def sidecar_emptied(desk: Desk) -> str:
    found = desk.some(p for p, t in desk.sidecars() if t and not ({"glossary", "sources", "slug"} & t.keys()))
    if found is None:
        return ""
    desk.write(found, "")
    return f"{desk.name(found)} emptied"


def sidecar_alone(desk: Desk) -> str:
    path = desk.root / "content" / "articles" / f"{desk.fresh('alone')}.yaml"
    desk.put(path, {"title": "Of nothing"})
    return f"{desk.name(path)} stands alone"


def sidecar_garbled(desk: Desk) -> str:
    found = desk.some(p for p, t in desk.sidecars() if t)
    if found is None:
        return ""
    desk.write(found, found.read_text("utf-8") + "notes: [unclosed\n")
    return f"{desk.name(found)} is no YAML"
