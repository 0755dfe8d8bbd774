"""Best responses without formulas: slopes, roots, peaks and thresholds, to the last digits that numbers allow."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isfinite
from typing import Final

import numpy as np
from scipy.optimize import brentq

from gpssim.errors import impossible

Objective = Callable[[float], float]

STEP: Final = 1e-3
"""Step of the difference quotient, relative to the distance from the nearest end of the domain."""
NEAREST: Final = 1e-9
"""A peak closer than this to an end of its domain counts as the end."""
FARTHEST: Final = 1e12
"""Beyond this an objective that still rises has no peak."""
TIGHT: Final = 4.0 * np.finfo(float).eps
"""Relative accuracy of a root."""
N_GRID: Final = 65
SLOPE_STEPS: Final = (1e-3, 1e-4, 1e-5)
"""Steps in which a slope is taken, as parts of the range: smaller ones only where the top lies at an end."""


def peak(objective: Objective, low: float = -inf, high: float = inf) -> float:
    """Where a strictly concave objective is highest between ``low`` and ``high``: the root of its slope, or an end.

    The slope is a central difference of fourth order, so that a smooth peak is found to ten digits, and a quadratic one exactly.

    Raises
    ------
    ScenarioError : low > high, or the objective rises without end.
    """
    if not low <= high:
        raise impossible("low", low, f"at most high = {high}")

    def climb(x: float) -> float:
        room = min(x - low, high - x)
        h = STEP * (room if isfinite(room) else max(1.0, abs(x)))
        return 8.0 * (objective(x + h) - objective(x - h)) - (objective(x + 2.0 * h) - objective(x - 2.0 * h))

    below, above = _rising(climb, low, high), _falling(climb, low, high)
    if below is None or above is None:
        return low if below is None else high
    return float(brentq(climb, below, above, xtol=1e-15, rtol=1e-14)) if below < above else below


def threshold(condition: Objective, low: float, high: float) -> float:
    """The least x in [low, high] from which on ``condition`` (rising) is not negative.

    Raises
    ------
    ScenarioError : it is negative up to ``high``.
    """
    if condition(low) >= 0.0:
        return low
    if condition(high) < 0.0:
        raise impossible("condition", f"negative up to {high}", "one that holds somewhere between low and high")
    return float(brentq(condition, low, high, xtol=1e-15, rtol=1e-14))


def slope(f: Objective, x: float, step: float) -> float:
    """Derivative by a five-point stencil: exact for polynomials up to the fourth degree."""
    return (8.0 * (f(x + step) - f(x - step)) - (f(x + 2.0 * step) - f(x - 2.0 * step))) / (12.0 * step)


def root(f: Objective, low: float, high: float) -> float:
    """Where a function that changes its sign between two points is 0."""
    return float(brentq(f, low, high, xtol=1e-300, rtol=TIGHT, maxiter=1000))


def maximizer(value: Objective, low: float, high: float) -> float:
    """The number in [low, high] at which ``value`` is largest; an end where the function still climbs towards it."""
    grid = np.linspace(low, high, N_GRID)
    best = int(np.argmax([value(x) for x in grid]))
    left, right = grid[max(best - 1, 0)], grid[min(best + 1, N_GRID - 1)]
    for step in SLOPE_STEPS:
        h = step * (high - low)
        a, b = max(left, low + 2.0 * h), min(right, high - 2.0 * h)
        if slope(value, a, h) > 0.0 > slope(value, b, h):
            return float(brentq(lambda x: slope(value, x, h), a, b, xtol=1e-15 * (high - low), rtol=1e-14))  # noqa: B023  # used at once
    return float(grid[best])


def _start(low: float, high: float) -> float:
    if isfinite(low) and isfinite(high):
        return 0.5 * (low + high)
    return low + 1.0 if isfinite(low) else high - 1.0 if isfinite(high) else 0.0


def _rising(climb: Objective, low: float, high: float) -> float | None:
    """A point at which the objective does not fall; ``None``: it falls from the lower end on."""
    x, step = _start(low, high), 1.0
    while climb(x) < 0.0:
        x = low + 0.5 * (x - low) if isfinite(low) else x - step
        step *= 2.0
        if isfinite(low) and x - low < NEAREST * max(1.0, abs(low)):
            return None
        _refuse_endless(x)
    return x


def _falling(climb: Objective, low: float, high: float) -> float | None:
    """A point at which the objective does not rise; ``None``: it rises up to the upper end."""
    x, step = _start(low, high), 1.0
    while climb(x) > 0.0:
        x = high - 0.5 * (high - x) if isfinite(high) else x + step
        step *= 2.0
        if isfinite(high) and high - x < NEAREST * max(1.0, abs(high)):
            return None
        _refuse_endless(x)
    return x


def _refuse_endless(x: float) -> None:
    if abs(x) > FARTHEST:
        raise impossible("objective", "rising without end", "a strictly concave function")
