"""Where a smooth function of one number is largest: a grid to find the hill, a root of its slope to find the top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from scipy.optimize import brentq

N_GRID: Final = 65
STEPS: Final = (1e-3, 1e-4, 1e-5)
"""Steps in which the slope is taken, as parts of the range: smaller ones only where the top lies at an end."""


def slope(value: Callable[[float], float], at: float, step: float) -> float:
    """Slope by differences, exact for polynomials up to the fourth degree."""
    near, far = value(at + step) - value(at - step), value(at + 2.0 * step) - value(at - 2.0 * step)
    return (8.0 * near - far) / (12.0 * step)


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
