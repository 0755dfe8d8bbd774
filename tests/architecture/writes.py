"""What of a running market a function writes, read off its source.

A path starts at the parameter ``market`` or at an attribute ``market`` of something handed in, and is followed through local names
(``c, o = market.contracts, market.organizations``). Written is what is assigned to, what ``numpy``'s ``at`` changes, what a method
changes that is made for it, and what is handed to a compiled month.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from typing import Any

from source import BY_NAME, functions, tree_of

from gpssim.state.line import Line
from gpssim.state.market_state import MarketState

STORES = {"contracts", "organizations", "purchasers", "citizens", "enterprises"}
"""Attributes that are columns: written column by column."""
CHANGING = {
    "ledger": {"book", "transfer", "transfer_each", "transfer_many"},
    "recorder": {"row", "block"},
    "prices": {"correct", "disclose", "publish", "count"},
    "lines": {"append"},
    "founders": {"clear"},
    "mechanisms": {"clear"},
    "surveyed_costs": {"clear"},
}
"""Methods of attributes that change them, beside those that assign to themselves."""
NEW_ROWS = "new rows"
EVERYTHING = "*"


def assigned_to_self(module: str, name: str) -> frozenset[str]:
    """Methods of a class that change the object itself."""
    owner = next(n for n in tree_of(BY_NAME[module]).body if isinstance(n, ast.ClassDef) and n.name == name)
    return frozenset(f.name for f in owner.body if isinstance(f, ast.FunctionDef) and f.name != "__init__" and _changes_self(f))


def _root(node: ast.expr) -> str:
    """The name that an expression starts from."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _changes_self(function: ast.FunctionDef) -> bool:
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        for target in (t for whole in targets for t in (whole.elts if isinstance(whole, ast.Tuple) else [whole])):
            while isinstance(target, ast.Attribute | ast.Subscript):
                target = target.value
                if isinstance(target, ast.Name) and target.id == "self":
                    return True
        call = node.func if isinstance(node, ast.Call) else None
        if isinstance(call, ast.Attribute) and call.attr in {"append", "extend", "clear"} and _root(call.value) == "self":
            return True
    return False


@lru_cache
def transitions() -> dict[str, frozenset[str]]:
    """The named transitions of what changes by its own methods."""
    return {
        "line": assigned_to_self("gpssim.state.line", "Line"),
        "signatures": assigned_to_self("gpssim.state.waiting", "Signatures"),
        "calls": assigned_to_self("gpssim.state.waiting", "Calls"),
        "contracts": assigned_to_self("gpssim.state.contracts", "Contracts"),
    }


LINE_FIELDS = {f.name for f in fields(Line)}
ATTRIBUTES = {f.name for f in fields(MarketState)}


class Writes(ast.NodeVisitor):
    """Collects what one function writes."""

    def __init__(self, function: ast.FunctionDef, imported: set[str]) -> None:
        self.imported = imported
        self.found: set[str] = set()
        self.paths: dict[str, tuple[str, ...]] = {}
        self.words: dict[str, set[str]] = {}
        arguments = function.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if argument.arg == "market":
                self.paths[argument.arg] = ()
        for node in ast.walk(function):  # names first: what is aliased later in the text is aliased all the same
            self._name(node)
        self.visit(function)

    def path(self, node: ast.AST) -> tuple[str, ...] | None:
        """Attributes and columns from the market to an expression; ``None`` where it does not start at a market."""
        if isinstance(node, ast.Name):
            return self.paths.get(node.id)
        if isinstance(node, ast.Attribute):
            if node.attr == "market":
                return ()
            inner = self.path(node.value)
            return None if inner is None else inner if node.attr == "columns" else (*inner, node.attr)
        if isinstance(node, ast.Subscript):
            inner = self.path(node.value)
            return None if inner is None else (*inner, *self._column(inner, node.slice))
        return None

    def _column(self, inner: tuple[str, ...], index: ast.expr) -> tuple[str, ...]:
        if len(inner) != 1 or inner[0] not in STORES:
            return ()
        if isinstance(index, ast.Constant) and isinstance(index.value, str):
            return (index.value,)
        if isinstance(index, ast.JoinedStr):
            return ("".join(str(v.value) if isinstance(v, ast.Constant) else EVERYTHING for v in index.values),)
        if isinstance(index, ast.Name):
            return ("|".join(sorted(self.words.get(index.id, {EVERYTHING}))),)
        if isinstance(index, ast.IfExp):
            return ("|".join(str(x.value) for x in (index.body, index.orelse) if isinstance(x, ast.Constant)),)
        return (EVERYTHING,)

    def _name(self, node: ast.AST) -> None:
        pairs: list[tuple[ast.expr, ast.expr]] = []
        if isinstance(node, ast.Assign):
            for target in node.targets:
                both = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                pairs += zip(target.elts, node.value.elts, strict=False) if both else [(target, node.value)]
        for target, value in pairs:
            path = self.path(value)
            if isinstance(target, ast.Name) and path is not None:
                self.paths[target.id] = path
        if isinstance(node, ast.For | ast.comprehension):
            self._words(node.target, node.iter)

    def _words(self, target: ast.expr, values: ast.expr) -> None:
        if not isinstance(values, ast.Tuple | ast.List):
            return
        for row in values.elts:
            named = [target] if isinstance(target, ast.Name) else getattr(target, "elts", [])
            cells = [row] if isinstance(target, ast.Name) else getattr(row, "elts", [])
            for name, cell in zip(named, cells, strict=False):
                if isinstance(name, ast.Name) and isinstance(cell, ast.Constant) and isinstance(cell.value, str):
                    self.words.setdefault(name.id, set()).add(cell.value)

    def wrote(self, path: tuple[str, ...] | None) -> None:
        """Keep a path that is written: a column, or an attribute."""
        if not path:
            return
        if path[0] in STORES:
            self.found.update(f"{path[0]}.{column}" for column in (path[1] if len(path) > 1 else EVERYTHING).split("|"))
        else:
            self.found.add(path[0])

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            for part in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(part, ast.Attribute | ast.Subscript):
                    self.wrote(self.path(part))
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Attribute | ast.Subscript):
            self.wrote(self.path(node.target))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute):
            self._method(node, node.func)
        elif isinstance(node.func, ast.Name) and node.func.id.startswith("run_") and node.func.id.endswith("_month"):
            for argument in node.args:
                self.wrote(self.path(argument))
            self.found.add(f"citizens.{EVERYTHING}")
        elif isinstance(node.func, ast.Name) and node.func.id == "setattr" and self.path(node.args[0]) == ():
            self.found.add(EVERYTHING)
        self.generic_visit(node)

    def _method(self, node: ast.Call, method: ast.Attribute) -> None:
        if method.attr == "at" and ast.unparse(method.value).startswith("np."):
            self.wrote(self.path(node.args[0]))
            return
        path = self.path(method.value)
        if path is None:
            self._transition_of_a_line(method)
        elif len(path) == 1 and path[0] in STORES and method.attr in {"append", "sign", "sign_many"}:
            self.found.add(f"{path[0]}.{NEW_ROWS}")
        elif len(path) == 1 and method.attr in CHANGING.get(path[0], set()) | transitions().get(path[0], frozenset()):
            self.found.add("contracts.standing" if path[0] == "contracts" else path[0])
        elif path == ("lines",) or (len(path) > 1 and method.attr in {"update", "clear", "pop", "append"}):
            self.wrote(path)

    def _transition_of_a_line(self, method: ast.Attribute) -> None:
        of_lines = isinstance(method.value, ast.Subscript) and self.path(method.value.value) == ("lines",)
        named = isinstance(method.value, ast.Name) and method.value.id not in self.imported
        if (of_lines or named) and method.attr in transitions()["line"]:
            self.found.add("lines")


def imported_names(tree: ast.Module) -> set[str]:
    """Names that a module imports: what is called on them is no transition of a line."""
    rows = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {a.asname or a.name for node in rows for a in node.names}


def written_by(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Every function of a module that writes, with what it writes."""
    known = imported_names(tree)
    for function, owner in functions(tree):
        found = Writes(function, known).found
        if found:
            yield f"{owner}.{function.name}".lstrip("."), found


def assignments_to_lines(tree: ast.Module) -> list[str]:
    """Assignments to a field of a service line from outside: they must go through its transitions."""
    wrong = []
    for node in ast.walk(tree):
        targets: list[Any] = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        for target in (t for whole in targets for t in (whole.elts if isinstance(whole, ast.Tuple) else [whole])):
            own = isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self"
            if isinstance(target, ast.Attribute) and target.attr in LINE_FIELDS and not own:
                wrong.append(ast.unparse(node))
    return wrong
