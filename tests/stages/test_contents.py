"""Which headings of an article are its contents."""

from __future__ import annotations

import pytest

from briefs.core.model import Unit
from briefs.core.source import Source
from briefs.stages.anchor import anchor
from briefs.stages.parse import parse
from briefs.stages.render.contents import contents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n\nThree.\n", ()),
        ("## Only\n\nOne.\n\nTwo.\n\nThree.\n", ()),
        ("## First & last\n\n## Second\n", (("s-first-last", "First & last"), ("s-second", "Second"))),
        ("## First\n\n### Below\n\nOne.\n", ()),
    ],
)
def test_two_headings_of_the_second_level_are_contents_and_one_is_none(
    text: str, expected: tuple[tuple[str, str], ...]
) -> None:
    source = Source("content/articles/a.md", f"# T\n\n{text}", "")
    assert contents(anchor(parse(Unit("article", source)).value).value.brief) == expected
