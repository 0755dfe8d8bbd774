"""What a definition of the package can reach: the call graph, read off the source and therefore true of any layout.

It errs on one side. A method of a reached class counts as reached wherever reached code mentions its name; a plug-in, wherever
reached code names its folder. What is said to be out of reach is out of reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from gpssim.theory.sources import Definition, Module, module_of

PACKAGE: Final = Path(__file__).resolve().parents[1]
MARKET: Final = "gpssim.model.PublicServiceMarket"
"""Where the market begins: everything a user can ask of it."""
BEYOND: Final = tuple(f"gpssim.{room}" for room in ("analysis", "audit", "cli", "experiment", "figures", "studies", "theory"))
"""Rooms that run markets or read what they leave behind: no market may call them, even where one shelf holds plug-ins for all."""


class Graph:
    """The definitions of a package by their dotted names, and what they reach.

    Parameters
    ----------
    modules : by dotted name.
    """

    def __init__(self, modules: Mapping[str, Module]) -> None:
        self.modules = modules
        self.definitions: dict[str, Definition] = {}
        self.home: dict[str, str] = {}
        """The module of each definition."""
        self._files: dict[str, list[Module]] = {}
        self._meant: dict[str, str] = {}
        for module in modules.values():
            self._files.setdefault(module.name.rpartition(".")[0], []).append(module)
            for one in (d for whole in module.definitions.values() for d in (whole, *whole.methods)):
                self.definitions[one.name], self.home[one.name] = one, module.name

    def reached(self, *roots: str) -> frozenset[str]:
        """Dotted names of all definitions that some definitions, or all of some modules, reach; the roots among them.

        Raises
        ------
        KeyError : no such definition or module.
        """
        return _Walk(self, roots).reached

    def found(self, mention: str) -> str:
        """The definition or module that a mention means, through whatever re-exports it; empty for what lies outside."""
        if mention not in self._meant:
            self._meant[mention] = self._found(mention)
        return self._meant[mention]

    def _found(self, mention: str) -> str:
        parts = mention.split(".")
        for n in range(len(parts), 0, -1):
            home, rest = ".".join(parts[:n]), parts[n:]
            if home in self.modules:
                return self._in(self.modules[home], rest) if rest else home
        return ""

    def _in(self, module: Module, rest: list[str]) -> str:
        """What a module calls so: its own, what it imports, or (where it imports on first use) what one of its files defines."""
        name = rest[0]
        if name in module.definitions:
            return module.definitions[name].name
        if name in module.imports:
            return self.found(".".join((module.imports[name], *rest[1:])))
        inner = [f"{m.name}.{name}" for m in self.members(module) if name in m.definitions]
        return inner[0] if module.package and "__getattr__" in module.definitions and inner else ""

    def called(self, reached: Iterable[str], inside: str) -> frozenset[str]:
        """Functions and classes outside a folder that reached definitions inside it call: where the folder's own code ends."""
        own = [self.definitions[name] for name in reached if f"{self.home[name]}.".startswith(f"{inside}.")]
        met = {self.found(mention) for one in own for mention in one.mentions} & self.definitions.keys()
        return frozenset(n for n in met if not f"{self.home[n]}.".startswith(f"{inside}.") and not self.definitions[n].constant)

    def members(self, package: Module) -> list[Module]:
        """The files of a folder."""
        return self._files.get(package.name, [])


class _Walk:
    """One search from its roots: what is reached, which names were mentioned, which methods wait for theirs."""

    def __init__(self, graph: Graph, roots: Iterable[str]) -> None:
        self.graph = graph
        self.seen: set[str] = set()
        self.words: set[str] = set()
        self.waiting: dict[str, list[Definition]] = {}
        self.ahead: list[Definition] = []
        for root in roots:
            if root in graph.modules:
                self.ahead += graph.modules[root].definitions.values()
            else:
                self.ahead += [graph.definitions[root], *graph.definitions[root].methods]
        while self.ahead:
            self._visit(self.ahead.pop())

    @property
    def reached(self) -> frozenset[str]:
        return frozenset(self.seen)

    def _visit(self, one: Definition) -> None:
        if one.name in self.seen:
            return
        self.seen.add(one.name)
        for method in one.methods:
            self.ahead += [method] if method.at_once else []
            self._await(method)
        for word in one.words - self.words:
            self._say(word)
        for mention in one.mentions:
            self._meet(self.graph.found(mention))
        body = self.graph.definitions.get(self.graph.home[one.name] + ".")
        self.ahead += [body] if body else []

    def _say(self, word: str) -> None:
        """A name is mentioned: methods called so are reached, and the plug-ins of a folder called so."""
        self.words.add(word)
        self.ahead += self.waiting.pop(word, [])
        folder = self.graph.modules.get(word)
        if folder is not None and folder.package:
            files = [m for m in self.graph.members(folder) if not m.package]
            self.ahead += [d for m in files for d in m.definitions.values() if d.plugin == m.name.rpartition(".")[2]]

    def _meet(self, found: str) -> None:
        """A definition is mentioned, or a module as such, of which anything may then be asked by name."""
        if found in self.graph.definitions:
            self.ahead.append(self.graph.definitions[found])
        elif found:
            for one in self.graph.modules[found].definitions.values():
                self._await(one)

    def _await(self, one: Definition) -> None:
        """Reached as soon as its name is mentioned."""
        own = one.name.rpartition(".")[2]
        if own in self.words:
            self.ahead.append(one)
        else:
            self.waiting.setdefault(own, []).append(one)


@lru_cache
def package_graph(folder: Path = PACKAGE) -> Graph:
    """The graph of a package as it lies on disk: of this one, if no folder is given."""
    modules = {}
    for path in sorted(folder.rglob("*.py")):
        parts = (folder.name, *path.relative_to(folder).with_suffix("").parts)
        package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        modules[name] = module_of(name, path.read_text(encoding="utf-8"), package)
    return Graph(modules)


def market_of(graph: Graph) -> frozenset[str]:
    """Dotted names of everything that a market of this package can reach."""
    inner = {name: module for name, module in graph.modules.items() if not f"{name}.".startswith(tuple(f"{r}." for r in BEYOND))}
    return Graph(inner).reached(MARKET)


@lru_cache
def market_reach() -> frozenset[str]:
    """The same of this package."""
    return market_of(package_graph())
