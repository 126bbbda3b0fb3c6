"""The linked site goes in, the pages that a plugin adds to it come out, each fit to be made; makes none of them."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.foreign import all_of, attempted
from briefs.core.manifest import fold, is_output_path
from briefs.core.model import Index, Page
from briefs.outputs.output import Output
from briefs.outputs.term import page_path
from briefs.pipeline.rows import encoded


def added_pages(output: Output, index: Index, others: Collection[Page]) -> Checked[tuple[Page, ...]]:
    """The pages of a plugin's output that can be made; ``others`` are those before them."""
    doing = f"the output `{output.name}`"
    found = attempted(output.plugin, doing, lambda: tuple(map(_sent, all_of(output.pages(index), Page))))
    taken = {fold(page.path) for page in others} | _of_texts(index)
    fit: list[Page] = []
    faults = list(found.diagnostics)
    for page in found.value or ():
        why = _unfit(output, page, index, taken)
        taken.add(fold(page.path))
        if why:
            faults.append(_fault(output, page, why))
        else:
            fit.append(page)
    return Checked(tuple(fit), tuple(faults))


def _sent(page: Page) -> Page:
    """A page as it comes to the process that makes it. Raises where its records hold what cannot be sent."""
    try:
        return msgspec.msgpack.decode(encoded(page), type=Page)
    except (TypeError, msgspec.ValidationError) as fault:
        raise TypeError(f"the page `{page.path}` holds what no page can: {fault}") from None


def _of_texts(index: Index) -> set[str]:
    """Where the pages of texts and terms stand."""
    return {fold(o.path) for o in index.origins.values()} | {fold(page_path(term, 1)) for term in index.terms}


def _unfit(output: Output, page: Page, index: Index, taken: Collection[str]) -> str:
    """Why a page cannot be made; empty where it can."""
    if not is_output_path(page.path):
        return "that is no path of a site: write one like `data/places.json`"
    if not page.template and output.write is None:
        return "it has no template, and the output no function `write`"
    if page.brief and page.brief not in index.origins:
        return f"it shows the text `{page.brief}`, which is not on the site"
    if fold(page.path) in taken and output.name not in ("article", "term"):
        return "another page has this path"
    return ""


def _fault(output: Output, page: Page, why: str) -> Diagnostic:
    message = f"the plugin `{output.plugin}` cannot add `{page.path}`: {why}"
    return error("plugin-failed", message, hint="mend it, or leave it out of `plugins:`")
