"""Plain text goes in, the same bytes as an article come out, with a sidecar for what is known of where it is from."""

from __future__ import annotations

from briefs.core.diagnostics import Diagnostic
from briefs.importers.decoding import received
from briefs.importers.importer import Batch, Imported, Importer, Planned
from briefs.importers.naming import Names, source_of
from briefs.importers.writing import as_yaml


def read(batch: Batch) -> Imported:
    """Each file as it was received; only from another encoding is it written anew."""
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
    return Imported(tuple(files), diagnostics=tuple(told))


IMPORTER = Importer("text", (".txt", ".text"), read)
