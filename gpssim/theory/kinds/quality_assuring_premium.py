"""A price above cost, and exclusion of who is found shirking, keep quality up: at the premium one deviation no longer pays."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import Final

import numpy as np

from gpssim.market import ContractTerms
from gpssim.rules.continuation import Standing, deterring_price, moved
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.continuation",)
FORGOTTEN: Final = 1e-18
"""Weight of a return to the market that is none."""
NEGLIGIBLE: Final = 1e-5
"""Weight of a term at which the simulation ends."""


def debarment(terms: object, discount: float) -> int:
    """Terms of debarment as contracts count them: -1 where it is for good, or as long as makes no difference."""
    given = isinstance(terms, (int, float)) and isfinite(terms)
    return int(terms) if given and discount**terms > FORGOTTEN else -1  # type: ignore[operator, call-overload]  # a number


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """``T`` terms of debarment; permanent if not given, or if it is no number."""
    delta, saving = inputs["delta"], inputs["cH"] - inputs["cL"]
    terms = ContractTerms(months=1, detection=inputs["d"], debarment=debarment(inputs.get("T"), delta))
    market = Standing.under(terms, 0.0, inputs["cH"], saving)
    market = replace(market, price=deterring_price(market, delta))

    def always_shirking() -> np.ndarray:
        """Discounted payoffs of providers who shirk whenever they have a contract, found out and debarred by chance.

        What is left when the weight of a term is negligible counts at its present value.
        """
        chain, flow = market.chain(shirks=True), market.flow(shirks=True)
        state, total = np.zeros(setting.n_draws, dtype=int), np.zeros(setting.n_draws)
        rows, weight, term = np.arange(setting.n_draws), 1.0, 0
        while rows.size and weight > NEGLIGIBLE:
            total[rows] += weight * flow[state[rows]]
            state[rows] = moved(chain, state[rows], setting.luck.uniforms("detection", rows, term))
            rows, weight, term = rows[chain[state[rows], state[rows]] < 1.0], weight * delta, term + 1
        total[rows] += weight * market.worth(delta, shirks=True)[state[rows]]
        return total

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "PV_always_shirk_at_p_star":
            return Simulated(always_shirking())
        found = {
            "p_star": lambda: market.price,
            "premium": lambda: market.price - market.cost,
            "PV_of_rent_at_p_star": lambda: float(market.worth(delta)[0]),
            "p_star_perfect_detection_permanent": lambda: deterring_price(replace(market, detection=1.0, debarment=-1), delta),
        }
        if quantity not in found:
            raise quantity_unknown(quantity, ("PV_always_shirk_at_p_star", *found))
        return Solved(found[quantity]())

    return answer
