"""The package's source, read once: modules, who imports whom, who is defined where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gpssim"
MODULES = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    """The dotted name of a module of the package."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


BY_NAME = {dotted(path): path for path in MODULES}


@lru_cache(maxsize=2048)
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything a module imports, inside functions and for type checkers too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(name: str, known: dict[str, Path] | set[str]) -> str | None:
    """The module a dotted name lies in: itself, or what it is imported from; ``None`` for what is no module here."""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name or None


def arrows(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    """Which modules each module imports; a package is imported only where nothing inside it is named."""
    return {
        name: {m for x in imported(tree) if (m := module_of(x, set(trees))) is not None} - {name} for name, tree in trees.items()
    }


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Modules that import each other in a circle, each circle once."""
    import networkx

    components = networkx.strongly_connected_components(networkx.DiGraph({k: sorted(v) for k, v in graph.items()}))
    return sorted(sorted(c) for c in components if len(c) > 1)


def functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Every function at the top of a module and every method of its classes, with the class's name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node, ""
        elif isinstance(node, ast.ClassDef):
            yield from ((inner, node.name) for inner in node.body if isinstance(inner, ast.FunctionDef))
