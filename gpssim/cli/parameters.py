"""Parameters for a terminal: as tables where it is wide, and elsewhere line by line, with all that the tables say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from gpssim.cli.console import plain_console
from gpssim.scenario.leaves import elements
from gpssim.scenario.tables import cells, group_of, printed, shown
from gpssim.scenario.words import HEADINGS
from gpssim.texts.folding import folded
from gpssim.texts.parameters import SHOWN
from gpssim.texts.text import Language, said

if TYPE_CHECKING:
    from rich.console import RenderableType

    from gpssim.scenario import ParameterRow, Scenario

WIDE: Final = 120
"""Places from which on a terminal is wide enough for tables."""


@dataclass(frozen=True)
class Reference:
    """What parameters are laid against: the values of a scenario by path, and what the scenario is called."""

    values: Mapping[str, Any]
    name: str

    def differs(self, row: ParameterRow) -> bool:
        """Whether a parameter has another value there, or is not there at all."""
        return row.path not in self.values or bool(self.values[row.path] != row.value)

    def title(self, language: Language) -> str:
        """What the scenario is called in a sentence."""
        return self.name or said(SHOWN, "defaults", language)

    def value(self, row: ParameterRow, language: Language) -> str:
        """What the parameter is there."""
        return shown(self.values.get(row.path), language)


def rows_of(scenario: Scenario, beside: Scenario | None = None) -> list[ParameterRow]:
    """Every parameter of a scenario, and of the mechanisms that its policies (or those of one beside it) may come to use."""
    from gpssim.scenario import parameters
    from gpssim.studies.uncertain import plugin_parameters

    whose = beside or scenario
    policies = [whose.policy, *(whose.resolve_policy(policy) for policy in whose.policies)]
    return [*parameters(scenario), *plugin_parameters(scenario, policies)]


def reference(scenario: Scenario, against: str) -> Reference:
    """A scenario to lay parameters against: one that is named, or the defaults of the model.

    Raises
    ------
    GpssimError : no such scenario.
    """
    from gpssim.scenario import Scenario, load_scenario

    other = load_scenario(against) if against else Scenario()
    values = {path: value for leaf in other.leaves() for path, value in elements(leaf).items()}
    return Reference({**values, **{row.path: row.value for row in rows_of(other, scenario)}}, other.name if against else "")


def print_parameters(rows: Sequence[ParameterRow], language: Language, against: Reference | None = None) -> None:
    """The parameters on stdout, with their value in the reference beside their own where there is one."""
    console = plain_console()
    wide = console.width >= WIDE
    for part in _wide(rows, language, against) if wide else _narrow(rows, language, against, console.width):
        console.print(part)


def _wide(rows: Sequence[ParameterRow], language: Language, against: Reference | None) -> Iterator[RenderableType]:
    before = None if against is None else (against.title(language), lambda row: against.value(row, language))
    yield from printed(rows, language, before)


def _narrow(rows: Sequence[ParameterRow], language: Language, against: Reference | None, width: int) -> Iterator[RenderableType]:
    """A parameter in three or four lines: what it is, what it may be, what it means, where it is from."""
    from rich.padding import Padding
    from rich.text import Text

    for group, members in groupby(rows, key=group_of):
        yield Text(group, style="bold underline")
        for row in members:
            first, *below = _lines(row, group, language, against)
            yield Padding(Text(folded(first, width - 2), style="bold" if row.changed else ""), (0, 0, 0, 2), expand=False)
            yield from (Padding(Text(folded(line, width - 6), style="dim"), (0, 0, 0, 6), expand=False) for line in below)
        yield Text()


def _lines(row: ParameterRow, group: str, language: Language, against: Reference | None) -> Iterator[str]:
    """The parameter and its value, then unit and values allowed, meaning and source, each with its heading."""
    _, value, unit, domain, swept, meaning, source = cells(row, language)
    before = ""
    if against is not None:
        there = {"value": against.value(row, language), "reference": against.title(language)}
        before = said(SHOWN, "before", language, **there)
    yield f"{row.path.removeprefix(f'{group}.')} = {value}{before}"
    for line in ((("unit", unit), ("domain", domain), ("swept", swept)), (("meaning", meaning),), (("source", source),)):
        told = [with_heading(heading, cell, language) for heading, cell in line if cell]
        if told:
            yield "   ".join(told)


def with_heading(heading: str, cell: str, language: Language) -> str:
    """A cell of the table of parameters behind its heading."""
    return said(SHOWN, "heading_and_cell", language, heading=said(HEADINGS, heading, language), cell=cell)
