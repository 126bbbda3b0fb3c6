"""What pages show beside words goes in, files in the stage or their bytes come out: copies of the content, pictures."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import structs

from briefs.core.manifest import Artifact, Entry, Ready
from briefs.core.model import Index, Seen
from briefs.core.source import digest
from briefs.pipeline.pictures import file_of
from briefs.pipeline.rows import Drawn
from briefs.pipeline.works import Works
from briefs.stages.load import contents, is_still, seen_at
from briefs.stages.publish import write_staged

Copies = dict[str, tuple[Seen, int]]
"""By path from the output's root: a file of the content, and its size."""


class Copier:
    """Puts files of one build in their places; those that the output has are not read."""

    def __init__(self, works: Works, stage: str | None, lost: Collection[str]) -> None:
        """``stage`` and ``lost`` are as a Printer's."""
        self._works, self._stage, self._lost = works, stage, lost
        self.files: dict[str, Artifact | Ready] = {}
        """By path."""

    def copy(self, index: Index, taken: Collection[str], seen: Mapping[str, Seen]) -> Copies:
        """The files of the content that some page names; they keep their places. ``seen`` are those looked at."""
        named = ((t.path, key.partition(":")) for key, t in index.targets.items())
        wanted = {path: name for path, (kind, _, name) in named if kind in ("asset", "image") and path not in taken}
        return {path: self._copied(path, source, seen.get(source)) for path, source in sorted(wanted.items())}

    def take(self, drawn: Mapping[str, Drawn], taken: Collection[str]) -> dict[str, Entry]:
        """The pictures that were made."""
        held = self._works.before.drawn
        for path, one in sorted(drawn.items()):
            if path in taken or path in self.files:
                continue
            if held.get(path) == one.entry and path not in self._lost:
                self.files[path] = Ready(path, one.entry)
            else:
                self._place(path, file_of(self._works, one))
        return {path: one.entry for path, one in sorted(drawn.items()) if path in self.files}

    def _copied(self, path: str, source: str, seen: Seen | None) -> tuple[Seen, int]:
        place, before = f"{self._works.site.root}/{source}", self._works.before.copies.get(path)
        if before and path not in self._lost and before[0].path == source and is_still(place, before[0]):
            self.files[path] = Ready(path, Entry(before[0].digest, before[1]))
            return before
        # As it was first looked at: if it has changed since, the next build finds it changed.
        seen, data = seen or seen_at(place, source), contents(self._works.site.root, source)
        self._place(path, data)
        return structs.replace(seen, digest=digest(data)), len(data)

    def _place(self, path: str, data: bytes) -> None:
        if not self._stage:
            made = Artifact(path, data)
            self.files[path] = made if self._stage == "" else Ready(path, made.entry)
            return
        name = f"c{len(self.files)}"
        write_staged(f"{self._stage}/{name}", data)
        self.files[path] = Ready(path, Entry(digest(data), len(data)), name)
