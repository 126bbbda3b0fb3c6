"""A paragraph of a received text goes in, what it looks like comes out; knows neither its neighbours nor a sidecar.

Every pattern must match the whole paragraph, or its opening for a photograph's credit: prose that merely begins with
the same word stays prose (FORMAT, "Plain-text articles").
"""

from __future__ import annotations

import re

_LONGEST = 16
"""Words of the longest line that may be furniture."""
_AGENCY = r"(?:released|provided|taken|issued|supplied|published|distributed|shared|obtained|made available|handed out)"
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\(?(?:File )?(?:Photograph|Photo|Picture|Image|Illustration|Graphic)"
        rf" (?:{_AGENCY}\b|courtesy\b|(?:credits?|by|via|from) (?=[A-Z\d@]))",
        r"\(?(?i:file |handout |cover |lead |featured )?"
        r"(?:PHOTO|Photo|PHOTOGRAPH|Photograph|PICTURE|Picture|IMAGE|Image)s?(?i: credits?| courtesy)?\s?[:|]",
        r"\(?(?:PHOTO|Photo)/|\(?(?:PHOTO|Photo|Photograph|Picture|IMAGE|Image) [\u2013\u2014-] ",
        r"FILE(?: PHOTO| IMAGE| PICTURE)?\s?(?:[:\u2013\u2014-]|\(AP)",
        r"File (?:photo|photograph|image|picture)\s?(?:[:\u2013\u2014,-]|of\b|shows\b|dated\b)",
        r"(?:In this|This) (?:[^!?]{0,60}? )?(?:photograph|photo|image|picture|frame grab|handout)\b"
        rf"(?:,? (?:{_AGENCY}|made from|from video|courtesy)\b)",
        r"In this (?:[^!?]{0,60}? )?(?:file photograph|file photo|file image|handout photo)\b",
        r"In this (?:[A-Z][a-z]+, )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}, )?\d{4},? (?:photograph|photo|image|picture)\b",
        r"In this (?:photograph|photo)(?![-\w])",
        r"(?:Credit|Caption|CREDIT|CAPTION):",
    )
)
_TO_WHAT = r"(?:articles?|stor(?:y|ies)|posts?|pages?|news|this|pieces?|reports?)"
_PLACES = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|e-?mail|pinterest|instagram|social media|google news)"
)
_BUTTON = rf"(?:share|tweet|print|save|copy link|{_PLACES})"
_LETTERS = r"(?:newsletters?|channel|updates|alerts|podcast|e-?mails?|app|feed|mailing list|premium|digital edition)"
_WHEN = r"(?: (?:now|today|here|free|for free|by e-?mail))*"
_FURNITURE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:give|leave|add|post|write|share|send)(?: (?:us|in))? (?:your |a |an? new )?"
        r"(?:comments?|repl(?:y|ies)|feedback|opinions?|thoughts?)(?: (?:here|below))?",
        r"(?:\d+ |no |view |show |see |read |all )*comments?(?: (?:yet|\(\d+\)|off|closed|are closed|section))*",
        r"(?:join|be the first to join) the (?:conversation|discussion)|be the first to comment",
        rf"(?:share|print|save|bookmark|e-?mail|like|rate|tweet)(?: (?:this|the))?(?: {_TO_WHAT})?"
        rf"(?:(?: on| via| with)(?: {_PLACES}| friends)(?:(?:,| and|, and) {_PLACES})*)?",
        rf"{_BUTTON}(?:(?:,| [|/·•]|) {_BUTTON})+",
        r"copy link|back to top|skip to (?:main )?content|loading(?: comments)?|scroll down",
        r"(?:an? )?(?:advertisements?|advertising|sponsored(?: content| links)?|promoted|ads? by .{1,20}|ad)",
        r"(?:advertisement [\u2013\u2014|-] )?(?:story|article|text|scroll to) continues? (?:below|after)"
        r"(?: (?:this )?advertisement)?",
        r"(?:read|see|show|view|learn|load) (?:more|all|next)(?: (?:here|below|news|stories|articles))?",
        rf"(?:read the|continue reading|full)(?: the)?(?: full| whole| rest of the)? {_TO_WHAT}|continue reading",
        r"(?:related|recommended|popular|latest|trending|most[ -]read|top|more|other) "
        r"(?:articles?|stor(?:y|ies)|posts?|news|topics|content|reading|videos?|coverage|now|today|links)",
        r"(?:most popular|most viewed|trending|editor'?s picks?|you may (?:also )?like|around the web)",
        rf"subscribe{_WHEN}|sign up{_WHEN}|log ?in|sign in|register{_WHEN}|(?:log in|sign in) or (?:register|sign up)",
        rf"(?:subscribe|sign up|register)(?: (?:now|today))? (?:to|for|via) (?:[\w'\u2019-]+ ){{0,6}}{_LETTERS}{_WHEN}",
        rf"(?:get|receive) (?:[\w'\u2019-]+ ){{0,4}}(?:news|updates|headlines|stories) (?:in|to) your inbox{_WHEN}",
        rf"(?:follow|like|join|find) (?:us|[\w@]+ news)(?: (?:on|at) {_PLACES}(?:(?:,| and|, and) {_PLACES})*)?",
        r"(?:click|tap) here(?: (?:to|for) .{1,60})?|(?:previous|next) (?:article|post|story|page)s?",
        r"(?:all rights reserved|(?:copyright|©|\(c\)) ?(?:©|\(c\))? ?\d{4}.{0,60})",
    )
)
_POINTER = re.compile(
    r"(?:read more|read also|also read|see also|read next|more on this|related|recommended|don['\u2019]?t miss"
    r"|you may also like|more from [\w ]{1,30})\s?[:|»>]\s?.{0,120}",
    re.IGNORECASE,
)
"""A link to another article, by its title: unlike prose it does not end like a sentence."""
_SMALL = frozenset({"de", "der", "van", "von", "al", "bin", "ibn", "of", "the", "and", "for", "in", "&", "|", "/", "-"})
"""Words of a byline that need no capital."""
_ORNAMENTS = " -\u2013\u2014*<>«»\u2039\u203a→…|[].!"
_CLOSERS = "\"'\u201d\u2019»\u203a)]}"
_CLOSING = (".", "!", "?", ":", ";", "…", "\u3002", "\uff01", "\uff1f", "\u061f", "\u06d4", "\u0964")
"""Marks that end a sentence or announce what follows; the last six are Chinese, Arabic, Urdu and Hindi ones."""


def credits_photo(text: str) -> bool:
    """Whether a paragraph opens like the credit of a photograph."""
    return any(pattern.match(text) for pattern in _CREDITS)


def is_furniture(text: str) -> bool:
    """Whether a paragraph is the page's and not the article's: an invitation, a button, a label."""
    words = text.split()
    if len(words) > _LONGEST:
        return False
    if _POINTER.fullmatch(text.strip()) and not closes(text):
        return True
    bare = " ".join(words).strip(_ORNAMENTS).strip()
    return any(pattern.fullmatch(bare) for pattern in _FURNITURE)


def byline(text: str) -> str:
    """The name in a paragraph that is a byline, else nothing."""
    first, *words = text.split() or [""]
    if first not in ("By", "BY", "By:") or not 0 < len(words) < _LONGEST or closes(text) or not words[0][0].isupper():
        return ""
    return " ".join(words) if all(word[0].isupper() or word in _SMALL for word in words) else ""


def closes(text: str) -> bool:
    """Whether a paragraph ends like a sentence, whatever quotes and brackets stand after its mark."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_CLOSING)
