"""Equal providers meet in one tender after another; whoever loses too many in a row closes."""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from typing import Final

import numpy as np
from scipy import stats

from gpssim.errors import impossible
from gpssim.rules.entry import gives_up, idle_next
from gpssim.theory.awards import lowest_wins
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown
from gpssim.theory.tendering import markup_bids

SURVIVE: Final = re.compile(r"P_survive(?:_T=(\d+))?")
COSTS: Final = stats.uniform(1.0, 1.0)
CEILING: Final = 2.0
AT_ONCE: Final = 1.0
"""Hazard of those who have been idle for too long: they close in that period."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Number of providers and losses in a row after which one closes, from the case."""
    n, losses = int(inputs["n"]), int(inputs["K"])
    if not (n >= 1 <= losses):
        raise impossible("n, K", (n, losses), "at least one provider and one loss")

    @lru_cache
    def lifetimes(at_most: float) -> np.ndarray:
        """Period in which each watched provider closes; ``inf`` for those that live longer than ``at_most``."""
        lived, rows, t = np.full(setting.n_draws, inf), np.arange(setting.n_draws), 0
        idle = np.zeros(setting.n_draws)
        while rows.size and t < at_most:
            t += 1
            idle = idle_next(idle, _wins(setting, n, t, rows))
            gone = gives_up(idle, losses - 1, AT_ONCE, setting.luck.uniforms("closing", t, rows))
            lived[rows[gone]] = t
            rows, idle = rows[~gone], idle[~gone]
        return lived

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity == "E_lifetime":
            if n < 2:
                raise impossible("n", n, "at least two providers: alone one never loses")
            return Simulated(lifetimes(inf))
        found = SURVIVE.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, ("P_survive_T=20", "E_lifetime"))
        periods = float(found[1] or of.get("T", inputs.get("T")))
        return Simulated((lifetimes(periods) > periods).astype(np.float64))

    return answer


def _wins(setting: Setting, n: int, t: int, rows: np.ndarray) -> np.ndarray:
    """Whether the watched provider wins the tender of period t in each history that goes on."""
    uniforms = setting.luck.uniforms("cost", t, rows[:, None], np.arange(n)[None, :])
    prices = markup_bids(np.asarray(COSTS.ppf(uniforms)), CEILING)
    return np.asarray(lowest_wins(prices, CEILING, t - 1) == 0)
