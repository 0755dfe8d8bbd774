"""The purchaser bears part of the difference between cost and price, and the contract is auctioned: effort, bids and payments."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.bidding.survival import Moved
from gpssim.rules.anticipation import anticipated_cost, saving_effort, shared_payment
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, lowest_wins, number, of_winner, over_lowest, table_of

PARTS: Final = ("gpssim.mechanisms.open_tender", "gpssim.bidding.quadrature", "gpssim.rules.anticipation")
STEP: Final = 0.05
"""Of the share, for the difference whose zero is the best one."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """n bidders with costs uniform on [0, 1]; effort e lowers cost by e and costs e^2 / (2 kap)."""
    n, productivity = int(inputs["n"]), float(inputs["kap"])
    costs = law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0}))
    low, top = (float(x) for x in costs.support())

    def prices(cost: np.ndarray, share: float) -> np.ndarray:
        expected = Moved(costs, float(anticipated_cost(0.0, share, productivity, 0.0, 0.0)))
        return equilibrium_price(anticipated_cost(cost, share, productivity, 0.0, 0.0), expected, number(n))

    def payments(price: np.ndarray, cost: np.ndarray, share: float) -> np.ndarray:
        return shared_payment(price, cost - saving_effort(share, productivity), share)

    def expected_payment(share: float) -> float:
        return over_lowest(lambda c: payments(prices(c, share), c, share), costs, n)

    @lru_cache(maxsize=1)
    def best() -> float:
        """The share with which the purchaser expects to pay least, in [0, 1]."""

        def slope(share: float) -> float:
            return expected_payment(share + STEP) - expected_payment(share - STEP)

        if slope(0.0) >= 0.0:
            return 0.0
        return 1.0 if slope(1.0) <= 0.0 else float(brentq(slope, 0.0, 1.0, xtol=1e-14))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "alpha_star":
            return Solved(best())
        if quantity.startswith("effort"):
            return Solved(float(saving_effort(float(of.get("alpha", best())), productivity)))
        if quantity not in ("bid", "E_payment"):
            raise quantity_unknown(quantity, ("alpha_star", "effort(alpha_star)", "bid", "E_payment"))
        share = float(of["alpha"]) if "alpha" in of else best()
        if quantity == "bid":
            return Solved(float(prices(np.array([float(of["c"])]), share)[0]), top - low)
        cost = costs_of(costs, n, setting.luck, setting.n_draws)
        winner, paid = lowest_wins(table_of(lambda c: prices(c, share), low, top)(cost))
        return Simulated(payments(paid, of_winner(cost, winner), share))

    return answer
