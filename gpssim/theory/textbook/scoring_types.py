"""Independent reference for ``mechanisms.open_tender``: what bidders of one cost type promise and ask under a score s(q) - p.

Cost is theta h(q), theta private. Quality maximizes s(q) - theta h(q) whatever the rivals do; the pseudo-type is what is left.
Source: Che 1993, propositions 1-2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.polynomial import Chebyshev
from scipy.optimize import brentq

from gpssim.bidding.quadrature import equilibrium_price

DEGREE: Final = 60
"""Of the polynomials in the cost type: 1e-12 for smooth technologies."""
Curve = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Rule:
    """What quality is worth to who scores it: s, its derivative, and the qualities between which it is looked for."""

    worth: Curve
    marginal: Curve
    low: float
    high: float

    def linear(self, weight: float) -> Rule:
        """The rule that pays ``weight`` for a unit of quality."""
        return Rule(lambda q: weight * q, lambda q: weight, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Work:
    """What quality costs at cost type 1: h(q) and its derivative."""

    cost: Curve
    marginal: Curve


@dataclass(frozen=True)
class ScoringTypes:
    """Bidders with cost theta h(q), theta from ``law`` (a frozen distribution on a finite interval), under a rule of scoring."""

    law: Any
    work: Work
    rule: Rule

    def best_quality(self, theta: float) -> float:
        """The quality that a bidder of this type promises: marginal worth equals marginal cost."""
        return crossing(lambda q: self.rule.marginal(q) - theta * self.work.marginal(q), self.rule.low, self.rule.high)

    def net_worth(self, theta: float) -> float:
        """The pseudo-type: worth less cost of the best quality."""
        q = self.best_quality(theta)
        return self.rule.worth(q) - theta * self.work.cost(q)

    @cached_property
    def qualities(self) -> Chebyshev:
        """Best quality by type."""
        return Chebyshev.interpolate(np.vectorize(self.best_quality), DEGREE, list(self.law.support()))

    @cached_property
    def net_worths(self) -> Chebyshev:
        """Pseudo-type by type."""
        return Chebyshev.interpolate(np.vectorize(self.net_worth), DEGREE, list(self.law.support()))

    @cached_property
    def types(self) -> Chebyshev:
        """Type by effective cost, which is the pseudo-type with the sign turned."""
        low, high = (float(t) for t in self.law.support())
        ends = [-self.net_worth(low), -self.net_worth(high)]
        found = np.vectorize(lambda x: crossing(lambda t: self.net_worth(t) + x, low, high))
        return Chebyshev.interpolate(found, DEGREE, ends)

    def support(self) -> tuple[float, float]:
        """Of the effective cost."""
        low, high = (float(t) for t in self.law.support())
        return -self.net_worth(low), -self.net_worth(high)

    def sf(self, x: Any) -> np.ndarray:
        """Chance of a higher effective cost."""
        low, high = self.support()
        inside = np.clip(np.asarray(x, dtype=np.float64), low, high)
        return np.asarray(self.law.sf(self.types(inside)))

    def ppf(self, q: Any) -> np.ndarray:
        """Effective cost by quantile."""
        return np.asarray(-self.net_worths(np.asarray(self.law.ppf(q))))

    def offers(self, theta: np.ndarray, n_rivals: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
        """Promised qualities and prices of types (n,): the price is the quality's worth less the score that is bid."""
        theta = np.asarray(theta, dtype=np.float64)
        quality = np.asarray(self.qualities(theta))
        cost = -np.asarray(self.net_worths(theta))
        worth = np.array([self.rule.worth(q) for q in quality.tolist()])
        return quality, equilibrium_price(cost, self, n_rivals) + worth


def crossing(falling: Curve, low: float, high: float) -> float:
    """Where a falling function is 0: the end nearest to it if it is not between."""
    if falling(low) <= 0.0:
        return low
    return high if falling(high) >= 0.0 else float(brentq(falling, low, high, xtol=1e-15, rtol=1e-14))


def price_less_worth(prices: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Price less what the offered quality is worth: the lowest wins under a score s(q) - p. Source: Che 1993.

    >>> price_less_worth(np.array([100.0, 90.0]), np.array([30.0, 10.0])).tolist()
    [70.0, 80.0]
    """
    return np.asarray(np.asarray(prices, dtype=np.float64) - worth)
