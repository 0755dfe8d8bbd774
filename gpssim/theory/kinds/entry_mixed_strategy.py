"""Potential bidders decide by chance whether to pay for an offer before they know their cost; the second-lowest price is paid."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.bidding.entry import entry_chance
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import SECOND_PRICE, costs_of, held, markup_bids
from gpssim.theory.variants import present

MANY: Final = 4
"""Times as many draws as usual: tenders without any bidder are rare."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """The ceiling is the highest cost: a single entrant is paid it."""
    costs, n, fee = law(inputs["D"]), int(inputs["N"]), float(inputs["kcost"])
    top, n_draws = float(costs.support()[1]), MANY * setting.n_draws

    @lru_cache
    def chance(n_potential: int, offer_cost: float) -> float:
        return entry_chance(costs, n_potential, offer_cost, top)

    @lru_cache
    def drawn() -> dict[str, np.ndarray]:
        enters = present(np.arange(n_draws), chance(n, fee), n, setting.luck)
        cost = costs_of(costs, n, setting.luck, n_draws)
        winner, paid = held(SECOND_PRICE, np.where(enters, markup_bids(cost, top), np.inf), top)
        number, spent = enters.sum(axis=1), np.nan_to_num(paid)
        produced = np.where(winner < 0, 0.0, cost[np.arange(n_draws), winner])
        return {
            "E_entrants": number,
            "P_no_bidder": winner < 0,
            "E_payment(0 if no bidder)": spent,
            "E_price_given_award": paid[winner >= 0],
            "E_total_social_cost(production+entry)": produced + fee * number,
            "E_aggregate_bidder_net_profit": spent - produced - fee * number,
        }

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "p_star":
            return Solved(chance(int(of.get("N", n)), float(of.get("k", fee))))
        if quantity not in drawn():
            raise quantity_unknown(quantity, ("p_star", *drawn()))
        return Simulated(drawn()[quantity])

    return answer
