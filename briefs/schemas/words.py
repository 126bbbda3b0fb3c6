"""Nothing goes in, what each key that an author may write is for comes out, with an example; knows no schema."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from briefs.config import Link, Written
from briefs.core.authored import (
    EventEntry,
    ImageEntry,
    LinkEntry,
    MatchEntry,
    Meta,
    NoteEntry,
    OriginEntry,
    PinEntry,
    SenseEntry,
    Sidecar,
    SourceEntry,
    TermEntry,
    UpdateEntry,
    WhenEntry,
)


class Key(Struct, frozen=True):
    """What a key is for, and a value that it may have."""

    says: str
    example: Any


_PREFIX = Key("Words that stand right before the quote, where it stands more than once.", "said that ")
_SUFFIX = Key("Words that stand right after the quote, where it stands more than once.", " returned to work")
_OCCURRENCE = Key("Which of several places is meant, counted from 1.", 2)
_CITED = Key("What this rests on: ids of sources, or sources written out.", ["harbour-log"])
_TEXT_QUOTE = "Words of the article, copied exactly; the note hangs on them."

_META = {
    "title": Key("The headline; one line.", "Harbour reopens after strike"),
    "kicker": Key('A word or two above the headline; `""` means none.', "Strike"),
    "standfirst": Key("A sentence or two below the headline; Markdown.", "Work began at six."),
    "byline": Key("Who wrote the article.", "Jane Doe"),
    "dateline": Key("Where it was written.", "Port City"),
    "date": Key("When it was published: a year, month, day or time.", "2022-10-21"),
    "updated": Key("When it was changed.", "2022-10-22"),
    "language": Key("The language of the text, as a tag; without it, the site's.", "en-GB"),
    "slug": Key("The name in the address; by default made from the file's name.", "harbour-reopens"),
    "draft": Key("`true`: the article is left out unless `--drafts` is given.", True),
    "tags": Key("Each tag has a page.", ["harbour", "strike"]),
    "caption": Key("The paragraph that is a picture's caption, by its whole text.", "The gate on Monday."),
    "image": Key("The picture at the head of the article.", {"file": "../images/gate.svg", "alt": "The gate"}),
    "source": Key("Where the text was received from.", {"name": "Harbour Post", "published": "2022-10-21"}),
    "redirect_from": Key("Old addresses that lead here, from the output's root.", ["old/harbour.html"]),
}

_SIDECAR = {
    "omit": Key("Paragraphs to leave out, each by its whole text.", ["Give Your Comments"]),
    "summary": Key("The article in brief; Markdown.", "The harbour is open again."),
    "key_points": Key("What to remember of it, in short texts; Markdown.", ["The harbour is open.", "Work goes on."]),
    "glossary": Key(
        "Terms that are defined here, for the whole site.",
        [{"term": "Port Authority", "abbreviation": "PA", "definition": "The public body that runs the harbour."}],
    ),
    "terms": Key(
        "What a phrase stands for in this article alone; `term: null` means: never link it.",
        [{"quote": "the Authority", "term": "pa"}],
    ),
    "link": Key("How mentions become links in this article, where it differs from the site.", {"density": "every"}),
    "notes": Key(
        "Notes, each on words of the article.",
        [{"quote": "Around 400 dockers", "kind": "claim", "by": "the Port Authority", "status": "reported"}],
    ),
    "timeline": Key("Dated events.", [{"date": "2022-10-10", "text": "The strike begins."}]),
    "sources": Key("What the notes, events and terms rest on.", [{"id": "harbour-log", "title": "The harbour's log"}]),
    "related": Key("Slugs of related articles, shown first.", ["cranes"]),
}

_TERM = {
    "term": Key("The name.", "Islamic Revolutionary Guard Corps"),
    "id": Key("The name in the address; by default made from the abbreviation, else the term.", "irgc"),
    "abbreviation": Key("A short name.", "IRGC"),
    "aliases": Key("Other names.", ["Revolutionary Guards"]),
    "native": Key("Names in other languages, by language tag.", {"de": "Revolutionsgarde"}),
    "pronunciation": Key("How it is said.", "sha-HED"),
    "kind": Key(
        "What it is, by which the A–Z can be narrowed: any word; `person` also makes the surname a name.",
        "organisation",
    ),
    "definition": Key("One or two sentences, shown in previews; Markdown.", "A branch of Iran's armed forces."),
    "body": Key("More, shown on the term's page; Markdown.", "It was founded in 1979."),
    "see_also": Key("Ids of other terms.", ["quds-force"]),
    "broader": Key("Ids of wider terms; those show this one as narrower.", ["armed-forces"]),
    "narrower": Key("Ids of narrower terms.", ["quds-force"]),
    "same_as": Key("Addresses of the same thing elsewhere.", ["https://www.wikidata.org/entity/Q271143"]),
    "senses": Key(
        "Several meanings of one name, each a term with a page of its own.",
        [{"id": "coast-watch", "definition": "Those who guard the coast.", "when": {"words": ["sea"]}}],
    ),
    "as_of": Key("When the definition was checked.", "2022-10-01"),
    "updates": Key(
        "What changed since; an article shows those later than its own date.",
        [{"date": "2023-10-18", "text": "The sanctions of 2015 ended."}],
    ),
    "sources": _CITED,
    "match": Key("How its names are found in texts.", {"case": "exact", "inflect": False}),
}

KEYS: Mapping[type[Struct], Mapping[str, Key]] = MappingProxyType(
    {
        Meta: _META,
        Sidecar: _META | _SIDECAR,
        TermEntry: _TERM,
        SourceEntry: {
            "title": Key("What it is called.", "Statement of the union"),
            "id": Key("By which notes, events and terms name it; by default made from the title.", "union"),
            "publisher": Key("Who published it.", "Dockers' Union"),
            "url": Key("Its address.", "https://example.org/union"),
            "date": Key("When it was published.", "2022-10-20"),
            "kind": Key("How near it is to the matter.", "primary"),
            "archived": Key("Address of an archived copy.", "https://web.archive.org/web/2022/https://example.org/"),
            "checked": Key("When you last looked.", "2022-10-23"),
            "note": Key("A remark; Markdown.", "In Polish."),
        },
        UpdateEntry: {
            "date": Key("When it changed.", "2023-10-18"),
            "text": Key("What changed; Markdown.", "The sanctions of 2015 ended."),
            "sources": _CITED,
        },
        MatchEntry: {
            "case": Key("Whether capitals must be as written; `auto` decides by the name.", "exact"),
            "inflect": Key("Whether plural and singular are found too.", False),
            "not": Key("Phrases inside which the name means something else.", ["Shahed Beheshti"]),
            "link": Key("Which of its mentions become links.", "every"),
        },
        WhenEntry: {
            "tags": Key("Any of the article's tags.", ["harbour"]),
            "after": Key("Articles of this date or later.", "2022-01"),
            "before": Key("Articles before this date.", "2022-12"),
            "words": Key("Words that stand in the same paragraph.", ["sea", "coast"]),
        },
        SenseEntry: {
            "id": Key("The name in the address.", "coast-watch"),
            "definition": Key("One or two sentences on this meaning; Markdown.", "Those who guard the coast."),
            "body": Key("More, shown on its page; Markdown.", "They have two boats."),
            "kind": Key("What it is, if not what the entry says.", "organisation"),
            "when": Key("Where this meaning is meant.", {"words": ["sea"]}),
        },
        PinEntry: {
            "quote": Key("Words of the article, copied exactly.", "the Authority"),
            "term": Key("The id of the term they stand for, or `null`: never link them.", "pa"),
            "prefix": _PREFIX,
            "suffix": _SUFFIX,
            "occurrence": _OCCURRENCE,
        },
        NoteEntry: {
            "quote": Key(_TEXT_QUOTE, "Around 400 dockers"),
            "kind": Key("What sort of note it is; without it, context.", "claim"),
            "text": Key("The note; Markdown.", "The union counted 250."),
            "by": Key("Who says so.", "the Port Authority"),
            "status": Key("How a claim stands.", "disputed"),
            "sources": _CITED,
            "prefix": _PREFIX,
            "suffix": _SUFFIX,
            "occurrence": _OCCURRENCE,
        },
        EventEntry: {
            "date": Key("When it happened.", "2022-10-10"),
            "text": Key("What happened; Markdown.", "The strike begins."),
            "end": Key("The last day.", "2022-10-31"),
            "quote": Key("Where the article speaks of it, in its own words.", "began in May"),
            "prefix": _PREFIX,
            "suffix": _SUFFIX,
            "occurrence": _OCCURRENCE,
            "sources": _CITED,
        },
        OriginEntry: {
            "name": Key("Who published it.", "Harbour Post"),
            "url": Key("The address it was received from.", "https://example.org/harbour"),
            "published": Key("When it was published there.", "2022-10-21"),
            "retrieved": Key("When it was received.", "2022-10-23"),
            "archived": Key("Address of an archived copy.", "https://web.archive.org/web/2022/https://example.org/"),
            "licence": Key("Under what licence.", "CC BY 4.0"),
        },
        ImageEntry: {
            "file": Key("The picture's path from this file's folder.", "../images/gate.svg"),
            "alt": Key('What it shows, for those who do not see it; `""` if it shows nothing.', "The gate"),
            "credit": Key("Whose picture it is.", "Port Authority"),
        },
        LinkEntry: {
            "density": Key("Which mentions of a term become links.", "section"),
            "quotations": Key("What becomes of mentions inside quotations.", "mark"),
            "except": Key("Ids of terms that are never linked in this article.", ["pa"]),
        },
        Link: {
            "density": Key("Which mentions of a term become links.", "section"),
            "quotations": Key("What becomes of mentions inside quotations.", "mark"),
            "expand": Key("`true`: the full name stands beside an abbreviation that comes first.", True),
        },
        Written: {
            "title": Key("The site's name.", "Harbour notes"),
            "description": Key("One sentence on the site.", "What happens in the harbour."),
            "url": Key("Its canonical address.", "https://example.org/harbour/"),
            "language": Key("A language tag: words, dates and numbers of the pages, and which way they run.", "en-GB"),
            "timezone": Key("A name of the IANA database, for dates in feeds.", "Europe/Paris"),
            "author": Key("Shown in the foot of every page.", "The editors"),
            "theme": Key("A folder in `themes`, or a built-in theme.", "plain"),
            "output": Key("The folder to write to, from this file.", "site"),
            "content": Key("The folder of the content, below this file.", "content"),
            "link": Key("How mentions of terms become links.", {"density": "section"}),
            "outputs": Key("What to make; without it, everything.", ["article", "term", "glossary", "home", "tags"]),
            "lints": Key("How grave single lints are.", {"term-unused": "off"}),
            "posters": Key("`false`: no pictures of headlines are drawn for those who show links.", False),
            "recheck_months": Key("After how many months `check` asks for a definition to be checked anew.", 6),
            "plugins": Key("Python modules that add kinds of notes, lints and outputs.", ["my_plugins.timeline"]),
            "strict": Key("`true`: warnings are errors.", True),
            "jobs": Key("How many processes build; `auto` takes one a core where there is work enough.", "auto"),
        },
    }
)
