"""Organizations grow in proportion to their size by chance: the rule of proportional growth, drawn and carried through its moments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np
from scipy import stats

from gpssim.analysis.laws import gini_of
from gpssim.rules.capacity import size_next
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.capacity", "gpssim.analysis.laws")
KNOWN: Final = ("E_log_size", "Var_log_size", "median_size", "E_size", "Gini", "P(size>2 S0)")
CHANCE: Final = re.compile(r"P\(size\s*([<>])\s*([\d.eE+-]*)\s*\*?\s*(S0)?\)")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Size at the start, drift, spread and periods from the case."""
    start, drift, spread, periods = float(inputs["s0"]), float(inputs["mu"]), float(inputs["sg"]), int(inputs["T"])
    rows = np.arange(setting.n_draws)

    @lru_cache
    def sizes() -> np.ndarray:
        size = np.full(setting.n_draws, start)
        for t in range(periods):
            size = size_next(size, drift, spread, setting.luck.normals("growth", t, rows))
        return size

    def middle() -> float:
        """The size of an organization whose luck is always the median: half have had less."""
        size = start
        for _ in range(periods):
            size = float(size_next(size, drift, spread, 0.0))
        return size

    def variance() -> float:
        """Of the logarithm: one period's variance for each period, as periods are independent."""
        nodes, weights = np.polynomial.hermite_e.hermegauss(20)
        logs, chance = np.log(size_next(1.0, drift, spread, nodes)), weights / weights.sum()
        return periods * float(chance @ (logs - chance @ logs) ** 2)

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity in ("E_log_size", "E_size"):
            return Simulated(np.log(sizes()) if "log" in quantity else sizes())
        if quantity == "Var_log_size":
            return Solved(variance())
        if quantity == "median_size":
            return Solved(middle())
        if quantity == "Gini":
            return Solved(gini_of(stats.lognorm(np.sqrt(variance()), scale=middle())))
        found = CHANCE.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        bound = float(found[2] or 1.0) * (start if found[3] else 1.0)
        return Simulated((sizes() > bound if found[1] == ">" else sizes() < bound).astype(np.float64))

    return answer
