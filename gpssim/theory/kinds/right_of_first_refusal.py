"""A favored organization may match the lowest price, and does if its cost is lower: the others know, and bid accordingly.

The tender has the right of first refusal as an option; the others' prices come from the solver that reckons with the holder.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, equilibrium_bids, lowest_wins, number, of_winner, table_of
from gpssim.theory.textbook.first_refusal import first_refusal_price

TENDER: Final = OpenTender(rule="lowest_evaluated_price", n_min=1, low_bid_judgment=0.0, first_refusal="incumbent")
WITHOUT: Final = "E_price_without_favouritism"


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Several (n) bidders without the right, one with it, all with costs of P(cost > c) = (1 - c)^a."""
    n, costs = int(inputs["n"]), law({"dist": "power_survival", "exponent": inputs["a"]})

    def prices(cost: np.ndarray) -> np.ndarray:
        return first_refusal_price(cost, costs, costs, number(n))

    @lru_cache(maxsize=1)
    def drawn() -> dict[str, np.ndarray]:
        cost = costs_of(costs, n + 1, setting.luck.at(1), setting.n_draws)
        offers = np.column_stack([table_of(prices, 0.0, 1.0)(cost[:, :n]), cost[:, n]])
        winner, paid = lowest_wins(offers, TENDER, holder=n)
        return {"E_price": paid, "P_favoured_wins": winner == n, "E_winner_cost": of_winner(cost, winner)}

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "bid":
            return Solved(float(prices(np.array([float(of["c"])]))[0]), 1.0)
        if quantity.startswith(WITHOUT):
            cost = costs_of(costs, n + 1, setting.luck.at(2), setting.n_draws)
            return Simulated(lowest_wins(equilibrium_bids(cost, costs, n + 1))[1])
        if quantity not in drawn():
            raise quantity_unknown(quantity, ("bid", WITHOUT, *drawn()))
        return Simulated(drawn()[quantity])

    return answer
