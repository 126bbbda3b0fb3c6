"""An article to which no other page leads but the list of all.

What: an article without a tag, whose terms no other article mentions, and to which no other links. Why: a reader of the
site's other pages never comes upon it. Example: a text without sidecar on a matter of its own. Instead: tag it, name it
under `related` of another article, or add the terms that it shares with others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Every such article, where there is more than one."""
    index = evidence.index
    terms = {o.origin: {u.term for u in index.usages.get(o.origin, ())} for o in index.articles}
    shared = Counter(term for mentioned in terms.values() for term in mentioned)
    named = _named(evidence)
    for outline in index.articles if len(index.articles) > 1 else ():
        alone = all(shared[term] < 2 for term in terms[outline.origin])
        if alone and not outline.tags and outline.path not in named:
            message = "only the list of all articles leads to this one"
            hint = "give it `tags:`, or name it under `related:` of another article"
            yield Found(message, evidence.places[outline.origin].unit, hint)


def _named(evidence: Evidence) -> set[str]:
    """The paths of the pages that some other file links to or calls related."""
    found = set()
    for outline in evidence.outlines:
        for reference in outline.references:
            target = evidence.index.targets.get(f"{reference.kind}:{reference.target}")
            path = target.path.partition("#")[0] if target else ""
            found |= {path} - {outline.path}
    return found


LINT = Lint("article-unreachable", find, build="off")
