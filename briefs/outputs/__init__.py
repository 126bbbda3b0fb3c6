"""One output a file, in one list: the linked site goes in, pages come out, and how those that are no HTML are made."""

from __future__ import annotations

from briefs.outputs import (
    article,
    claims,
    data,
    feeds,
    glossary,
    home,
    hosting,
    json,
    map,
    markdown,
    search,
    sitemap,
    sources,
    tags,
    term,
    timeline,
    web_annotations,
)
from briefs.outputs.output import Output

OUTPUTS: tuple[Output, ...] = (
    Output("home", home.pages),
    Output("article", article.pages),
    Output("term", term.pages),
    Output("glossary", glossary.pages),
    Output("tags", tags.pages),
    Output("sources", sources.pages),
    Output("timeline", timeline.pages),
    Output("claims", claims.pages),
    Output("search", search.pages, search.write),
    Output("map", map.pages),
    Output("markdown", markdown.pages, twin=markdown.twin_of),
    Output("json", json.pages, json.write),
    Output("annotations", web_annotations.pages, web_annotations.write),
    Output("data", data.pages, data.write),
    Output("hosting", hosting.pages, hosting.write),
    Output("feeds", feeds.pages, feeds.write, needs_url=True),
    Output("sitemap", sitemap.pages, sitemap.write, needs_url=True),
)
"""In the order in which they are made; a name stands once (FORMAT "config.yaml")."""

__all__ = ["OUTPUTS", "Output"]
