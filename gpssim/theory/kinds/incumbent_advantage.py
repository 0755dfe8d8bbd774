"""Whoever did the work last does it at lower cost: how often it wins again, at what price, and how long it stays."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.rules.learning import incumbent_cost
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import SECOND_PRICE, held, markup_bids
from gpssim.theory.variants import costs_in

NAMES: Final = ("P_incumbent_wins", "E_price", "E_tenure(consecutive contracts)")
COSTS: Final = law({"dist": "uniform", "low": 0.0, "high": 1.0})


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """An incumbent against m entrants, costs uniform on [0, 1], second-lowest price paid, one tender after another until it loses.

    A fixed part as large as the advantage is added to all costs and taken off prices, so that none is negative.
    """
    m, advantage = int(inputs["m"]), float(inputs["D"])
    if m < 1 or not 0.0 <= advantage < 1.0:
        raise impossible("m, D", (m, advantage), "m >= 1 and D in [0, 1)")
    ceiling = 1.0 + advantage

    def tender(round_: int, going_on: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether the incumbent (place 0) wins, and the price, in those lines that are still its own."""
        cost = advantage + costs_in(going_on, COSTS, m + 1, setting.luck.at(round_))
        cost = incumbent_cost(cost, np.arange(m + 1) == 0, advantage)
        winner, paid = held(SECOND_PRICE, markup_bids(cost, ceiling), ceiling)
        return winner == 0, paid - advantage

    @lru_cache
    def drawn() -> dict[str, np.ndarray]:
        kept, price = tender(0, np.arange(setting.n_draws))
        tenure, going_on, round_ = np.ones(setting.n_draws), np.flatnonzero(kept), 0
        while going_on.size:
            tenure[going_on] += 1.0
            round_ += 1
            going_on = going_on[tender(round_, going_on)[0]]
        return dict(zip(NAMES, (kept, price, tenure), strict=True))

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity not in NAMES:
            raise quantity_unknown(quantity, NAMES)
        return Simulated(drawn()[quantity])

    return answer
