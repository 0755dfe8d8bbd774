"""One of two truthful bidders has its price compared with a discount; the winner is paid the highest price that would have won."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, markup_bids
from gpssim.theory.variants import held_preferring

NAMES: Final = ("E_payment", "P_favoured_wins", "E_winner_cost")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Costs are uniform on [0, 1] unless a law is given; the ceiling is the highest cost."""
    costs = law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0}))
    top = float(costs.support()[1])
    tender = OpenTender(
        rule="lowest_evaluated_price",
        price_rule="linear",
        payment="threshold",
        n_min=1,
        low_bid_judgment=0.0,
        price_preference=float(inputs["d"]),
    )

    @lru_cache
    def drawn() -> dict[str, np.ndarray]:
        cost = costs_of(costs, 2, setting.luck, setting.n_draws)
        winner, paid = held_preferring(tender, markup_bids(cost, top), np.array([True, False]), top)
        return dict(zip(NAMES, (paid, winner == 0, cost[np.arange(len(cost)), winner]), strict=True))

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity not in NAMES:
            raise quantity_unknown(quantity, NAMES)
        return Simulated(drawn()[quantity])

    return answer
