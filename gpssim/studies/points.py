"""What a study draws: which parameters vary over what, the points at which it looks, and whose luck they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gpssim.designs.base import Design
from gpssim.designs.latin_hypercube import LatinHypercube
from gpssim.designs.variable import Variable, check_names, filled, variables_of
from gpssim.errors import ScenarioError, impossible, unknown
from gpssim.plain import plain
from gpssim.plugins import SHELVES, parameters
from gpssim.replacing import in_full
from gpssim.scenario import ParameterRow, Policy, Scenario
from gpssim.scenario import parameters as parameters_of
from gpssim.scenario.sampling import LEVELS, check_levels, draw
from gpssim.streams import Luck
from gpssim.studies.uncertain import nothing_to_draw, plugin_parameters, uncertain_parameters

LUCKS: Final = ("own", "common")
"""Whose luck a point has: its own, or that of the replication, the same at all points."""
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Drawing:
    """The points of a study and where they come from."""

    points: tuple[Values, ...] = ()
    luck: str = "own"
    design: Design | None = None
    variables: tuple[Variable, ...] = ()

    @property
    def described(self) -> dict[str, Any]:
        """What the manifest says of it beside the points; nothing where worlds were sampled from tested ranges in the usual way."""
        if self.design is None:
            return {}
        settings = {row.name: getattr(self.design, row.name) for row in parameters(type(self.design))}
        told = {"kind": self.design.name, "settings": settings, "luck": self.luck}
        return {"design": told, "variables": [v.described() for v in self.variables]}


def design_of(asked: str | Design | None) -> Design | None:
    """The design that was asked for: one, or a name with settings behind a colon (``latin_hypercube:n=64``).

    Raises
    ------
    UnknownNameError, ScenarioError : no such design, setting or value.
    """
    if asked is None or isinstance(asked, Design):
        return asked
    if not isinstance(asked, str):
        raise impossible("design", asked, "the name of a design, with settings behind a colon where wanted")
    name, _, settings = asked.partition(":")
    made: Design = SHELVES["design"].made(name.strip(), settings)
    return made


def split(uncertain: Any) -> tuple[tuple[str, ...], tuple[Variable, ...]]:
    """Levels and variables among what is uncertain.

    Raises
    ------
    GpssimError : no such level, no path, something twice, or nothing at all.
    """
    if isinstance(uncertain, (str, Mapping)) or not isinstance(uncertain, Iterable):
        raise impossible("uncertain", uncertain, f"a list of levels ({', '.join(LEVELS)}) and of parameters with their ranges")
    asked = list(uncertain)
    levels = [one for one in asked if isinstance(one, str) and "." not in one]
    if levels or not asked:
        check_levels(levels)
    return tuple(levels), variables_of(one for one in asked if one not in levels)


def drawing(
    scenario: Scenario,
    policies: Sequence[Policy],
    uncertain: tuple[tuple[str, ...], tuple[Variable, ...]],
    asked: tuple[Design | None, Sequence[Values], int],
    luck: str | None,
    seed: int,
) -> Drawing:
    """The points that were asked for: by a design, listed, or so many worlds.

    Parameters
    ----------
    uncertain : as :func:`split` returns it.
    asked : design, listed points, number of worlds; one of the three at most.

    Raises
    ------
    GpssimError : two of them, nothing that varies, or a range that is impossible.
    """
    design, listed, worlds = asked
    levels, variables = uncertain
    if (design is not None) + bool(len(listed)) + bool(worlds) > 1:
        raise ScenarioError("design, points and worlds exclude each other: each says at which points a study looks")
    if luck is not None and luck not in LUCKS:
        raise unknown("luck", luck, LUCKS)
    if len(listed):
        return _listed(scenario, policies, list(listed), luck or "common")
    if worlds and not variables:
        rows = uncertain_parameters(scenario, policies, levels)
        if not rows:
            raise nothing_to_draw(scenario, levels)
        return Drawing(tuple(draw(rows, worlds, seed)), luck or "own")
    design = LatinHypercube(n=worlds) if worlds else design
    if design is None:
        return Drawing()
    resolved = () if design.least == 0 and not variables else resolved_variables(scenario, policies, levels, variables)
    points = design.points(resolved, Luck.of(seed, 0))
    if design.least == 0:
        return _listed(scenario, policies, points, luck or design.luck, design)
    return Drawing(tuple(points), luck or design.luck, design, resolved)


def _listed(
    scenario: Scenario, policies: Sequence[Policy], points: Sequence[Values], luck: str, design: Design | None = None
) -> Drawing:
    known = _rows(scenario, policies)
    full = {path: in_full(scenario, path) for path in dict.fromkeys(path for point in points for path in point)}
    check_names(list(full.values()), known)
    found = tuple({full[path]: value for path, value in point.items()} for point in points)
    return Drawing(found, luck, design or SHELVES["design"].find("listed")())


def resolved_variables(
    scenario: Scenario, policies: Sequence[Policy], levels: Sequence[str], variables: Sequence[Variable]
) -> tuple[Variable, ...]:
    """Variables with full paths and ranges: those that are named, and where levels are, every tested range of these beside them.

    Raises
    ------
    GpssimError : no such parameter, no range, or ends outside the parameter's domain.
    """
    rows = _rows(scenario, policies)
    named = {in_full(scenario, v.path): v for v in variables}
    check_names(list(named), rows)
    tested = {row.path: row for row in uncertain_parameters(scenario, policies, levels)} if levels else {}
    of_levels = {path: Variable(path=path) for path in tested if path not in named}
    found = tuple(filled(v, path, rows[path].value, rows[path].swept) for path, v in {**of_levels, **named}.items())
    if not found:
        raise nothing_to_draw(scenario, levels)
    for variable in found:
        _check_ends(scenario, variable)
    return found


def _rows(scenario: Scenario, policies: Sequence[Policy]) -> dict[str, ParameterRow]:
    """Every parameter that can vary, by path: those of mechanisms only where a policy may come to use them."""
    rows = [*parameters_of(scenario), *plugin_parameters(scenario, policies)]
    return {row.path: row for row in rows if row.path.startswith(("world.", "policy.levers.", "mechanisms.", "choices."))}


def _check_ends(scenario: Scenario, variable: Variable) -> None:
    """Refuse values outside the parameter's domain: both ends, or everything that is listed, are tried."""
    from gpssim.replacing import replace

    for value in variable.values or variable.values_at([0.0, 1.0]):  # type: ignore[arg-type]  # a list is an array to NumPy
        replace(scenario, {variable.path: value})


def points_as_given(points: Any) -> tuple[Values, ...]:
    """Listed points as plain values: rows of a DataFrame, a missing cell leaving the parameter alone, or tables.

    Raises
    ------
    ScenarioError : something else.
    """
    if hasattr(points, "to_dict") and hasattr(points, "columns"):
        points = points.to_dict("records")
    if isinstance(points, (str, bytes, Mapping)) or not isinstance(points, Iterable):
        raise impossible("points", points, "a list of dotted path to value, or a DataFrame with a column a path")
    found = []
    for point in points:
        if not isinstance(point, Mapping) or not all(isinstance(path, str) for path in point):
            raise impossible("points", point, "a list of dotted path to value")
        given = {path: plain(value) for path, value in point.items()}
        found.append({path: value for path, value in given.items() if value is not None and value == value})  # no NaN
    return tuple(found)


MOST_CHECKED: Final = 256
"""Points that are made before anything runs."""


def worth_checking(points: Sequence[Values]) -> list[int]:
    """Places of the points that are tried before anything runs: all of few, of many those that hold the lowest or highest value of
    a parameter, and others evenly among them.
    """
    if len(points) <= MOST_CHECKED:
        return list(range(len(points)))
    ends: set[int] = set()
    for path in dict.fromkeys(path for point in points[:MOST_CHECKED] for path in point):
        there = [(point[path], place) for place, point in enumerate(points) if isinstance(point.get(path), (int, float))]
        ends |= {min(there)[1], max(there)[1]} if there else set()
    step = len(points) // (MOST_CHECKED // 2)
    return sorted({*sorted(ends)[: MOST_CHECKED // 2], *range(0, len(points), step)})
