"""Files of the content that pages show go in, with all others of a site; those that cannot stand there come out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic, Related, error
from briefs.core.manifest import fold, folders_of
from briefs.core.model import Index
from briefs.core.slugs import reserved
from briefs.core.source import Span
from briefs.pipeline.rows import Facts

_ELSEWHERE = "rename the file, or link to the page's source instead"


class Copied(Struct, frozen=True):
    """A file of the content that is copied."""

    path: str
    """Where it goes, from the output's root."""
    source: str
    """Where it is from, by its path from the site's root."""
    span: Span
    """Where it is named first."""


def copied(index: Index, facts: Iterable[Facts]) -> tuple[Copied, ...]:
    """Every file that some page shows or offers, in the order of their places."""
    found: dict[str, Copied] = {}
    for one in facts if index.files else ():
        for reference, span in zip(one.outline.references, one.places.references, strict=True):
            if reference.kind in ("asset", "image"):
                target = index.targets.get(f"{reference.kind}:{reference.target}")
                if target and target.path not in found:
                    found[target.path] = Copied(target.path, reference.target, span)
    return tuple(found[path] for path in sorted(found))


class _Spot(NamedTuple):
    """A file or folder of the output."""

    name: str
    is_folder: bool
    by: Copied | None = None
    """The copy for which it is there; None where it is of the site's own files."""


def unfit(copies: Iterable[Copied], taken: Collection[str]) -> Iterator[Diagnostic]:
    """What keeps copies from standing among the files of a site, on any system (FAULTS A30, A32, A33).

    ``taken`` are the paths of all that is no copy.
    """
    spots = {fold(folder): _Spot(folder, True) for folder in folders_of(taken)}
    spots |= {fold(path): _Spot(path, False) for path in taken}
    for one in copies:
        why = _no_name(one.source)
        if why:
            yield error("reserved-name", f"`{one.source}` {why}", one.span, "rename the file, here and in the folder")
        else:
            yield from (_clash(one, *met) for met in [_met(one, spots)] if met)


def _met(one: Copied, spots: dict[str, _Spot]) -> tuple[_Spot, _Spot] | None:
    """A copy, or a folder above it, and what stands there already, in the same letters or in other ones."""
    for mine in (_Spot(one.path, False, one), *(_Spot(f, True, one) for f in sorted(folders_of([one.path])))):
        other = spots.setdefault(fold(mine.name), mine)
        if other is not mine and not (mine.is_folder and other[:2] == mine[:2]):
            return mine, other
    return None


def _clash(one: Copied, mine: _Spot, other: _Spot) -> Diagnostic:
    if other.by is None:
        stands = "a file of the site" if one.path == other.name else f"`{other.name}`"
        message = f"`{one.source}` would go to `{one.path}`, where {stands} stands"
        return error("duplicate-page", message, one.span, _ELSEWHERE)
    message = f"`{mine.name}` and `{other.name}` are one name on systems that ignore case or the way accents are coded"
    related = (Related(f"`{other.by.source}` is named here", other.by.span),)
    return error("duplicate-page", message, one.span, "rename one of them, here and in the folder", related)


def _no_name(source: str) -> str:
    """Why a file of this name cannot be copied to every system; empty where it can."""
    parts = source.split("/")
    if any(map(reserved, parts)):
        return "has a name that Windows keeps for itself"
    if any(part.endswith((".", " ")) for part in parts):
        return "ends with a point or a space, which no name on Windows can"
    if ":" in source or "\\" in source:
        return "has a colon or a backslash in its name, which no name on Windows can"
    if "#" in source:
        return "has a `#` in its name, after which an address names a place on a page"
    return ""
