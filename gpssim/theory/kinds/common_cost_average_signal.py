"""A cost common to all that is the mean of n components, each known to one bidder: first and second price, and naive bidders."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import FIRST_PRICE, SECOND_PRICE, costs_of, lowest_wins, table_of
from gpssim.theory.textbook.common_cost import OwnComponents


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Components (n) uniform on [0, 1]."""
    n, law_of_parts = int(inputs["n"]), law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0}))
    signals = OwnComponents(law_of_parts, n)
    low, top = signals.ends

    def second_price(x: np.ndarray, correction: float = 1.0) -> np.ndarray:
        return np.array([signals.corrected(one, correction) for one in np.asarray(x).tolist()])

    def naive(x: np.ndarray) -> np.ndarray:
        return second_price(x, 0.0)

    @lru_cache
    def drawn(part: int, bids: Callable[[np.ndarray], np.ndarray], tender: OpenTender) -> tuple[np.ndarray, np.ndarray]:
        """Price paid and the winner's profit."""
        x = costs_of(law_of_parts, n, setting.luck.at(part), setting.n_draws)
        paid = lowest_wins(table_of(bids, low, top)(x), tender)[1]
        return paid, paid - x.mean(axis=1)

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity in ("bid_SPA", "bid_FPA"):
            bids = second_price if quantity == "bid_SPA" else signals.first_price
            return Solved(float(bids(np.array([float(of["x"])]))[0]), top - low)
        simulated = {
            "E_price": lambda: drawn(1, signals.first_price, FIRST_PRICE)[0],
            "E_price_SPA": lambda: drawn(2, second_price, SECOND_PRICE)[0],
            "E_winner_profit": lambda: drawn(1, signals.first_price, FIRST_PRICE)[1],
            "E_winner_profit_naive_SPA": lambda: drawn(3, naive, SECOND_PRICE)[1],
        }
        if quantity not in simulated:
            raise quantity_unknown(quantity, ("bid_SPA", "bid_FPA", *simulated))
        return Simulated(simulated[quantity]())

    return answer
