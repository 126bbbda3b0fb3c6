"""A preview that goes on from build to build shows what a preview from nothing shows, whatever was edited between."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from rebuilds.desk import Step
from rebuilds.kinds import ALL
from rebuilds.playing import Game, _site

from briefs.core.source import digest
from briefs.pipeline import Options
from briefs.pipeline.sitting import Audience, Proof, Sitting
from briefs.preview.folder import folder_reader
from briefs.preview.watch import Stamp, scan

SITE = {
    "content/articles/a.md": "# First\n\nThe IRGC sent drones to Crimea.\n",
    "content/articles/a.yaml": "notes:\n  - {quote: sent drones, kind: context, text: It did.}\n",
    "content/articles/b.md": "# Second\n\nNobody in Crimea knew of the IRGC.\n",
    "content/glossary/irgc.yaml": "term: Revolutionary Guard\nabbreviation: IRGC\ndefinition: A force of Iran.\n",
    "content/glossary/crimea.yaml": "term: Crimea\ndefinition: A peninsula.\n",
}


class Watched(Game):
    """The game of rebuilds, played on a sitting; what it is told of changes is what a look at all files tells."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed, None, ALL)
        self._sitting = Sitting(self._desk.root)
        self._seen: dict[str, Stamp] | None = None
        self._pages: tuple[str, ...] = ()
        self.good = self.early = self.wrong = 0

    def _built(self, step: Step, how: str) -> str | None:
        root, options, early = self._desk.root, Options(drafts=step.options.drafts), dict[str, bytes]()
        site, clean = _site(root), self._copied()
        audience = Audience(lambda: self._pages, early.update)
        proof = self._sitting.build(site, options, self._changed(root), audience)
        pages = sorted(path for path in proof.files if path.endswith(".html"))
        self._pages = tuple(self._desk.dice.sample(pages, min(8, len(pages))))
        self._kept(structs.replace(proof.report, published=True))
        with Sitting(clean) as sitting:
            wanted = sitting.build(_site(clean), options, None, Audience())
        shutil.rmtree(clean)
        self._errors = tuple(d for d in wanted.report.diagnostics if d.severity == "error")
        if not self._errors:
            self.good += 1
            self.early += len(early)
            self.wrong += sum(proof.files.get(path) != digest(data) for path, data in early.items())
        return None if self._errors else _difference(proof, wanted, folder_reader(self._sitting.site))

    def _changed(self, root: Path) -> frozenset[str] | None:
        """As the preview's bell says it."""
        now = scan(
            [str(root.resolve())], frozenset({f"{root.resolve()}/{name}" for name in (".briefs", "site", "public")})
        )
        before, self._seen = self._seen, now
        if before is None or now.keys() != before.keys():
            return None
        changed = {path.removeprefix(f"{root.resolve()}/") for path, stamp in now.items() if stamp != before[path]}
        return None if "config.yaml" in changed else frozenset(changed)


def _difference(proof: Proof, wanted: Proof, read: Callable[[str], bytes | None]) -> str | None:
    """What is shown otherwise than by a preview from nothing."""
    paths = sorted(p for p in proof.files.keys() | wanted.files.keys() if proof.files.get(p) != wanted.files.get(p))
    if paths:
        return f"other files: {paths[:5]}"
    if proof.report.diagnostics != wanted.report.diagnostics:
        return f"{proof.report.diagnostics}\ninstead of\n{wanted.report.diagnostics}"
    lost = [path for path, found in proof.files.items() if digest(read(path) or b"") != found]
    return f"not in the folder: {lost[:5]}" if lost else None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_preview_is_always_equal_to_one_from_nothing(seed: int, tmp_path: Path) -> None:
    game = Watched(tmp_path, seed)
    for number in range(40):
        found = game.play(number)
        assert found is None, found
    assert game.good > 20
    # What is shown ahead is mostly right; the rest is put right by the build that follows.
    assert game.wrong <= game.early / 3, (game.wrong, game.early)
