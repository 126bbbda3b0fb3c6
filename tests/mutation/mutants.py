"""A module's source goes in, its mutants come out, each with one small change; knows nothing of tests."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from functools import cache
from pathlib import Path
from types import CodeType

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import Mutation, MutationVisitor
from mutmut.mutation.mutators import mutation_operators, operator_arg_removal, operator_string
from mutmut.mutation.pragma_handling import IgnoredCode

from mutation.known import Mutant

_FUNCTION = 0x0002
"""CO_NEWLOCALS: what the code of a function has, and that of a class has not."""


def _one_string(node: cst.BaseString) -> Iterator[cst.BaseString]:
    """The first of a string's mutants: its others, all small and all capital, die and live with it."""
    yield from list(operator_string(node))[:1]


def _last_argument(node: cst.Call) -> Iterator[cst.Call]:
    """Each argument as None, and without those that may well be left out; without another, every call fails."""
    for made in operator_arg_removal(node):
        left = [argument.value for argument in made.args]
        gone = [a for a in node.args if a.value not in left] if len(made.args) < len(node.args) else []
        if all(argument.keyword or argument is node.args[-1] for argument in gone):
            yield made


_OWN = {operator_string: _one_string, operator_arg_removal: _last_argument}
_OPERATORS = [(kind, _OWN.get(made, made)) for kind, made in mutation_operators]


class _Visitor(MutationVisitor):  # type: ignore[misc]
    """As mutmut goes through a file, and into decorated functions: nothing is wrapped here, so nothing breaks."""

    def __init__(self) -> None:
        super().__init__(_OPERATORS, IgnoredCode(set(), set(), set()))
        self.places: list[tuple[int, int, str]] = []
        self._statements: list[cst.CSTNode] = []
        self._functions: list[str] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._functions.append(node.name.value)
        if isinstance(node, cst.BaseStatement | cst.SimpleStatementLine | cst.BaseSmallStatement):
            self._statements.append(node)
        return bool(super().on_visit(node))

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
            self._functions.pop()
        if self._statements and self._statements[-1] is original_node:
            self._statements.pop()
        super().on_leave(original_node)

    def _create_mutations(self, node: cst.CSTNode) -> None:
        before = len(self.mutations)
        super()._create_mutations(node)
        place = self._place(node)
        self.places += [place] * (len(self.mutations) - before)

    def _place(self, node: cst.CSTNode) -> tuple[int, int, str]:
        own = self.get_metadata(PositionProvider, node, None)
        outer = self.get_metadata(PositionProvider, self._statements[-1], None) if self._statements else None
        first = min(p.start.line for p in (own, outer) if p) if own or outer else 0
        return first, own.end.line if own else first, ".".join(self._functions)

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and node.decorators:
            return False
        return bool(super()._skip_node_and_children(node))


@cache
def _read(path: Path) -> tuple[cst.Module, list[Mutation], list[tuple[int, int, str]]]:
    visitor = _Visitor()
    module = MetadataWrapper(cst.parse_module(path.read_text("utf-8"))).visit(visitor)
    pairs = [*zip(visitor.mutations, visitor.places, strict=True)]
    inside = [p for p in pairs if isinstance(p[0].contained_by_top_level_function, cst.FunctionDef)]
    return module, [mutation for mutation, _ in inside], [place for _, place in inside]


def mutants(root: Path, path: Path) -> list[Mutant]:
    """All mutants of a file's functions, in its order."""
    name = path.relative_to(root).as_posix()
    return [Mutant(name, number, *place) for number, place in enumerate(_read(path)[2])]


def source(root: Path, mutant: Mutant) -> str:
    """The whole file with the change in it."""
    module, mutations, _ = _read(root / mutant.path)
    mutation = mutations[mutant.number]
    changed = module.deep_replace(mutation.original_node, mutation.mutated_node)
    assert isinstance(changed, cst.Module)
    return str(changed.code)


def difference(root: Path, mutant: Mutant) -> str:
    """What the change is, as lines taken out and put in."""
    before = (root / mutant.path).read_text("utf-8").splitlines()
    lines = [*unified_diff(before, source(root, mutant).splitlines(), n=0, lineterm="")][2:]
    return "\n".join(line for line in lines)


def changed(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Each function of a module whose code is another, with that code; methods too."""
    pairs = zip(before.co_consts, after.co_consts, strict=False)
    for old, new in pairs:
        if not isinstance(old, CodeType) or not isinstance(new, CodeType):
            continue
        if not old.co_flags & _FUNCTION:
            yield from changed(old, new)
        elif old != new:
            yield old, new
