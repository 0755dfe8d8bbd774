"""Reinforcement between two actions of which one pays more: its chance rises, slowly."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gpssim.rules.learning_to_bid import drawn, proportional, roth_erev_update
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Two actions with initial propensity s, paying a and b; learners are drawn for the last round T, earlier ones are exact."""
    start, pays, last = float(inputs["s"]), np.array([inputs["a"], inputs["b"]], dtype=np.float64), int(inputs["T"])

    @lru_cache
    def simulated(rounds: int) -> np.ndarray:
        """Chance of the first action after so many rounds, of independent learners."""
        learners, propensities = np.arange(setting.n_draws), np.full((setting.n_draws, 2), start)
        for t in range(rounds):
            action = drawn(proportional(propensities), setting.luck.uniforms("action", t, learners))
            propensities = roth_erev_update(propensities, action, pays[action], 0.0, 0.0)
        return proportional(propensities)[:, 0]

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity != "E_P(action0)":
            raise quantity_unknown(quantity, ("E_P(action0)",))
        rounds = int(of["index"])
        return Simulated(simulated(rounds)) if rounds == last else Solved(carried(start, pays, rounds))

    return answer


def carried(start: float, pays: np.ndarray, rounds: int) -> float:
    """Expected chance of the first action, the learning rule's own chances carried through all counts of actions."""
    weights, propensities = np.array([1.0]), np.full((1, 2), start)
    for _ in range(rounds):
        first = proportional(propensities)[:, 0]
        weights = np.append(weights * (1.0 - first), 0.0) + np.append(0.0, weights * first)
        second = roth_erev_update(propensities[:1], 1, pays[1:], 0.0, 0.0)
        propensities = np.vstack([second, roth_erev_update(propensities, 0, np.full(len(propensities), pays[0]), 0.0, 0.0)])
    return float(weights @ proportional(propensities)[:, 0])
