"""Uncertain worlds: a Latin hypercube over everything that is not known for sure, and what of it a policy keeps for itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np

from gpssim.errors import ScenarioError, impossible, unknown
from gpssim.scenario.declarations.policy import Policy
from gpssim.scenario.declarations.scenario import Scenario
from gpssim.scenario.declarations.world import World
from gpssim.scenario.parameters import ParameterRow, swept_parameters
from gpssim.scenario.plugin_paths import PLUGINS
from gpssim.scenario.tree import replace
from gpssim.streams import Luck

LEVELS: Final = ("world", "levers", "mechanisms")
"""What can be uncertain: the world, the levers, the parameters of mechanisms and of choice rules."""
WORLD, LEVERS, SETTINGS = "world.", "policy.levers.", "policy.settings."
"""How paths begin: of the world, of levers, and of what a policy sets itself of a mechanism or choice rule."""

Values = Mapping[str, float]
"""What was drawn for one world: dotted path to value."""


def check_levels(levels: Collection[str]) -> None:
    """Refuse what is no level of uncertainty, and none at all.

    Raises
    ------
    GpssimError : as said.
    """
    if isinstance(levels, str) or not levels or len(set(levels)) < len(levels):
        raise impossible("uncertain", levels, f"one or more of {', '.join(LEVELS)}, each once")
    for level in levels:
        if level not in LEVELS:
            raise unknown("level of uncertainty", level, LEVELS)


def draw(rows: Sequence[ParameterRow], n: int, seed: int) -> list[dict[str, float]]:
    """Values drawn from tested ranges: in each range, each of ``n`` slices is met once; half of the values lie on either side of
    the scenario's own.

    Parameters
    ----------
    rows : parameters with a range, such as :func:`gpssim.scenario.swept_parameters` returns.
    n : number of worlds, at least 1.
    seed : integer >= 0. A parameter's column depends on seed, n and its own path only, so that declaring another
        parameter leaves the worlds as they were in all that is old.

    Notes
    -----
    *Source:* Latin hypercube sampling, McKay, Beckman & Conover 1979, Technometrics, doi:10.1080/00401706.1979.10489755.
    """
    if n < 1:
        raise impossible("worlds", n, "at least 1")
    luck = Luck.of(seed, 0)
    columns = {row.path: _column(luck, row, n) for row in rows}
    return [{path: column[i] for path, column in columns.items()} for i in range(n)]


def sample_worlds(scenario: Scenario, n: int, seed: int) -> list[World]:
    """The worlds alone, levers and mechanisms as they are: see :func:`draw`. None of them is the scenario's own world.

    Raises
    ------
    ScenarioError : ``n`` is less than 1, or the scenario tests no ranges.
    """
    if n < 1:
        raise impossible("worlds", n, "at least 1")
    rows = swept_parameters(scenario)
    if not rows:
        raise ScenarioError(f"scenario {scenario.name!r} tests no ranges: there are no uncertain worlds to draw")
    return [replace(scenario, values).world for values in draw(rows, n, seed)]


def in_drawn_world(scenario: Scenario, values: Values) -> Scenario:
    """The scenario with the world that was drawn, and a status quo with the levers and mechanisms that were drawn.

    Raises
    ------
    ScenarioError : what was drawn contradicts itself.
    """
    drawn = replace(scenario, {path: x for path, x in values.items() if path.startswith(WORLD)})
    return drawn.model_copy(update={"policy": with_drawn(scenario.policy, values)})


def with_drawn(policy: Policy, values: Values, own: Collection[str] = ()) -> Policy:
    """A complete policy with the levers and the parameters of mechanisms that were drawn, but for those that it sets itself.

    Parameters
    ----------
    values : dotted path to value; paths of the world are passed over.
    own : paths that :func:`own_paths` found.

    Raises
    ------
    ScenarioError : a drawn lever contradicts one that the policy sets itself.
    """
    levers = {path.removeprefix("policy."): x for path, x in values.items() if path.startswith(LEVERS) and path not in own}
    of_plugins = {path.partition(".")[2]: x for path, x in values.items() if path.startswith(PLUGINS)}
    drawn = {tuple(path.split(".")): x for path, x in of_plugins.items() if f"{SETTINGS}{path}" not in own}
    kept = [s.model_dump() for s in policy.settings if (s.mechanism, s.name) not in drawn]
    settings = [*kept, *({"mechanism": plugin, "name": name, "value": x} for (plugin, name), x in drawn.items())]
    changed = {**levers, "settings": settings} if drawn else levers
    return replace(policy, changed) if changed else policy


def own_paths(scenario: Scenario, policy: str | Policy) -> frozenset[str]:
    """Levers and parameters of mechanisms that a policy sets itself: what is drawn for all arms alike leaves them alone.

    The status quo and a mechanism's name set nothing: what they have is what all have. A policy that was made complete
    (every lever is set) sets what differs from the status quo.
    """
    named = {p.name: p for p in scenario.policies}
    asked = named.get(policy) if isinstance(policy, str) else policy
    if asked is None or asked == scenario.policy:
        return frozenset()
    base = scenario.policy
    complete = len(asked.levers.model_fields_set) == len(type(asked.levers).model_fields)
    usual = dict(base.levers) if complete else {}
    levers = {name for name in asked.levers.model_fields_set if name not in usual or getattr(asked.levers, name) != usual[name]}
    settings = [s for s in asked.settings if not complete or s not in base.settings]
    return frozenset({f"{LEVERS}{name}" for name in levers} | {f"{SETTINGS}{s.mechanism}.{s.name}" for s in settings})


def _column(luck: Luck, row: ParameterRow, n: int) -> list[float]:
    """One value in each of n slices of the parameter's range, alike in chance, in random order; whole numbers for whole numbers."""
    low, high = row.swept or (row.value, row.value)
    places = places_in_slices(luck, row.path, n)
    if isinstance(row.value, int):
        return [int(x) for x in np.floor(spread(places, low, row.value + 0.5, high + 1))]
    return [float(x) for x in spread(places, low, row.value, high)]


def places_in_slices(luck: Luck, path: str, n: int) -> np.ndarray:
    """A place from 0 to 1 in each of ``n`` slices, in random order: a column of a Latin hypercube, named by its parameter."""
    rows = np.arange(n)
    slices = np.argsort(luck.uniforms(f"worlds: slices of {path}", rows))
    return np.asarray((slices + luck.uniforms(f"worlds: places in {path}", rows)) / n)


def spread(places: np.ndarray, low: float, middle: float, high: float) -> np.ndarray:
    """Places in [0, 1) over a range, evenly on either side of the scenario's own value, which is the median of what is drawn.

    Ranges from half to double of a value would otherwise center a quarter above it, and many of them far from the scenario. Where
    the value is an end of its range, evenly over all of it.

    >>> spread(np.array([0.0, 0.25, 0.5, 0.75]), 0.5, 1.0, 2.0).tolist()
    [0.5, 0.75, 1.0, 1.5]
    >>> spread(np.array([0.0, 0.5]), 0.0, 0.0, 2.0).tolist()
    [0.0, 1.0]
    """
    if not low < middle < high:
        return np.asarray(low + places * (high - low))
    below, above = low + 2.0 * places * (middle - low), middle + (2.0 * places - 1.0) * (high - middle)
    return np.where(places < 0.5, below, above)
