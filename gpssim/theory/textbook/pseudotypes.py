"""Independent reference for ``bidding.quadrature``: bidders with several private facts who bid as if they had one cost.

The law of that effective cost is computed numerically.

Where the score is s(q) - p, a bidder is as strong as its pseudo-type k = max over q of s(q) - H(q), less its other costs; where it
is Q / p, as its cost for a unit of quality, c / Q. The lower the effective cost (-k, or c / Q) the stronger, and the equilibrium is
the one of a tender in which price alone decides. Source: Asker & Cantillon 2008, theorem 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.polynomial import Chebyshev
from scipy.optimize import brentq

DEGREE: Final = 48
"""Of the polynomials between kinks: 1e-12 for smooth laws."""
NODES: Final = 64
Pair = Callable[[Any, Any], Any]


@dataclass(frozen=True)
class EffectiveCost:
    """The law of an effective cost x(c, t), rising in c and monotone in t, of a cost c and another fact t, drawn independently."""

    cost: Any
    other: Any
    effective: Pair
    """x(c, t)."""
    threshold: Pair
    """c(x, t): the cost at which the effective cost is x."""

    @cached_property
    def kinks(self) -> tuple[float, ...]:
        """Where the law may change its form: effective costs at the corners of the facts, ascending."""
        corners = (float(self.effective(c, t)) for c in self.cost.support() for t in self.other.support())
        return tuple(np.unique(np.round(list(corners), 14)).tolist())

    def support(self) -> tuple[float, float]:
        return self.kinks[0], self.kinks[-1]

    def sf(self, x: Any) -> np.ndarray:
        """Chance of a higher effective cost, shape of ``x``."""
        x = np.asarray(x, dtype=np.float64)
        found = np.asarray(np.where(x < self.kinks[0], 1.0, 0.0))
        for low, high, piece in self._pieces:
            inside = (x >= low) & (x <= high)
            found[inside] = piece(x[inside])
        return np.asarray(np.clip(found, 0.0, 1.0))

    def ppf(self, q: Any) -> np.ndarray:
        """Effective costs at quantiles, by halving."""
        q = np.asarray(q, dtype=np.float64)
        low, high = np.full(q.shape, self.kinks[0]), np.full(q.shape, self.kinks[-1])
        for _ in range(60):
            middle = 0.5 * (low + high)
            above = 1.0 - self.sf(middle) >= q
            low, high = np.where(above, low, middle), np.where(above, middle, high)
        return high

    @cached_property
    def _pieces(self) -> tuple[tuple[float, float, Chebyshev], ...]:
        ends = pairwise(self.kinks)
        return tuple((a, b, Chebyshev.interpolate(np.vectorize(self.chance_above), DEGREE, [a, b])) for a, b in ends)

    def chance_above(self, x: float) -> float:
        """Chance of a higher effective cost, by integration over the other fact, piece by piece."""
        low, high = (float(t) for t in self.other.support())
        cuts = [low, *sorted(t for c in self.cost.support() if (t := self._crossing(x, float(c))) is not None), high]
        nodes, weights = np.polynomial.legendre.leggauss(NODES)
        total = 0.0
        for a, b in pairwise(cuts):
            at = 0.5 * (a + b) + 0.5 * (b - a) * nodes
            total += 0.5 * (b - a) * float((self.cost.sf(self.threshold(x, at)) * self.other.pdf(at)) @ weights)
        return total

    def _crossing(self, x: float, cost: float) -> float | None:
        """The other fact at which this cost makes the effective cost x, if there is one."""
        low, high = (float(t) for t in self.other.support())
        at_low, at_high = (float(self.threshold(x, t)) - cost for t in (low, high))
        if at_low * at_high >= 0.0:
            return None
        return float(brentq(lambda t: float(self.threshold(x, t)) - cost, low, high, xtol=1e-15))


def less_worth(cost: Any, other: Any, worth: Callable[[Any], Any]) -> EffectiveCost:
    """The law of c - v(t): a score of quality less price, v(t) being what quality is worth after the cost of making it."""
    return EffectiveCost(cost, other, lambda c, t: c - worth(t), lambda x, t: x + worth(t))


def per_quality(cost: Any, quality: Any) -> EffectiveCost:
    """The law of c / Q: a score of quality over price."""
    return EffectiveCost(cost, quality, lambda c, q: c / q, lambda x, q: x * q)
