"""A ceiling that the purchaser chooses best: bidders whose cost is above it stay away, the others shade under it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import FIRST_PRICE, SECOND_PRICE, costs_of, equilibrium_bids, held, markup_bids, number
from gpssim.theory.textbook.ceilings import best_ceiling


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """One law of cost, one value of the service, several numbers of bidders."""
    costs, value = law(inputs["D"]), float(inputs["v"])
    low, top = costs.support()

    @lru_cache
    def ceiling(worth: float) -> float:
        return best_ceiling(costs, worth)

    @lru_cache
    def tenders(n: int, second: bool) -> tuple[np.ndarray, np.ndarray]:
        """Winner (-1: none) and the purchaser's surplus."""
        r = ceiling(value)
        cost = costs_of(costs, n, setting.luck.at(n, second), setting.n_draws)
        prices = markup_bids(cost, r) if second else equilibrium_bids(cost, costs, n, r)
        winner, paid = held(SECOND_PRICE if second else FIRST_PRICE, prices, r)
        return winner, np.where(winner < 0, 0.0, value - np.nan_to_num(paid))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "r_star":
            return Solved(ceiling(float(of.get("v", value))))
        if quantity == "bid":
            r = float(of.get("r", ceiling(value)))
            return Solved(float(equilibrium_price(np.array([of["c"]]), costs, number(of["n"]), r)[0]), top - low)
        if quantity == "P_no_award":
            return Simulated(tenders(of["n"], False)[0] < 0)
        if quantity not in ("buyer_surplus_FPA", "buyer_surplus_SPA"):
            raise quantity_unknown(quantity, ("r_star", "bid", "P_no_award", "buyer_surplus_FPA", "buyer_surplus_SPA"))
        return Simulated(tenders(of["n"], quantity == "buyer_surplus_SPA")[1])

    return answer
