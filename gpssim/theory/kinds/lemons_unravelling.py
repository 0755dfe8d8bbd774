"""Purchasers post the value of the mean quality they expect; whoever costs more leaves; expectations follow, round by round.

The posted price and the rule of who stays, iterated until the price stands still; quality is also what serving costs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np

from gpssim.rules.posted_price import mean_quality_of_stayers, next_price, prices
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Solved, quantity_unknown
from gpssim.theory.laws import law

PARTS: Final = ("gpssim.rules.posted_price",)
QUANTITIES: Final = ("p_star", "participation_share", "mean_quality_served", "p", "contraction_rate")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    given = inputs["D"] if "D" in inputs else {"dist": "uniform", "low": inputs["a"], "high": inputs["b"]}
    quality, value = law(given), float(inputs["v"])

    @lru_cache
    def sequence() -> np.ndarray:
        return np.fromiter(prices(quality, value), dtype=np.float64)

    def answer(quantity: str, of: Inputs) -> Evidence:
        settled = float(sequence()[-1])
        if quantity == "p":
            return Solved(float(sequence()[min(int(of["index"]), len(sequence()) - 1)]))
        found = {
            "p_star": lambda: settled,
            "participation_share": lambda: float(quality.cdf(settled)),
            "mean_quality_served": lambda: mean_quality_of_stayers(quality, settled),
            "contraction_rate": lambda: contraction(quality, value, settled),
        }
        if quantity not in found:
            raise quantity_unknown(quantity, QUANTITIES)
        return Solved(found[quantity]())

    return answer


def contraction(quality: Any, value: float, settled: float) -> float:
    """By which part a small gap to the settled price is left after a round, where organizations still leave."""
    low, top = quality.support()
    width = top - low
    centre = min(max(settled, low + 0.01 * width), top - 0.01 * width)
    above, below = centre + 0.005 * width, centre - 0.005 * width
    return float((next_price(quality, value, above) - next_price(quality, value, below)) / (above - below))
