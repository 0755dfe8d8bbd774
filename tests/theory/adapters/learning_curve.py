"""Unit cost falls with experience, and experience fades."""

from __future__ import annotations

from typing import Any

import numpy as np

from gpssim.rules.learning import experience_next, exponent, unit_cost


def answers(inputs: dict[str, Any]) -> Any:
    b, first = exponent(inputs["PR"]), inputs["c1"]

    def experience(months: int) -> float:
        units = 1.0
        for _ in range(months):
            units = float(experience_next(units, inputs["dep"], inputs["qflow"]))
        return units

    def answer(quantity: str, of: dict[str, Any]) -> float:
        if quantity == "b_exponent":
            return b
        if quantity == "cumulative_cost":
            return float(unit_cost(first, np.arange(1, of["N"] + 1), b).sum())
        units = float(of["n"]) if "n" in of else experience(of.get("t", 2000))
        return float(unit_cost(first, units, b)) if quantity.endswith("unit_cost") else units

    return answer
