"""Given files of annotations and a reader of one go in, the annotations of all come out; knows no format."""

from __future__ import annotations

from collections.abc import Callable

from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.importers.foreign import Foreign, Read
from briefs.importers.importer import Batch
from briefs.importers.json_text import Json, read_json


def unpacked(batch: Batch, read: Callable[[Json], Read]) -> Checked[tuple[Foreign, ...]]:
    """Every annotation of every file, by place; a file that holds none is an error."""
    found, told = list[Foreign](), list[Diagnostic]()
    for given in batch.given:
        file = read_json(given.path, given.data)
        told += file.diagnostics
        if file.value is None:
            continue
        answer = read(file.value)
        found += answer.annotations
        told += answer.diagnostics
        if not answer.annotations:
            hint = "name the format with `--from`, if it is another one"
            told.append(error("import-empty", "the file holds no annotation", file.value.span(), hint))
    return Checked(tuple(found), tuple(told))
