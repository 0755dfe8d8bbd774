"""Each of N organizations offers with probability p; with fewer than three valid offers the tender fails and is held again."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from tendering import SECOND_PRICE, decided, law

from gpssim.streams import Luck

N_TENDERS = 20_000
MOST_ATTEMPTS = 60


def answers(inputs: dict[str, Any]) -> Any:
    costs, n, p = law(inputs["D"]), inputs["N"], inputs["p"]
    mechanism, top = replace(SECOND_PRICE, n_min=3), costs.support()[1]

    @lru_cache
    def tenders() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Whether the first attempt failed, attempts until an award, and the price of that award."""
        failed, attempts, price = (np.empty(N_TENDERS) for _ in range(3))
        for key in range(N_TENDERS):
            for attempt in range(MOST_ATTEMPTS):
                luck, rows = Luck.of(14, 0).at(key, attempt), np.arange(n)
                offers = np.where(luck.uniforms("offers", rows) < p, costs.ppf(luck.uniforms("cost", rows)), np.inf)
                winner, paid, reason = decided(mechanism, offers, top, key, attempt)
                if winner >= 0:
                    break
                assert reason in ("too_few_bids", "no_bids")
            failed[key], attempts[key], price[key] = attempt > 0, attempt + 1, paid
        return failed, attempts, price

    def answer(quantity: str, of: dict[str, Any]) -> np.ndarray:
        names = ("P_fail", "E_rounds_until_award(retender)", "E_price_given_valid")
        return dict(zip(names, tenders(), strict=True))[quantity]

    return answer
