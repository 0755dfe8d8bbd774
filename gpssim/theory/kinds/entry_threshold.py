"""Potential bidders know their cost and pay for an offer only up to a threshold; the second-lowest price or the ceiling is paid."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.bidding.entry import entry_threshold
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import SECOND_PRICE, costs_of, held, markup_bids

NAMES: Final = ("c_star", "P_no_bidder", "P_single_bidder", "E_entrants", "E_payment(0 if no bidder)")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Costs are uniform on [0, 1] and the ceiling is the highest cost unless the inputs say otherwise."""
    costs, n, fee = law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0})), int(inputs["N"]), float(inputs["k"])
    ceiling = float(inputs.get("ceiling", costs.support()[1]))

    @lru_cache
    def threshold() -> float:
        return entry_threshold(costs, n, fee, ceiling)

    @lru_cache
    def drawn() -> dict[str, np.ndarray]:
        cost = costs_of(costs, n, setting.luck, setting.n_draws)
        enters = cost <= threshold()
        winner, paid = held(SECOND_PRICE, np.where(enters, markup_bids(cost, ceiling), np.inf), ceiling)
        number = enters.sum(axis=1)
        return dict(zip(NAMES[1:], (winner < 0, number == 1, number, np.nan_to_num(paid)), strict=True))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity not in NAMES:
            raise quantity_unknown(quantity, NAMES)
        return Solved(threshold()) if quantity == "c_star" else Simulated(drawn()[quantity])

    return answer
