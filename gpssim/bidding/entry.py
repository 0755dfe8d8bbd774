"""Whether an offer is worth its cost when all potential bidders think so: mixed-strategy entry, and entry up to a threshold.

Expected profit follows from the chance to win alone: a bidder of cost c earns the integral of that chance from c to the ceiling, in
the equilibrium of a first-price tender as in a truthful one paid the second-lowest price. Source: Myerson 1981 (envelope).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from scipy.special import expit

from gpssim.bidding.quadrature import CostLaw, TruncatedLognormal, win_probability
from gpssim.bidding.rivals import LEAST_SD
from gpssim.errors import impossible

DEPTH: Final = 3.6
NODES: Final = 241
"""Reach and number of nodes of the double-exponential rule: 1e-14 of the integral for smooth laws, steep ends included."""


@dataclass(frozen=True, slots=True)
class Below:
    """A law of cost among those whose cost is at most ``high``."""

    law: CostLaw
    high: float

    def sf(self, x: np.ndarray) -> np.ndarray:
        mass = max(1.0 - float(self.law.sf(np.asarray(self.high))), 1e-300)
        return np.asarray(np.clip(1.0 - (1.0 - self.law.sf(x)) / mass, 0.0, 1.0))

    def ppf(self, q: np.ndarray) -> np.ndarray:
        return np.asarray(self.law.ppf(np.asarray(q) * (1.0 - float(self.law.sf(np.asarray(self.high))))))

    def support(self) -> tuple[float, float]:
        return self.law.support()[0], self.high


def number_of_rivals(n_potential: int, chance: float) -> tuple[float, ...]:
    """Probabilities of 0, 1, 2, ... rivals when each of the other potential bidders offers with this chance."""
    from scipy.stats import binom  # a third of a second and 50 MB: only where entry is decided so

    return tuple(binom.pmf(np.arange(n_potential), n_potential - 1, chance).tolist())


def profit_of(cost: float, law: CostLaw, n_rivals: tuple[float, ...], ceiling: float) -> float:
    """Expected profit of an offer at this cost, before the cost of offering; ``law`` is that of those who offer."""
    ends = [cost, *(x for x in law.support() if cost < x < ceiling), ceiling]
    return _integral(lambda s: win_probability(s, law, n_rivals), ends)


def profit_before_cost_is_known(law: CostLaw, n_rivals: tuple[float, ...], ceiling: float) -> float:
    """Expected profit of an offer of somebody who does not know its cost yet, before the cost of offering."""
    low, high = law.support()
    ends = [low, *((high,) if low < high < ceiling else ()), ceiling]
    return _integral(lambda s: (1.0 - law.sf(s)) * win_probability(s, law, n_rivals), ends)


def entry_chance(law: CostLaw, n_potential: int, offer_cost: float, ceiling: float) -> float:
    """The chance with which each potential bidder offers, so that nobody gains by offering or by staying away.

    Parameters
    ----------
    law : law of cost, learned after the decision.
    n_potential : potential bidders, at least 1.
    offer_cost : cost of an offer, in the unit of cost, > 0.
    ceiling : highest price accepted: what a single bidder is paid.

    Returns
    -------
    1 where offering pays even if everybody offers, 0 where it does not pay even alone.

    Raises
    ------
    ScenarioError : fewer than one potential bidder or no cost of an offer.

    Source: Levin & Smith 1994.
    """
    from scipy.optimize import brentq  # many modules, which most runs do without

    _check(n_potential, offer_cost)
    profits = [profit_before_cost_is_known(law, (0.0,) * k + (1.0,), ceiling) for k in range(n_potential)]

    def gain(chance: float) -> float:
        return float(np.dot(number_of_rivals(n_potential, chance), profits)) - offer_cost

    if gain(1.0) >= 0.0 or gain(0.0) <= 0.0:
        return float(gain(1.0) >= 0.0)
    return float(brentq(gain, 0.0, 1.0, xtol=1e-15, rtol=1e-14))


def entry_threshold(law: CostLaw, n_potential: int, offer_cost: float, ceiling: float) -> float:
    """The highest cost at which an offer pays when everybody knows its own cost and offers up to the same threshold.

    Arguments and errors as in :func:`entry_chance`, cost being known before the decision. The lowest cost where nobody offers.
    Source: Samuelson 1985.
    """
    from scipy.optimize import brentq  # many modules, which most runs do without

    _check(n_potential, offer_cost)
    low, high = law.support()
    top = min(high, ceiling)

    def gain(threshold: float) -> float:
        rivals = number_of_rivals(n_potential, 1.0 - float(law.sf(np.asarray(threshold))))
        return profit_of(threshold, Below(law, threshold), rivals, ceiling) - offer_cost

    if gain(top) >= 0.0 or gain(low) <= 0.0:
        return float(top if gain(top) >= 0.0 else low)
    return float(brentq(gain, low, top, xtol=1e-15 * max(1.0, abs(top)), rtol=1e-14))


@lru_cache(maxsize=4096)
def _level(rule: Literal["mixed", "threshold"], law: TruncatedLognormal, n_potential: int, fee: float) -> float:
    return (entry_chance if rule == "mixed" else entry_threshold)(law, n_potential, fee, 1.0)


def entry_level(rule: Literal["mixed", "threshold"], usual_cost: tuple[float, float], n_potential: int, fee: float) -> float:
    """What potential bidders reckon with in the market, prices as shares of the ceiling: the chance to offer, or the highest cost.

    ``usual_cost`` are median and log standard deviation of cost; level and fee are rounded to three digits, so that purchases that
    are alike share a solution. An offer that costs nothing is always made: 1.
    """
    if fee <= 0.0:
        return 1.0
    law = TruncatedLognormal(round(usual_cost[0], 2), max(usual_cost[1], LEAST_SD), 1.0)
    return _level(rule, law, n_potential, float(f"{fee:.3g}"))


def _check(n_potential: int, offer_cost: float) -> None:
    if n_potential < 1:
        raise impossible("n_potential", n_potential, "a whole number >= 1")
    if not offer_cost > 0.0:
        raise impossible("offer_cost", offer_cost, "a number > 0")


def _integral(value: Callable[[np.ndarray], np.ndarray], ends: list[float]) -> float:
    """Integral over all pieces between ascending ends, by the double-exponential rule: kinks and steep ends do no harm there."""
    t = np.linspace(-DEPTH, DEPTH, NODES)
    place = expit(np.pi * np.sinh(t))
    weight = np.pi * np.cosh(t) * place * (1.0 - place) * (t[1] - t[0])
    return float(np.sum([(b - a) * np.dot(weight, value(a + (b - a) * place)) for a, b in pairwise(ends) if a < b]))
