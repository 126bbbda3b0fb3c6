"""Every article's annotations go in, one page of them comes out, as the Web Annotation Data Model has it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from briefs.outputs.web_annotations import CONTEXT


def joined(files: Iterable[bytes], url: str) -> str:
    """All annotations in one page, in the order of the articles' addresses."""
    items = [item for data in files for item in msgspec.json.decode(data)["items"]]
    page = {"@context": CONTEXT, "id": f"{url}annotations.json", "type": "AnnotationPage", "items": items}
    return msgspec.json.format(msgspec.json.encode(page), indent=1).decode() + "\n"
