"""The linked site goes in, one timeline of all articles' events comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from briefs.core.model import Index, Page, SiteEvent, TimelineView
from briefs.outputs.cut import brief_card, targets


def pages(index: Index) -> Iterator[Page]:
    """The one page of the timeline; none where no article has an event."""
    years: dict[str, list[SiteEvent]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for outline in index.articles:
        for event in outline.events:
            if (event.date, event.text.plain) not in seen:
                seen.add((event.date, event.text.plain))
                years[event.date[:4]].append(SiteEvent(event, brief_card(index, outline)))
    if not years:
        return
    view = TimelineView(
        tuple((year, tuple(sorted(years[year], key=_order))) for year in sorted(years)),
        targets(index, *(e.event.text for events in years.values() for e in events)),
    )
    yield Page("timeline.html", "timeline.html", view, "Timeline", "timeline")


def _order(event: SiteEvent) -> tuple[str, str, str, str]:
    return (event.event.date, event.event.end, event.brief.path, event.event.text.plain)
