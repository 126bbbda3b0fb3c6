"""An article's ledger goes in, a page for its editor comes out: the text with every name marked, and why; served only.

Every value passes through ``Markup.format``, which escapes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from briefs.core.model import Block, Plain
from briefs.core.model.entry import WHY
from briefs.explain import Entry, Explained
from briefs.panel import Panel
from briefs.panel_page import DESK_STYLE, desk, place
from briefs.preview.editors import Editor
from briefs.report import visible

_PAGE = Markup(
    """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Ledger: {title}</title><link rel="icon" href="data:,"><style>{style}</style></head>
<body><main><p><a href="/{page}">← The article</a></p><h1>{title}</h1><p class="path">{origin}</p>
{desk}
<h2>Names of the glossary</h2>
<p class="sum">{counts}</p>
<p>In the text: <span class="linked">linked</span>, <span class="mention">a mention without a link</span>,
<span class="none">a name that does not count here</span>.</p>
{guesses}<section class="text" aria-label="The text">{text}</section>
<div class="wide"><table><caption>Every name of the glossary that stands in the text</caption>
<thead><tr><th>¶</th><th>Words</th><th>Term</th><th>Link</th><th>Found as</th><th>Line</th></tr></thead>
<tbody>{rows}</tbody></table></div></main></body></html>
"""
)
_ROW = Markup(
    '<tr id="e-{n}" class="{sort}"><td>{p}</td><td>{before}<b>{words}</b>{after}</td>'
    '<td><a href="/glossary/{term}.html">{term}</a></td><td>{outcome}</td><td>{rule}</td><td>{place}</td></tr>'
)
_MARK = Markup('<a href="#e-{n}" class="{sort}" title="{term}: {outcome}">{words}</a>')
_GUESSES = Markup("<details><summary>What lines were taken for</summary><ul>{}</ul></details>")
_GUESS = Markup("<li>{text} <i>{role}: {why}</i></li>")
_STYLE = Markup(
    "body{font:1rem/1.55 system-ui,sans-serif;margin:0}"
    "main{max-width:72rem;margin:0 auto;padding:1rem 1.25rem 4rem}h1{font-size:1.5rem;margin:.25rem 0}"
    "main>h2{font-size:1.125rem;margin:2.5rem 0 .5rem}"
    ".path,caption,i{opacity:.85}.text{max-width:42rem;font-family:Georgia,serif}.text p{white-space:pre-line}"
    ".text a{color:inherit;border-radius:2px}.linked{text-decoration:underline solid 2px #0a7a5c}"
    ".mention{text-decoration:underline dotted 2px #0a7a5c}.none{text-decoration:underline wavy 1px #b3541e}"
    "tr.linked,tr.mention,tr.none{text-decoration:none}.linked td:nth-child(4){font-weight:600}"
    "td:nth-child(4){white-space:nowrap}"
    "table{border-collapse:collapse;width:100%;margin-top:2rem;font-size:.9rem}caption{text-align:start}"
    "td,th{padding:.3rem .6rem;text-align:start;vertical-align:top;border-bottom:1px solid #8885}"
    "tr:target,.text a:target{background:#ffd54a44}td:first-child,td:last-child{font-variant-numeric:tabular-nums}"
    "@media (max-width:48rem){.wide{overflow-x:auto}}"
)
_AROUND = 60
"""Characters of the sentence shown on each side of a name in the table."""


def as_page(explained: Explained, plain: Plain, page: str, language: str, panel: Panel = Panel()) -> bytes:
    """The page as HTML; ``page`` is the path of the article's own page from the site's root.

    It opens with the section that the article's own page shows as a panel.
    """
    entries = explained.entries
    html = _PAGE.format(
        lang=language,
        title=explained.title,
        style=_STYLE + DESK_STYLE,
        desk=desk(panel),
        page=page,
        origin=explained.origin,
        counts=_counts(entries),
        guesses=_guesses(explained),
        text=Markup("").join(_text(plain, entries)),
        rows=Markup("\n").join(_row(n, entry, explained.origin, panel.editor) for n, entry in enumerate(entries, 1)),
    )
    return html.encode()


def _counts(entries: Iterable[Entry]) -> str:
    counted = Counter(entry.outcome for entry in entries).most_common()
    return ", ".join(f"{number} {outcome}" for outcome, number in counted) or "No name of the glossary stands in it."


def _guesses(explained: Explained) -> Markup:
    items = [_GUESS.format(text=visible(g.text), role=g.role, why=WHY[g.why]) for g in explained.guesses]
    return _GUESSES.format(Markup("").join(items)) if items else Markup("")


def _sort(entry: Entry) -> str:
    return "linked" if entry.outcome == "linked" else "mention" if entry.mention else "none"


def _row(number: int, entry: Entry, origin: str, editor: Editor) -> Markup:
    return _ROW.format(
        n=number,
        sort=_sort(entry),
        p=entry.paragraph or "–",
        before=visible(_end(entry.before)),
        words=visible(entry.surface),
        after=visible(_beginning(entry.after)),
        term=entry.term,
        outcome=entry.outcome,
        rule=entry.rule,
        place=place(f"{entry.line}:{entry.column}", editor.at(origin, entry.line, entry.column)),
    )


def _end(words: str) -> str:
    """The last words, with a sign where some are left out."""
    return words if len(words) <= _AROUND else "…" + words[-_AROUND:].partition(" ")[2]


def _beginning(words: str) -> str:
    return words if len(words) <= _AROUND else words[:_AROUND].rpartition(" ")[0] + "…"


def _text(plain: Plain, entries: Sequence[Entry]) -> Iterator[Markup]:
    """The paragraphs, each name a link to its row; of names that overlap a mention is shown, or the first."""
    shown = sorted(_apart(entries), key=lambda pair: pair[1].start)
    for block in plain.blocks:
        inside = [(n, e) for n, e in shown if block.start <= e.start < block.end]
        yield Markup("<p>{}</p>\n").format(Markup("").join(_block(plain.text, block, inside)))


def _block(text: str, block: Block, inside: Iterable[tuple[int, Entry]]) -> Iterator[Markup]:
    at = block.start
    for number, entry in inside:
        yield Markup("{}").format(text[at : entry.start])
        yield _MARK.format(
            n=number, sort=_sort(entry), term=entry.term, outcome=entry.outcome, words=text[entry.start : entry.end]
        )
        at = entry.end
    yield Markup("{}").format(text[at : block.end])


def _apart(entries: Sequence[Entry]) -> list[tuple[int, Entry]]:
    taken: list[tuple[int, Entry]] = []
    for number, entry in sorted(enumerate(entries, 1), key=lambda pair: (not pair[1].mention, pair[1].start)):
        if all(entry.end <= other.start or other.end <= entry.start for _, other in taken):
            taken.append((number, entry))
    return taken
