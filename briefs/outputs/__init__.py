"""One output a file, in one list: the linked site goes in, pages come out, and how those that are no HTML are made."""

from __future__ import annotations

from briefs.outputs import article, data, glossary, home, json, map, sources, tags, term, timeline
from briefs.outputs.output import Output

OUTPUTS: tuple[Output, ...] = (
    Output("home", home.pages),
    Output("article", article.pages),
    Output("term", term.pages),
    Output("glossary", glossary.pages),
    Output("tags", tags.pages),
    Output("sources", sources.pages),
    Output("timeline", timeline.pages),
    Output("map", map.pages),
    Output("json", json.pages, json.write),
    Output("data", data.pages, data.write),
)
"""In the order in which they are made; a name stands once (FORMAT "config.yaml")."""

__all__ = ["OUTPUTS", "Output"]
