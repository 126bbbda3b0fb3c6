"""Plain texts go in, the same bytes as articles come out, with sidecars for what is known of where they are from."""

from __future__ import annotations

from briefs.core.diagnostics import Diagnostic
from briefs.importers.decoding import received
from briefs.importers.importer import Batch, Imported, Planned
from briefs.importers.naming import Names, source_of
from briefs.importers.writing import as_yaml


def read_texts(batch: Batch) -> Imported:
    """All texts of a batch; only one from another encoding is written anew."""
    names, files, told = Names(batch), list[Planned](), list[Diagnostic]()
    for given in batch.given:
        text = received(given, batch.asked.encoding)
        told += text.diagnostics
        if text.value is None:
            continue
        place = names.place(given, ".txt")
        sidecar = as_yaml({**place.said, "source": source_of(batch.asked)})
        files.append(Planned(place.path, text.value.data))
        files += [Planned(place.sidecar, sidecar.encode())] if sidecar else []
        told += place.diagnostics
    return Imported(tuple(files), tuple(told))
