"""Kinds of faults: cosmic-ray's operators that are chosen by name, and four of our own for code made of arrays and verbs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.operators.provider import OperatorProvider
from parso.python.tree import Keyword, Name, Number
from parso.python.tree import Operator as Sign

Span = tuple[tuple[int, int], tuple[int, int]]


class SwapAugmented(Operator):
    """What is added to a column is taken from it, and the like."""

    SWAPPED: Final = {"+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "&=": "|=", "|=": "&="}

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if isinstance(node, Sign) and node.value in self.SWAPPED:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.value = self.SWAPPED[node.value]
        return node

    @classmethod
    def examples(cls) -> Iterable[Example]:
        return (Example("x += 1", "x -= 1"), Example("x *= 2", "x /= 2"))


class SwapExtremes(Operator):
    """The largest for the smallest, any for all, down for up: where the name is called."""

    PAIRS: Final = (("maximum", "minimum"), ("max", "min"), ("argmax", "argmin"), ("any", "all"), ("floor", "ceil"))
    SWAPPED: Final = {**dict(PAIRS), **{b: a for a, b in PAIRS}}

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if isinstance(node, Name) and node.value in self.SWAPPED and (after := node.get_next_leaf()) and after.value == "(":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.value = self.SWAPPED[node.value]
        return node

    @classmethod
    def examples(cls) -> Iterable[Example]:
        return (Example("max(x, y)", "min(x, y)"), Example("np.any(x)", "np.all(x)"))


class DropCall(Operator):
    """A call made for its effect alone does not happen."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        alone = getattr(node.parent, "type", "") == "simple_stmt" and node.type in ("atom_expr", "power")
        if alone and node.children[-1].type == "trailer" and node.children[-1].children[0].value == "(":
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        return Keyword("pass", node.start_pos, prefix=node.get_first_leaf().prefix)

    @classmethod
    def examples(cls) -> Iterable[Example]:
        return (Example("book(x)\n", "pass\n"), Example("if x:\n    a.b(c)\n", "if x:\n    pass\n"))


class ScaleNumber(Operator):
    """A number with a decimal point by a tenth more: a coefficient that is a little wrong."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if isinstance(node, Number) and "." in node.value and abs(float(node.value.replace("_", ""))) > 1e-6:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        return Number(f"{float(node.value.replace('_', '')) * 1.1:.6g}", node.start_pos, prefix=node.prefix)

    @classmethod
    def examples(cls) -> Iterable[Example]:
        return (Example("x = 0.5", "x = 0.55"),)


OWN: Final = {cls.__name__: cls for cls in (SwapAugmented, SwapExtremes, DropCall, ScaleNumber)}

ARITHMETIC: Final = {"arith_expr", "term", "power", "expr", "and_expr", "xor_expr", "shift_expr"}
"""Parents under which ``+``, ``*``, ``|`` join two values (and do not mark a parameter or unpack an argument)."""


def chosen(names: Mapping[str, Iterable[str]]) -> dict[str, Operator]:
    """Operators by name, as the configuration lists them under ``cosmic_ray`` and ``own``."""
    theirs = OperatorProvider()
    return {name: theirs[name]() for name in names.get("cosmic_ray", ())} | {name: OWN[name]() for name in names.get("own", ())}


MUTE: Final = {"file_input", "endmarker", "newline", "string", "suite", "funcdef", "classdef", "parameters", "param", "trailer"}
PUNCTUATION: Final = set("()[]{},.:;@=") | {"->", "...", ":="}


def is_mute(node: Any) -> bool:
    """Whether no operator has a word for a node: three in four, which need not be asked one operator at a time."""
    if node.type == "operator":
        return node.value in PUNCTUATION
    return node.type in MUTE or (node.type == "name" and node.value not in SwapExtremes.SWAPPED)


def sound(name: str, node: Any) -> bool:
    """Whether a position is what its operator takes it for."""
    return not name.startswith("ReplaceBinaryOperator") or node.parent.type in ARITHMETIC
