"""Two tasks compete for effort and only one is measured: paying for it crowds out the other, and the best slope allows for that."""

from __future__ import annotations

from math import inf

from gpssim.theory.evidence import Answer, Evidence, Inputs, Reference, Setting, Solved, quantity_unknown
from gpssim.theory.textbook.incentives import Doer, Work, best_slope, contractible_effort, response, surplus


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic. Efforts count from what is done unpaid, so that they may be negative."""
    doer = Doer(inputs.get("k", 1.0), inputs["d"], (0.0, 0.0), inputs["r"], least=-inf)
    work = Work((inputs["B1"], inputs["B2"]), inputs["s2"])
    terms = best_slope(doer, work)
    e1, e2 = response(terms, doer)
    best1, best2 = contractible_effort(doer, work)
    found: dict[str, Evidence] = {
        "beta_star": Solved(terms.slope),
        "e1": Solved(e1),
        "e2": Solved(e2),
        "surplus": Solved(surplus(terms, doer, work)),
        "first_best_e1": Reference(best1),
        "first_best_e2": Reference(best2),
    }

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity not in found:
            raise quantity_unknown(quantity, found)
        return found[quantity]

    return answer
