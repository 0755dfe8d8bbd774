"""The lowest price wins among equilibrium bidders who are paid their own price, or truthful ones paid the second-lowest."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import FIRST_PRICE, SECOND_PRICE, costs_of, equilibrium_bids, held, markup_bids, number


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """One law of cost, several numbers of bidders."""
    costs = law(inputs["D"])
    low, top = costs.support()

    @lru_cache
    def first_price(n: int) -> dict[str, np.ndarray]:
        cost = costs_of(costs, n, setting.luck.at(1, n), setting.n_draws)
        winner, paid = held(FIRST_PRICE, equilibrium_bids(cost, costs, n), top)
        own = cost[np.arange(len(cost)), winner]
        return {"E_price_FPA": paid, "E_winner_cost": own, "E_winner_profit": paid - own}

    @lru_cache
    def second_price(n: int) -> np.ndarray:
        return held(SECOND_PRICE, markup_bids(costs_of(costs, n, setting.luck.at(2, n), setting.n_draws), top), top)[1]

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "bid":
            return Solved(float(equilibrium_price(np.array([of["c"]]), costs, number(of["n"]))[0]), top - low)
        if quantity == "E_price_SPA":
            return Simulated(second_price(of["n"]))
        drawn = first_price(of["n"])
        if quantity not in drawn:
            raise quantity_unknown(quantity, ("bid", "E_price_SPA", *drawn))
        return Simulated(drawn[quantity])

    return answer
