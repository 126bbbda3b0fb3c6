"""A page goes in, where its Markdown twin goes comes out; what stands in the twin, the rendering knows."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import EmptyView, Index, OwnView, Page, RedirectView


def pages(index: Index) -> Iterator[Page]:
    """None of its own: a twin is made from what its page is made from."""
    return iter(())


def twin_of(page: Page) -> str:
    """Beside the page; none where it has no words of the site's, as the search, or is a plugin's own."""
    if not page.template or isinstance(page.view, EmptyView | OwnView | RedirectView):
        return ""
    return page.path.removesuffix(".html") + ".md"
