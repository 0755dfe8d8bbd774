"""Organizations are founded from outside and by those that are there, and leave: event by event, and in balance."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil, log
from typing import Final

import numpy as np

from gpssim.agents.events import run_industry_histories
from gpssim.errors import impossible
from gpssim.rules.entry import birth_rate
from gpssim.theory.chains import settled_counts
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.agents.events", "gpssim.rules.entry")
SLOW: Final = True
KNOWN: Final = ("mean", "P_N=0", "variance", "fano_factor")
CHANCE: Final = re.compile(r"P_N(<=|>=|=)?(\d+)?")
NEAR: Final = 1e-5
"""What is left of the start, as a share of the mean, when a history is looked at."""
RARE: Final = 4
"""How many times as many draws a probability takes, which may be small."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Rates per unit of time: founded from outside, spin-offs and exits of each organization."""
    rates = (float(inputs["nu"]), float(inputs["b"]), float(inputs["d"]))
    if not (rates[0] >= 0.0 <= rates[1] < rates[2]):
        raise impossible("nu, b, d", rates, "rates >= 0 with fewer spin-offs than exits")
    law = settled_counts(lambda n: birth_rate(n, rates[0], rates[1]), lambda n: rates[2] * n)
    n = np.arange(law.size)
    mean = float(law @ n)

    @lru_cache
    def counts(n_draws: int) -> np.ndarray:
        found = np.zeros(n_draws, dtype=np.int64)
        horizon = ceil(-log(NEAR) / (rates[2] - rates[1]))
        run_industry_histories(setting.luck.kernel_word("industry"), float(horizon), rates, found)
        return found

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "mean":
            return Simulated(counts(setting.n_draws).astype(np.float64))
        if quantity in ("variance", "fano_factor"):
            variance = float(law @ (n - mean) ** 2)
            return Solved(variance if quantity == "variance" else variance / mean)
        found = CHANCE.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        several = counts(RARE * setting.n_draws)
        at = int(found[2]) if found[2] else int(of.get("at_most", of.get("N", 0)))
        sign = found[1] or ("<=" if "at_most" in of else "=")
        return Simulated({"=": several == at, "<=": several <= at, ">=": several >= at}[sign].astype(np.float64))

    return answer
