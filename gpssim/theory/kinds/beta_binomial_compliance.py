"""Inspections show whether promises are kept; the purchaser's belief about compliance follows.

The Beta compliance system counts; the chance of compliance is drawn from its prior, or given, and inspections from the chance.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy import stats

from gpssim.information.reputation.base import Record, Signals
from gpssim.information.reputation.beta_compliance import BetaCompliance
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

MORE: Final = 3
"""Times the usual draws: some outcomes are rare."""
QUANTITIES: Final = (
    "prior_var",
    "prior_mean",
    "E_posterior_var",
    "posterior_mean",
    "posterior_var",
    "predictive_pmf",
    "E_posterior_mean",
)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """One prior, one number of inspections."""
    system = BetaCompliance(kept_before=float(inputs["a"]), broken_before=float(inputs["b"]))
    prior = system.begin((), system.prior_mean)

    def after(kept: np.ndarray, n: int) -> Record:
        start = system.begin(kept.shape, system.prior_mean)
        return system.learn(start, Signals(np.zeros(kept.shape), np.full(kept.shape, float(n > 0)), float(n), kept))

    @lru_cache
    def inspected(n: int, chance: float | None) -> np.ndarray:
        """Kept promises found in n inspections of organizations whose chance is drawn from the prior, or given."""
        luck, rows = setting.luck.at(n), np.arange(MORE * setting.n_draws)
        p = np.asarray(stats.beta(system.kept_before, system.broken_before).ppf(luck.uniforms("compliance", rows)))
        p = p if chance is None else np.full(p.shape, chance)
        kept = np.zeros(p.shape)
        for k in range(n):
            kept += luck.uniforms("inspection", rows, k) < p
        return kept

    def answer(quantity: str, of: Inputs) -> Evidence:
        n = int(of.get("n", inputs["n"]))
        if quantity in ("prior_var", "prior_mean"):
            return Solved(float(getattr(system.chance(prior), "variance" if quantity == "prior_var" else "mean")))
        if quantity in ("posterior_mean", "posterior_var"):
            standing = system.chance(after(np.asarray(float(of["x"])), n))
            return Solved(float(standing.mean if quantity == "posterior_mean" else standing.variance))
        if quantity == "predictive_pmf":
            found = after(inspected(n, None), n)  # read back what the record counted
            return Simulated(np.rint(found.first - prior.first) == of["x"])
        if quantity == "E_posterior_var":
            return Simulated(system.chance(after(inspected(n, None), n)).variance)
        if quantity == "E_posterior_mean":
            return Simulated(system.chance(after(inspected(n, _chance(of, inputs)), n)).mean)
        raise quantity_unknown(quantity, QUANTITIES)

    return answer


def _chance(of: Inputs, inputs: Inputs) -> float:
    return float(of["p_true"] if "p_true" in of else inputs["ptrue"])
