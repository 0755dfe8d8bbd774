"""Unit cost falls with experience, and experience fades: the learning rule with a flow of units and a retention."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.rules.learning import experience_next, exponent, unit_cost
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved

SETTLED: Final = 1e-15
"""Relative change of experience at which it is steady."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    b, first = exponent(inputs["PR"]), inputs["c1"]

    @lru_cache
    def experience(periods: int | None) -> float:
        """Units of experience after so many periods from one unit, or when it is steady."""
        units, t = 1.0, 0
        if periods is None and not 0.0 <= inputs["dep"] < 1.0:
            raise impossible("dep", inputs["dep"], "below 1: without forgetting experience never settles")
        while periods is None or t < periods:
            later = float(experience_next(units, inputs["dep"], inputs["qflow"]))
            if periods is None and abs(later - units) <= SETTLED * units:
                return later
            units, t = later, t + 1
        return units

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity == "b_exponent":
            return Solved(b)
        if quantity == "cumulative_cost":
            return Solved(float(unit_cost(first, np.arange(1, of["N"] + 1), b).sum()))
        units = float(of["n"]) if "n" in of else experience(of.get("t"))
        return Solved(float(unit_cost(first, units, b)) if quantity.endswith("unit_cost") else units)

    return answer
