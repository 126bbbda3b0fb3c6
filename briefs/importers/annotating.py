"""Nothing goes in, the formats of annotations come out as importers; what reads them is loaded when one is read."""

from __future__ import annotations

from briefs.importers.importer import Batch, Imported, Importer


def _is_hypothesis(head: bytes) -> bool:
    """Whether a file's beginning is that of an export of Hypothesis."""
    words = (b'"rows"', b'"export_userid"', b'"client_version"', b'"acct:')
    return not _is_web_annotation(head) and any(word in head for word in words)


def _is_web_annotation(head: bytes) -> bool:
    """Whether a file's beginning is that of W3C Web Annotations."""
    return any(word in head for word in (b"anno.jsonld", b'"AnnotationPage"', b'"AnnotationCollection"'))


def _hypothesis(batch: Batch) -> Imported:
    from briefs.importers.hanging import hang
    from briefs.importers.hypothesis import read_hypothesis
    from briefs.importers.unpacking import unpacked

    found = unpacked(batch, lambda file: read_hypothesis(file, batch.site.kinds))
    return hang(found.value, batch, found.diagnostics)


def _web_annotation(batch: Batch) -> Imported:
    from briefs.importers.addresses import linker
    from briefs.importers.hanging import hang
    from briefs.importers.unpacking import unpacked
    from briefs.importers.web_annotation import read_annotations

    link = linker(batch.site)
    found = unpacked(batch, lambda file: read_annotations(file, batch.site.kinds, link))
    return hang(found.value, batch, found.diagnostics)


HYPOTHESIS = Importer("hypothesis", (".json",), _hypothesis, _is_hypothesis)
WEB_ANNOTATION = Importer("web-annotation", (".json", ".jsonld"), _web_annotation, _is_web_annotation)
