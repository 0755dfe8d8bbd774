"""Two providers at the ends of a street, quality twice as costly for the second: best answers to demand from citizens' choice."""

from __future__ import annotations

from typing import Final

from gpssim.bidding.quality_competition import Citizens, Terms, answered_qualities
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

PARTS: Final = ("gpssim.bidding.quality_competition", "gpssim.rules.quality", "gpssim.rules.choice")
DEARER: Final = 2.0
"""How many times as costly quality is for the second provider: the case says (k, 2k)."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    margin, curvature = float(inputs["p"]) - float(inputs["c"]), float(inputs["k"])
    citizens = Citizens(float(inputs["al"]), travel_cost=float(inputs["t"]))
    second = float(inputs.get("k2", DEARER * curvature))
    terms = (Terms(margin, curvature), Terms(margin, second))
    qualities = answered_qualities(terms, citizens.on_line, citizens.step(1.0))
    shares = citizens.on_line(qualities)
    found = {
        f"{name}{k + 1}": value
        for k, (one, q, s) in enumerate(zip(terms, qualities, shares, strict=True))
        for name, value in (("q", q), ("share", s), ("profit", one.profit(s, q)))
    }

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in found:
            raise quantity_unknown(quantity, found)
        return Solved(found[quantity])

    return answer
