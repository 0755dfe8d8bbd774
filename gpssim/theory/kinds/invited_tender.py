"""Some of N organizations, drawn by lot, may offer; the lowest price wins and is paid the second-lowest."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.mechanisms.invited_tender import InvitedTender
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, held, markup_bids, purchase
from gpssim.theory.variants import N_WITH_LOTS

SLOW: Final = True
NAMES: Final = ("E_price", "efficiency_loss", "P_best_invited")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """One law of cost, several numbers of invitations; every tender draws its own."""
    costs, top = law(inputs["D"]), float(law(inputs["D"]).support()[1])

    @lru_cache
    def tenders(k: int, n: int) -> dict[str, np.ndarray]:
        """Price paid, cost of the winner above the lowest of all, and whether the lowest of all was invited."""
        mechanism = InvitedTender(rule="lowest_evaluated_price", payment="threshold", n_min=1, n_invited=k, low_bid_judgment=0.0)
        cost = costs_of(costs, n, setting.luck.at(k, n), N_WITH_LOTS)
        invited = np.zeros(cost.shape, dtype=bool)
        for key in range(N_WITH_LOTS):
            invited[key, list(mechanism.invite(purchase(mechanism, n, top, key)))] = True
        winner, price = held(mechanism, np.where(invited, markup_bids(cost, top), np.inf), top)
        rows = np.arange(N_WITH_LOTS)
        return dict(zip(NAMES, (price, cost[rows, winner] - cost.min(axis=1), invited[rows, cost.argmin(axis=1)]), strict=True))

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity not in NAMES:
            raise quantity_unknown(quantity, NAMES)
        return Simulated(tenders(int(of["k"]), int(of.get("N", inputs["N"])))[quantity])

    return answer
