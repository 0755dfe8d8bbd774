"""Organizations grow in proportion to their size by chance: the rule of growth, drawn and carried through its moments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy import stats

from gpssim.analysis.laws import gini_of
from gpssim.rules.capacity import size_next
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.capacity", "gpssim.analysis.laws")
KNOWN: Final = ("E_log_size", "Var_log_size", "median_size", "E_size", "Gini", "P(size>2 S0)")
CHANCE: Final = re.compile(r"P\(size\s*([<>])\s*([\d.eE+-]*)\s*\*?\s*(S0)?\)")


@dataclass(frozen=True)
class _Growth:
    setting: Setting
    start: float
    drift: float
    spread: float
    periods: int

    @cached_property
    def sizes(self) -> np.ndarray:
        """Sizes of many organizations after all periods."""
        rows = np.arange(self.setting.n_draws)
        size = np.full(rows.size, self.start)
        for t in range(self.periods):
            size = size_next(size, self.drift, self.spread, self.setting.luck.normals("growth", t, rows))
        return size

    def middle(self) -> float:
        """The size of an organization whose luck is always the median: half have had less."""
        size = self.start
        for _ in range(self.periods):
            size = float(size_next(size, self.drift, self.spread, 0.0))
        return size

    def variance(self) -> float:
        """Of the logarithm: one period's variance for each period, as periods are independent."""
        nodes, weights = np.polynomial.hermite_e.hermegauss(20)
        logs, chance = np.log(size_next(1.0, self.drift, self.spread, nodes)), weights / weights.sum()
        return self.periods * float(chance @ (logs - chance @ logs) ** 2)

    def gini(self) -> float:
        return gini_of(stats.lognorm(np.sqrt(self.variance()), scale=self.middle()))


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Size at the start, drift, spread and periods from the case."""
    growth = _Growth(setting, float(inputs["s0"]), float(inputs["mu"]), float(inputs["sg"]), int(inputs["T"]))
    found = {"Var_log_size": growth.variance, "median_size": growth.middle, "Gini": growth.gini}

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity in ("E_log_size", "E_size"):
            return Simulated(np.log(growth.sizes) if "log" in quantity else growth.sizes)
        if quantity in found:
            return Solved(found[quantity]())
        bound = CHANCE.fullmatch(quantity)
        if not bound:
            raise quantity_unknown(quantity, KNOWN)
        size = float(bound[2] or 1.0) * (growth.start if bound[3] else 1.0)
        return Simulated((growth.sizes > size if bound[1] == ">" else growth.sizes < size).astype(np.float64))

    return answer
