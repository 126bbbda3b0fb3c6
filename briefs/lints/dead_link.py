"""A link to a file, or to a place on a page, that is not there.

What: a relative link, an image or a `#place` that leads nowhere on the site. Why: a reader who follows it meets an
error page. Example: `[the report](report.md)` where no `report.md` stands beside the article. Instead: correct the
name; the hint shows the nearest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from briefs.core.diagnostics import nearest
from briefs.core.model import Index, Outline
from briefs.core.targets import parted
from briefs.lints.dead import dead, drafted, is_draft, is_place, page
from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Links to files that there are not, and to places that no page has."""
    index = evidence.index
    for reference, span in dead(evidence, lambda r: r.kind in ("file", "asset", "image") or is_place(r)):
        name, fragment = parted(reference.kind, reference.target)
        where = page(reference, index) if fragment else None
        if where is not None:
            message = f"there is no place `#{fragment}` in {where.origin}"
            yield Found(message, span, nearest(f"#{fragment}", _places(where)) or _headings(where))
        elif is_draft(reference, index) and reference.kind == "file":
            yield drafted(name, span)
        elif reference.kind in ("file", "asset", "image"):
            files = () if reference.kind == "file" else index.files
            yield Found(f"there is no file `{name}`", span, _file_hint(name, index, files))


def _file_hint(name: str, index: Index, files: Iterable[str]) -> str:
    """A link to a page is made to its source; else the file whose name is nearest, whatever its folder."""
    stem = PurePosixPath(name).with_suffix("").as_posix()
    sources = [o for o in index.origins if PurePosixPath(o).with_suffix("").as_posix() == stem]
    if sources and name.endswith((".html", ".htm")):
        return f"link to the source, {PurePosixPath(sources[0]).name}"
    names = {PurePosixPath(path).name: path for path in sorted(files or index.origins)}
    known = nearest(PurePosixPath(name).name, names)
    return known or "the path is read from the folder of the file that names it"


def _places(where: Outline) -> list[str]:
    """What may be written after the file's name."""
    return [f"#{h.removeprefix('s-')}" for h in where.headings]


def _headings(where: Outline) -> str:
    places = ", ".join(f"`{h}`" for h in _places(where)[:6])
    last = f"`#p1` to `#p{where.paragraphs}`" if where.paragraphs else ""
    return "there is " + " and ".join(part for part in (places, last) if part) if places or last else ""


LINT = Lint("dead-link", find, "error", "error")
