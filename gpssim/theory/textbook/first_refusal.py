"""Independent reference for ``mechanisms.open_tender``: prices of the others where somebody may match the lowest, and they know it.

With G the chance that all rivals' costs are higher and H(b) the chance that the holder's cost is above b, the best price has

    1 / (b - c) = -d ln G / db - d ln H / db.

Solved from the highest cost down in x = ln(top - c) for z = (top - b) / (top - c): that way errors fade.
Source: Burguet & Perry 2007; Arozamena & Weinschelbaum 2009.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from gpssim.errors import impossible

START: Final = 1e-5
"""Part of the range of costs, below the top, at which the solution starts from its limit."""
HALVINGS: Final = 55


@dataclass(frozen=True, slots=True)
class Refusal:
    """A tender with a holder of first refusal: laws with ``sf``, ``pdf`` and a finite ``support``."""

    law: Any
    """Cost of every bidder without the right."""
    holder: Any
    """Cost of who has it."""
    n_rivals: tuple[float, ...]
    """Probabilities of 0, 1, 2, ... rivals without the right."""

    @property
    def top(self) -> float:
        """The highest price that can win."""
        return float(min(self.law.support()[1], self.holder.support()[1]))

    def prices(self, costs: np.ndarray) -> np.ndarray:
        """Equilibrium prices at costs (n,).

        Raises
        ------
        ScenarioError : the number of rivals may be nought or more, without being nought for sure.
        """
        costs = np.asarray(costs, dtype=np.float64)
        if self.n_rivals[0] >= 1.0:
            return self._alone(costs)
        if self.n_rivals[0] > 0.0:
            raise impossible("n_rivals", self.n_rivals, "nought for sure, or one or more")
        low = min(float(self.law.support()[0]), float(costs.min()))
        width = self.top - low
        start = width * START
        path = solve_ivp(
            self._slope,
            (np.log(start), np.log(width)),
            [self._limit(start)],
            method="LSODA",
            rtol=1e-11,
            atol=1e-12,
            dense_output=True,
        )
        gap = np.maximum(self.top - costs, 0.0)
        z = path.sol(np.log(np.maximum(gap, start)))[0]
        return np.where(gap > 0.0, self.top - z * gap, costs)

    def _alone(self, costs: np.ndarray) -> np.ndarray:
        """Best prices against the holder alone, by halving: 1 / (b - c) = -d ln H / db, for a rate that rises with the price."""
        low = np.maximum(costs, float(self.holder.support()[0]))
        high = np.maximum(costs, self.top)
        for _ in range(HALVINGS):
            middle = 0.5 * (low + high)
            more = (middle - costs) * self.holder.pdf(middle) < self.holder.sf(middle)
            low, high = np.where(more, middle, low), np.where(more, high, middle)
        return np.asarray(low)

    def _slope(self, x: float, z: np.ndarray) -> np.ndarray:
        """dz/dx."""
        gap, ratio = float(np.exp(x)), float(z[0])
        return np.array([self._pressure(gap) / (1.0 / (1.0 - ratio) - self._outside(gap, ratio)) - ratio])

    def _pressure(self, gap: float) -> float:
        """-d ln G / dc, times the distance of cost from the top."""
        cost = self.top - gap
        alive = float(self.law.sf(cost))
        chance = [p * alive**k for k, p in enumerate(self.n_rivals)]
        mean = float(np.dot(chance, range(len(chance)))) / float(np.sum(chance))
        return gap * mean * float(self.law.pdf(cost)) / alive

    def _outside(self, gap: float, ratio: float) -> float:
        """-d ln H / db, times the distance of cost from the top."""
        price = self.top - ratio * gap
        return gap * float(self.holder.pdf(price)) / float(self.holder.sf(price))

    def _limit(self, gap: float) -> float:
        """Z where it does not change: the equilibrium near the top."""

        def still(z: float) -> float:
            return z * (1.0 / (1.0 - z) - self._outside(gap, z)) - self._pressure(gap)

        return float(brentq(still, 1e-9, 1.0 - 1e-12))


def first_refusal_price(costs: np.ndarray, law: Any, holder: Any, n_rivals: Sequence[float]) -> np.ndarray:
    """Equilibrium prices of bidders without the right, shape (n,); a cost that no price can win with is its own price."""
    return Refusal(law, holder, tuple(n_rivals)).prices(costs)
