"""A plugin's code goes in, its answer or what went wrong in it comes out; knows no plugin's name but the one given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from traceback import extract_tb
from typing import TypeVar

from briefs.core.diagnostics import Checked, error
from briefs.core.source import Span

T = TypeVar("T")


def attempted(plugin: str, doing: str, call: Callable[[], T], span: Span | None = None) -> Checked[T | None]:
    """What a call answers; where a plugin's fails, None and ``plugin-failed``, which says in what of its lines.

    Without a plugin the code is our own, and so is the fault: it is raised.
    """
    try:
        return Checked(call())
    except (Exception, SystemExit) as fault:
        if not plugin:
            raise
        message = f"the plugin `{plugin}` failed in {doing}: {told(fault)}"
        return Checked(None, (error("plugin-failed", message, span, advice(plugin, fault)),))


def all_of(items: object, kind: type[T]) -> tuple[T, ...]:
    """What a plugin gives many of. Raises TypeError where one is not of the kind that is wanted."""
    if not isinstance(items, Iterable):
        raise TypeError(f"it gave {_article(type(items).__name__)} where some `{kind.__name__}` are wanted")
    found = tuple(items)
    for item in found:
        if not isinstance(item, kind):
            raise TypeError(f"it gave {_article(type(item).__name__)} where a `{kind.__name__}` is wanted")
    return found


def told(fault: BaseException) -> str:
    """An exception in one line."""
    words = " ".join(str(fault).split())
    return f"{type(fault).__name__}: {words}" if words else type(fault).__name__


def advice(plugin: str, fault: BaseException) -> str:
    """The plugin's lines that were at work, the innermost first, for whoever wrote it."""
    lines = [*dict.fromkeys(_lines(plugin, fault))][::-1]
    return "\n".join((*lines, "mend it, or leave it out of `plugins:`"))


def _lines(plugin: str, fault: BaseException) -> Iterator[str]:
    if isinstance(fault, SyntaxError) and fault.filename:
        yield _line(_shown(plugin, fault.filename), fault.lineno or 0, "", (fault.text or "").strip())
    for frame in extract_tb(fault.__traceback__):
        place = _shown(plugin, frame.filename)
        if place:
            yield _line(place, frame.lineno or 0, frame.name, frame.line or "")


def _line(place: str, number: int, name: str, text: str) -> str:
    inside = f", in {name}" if name and name != "<module>" else ""
    return f"{place or 'a file'}, line {number}{inside}: {text}"


def _shown(plugin: str, file: str) -> str:
    """A file of the plugin's by its path from the folder that holds it; empty for any other file.

    A site's own plugin is shown with that folder, ``plugins``.
    """
    parts, top = PurePath(file).parts, plugin.partition(".")[0]
    at = next((n for n in range(len(parts) - 1, -1, -1) if parts[n] in (top, f"{top}.py")), None)
    if at is None:
        return ""
    return "/".join(parts[at - 1 :] if at and parts[at - 1] == "plugins" else parts[at:])


def _article(name: str) -> str:
    return f"an `{name}`" if name[:1].lower() in "aeiou" else f"a `{name}`"
