"""Where moments fit best: places that fill the cube, then steps of a local search under the same luck.

Luck is common to all places, so that the loss is a function of the place: smooth in the large, with small kinks. The search of
our own fits a quadratic to each moment through places nearby and takes the least squares of that (a trust region without
derivatives); it asks for several places at once, which any number of workers can share. The other is Nelder and Mead's simplex.

Sources: McFadden 1989, doi:10.2307/1913621; Pakes & Pollard 1989, doi:10.2307/1913622 (simulated moments); Cartis & Roberts 2019,
doi:10.1007/s12532-019-00161-7 (least squares without derivatives); Nelder & Mead 1965, doi:10.1093/comjnl/7.4.308.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from gpssim.calibration.problem import Problem, spread_of
from gpssim.calibration.surrogate import SPARE, Surrogate, fitted_surrogate, n_terms
from gpssim.streams import Luck

FIRST_RADIUS, LAST_RADIUS = 0.25, 0.01
"""Half the side of the box of a local search, where it begins and where it ends."""
ENOUGH: Final = 1e-3
"""An improvement of the loss by less is none."""
BEST: Final = 4
"""Places from which the spread of single runs is taken for the weights."""


@dataclass
class Trace:
    """Places with their moments, in the order in which they were asked for."""

    problem: Problem
    places: np.ndarray
    moments: np.ndarray
    weights: np.ndarray = field(default_factory=lambda: np.empty(0))

    def ask(self, places: np.ndarray) -> np.ndarray:
        """Simulate, remember, and return the losses."""
        places = np.clip(np.atleast_2d(places), 0.0, 1.0)
        moments = self.problem.moments(places)
        self.places, self.moments = np.vstack([self.places, places]), np.vstack([self.moments, moments])
        return self.problem.losses(moments, self.weights)

    @property
    def losses(self) -> np.ndarray:
        """Of every place, ``(n,)``."""
        return self.problem.losses(self.moments, self.weights)

    @property
    def best(self) -> np.ndarray:
        """The place with the lowest loss, the first of equals."""
        return np.asarray(self.places[int(np.argmin(self.losses))])


Search = Callable[[Trace, int], None]
"""A local search: from a trace, with at most so many places."""


def filling(n: int, k: int, luck: Luck, purpose: str, *key: int) -> np.ndarray:
    """``n`` places of a Sobol' sequence in ``k`` dimensions, each dimension shifted by a draw of its own."""
    from scipy.stats import qmc

    raw = qmc.Sobol(k, scramble=False).random_base2(max(0, int(n - 1).bit_length()))[:n]
    shift = luck.uniforms(f"calibration: {purpose}", *key, np.arange(k))
    return np.asarray((raw + shift) % 1.0)


def started(problem: Problem, n: int) -> Trace:
    """The first ``n`` places all over the cube, and the weights that follow from them.

    A weight is one over the variance of target less simulated moment; what single runs add to it is taken from the best places.
    """
    places = filling(n, problem.k, Luck.of(problem.seed, 0), "start")
    trace = Trace(problem, places, problem.moments(places), problem.standard_error**-2.0)
    best = np.argsort(trace.losses, kind="stable")[:BEST]
    trace.weights = 1.0 / np.diag(problem.variance(spread_of(problem.runs(places[best]))))
    return trace


def by_surrogate(trace: Trace, most: int) -> None:
    """Steps to the least squares of a quadratic in a box that follows the best place and shrinks where it brings nothing more."""
    center, radius, step = trace.best, FIRST_RADIUS, 0
    while radius >= LAST_RADIUS and len(trace.places) < most:
        _fill(trace, center, radius, step)
        model, before = _model(trace, center, radius), float(trace.losses.min())
        if model is not None:
            trace.ask(_least(trace, model, center, radius))
        moved = float(np.abs(trace.best - center).max())
        better = float(trace.losses.min()) < before * (1.0 - ENOUGH)
        radius *= 1.0 if better and moved > radius / 2 else 0.5
        center, step = trace.best, step + 1


def _inside(trace: Trace, center: np.ndarray, radius: float) -> np.ndarray:
    near = (np.abs(trace.places - center) <= radius * (1 + 1e-9)).all(axis=1)
    return np.asarray(near & np.isfinite(trace.moments[:, trace.problem.fitted]).all(axis=1))


def _fill(trace: Trace, center: np.ndarray, radius: float, step: int) -> None:
    """New places in the box, so many that a quadratic can be fitted through those there are."""
    k = trace.problem.k
    missing = n_terms(k, True) + SPARE - int(_inside(trace, center, radius).sum())
    if missing > 0:
        cube = filling(missing, k, Luck.of(trace.problem.seed, 0), "step", step)
        low, high = np.maximum(center - radius, 0.0), np.minimum(center + radius, 1.0)
        trace.ask(low + cube * (high - low))


def _model(trace: Trace, center: np.ndarray, radius: float) -> Surrogate | None:
    there = _inside(trace, center, radius)
    return fitted_surrogate(trace.places[there], trace.moments[there][:, trace.problem.fitted], center, radius)


def _least(trace: Trace, model: Surrogate, center: np.ndarray, radius: float) -> np.ndarray:
    """The least squares of the surrogate in the box, from its middle and from its best corner place."""
    from scipy.optimize import least_squares

    fitted = trace.problem.fitted
    root, value = np.sqrt(trace.weights[fitted]), trace.problem.value[fitted]
    low, high = np.maximum(center - radius, 0.0), np.minimum(center + radius, 1.0)
    others = low + filling(8, len(center), Luck.of(trace.problem.seed, 0), "corners") * (high - low)
    tried = np.vstack([np.clip(center, low, high), others])
    loss = (((model(tried) - value) * root) ** 2).sum(axis=1)
    begin = np.clip(tried[int(np.argmin(loss))], low + 1e-12, high - 1e-12)
    found = least_squares(lambda place: (model(place)[0] - value) * root, begin, bounds=(low, high))
    return np.asarray(found.x)


def by_simplex(trace: Trace, most: int) -> None:
    """Nelder and Mead's simplex from the best place, within the cube."""
    from scipy.optimize import minimize

    best, k = trace.best, trace.problem.k
    steps = np.where(best > 0.5, -FIRST_RADIUS / 2, FIRST_RADIUS / 2)
    simplex = np.vstack([best, *(best + np.eye(k)[i] * steps[i] for i in range(k))])
    options = {
        "initial_simplex": simplex,
        "xatol": LAST_RADIUS / 2,
        "fatol": ENOUGH,
        "maxfev": max(k + 1, most - len(trace.places)),
    }
    minimize(
        lambda place: min(float(trace.ask(place)[0]), 1e300), best, method="Nelder-Mead", bounds=[(0.0, 1.0)] * k, options=options
    )
