"""PRIM, the patient rule induction method: a box that is peeled slice by slice until most of what is in it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from gpssim.errors import StudyError, impossible

PEEL, MASS, DENSE, ALL = 0.05, 0.05, 0.8, 0.95
"""Share of the box that a peel takes off at most, least share of all worlds in a box, and the densities that are aimed at."""
SURE: Final = 0.05
Limits = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Step:
    """A box on the way: its limits where they are narrower than all worlds, and what it holds.

    ``coverage`` is the share of the worlds of interest that are in it, ``density`` the share of the worlds in it that are of
    interest, ``mass`` the share of all worlds that are in it.
    """

    limits: Limits
    coverage: float
    density: float
    mass: float
    n: int


@dataclass(frozen=True)
class Box:
    """A box that was chosen, and for each limited parameter how likely its limit came about by chance."""

    step: Step
    p_values: dict[str, float]
    """Quasi-p-values: the chance of so many hits among the worlds in the box, if its density were that without this limit."""


def peel(x: pd.DataFrame, holds: pd.Series) -> list[Step]:
    """The peeling trajectory, from all worlds to the smallest box.

    At each step the slice goes off (5 % of the box at one end of one parameter, or all worlds of an end value where they are more)
    whose loss leaves the highest mean in what remains, the gain being measured for each world that is lost.

    Parameters
    ----------
    x : parameters, a row a world.
    holds : whether a world is of interest; the same index.

    Raises
    ------
    StudyError : all worlds or none are of interest, or no parameter varies.

    Source: Friedman & Fisher 1999, doi:10.1023/A:1008894516817; Bryant & Lempert 2010, doi:10.1016/j.techfore.2009.08.002.
    """
    values, y = x.to_numpy(dtype=float), holds.to_numpy(dtype=bool)
    if not x.shape[1] or y.all() or not y.any():
        raise StudyError(
            f"{int(y.sum())} of {len(y)} worlds are of interest, {x.shape[1]} parameters vary: no box tells them apart"
        )
    inside, steps = np.ones(len(y), dtype=bool), []
    while True:
        steps.append(_step(x, values, y, inside))
        cuts = [cut for k in range(values.shape[1]) for cut in _cuts(values[:, k], inside) if cut.sum() >= max(1.0, MASS * len(y))]
        if y[inside].all() or not cuts:
            return steps
        gain = [(y[cut].mean() - y[inside].mean()) / (inside.sum() - cut.sum()) for cut in cuts]
        inside = cuts[int(np.argmax(gain))]


def _cuts(column: np.ndarray, inside: np.ndarray) -> list[np.ndarray]:
    """What remains without a slice at either end; ties go together."""
    own = np.sort(column[inside])
    n = min(max(1, int(PEEL * own.size)), own.size - 1)
    found = [inside & (column >= own[n]) if own[n] > own[0] else inside & (column > own[0])]
    found.append(inside & (column <= own[-n - 1]) if own[-n - 1] < own[-1] else inside & (column < own[-1]))
    return [cut for cut in found if cut.any() and cut.sum() < inside.sum()]


def _step(x: pd.DataFrame, values: np.ndarray, y: np.ndarray, inside: np.ndarray) -> Step:
    limits = {}
    for k, path in enumerate(x):
        low, high = values[inside, k].min(), values[inside, k].max()
        if low > values[:, k].min() or high < values[:, k].max():
            limits[str(path)] = (float(low), float(high))
    hits, n = int(y[inside].sum()), int(inside.sum())
    return Step(limits, hits / int(y.sum()), hits / n, n / len(y), n)


def best(x: pd.DataFrame, holds: pd.Series, dense: float = DENSE) -> Box:
    """The box of the trajectory that covers most of those at least so dense, else the densest; without limits chance explains.

    Parameters
    ----------
    dense : density that is wanted, in (0, 1].

    Raises
    ------
    ScenarioError : ``dense`` outside (0, 1]. StudyError : as :func:`peel`.
    """
    if not 0.0 < dense <= 1.0:
        raise impossible("dense", dense, "above 0 and at most 1")
    steps = peel(x, holds)
    able = [one for one in steps if one.density >= dense]
    chosen = max(able, key=lambda one: one.coverage) if able else max(steps, key=lambda one: one.density)
    while True:
        p = {path: _quasi_p(x, holds, chosen, path) for path in chosen.limits}
        weakest = max(p, key=lambda path: p[path], default="")
        if not weakest or p[weakest] <= SURE:
            return Box(chosen, p)
        chosen = _within(x, holds, {path: ends for path, ends in chosen.limits.items() if path != weakest})


def _inside(x: pd.DataFrame, limits: Limits) -> np.ndarray:
    found = np.ones(len(x), dtype=bool)
    for path, (low, high) in limits.items():
        found &= x[path].between(low, high).to_numpy()
    return found


def _within(x: pd.DataFrame, holds: pd.Series, limits: Limits) -> Step:
    """The box of some limits alone."""
    y, inside = holds.to_numpy(dtype=bool), _inside(x, limits)
    hits, n = int(y[inside].sum()), int(inside.sum())
    return Step(limits, hits / int(y.sum()), hits / n, n / len(y), n)


def _quasi_p(x: pd.DataFrame, holds: pd.Series, box: Step, path: str) -> float:
    """One-sided binomial test against the density of the box without this limit."""
    y = holds.to_numpy(dtype=bool)
    wider = y[_inside(x, {name: ends for name, ends in box.limits.items() if name != path})].mean()
    own = y[_inside(x, box.limits)]
    return float(stats.binom.sf(own.sum() - 1, own.size, wider))
