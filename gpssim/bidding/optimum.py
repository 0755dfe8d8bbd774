"""Slopes, roots and best points of what rules give, to the last digits that numbers allow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from scipy.optimize import brentq

from gpssim.errors import GpssimError

Function = Callable[[float], float]
TIGHT: Final = 4.0 * np.finfo(float).eps
"""Relative accuracy of a root."""
DOUBLINGS: Final = 200
N_GRID: Final = 65
STEPS: Final = (1e-3, 1e-4, 1e-5)
"""Steps in which a slope is taken, as parts of the range: smaller ones only where the top lies at an end."""


def slope(f: Function, x: float, step: float) -> float:
    """Derivative by a five-point stencil: exact for polynomials up to the fourth degree."""
    return (8.0 * (f(x + step) - f(x - step)) - (f(x + 2.0 * step) - f(x - 2.0 * step))) / (12.0 * step)


def root(f: Function, low: float, high: float) -> float:
    """Where a function that changes its sign between two points is 0."""
    return float(brentq(f, low, high, xtol=1e-300, rtol=TIGHT, maxiter=1000))


def root_near(f: Function, start: float, step: float) -> float:
    """Where a function is 0, searched in steps that double, to both sides of ``start``.

    Raises
    ------
    GpssimError : it changes its sign nowhere.
    """
    at_start, below, above = f(start), start, start
    if at_start == 0.0:
        return start
    for _ in range(DOUBLINGS):
        for side in (below - step, above + step):
            if np.sign(f(side)) not in (np.sign(at_start), np.nan):
                return root(f, min(side, start), max(side, start))
        below, above, step = below - step, above + step, 2.0 * step
    raise GpssimError(f"no root found around {start}")


def best_point(f: Function, start: float, step: float) -> float:
    """Where a function that rises and then falls is highest: its slope, by differences of ``step``, is 0 there."""
    return root_near(lambda x: slope(f, x, step), start, max(step, 1.0))


def maximizer(value: Callable[[float], float], low: float, high: float) -> float:
    """The number in [low, high] at which ``value`` is largest; an end where the function still climbs towards it."""
    grid = np.linspace(low, high, N_GRID)
    best = int(np.argmax([value(x) for x in grid]))
    left, right = grid[max(best - 1, 0)], grid[min(best + 1, N_GRID - 1)]
    for step in STEPS:
        h = step * (high - low)
        a, b = max(left, low + 2.0 * h), min(right, high - 2.0 * h)
        if slope(value, a, h) > 0.0 > slope(value, b, h):
            return float(brentq(lambda x: slope(value, x, h), a, b, xtol=1e-15 * (high - low), rtol=1e-14))  # noqa: B023  # used at once
    return float(grid[best])
