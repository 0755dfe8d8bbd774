"""Independent reference for ``rules.learning_to_bid``: bidders learn which part of the gap between cost and highest cost to ask.

An action is a factor k of a grid; its price is top - k (top - cost), the lowest price wins and is paid. Expected payoffs against
rivals who play a mixture are found by quadrature; where they lead stochastic fictitious play is its rest point: choice by ``logit``
on them reproduces the mixture. Source: Fudenberg & Levine 1998; McKelvey & Palfrey 1995; Hofbauer & Sandholm 2002.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import numpy as np
from scipy.optimize import root

from gpssim.errors import GpssimError
from gpssim.rules.learning_to_bid import logit

NODES: Final = 24
PANELS: Final = 4
"""Gauss-Legendre nodes in each panel, panels in each smooth piece."""
SETTLED: Final = 1e-13
STEPS: Final = 60
"""Steps in which precision rises from 0: the rest point is followed, so that it is the one that learning from nothing leads to."""


@dataclass(frozen=True)
class ShadingGame:
    """A first-price tender in which everybody shades by a factor of the same grid."""

    law: Any
    """Law of cost: a frozen distribution with ``sf``, ``pdf`` and a bounded ``support``."""
    n_bidders: int
    """At least 2."""
    grid: tuple[float, ...]
    """Shading factors in (0, 1], ascending."""

    def payoffs(self, mixture: np.ndarray) -> np.ndarray:
        """Expected profit of each factor, shape (K,), against rivals who each draw a factor from ``mixture`` (K,)."""
        return self._expected(mixture, self._profit)

    def rest_point(self, precision: float) -> np.ndarray:
        """The mixture (K,) that logit choice with this precision (per unit of payoff, >= 0) on its own payoffs reproduces.

        Raises
        ------
        GpssimError : none is found.
        """
        mixture = np.full(len(self.grid), 1.0 / len(self.grid))
        for lam in np.linspace(0.0, precision, STEPS + 1)[1:]:
            found = root(lambda m, lam=lam: logit(self.payoffs(m), lam) - m, mixture, tol=SETTLED)
            mixture = np.clip(found.x, 0.0, 1.0)
        for _ in range(3):
            mixture = logit(self.payoffs(mixture), precision) if self._still(mixture, precision) else mixture
        if not self._still(mixture, precision):
            raise GpssimError(f"no rest point of learning at precision {precision!r}: off by {self._off(mixture, precision)!r}")
        return mixture

    def grid_equilibrium(self) -> int:
        """Place of the highest factor that is a best reply to itself: a coarse grid can have several neighbors that are.

        Raises
        ------
        GpssimError : there is none on the grid.
        """
        pure = np.eye(len(self.grid))
        for place in reversed(range(len(self.grid))):
            if self.payoffs(pure[place]).argmax() == place:
                return place
        raise GpssimError("no factor of the grid is a best reply to itself")

    def expected_price(self, mixture: np.ndarray) -> float:
        """Expected price paid when everybody draws a factor from ``mixture``."""
        return float(self.n_bidders * np.dot(mixture, self._expected(mixture, self._price)))

    def _expected(self, mixture: np.ndarray, what: np.ndarray) -> np.ndarray:
        wins = np.maximum(self._dearer @ np.asarray(mixture), 0.0) ** (self.n_bidders - 1)
        return np.asarray((self._weight * what * wins).sum(axis=1))

    def _off(self, mixture: np.ndarray, precision: float) -> float:
        return float(np.abs(logit(self.payoffs(mixture), precision) - mixture).max())

    def _still(self, mixture: np.ndarray, precision: float) -> bool:
        return self._off(mixture, precision) < 1e-10

    @cached_property
    def _nodes(self) -> tuple[np.ndarray, np.ndarray]:
        """Costs and weights for each own factor, arrays (K, N): cut where the price meets the lowest one of another factor."""
        low, top = self.law.support()
        rows = [_pieces(low, top, [top - (top - low) * other / own for other in self.grid]) for own in self.grid]
        most = max(cost.size for cost, _ in rows)
        padded = [(np.append(c, np.full(most - c.size, low)), np.append(w, np.zeros(most - c.size))) for c, w in rows]
        return np.array([c for c, _ in padded]), np.array([w for _, w in padded])

    @cached_property
    def _weight(self) -> np.ndarray:
        """Probability weight of each node; 0 where the density is not finite and no weight is given."""
        cost, weight = self._nodes
        return np.where(weight > 0.0, weight * np.where(weight > 0.0, self.law.pdf(cost), 0.0), 0.0)

    @cached_property
    def _price(self) -> np.ndarray:
        return shaded_price(self._nodes[0], self.law.support()[1], np.array(self.grid)[:, None])

    @cached_property
    def _profit(self) -> np.ndarray:
        return np.asarray(self._price - self._nodes[0])

    @cached_property
    def _dearer(self) -> np.ndarray:
        """Chance that a rival with each factor asks more than each own price, shape (K, N, K)."""
        top = self.law.support()[1]
        rivals_cost = top - (top - self._price[..., None]) / np.array(self.grid)
        return np.asarray(self.law.sf(rivals_cost))


def shaded_price(cost: np.ndarray | float, top: np.ndarray | float, factor: np.ndarray | float) -> np.ndarray:
    """Price that keeps a part of the distance between cost and the highest cost: top - factor (top - cost), factor in [0, 1].

    1 is truthful, 0 asks the highest price. Source: linear bid functions on a grid.

    >>> float(shaded_price(60.0, 100.0, 0.5))
    80.0
    """
    return np.asarray(top - np.asarray(factor) * (top - np.asarray(cost)))


def _pieces(low: float, high: float, cuts: list[float]) -> tuple[np.ndarray, np.ndarray]:
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    ends = sorted({low, high, *(x for x in cuts if low < x < high)})
    fine = np.concatenate([np.linspace(a, b, PANELS + 1)[:-1] for a, b in pairwise(ends)] + [[high]])
    half = 0.5 * np.diff(fine)[:, None]
    return (fine[:-1, None] + half * (nodes + 1.0)).ravel(), (half * weights).ravel()
