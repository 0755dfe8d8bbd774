"""Dissatisfied clients look around and choose again by attraction: clients followed month by month, and the rule's own chain."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.rules.choice import attraction, leaves, liking
from gpssim.theory.chains import periods_to_settle, settled
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.textbook.discrete_choice import switching

NEAR: Final = 1e-5
"""How near clients' law is to the steady state when they are asked."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Dissatisfaction with each provider and its attraction from the case."""
    dissatisfied, weights = np.array(inputs["d"], dtype=np.float64), np.array(inputs["a"], dtype=np.float64)
    if dissatisfied.shape != weights.shape or not weights.sum() > 0.0:
        raise impossible("d, a", (inputs["d"], inputs["a"]), "two lists of one length with some attraction")
    moves = switching(dissatisfied, weights)
    law = settled(moves)

    @lru_cache
    def clients() -> np.ndarray:
        """Provider of each of many clients after many months; at first they are spread evenly."""
        n = dissatisfied.size
        rows = np.arange(setting.n_draws)
        with_ = rows % n
        for t in range(periods_to_settle(moves, np.full(n, 1.0 / n), law, NEAR)):
            acts = setting.luck.uniforms("dissatisfied", t, rows)
            looks = np.flatnonzero([leaves(0.0, 1.0, chance, u) for chance, u in zip(dissatisfied[with_], acts, strict=True)])
            taste = setting.luck.uniforms("choice", t, looks[:, None], np.arange(n)[None, :])
            with_[looks] = liking(attraction(weights), 1.0, taste).argmax(axis=1)
        return with_

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "stationary_share":
            return Simulated((clients() == int(of["index"])).astype(np.float64))
        if quantity == "churn_rate":
            return Solved(float(law @ (1.0 - np.diag(moves))))
        raise quantity_unknown(quantity, ("stationary_share", "churn_rate"))

    return answer
