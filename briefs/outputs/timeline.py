"""The linked site goes in, one timeline of all articles' events comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import structs

from briefs.core.model import Choice, Event, Index, Outline, Page, SiteEvent, TimelineView, Year
from briefs.core.paging import nth_page, shared_out
from briefs.core.slugs import slug_of
from briefs.outputs.choices import choices, marks, together
from briefs.outputs.cut import brief_card, targets
from briefs.outputs.tags import tag_names

MOST = 300
"""Events on one page."""
_LEAPS = 40
"""Years to which a page leads; of more, each tenth."""


def pages(index: Index) -> Iterator[Page]:
    """The pages of the timeline; none where no article has an event."""
    events, tags = _events(index)
    years = [(year, list(of)) for year, of in groupby(events, key=lambda e: e.event.date[:4])]
    parts = shared_out(years, MOST)
    if not events:
        return
    leaps = _leaps(parts)
    for number, part in enumerate(parts, 1):
        view = _view(index, part, tags)
        view = structs.replace(view, leaps=leaps, page=number, pages=len(parts))
        yield Page(nth_page("timeline.html", number), "timeline.html", view, "Timeline", "timeline")


Tags = Mapping[tuple[str, str], Sequence[str]]
"""By date and text of an event: the tags of the articles that tell it."""


def _events(index: Index) -> tuple[list[SiteEvent], Tags]:
    """Every event, oldest first; what several articles tell in the same words is one, of the newest of them."""
    found: dict[tuple[str, str], SiteEvent] = {}
    tags: dict[tuple[str, str], list[str]] = {}
    names = tag_names(index)
    for outline in index.articles:
        for number, event in enumerate(outline.events, 1):
            key = _key(event)
            found.setdefault(key, SiteEvent(event, brief_card(index, outline), number))
            tags.setdefault(key, []).extend(_tags(outline, names))
    return sorted(found.values(), key=_order), tags


def _tags(outline: Outline, names: Mapping[str, str]) -> list[str]:
    return [names[slug_of(tag)] for tag in outline.tags]


def _key(event: Event) -> tuple[str, str]:
    return event.date, event.text.plain


def _order(event: SiteEvent) -> tuple[str, str, str, str]:
    return (event.event.date, event.event.end, event.brief.path, event.event.text.plain)


def _view(index: Index, part: Sequence[tuple[str, Sequence[SiteEvent]]], tags: Tags) -> TimelineView:
    events = [event for _, of in part for event in of]
    offered = choices(tags[_key(e.event)] for e in events)
    return TimelineView(
        years=tuple(_year(year, of, tags, offered) for year, of in part),
        choices=offered,
        targets=targets(index, *(e.event.text for e in events)),
    )


def _year(year: str, events: Sequence[SiteEvent], tags: Tags, offered: Sequence[Choice]) -> Year:
    marked = tuple(structs.replace(e, marks=marks(tags[_key(e.event)], offered)) for e in events)
    return Year(year, marked, together(e.marks for e in marked))


def _leaps(parts: Sequence[Sequence[tuple[str, Sequence[SiteEvent]]]]) -> tuple[tuple[str, str], ...]:
    """(year, address) of each year, or of the first in each ten or hundred, so that they are few enough to choose from.

    None where there is one year.
    """
    first: dict[str, str] = {}
    for number, part in enumerate(parts, 1):
        for year, _ in part:
            first.setdefault(year, f"{nth_page('timeline.html', number)}#y-{year}")
    for digits in (4, 3, 2):
        led = {year[:digits]: year for year in reversed(first)}
        if len(led) <= _LEAPS:
            break
    years = sorted(led.values())
    return tuple((year, first[year]) for year in years) if len(years) > 1 else ()
