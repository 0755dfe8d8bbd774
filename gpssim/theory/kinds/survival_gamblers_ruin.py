"""An organization earns or loses one unit of cash each period and closes when it has none: the rule of insolvency."""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.rules.entry import insolvent
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown

KNOWN: Final = ("P_ruin_ever", "P_ruin_by_T=40", "P_ruin_before_15", "E_duration(0 or a)")
NAME: Final = re.compile(r"P_ruin_by(?:_T=(\d+))?|P_ruin_before(?:_(\d+))?|P_ruin_ever|E_duration(?:\(0 or (a|\d+)\))?")
OWED: Final = -1.0
"""Whoever owes more than minus one unit, that is holds less than one, must close."""
FIRST: Final = 200
"""Periods after which it is first asked whether anybody still closes; then after twice as many."""
MOST: Final = 200_000


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Chance of a surplus, reserve, goal and horizon from the case."""
    chance, reserve, goal = float(inputs["p"]), int(inputs["k"]), inputs.get("a")
    if not (0.0 <= chance <= 1.0 and reserve >= 1):
        raise impossible("p, k", (chance, reserve), "a probability and a reserve of at least 1")

    @lru_cache
    def closed(until: float, at_most: float) -> tuple[np.ndarray, np.ndarray]:
        """Whether each organization closed, and in which period it closed or reached its goal (0: neither)."""
        ruined, ended = np.zeros(setting.n_draws, dtype=bool), np.zeros(setting.n_draws)
        rows, cash, t, look = np.arange(setting.n_draws), np.full(setting.n_draws, reserve), 0, FIRST
        seen = -1
        while rows.size and t < at_most:
            t += 1
            cash = cash + np.where(setting.luck.uniforms("surplus", t, rows) < chance, 1, -1)
            fails = insolvent(-cash, OWED)
            done = fails | (cash >= until)
            ruined[rows[fails]], ended[rows[done]] = True, t
            rows, cash = rows[~done], cash[~done]
            if at_most == inf and until == inf and t == look:
                if int(ruined.sum()) == seen or t >= MOST:
                    break
                look, seen = 2 * look, int(ruined.sum())
        return ruined, ended

    def answer(quantity: str, of: Inputs) -> Simulated:
        found = NAME.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        if quantity.startswith("E_duration"):
            until = float(found[3]) if found[3] and found[3] != "a" else float(of.get("a", goal))
            return Simulated(closed(until, inf)[1])
        if quantity.startswith("P_ruin_before"):
            return Simulated(closed(float(found[2] or of.get("a", goal)), inf)[0].astype(np.float64))
        periods = inf if quantity == "P_ruin_ever" else float(found[1] or of.get("T", inputs.get("T")))
        return Simulated(closed(inf, periods)[0].astype(np.float64))

    return answer
