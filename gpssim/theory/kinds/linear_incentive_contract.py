"""Pay is linear in noisy output, the provider averse to risk, with a mission: effort answers the slope that serves both best."""

from __future__ import annotations

from functools import lru_cache
from math import inf, sqrt
from typing import Final

import numpy as np

from gpssim.information.beliefs import precision
from gpssim.market import ContractTerms
from gpssim.rules.effort import delivered
from gpssim.theory.evidence import Answer, Evidence, Inputs, Reference, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.naming import parsed
from gpssim.theory.textbook.incentives import Doer, Work, best_slope, contractible_effort, response, surplus

KNOWN: Final = ("beta_star", "effort_star", "surplus_star", "first_best_effort", "fixed_price_effort", "E_output_at_beta_star")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """``m`` signals are ``m`` independent measurements of output, averaged."""
    doer = Doer(inputs["k"], 0.0, (inputs.get("om", 0.0), 0.0), inputs["r"], least=-inf)

    @lru_cache
    def work(n_signals: float) -> Work:
        informed = inputs["s2"] > 0.0
        return Work((inputs["B"], 0.0), float(1.0 / precision(sqrt(inputs["s2"]), n_signals)) if informed else 0.0)

    def outputs(n_signals: float) -> np.ndarray:
        noise = sqrt(work(n_signals).own) * setting.luck.normals("output", np.arange(setting.n_draws))
        effort = response(best_slope(doer, work(n_signals)), doer)[0]
        return delivered(np.zeros(1), np.array([effort]), 0.0, noise)

    def answer(quantity: str, of: Inputs) -> Evidence:
        named = parsed(quantity)
        if named.name == "first_best_effort":
            return Reference(contractible_effort(doer, work(1.0))[0])
        n = named.numbers[0] if named.numbers else float(of.get("m", of.get("signals", 1)))
        if named.name == "E_output_at_beta_star":
            return Simulated(outputs(n))
        if named.name not in KNOWN:
            raise quantity_unknown(quantity, KNOWN)
        given = named.name == "fixed_price_effort"
        terms = ContractTerms(slope=float(of.get("beta", 0.0))) if given else best_slope(doer, work(n))
        found = {"beta_star": terms.slope, "surplus_star": surplus(terms, doer, work(n))}
        return Solved(found.get(named.name, response(terms, doer)[0]))

    return answer
