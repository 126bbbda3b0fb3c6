"""Two folders and two reports go in, their first difference comes out as text; knows nothing of how they were made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct, structs

from briefs.pipeline import Report
from briefs.report import as_json

OF_THE_SITE = ("articles", "pages", "terms", "mentions", "notes", "backlinks")
"""The other counts say how much a build had to do, which depends on what was there before it."""
_MOST = 60


class Outcome(Struct, frozen=True):
    """What a build left behind and what it said."""

    files: dict[str, bytes]
    """The output folder, folders with an ending slash."""
    lock: bytes | None
    said: list[str]
    """Exit status, counts and diagnostics, one a line."""


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by path, and every folder, with a slash at its end."""
    found = sorted(folder.rglob("*"))
    return {p.relative_to(folder).as_posix() + "/" * p.is_dir(): b"" if p.is_dir() else p.read_bytes() for p in found}


def stamped(root: Path, without: set[str]) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of every file of a site but for what a build may write."""
    files = (p for p in sorted(root.rglob("*")) if p.relative_to(root).parts[0] not in without and p.is_file())
    return {p.relative_to(root).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def outcome(output: Path, root: Path, said: list[str], foreign: set[str]) -> Outcome:
    """What stands in a site's folder after a build, without what others put there."""
    lock, files = root / "briefs.lock", snapshot(output)
    for name in foreign & files.keys():
        del files[name]
    alone = {f"{name.partition('/')[0]}/" for name in foreign if name.startswith(".")}
    kept = {name: data for name, data in files.items() if name not in alone}
    return Outcome(kept, lock.read_bytes() if lock.exists() else None, said)


def said_by(report: Report) -> list[str]:
    """All that a report says but for times and for what was there before."""
    counts = {name: n for name, n in structs.asdict(report.counts).items() if name in OF_THE_SITE}
    return [f"published: {report.published}", f"counts: {counts}", *map(repr, report.diagnostics)]


def printed_by(report: Report) -> list[str]:
    """The same of what a process prints and returns."""
    return spoken(0 if report.ok else 1, as_json(report), "")


def spoken(status: int, printed: str, complaints: str) -> list[str]:
    """Exit status, the JSON object and stderr, without times and without what was there before."""
    try:
        told = json.loads(printed)
    except json.JSONDecodeError:
        return [f"exit {status}", printed, complaints]
    counts = {name: n for name, n in told["counts"].items() if name in OF_THE_SITE}
    found = [json.dumps(d) for d in told["diagnostics"]]
    return [f"exit {status}", f"ok: {told['ok']}", f"counts: {counts}", *found, *complaints.splitlines()]


def difference(found: Outcome, wanted: Outcome) -> str | None:
    """The first thing in which a rebuild is not a clean build; None where there is none."""
    return (
        _differing("report", found.said, wanted.said)
        or differing_files(found.files, wanted.files)
        or _differing("briefs.lock", lines(found.lock), lines(wanted.lock))
    )


def differing_files(found: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> str | None:
    """The list of files, then each file."""
    if text := _differing("the list of files", sorted(found), sorted(wanted)):
        return text
    names = [name for name in sorted(found) if found[name] != wanted[name]]
    # The manifest differs wherever a file does, and says less.
    names.sort(key=lambda name: name.startswith(".briefs"))
    return _differing(names[0], lines(found[names[0]]), lines(wanted[names[0]])) if names else None


def _differing(what: str, found: list[str], wanted: list[str]) -> str | None:
    if found == wanted:
        return None
    told = list(unified_diff(wanted, found, f"{what} (clean build)", f"{what} (rebuild)", lineterm="", n=2))
    more = [f"… and {len(told) - _MOST} more lines"] if len(told) > _MOST else []
    return "\n".join(line[:400] for line in [*told[:_MOST], *more])


def lines(data: bytes | None) -> list[str]:
    """Bytes as lines to compare: HTML one element a line, and what is no text as it is written in Python."""
    if data is None:
        return ["there is no such file"]
    return list(_split(data.decode("utf-8", "backslashreplace")))


def _split(text: str) -> Iterator[str]:
    for line in text.replace("><", ">\n<").splitlines(keepends=True):
        yield repr(line)[1:-1].removesuffix("\\n")
