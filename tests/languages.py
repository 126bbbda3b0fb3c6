"""A site in any language of the catalogues: its authors' words are Greek, so that all others are the theme's."""

from __future__ import annotations

LANGUAGES = ("en", "uk", "fa", "ar", "fr", "de")

_TEXT = """Κάππα σίγμα

Μοιράσου το.

Ο ΑΒΓ είπε ότι η Δέλτα Έψιλον φεύγει από την πόλη το βράδυ της Παρασκευής.

Αργότερα η Δέλτα Έψιλον επέστρεψε στην πόλη, και ο ΑΒΓ σιώπησε για πολλές ημέρες.
"""
_NOTED = """date: 2022-10-21
omit: [Μοιράσου το.]
updated: 2022-10-22
kicker: Ρο
byline: Χι Ψι
tags: [θήτα, ιώτα]
summary: Σύνοψη.
key_points: [Πρώτο, Δεύτερο]
source: {name: Πηγή, url: "https://example.org/a", published: 2022-10-21, retrieved: 2022-10-23, licence: Ελεύθερη}
sources:
  - {id: doc, title: Έγγραφο, publisher: Εκδότης, url: "https://example.org/d", date: 2022-10, kind: press,
     checked: 2023-01-02, archived: "https://example.org/e"}
glossary:
  - {id: abg, term: Άλφα Βήτα Γάμμα, abbreviation: ΑΒΓ, kind: organisation, definition: Μια οργάνωση.,
     as_of: 2023-01-05,
     updates: [{date: 2023-02-03, text: Άλλαξε.}], sources: [doc], pronunciation: άλφα, native: {el: Άλφα}}
  - {id: delta, term: Δέλτα Έψιλον, kind: κάστρο, definition: Ένα κάστρο., broader: [abg], see_also: [abg]}
notes:
  - {quote: φεύγει από την πόλη, kind: claim, by: Ζήτα, status: disputed, text: Το λένε., sources: [doc]}
  - {quote: σιώπησε, kind: update, text: Μίλησε ξανά., sources: [doc]}
timeline:
  - {date: 2022-10-20, end: 2022-10-21, text: Κάτι έγινε., quote: φεύγει}
  - {date: 2022-11, text: Κάτι άλλο.}
"""
_MARKDOWN = """# Λάμδα

## Μι ΑΒΓ

Ένα κείμενο για τον ΑΒΓ, με [παραπομπή](kappa.txt).[^1]

| Ένα | Δύο |
| --- | --- |
| ΑΒΓ | Δέλτα Έψιλον |

[^1]: Σημείωση.
"""


def site_in(language: str, page: str = "") -> dict[str, str]:
    """The files of the site in a language; ``page`` is that of its first article, if it has one of its own."""
    return {
        "config.yaml": f"title: Ωμέγα\ndescription: Ό,τι νέο.\nlanguage: {language}\nauthor: Οι συντάκτες\n"
        "url: https://example.org/o/\n",
        "content/articles/kappa.txt": _TEXT,
        "content/articles/kappa.yaml": _NOTED + (f"language: {page}\n" if page else ""),
        "content/articles/lambda.md": _MARKDOWN,
        "content/articles/lambda.yaml": "date: 2022-12-01\ntags: [θήτα]\nredirect_from: [old/lambda.html]\n",
        "content/pages/about.md": "# Περί\n\nΕμείς γράφουμε.\n",
    }
