"""Purchasers choose in turn and see what others chose, not how it went, until nobody's own sign counts any more.

The rule of inference from choices, run in sequence before many good organizations at once; bad ones are their mirror image.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.errors import GpssimError, impossible
from gpssim.rules.herding import adopts, in_cascade, informed
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown

PARTS: Final = ("gpssim.rules.herding",)
LONGEST: Final = 2_000


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """One accuracy of private signs."""
    accuracy = float(inputs["p"])
    if not 0.5 < accuracy < 1.0:
        raise impossible("p", accuracy, "a number above 0.5 and below 1")

    @lru_cache
    def ends() -> np.ndarray:
        """The cascade that ends the line before each of many good organizations: 1 all choose it, -1 nobody does."""
        public, open_ = np.zeros(setting.n_draws), np.arange(setting.n_draws)
        for turn in range(LONGEST):
            luck = setting.luck.at(turn)
            good_sign = luck.uniforms("sign", open_) < accuracy
            chosen = adopts(public[open_], good_sign, accuracy, luck.uniforms("coin", open_))
            public[open_] = informed(public[open_], chosen, accuracy)
            open_ = open_[in_cascade(public[open_], accuracy) == 0]
            if not open_.size:
                return in_cascade(public, accuracy)
        raise GpssimError(f"no cascade after {LONGEST} purchasers with signs right with probability {accuracy}")

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity not in ("P_correct_cascade", "P_wrong_cascade"):
            raise quantity_unknown(quantity, ("P_correct_cascade", "P_wrong_cascade"))
        return Simulated(ends() == (1 if quantity == "P_correct_cascade" else -1))

    return answer
