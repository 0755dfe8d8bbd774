"""k of N organizations drawn at random may offer; the lowest price wins and is paid the second-lowest."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from tendering import SECOND_PRICE, costs_of, decided, law, purchase, truthful_bids

from gpssim.streams import Luck

N_TENDERS = 20_000


def answers(inputs: dict[str, Any]) -> Any:
    costs, n = law(inputs["D"]), inputs["N"]
    top = costs.support()[1]

    @lru_cache
    def tenders(k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Price paid, cost of the winner above the lowest of all, and whether the lowest of all was invited."""
        mechanism = replace(SECOND_PRICE, n_invited=k)
        cost = costs_of(costs, n, Luck.of(15, k), N_TENDERS)
        price, loss, invited = (np.empty(N_TENDERS) for _ in range(3))
        for key, prices in enumerate(truthful_bids(cost, top)):
            asked = mechanism.invite(purchase(mechanism, n, top, key))
            assert len(asked) == k
            offers = np.where(np.isin(np.arange(n), asked), prices, np.inf)
            winner, price[key], _ = decided(mechanism, offers, top, key)
            loss[key], invited[key] = cost[key, winner] - cost[key].min(), cost[key].argmin() in asked
        return price, loss, invited

    def answer(quantity: str, of: dict[str, Any]) -> np.ndarray:
        return dict(zip(("E_price", "efficiency_loss", "P_best_invited"), tenders(of["k"]), strict=True))[quantity]

    return answer
