"""A fit by simulated moments from beginning to end: start, local search, judgement, profiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from gpssim.calibration.judging import Judged, judge
from gpssim.calibration.problem import Problem
from gpssim.calibration.searching import Search, Trace, by_surrogate, started
from gpssim.errors import ScenarioError, impossible

WIDE: Final = 3.0
"""Standard errors to either side over which a profile reaches."""
AT: Final = 4
"""Places of a profile on either side of the estimate."""
SAME: Final = 1e-12
"""Moments that differ by a smaller part than this are the same."""


@dataclass(frozen=True)
class Fit:
    """An estimate, how sure it is, and the way to it.

    Parameters
    ----------
    profiles : rows ``(parameter, its coordinate, loss)`` with the other parameters where they fit best beside it.
    """

    judged: Judged
    trace: Trace
    profiles: tuple[tuple[int, float, float], ...]


def fit(
    problem: Problem, start: int = 0, most: int = 0, search: Search = by_surrogate, step: float = 0.05, profile: bool = True
) -> Fit:
    """The place where simulated moments come nearest to the targets.

    Parameters
    ----------
    start : places all over the cube at the beginning; 8 for each free parameter where it is 0.
    most : places at which the local search stops; 40 for each free parameter where it is 0.
    search : by a local quadratic, or another.
    step : of the slopes, in parts of each range, up to 0.5.
    profile : whether profiles are simulated.

    Raises
    ------
    GpssimError : fewer fitted targets than free parameters, no place with all moments, or a target that no free
        parameter moves.
    """
    if not 0.0 < step <= 0.5:
        raise impossible("step", step, "above 0, at most 0.5")
    n = int(problem.fitted.sum())
    if n < problem.k:
        raise ScenarioError(f"{n} fitted targets are too few for {problem.k} free parameters: there must be at least as many")
    trace = started(problem, start or 8 * problem.k)
    check_moved(problem, trace.moments)
    search(trace, most or 40 * problem.k)
    judged = judge(problem, trace.best, trace.weights, step)
    return Fit(judged, trace, _profiles(problem, judged, trace.weights) if profile else ())


def check_moved(problem: Problem, moments: np.ndarray) -> None:
    """Refuse a target whose moment is nowhere, or the same at all places.

    Raises
    ------
    ScenarioError : as said.
    """
    told = problem.names
    for j, name in enumerate(told):
        known = moments[np.isfinite(moments[:, j]), j]
        if not len(known):
            raise ScenarioError(f"target {name} has no value in any simulated run: nothing of the kind happens there")
        if np.ptp(known) <= SAME * max(1.0, float(np.abs(known).max())):
            raise ScenarioError(f"target {name} is {known[0]:.6g} at all {len(known)} places: no free parameter moves it")
    if not np.isfinite(problem.losses(moments, np.ones(len(told)))).any():
        raise ScenarioError("no place has a value for every fitted target: give other ranges, more months, or other targets")


def _profiles(problem: Problem, judged: Judged, weights: np.ndarray) -> tuple[tuple[int, float, float], ...]:
    """Losses along each parameter, simulated; the others move with it as the slopes at the estimate say."""
    rows, places = [], []
    f = problem.fitted
    hessian = judged.slopes[f].T @ (judged.slopes[f] * weights[f][:, None])
    for i in range(problem.k):
        for x in _grid(float(judged.place[i]), float(judged.covariance[i, i]) ** 0.5):
            rows.append((i, x))
            places.append(_beside(judged.place, hessian, i, x))
    losses = problem.losses(problem.moments(np.array(places)), weights)
    return tuple((i, x, float(loss)) for (i, x), loss in zip(rows, losses, strict=True))


def _grid(x: float, error: float) -> np.ndarray:
    width = min(WIDE * error, 1.0) if np.isfinite(error) else 1.0
    low, high = max(x - width, 0.0), min(x + width, 1.0)
    return np.unique(np.concatenate([np.linspace(low, x, AT + 1), np.linspace(x, high, AT + 1)]))


def _beside(place: np.ndarray, hessian: np.ndarray, i: int, x: float) -> np.ndarray:
    """Where the others fit best when one coordinate is held at ``x``, by the quadratic at the estimate, within the cube."""
    others = np.delete(np.arange(len(place)), i)
    moved = place.copy()
    moved[i] = x
    if len(others):
        pull = hessian[others, i] * (x - place[i])
        moved[others] -= np.linalg.lstsq(hessian[np.ix_(others, others)], pull, rcond=1e-10)[0]
    return np.asarray(np.clip(moved, 0.0, 1.0))
