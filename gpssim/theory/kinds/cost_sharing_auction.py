"""The purchaser bears part of the difference between cost and price, and the contract is auctioned: effort, bids and payments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.rules.anticipation import anticipated_cost, saving_effort, shared_difference
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, lowest_wins, number, of_winner, over_lowest, table_of
from gpssim.theory.textbook.scoring_types import crossing
from gpssim.theory.textbook.survival import Moved

STEP: Final = 0.05
"""Of the share, for the difference whose zero is the best one."""


@dataclass(frozen=True)
class Auctions:
    """What is held: n bidders whose effort e lowers cost by e and costs e^2 / (2 productivity)."""

    costs: Any
    n: int
    productivity: float

    def prices(self, cost: np.ndarray, share: float) -> np.ndarray:
        """Equilibrium prices under a share that the purchaser bears."""
        law = Moved(self.costs, float(anticipated_cost(0.0, share, self.productivity, 0.0, 0.0)))
        return equilibrium_price(anticipated_cost(cost, share, self.productivity, 0.0, 0.0), law, number(self.n))

    def payments(self, price: np.ndarray, cost: np.ndarray, share: float) -> np.ndarray:
        """What the purchaser pays in the end."""
        return np.asarray(price + shared_difference(price, cost - saving_effort(1.0 - share, self.productivity), share))

    def saved(self, share: float) -> float:
        """How much less the purchaser expects to pay with a little more sharing than with a little less."""

        def expected(share: float) -> float:
            return over_lowest(lambda c: self.payments(self.prices(c, share), c, share), self.costs, self.n)

        return expected(share - STEP) - expected(share + STEP)

    @cached_property
    def best(self) -> float:
        """The share with which the purchaser expects to pay least, in [0, 1]."""
        return crossing(self.saved, 0.0, 1.0)

    def drawn(self, share: float, setting: Setting) -> np.ndarray:
        """Payments in tenders among equilibrium bidders."""
        cost = costs_of(self.costs, self.n, setting.luck, setting.n_draws)
        low, high = (float(x) for x in self.costs.support())
        winner, paid = lowest_wins(table_of(lambda c: self.prices(c, share), low, high)(cost))
        return self.payments(paid, of_winner(cost, winner), share)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Costs uniform on [0, 1] unless a law is given; ``kap`` is the productivity of effort."""
    costs = law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0}))
    auctions = Auctions(costs, int(inputs["n"]), float(inputs["kap"]))
    span = float(costs.support()[1] - costs.support()[0])

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "alpha_star":
            return Solved(auctions.best)
        share = float(of["alpha"]) if "alpha" in of else auctions.best
        if quantity.startswith("effort"):
            return Solved(float(saving_effort(1.0 - share, auctions.productivity)))
        if quantity == "bid":
            return Solved(float(auctions.prices(np.array([float(of["c"])]), share)[0]), span)
        if quantity != "E_payment":
            raise quantity_unknown(quantity, ("alpha_star", "effort(alpha_star)", "bid", "E_payment"))
        return Simulated(auctions.drawn(share, setting))

    return answer
