"""PRIM, the patient rule induction method: a box that is peeled slice by slice until most of what is in it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import stats

from gpssim.errors import StudyError, impossible

PEEL, MASS, DENSE = 0.05, 0.05, 0.8
"""Share of the box that a peel takes off, least share of all worlds in a box, and the density that is aimed at at least."""
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
    p_values: dict[str, tuple[float, float]]
    """Quasi-p-values of the lower and the upper limit, missing where there is none: the chance of so many hits among the worlds in
    the box, if its density were that without this limit."""


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
    ends = {str(path): (float(column[inside].min()), float(column[inside].max())) for path, column in zip(x, values.T, strict=True)}
    limits = {path: own for path, own in ends.items() if any(_binds(x, ends, path, end) for end in (0, 1))}
    hits, n = int(y[inside].sum()), int(inside.sum())
    return Step(limits, hits / int(y.sum()), hits / n, n / len(y), n)


def best(x: pd.DataFrame, holds: pd.Series, dense: float | None = None) -> Box:
    """The box of the trajectory that covers most of those at least so dense, else the densest; without limits chance explains.

    Parameters
    ----------
    dense : density that is wanted, in (0, 1]; 0.8, or halfway from the share of all worlds to 1 where that is more.

    Raises
    ------
    ScenarioError : ``dense`` outside (0, 1]. StudyError : as :func:`peel`.
    """
    if dense is not None and not 0.0 < dense <= 1.0:
        raise impossible("dense", dense, "above 0 and at most 1")
    steps = peel(x, holds)
    aim = max(DENSE, (1.0 + steps[0].density) / 2) if dense is None else dense
    able = [one for one in steps if one.density >= aim]
    chosen = max(able, key=lambda one: one.coverage) if able else max(steps, key=lambda one: one.density)
    limits = dict(chosen.limits)
    while True:
        p = {
            (path, end): _quasi_p(x, holds, limits, path, end) for path in limits for end in (0, 1) if _binds(x, limits, path, end)
        }
        weakest = max(p, key=lambda one: p[one], default=None)
        if weakest is None or p[weakest] <= SURE:
            told = {path: (p.get((path, 0), np.nan), p.get((path, 1), np.nan)) for path in limits}
            return Box(_within(x, holds, limits), told)
        limits = _without(x, limits, *weakest)


def _binds(x: pd.DataFrame, limits: Limits, path: str, end: int) -> bool:
    """Whether a limit leaves worlds out by itself."""
    return bool(limits[path][0] > x[path].min()) if end == 0 else bool(limits[path][1] < x[path].max())


def _without(x: pd.DataFrame, limits: Limits, path: str, end: int) -> Limits:
    """The limits without the lower (0) or upper (1) one of a parameter."""
    low, high = limits[path]
    ends = (float(x[path].min()), high) if end == 0 else (low, float(x[path].max()))
    wider = {**limits, path: ends}
    return (
        wider if any(_binds(x, wider, path, one) for one in (0, 1)) else {name: own for name, own in limits.items() if name != path}
    )


def _inside(x: pd.DataFrame, limits: Limits) -> np.ndarray:
    found = np.ones(len(x), dtype=bool)
    for path, (low, high) in limits.items():
        found &= x[path].between(low, high).to_numpy()
    return found


def _within(x: pd.DataFrame, holds: pd.Series, limits: Limits) -> Step:
    """The box of some limits."""
    y, inside = holds.to_numpy(dtype=bool), _inside(x, limits)
    hits, n = int(y[inside].sum()), int(inside.sum())
    return Step(limits, hits / int(y.sum()), hits / n, n / len(y), n)


def _quasi_p(x: pd.DataFrame, holds: pd.Series, limits: Limits, path: str, end: int) -> float:
    """One-sided binomial test against the density of the box without this limit."""
    y = holds.to_numpy(dtype=bool)
    wider, own = y[_inside(x, _without(x, limits, path, end))].mean(), y[_inside(x, limits)]
    return float(stats.binom.sf(own.sum() - 1, own.size, wider))
