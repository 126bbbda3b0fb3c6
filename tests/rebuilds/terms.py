"""A desk goes in, the glossary is edited, in its files and in sidecars; says what was done."""

from __future__ import annotations

import re
from typing import Any

from rebuilds.desk import Desk, Term
from rebuilds.site import EXTRA


def _changed(desk: Desk, key: str, value: object, plain: bool = False) -> str:
    """One key of one entry; ``plain`` leaves out entries with senses."""
    term = desk.some(t for t in desk.terms() if not (plain and "senses" in t.entry))
    if term is None:
        return ""
    if value is None:
        term.entry.pop(key, None)
    else:
        term.entry[key] = value
    term.save(desk)
    return f"{key}: {value} of {term.id()}"


def definition(desk: Desk) -> str:
    return _changed(desk, "definition", f"A thing of {desk.number()} words. {desk.words()}", plain=True)


def definition_removed(desk: Desk) -> str:
    return _changed(desk, "definition", None, plain=True)


def body(desk: Desk) -> str:
    target = desk.some([*desk.slugs(), *(f"term:{one}" for one in desk.ids())])
    return _changed(desk, "body", f"More of it in [[{target}]], on {desk.number()} days.")


def alias_added(desk: Desk) -> str:
    """A word that stands in texts, if no other entry has it."""
    taken = {name for term in desk.terms() for name in term.names()}
    alias = desk.some(name for name in (*EXTRA, "inquiry", "levy", "tide", "ladder") if name not in taken)
    term = desk.some(t for t in desk.terms() if "senses" not in t.entry)
    if alias is None or term is None:
        return ""
    term.entry["aliases"] = [*term.entry.get("aliases", []), alias]
    term.save(desk)
    return f"alias {alias} of {term.id()}"


def alias_removed(desk: Desk) -> str:
    term = desk.some(t for t in desk.terms() if t.entry.get("aliases"))
    if term is None:
        return ""
    gone = term.entry["aliases"].pop()
    term.save(desk)
    return f"alias {gone} no more of {term.id()}"


def abbreviation(desk: Desk) -> str:
    term = desk.some(t for t in desk.terms() if "id" in t.entry and "senses" not in t.entry)
    if term is None:
        return ""
    if term.entry.pop("abbreviation", None) is None:
        term.entry["abbreviation"] = "".join(word[0] for word in term.entry["term"].split()).upper() + "X"
    term.save(desk)
    return f"abbreviation of {term.id()}"


def renamed(desk: Desk) -> str:
    """The id stays where it is written, and changes with the name where it is not."""
    term = desk.some(t for t in desk.terms() if "senses" not in t.entry)
    if term is None:
        return ""
    old = term.id()
    if desk.often(0.85):
        term.entry["id"] = old
    term.entry["term"] = f"{term.entry['term'].split(' of ')[0]} of {desk.number()}"
    term.save(desk)
    return f"{old} renamed"


def added(desk: Desk) -> str:
    """In a file of its own, in a file with others, or in a sidecar."""
    taken = {name for term in desk.terms() for name in term.names()}
    name = desk.some(name for name in EXTRA if name not in taken)
    if name is None:
        return ""
    entry: dict[str, Any] = {"term": name, "definition": f"What {desk.number()} men call a {name}."}
    if desk.often(0.3):
        entry["see_also"] = [desk.some(desk.ids())]
    return f"{name} defined in {_placed(desk, entry)}"


def _placed(desk: Desk, entry: dict[str, Any]) -> str:
    path = desk.root / "content" / "glossary" / f"{desk.fresh('term')}.yaml"
    filed = desk.some(p for p in desk.files("content/glossary/**/*.yaml") if isinstance(desk.read(p), list))
    side = desk.some(desk.sidecars())
    if filed and desk.often(0.3):
        desk.put(filed, [*desk.read(filed), entry])
        return desk.name(filed)
    if side and desk.often(0.5):
        desk.put(side[0], side[1] | {"glossary": [*side[1].get("glossary", []), entry]})
        return desk.name(side[0])
    desk.put(path, entry)
    return desk.name(path)


def deleted(desk: Desk) -> str:
    """Mostly with everything that names it."""
    terms = [t for t in desk.terms() if "senses" not in t.entry]
    term = desk.some(terms)
    if term is None or len(terms) < 6:
        return ""
    term.drop(desk)
    if desk.often(0.85):
        forget(desk, term.id())
    return f"{term.id()} deleted"


def forget(desk: Desk, name: str) -> None:
    """Nothing refers to a term, a source or an article of this name any more."""
    for path in desk.files("content/**/*.yaml"):
        tree = desk.read(path)
        new = _without(tree, name)
        if new != tree:
            desk.put(path, new)
    for path in desk.articles() + desk.files("content/pages/*.md"):
        text = path.read_text("utf-8")
        if (new := _unlinked(text, name)) != text:
            desk.write(path, new)


def _without(tree: Any, name: str) -> Any:
    if isinstance(tree, dict):
        return {key: _without(value, name) for key, value in tree.items() if not (key == "except" and name in value)}
    if isinstance(tree, list):
        return [_without(one, name) for one in tree if one != name and not _is_pin(one, name)]
    return _unlinked(tree, name) if isinstance(tree, str) else tree


def _is_pin(entry: Any, name: str) -> bool:
    return isinstance(entry, dict) and entry.get("quote") is not None and entry.get("term") == name


def _unlinked(text: str, name: str) -> str:
    return re.sub(rf"\[\[(?:term:)?{re.escape(name)}(?:#[^|\]]*)?(?:\|([^\]]*))?\]\]", r"a thing \1", text)


def option(desk: Desk) -> str:
    """How its names are looked for and linked."""
    options: tuple[dict[str, object] | None, ...] = (
        {"link": "every"},
        {"link": "none"},
        {"link": "section"},
        {"case": "exact"},
        {"case": "ignore"},
        {"inflect": False},
        {"not": ["the quay", "Harbour Board"]},
        None,
    )
    return _changed(desk, "match", desk.dice.choice(options))


def sense(desk: Desk) -> str:
    """When a sense holds."""
    term = desk.some(t for t in desk.terms() if "senses" in t.entry)
    if term is None:
        return ""
    one = desk.dice.choice(term.entry["senses"])
    whens: tuple[dict[str, object], ...] = (
        {"tags": ["harbour"]},
        {"after": "2021-01-01"},
        {"before": "2022-01-01", "words": ["ladder"]},
        {"words": ["planets", "ferry"]},
    )
    one["when"] = desk.dice.choice(whens)
    term.save(desk)
    return f"when {one['id']} holds"


def see_also(desk: Desk) -> str:
    return _changed(desk, "see_also", [desk.some(desk.ids())] if desk.often(0.7) else None)


def broader(desk: Desk) -> str:
    return _changed(desk, "broader", [desk.some(desk.ids())] if desk.often(0.6) else None)


def update_added(desk: Desk) -> str:
    return _changed(desk, "updates", [{"date": desk.date(), "text": f"It has {desk.number()} men now."}])


def kind(desk: Desk) -> str:
    return _changed(desk, "kind", desk.dice.choice(("person", "place", "organisation", "thing")))


def native(desk: Desk) -> str:
    return _changed(desk, "native", desk.dice.choice(({"sv": "kaj"}, {"de": "Hafen", "fi": "satama"}, None)))


def file_split(desk: Desk) -> str:
    path = desk.some(p for p in desk.files("content/glossary/**/*.yaml") if isinstance(desk.read(p), list))
    if path is None:
        return ""
    for entry in desk.read(path):
        desk.put(path.with_name(f"{desk.fresh('split')}.yaml"), entry)
    desk.remove(path)
    return f"{desk.name(path)} split"


def files_merged(desk: Desk) -> str:
    files = [p for p in desk.files("content/glossary/**/*.yaml") if desk.read(p)]
    if len(files) < 2:
        return ""
    one, two = desk.dice.sample(files, 2)
    trees = [desk.read(p) for p in (one, two)]
    desk.put(one, [entry for tree in trees for entry in (tree if isinstance(tree, list) else [tree])])
    desk.remove(two)
    return f"{desk.name(two)} merged into {desk.name(one)}"


def entry_moved(desk: Desk) -> str:
    """From one file to another, into a sidecar or out of one: the site says the same of it."""
    term = desk.some(t for t in desk.terms() if "senses" not in t.entry)
    if term is None:
        return ""
    term.drop(desk)
    return f"{term.id()} moved to {_placed(desk, term.entry)}"


def defined_twice(desk: Desk) -> str:
    term: Term | None = desk.some(desk.terms())
    if term is None:
        return ""
    desk.put(desk.root / "content" / "glossary" / f"{desk.fresh('twice')}.yaml", dict(term.entry))
    return f"{term.id()} defined twice"
