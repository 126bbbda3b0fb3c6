from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.core.adding import with_items

ITEMS = "- quote: new words\n  text: |-\n    two\n\n    lines\n"

FILES = {
    "a list below its key": ("a: 1\nnotes:\n- quote: x\nb: 2\n", f"a: 1\nnotes:\n- quote: x\n{ITEMS}b: 2\n"),
    "no list": ("a: 1 # one\n", f"a: 1 # one\nnotes:\n{ITEMS}"),
    "no line end": ("a: 1", f"a: 1\nnotes:\n{ITEMS}"),
    "an empty file": ("", f"notes:\n{ITEMS}"),
    "only a comment": ("# of the harbour\n", f"# of the harbour\nnotes:\n{ITEMS}"),
    "a key without a value": ("notes: # none yet\nb: 2\n", f"notes: # none yet\n{ITEMS}b: 2\n"),
    "comments between": (
        "notes:\n- quote: x # yes\n# done\nb: 2\n",
        f"notes:\n- quote: x # yes\n{ITEMS}# done\nb: 2\n",
    ),
    "a text in lines at the end": (
        "notes:\n- text: >-\n    x\n    y\n\n\n",
        f"notes:\n- text: >-\n    x\n    y\n{ITEMS}\n\n",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_items_stand_after_those_that_are_there(name: str) -> None:
    before, after = FILES[name]
    assert with_items("x.yaml", before.encode(), "notes", ITEMS) == after.encode()


@pytest.mark.parametrize(
    ("file", "after"), [("a: 1\nnotes:\n- quote: x\nb: 2\n", "a: 1\nnotes:\n- quote: x\n# y\nb: 2\n"), ("", "# y\n")]
)
def test_comments_stand_alone_where_there_are_no_items(file: str, after: str) -> None:
    assert with_items("x.yaml", file.encode(), "notes", "", "# y\n") == after.encode()


def test_items_are_indented_as_those_above() -> None:
    made = with_items("x.yaml", b"notes:\n    - quote: x\n", "notes", "- quote: y\n", "# left out\n")
    assert made == b"notes:\n    - quote: x\n    - quote: y\n    # left out\n"


def test_line_ends_and_the_mark_before_a_file_are_kept() -> None:
    made = with_items("x.yaml", b"\xef\xbb\xbfa: 1\r\nnotes:\r\n- quote: x\r\n", "notes", "- quote: y\n")
    assert made == b"\xef\xbb\xbfa: 1\r\nnotes:\r\n- quote: x\r\n- quote: y\r\n"


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("notes: []\n", "brackets"),
        ("notes: [{quote: x}]\n", "brackets"),
        ("notes: some words\n", "brackets"),
        ("- a\n- b\n", "no keys"),
        ("notes: &a\n- quote: x\n", "remark"),
        ("a: 1\n...\n", "read"),
        ("a: 1\nnotes:\n- text: |+\n    x\n\n\nb: 2\n", "read"),
    ],
)
def test_a_file_that_cannot_take_them_stays_as_it_is(file: str, why: str) -> None:
    made = with_items("x.yaml", file.encode(), "notes", ITEMS)
    assert isinstance(made, str)
    assert why in made


@settings(max_examples=300)
@given(st.text(alphabet="notes:-ab \n#'\"|>+[]{}&", max_size=60))
def test_whatever_the_file_no_byte_of_it_is_lost(file: str) -> None:
    data = file.encode()
    made = with_items("x.yaml", data, "notes", ITEMS)
    if isinstance(made, bytes):
        left = made.decode()
        for char in file.rstrip("\n"):  # In their order, with the items somewhere between.
            at = left.find(char)
            assert at >= 0
            left = left[at + 1 :]
