"""The kinds of what a list holds go in, the choices by which a reader can narrow it come out; knows no page.

Each choice is a number from 1, for which the stylesheet has a rule: so a list is narrowed without a script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from briefs.core.model import Choice
from briefs.theme import CHOICES


def choices(items: Iterable[Collection[str]], order: Callable[[str], object] = str) -> tuple[Choice, ...]:
    """What parts these items, the commonest of it, in order; none where there is nothing to choose between."""
    kinds = list(items)
    count = Counter(name for names in kinds for name in set(names) if name)
    telling = [name for name in count if count[name] < len(kinds)]
    common = sorted(telling, key=lambda name: (-count[name], name))[:CHOICES]
    found = tuple(Choice(name, count[name]) for name in sorted(common, key=lambda name: (order(name), name)))
    return found if len(found) > 1 else ()


def marks(names: Collection[str], among: Sequence[Choice]) -> str:
    """The numbers of the choices that leave an item of these kinds."""
    return " ".join(str(number) for number, choice in enumerate(among, 1) if choice.name in names)


def together(all_marks: Iterable[str]) -> str:
    """The numbers of the choices that leave anything of a section."""
    return " ".join(sorted({number for given in all_marks for number in given.split()}, key=int))
