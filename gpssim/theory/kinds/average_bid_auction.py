"""The offer nearest to the mean of all wins: everybody asks the same price, and lots decide instead of cost."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.bidding.pooling import pooling_price
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import FIRST_PRICE, costs_of, equilibrium_bids, held
from gpssim.theory.variants import N_WITH_LOTS, held_by_lot

AVERAGE: Final = OpenTender(rule="lowest_evaluated_price", price_rule="closest_to_mean", n_min=1, low_bid_judgment=0.0)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """The same costs meet the average-bid rule, and the lowest-price rule as a comparison."""
    costs, n, cap = law(inputs["D"]), int(inputs["n"]), float(inputs["cap"])

    @lru_cache
    def common() -> float:
        return pooling_price(AVERAGE, n, cap, float(costs.support()[0]))

    @lru_cache
    def drawn() -> dict[str, np.ndarray]:
        cost, rows = costs_of(costs, n, setting.luck, N_WITH_LOTS), np.arange(N_WITH_LOTS)
        pooled, _ = held_by_lot(AVERAGE, np.where(cost <= common(), common(), np.inf), cap)
        lowest, _ = held(FIRST_PRICE, equilibrium_bids(cost, costs, n, cap), cap)
        awarded = pooled >= 0
        by_lot, by_cost = cost[rows, pooled][awarded], cost[rows, lowest][awarded]
        return {
            "E_winner_cost_average_bid": by_lot,
            "E_winner_cost_first_price": by_cost,
            "efficiency_loss": by_lot - by_cost,
            "P_each_wins": pooled == 0,
        }

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "E_price":
            return Solved(common())
        if quantity not in drawn():
            raise quantity_unknown(quantity, ("E_price", *drawn()))
        return Simulated(drawn()[quantity])

    return answer
