"""What a unit names and what is wrong with it is collected here, in order, while its parts are read."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, insort
from collections.abc import Iterable

from briefs.core.decode import turned, turning_sign
from briefs.core.diagnostics import Diagnostic, Related, error, warning
from briefs.core.fields import Text
from briefs.core.model import Document, Reference
from briefs.core.oneline import flat
from briefs.core.slugs import reserved, slug_of
from briefs.core.source import Source, Span
from briefs.stages.parse.links import Link, Refused, resolve, web_address

_UNREAD = frozenset({"unknown-key", "missing-key", "wrong-type"})
_NO_ADDRESS = re.compile(r'[\s<>"]')
"""Signs for which an address would be no link: it has them as per cent signs and digits."""


class Desk:
    """The references, documents and diagnostics of one unit, in the order in which they were met."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = {source.path: source for source in sources}
        self.references: list[Reference] = []
        self.reference_spans: list[Span] = []
        self.documents: list[Document] = []
        self.document_spans: list[Span] = []
        self.tag_spans: list[Span] = []
        self.redirect_spans: list[Span] = []
        self.faults: list[Diagnostic] = []
        self._known: dict[str, int] = {}
        """Where each id stands among the documents."""
        self._unread: list[tuple[str, int, int]] = []
        """Places of what could not be read, in their order, of the first ``_asked`` faults."""
        self._asked = 0

    def refer(self, kind: str, target: str, span: Span) -> None:
        """Something named here that must stand on the site."""
        self.references.append(Reference(kind, target))  # type: ignore[arg-type]
        self.reference_spans.append(span)

    def point(self, target: str, span: Span) -> None:
        """A reference by its target, such as ``term:irgc``; a fragment of an asset is none of the file's name."""
        kind, _, name = target.partition(":")
        self.refer(kind, name, span)

    def link(self, written: str, span: Span) -> Link | None:
        """Where an address leads; None, and an error at ``span``, if it may not stand."""
        found = resolve(written, posixpath.dirname(span.path))
        if isinstance(found, Refused):
            self._refuse(found, span)
            return None
        if found.target:
            self.point(found.target, span)
        self._host(found, span)
        return found

    def image(self, written: str, span: Span) -> Link | None:
        """A picture's file; one from elsewhere is refused, for pages ask no other origin for anything."""
        found = resolve(written, posixpath.dirname(span.path))
        if isinstance(found, Link) and not found.target.startswith("asset:"):
            message = f"the image `{written}` is not a file of this site"
            found = Refused("image-outside", message, "put the picture into the content folder and name its file")
        if isinstance(found, Refused):
            self._refuse(found, span, "image-outside" if found.code == "link-scheme" else found.code)
            return None
        shown = Link(found.target.replace("asset:", "image:", 1))
        self.point(shown.target, span)
        return shown

    def url(self, text: Text | None) -> str:
        """A web address, normalised; empty where there is none or it may not stand."""
        if text is None or not text.value.strip():
            return ""
        found = web_address(text.value.strip())
        if isinstance(found, Refused):
            self._refuse(found, text.span)
            return ""
        self._host(found, text.span)
        written = text.value.strip()
        return found.href if found.host or _NO_ADDRESS.search(written) else written

    def slug(self, text: Text, what: str) -> str:
        """An id as it was given; with an error, as it has to be, if it is not made as FORMAT says, or empty."""
        given = text.value.strip()
        if not given:
            hint = "write it in lower-case letters, digits, `-` and `_`, or leave it out"
            self.faults.append(error("slug", f"the {what} is empty", text.span, hint))
            return ""
        made = slug_of(given)
        if given != made:
            message = f"the {what} `{given}` has characters that an address cannot have"
            hint = "lower-case letters, digits, `-` and `_` may stand in it"
            if any(map(str.isalnum, given)):  # else nothing of it is left, and what stands for it is no name to offer
                hint = f"write `{made}`: lower-case letters, digits, `-` and `_`"
            self.faults.append(error("slug", message, text.span, hint))
        return self.portable(made, text.span)

    def faulty(self, span: Span) -> bool:
        """Whether something inside a stretch of a file could not be read as a key with its value."""
        for fault in self.faults[self._asked :]:
            if fault.code in _UNREAD and fault.span is not None:
                insort(self._unread, (fault.span.path, fault.span.line, fault.span.column))
        self._asked = len(self.faults)
        at = bisect_left(self._unread, (span.path, span.line, span.column))
        return at < len(self._unread) and self._unread[at] < (span.path, span.end_line, span.end_column)

    def portable(self, name: str, span: Span) -> str:
        """The name of a file that is to be written; some that Windows cannot have are refused on every host."""
        if reserved(name):
            message = f"`{name}` cannot be the name of a file on Windows"
            stem, dot, ending = name.partition(".")
            hint = f"call it something else, such as `{stem}-1{dot}{ending}`"
            self.faults.append(error("reserved-name", message, span, hint))
        return name

    def document(self, document: Document, span: Span) -> str:
        """Enter a source and give its id; the same source may be written out twice, two may not share an id."""
        known = self._known.get(document.id)
        if known is None:
            self._known[document.id] = len(self.documents)
            self.documents.append(document)
            self.document_spans.append(span)
        elif self.documents[known] != document:
            message = f"the source id `{document.id}` stands for two different sources in this file"
            related = (Related(f"`{document.id}` stands here first", self.document_spans[known]),)
            self.faults.append(error("duplicate-source", message, span, "give one of them another `id`", related))
        return document.id

    def _refuse(self, found: Refused, span: Span, code: str = "") -> None:
        """An error, on one line whatever the address."""
        self.faults.append(error(code or found.code, flat(found.message), span, found.hint))

    def turned(self, words: str, span: Span) -> None:
        """Words that are shown: an escape in them may stand for what turns them round. Written out, it is known."""
        sign = turning_sign(words)
        if sign and not any(sign in source.text for source in self.sources.values()):
            self.faults.append(turned(sign, span, escaped=True))

    def _host(self, link: Link, span: Span) -> None:
        if link.host:
            message = f"the address leads to the host `{link.host}`, whose name was not written in plain letters"
            self.faults.append(warning("link-host", message, span, "make sure that it is the host you mean"))
