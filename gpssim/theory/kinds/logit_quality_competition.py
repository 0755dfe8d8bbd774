"""Providers compete in quality for citizens of different taste: best answers to demand, quality paid once or per client."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from gpssim.bidding.quality_competition import Citizens, Terms, symmetric_quality
from gpssim.errors import impossible
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

PARTS: Final = ("gpssim.bidding.quality_competition", "gpssim.rules.quality", "gpssim.rules.choice")
KNOWN: Final = ("q_star_fixed_cost", "q_star_percapita_cost", "profit_fixed_cost", "profit_percapita_cost", "share")
NAME: Final = re.compile(r"(q_star|profit|share)(?:_(fixed|percapita)_cost)?(?:\s*\(g=([-+.\deE]+)\))?")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    n, margin = int(inputs["n"]), float(inputs["p"]) - float(inputs["c"])
    citizens = Citizens(float(inputs["al"]), taste=float(inputs["mu"]))

    def share(own: float, others: float) -> float:
        return float(citizens.by_taste(np.array([own] + [others] * (n - 1)))[0])

    def answer(quantity: str, of: Inputs) -> Solved:
        found = NAME.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        per_client = found[2] == "percapita"
        each = float(found[3] or of.get("g", inputs.get("g", 0.0)))
        if per_client and not (each > 0.0 and n > 1):
            raise impossible("g, n", (each, n), "a cost above 0 for each client and at least two providers")
        terms = Terms(margin, 0.0, per_client=each) if per_client else Terms(margin, float(inputs["k"]))
        quality = symmetric_quality(terms, share, citizens.step(n))
        served = share(quality, quality)
        return Solved({"q_star": quality, "profit": terms.profit(served, quality), "share": served}[found[1]])

    return answer
