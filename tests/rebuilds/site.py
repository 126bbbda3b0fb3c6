"""Nothing goes in, the files of a small site that uses most of what an author may write come out."""

from __future__ import annotations

from picturing import png

PICTURE = png(700, 4)
"""Wide enough for a copy, where Pillow is installed."""

EXTRA = "crane,breakwater,tide table,lighthouse,customs house,salvage,wharf,Eva Berg,Baltic Pilot,fog signal".split(",")
"""What may be mentioned and defined besides the names that the site begins with."""

_CONFIG = """\
title: The harbour in 7 words
description: What 3 ships left behind
language: en
theme: default
"""

_STORM = """\
Harbour news

Storm closes the northern harbour for days

Publish : 2022-10-21 09:47:00

The storm surge reached the quay on Friday and held 7 ships in the harbour. The Harbour Board closed the dry dock.

Anna Lind of the International Maritime Organization (IMO) said that the ballast rules had been kept. Lind gave no date.

“We counted 3 ships without a pilot boat,” said Per Holm. The Northern Ferry Company (NFC) denied it.

The ferry Mercury lay at the quay, and the NFC waited for the tide table of the lighthouse.

Give Your Comments
"""
_STORM_SIDE = """\
# Kept by the night desk.
date: 2022-10-21T09:47:00
tags: [storm, harbour]
omit: [Give Your Comments]
summary: A storm surge, 7 ships, and what [[ferry|the ferry]] did. See [[term:imo]].
key_points:
  - The [[term:harbour-board]] closed the dock.
source: {name: Night desk, url: "https://news.example/storm", retrieved: 2022-10-22}
terms:
  - {quote: The ferry Mercury, term: mercury-ship}
notes:
  - quote: held 7 ships in the harbour
    kind: claim
    by: Night desk
    status: reported
    text: The board counted 5 ships, as [[ferry]] tells.
    sources: [board-minutes]
  - quote: the ballast rules had been kept
    kind: context
    text: The rules are those of 2004.
timeline:
  - {date: 2022-10-21, text: The surge arrives., quote: on Friday, sources: [board-minutes]}
  - {date: 2022-10-23, text: The harbour opens again.}
sources:
  - {id: board-minutes, title: Minutes of the board, publisher: Harbour Board, kind: official, date: 2022-10-22}
related: [ferry, dock]
glossary:
  - term: Harbour Board
    definition: It has 7 men and runs the harbour.
    see_also: [dry-dock]
    updates:
      - {date: 2023-02-01, text: It has 5 men now., sources: [board-minutes]}
"""
_FERRY = """\
---
title: The ferry that waited
date: 2022-11-02
tags: [ferry, harbour]
---

The *Northern Ferry Company* runs 3 ships over the Sund. Each crossing needs a pilot boat, as [one](storm.txt) showed.

## Who pays

Per Holm said: the Harbour Board pays for 7 days of it. Holm is a pilot of [[term:mercury-ship|the Mercury]].

- A quay for 5 ships, [[storm|since the storm]]
- a dry dock, and the crane beside it

![A ferry at the quay](../images/ferry.png)

The Treaty of Sund gives ferries the way before ballast ships. Planets such as Mercury have no ferries.
"""
_FERRY_SIDE = """\
image: {file: ../images/ferry.png, alt: A ferry of 3 decks, credit: Night desk}
redirect_from: [old/ferry.html]
terms:
  - {quote: Planets such as Mercury, term: mercury-planet}
notes:
  - quote: gives ferries the way
    kind: clarification
    text: Of the treaty's 9 men two did not sign. [[term:treaty-of-sund]]
    sources: [treaty-text]
sources:
  - {id: treaty-text, title: The treaty as printed, kind: primary, url: "https://law.example/sund"}
link: {density: section}
"""
_DOCK = """\
Dry dock to be widened for larger ships

Publish : 2021-03-04 08:00:00

The dry dock holds 2 ships today. The Harbour Board wants it to hold 5 ships by 2025, with a new crane.

The International Maritime Organization asked for a ballast plan, which the customs house keeps.

Anna Lind called the storm surge of that winter a warning to every quay.
"""
_DOCK_SIDE = """\
tags: [dock]
related: [storm]
notes:
  - {quote: 5 ships by 2025, kind: question, text: Who pays for 3 of them?}
glossary:
  - id: wet-dock
    term: wet dock
    definition: A basin that keeps 4 ships afloat at low tide.
    broader: [dry-dock]
"""
_PILOTS = """\
# Pilots and their boats

A pilot boat takes 2 men out to a ship. The Mercury was the first ship that took Per Holm aboard by ladder.

> No pilot boat leaves in a storm surge, says the [[term:imo|organization]].

| Boat | Men |
|---|---|
| Sund | 4 men |
| quay boat | 2 men |

See [[dock#p1]] and the page [about](../pages/about.md).
"""
_PILOTS_SIDE = 'date: 2020-05-05\ntags: [ferry, pilots]\nkey_points: ["Two pilots, 2 men, one ladder"]\n'
_LEVY = """\
Levy on ballast water doubles

The customs house doubles its levy on ballast. Ships of the Northern Ferry Company pay for 9 days.

The IMO, the Sund states and the Harbour Board agree, the fog signal notwithstanding.
"""
_TIDES = """\
# Tides of the Sund

The tide table has 8 words for the Sund and none for the wharf. Salvage begins at low tide.

Anna Lind read it at the lighthouse. A quay is where the tide table hangs.
"""
_TIDES_SIDE = """\
date: 2019-01-01
slug: tides-of-the-sund
tags: [harbour]
standfirst: What the tide table says in 8 words.
byline: Eva Berg
terms:
  - {quote: A quay, term: null}
"""
_DRAFT = "# Not yet ready\n\nThe breakwater will be 3 ships long. The IMO has not been asked, nor [[storm]].\n"
_DRAFT_SIDE = "draft: true\nglossary:\n  - {term: breakwater, definition: A wall of 7 stones in the sea.}\n"
_LAST = """\
Inquiry into the Mercury opens

Publish : 2023-06-01 10:00:00

The inquiry into the Mercury opens with 6 days of hearings. Per Holm and Anna Lind are called.

Nothing in the Treaty of Sund binds the Northern Ferry Company, said the NFC's lawyers.
"""
_LAST_SIDE = "tags: [storm]\nkicker: Inquiry\nrelated: [storm, ferry]\n"

_BODIES = """\
- id: imo
  term: International Maritime Organization
  abbreviation: IMO
  kind: organisation
  definition: A body of 9 states for the sea.
  see_also: [treaty-of-sund]
  updates:
    - {date: 2021-06-01, text: It has 8 states now.}
- id: nfc
  term: Northern Ferry Company
  abbreviation: NFC
  definition: It runs 3 ships.
  same_as: ["https://things.example/nfc"]
"""
_PEOPLE = """\
- {term: Anna Lind, aliases: [Lind], kind: person, definition: She counts 5 ships a day.}
- {term: Per Holm, aliases: [Holm], kind: person, definition: "A pilot of 7 years, on [[term:mercury-ship]]."}
"""
_DOCK_TERM = """\
term: dry dock
aliases: [docking basin]
definition: A basin that is emptied for 2 ships.
body: A longer text on it, of 9 words, with [[dock]].
see_also: [quay]
sources:
  - {title: On docks, kind: analysis}
"""
_THINGS = """\
- {term: quay, definition: Where 3 ships lie., match: {link: every}}
- {term: ballast, definition: What keeps 2 ships upright., match: {case: ignore}}
- {term: pilot boat, aliases: [pilot launch], definition: It carries 2 men., broader: [ferry-thing]}
- {id: ferry-thing, term: ferry, definition: A ship of 3 decks., match: {not: ["ferry Mercury"]}}
- {term: storm surge, definition: Water of 4 days., native: {sv: stormflod}}
"""
_PLACES = """\
- {term: Sund, kind: place, definition: A strait of 5 words., match: {case: exact, inflect: false}}
- {term: Treaty of Sund, kind: treaty, definition: Signed by 7 men., as_of: 2022-01-01}
"""
_SENSES = """\
term: Mercury
senses:
  - id: mercury-ship
    definition: A ferry of 4 decks.
    kind: ship
    when: {tags: [storm, ferry], words: [ferry, ladder]}
  - id: mercury-planet
    definition: A planet of 0 ferries.
    when: {words: [planets]}
"""

_FOOT = '<footer class="foot"><span>{{ site.title }} in 7 words</span></footer>\n'
_PLAIN = '<p class="plain">{{ site.title }}, 3 words</p>\n'

BASE: dict[str, str | bytes] = {
    "config.yaml": _CONFIG,
    "content/articles/storm.txt": _STORM,
    "content/articles/storm.yaml": _STORM_SIDE,
    "content/articles/2022/ferry.md": _FERRY.replace("storm.txt", "../storm.txt").replace("../images", "../../images"),
    "content/articles/2022/ferry.yaml": _FERRY_SIDE.replace("../images", "../../images"),
    "content/articles/dock.txt": _DOCK,
    "content/articles/dock.yaml": _DOCK_SIDE,
    "content/articles/pilots.md": _PILOTS,
    "content/articles/pilots.yaml": _PILOTS_SIDE,
    "content/articles/levy.txt": _LEVY,
    "content/articles/tides.md": _TIDES,
    "content/articles/tides.yaml": _TIDES_SIDE,
    "content/articles/draft.md": _DRAFT,
    "content/articles/draft.yaml": _DRAFT_SIDE,
    "content/articles/inquiry.txt": _LAST,
    "content/articles/inquiry.yaml": _LAST_SIDE,
    "content/pages/about.md": "# About the harbour\n\nWritten by 3 men, the IMO looking on. See [[ferry]].\n",
    "content/pages/about.yaml": "notes:\n  - {quote: looking on, kind: context, text: For 5 days.}\n",
    "content/pages/method.md": "# Method\n\nEach quay is counted, and [the picture](../images/chart.png) is ours.\n",
    "content/glossary/bodies.yaml": _BODIES,
    "content/glossary/people.yaml": _PEOPLE,
    "content/glossary/dry-dock.yaml": _DOCK_TERM,
    "content/glossary/things.yaml": _THINGS,
    "content/glossary/sea/places.yaml": _PLACES,
    "content/glossary/mercury.yaml": _SENSES,
    "content/images/ferry.png": PICTURE,
    "content/images/chart.png": png(30, 20),
    "content/images/unused.png": png(20, 30),
    "themes/default/templates/parts/foot.html": _FOOT,
    "themes/default/static/own.css": ".own { color: red; } /* 3 words */\n",
    "themes/plain/templates/parts/foot.html": _PLAIN,
}
"""Path from the site's root to the file's text or bytes. A digit before ``ships``, ``men`` and the like may change."""
