"""A site's pages go in, what is weak in their Content-Security-Policy comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gates.pages import Site, Tag
from gates.records import Fault, Gate, Outcome
from gates.tools import HERE, path, run

_NAMES = {10: "high", 20: "syntax", 30: "medium", 40: "high, perhaps"}


def check(site: Site) -> Outcome:
    """Each page has one policy, before anything that it governs, and no policy has more than a minor weakness."""
    found = {page: policies(site.tags(page)) for page in site.pages}
    faults = [fault for page in site.pages for fault in _missing(page, site.tags(page), found[page])]
    texts = sorted({text for texts in found.values() for text in texts})
    for text, weaknesses in zip(texts, _evaluated(texts), strict=True):
        first = next(page for page in site.pages if text in found[page])
        faults += (Fault(first, w["directive"], f"{_NAMES[w['severity']]}: {w['description']}") for w in weaknesses)
    return Outcome(len(site.pages), f"pages, {len(texts)} policies", tuple(faults))


def policies(tags: tuple[Tag, ...]) -> list[str]:
    return [t.attributes.get("content", "") for t in tags if _is_policy(t)]


def _is_policy(tag: Tag) -> bool:
    return tag.name == "meta" and tag.attributes.get("http-equiv", "").lower() == "content-security-policy"


def _missing(page: str, tags: tuple[Tag, ...], found: list[str]) -> Iterator[Fault]:
    if len(found) != 1:
        yield Fault(page, "head", f"has {len(found)} policies, not one")
        return
    before = tags[: next(i for i, t in enumerate(tags) if _is_policy(t))]
    for tag in before:
        if tag.name in ("script", "link", "style", "img"):
            yield Fault(page, tag.place, "stands before the policy, which does not hold for it")


def _evaluated(texts: list[str]) -> list[list[dict[str, Any]]]:
    """What csp_evaluator finds in each, but for what it calls minor or a mere remark."""
    answer: list[list[dict[str, Any]]] = json.loads(run([path("node"), str(HERE / "policy.cjs")], json.dumps(texts)))
    return [[w for w in weaknesses if w["severity"] in _NAMES] for weaknesses in answer]


GATE = Gate(
    "policy", "a Content-Security-Policy on each page, nothing weak in it", ("node", "npm:csp_evaluator"), check
)
