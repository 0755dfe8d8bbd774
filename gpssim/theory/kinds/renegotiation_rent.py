"""Whoever wins will get a higher price later: bidders reckon with it, and it is competed away. Costs are uniform on [0, 1]."""

from __future__ import annotations

import numpy as np

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.rules.anticipation import anticipated_cost
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, lowest_wins, number, table_of
from gpssim.theory.textbook.survival import Moved


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Several (n) bidders, a rent h after award."""
    n, rent = int(inputs["n"]), float(inputs["h"])
    costs = law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0}))
    low, top = (float(x) for x in costs.support())
    expected = Moved(costs, float(anticipated_cost(0.0, 0.0, 0.0, rent, 0.0)))

    def prices(cost: np.ndarray) -> np.ndarray:
        return equilibrium_price(anticipated_cost(cost, 0.0, 0.0, rent, 0.0), expected, number(n))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "bid":
            return Solved(float(prices(np.array([float(of["c"])]))[0]), top - low)
        if quantity == "E_overrun":
            return Solved(-expected.by)
        if quantity not in ("E_winning_bid", "E_final_price"):
            raise quantity_unknown(quantity, ("bid", "E_overrun", "E_winning_bid", "E_final_price"))
        cost = costs_of(costs, n, setting.luck, setting.n_draws)
        paid = lowest_wins(table_of(prices, low, top)(cost))[1]
        return Simulated(paid if quantity == "E_winning_bid" else paid + rent)

    return answer
