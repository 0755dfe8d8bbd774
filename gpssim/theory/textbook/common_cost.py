"""Independent reference for ``bidding.common_cost``: equilibrium with affiliated signals, where nobody knows its cost for sure.

The lowest signal wins. With v(x, x) the expected cost given an own signal x and a lowest rival's signal x, and g(x) the rate at
which the lowest rival's signal lies at x given that it is not below, the first-price equilibrium has b' = g (b - v), b = v at the
highest signal, and a second-price bidder asks v. Source: Milgrom & Weber 1982 (procurement form); Wilson 1977.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline

from gpssim.bidding.common_cost import limits, lowest_of, nodes_and_weights

START: Final = 1e-6
"""Part of the range of signals, below the highest, at which the solution starts from v."""
EXACT: Final = {"rtol": 1e-10, "atol": 1e-11}


class Signals(ABC):
    """Who knows what about a cost that is common to all; ``n`` bidders."""

    n: int

    @property
    @abstractmethod
    def ends(self) -> tuple[float, ...]:
        """The lowest signal, signals at which formulas change, the highest signal; ascending."""

    @abstractmethod
    def estimate(self, x: float) -> float:
        """E[cost | own signal x]."""

    @abstractmethod
    def tie(self, x: float) -> tuple[float, float]:
        """v(x, x), the expected cost given that the lowest rival's signal is x as well; and g(x), the density of the lowest rival's
        signal at x given own signal x and no rival's signal below.
        """

    def tied_value(self, x: float) -> float:
        """v(x, x): what a second-price bidder asks."""
        return self.tie(x)[0]

    def corrected(self, x: float, correction: float) -> float:
        """What a second-price bidder asks that corrects for a part in [0, 1] of the winner's curse: 0 naive, 1 all of it."""
        return (1.0 - correction) * self.estimate(x) + correction * self.tied_value(x)

    def first_price(self, signals: np.ndarray) -> np.ndarray:
        """Equilibrium prices at signals (n,), where the winner is paid its own price."""
        signals = np.asarray(signals, dtype=np.float64)
        top, low = self.ends[-1], self.ends[0]
        high = top - START * (top - low)
        added = self.tied_value(high) - high
        known = np.where(signals >= high, added, np.nan)
        for end in reversed(self.ends[:-1]):
            path = solve_ivp(
                self._slope, np.log([top - high, top - end]), [added], "DOP853", dense_output=True, args=(top,), **EXACT
            )
            inside = (signals < high) & (signals >= end)
            known[inside] = path.sol(np.log(top - signals[inside]))[0] if inside.any() else 0.0
            added, high = float(path.y[0, -1]), end
        return np.asarray(signals + known)

    def _slope(self, y: float, added: np.ndarray, top: float) -> np.ndarray:
        """d(b - x) / d ln(top - x)."""
        gap = float(np.exp(y))
        value, rate = self.tie(top - gap)
        return np.array([-gap * (rate * (float(added[0]) + top - gap - value) - 1.0)])


@dataclass(frozen=True)
class NoisySignals(Signals):
    """Cost from ``prior``, signals cost plus independent errors from ``noise`` (frozen distributions); the lowest signal wins."""

    prior: Any
    noise: Any
    n: int

    @cached_property
    def _limits(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Ends of costs and of errors: asked for once, since a distribution takes long to find its spread."""
        return limits(self.prior), limits(self.noise)

    @property
    def ends(self) -> tuple[float, ...]:
        (low, high), (least, most) = self._limits
        return tuple(sorted({low + least, low + most, high + least, high + most}))

    def _posterior(self, x: float) -> tuple[np.ndarray, np.ndarray]:
        """Costs and their weights given a signal, by integration."""
        (low, high), (least, most) = self._limits
        a, b = max(low, x - most), min(high, x - least)
        nodes, weights = nodes_and_weights()
        cost = 0.5 * (a + b) + 0.5 * (b - a) * nodes
        return cost, weights * self.prior.pdf(cost) * self.noise.pdf(x - cost)

    def estimate(self, x: float) -> float:
        cost, weight = self._posterior(x)
        return float(cost @ weight / weight.sum())

    def breakeven_markup(self) -> float:
        """What must be added to the estimate so that the winner expects no loss: the lowest signal among n errs downwards."""
        low, high = limits(self.prior)
        nodes, weights = nodes_and_weights()
        cost = 0.5 * (low + high) + 0.5 * (high - low) * nodes
        weight = weights * self.prior.pdf(cost)
        estimate = _table(self.estimate, self.ends[0], self.ends[-1])
        error, chance = lowest_of(self.noise, self.n)
        curse = cost[:, None] - estimate(cost[:, None] + error[None, :])
        return float(weight @ curse @ chance / (weight.sum() * chance.sum()))

    def tie(self, x: float) -> tuple[float, float]:
        cost, weight = self._posterior(x)
        error = x - cost
        above = np.asarray(self.noise.sf(error))
        tied = weight * (self.n - 1) * self.noise.pdf(error) * above ** (self.n - 2)
        if not tied.sum() > 0.0:  # beyond the last digit of the tails nobody ties
            return float(cost.mean()), 0.0
        return float(cost @ tied / tied.sum()), float(tied.sum() / (weight @ above ** (self.n - 1)))


@dataclass(frozen=True)
class OwnComponents(Signals):
    """Cost is the mean of n components from ``law``, each known to one bidder."""

    law: Any
    n: int

    @property
    def ends(self) -> tuple[float, ...]:
        return limits(self.law)

    def estimate(self, x: float) -> float:
        return (x + (self.n - 1) * self._mean_above(self.ends[0])) / self.n

    def tied_value(self, x: float) -> float:
        return (2.0 * x + (self.n - 2) * self._mean_above(x)) / self.n

    def tie(self, x: float) -> tuple[float, float]:
        return self.tied_value(x), float((self.n - 1) * self.law.pdf(x) / self.law.sf(x))

    def _mean_above(self, x: float) -> float:
        """Mean of a component that is above x."""
        nodes, weights = nodes_and_weights()
        at = np.asarray(self.law.isf(float(self.law.sf(x)) * 0.5 * (nodes + 1.0)))
        return float(0.5 * at @ weights)


def _table(function: Any, low: float, high: float) -> CubicSpline:
    grid = np.linspace(low, high, 801)
    return CubicSpline(grid, [function(x) for x in grid.tolist()])
