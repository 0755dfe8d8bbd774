"""Equilibrium where a quasi-linear score decides: the symmetric equilibrium price by numerical integration, for any law of cost.

b(c) = c + int_c^r G(t) dt / G(c), G(t) = sum over k of P(k rivals) P(cost > t)^k, r the ceiling or the end of the costs.
With constant relative risk aversion rho (utility x^(1 - rho) of profit), G^(1 / (1 - rho)) stands for G: the best price of a
bidder has (1 - rho) / (b - c) = -d ln G, whatever the law and the number of rivals.
With a score s(q) - p, cost stands for cost less the worth of quality and b for price less that worth.
Source: Vickrey 1961; Riley & Samuelson 1981; Krishna, Auction Theory, ch. 2 (procurement form);
Holt 1980 for risk aversion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from scipy.special import ndtr, ndtri

from gpssim.errors import impossible

PANELS, NODES = 16, 24
"""Gauss-Legendre panels and nodes in each: 1e-12 of the cost range for smooth laws."""

TAIL = 1e-13
"""Upper quantile at which an endless law of cost is cut."""


class CostLaw(Protocol):
    """A law of cost: any frozen distribution of ``scipy.stats``, or a class of one's own."""

    def sf(self, x: np.ndarray) -> np.ndarray: ...

    def ppf(self, q: np.ndarray) -> np.ndarray: ...

    def support(self) -> tuple[float, float]: ...


@dataclass(frozen=True, slots=True)
class TruncatedLognormal:
    """Lognormal cost of those whose cost is at most ``high``: ``median`` and ``high`` in one unit, ``sd`` of the logarithm > 0."""

    median: float
    sd: float
    high: float

    def _mass(self) -> float:
        return float(ndtr(np.log(self.high / self.median) / self.sd))

    def sf(self, x: np.ndarray) -> np.ndarray:
        below = ndtr(np.log(np.maximum(x, 1e-300) / self.median) / self.sd)
        return np.asarray(np.clip(1.0 - below / self._mass(), 0.0, 1.0))

    def pdf(self, x: np.ndarray) -> np.ndarray:
        x = np.maximum(x, 1e-300)
        z = np.log(x / self.median) / self.sd
        return np.asarray(np.where(x <= self.high, np.exp(-0.5 * z * z) / (np.sqrt(2.0 * np.pi) * self.sd * x * self._mass()), 0.0))

    def ppf(self, q: np.ndarray) -> np.ndarray:
        return np.asarray(self.median * np.exp(self.sd * ndtri(np.asarray(q) * self._mass())))

    def support(self) -> tuple[float, float]:
        return 0.0, self.high


def win_probability(costs: np.ndarray, law: CostLaw, n_rivals: Sequence[float]) -> np.ndarray:
    """Chance that a cost is below all rivals', shape of ``costs``; ``n_rivals`` are the probabilities of 0, 1, 2, ... rivals."""
    above = np.asarray(law.sf(np.asarray(costs, dtype=np.float64)))
    return np.asarray(sum(p * above**k for k, p in enumerate(n_rivals) if p > 0.0))


def equilibrium_price(
    costs: np.ndarray, law: CostLaw, n_rivals: Sequence[float], ceiling: float = np.inf, risk_aversion: float = 0.0
) -> np.ndarray:
    """Equilibrium prices, shape (n,), in the unit of cost; NaN for a cost above the ceiling: that bidder abstains.

    Parameters
    ----------
    costs : shape (n,).
    law : law of every bidder's cost, those who abstain included.
    n_rivals : probabilities of 0, 1, 2, ... potential rivals.
    ceiling : highest price accepted; ``inf``: none.
    risk_aversion : rho in [0, 1), constant and relative; 0: profit is all that counts.

    Raises
    ------
    ScenarioError : no rival is possible and there is no ceiling, so that any price would do; or rho outside [0, 1).
    """
    costs = np.asarray(costs, dtype=np.float64)
    end = min(ceiling, _end(law))
    if n_rivals[0] > 0.0 and not np.isfinite(ceiling):
        raise impossible("n_rivals", tuple(n_rivals), "at least one rival for sure where there is no ceiling")
    if not 0.0 <= risk_aversion < 1.0:
        raise impossible("risk_aversion", risk_aversion, "in [0, 1)")
    power = 1.0 / (1.0 - risk_aversion)
    top = ceiling if n_rivals[0] > 0.0 else end
    below = np.minimum(costs, end)
    inner = _pieces(below, end, law, n_rivals, power)
    inner = inner + n_rivals[0] ** power * (top - end) if n_rivals[0] > 0.0 else inner
    chance = win_probability(below, law, n_rivals) ** power
    margin = np.divide(inner, chance, out=np.zeros_like(inner), where=chance > 1e-290)
    alone = np.full_like(costs, top) if n_rivals[0] > 0.0 else costs
    price = np.where(costs <= end, costs + margin, alone)
    return np.where(costs <= ceiling, np.minimum(price, ceiling), np.nan)


def _end(law: CostLaw) -> float:
    high = float(law.support()[1])
    return high if np.isfinite(high) else float(law.ppf(np.asarray(1.0 - TAIL)))


@lru_cache(maxsize=1)
def _rule() -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights on [0, 1]: equal panels of Gauss-Legendre."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    left = np.arange(PANELS)[:, None]
    return ((left + 0.5 * (nodes + 1.0)) / PANELS).ravel(), np.tile(0.5 * weights / PANELS, PANELS)


def _pieces(low: np.ndarray, end: float, law: CostLaw, n_rivals: Sequence[float], power: float) -> np.ndarray:
    """Integral from ``low`` to ``end``, piece by piece between the kinks of a law that names them."""
    ends = [k for k in getattr(law, "kinks", ()) if k < end] + [end]
    start, inner = low, np.zeros_like(low)
    for stop in ends:
        inner = inner + _integral(start, np.maximum(start, stop), law, n_rivals, power)
        start = np.maximum(start, stop)
    return inner


def _integral(low: np.ndarray, high: np.ndarray, law: CostLaw, n_rivals: Sequence[float], power: float) -> np.ndarray:
    """Integral of a power of the chance to win from ``low`` to ``high``, elementwise."""
    nodes, weights = _rule()
    width = np.maximum(high - low, 0.0)
    at = low[:, None] + width[:, None] * nodes[None, :]
    return np.asarray(width * (win_probability(at, law, n_rivals) ** power @ weights))
