"""The best weight of quality in a score w q - p, for a purchaser who values quality at 1 and bidders with cost theta q^2 / 2."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq

from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.kinds.first_score_auction import TECHNOLOGIES, TYPES, first_score
from gpssim.theory.tendering import number, over_lowest
from gpssim.theory.textbook.scoring_types import ScoringTypes

STEP: Final = 0.05
"""Of the difference whose zero is the best weight."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Several (n) bidders, theta uniform on [1, 2]."""
    n, (value, work) = int(inputs["n"]), TECHNOLOGIES["quad"]

    def utility(weight: float) -> float:
        """What the purchaser expects under this weight: the bidder with the lowest type wins."""
        bidders = ScoringTypes(TYPES, work, value.linear(weight))

        def gain(theta: np.ndarray) -> np.ndarray:
            quality, price = bidders.offers(theta, number(n))
            return np.asarray(quality - price)

        return over_lowest(gain, TYPES, n)

    @lru_cache(maxsize=1)
    def best() -> float:
        return float(brentq(lambda w: utility(w + STEP) - utility(w - STEP), 2.0 * STEP, 2.0, xtol=1e-12))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "w_star":
            return Solved(best())
        if not quantity.startswith("buyer_utility"):
            raise quantity_unknown(quantity, ("w_star", "buyer_utility", "buyer_utility(w_star)"))
        weight = float(of["w"]) if "w" in of else best()
        return Simulated(first_score(ScoringTypes(TYPES, work, value.linear(weight)), value, n, setting)["E_buyer_utility"])

    return answer
