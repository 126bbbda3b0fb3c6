"""By what a list can be narrowed without a script."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefs.core.model import Choice
from briefs.outputs.choices import choices, marks, together
from briefs.theme import CHOICES

KINDS = st.lists(st.sets(st.sampled_from([chr(97 + n) for n in range(20)]), max_size=4), max_size=30)


def test_the_commonest_are_offered_in_order_with_what_each_leaves() -> None:
    assert choices([("b",), ("a", "b"), ("a",)]) == (Choice("a", 2), Choice("b", 2))
    assert choices([("low",), ("high",)], ["high", "low"].index) == (Choice("high", 1), Choice("low", 1))
    assert len(choices((chr(97 + n),) for n in range(20))) == CHOICES


def test_there_is_no_choice_where_all_is_alike() -> None:
    assert choices([("a",), ("a",)]) == ()
    assert choices([("a",), ()]) == ()
    assert choices([]) == ()


@given(KINDS)
def test_a_choice_leaves_just_the_items_that_carry_its_number(kinds: list[set[str]]) -> None:
    offered = choices(kinds)
    carried = [marks(names, offered).split() for names in kinds]
    for number, choice in enumerate(offered, 1):
        assert [str(number) in given for given in carried] == [choice.name in names for names in kinds]
        assert sum(str(number) in given for given in carried) == choice.count
    assert set(together(" ".join(given) for given in carried).split()) == {n for given in carried for n in given}
