"""A price above cost, and exclusion of who is found shirking, keep quality up: the premium is where one deviation no longer pays."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Final

import numpy as np

from gpssim.rules.continuation import Standing, deterring_price, moved
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.continuation",)
NEGLIGIBLE: Final = 1e-6
"""Weight of a term from which on it is left out."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """``T`` terms of debarment; permanent if not given, or if it is no number."""
    delta, terms = inputs["delta"], inputs.get("T")
    finite = isinstance(terms, (int, float)) and not isinstance(terms, bool) and np.isfinite(terms)
    market = Standing(0.0, inputs["cH"], inputs["cH"] - inputs["cL"], inputs["d"], int(terms) if finite else None)
    market = replace(market, price=deterring_price(market, delta))

    def always_shirking() -> np.ndarray:
        """Discounted payoffs of providers who shirk whenever they have a contract, found out and debarred by chance."""
        chain, flow = market.chain(shirks=True), market.flow(shirks=True)
        state, total = np.zeros(setting.n_draws, dtype=int), np.zeros(setting.n_draws)
        open_rows = np.arange(setting.n_draws)
        for term in range(int(log(NEGLIGIBLE) / log(delta)) + 1 if delta > 0.0 else 1):
            total[open_rows] += delta**term * flow[state[open_rows]]
            state[open_rows] = moved(chain, state[open_rows], setting.luck.uniforms("detection", open_rows, term))
            open_rows = open_rows[chain[state[open_rows], state[open_rows]] < 1.0]
            if not open_rows.size:
                break
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
