"""The package's source as definitions: what each function, method, class and constant mentions, read without running it."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

BY_NAME: Final = frozenset(
    {"property", "cached_property", "classmethod", "staticmethod", "abstractmethod", "lru_cache", "override"}
)
"""Decorators that leave it to other code to ask for a method by its name; any other may have a use of its own for it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, class, method or constant, and what it mentions."""

    name: str
    """Dotted: module, class if it is a method, own name; ``module.`` for what runs on import and defines nothing."""
    lines: int
    """Of its source, methods of a class included."""
    mentions: frozenset[str]
    """Names as the code writes them, dotted, beginning with something that its module defines or imports."""
    words: frozenset[str]
    """Names after a dot, and texts: they may name a method, or a folder of plug-ins."""
    methods: tuple[Definition, ...] = ()
    """Of a class."""
    at_once: bool = True
    """Of a method: it comes with its class (a constructor, an operator, a validator), not only where its name is mentioned."""
    plugin: str = ""
    """Of a class: the ``name`` by which it is looked up."""
    constant: bool = False
    """It is assigned, not a function or class."""


@dataclass(frozen=True, slots=True)
class Module:
    """One file: what its imports stand for, and its definitions by their own names."""

    name: str
    imports: Mapping[str, str]
    definitions: Mapping[str, Definition]
    package: bool


def module_of(name: str, source: str, package: bool = False) -> Module:
    """The module of this dotted name, from its text; ``package``: it is the ``__init__`` of a folder."""
    tree, table = ast.parse(source), symtable.symtable(source, name, "exec")
    imports = dict(_imported(tree.body))
    found: dict[str, Definition] = {}
    for node in tree.body:
        for own in _defined(node):
            one = _definition(own, node, table, (name, imports))
            found[own] = _joined(found[own], one) if own in found else one
    return Module(name, imports, found, package)


def _definition(own: str, node: ast.stmt, table: symtable.SymbolTable, within: tuple[str, Mapping[str, str]]) -> Definition:
    """What a statement defines under a name in this module, with these imports; methods stand apart from their class."""
    module, imports = within
    name, lines = f"{module}.{own}", _lines(node)
    if isinstance(node, Function):
        outer, local = _outer(node, table)
        return Definition(name, lines, _mentions(node, module, {**imports, **local}, outer), _words(node), at_once=_at_once(node))
    if not isinstance(node, ast.ClassDef):
        return Definition(name, lines, _mentions(node, module, imports), _words(node), constant=True)
    functions = [n for n in node.body if isinstance(n, Function)]
    inner = _table_of(node, table)
    methods = tuple(_definition(f"{own}.{n.name}", n, inner, within) for n in functions)
    rest = ast.Module([n for n in node.body if n not in functions], [])
    head = ast.Tuple([*node.decorator_list, *node.bases, *(k.value for k in node.keywords)])
    mentions, words = _mentions(rest, module, imports) | _mentions(head, module, imports), _words(rest) | _words(head)
    return Definition(name, lines, mentions, words, methods, plugin=_plugin(node))


def _joined(first: Definition, second: Definition) -> Definition:
    """One definition of what stands twice: overloads, branches, statements that define nothing."""
    return Definition(
        first.name, first.lines + second.lines, first.mentions | second.mentions, first.words | second.words,
        first.methods + second.methods, first.at_once or second.at_once, first.plugin or second.plugin,
        first.constant and second.constant,
    )  # fmt: skip


def _defined(node: ast.stmt) -> Iterator[str]:
    """Names that a statement of a module defines; the empty one if it merely does something."""
    if isinstance(node, Function | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name))
    elif not isinstance(node, ast.Import | ast.ImportFrom):
        yield ""


def _imported(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """Local and dotted name of everything imported, blocks for type checkers included; imports name whole paths in this package."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((a.asname, a.name) if a.asname else (a.name.partition(".")[0],) * 2 for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((a.asname or a.name, f"{node.module}.{a.name}") for a in node.names)
        elif not isinstance(node, Function):
            yield from _imported(ast.iter_child_nodes(node))


def _outer(node: Function, table: symtable.SymbolTable) -> tuple[set[str], dict[str, str]]:
    """Names by which a function means something outside it, and what it imports itself; its other local names mean nothing."""
    local = dict(_imported(node.body))
    around = [*node.decorator_list, node.args, *filter(None, [node.returns])]
    outside = {n.id for part in around for n in ast.walk(part) if isinstance(n, ast.Name)}
    return outside | local.keys() | set(_globals(_table_of(node, table))), local


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    """Names that a function, or what is defined in it, takes from its module."""
    yield from (s.get_name() for s in table.get_symbols() if s.is_global())
    for inner in table.get_children():
        yield from _globals(inner)


def _table_of(node: Function | ast.ClassDef, within: symtable.SymbolTable) -> symtable.SymbolTable:
    return next(t for t in within.get_children() if (t.get_name(), t.get_lineno()) == (node.name, node.lineno))


def _mentions(node: ast.AST, module: str, imports: Mapping[str, str], own: set[str] | None = None) -> frozenset[str]:
    """Dotted names, with what their beginnings stand for; only those whose beginning is among ``own``, if that is given."""
    split = [chain.partition(".") for chain in _chains(node)]
    return frozenset(imports.get(root, f"{module}.{root}") + dot + rest for root, dot, rest in split if own is None or root in own)


def _chains(node: ast.AST) -> Iterator[str]:
    """Names with all the dots that follow them, such as ``payment.pay`` for ``payment.pay(market)``."""
    if isinstance(node, ast.Name):
        yield node.id
        return
    if isinstance(node, ast.Attribute):
        whole = ast.unparse(node)
        if whole.replace(".", "").isidentifier():
            yield whole
            return
    for child in ast.iter_child_nodes(node):
        yield from _chains(child)


def _words(node: ast.AST) -> frozenset[str]:
    """Names after a dot and texts without blanks."""
    nodes = list(ast.walk(node))
    texts = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and not set(n.value) & set(" \n")}
    return frozenset(texts | {n.attr for n in nodes if isinstance(n, ast.Attribute)})


def _at_once(method: Function) -> bool:
    """Whether a method comes with its class."""
    takers = {ast.unparse(d).partition("(")[0].rpartition(".")[2] for d in method.decorator_list} - BY_NAME
    return bool(takers) or (method.name.startswith("__") and method.name.endswith("__"))


def _plugin(node: ast.ClassDef) -> str:
    """The text that a class has as ``name``; empty if it has none."""
    for n in node.body:
        value = n.value if isinstance(n, ast.Assign | ast.AnnAssign) and "name" in _defined(n) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return ""


def _lines(node: ast.stmt) -> int:
    """Lines of a statement's source, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)])
    return (node.end_lineno or first) - first + 1
