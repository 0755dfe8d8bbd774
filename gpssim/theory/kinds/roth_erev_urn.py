"""Reinforcement where every action pays the same: what is played early is played more, and shares never settle at one value."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.rules.learning_to_bid import drawn, proportional, roth_erev_update
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

LONG: Final = 200
"""Rounds, and twice as many, from which the variance of shares is extrapolated: it is linear in 1 / rounds."""
TWICE: Final = re.compile(r"P_same_action_twice(\(rounds 1,2\))?")
ALL_SAME: Final = re.compile(r"P_all_same_first_(\d+)")
SHARES: Final = re.compile(r"E_share(_sq)?(\(T=(\d+)\))?")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """K actions with initial propensity s; each pays a whenever it is played."""
    start, pay, n_actions = float(inputs["s"]), float(inputs["a"]), int(inputs["K"])

    @lru_cache
    def played(rounds: int) -> np.ndarray:
        """Actions of independent learners, shape (n_draws, rounds)."""
        learners, propensities = np.arange(setting.n_draws), np.full((setting.n_draws, n_actions), start)
        actions = np.empty((setting.n_draws, rounds), dtype=np.int64)
        for t in range(rounds):
            actions[:, t] = drawn(proportional(propensities), setting.luck.uniforms("action", t, learners))
            propensities = roth_erev_update(propensities, actions[:, t], np.full(setting.n_draws, pay), 0.0, 0.0)
        return actions

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "limit_variance_of_share":
            return Solved(2.0 * variance(start, pay, n_actions, 2 * LONG) - variance(start, pay, n_actions, LONG))
        if TWICE.fullmatch(quantity):
            return Simulated(played(2)[:, 0] == played(2)[:, 1])
        if same := ALL_SAME.fullmatch(quantity):
            first = played(int(same[1]))
            return Simulated((first == first[:, :1]).all(axis=1))
        if shares := SHARES.fullmatch(quantity):
            share = (played(int(of.get("T") or shares[3] or inputs["T"])) == 0).mean(axis=1)
            return Simulated(share**2 if shares[1] else share)
        known = ("E_share", "E_share_sq", "limit_variance_of_share", "P_same_action_twice(rounds 1,2)", "P_all_same_first_5")
        raise quantity_unknown(quantity, known)

    return answer


def variance(start: float, pay: float, n_actions: int, rounds: int) -> float:
    """Variance of the share of the first action, its chances carried through all counts of it."""
    chances = np.array([1.0])
    for t in range(rounds):
        first = start + pay * np.arange(t + 1.0)
        others = np.full((t + 1, n_actions - 1), (n_actions * start + pay * t - first)[:, None] / max(n_actions - 1, 1))
        again = proportional(np.column_stack([first, others]))[:, 0]
        chances = np.append(chances * (1.0 - again), 0.0) + np.append(0.0, chances * again)
    share = np.arange(rounds + 1) / rounds
    mean = float(chances @ share)
    return float(chances @ (share - mean) ** 2)
