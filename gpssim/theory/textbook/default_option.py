"""Independent reference for ``rules.anticipation``: first-price tenders whose winner may default after a rise in cost.

Which regime holds at each cost is found with the price.

Gain given award at margin m = b - c is max{(1 - p) m - p L, m - p D}: the first where the winner would default. With V the
equilibrium gain times the chance G to win, V' = -G (1 - p) under default and -G otherwise (envelope), and margins fall with cost:
who has a high cost defaults, who has a low one may not. Source: core model eq. (7); Spulber 1990; Zheng 2001.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from gpssim.bidding.quadrature import CostLaw, equilibrium_price, win_probability
from gpssim.rules.anticipation import defaults, shock_exposure

Numbers = np.ndarray | float


@dataclass(frozen=True, slots=True)
class Shock:
    """A rise in cost after award: its chance in [0, 1), its size, and what a defaulting winner loses."""

    chance: float
    rise: float
    liability: float


def default_option_price(costs: np.ndarray, law: CostLaw, n_rivals: Sequence[float], shock: Shock) -> np.ndarray:
    """Equilibrium prices, shape (n,), where every bidder faces the same shock; at least one rival for sure."""
    costs = np.asarray(costs, dtype=np.float64)
    exposure = float(shock_exposure(shock.chance, shock.rise, shock.liability))
    margin = equilibrium_price(costs, law, n_rivals) - costs

    def keen(cost: float) -> float:
        """How far the margin is above the one from which the winner fulfills."""
        own = float(equilibrium_price(np.array([cost]), law, n_rivals)[0]) - cost
        return own + exposure - (shock.rise - shock.liability)

    low, high = float(law.support()[0]), float(law.support()[1])
    if not defaults(exposure, shock.rise, shock.liability) or keen(low) <= 0.0:
        return np.asarray(costs + margin + exposure)
    switch = float(brentq(keen, low, high, xtol=1e-14))
    below = np.minimum(costs, switch)
    chance = win_probability(np.array([switch]), law, n_rivals)[0] / win_probability(below, law, n_rivals)
    lost = shock.chance * (float(equilibrium_price(np.array([switch]), law, n_rivals)[0]) - switch) * chance
    fulfills = margin + shock.chance * shock.rise - lost
    return np.asarray(costs + np.where(costs < switch, fulfills, margin + exposure))


def outcome_after_shock(price: Numbers, cost: Numbers, rise: Numbers, liability: Numbers) -> np.ndarray:
    """Profit of a contractor after a rise in cost (0: none): of fulfilling, or the loss of its liability if it defaults.

    >>> outcome_after_shock(1.2, 1.0, np.array([0.0, 1.0]), 0.5).round(9).tolist()
    [0.2, -0.5]
    """
    margin = np.asarray(price) - cost
    return np.where(defaults(margin, rise, liability), -np.asarray(liability), margin - rise)
