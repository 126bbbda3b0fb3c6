"""Nothing goes in, articles with too much or too little of everything come out, and words that mean nothing."""

from __future__ import annotations

_SYLLABLES = "ba ko lim ru sen tal vo mir pe dan fu gor hes ni".split()
LONG_WORD = "Rukolimsentalvomirpedanfugorhes" * 3
KINDS = "context clarification claim correction update dispute translation question source".split()


def word(number: int) -> str:
    """A word for a number; near numbers have unlike words."""
    number = number * 7 + 3
    parts = []
    for _ in range(2 + number % 3):
        number, rest = divmod(number * 5 + 11, len(_SYLLABLES))
        parts.append(_SYLLABLES[rest])
    return "".join(parts)


def words(count: int, start: int = 0) -> str:
    """So many words."""
    return " ".join(word(start + i) for i in range(count))


def paragraph(number: int, count: int = 45) -> str:
    """A paragraph that no other number has: each tenth word is a number of its own."""
    made = [f"{word(number * 31 + i)}" if i % 10 else f"{word(number + i)} {number}.{i}" for i in range(count)]
    return " ".join(made).capitalize() + "."


def body(paragraphs: int, start: int = 0) -> str:
    """Paragraphs with blank lines between."""
    return "\n\n".join(paragraph(start + i) for i in range(paragraphs))


def note(number: int, quote: str) -> str:
    """A note on a quote: short or long, of each kind in turn."""
    kind = KINDS[number % len(KINDS)]
    text = words(6 + number * 13 % 50, number)
    return f"  - {{quote: '{quote}', kind: {kind}, by: The {word(number)} office, text: '{text}.'}}\n"


def notes(paragraphs: int, each: int) -> str:
    """Notes on so many places of each paragraph."""
    made = ((p, k, f"{word(p + 10 * k)} {p}.{10 * k}") for p in range(1, paragraphs + 1) for k in range(1, each + 1))
    return "notes:\n" + "".join(note(p * each + k, quote) for p, k, quote in made)


def articles() -> dict[str, str]:
    """Eighty notes, with room for them and without; a title of 300 letters; words without a break; a text alone."""
    long_title = (words(60) + " ")[:299].strip().capitalize() + "."
    return {
        "content/articles/eighty-notes.md": f"# Eighty notes\n\n{body(22, 1)}\n",
        "content/articles/eighty-notes.yaml": "date: 2024-05-01\ntags: [notes]\n" + notes(20, 4),
        "content/articles/room-for-eighty.md": f"# Room for eighty\n\n{body(100, 1)}\n",
        "content/articles/room-for-eighty.yaml": "date: 2024-05-01\ntags: [notes]\n" + notes(80, 1),
        "content/articles/few-notes.md": f"# Notes at the end\n\n{body(3, 1)}\n",
        "content/articles/few-notes.yaml": "date: 2024-05-02\ntags: [notes]\n" + notes(3, 4),
        "content/articles/long-title.md": f"# {long_title}\n\n{body(2, 50)}\n",
        "content/articles/long-title.yaml": (
            f"date: 2024-05-03\nkicker: {words(12)}\nstandfirst: {words(50)}.\nbyline: {words(14)}\n"
            f"dateline: {words(4)}\nsummary: {words(60)}.\nredirect_from: [old/long-title.html, older.html]\n"
            f"key_points: [{words(30)}, {words(3)}]\ntags: ['{words(8)}', {LONG_WORD.lower()}]\n"
        ),
        "content/articles/long-words.md": (
            f"# {LONG_WORD}\n\n{LONG_WORD} {words(9)}: [{LONG_WORD}](https://example.org/{'a-long-path/' * 20}).\n\n"
            f"## {LONG_WORD}\n\n`{LONG_WORD}`\n\n> {LONG_WORD}\n\n| {LONG_WORD} | b |\n|---|---|\n| {LONG_WORD} | c |\n"
        ),
        "content/articles/long-words.yaml": (
            f"date: 2024-05-04\nkicker: {LONG_WORD}\nbyline: {LONG_WORD}\nstandfirst: {LONG_WORD}\n"
            f"glossary:\n  - term: {LONG_WORD}\n    abbreviation: {LONG_WORD[:40].upper()}\n"
            f"    kind: {LONG_WORD[:50].lower()}\n"
            f"    definition: {LONG_WORD} {words(5)}.\n"
            f"notes:\n  - {{quote: {words(3)}, text: {LONG_WORD}, by: {LONG_WORD}, kind: claim, sources: [long]}}\n"
            f"sources:\n  - {{id: long, title: {LONG_WORD}, publisher: {LONG_WORD}, url: 'https://example.org/{LONG_WORD}'}}\n"
            f"timeline:\n  - {{date: 2024-01-01, text: {LONG_WORD}}}\n"
        ),
        "content/articles/bare.txt": f"Nothing but a text\n\n{body(3, 70)}\n",
        "content/articles/one-line.txt": f"One line\n\n{words(3).capitalize()}.\n",
    }
