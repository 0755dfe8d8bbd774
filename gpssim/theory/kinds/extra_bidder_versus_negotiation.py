"""A tender with the best ceiling against one without any and one bidder more: which leaves the purchaser more."""

from __future__ import annotations

from typing import Final

import numpy as np

from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import SECOND_PRICE, costs_of, held, markup_bids
from gpssim.theory.textbook.ceilings import best_ceiling

NAMES: Final = ("surplus_optimal_negotiation", "surplus_plain_auction")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Truthful bidders, the winner is paid the second-lowest price or the ceiling."""
    costs, value = law(inputs["D"]), float(inputs["v"])
    ceilings = {NAMES[0]: best_ceiling(costs, value), NAMES[1]: float(costs.support()[1])}

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity not in NAMES:
            raise quantity_unknown(quantity, NAMES)
        cost = costs_of(costs, of["n"], setting.luck.at(of["n"], NAMES.index(quantity)), setting.n_draws)
        winner, paid = held(SECOND_PRICE, markup_bids(cost, ceilings[quantity]), ceilings[quantity])
        return Simulated(np.where(winner < 0, 0.0, value - np.nan_to_num(paid)))

    return answer
