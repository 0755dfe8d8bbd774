"""A price above cost, and exclusion of who is found shirking, keep quality up: at the premium one deviation no longer pays."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite, log
from typing import Final

import numpy as np

from gpssim.rules.continuation import Standing, deterring_price, moved
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.continuation",)
NEGLIGIBLE: Final = 1e-5
"""Weight of a term from which on it is left out."""


def debarment(terms: object) -> int | None:
    """Terms of debarment as the model counts them: ``None`` where it is permanent."""
    return int(terms) if isinstance(terms, (int, float)) and isfinite(terms) else None


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """``T`` terms of debarment; permanent if not given, or if it is no number."""
    delta, saving = inputs["delta"], inputs["cH"] - inputs["cL"]
    market = Standing(0.0, inputs["cH"], saving, inputs["d"], debarment(inputs.get("T")))
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
