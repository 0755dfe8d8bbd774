"""What a kind of case can claim to verify, read off the call graph: nobody states it, nobody can forget to state it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gpssim.theory.reach import Graph, market_of, market_reach, package_graph

THEORY: Final = "gpssim.theory"
TEXTBOOK: Final = f"{THEORY}.textbook"
MEASURES: Final = "gpssim.analysis"
NO_BEHAVIOR: Final = frozenset(
    f"gpssim.{floor}"
    for floor in ("errors", "texts", "units", "cache", "streams", "plugins", "registry", "scenario", "market", "records")
)
"""Floors that hold words, values, luck and look-up: who calls only these has touched nothing that behaves."""

SORTS: Final = ("market", "market and textbook", "measures", "textbook", "nothing")
"""What the values of a kind rest on."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Parts that a kind's adapter goes through, as modules without ``gpssim.``, sorted."""

    market: tuple[str, ...] = ()
    """Parts that a market calls as well."""
    measures: tuple[str, ...] = ()
    """Measures of the analysis, which reads what a market has recorded."""
    textbook: tuple[str, ...] = ()
    """Independent references."""

    @property
    def sort(self) -> str:
        """One of ``SORTS``: textbook parts beside parts of the market are named, since single values may rest on either."""
        if self.market:
            return "market and textbook" if self.textbook else "market"
        return "measures" if self.measures else "textbook" if self.textbook else "nothing"


def claim(adapter: str, graph: Graph, market: frozenset[str]) -> Claim:
    """The claim of the module that holds a kind's adapter, given what a market of that graph reaches."""
    reached = graph.reached(adapter)
    met = graph.called(reached, THEORY)
    measures = {name for name in met - market if _lies_in(graph.home[name], MEASURES)}
    textbook = {name for name in reached if _lies_in(graph.home[name], TEXTBOOK) and not graph.definitions[name].constant}
    behavior = {name for name in met & market if not any(_lies_in(graph.home[name], floor) for floor in NO_BEHAVIOR)}
    return Claim(*(_modules(graph, names) for names in (behavior, measures, textbook)))


@lru_cache
def claim_of(kind: str) -> Claim:
    """The claim of one of the package's kinds; of a kind that it does not have, none at all."""
    adapter = f"{THEORY}.kinds.{kind}"
    return claim(adapter, package_graph(), market_reach()) if adapter in package_graph().modules else Claim()


def out_of_reach(graph: Graph, folders: Iterable[str]) -> list[str]:
    """Public functions, classes, methods and constants of folders that nothing in a market can call, sorted."""
    inside = {name for name, home in graph.home.items() if _public(name) and any(_lies_in(home, folder) for folder in folders)}
    return sorted(inside - market_of(graph))


def _public(name: str) -> bool:
    return not name.endswith(".") and not any(part.startswith("_") for part in name.split("."))


def _lies_in(module: str, folder: str) -> bool:
    return f"{module}.".startswith(f"{folder}.")


def _modules(graph: Graph, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({graph.home[name].removeprefix("gpssim.") for name in names}))
