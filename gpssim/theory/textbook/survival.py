"""Independent reference for ``mechanisms.open_tender``: laws of cost as the equations of unequal bidders read them.

The cost at a given logarithm of survival, quickly, and laws in other money.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from typing import Any, Final

import numpy as np
from scipy.interpolate import CubicSpline

N_POINTS: Final = 40_000
"""Points of a table: ten digits of the width of the law from a cubic between them."""
DEEPEST: Final = 700.0
"""Logarithm of survival at which tables end: a chance of 1e-304."""
SMALLEST: Final = 1e-9
"""Chance of a lower cost below which a law counts as a power."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """A law of cost in other money: every amount times ``factor`` > 0."""

    law: Any
    factor: float

    def sf(self, x: Any) -> Any:
        return self.law.sf(np.asarray(x) / self.factor)

    def ppf(self, q: Any) -> Any:
        return self.factor * np.asarray(self.law.ppf(q))

    def isf(self, q: Any) -> Any:
        return self.factor * np.asarray(self.law.isf(q))

    def support(self) -> tuple[float, float]:
        low, high = self.law.support()
        return self.factor * float(low), self.factor * float(high)


@dataclass(frozen=True, slots=True)
class Moved:
    """A law of cost in which every cost is higher by ``by``, which may be negative."""

    law: Any
    by: float

    def sf(self, x: Any) -> Any:
        return self.law.sf(np.asarray(x) - self.by)

    def ppf(self, q: Any) -> Any:
        return np.asarray(self.law.ppf(q)) + self.by

    def support(self) -> tuple[float, float]:
        low, high = self.law.support()
        return float(low) + self.by, float(high) + self.by


@dataclass(frozen=True)
class Survival:
    """The inverse of ln P(cost > c), from a table in logarithms of both: powers are straight lines there."""

    law: Any

    @cached_property
    def _table(self) -> tuple[list[float], list[tuple[float, float, float, float]], float, float]:
        low = float(self.law.support()[0])
        x = np.linspace(log(SMALLEST), log(DEEPEST), N_POINTS)
        depth = np.exp(x)
        cost = np.where(depth < 0.5, self.law.ppf(-np.expm1(-depth)), self.law.isf(np.exp(-depth)))
        kept = cost - low > 1e-13 * max(1.0, abs(low))
        x, y = x[kept], np.log(cost[kept] - low)
        spline = CubicSpline(x, y)
        first = min(500, x.size - 1)
        return x.tolist(), [tuple(row) for row in spline.c.T.tolist()], float(y[0]), float((y[first] - y[0]) / (x[first] - x[0]))

    @cached_property
    def low(self) -> float:
        return float(self.law.support()[0])

    @cached_property
    def high(self) -> float:
        return float(self.law.support()[1])

    def cost(self, log_survival: float) -> float:
        """The cost above which costs lie with this logarithm of chance, <= 0."""
        if log_survival >= 0.0:
            return self.low
        places, cubics, lowest, slope = self._table
        x = log(-log_survival)
        if x <= places[0]:
            return self.low + exp(lowest + slope * (x - places[0]))
        k = min(bisect_right(places, x), len(cubics)) - 1
        a, b, c, d = cubics[k]
        step = min(x, places[-1]) - places[k]
        return self.low + exp(((a * step + b) * step + c) * step + d)
