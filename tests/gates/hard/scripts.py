"""Nothing goes in, articles in other scripts and directions come out. Their words are common ones, and say nothing."""

from __future__ import annotations

from gates.hard.texts import note

_PERSIAN = "کتاب باغ آب کوه راه خانه درخت روز شب باد سنگ دریا پل شهر نان چراغ پنجره برف باران ستاره".split()
_ARABIC = "كتاب باب نهر جبل طريق بيت شجرة يوم ليل ريح حجر بحر جسر مدينة خبز مصباح نافذة ثلج مطر نجم".split()


def _text(stock: list[str], number: int, count: int = 40) -> str:
    made = (
        f"{stock[(number * 3 + i * 7) % len(stock)]}" + (f" {number}٫{i}" if i % 10 == 0 else "") for i in range(count)
    )
    return " ".join(made) + "."


def _quoted(stock: list[str], number: int, k: int) -> str:
    return f"{stock[(number * 3 + k * 7) % len(stock)]} {number}٫{k}"


def _notes(stock: list[str], paragraphs: int, each: int) -> str:
    made = ((p, k) for p in range(1, paragraphs + 1) for k in range(each))
    return "notes:\n" + "".join(note(p * each + k, _quoted(stock, p, 10 * k)) for p, k in made)


def _body(stock: list[str], paragraphs: int) -> str:
    return "\n\n".join(_text(stock, p) for p in range(1, paragraphs + 1))


def articles() -> dict[str, str]:
    """Persian with eighty notes, with room for them and without, Arabic, Chinese, Japanese, and a mixed text."""
    chinese = "山水日月风云花草石木火土金天地人心手口目" * 4
    japanese = "山の上に白い雲がある。川のそばに古い橋がある。カタカナとひらがなと漢字がまじる。" * 6
    return {
        "content/articles/persian.md": f"# کتاب و باغ\n\n{_body(_PERSIAN, 22)}\n",
        "content/articles/persian.yaml": (
            f"language: fa\ndate: 2024-07-01\nkicker: باغ\nstandfirst: {_text(_PERSIAN, 9, 20)}\ntags: [باغ]\n"
            f"summary: {_text(_PERSIAN, 4, 20)}\n"
            "glossary:\n  - {id: bagh, term: باغ, definition: جایی با درخت و آب.}\n"
            "timeline:\n  - {date: 2024-01-01, text: روز اول.}\n"
            "sources:\n  - {title: کتاب سنگ, url: https://example.org/ketab}\n"
        )
        + _notes(_PERSIAN, 20, 4),
        "content/articles/persian-with-room.md": f"# باغ و کتاب\n\n{_body(_PERSIAN, 130)}\n",
        "content/articles/persian-with-room.yaml": "language: fa\ndate: 2024-07-01\n" + _notes(_PERSIAN, 80, 1),
        "content/articles/arabic.md": (
            f"# كتاب وباب\n\n{_body(_ARABIC, 3)}\n\n- {_text(_ARABIC, 5, 9)}\n  - {_text(_ARABIC, 6, 9)}\n\n"
            f"| كتاب | Book |\n|---|--:|\n| باب | Door 12 |\n\n> {_text(_ARABIC, 7, 12)}\n\n"
            f"`code in a line` {_text(_ARABIC, 8, 9)}\n"
        ),
        "content/articles/arabic.yaml": "language: ar\ndate: 2024-07-02\n" + _notes(_ARABIC, 3, 3),
        "content/articles/chinese.md": f"# 山水日月\n\n{chinese}。\n\n{chinese}。\n",
        "content/articles/chinese.yaml": (
            "language: zh-Hans\ndate: 2024-07-03\nnotes:\n  - {quote: 风云花草, occurrence: 1, text: 天地人。}\n"
        ),
        "content/articles/japanese.md": f"# 古い橋\n\n{japanese}\n",
        "content/articles/japanese.yaml": (
            "language: ja\ndate: 2024-07-04\nglossary:\n"
            "  - {id: kawa, term: カタカナ, definition: 文字の一つ。, native: {en: Katakana}}\n"
        ),
        "content/articles/mixed.md": (
            f"# Two directions: {' '.join(_PERSIAN[:3])}\n\n"
            f"First {_text(_PERSIAN, 2, 8)} then (a) {_text(_ARABIC, 3, 8)} and 12%.\n"
        ),
    }
