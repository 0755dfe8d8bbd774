"""A provider may shirk, a purchaser may audit: the mixed equilibrium is played draw by draw, logit answers are solved."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.rules.inspection import Stakes, logit_equilibrium, mixed_equilibrium, outcome, payoffs
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

MORE_DRAWS: Final = 4
"""Times the usual number of draws: what happens may be rare."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Payoffs follow from what is at stake: saving, fine, detection, cost of an audit, harm."""
    stakes = Stakes(inputs["gsave"], inputs["F"], inputs["d"], inputs["a"], inputs["L"], inputs.get("phi", 0.0))
    provider, purchaser = payoffs(stakes)

    @lru_cache
    def played() -> dict[str, np.ndarray]:
        shirk, audit = mixed_equilibrium(provider, purchaser)
        game = np.arange(MORE_DRAWS * setting.n_draws)
        shirks, audits = setting.luck.uniforms("shirk", game) < shirk, setting.luck.uniforms("audit", game) < audit
        finds = setting.luck.uniforms("detection", game) < stakes.detection
        gains = outcome(stakes, *(np.asarray(x, dtype=float) for x in (shirks, audits, finds)))
        return {
            "P_audit": audits,
            "P_shirk": shirks,
            "P_detected_shirk": shirks & audits & finds,
            "provider_payoff": gains[0],
            "purchaser_payoff": gains[1],
        }

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity in ("QRE_P_shirk", "QRE_P_audit"):
            shirk, audit = logit_equilibrium(provider, purchaser, of["lambda"] if "lambda" in of else inputs["lam"])
            return Solved(shirk if quantity == "QRE_P_shirk" else audit)
        if quantity not in played():
            raise quantity_unknown(quantity, ("QRE_P_shirk", "QRE_P_audit", *played()))
        return Simulated(played()[quantity])

    return answer
