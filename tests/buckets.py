"""Words of `aws s3 sync` go in, files in a folder and what was said of each come out, as in a bucket."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

SAID = "said.json"
"""In the folder of buckets: by path, the type and the time to keep that a file was sent with."""


def sync(words: Sequence[str], buckets: Path) -> None:
    """``s3 sync SOURCE s3://BUCKET/PATH``; of the filters the last that fits a file decides, a star is any text."""
    assert list(words[:2]) == ["s3", "sync"], words
    source, target = Path(words[2]), buckets / words[3].removeprefix("s3://")
    said = json.loads((buckets / SAID).read_text("utf-8")) if (buckets / SAID).exists() else {}
    options = list(_options(words[4:]))
    headers = {name: value for name, value in options if name in ("--content-type", "--cache-control")}
    for path in _files(source, options):
        there = target / path
        if not there.exists() or there.read_bytes() != (source / path).read_bytes():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, there)
            key = there.relative_to(buckets).as_posix()
            assert key not in said, f"{key} was sent before"
            said[key] = [headers.get("--content-type", ""), headers.get("--cache-control", "")]
    for path in _files(target, options) if ("--delete", "") in options else ():
        if not (source / path).exists():
            (target / path).unlink()
    buckets.mkdir(exist_ok=True)
    (buckets / SAID).write_text(json.dumps(said), "utf-8")


def _options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    rest = iter(words)
    for name in rest:
        assert name in ("--include", "--exclude", "--content-type", "--cache-control", "--delete", "--size-only"), name
        yield name, "" if name in ("--delete", "--size-only") else next(rest)


def _files(folder: Path, options: Sequence[tuple[str, str]]) -> list[str]:
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [path for path in found if _wanted(path, options)]


def _wanted(path: str, options: Sequence[tuple[str, str]]) -> bool:
    fitting = [name for name, text in options if name in ("--include", "--exclude") and fnmatchcase(path, text)]
    return not fitting or fitting[-1] == "--include"


if __name__ == "__main__":
    sync(sys.argv[1:], Path(os.environ["BUCKETS"]))
