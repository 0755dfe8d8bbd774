"""Bidders who dislike risk bid lower: the equilibrium solver with constant relative risk aversion, costs uniform on [0, 1]."""

from __future__ import annotations

import numpy as np

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, lowest_wins, number, table_of


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Several (n) bidders with utility x^(1 - rho) of profit x."""
    n, rho = int(inputs["n"]), float(inputs["rho"])
    costs = law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0}))
    low, top = (float(x) for x in costs.support())

    def prices(cost: np.ndarray) -> np.ndarray:
        return equilibrium_price(cost, costs, number(n), risk_aversion=rho)

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "bid":
            return Solved(float(prices(np.array([float(of["c"])]))[0]), top - low)
        if quantity != "E_price":
            raise quantity_unknown(quantity, ("bid", "E_price"))
        cost = costs_of(costs, n, setting.luck, setting.n_draws)
        return Simulated(lowest_wins(table_of(prices, low, top)(cost))[1])

    return answer
