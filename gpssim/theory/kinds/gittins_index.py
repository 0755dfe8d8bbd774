"""What it is worth to try an unproven provider: the sure success rate at which a purchaser is indifferent.

Solved by the generic index solver on the states of a Beta belief about compliance.
"""

from __future__ import annotations

import numpy as np

from gpssim.information.beliefs import compliance
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown
from gpssim.theory.textbook.compliance_arm import compliance_index


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in ("gittins_index", "exploration_bonus"):
            raise quantity_unknown(quantity, ("gittins_index", "exploration_bonus"))
        kept, broken = float(of["a"]), float(of["b"])
        discount = float(of["gamma"] if "gamma" in of else inputs["gam"])
        value = compliance_index(kept, broken, discount)
        known = float(compliance(np.asarray(kept), np.asarray(broken))[0])
        return Solved(value if quantity == "gittins_index" else value - known)

    return answer
