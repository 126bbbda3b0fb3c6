"""What a preview does between the bell and the build: what is still to be built, and when it says something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import site_of, write_site

from briefs.config import Site
from briefs.core.manifest import CannotWrite
from briefs.pipeline.sitting import Sitting
from briefs.preview.serve import Preview
from briefs.preview.watch import Bell
from briefs.session import Session, _Desk
from briefs.stages.load import reading

SITE = {"content/articles/a.md": "# First\n\nWords.\n", "content/articles/b.md": "# Second\n\nWords.\n"}


class Enough(Exception):
    """The bell is not asked any more."""


class Rung(Bell):
    """A bell that rings as a test wants it; None stands for a wait in which nothing happened."""

    def __init__(self, rings: list[frozenset[str] | None]) -> None:
        self._rings = rings
        self.changed: frozenset[str] | None = frozenset()

    def wait(self, timeout: float | None = None) -> bool:
        if not self._rings:
            raise Enough
        rung = self._rings.pop(0)
        if rung is not None:
            self.changed = rung
        return rung is not None

    def has_news(self) -> bool:
        return False


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path, SITE)


@pytest.fixture
def sitting(root: Path) -> Iterator[Sitting]:
    with Sitting(root) as made:
        yield made


def follow(
    site: Site, sitting: Sitting, rings: list[frozenset[str] | None], said: list[str], since: float = 0
) -> Preview:
    """What is shown after the rings; ``since`` is when builds began to be overtaken."""
    session = Session(
        site.root / "config.yaml",
        False,
        lambda: lambda path, line: "",
        said.append,
        lambda report: said.extend(d.code for d in report.diagnostics),
    )
    preview = Preview()
    desk = _Desk(session, sitting, preview, Rung(rings))
    desk.build(site, None)
    desk._since = since
    with pytest.raises(Enough):
        desk.follow(site)
    return preview


def test_what_could_not_be_written_is_built_with_the_next_save(
    root: Path, sitting: Sitting, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, full = Sitting.build, [False, True, False]

    def build(self: Sitting, *given: object) -> object:
        if full.pop(0):
            (root / "content/articles/a.md").write_text("# First\n\nOther words.\n", "utf-8")
            raise CannotWrite("the disk is full")
        return real(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Sitting, "build", build)
    monkeypatch.setattr(reading, "_RACY", -1)  # else what was written just now is read again in any case
    one, other = (frozenset({f"{root.resolve()}/content/articles/{name}.md"}) for name in "ab")
    preview = follow(site_of(root), sitting, [one, other], said)
    assert any("the disk is full" in line for line in said)
    data = preview.shown.read("articles/a.html")
    assert data is not None
    assert b"Other words." in data


def test_a_config_that_cannot_be_used_is_said_once(root: Path, sitting: Sitting, said: list[str]) -> None:
    config = frozenset({str((root / "config.yaml").resolve())})
    site = site_of(root)
    (root / "config.yaml").write_text("titel: Mine\n", "utf-8")
    follow(site, sitting, [config, None, None, None], said, since=1.0)
    assert said.count("unknown-key") == 1
