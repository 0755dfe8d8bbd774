"""A ceiling that the purchaser chooses best: bidders whose cost is above it stay away."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import brentq
from tendering import FIRST_PRICE, SECOND_PRICE, costs_of, equilibrium_bids, held, law, number, truthful_bids

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.streams import Luck

STEP = 1e-4
"""Half the distance over which the purchaser's surplus is differenced, as a share of the cost range."""


def answers(inputs: dict[str, Any]) -> Any:
    costs, value = law(inputs["D"]), inputs["v"]
    low, high = costs.support()

    def surplus_from_one(ceiling: float) -> float:
        """What a purchaser can expect of a single bidder: the best ceiling does not depend on their number."""
        price = equilibrium_price(np.array([low]), costs, number(1), ceiling)[0]
        return float((value - price) * costs.cdf(ceiling))

    @lru_cache
    def best_ceiling() -> float:
        step = STEP * (high - low)
        return float(brentq(lambda r: surplus_from_one(r + step) - surplus_from_one(r - step), low + 2 * step, high - 2 * step))

    @lru_cache
    def surplus(n: int, second: bool) -> np.ndarray:
        r = best_ceiling()
        cost = costs_of(costs, n, Luck.of(13, n))
        prices = truthful_bids(cost, r) if second else equilibrium_bids(cost, costs, n, r)
        winner, paid = held(SECOND_PRICE if second else FIRST_PRICE, prices, r)
        return np.where(winner < 0, 0.0, value - np.nan_to_num(paid))

    def answer(quantity: str, of: dict[str, Any]) -> float | np.ndarray:
        if quantity == "r_star":
            return best_ceiling()
        if quantity == "bid":
            return float(equilibrium_price(np.array([of["c"]]), costs, number(of["n"]), of["r"])[0])
        if quantity == "P_no_award":
            return (surplus(of["n"], False) == 0.0).astype(float)
        return surplus(of["n"], quantity == "buyer_surplus_SPA")

    return answer
