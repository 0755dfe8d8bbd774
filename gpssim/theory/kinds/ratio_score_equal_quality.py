"""Comprehensive scores among offers of equal quality: whatever the weight of price, the lowest wins, as by price alone."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, equilibrium_bids, held, number


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Costs are uniform on [0, 1] unless a law is given; a committee without errors gives everybody the same points."""
    costs = law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0}))
    n, (low, top) = int(inputs["n"]), costs.support()
    tender = OpenTender(
        price_weight=float(inputs["w"]), n_min=1, low_bid_judgment=0.0, juror_noise=0.0, halo=0.0, promise_weight=0.0
    )

    @lru_cache
    def tenders() -> tuple[np.ndarray, np.ndarray]:
        """Price paid, and whether the winner has the lowest cost."""
        cost = costs_of(costs, n, setting.luck, setting.n_draws)
        winner, paid = held(tender, equilibrium_bids(cost, costs, n), top)
        return paid, winner == cost.argmin(axis=1)

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "bid":
            price = equilibrium_price(np.array([of["c"]]), costs, number(int(of.get("n", n))))
            return Solved(float(price[0]), top - low)
        if quantity == "E_price":
            return Simulated(tenders()[0])
        if quantity == "P_winner_is_lowest_cost":
            return Solved(float(tenders()[1].mean()))
        raise quantity_unknown(quantity, ("bid", "E_price", "P_winner_is_lowest_cost"))

    return answer
