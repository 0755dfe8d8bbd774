"""Lowest price wins among equilibrium bidders (own price paid) or truthful ones (second-lowest price paid)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from tendering import FIRST_PRICE, SECOND_PRICE, costs_of, equilibrium_bids, held, law, number, truthful_bids

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.streams import Luck


def answers(inputs: dict[str, Any]) -> Any:
    costs = law(inputs["D"])
    top = costs.support()[1]

    @lru_cache
    def first_price(n: int) -> tuple[np.ndarray, np.ndarray]:
        cost = costs_of(costs, n, Luck.of(11, n))
        winner, paid = held(FIRST_PRICE, equilibrium_bids(cost, costs, n), top)
        return paid, cost[np.arange(len(cost)), winner]

    @lru_cache
    def second_price(n: int) -> np.ndarray:
        return held(SECOND_PRICE, truthful_bids(costs_of(costs, n, Luck.of(12, n)), top), top)[1]

    def answer(quantity: str, of: dict[str, Any]) -> float | np.ndarray:
        n = of["n"]
        if quantity == "bid":
            return float(equilibrium_price(np.array([of["c"]]), costs, number(n))[0])
        if quantity == "E_price_SPA":
            return second_price(n)
        paid, cost = first_price(n)
        return {"E_price_FPA": paid, "E_winner_cost": cost, "E_winner_profit": paid - cost}[quantity]

    return answer
