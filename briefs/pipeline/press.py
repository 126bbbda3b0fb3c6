"""Encoded pages go in, files in the stage or their bytes come out: what a build does for each page, in any process."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from briefs.core.diagnostics import Checked
from briefs.core.foreign import attempted
from briefs.core.model import Brief, Mention, Page
from briefs.core.source import digest
from briefs.pipeline.deck import Shelf, read_deck
from briefs.pipeline.rows import (
    NOWHERE,
    Look,
    Order,
    Printed,
    Sheet,
    encoded,
    read_leaf,
    read_mentions,
    read_shared,
    read_sheet,
    read_text,
)
from briefs.stages.publish import write_staged
from briefs.stages.render import Renderer
from briefs.toolkit import at_hand


def print_pages(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Sheets to Printeds; ``shared`` is a Shared. Raises OSError where the stage cannot be written."""
    press = _press(shared)
    return [encoded(press.printed(read_sheet(item))) for item in items]


class _Press:
    """The theme, every output's hand and the previews of terms made ready, once for a site and process."""

    def __init__(self, look: Look, renderer: Renderer, shelf: Shelf, root: str) -> None:
        self._face, self._renderer, self._shelf = look.face, renderer, shelf
        self._outputs = {output.name: output for output in at_hand(look.plugins, root).outputs}

    def printed(self, sheet: Sheet) -> tuple[Printed, ...]:
        brief = read_text(sheet.text).brief if sheet.text else None
        mentions = read_mentions(sheet.mentions) if sheet.mentions else ()
        page, found = None, []
        for order in sheet.orders:
            page = self._shelf.page(read_leaf(order.leaf)) if order.leaf or page is None else page
            found.append(self._printed(order, page, brief, mentions))
        return tuple(found)

    def _printed(self, order: Order, page: Page, brief: Brief | None, mentions: tuple[Mention, ...]) -> Printed:
        made = self._made(order.output, page, brief, mentions)
        data = made.value
        if data is None:
            return Printed(faults=made.diagnostics)
        mark = digest(data)
        if mark == order.before:
            return Printed(mark, len(data), made.diagnostics)
        if order.place not in ("", NOWHERE):
            write_staged(order.place, data)
        return Printed(mark, len(data), made.diagnostics, b"" if order.place else data)

    def _made(
        self, output: str, page: Page, brief: Brief | None, mentions: tuple[Mention, ...]
    ) -> Checked[bytes | None]:
        made = self._outputs[output]
        if made.twin:
            return Checked(self._renderer.twin(page, brief, mentions))
        write = made.write
        if write is None or page.template:
            return self._renderer.render(page, brief, mentions)
        doing = f"the output `{output}`, for `{page.path}`"
        return attempted(made.plugin, doing, lambda: _bytes(write(page, brief, mentions, self._face)))


def _bytes(data: object) -> bytes:
    """What an output wrote. Raises TypeError where it is something else."""
    if not isinstance(data, bytes):
        raise TypeError(f"it wrote `{type(data).__name__}` where `bytes` are wanted")
    return data


@lru_cache(maxsize=2)
def _press(shared: bytes) -> _Press:
    """A preview prints with a deck and without one, by turns."""
    held = read_shared(shared)
    return _Press(*_looks(held.look), Shelf(read_deck(held.deck)), held.root)


@lru_cache(maxsize=1)
def _looks(look: bytes) -> tuple[Look, Renderer]:
    held = msgspec.msgpack.decode(look, type=Look)
    return held, Renderer(held.theme, held.face, held.paths)
