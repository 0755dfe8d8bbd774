"""A price above cost, and exclusion of who is found shirking, keep quality up: at the premium one deviation no longer pays."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import Final

import numpy as np

from gpssim.rules.continuation import Standing, deterring_price, moved
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.continuation",)
NEGLIGIBLE: Final = 1e-5
"""Weight of a term at which the simulation ends."""


def debarment(terms: object) -> int | None:
    """Terms of debarment as the model counts them: ``None`` where it is permanent."""
    return int(terms) if isinstance(terms, (int, float)) and isfinite(terms) else None


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """``T`` terms of debarment; permanent if not given, or if it is no number."""
    delta, saving = inputs["delta"], inputs["cH"] - inputs["cL"]
    market = Standing(0.0, inputs["cH"], saving, inputs["d"], debarment(inputs.get("T")))
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
            "p_star_perfect_detection_permanent": lambda: deterring_price(replace(market, detection=1.0, debarment=None), delta),
        }
        if quantity not in found:
            raise quantity_unknown(quantity, ("PV_always_shirk_at_p_star", *found))
        return Solved(found[quantity]())

    return answer
