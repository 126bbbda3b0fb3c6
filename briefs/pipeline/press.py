"""Encoded pages go in, files in the stage or their bytes come out: what a build does for each page, in any process."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from briefs.core.diagnostics import Checked
from briefs.core.model import Brief, Mention, Page
from briefs.core.source import digest
from briefs.pipeline.rows import NOWHERE, Look, Printed, Sheet, encoded, read_mentions, read_page, read_sheet, read_text
from briefs.stages.publish import write_staged
from briefs.stages.render import Renderer
from briefs.toolkit import toolkit


def print_pages(look: bytes, items: list[bytes]) -> list[bytes]:
    """Sheets to Printeds. Raises OSError where the stage cannot be written."""
    press = _press(look)
    return [encoded(_printed(press, read_sheet(item))) for item in items]


def _printed(press: _Press, sheet: Sheet) -> Printed:
    page = read_page(sheet.page)
    brief = read_text(sheet.text).brief if sheet.text else None
    made = press.made(sheet.output, page, brief, read_mentions(sheet.mentions) if sheet.mentions else ())
    data = made.value
    if data is None:
        return Printed(faults=made.diagnostics)
    mark = digest(data)
    if mark == sheet.before:
        return Printed(mark, len(data), made.diagnostics)
    if sheet.place not in ("", NOWHERE):
        write_staged(sheet.place, data)
    return Printed(mark, len(data), made.diagnostics, b"" if sheet.place else data)


class _Press:
    """The theme and every output's hand made ready, once for a site and process."""

    def __init__(self, look: Look) -> None:
        self._face = look.face
        self._renderer = Renderer(look.theme, look.face)
        self._write = {output.name: output.write for output in toolkit(look.plugins).value.outputs}

    def made(
        self, output: str, page: Page, brief: Brief | None, mentions: tuple[Mention, ...]
    ) -> Checked[bytes | None]:
        write = self._write[output]
        if write is None:
            return self._renderer.render(page, brief, mentions)
        return Checked(write(page, brief, mentions, self._face))


@lru_cache(maxsize=1)
def _press(look: bytes) -> _Press:
    return _Press(msgspec.msgpack.decode(look, type=Look))
