"""Comprehensive scores with price points lowest / own, and how a losing low price turns them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq

from gpssim.errors import impossible
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

NAMES: Final = ("score", "winner_index", "score_with_shill", "winner_index_with_shill", "pivotal_b_min")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: offers and their quality points are given."""
    tender, bids = OpenTender(price_weight=float(inputs["w"])), np.array(inputs["bids"], dtype=np.float64)
    quality, ceiling = np.array(inputs["Q"], dtype=np.float64), 10.0 * float(bids.max())

    def scores(low: float | None = None) -> np.ndarray:
        if low is None:
            return tender.score(bids, quality, ceiling)
        return tender.score(np.append(bids, low), np.append(quality, float(inputs["shill_q"])), ceiling)

    @lru_cache
    def turning_point() -> float:
        """The lowest price of others at which the winner is overtaken by who wins with the low offer."""
        low = float(inputs["shill_b"])
        i, j = int(scores().argmax()), int(scores(low).argmax())
        if i == j:
            raise impossible("shill_b", low, "a price that turns the winner, where a turning point is asked for")
        return float(brentq(lambda x: scores(x)[i] - scores(x)[j], low, bids.min(), xtol=1e-13, rtol=1e-14))

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity == "pivotal_b_min":
            return Solved(turning_point())
        if not re.fullmatch(r"(score|winner_index)(_with_shill)?", quantity):
            raise quantity_unknown(quantity, NAMES)
        found = scores(float(inputs["shill_b"]) if quantity.endswith("with_shill") else None)
        return Solved(float(found[of["index"]] if quantity.startswith("score") else found.argmax()))

    return answer
