"""Each potential bidder offers by chance; with too few valid offers the tender fails and is held again with fresh costs."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import SECOND_PRICE, markup_bids
from gpssim.theory.variants import costs_in, held_or_failed, present

NAMES: Final = ("P_fail", "E_price_given_valid", "E_rounds_until_award(retender)")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """N potential bidders, each offers with chance p; three valid offers are needed unless ``n_min`` says otherwise."""
    costs, n, chance = law(inputs["D"]), int(inputs["N"]), float(inputs["p"])
    mechanism, top = replace(SECOND_PRICE, n_min=int(inputs.get("n_min", 3))), float(costs.support()[1])
    if n < mechanism.n_min or not 0.0 < chance <= 1.0:
        raise impossible("N, p", (n, chance), f"N >= {mechanism.n_min} and p in (0, 1]")

    @lru_cache
    def tenders() -> dict[str, np.ndarray]:
        """Whether the first attempt failed, attempts until an award, and the price of that award."""
        attempts, price = np.zeros(setting.n_draws), np.full(setting.n_draws, np.nan)
        open_ = np.arange(setting.n_draws)
        while open_.size:
            attempt = int(attempts[open_[0]])
            luck = setting.luck.at(attempt)
            bids = markup_bids(costs_in(open_, costs, n, luck), top)
            price[open_] = held_or_failed(mechanism, np.where(present(open_, chance, n, luck), bids, np.inf), top, attempt)[1]
            attempts[open_] += 1.0
            open_ = open_[np.isnan(price[open_])]
        return dict(zip(NAMES, (attempts > 1.0, price, attempts), strict=True))

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity not in NAMES:
            raise quantity_unknown(quantity, NAMES)
        return Simulated(tenders()[quantity])

    return answer
