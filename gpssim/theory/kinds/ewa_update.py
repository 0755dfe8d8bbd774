"""Attractions of actions after a given history of payoffs, earned and foregone, and how likely each is played next."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from gpssim.rules.learning_to_bid import ewa_update, logit
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

NAMES: Final = re.compile(r"N|A(\d+)|P\(action(\d+)\)")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: the history is given, a row for each round with the action played and the payoff of every action."""
    weight, attractions = np.asarray(float(inputs["N0"])), np.array(inputs["A0"], dtype=np.float64)
    after = [(weight, attractions)]
    for chosen, *payoffs in inputs["hist"]:
        earned = np.array(payoffs, dtype=np.float64)
        after.append(ewa_update(*after[-1], int(chosen), earned, inputs["phi"], inputs["delta"], inputs["rho"]))

    def answer(quantity: str, of: Inputs) -> Solved:
        named = NAMES.fullmatch(quantity)
        if named is None:
            raise quantity_unknown(quantity, ("N", "A0", "A1", "P(action0)"))
        n, a = after[of["index"]]
        if named[1] is not None:
            return Solved(float(a[int(named[1])]))
        return Solved(float(logit(a, inputs["lam"])[int(named[2])] if named[2] is not None else n))

    return answer
