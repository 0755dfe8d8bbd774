"""What a mutant may not touch, found by syntax, and where a place in a file belongs.

Not counted, because no test could or should see them: type annotations, docstrings, imports and what is only for type checkers,
``__all__``, what is said in an error (the arguments of what is raised), ``__repr__`` and ``__str__``, arguments of decorators (how
much is cached, whether a class is frozen), ``strict=`` of zip, and declarations of parameters: their defaults, ranges and texts are
inputs of the model.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Place = tuple[int, int]
SPOKEN = {"impossible", "warn"}
"""Calls that make a message, wherever they stand."""


@dataclass(frozen=True)
class Source:
    """A file's text with its tree; lines count from 1, columns from 0 in characters."""

    text: str
    declares: frozenset[str] = frozenset()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def span(self, node: Any) -> tuple[Place, Place]:
        """Where a node stands; ast counts bytes and a line may hold Chinese."""
        return self._place(node.lineno, node.col_offset), self._place(node.end_lineno, node.end_col_offset)

    def _place(self, line: int, column: int) -> Place:
        row = self.lines[line - 1]
        return line, column if row.isascii() else len(row.encode()[:column].decode())

    @cached_property
    def left_out(self) -> list[tuple[Place, Place]]:
        """Spans that are not counted."""
        return [self.span(node) for parent in ast.walk(self.tree) for node in self._uncounted(parent)]

    def counts(self, place: Place) -> bool:
        return not any(start <= place < end for start, end in self.left_out)

    def _uncounted(self, node: ast.AST) -> Iterator[ast.AST]:
        match node:
            case ast.Import() | ast.ImportFrom():
                yield node
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield node
            case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
                yield node
            case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.Expr(value=ast.Constant()):
                yield node
            case ast.AnnAssign():
                yield node.value if node.value and _called(node.value) in self.declares else node.annotation
                yield node.annotation
            case ast.arg(annotation=ast.AST()):
                yield node.annotation
            case ast.Raise(exc=ast.Call()):
                yield from _arguments(node.exc)
            case ast.FunctionDef() | ast.ClassDef():
                yield from _around(node)
            case ast.Call():
                yield from _said(node)

    @cached_property
    def _functions(self) -> list[tuple[int, int, str]]:
        return sorted(_named(self.tree, ""), key=lambda f: f[1] - f[0])

    def function(self, line: int) -> str:
        """Qualified name of the innermost function or class around a line; empty at the level of the module."""
        return next((name for first, last, name in self._functions if first <= line <= last), "")

    @cached_property
    def _statements(self) -> list[tuple[int, int, bool]]:
        return sorted(_statements(self.tree, False), key=lambda s: s[1] - s[0])

    def statement(self, line: int) -> tuple[range, bool]:
        """Lines of the innermost statement around a line, and whether it stands in a function (else it runs at import)."""
        first, last, inside = next((s for s in self._statements if s[0] <= line <= s[1]), (line, line, False))
        return range(first, last + 1), inside


def _called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def _arguments(call: ast.Call) -> Iterator[ast.AST]:
    yield from call.args
    yield from (k.value for k in call.keywords)


def _around(node: ast.FunctionDef | ast.ClassDef) -> Iterator[ast.AST]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call):
            yield from _arguments(decorator)
    if isinstance(node, ast.FunctionDef):
        if node.returns:
            yield node.returns
        if node.name in ("__repr__", "__str__"):
            yield from node.body


def _said(call: ast.Call) -> Iterator[ast.AST]:
    if _called(call) in SPOKEN:
        yield from _arguments(call)
    yield from (k.value for k in call.keywords if k.arg == "strict")


def _named(node: ast.AST, before: str) -> Iterator[tuple[int, int, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            name = f"{before}.{child.name}" if before else child.name
            yield child.lineno, child.end_lineno or child.lineno, name
            yield from _named(child, name)
        else:
            yield from _named(child, before)


def _statements(node: ast.AST, inside: bool) -> Iterator[tuple[int, int, bool]]:
    for child in ast.iter_child_nodes(node):
        within = inside or isinstance(node, ast.FunctionDef | ast.Lambda)
        if isinstance(child, ast.stmt):
            body: Collection[ast.stmt] = getattr(child, "body", ())
            last = min((s.lineno for s in body), default=(child.end_lineno or child.lineno) + 1) - 1
            # a header runs where the statement stands, a default or a decorator when the function is made
            yield child.lineno, max(child.lineno, last), within
        yield from _statements(child, within)
