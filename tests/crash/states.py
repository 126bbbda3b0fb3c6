"""A number of articles goes in, a site in the states that edits bring it to comes out; builds nothing.

States are as costly to go to as they are named here: light ones differ in one text, those in the middle in what the
rest of the site knows of one text or term, heavy ones in every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench import ours
from bench.changes import changes
from bench.corpus import Corpus

LIGHT, MIDDLE, HEAVY = "light", "middle", "heavy"
COSTS = (LIGHT, MIDDLE, HEAVY)
WEIGHTS = {"plain": 26, "body one": 26, "body two": 26, HEAVY: 2, MIDDLE: 4}
"""How often an edit leads to a state, by its name or by its cost."""


class State(NamedTuple):
    """What an author has in hand."""

    name: str
    cost: str
    files: Mapping[str, str | None]
    """By path, the files that are others than in the plain state; None for one that is not there."""


class Desk:
    """A site's folder, brought from one state to another as an author would: only the files that differ are written."""

    def __init__(self, site: Path, articles: int, terms: int, states: int) -> None:
        self.site = site
        ours.write(Corpus(articles, terms, notes=True), site)
        self.states = (State("plain", LIGHT, {}), *_edited(site))[:states]
        named = {path for state in self.states for path in state.files}
        self._plain = {path: (site / path).read_text("utf-8") if (site / path).exists() else None for path in named}
        self.state = self.states[0]

    def edit(self, state: State) -> None:
        """From now on the site is in this state."""
        for path in sorted({*self.state.files, *state.files}):
            was, wanted = (each.files.get(path, self._plain[path]) for each in (self.state, state))
            if was != wanted:
                _lay(self.site / path, wanted)
        self.state = state

    def drawn(self, dice: Random) -> State:
        """Another state."""
        others = [state for state in self.states if state is not self.state]
        return dice.choices(others, [WEIGHTS.get(s.name) or WEIGHTS[s.cost] for s in others])[0]


def cost(one: State, other: State) -> str:
    """That of the edit from one state to the other."""
    return max(one.cost, other.cost, key=COSTS.index)


def _lay(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _edited(site: Path) -> list[State]:
    articles = sorted((site / "content/articles").glob("*.md"))
    # No text links to the last one, so that it can go.
    last = articles[-1]
    sorts = {change.name: change for change in changes(site)}
    states = [
        _with("body one", LIGHT, site, {sorts["body"].path: sorts["body"].rewrite}),
        _with("body two", LIGHT, site, {articles[len(articles) // 3]: sorts["body"].rewrite}),
    ]
    for name in ("title", "term definition", "new alias"):
        states.append(_with(name, MIDDLE, site, {sorts[name].path: sorts[name].rewrite}))
    config = site / "config.yaml"
    return [
        *states,
        State("one text less", MIDDLE, dict.fromkeys(_unit(last, site))),
        State("one text renamed", MIDDLE, {**dict.fromkeys(_unit(last, site)), **_renamed(last, site)}),
        State("config", HEAVY, {"config.yaml": config.read_text("utf-8").replace("title: ", "title: New ")}),
        _with("theme", HEAVY, site, {sorts["template"].path: sorts["template"].rewrite}),
    ]


def _with(name: str, cost: str, site: Path, edits: Mapping[Path, object]) -> State:
    files = {}
    for number, (path, rewrite) in enumerate(edits.items()):
        before = path.read_text("utf-8") if path.exists() else ""
        files[path.relative_to(site).as_posix()] = rewrite(before, number)  # type: ignore[operator]
    return State(name, cost, files)


def _unit(article: Path, site: Path) -> list[str]:
    return [path.relative_to(site).as_posix() for path in (article, article.with_suffix(".yaml"))]


def _renamed(article: Path, site: Path) -> dict[str, str | None]:
    return {path.replace(article.stem, "a-new-name"): (site / path).read_text("utf-8") for path in _unit(article, site)}
