"""Uncertain worlds: a Latin hypercube over everything that is not known for sure."""

from __future__ import annotations

import numpy as np

from gpssim.errors import ScenarioError, impossible
from gpssim.scenario.declarations.scenario import Scenario
from gpssim.scenario.declarations.world import World
from gpssim.scenario.parameters import ParameterRow, swept_parameters
from gpssim.scenario.tree import replace
from gpssim.streams import Luck


def sample_worlds(scenario: Scenario, n: int, seed: int) -> list[World]:
    """Worlds drawn from the tested ranges: in each range, each of ``n`` equal slices is met by one world.

    Parameters
    ----------
    n : number of worlds, at least 1. None of them is the scenario's own world.
    seed : integer >= 0. A parameter's column depends on seed, n and its own path only, so that declaring another
        parameter leaves the worlds as they were in all that is old.

    Notes
    -----
    *Source:* Latin hypercube sampling, McKay, Beckman & Conover 1979, Technometrics, doi:10.1080/00401706.1979.10489755.
    """
    if n < 1:
        raise impossible("worlds", n, "at least 1")
    rows = swept_parameters(scenario)
    if not rows:
        raise ScenarioError(f"scenario {scenario.name!r} tests no ranges: there are no uncertain worlds to draw")
    luck = Luck.of(seed, 0)
    columns = {row.path: _column(luck, row, n) for row in rows}
    return [replace(scenario, {path: column[i] for path, column in columns.items()}).world for i in range(n)]


def _column(luck: Luck, row: ParameterRow, n: int) -> list[float]:
    """One value in each of n equal slices of the parameter's range, in random order; whole numbers for whole numbers."""
    low, high = row.swept or (row.value, row.value)
    rows = np.arange(n)
    slices = np.argsort(luck.uniforms(f"worlds: slices of {row.path}", rows))
    places = (slices + luck.uniforms(f"worlds: places in {row.path}", rows)) / n
    if isinstance(row.value, int):
        return [int(x) for x in np.floor(low + places * (high + 1 - low))]
    return [float(x) for x in low + places * (high - low)]
