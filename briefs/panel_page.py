"""What an editor should see to in a text goes in, a section of HTML comes out; knows neither the page nor the script.

The preview's script lifts the section out of the ledger's page into a panel beside the article. Every value passes
through ``Markup.format``, which escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from briefs.core.diagnostics import Diagnostic
from briefs.mistakes import place_view
from briefs.panel import Panel
from briefs.preview.errors import PlaceView
from briefs.report import count, visible
from briefs.suggest import Sentence, Suggestion
from briefs.suggested import as_entry, what

_FIRST = 8
"""Suggestions shown at once; the rest can be unfolded."""

_DESK = Markup('<section class="desk" aria-label="For the editor">{draft}{told}{names}</section>')
_DRAFT = Markup(
    '<p class="state"><b class="draft">Draft</b> It is left out of the site until <code>draft</code> goes.</p>'
)
_PART = Markup("<h2>{title}{number}</h2>{body}")
_NUMBER = Markup(' <span class="n">{}</span>')
_LIST = Markup('<ul class="{}">{}</ul>')
_MORE = Markup("<details><summary>{} more</summary>{}</details>")
_NOTHING = Markup('<p class="nothing">{}</p>')
_TOLD = Markup(
    '<li class="{grave}"><p class="at">{place} <code>{grave}[{code}]</code></p><p class="what">{message}</p>'
)
_WORDS = Markup("<blockquote>{before}<mark>{words}</mark>{after}</blockquote>")
_HINT = Markup('<p class="hint">{}</p>')
_ALSO = Markup('<p class="also">{message}: {place}</p>{words}')
_NAME = Markup('<li><p class="what"><b>{name}</b> <span>{what}, {count}</span></p>{words}{entry}</li>')
_ENTRY = Markup(
    '<div class="entry"><pre>{text}</pre><button type="button" data-copy="{text}">Copy</button></div>{home}'
)
_HOME = Markup('<p class="also">into {}</p>')
_LINK = Markup('<a href="{href}">{words}</a>')

DESK_STYLE = Markup(
    ":root,:host{color-scheme:light dark;--paper:#fcfbf7;--wash:#f4f1e9;--rule:#dcd6c8;--ink:#1d1b18;--ink-2:#4d483f;"
    "--link:#0a5560;--note:#8e2415;--mark:#ffe7a3;--focus:#0b57d0}"
    "@supports (color:light-dark(#000,#fff)){:root,:host{--paper:light-dark(#fcfbf7,#14161a);"
    "--wash:light-dark(#f4f1e9,#1f232a);--rule:light-dark(#dcd6c8,#3a3f49);--ink:light-dark(#1d1b18,#e9e5dc);"
    "--ink-2:light-dark(#4d483f,#c0bbb0);--link:light-dark(#0a5560,#83d0cd);--note:light-dark(#8e2415,#ffab91);"
    "--mark:light-dark(#ffe7a3,#5c4a12);--focus:light-dark(#0b57d0,#a8c7fa)}}"
    ":host{color-scheme:inherit}"
    "html{background:var(--paper);color:var(--ink)}a{color:var(--link)}"
    ":focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}"
    ".desk{max-width:42rem;overflow-wrap:anywhere;font-size:.9375rem;line-height:1.45}.desk *{box-sizing:border-box}"
    ".desk p,.desk ul,.desk pre,.desk blockquote{margin:0;padding:0}.desk ul{list-style:none}"
    ".desk h2{margin:1.5rem 0 .25rem;font-size:.9375rem;font-weight:650}"
    ".desk .n{font-weight:400;color:var(--ink-2)}"
    ".desk li{padding:.75rem 0;border-top:1px solid var(--rule)}.desk li>*+*{margin-top:.35rem}"
    ".desk :is(.at,.also,.hint,.what span,.nothing,summary){font-size:.8125rem;color:var(--ink-2)}"
    ".desk code,.desk pre{font:.8125rem/1.45 ui-monospace,Consolas,monospace}.desk .at code{white-space:nowrap}"
    ".desk .error code,.draft{color:var(--note)}.desk .hint{white-space:pre-line}"
    ".desk blockquote{padding-inline-start:.75rem;border-inline-start:2px solid var(--rule);font-family:Georgia,serif}"
    "mark{background:var(--mark);color:inherit;padding:.05em .15em;border-radius:2px}"
    ".desk .entry{display:flex;gap:.5rem;align-items:flex-start;padding:.5rem .6rem;background:var(--wash);"
    "border-radius:4px}.desk .entry pre{flex:1;min-width:0;white-space:pre-wrap}"
    ".desk button{flex:none;padding:.2rem .6rem;border:1px solid currentColor;border-radius:4px;background:none;"
    "color:var(--link);font:600 .8125rem/1.4 system-ui,sans-serif;cursor:pointer}"
    ".desk summary{padding:.6rem 0;cursor:pointer}.draft{font-weight:700}"
)
"""Of the section, on its page and in the panel alike; the colours are the default theme's."""


def desk(panel: Panel) -> Markup:
    """The section; what there is nothing of is said in a line."""
    told = [_told(one, panel) for one in panel.diagnostics]
    names = [_name(one, panel) for one in panel.suggestions]
    return _DESK.format(
        draft=_DRAFT if panel.draft else "",
        told=_part("To see to", told, "told", "Nothing: the last build has nothing to say of this text."),
        names=_part("Names without an entry", [n for n in names if n], "names", "Every name in it has its entry."),
    )


def place(words: str, href: str) -> Markup:
    """A place in a file, as a link where an editor opens it."""
    return _LINK.format(href=href, words=words) if href else Markup("{}").format(words)


def _part(title: str, items: list[Markup], kind: str, nothing: str) -> Markup:
    body = _LIST.format(kind, _joined(items[:_FIRST])) if items else _NOTHING.format(nothing)
    if rest := items[_FIRST:]:
        body += _MORE.format(len(rest), _LIST.format(kind, _joined(rest)))
    return _PART.format(title=title, number=_NUMBER.format(len(items)) if items else "", body=body)


def _joined(items: Iterable[Markup]) -> Markup:
    return Markup("").join(items)


def _told(one: Diagnostic, panel: Panel) -> Markup:
    assert one.span is not None
    view = place_view(one.span, one.message, panel.lines, panel.editor)
    head = _TOLD.format(grave=one.severity, place=_where(view), code=one.code, message=view.message)
    parts = [head, _words(view), _HINT.format(visible(one.hint)) if one.hint else Markup("")]
    parts += [_also(place_view(o.span, o.message, panel.lines, panel.editor)) for o in one.related]
    return _joined([*parts, Markup("</li>")])


def _where(view: PlaceView) -> Markup:
    return place(f"{view.path.rpartition('/')[2]}:{view.line}:{view.column}", view.href)


def _words(view: PlaceView) -> Markup:
    if not view.words:
        return Markup("")
    return _WORDS.format(before=view.before, words=view.words, after=view.after)


def _also(view: PlaceView) -> Markup:
    return _ALSO.format(message=view.message, place=_where(view), words=_words(view))


def _name(it: Suggestion, panel: Panel) -> Markup:
    """A name with its first sentence and the entry to paste; nothing where no entry can be made of it."""
    entry = as_entry(it, panel.taken)
    if not entry:
        return Markup("")
    home = _HOME.format(place(it.home, panel.editor.at(it.home))) if it.home else ""
    return _NAME.format(
        name=visible(it.name),
        what=visible(what(it)),
        count=count(it.count, "time"),
        words=_sentence(it.sentences[0]) if it.sentences else "",
        entry=_ENTRY.format(text=visible(entry), home=home),
    )


def _sentence(sentence: Sentence) -> Markup:
    before, words, after = map(visible, (sentence.before[-120:], sentence.surface, sentence.after[:120]))
    return _WORDS.format(before=before, words=words, after=after)
