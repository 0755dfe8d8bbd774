"""Two providers meet a common shock: pay by the difference of their outputs takes the shared risk out, and a steeper slope pays."""

from __future__ import annotations

from math import inf

from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown
from gpssim.theory.textbook.incentives import Doer, Work, best_slope, best_yardstick, relative_variance, response


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: the weight that leaves least risk, then the slope that serves both sides best."""
    doer = Doer(inputs["k"], risk_aversion=inputs["r"], least=-inf)
    work = Work((inputs.get("B", 1.0), 0.0), inputs["se2"], inputs["sc2"])
    relative, alone = best_slope(doer, work, best_yardstick(work)), best_slope(doer, work)
    found = {
        "gamma": relative.yardstick,
        "var_eff": relative_variance(relative, work),
        "beta_with_yardstick": relative.slope,
        "beta_without": alone.slope,
        "effort_with": response(relative, doer)[0],
        "effort_without": response(alone, doer)[0],
    }

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in found:
            raise quantity_unknown(quantity, found)
        return Solved(found[quantity])

    return answer
