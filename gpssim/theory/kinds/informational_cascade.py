"""Purchasers choose in turn and see what others chose, not how it went, until nobody's own sign counts any more.

The rule of inference from choices, run in sequence for many organizations at once, good ones and bad ones.
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
    def ends() -> tuple[np.ndarray, np.ndarray]:
        """Whether each organization is good, and the cascade that ends its line (1 all choose it, -1 nobody)."""
        rows = np.arange(setting.n_draws)
        good = setting.luck.uniforms("good", rows) < 0.5
        public = np.zeros(rows.size)
        open_ = rows
        for turn in range(LONGEST):
            luck = setting.luck.at(turn)
            sign = (luck.uniforms("sign", open_) < accuracy) == good[open_]
            chosen = adopts(public[open_], sign, accuracy, luck.uniforms("coin", open_))
            public[open_] = informed(public[open_], chosen, accuracy)
            open_ = open_[in_cascade(public[open_], accuracy) == 0]
            if not open_.size:
                return good, in_cascade(public, accuracy)
        raise GpssimError(f"no cascade after {LONGEST} purchasers with signs right with probability {accuracy}")

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity not in ("P_correct_cascade", "P_wrong_cascade"):
            raise quantity_unknown(quantity, ("P_correct_cascade", "P_wrong_cascade"))
        good, end = ends()
        return Simulated((end == np.where(good, 1, -1)) == (quantity == "P_correct_cascade"))

    return answer
