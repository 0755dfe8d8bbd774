"""Contracts are tendered among providers whom only independent costs tell apart: concentration of what they win."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy import stats

from gpssim.analysis.concentration import hhi
from gpssim.theory.awards import lowest_wins
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown
from gpssim.theory.tendering import costs_of, markup_bids

COSTS: Final = stats.uniform(1.0, 1.0)
CEILING: Final = 2.0
SLOW: Final = True


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Numbers of providers and contracts from each value."""

    @lru_cache
    def wins(n: int, contracts: int) -> np.ndarray:
        """Contracts won by each provider, shape (n_draws, n)."""
        won = np.zeros((setting.n_draws, n))
        for t in range(contracts):
            cost = costs_of(COSTS, n, setting.luck.at(n, t), setting.n_draws)
            won[np.arange(setting.n_draws), lowest_wins(markup_bids(cost, CEILING), CEILING, t)] += 1.0
        return won

    def sizes(n: int) -> np.ndarray:
        """Independent exponential sizes."""
        rows, providers = np.arange(setting.n_draws)[:, None], np.arange(n)[None, :]
        return np.asarray(-np.log(setting.luck.uniforms("size", n, rows, providers)))

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity == "E_HHI":
            return Simulated(hhi(wins(int(of["n"]), int(of["T"]))))
        if quantity == "E_distinct_winners":
            return Simulated((wins(int(of["n"]), int(of["T"])) > 0.0).sum(axis=1).astype(np.float64))
        if quantity == "E_HHI_exponential_sizes":
            return Simulated(hhi(sizes(int(of["n"]))))
        raise quantity_unknown(quantity, ("E_HHI", "E_distinct_winners", "E_HHI_exponential_sizes"))

    return answer
