"""Whether notes fit beside their text: where they do not, the page says so and they stand one below another."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import made, parse_html, write_site


def crowded(root: Path, paragraphs: int, noted: range) -> bool:
    """Whether the page of a text calls itself crowded, with four notes of twenty words on each of some paragraphs."""
    text = "\n\n".join(f"Mark a{n}. Mark b{n}. Mark c{n}. Mark d{n}. {'It went on. ' * 40}" for n in range(paragraphs))
    notes = "".join(
        f"  - {{quote: Mark {letter}{n}, text: {'word ' * 20}}}\n" for n in noted for letter in "abcd"
    )  # fmt: skip
    files = {"content/articles/a.md": f"# A\n\n{text}\n", "content/articles/a.yaml": f"notes:\n{notes}"}
    return parse_html(made(write_site(root, files))[0]["articles/a.html"]).find("article").has_class("crowded")


@pytest.mark.parametrize(
    ("paragraphs", "noted", "expected"),
    [
        (20, range(0, 20), True),  # more notes than text all along
        (20, range(0, 2), False),  # a few at the top have all the text below them
        (20, range(18, 20), True),  # as many at the end would run past it
        (20, range(19, 20), False),  # four reach no further than what stands there
        (60, range(0, 60, 3), False),  # eighty, with room between them
    ],
)
def test_a_page_is_crowded_when_its_last_note_would_end_far_below_its_text(
    tmp_path: Path, paragraphs: int, noted: range, expected: bool
) -> None:
    assert crowded(tmp_path, paragraphs, noted) is expected
