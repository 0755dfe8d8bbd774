"""Two providers meet a common shock: pay by the difference of their outputs takes the shared risk out, and a steeper slope pays."""

from __future__ import annotations

from math import inf
from typing import Final

from gpssim.rules.incentives import Doer, Work, best_slope, best_yardstick, relative_variance, response
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.incentives", "gpssim.rules.effort", "gpssim.rules.peaks")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: the weight that leaves least risk, then the slope that serves both sides best."""
    doer = Doer(inputs["k"], risk_aversion=inputs["r"], least=-inf)
    weight = best_yardstick(inputs["se2"], inputs["sc2"])

    def slope(used: float) -> float:
        variance = relative_variance(used, inputs["se2"], inputs["sc2"])
        return best_slope(doer, Work((inputs.get("B", 1.0), 0.0), variance))

    found = {
        "gamma": lambda: weight,
        "var_eff": lambda: relative_variance(weight, inputs["se2"], inputs["sc2"]),
        "beta_with_yardstick": lambda: slope(weight),
        "beta_without": lambda: slope(0.0),
        "effort_with": lambda: response(slope(weight), doer)[0],
        "effort_without": lambda: response(slope(0.0), doer)[0],
    }

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in found:
            raise quantity_unknown(quantity, found)
        return Solved(found[quantity]())

    return answer
