"""Nothing goes in; two hundred terms, a text that mentions each, and one term's many mentions come out."""

from __future__ import annotations

from gates.hard.texts import word, words

TERMS = 200
SENTENCES = 60
ARTICLES = 10
"""So that one term has more mentions than its first page holds."""


def _name(number: int) -> str:
    return f"{chr(65 + number % 26)}{word(number)}{word(number * 3 + 1)} {number}"


def _entry(number: int) -> str:
    return f"""\
- id: t-{number}
  term: {_name(number)}
  kind: {"organisation place thing idea".split()[number % 4]}
  definition: {words(5 + number % 40, number).capitalize()}.
  broader: [{"t-0" if number else "many-names"}]
"""


MANY_NAMES = f"""\
- id: many-names
  term: The office of many names and of a name that is long
  abbreviation: OMN
  aliases: [{", ".join(f"Office {word(i)}" for i in range(30))}]
  native:
    fa: دفتر نام‌های بسیار
    ar: مكتب الأسماء
    zh-Hans: 多名处
    ja: 多くの名の局
    ru: Бюро имён
    el: Γραφείο
    he: משרד
    hi: कार्यालय
    ko: 사무실
    uk: Бюро
  pronunciation: oh-em-EN, and {words(10)}
  kind: organisation
  definition: {words(60)}.
  body: |
    {words(80)}.

    - {words(10)}

    > {words(10)}
  see_also: [t-1, t-2, t-3]
  narrower: [t-5, t-6]
  same_as: [https://www.wikidata.org/entity/Q1]
  as_of: 2020-01-01
  updates:
    - {{date: 2023-10-18, text: {words(30)}., sources: [{{title: A council of {
    words(4)
}, url: https://example.org/council}}]}}
    - {{date: 2024, text: {words(3)}.}}
  sources:
    - {{title: A book of {words(5)}, url: https://example.org/book, kind: primary}}
- term: Unmentioned
  definition: No text mentions it.
- term: 7 Sentinels
  definition: Its name begins with a digit.
- term: Шалаш
  definition: Its name is in another script.
"""


def files() -> dict[str, str]:
    """The glossary, the article with all terms, and those that mention one again and again."""
    all_terms = "\n\n".join(
        " ".join(f"{words(4, n)} {_name(n)}." for n in range(start, start + 5)) for start in range(0, TERMS, 5)
    )
    made = {
        "content/glossary/many.yaml": "".join(_entry(n) for n in range(TERMS)) + MANY_NAMES,
        "content/articles/many-terms.md": f"# Two hundred terms\n\nThe OMN has 7 Sentinels. Шалаш.\n\n{all_terms}\n",
        "content/articles/many-terms.yaml": "date: 2022-08-01\ntags: [terms]\n",
    }
    for number in range(ARTICLES):
        sentences = " ".join(f"{words(6, s * number).capitalize()} the OMN {words(7, s)}." for s in range(SENTENCES))
        made[f"content/articles/mentions-{number}.txt"] = f"Mentions, part {number}\n\n{sentences}\n"
        made[f"content/articles/mentions-{number}.yaml"] = f"date: 2021-{number + 1:02}-01\ntags: [terms]\n"
    return made
